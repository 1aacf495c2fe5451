//! What the templates show, as plain values.

pub mod editing;
pub mod importing;
pub mod lists;
pub mod merging;
pub mod removing;

use jiff::{Timestamp, Zoned};

use super::model::dates::clinical;
use super::model::sex::Sex;
use super::store::LastSeen;
use crate::say;

/// A sex in words.
pub fn sex(sex: Sex) -> String {
    say!(&format!("patients-sex-{}", sex.code()))
}

/// The sexes to choose from.
pub fn sexes() -> Vec<(&'static str, String)> {
    Sex::ALL.iter().map(|&each| (each.code(), sex(each))).collect()
}

/// `Today 09:30` or `11-Aug-2026`, on the hospital's clock.
pub fn moment(at: Timestamp, now: &Zoned) -> String {
    let there = at.to_zoned(now.time_zone().clone());
    let time = there.strftime("%H:%M").to_string();
    if there.date() == now.date() { say!("patients-today-at", time = time) } else { clinical(there.date()) }
}

/// `Today 09:30, Dr A. Kovač`, or that there was no visit yet.
pub fn last_seen(seen: Option<&LastSeen>, now: &Zoned) -> String {
    match seen {
        Some(seen) => format!("{}, {}", moment(seen.at, now), seen.doctor),
        None => say!("patients-not-seen"),
    }
}

/// What stands where something is not known.
pub fn or_not_known(text: Option<String>) -> String {
    text.unwrap_or_else(|| say!("patients-not-known"))
}
