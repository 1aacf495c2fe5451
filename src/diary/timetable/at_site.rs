//! Rooms and hours on the page of a site.

use jiff::Timestamp;

use crate::diary::hours;
use crate::diary::rooms;
use crate::diary::sites::{AtSite, Fact};
use crate::gate::actor::AccountId;
use crate::gate::hospital::{self, SiteId};
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::say;

/// How many rooms are used at a site, and how many doctors have hours there.
pub struct HoursAtSite;

impl AtSite for HoursAtSite {
    fn facts(&self, conn: &mut Conn, site: SiteId, now: Timestamp) -> Result<Vec<Fact>> {
        let rooms = rooms::of_all_sites(conn)?;
        let rooms = rooms.iter().filter(|room| room.site_id == site && room.active).count();
        let today = hospital::local_now(conn, now)?.date();
        let mut doctors: Vec<AccountId> = hours::weekly_of_all(conn, today)?
            .into_iter()
            .filter(|one| one.site_id == site)
            .map(|one| one.doctor_id)
            .collect();
        doctors.dedup();
        Ok(vec![
            Fact { label: say!("rooms-at-site"), text: rooms.to_string(), href: Some("/rooms".to_owned()) },
            Fact {
                label: say!("timetable-at-site"),
                text: doctors.len().to_string(),
                href: Some(format!("/hours?site={site}")),
            },
        ])
    }
}
