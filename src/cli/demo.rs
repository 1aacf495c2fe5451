//! `wardbook demo`: makes the demonstration hospital, or finds it, and serves it to this machine alone.

use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{say, serve};
use crate::app::{self, Adjustments};
use crate::doors::demo::staff::LINDENHOF;
use crate::doors::demo::{self, Demonstration};
use crate::gate::access::one_time;
use crate::gate::access::password::Password;
use crate::gate::desk::House;
use crate::gate::hospital;
use crate::kit::config::{Settings, from_environment, secret_or_file};
use crate::kit::db;
use crate::kit::error::{Error, Result};

/// What the demonstration is asked to be.
#[derive(Debug, clap::Args)]
pub(super) struct Demo {
    /// How many patients; those beyond the first sixty or so have no past [default: as many as are there, else 62].
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    patients: Option<u64>,
    /// How many appointments besides those of the invented days, for measuring; they need patients beyond the first
    /// sixty or so [default: as many as are there, else 0].
    #[arg(long, value_parser = clap::value_parser!(u64).range(0..=20_000_000))]
    appointments: Option<u64>,
    /// Another number makes other people [default: the one that is there, else 1].
    #[arg(long)]
    seed: Option<u64>,
    /// Make everything anew, even if seed and numbers agree with what is there.
    #[arg(long)]
    fresh: bool,
    /// Password of the offered accounts, from the environment alone.
    #[arg(skip = from_environment("WARDBOOK_DEMO_PASSWORD"))]
    password: Option<String>,
    /// File that holds the password of the offered accounts; WARDBOOK_DEMO_PASSWORD holds the password itself [default:
    /// a new one at every start].
    #[arg(long, env = "WARDBOOK_DEMO_PASSWORD_FILE")]
    password_file: Option<PathBuf>,
}

pub(super) fn demo(settings: Settings, wish: &Demo) -> Result<()> {
    if !settings.listen.ip().is_loopback() {
        return Err(Error::Conflict(format!(
            "A demonstration lets anybody in, so it listens to this machine only: {} is not a loopback address.",
            settings.listen
        )));
    }
    let password = secret_or_file(wish.password.as_ref(), wish.password_file.as_ref())?
        .unwrap_or_else(one_time::password);
    if password.is_empty() || password.chars().count() > 256 {
        return Err(Error::Invalid("The password of the demonstration has 1 to 256 characters.".into()));
    }
    let lock = app::lock(&settings)?;
    // Taken once before the work, so that a port in use is said at once.
    drop(serve::listen(&settings)?);
    let found = find(&settings)?;
    if let Some(wanted) = to_build(found, wish) {
        make(&settings, wanted)?;
    }
    let mut house = app::open(settings, Adjustments::default())?;
    demo::freshen(&house.db, &house.root, today(&house)?)?;
    house.offered = open_doors(&house, &password)?;
    let listener = serve::listen(&house.settings)?;
    serve::run(house, listener)?;
    drop(lock);
    Ok(())
}

/// What the database holds.
enum Found {
    Nothing,
    /// A demonstration; none of a finished one when it was interrupted.
    Demonstration(Option<Demonstration>),
}

/// Looks what is there, and refuses to touch a real hospital.
fn find(settings: &Settings) -> Result<Found> {
    let location = settings.location()?;
    let empty = match &location {
        db::Location::Sqlite(file) => !file.exists(),
        db::Location::Postgres(_) => false,
    };
    if empty || db::is_empty(&location)? {
        return Ok(Found::Nothing);
    }
    if !db::pending(&location)?.is_empty() {
        return Err(Error::Conflict(
            "This database holds a hospital whose tables are not those of this version, so it cannot be told whether \
             it is a demonstration. Run wardbook migrate first, or choose another folder with WARDBOOK_DATA."
                .into(),
        ));
    }
    let probe = db::Db::open(db::Options {
        location,
        clock: crate::kit::clock::Clock::system(),
        readers: 1,
        counter: None,
    })?;
    let anybody = probe.read_now(crate::gate::access::store::is_anybody_here)?;
    match probe.read_now(hospital::find)? {
        Some(hospital) => match hospital.demonstration {
            Some(mark) => Ok(Found::Demonstration(mark.parse().ok())),
            None => Err(Error::Conflict(format!(
                "This database holds a real hospital, {}. A demonstration would have to destroy it. Choose another \
                 folder with WARDBOOK_DATA, or another database with DATABASE_URL.",
                hospital.name
            ))),
        },
        None if anybody => Err(Error::Conflict(
            "This database holds accounts that are not of a demonstration. Choose another folder with \
             WARDBOOK_DATA, or another database with DATABASE_URL."
                .into(),
        )),
        None => Ok(Found::Nothing),
    }
}

/// What is to be built, if what was found is not what is wished for.
fn to_build(found: Found, wish: &Demo) -> Option<Demonstration> {
    let usual = Demonstration::default();
    let asked = |there: Demonstration| Demonstration {
        seed: wish.seed.unwrap_or(there.seed),
        patients: wish.patients.unwrap_or(there.patients),
        appointments: wish.appointments.unwrap_or(there.appointments),
    };
    match found {
        Found::Demonstration(Some(there)) if !wish.fresh && asked(there) == there => None,
        Found::Demonstration(Some(there)) => Some(asked(there)),
        Found::Nothing | Found::Demonstration(None) => Some(asked(usual)),
    }
}

/// Empties the database and makes the demonstration in it.
fn make(settings: &Settings, wanted: Demonstration) -> Result<()> {
    db::wipe(&settings.location()?)?;
    // The anchor of the audit trail that has just gone.
    for left in ["audit.anchor"] {
        match std::fs::remove_file(settings.data.join(left)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(Error::bug(error)),
            _ => {}
        }
    }
    app::migrate(settings)?;
    let house = app::open(settings.clone(), Adjustments::default())?;
    let today = today(&house)?;
    let bar = ProgressBar::new(wanted.patients + wanted.appointments).with_style(
        ProgressStyle::with_template("{msg} {wide_bar} {human_pos} of {human_len}, {eta} left")
            .map_err(Error::bug)?,
    );
    bar.set_message("Inventing");
    let made = demo::build(&house.db, &house.root, wanted, today, &|count| bar.set_position(count));
    bar.finish_and_clear();
    made
}

/// The day it is in the demonstration's town.
fn today(house: &House) -> Result<Date> {
    let zone = TimeZone::get(LINDENHOF.time_zone).map_err(Error::bug)?;
    Ok(house.clock.now().to_zoned(zone).date())
}

/// Gives the offered accounts their password and says who they are.
fn open_doors(house: &House, password: &str) -> Result<Vec<crate::gate::desk::Offered>> {
    let offered = house.db.read_now(demo::offered)?;
    let hash = house.hasher.hash_now(&Password::new(password)).map_err(Error::bug)?;
    demo::set_passwords(&house.db, &house.root, &offered, hash)?;
    for one in &offered {
        say(&format!("{}  {}  {password}\n", one.role, one.email));
    }
    Ok(offered)
}
