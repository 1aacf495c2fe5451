//! How the installation is, as far as a look can tell; `wardbook doctor` proves more.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::views::Health;
use crate::diary::purge;
use crate::gate::audit;
use crate::gate::desk::House;
use crate::kit::db::{Conn, Location};
use crate::kit::error::Result;
use crate::kit::when;
use crate::say;

/// Where the installation is and how it is reached.
pub(super) struct Place {
    folder: PathBuf,
    /// The file of the embedded database.
    file: Option<PathBuf>,
    /// Whether what goes over the network is safe from others.
    closed: bool,
    kept_days: u16,
    zone: TimeZone,
}

impl Place {
    /// The place of a house, whose walls show this time.
    pub fn of(house: &House, here: &jiff::Zoned) -> Self {
        let settings = &house.settings;
        Self {
            folder: house.folder().to_owned(),
            file: match house.db.location() {
                Location::Sqlite(file) => Some(file.clone()),
                Location::Postgres(_) => None,
            },
            closed: settings.is_https() || settings.listen.ip().is_loopback(),
            kept_days: settings.cancelled_kept_days,
            zone: here.time_zone().clone(),
        }
    }

    /// Looks at everything.
    ///
    /// # Errors
    /// What the database says.
    pub fn look(&self, conn: &mut Conn, now: Timestamp) -> Result<Vec<Health>> {
        Ok(vec![
            self.database(),
            self.data_folder(),
            self.trail(conn, now)?,
            self.removal(conn, now)?,
            self.address(),
        ])
    }

    fn database(&self) -> Health {
        let words = match &self.file {
            Some(file) => say!("home-health-sqlite", megabytes = megabytes(file)),
            None => say!("home-health-postgres"),
        };
        Health { what: say!("home-health-database"), good: true, words }
    }

    fn data_folder(&self) -> Health {
        // The same file that `/readyz` writes: it stays where it is.
        let good = std::fs::write(self.folder.join(".ready"), b"ready\n").is_ok();
        let words = if good { say!("home-health-writable") } else { say!("home-health-not-writable") };
        Health { what: say!("home-health-folder"), good, words }
    }

    fn trail(&self, conn: &mut Conn, now: Timestamp) -> Result<Health> {
        let progress = audit::progress(conn, now)?;
        let words = match progress.last {
            _ if progress.late > 0 => say!("home-health-trail-late", count = progress.late),
            Some(last) => say!(
                "home-health-trail-sealed",
                count = progress.sealed,
                at = when::said(last, now, &self.zone)
            ),
            None => say!("home-health-trail-none"),
        };
        Ok(Health { what: say!("home-health-trail"), good: progress.late == 0, words })
    }

    fn removal(&self, conn: &mut Conn, now: Timestamp) -> Result<Health> {
        let (last, clock) = purge::standing(conn, now)?;
        let days = self.kept_days;
        let words = match last {
            _ if clock.has_jumped() => say!("home-health-clock-jumped"),
            Some(last) => {
                say!("home-health-removed", days = days, at = when::said(last, now, &self.zone))
            }
            None => say!("home-health-removed-never", days = days),
        };
        Ok(Health { what: say!("home-health-removal"), good: !clock.has_jumped(), words })
    }

    fn address(&self) -> Health {
        let words = if self.closed { say!("home-health-closed") } else { say!("home-health-plain-http") };
        Health { what: say!("home-health-address"), good: self.closed, words }
    }
}

/// The size of a file and what is written beside it, in whole megabytes.
fn megabytes(file: &Path) -> u64 {
    let mut beside = file.as_os_str().to_owned();
    beside.push("-wal");
    let size = |path: &Path| std::fs::metadata(path).map_or(0, |found| found.len());
    (size(file) + size(Path::new(&beside))).div_ceil(1024 * 1024)
}
