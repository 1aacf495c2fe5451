//! What the templates show, as plain values.

pub mod editing;
pub mod lists;

use jiff::{Timestamp, Zoned};

use super::model::dates::clinical;
use super::model::details::Death;
use super::model::patient::Patient;
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

/// Who a page is about.
pub fn who(patient: &Patient, now: &Zoned) -> editing::Who {
    let details = &patient.details;
    let died = match details.death {
        Death::No => None,
        Death::On(day) => Some(clinical(day)),
        Death::DayNotKnown => Some(say!("patients-day-not-known")),
    };
    let also = details.preferred.as_ref().map(|name| say!("patients-preferred", name = name.clone()));
    let archived = patient.archived_at.map(|at| say!("patients-archived-since", day = moment(at, now)));
    editing::Who {
        name: patient.banner_name(),
        title: details.title.clone().unwrap_or_default(),
        born: or_not_known(patient.born(now.date())),
        sex: sex(details.sex),
        mrn: patient.shown_mrn(),
        died,
        next: None,
        also: also.unwrap_or_default(),
        archived,
        href: super::record_path(patient.id),
    }
}
