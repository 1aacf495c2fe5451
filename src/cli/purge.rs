//! `wardbook purge`.

use std::process::ExitCode;

use jiff::Timestamp;

use super::{open_installation, operator, say};
use crate::diary::purge::{self, Clock, Run};
use crate::gate::desk::House;
use crate::gate::hospital;
use crate::kit::config::Settings;
use crate::kit::error::Result;
use crate::kit::when;
use crate::wiring;

#[derive(Debug, clap::Args)]
pub(super) struct Purge {
    /// The clock only seems to have jumped: it is right, and what is due by it may be removed.
    #[arg(long)]
    clock_is_right: bool,
}

/// Removes what is due, or says why nothing was removed.
pub(super) fn purge(settings: Settings, wish: &Purge) -> Result<ExitCode> {
    let house = open_installation(settings)?;
    let days = house.settings.cancelled_kept_days;
    let run = purge::run(&house.db, &operator(&house), &wiring::dependants(), days, wish.clock_is_right)?;
    match run {
        Run::Done { removed, kept } => {
            say(&match removed {
                1 => "One cancelled appointment was removed.\n".to_owned(),
                removed => format!("{removed} cancelled appointments were removed.\n"),
            });
            for (what, count) in kept {
                say(&format!("Kept, since something depends on them: {count} with {what}.\n"));
            }
            Ok(ExitCode::SUCCESS)
        }
        Run::Busy => {
            say("Another process is removing them at this moment. Nothing was done here.\n");
            Ok(ExitCode::SUCCESS)
        }
        Run::Refused(clock) => {
            say(&format!("{} Nothing was removed.\n", jumped(&house, clock)?));
            Ok(ExitCode::FAILURE)
        }
    }
}

/// How it stands, for `wardbook doctor`.
pub(super) fn standing(house: &House, now: Timestamp) -> Result<std::result::Result<String, String>> {
    let (last, clock) = house.db.read_now(|conn| purge::standing(conn, now))?;
    if clock.has_jumped() {
        return Ok(Err(jumped(house, clock)?));
    }
    let days = house.settings.cancelled_kept_days;
    Ok(Ok(match last {
        Some(last) => format!("after {days} days, last looked for {}", full(house, last)?),
        None => format!("after {days} days, not looked for yet"),
    }))
}

fn jumped(house: &House, clock: Clock) -> Result<String> {
    let (last, now, what) = match clock {
        Clock::Right => return Ok("The clock is right.".into()),
        Clock::WentBack { last, now } => (last, now, "lies ahead of the clock"),
        Clock::WentAhead { last, now } => (last, now, "lies more than a week back"),
    };
    Ok(format!(
        "The last run, {}, {what}, which shows {}. If the clock is right, run wardbook purge --clock-is-right; if \
         not, set it first.",
        full(house, last)?,
        full(house, now)?
    ))
}

fn full(house: &House, at: Timestamp) -> Result<String> {
    let zone = house.db.read_now(hospital::find)?.map(|hospital| hospital.time_zone).unwrap_or_default();
    Ok(when::full(at, &when::zone(&zone)))
}
