//! What changes with an appointment, and who may hear of it: those who may look at the day it is on.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, civil};

use super::entry::DiaryReach;
use super::model::Appointment;
use super::store::{self, Window};
use crate::gate::access::employees;
use crate::gate::access::model::Identity;
use crate::gate::access::permissions::{Grant, Permission as _, perm};
use crate::gate::actor::AccountId;
use crate::gate::hospital::{self, SiteId};
use crate::gate::live::Watch;
use crate::kit::db::{Conn, Topic, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::when;
use crate::people::patients::PatientId;

const DIARY: &str = "diary";
const DOCTOR: &str = "doctor";

/// A day of the diary of a site.
pub fn day_topic(site: SiteId, day: civil::Date) -> Topic {
    Topic::of(DIARY, format_args!("{site}/{day}"))
}

/// The diary of a site, whatever the day.
pub fn site_topic(site: SiteId) -> Topic {
    Topic::of(DIARY, site)
}

/// The appointments of a doctor, wherever and whenever.
pub fn doctor_topic(doctor: AccountId) -> Topic {
    Topic::of(DOCTOR, doctor)
}

/// Hints that an appointment is, or was, where it stands.
pub(super) fn hint(tx: &mut Tx<'_>, one: &Appointment) -> Result<()> {
    if !tx.takes_hints() {
        return Ok(());
    }
    let zone = when::zone(&hospital::site(tx.conn(), one.site_id)?.time_zone);
    let day = |at: Timestamp| at.to_zoned(zone.clone()).date();
    let (first, last) = (day(one.starts_at), day(one.ends_at));
    tx.hint(day_topic(one.site_id, first));
    tx.hint(day_topic(one.site_id, last));
    tx.hint(site_topic(one.site_id));
    tx.hint(doctor_topic(one.doctor_id));
    Ok(())
}

/// Hints that something about a patient has changed which pages about today show, such as what was measured: wherever
/// they have an appointment within a day.
///
/// # Errors
/// What the database says.
pub fn hint_of(tx: &mut Tx<'_>, patient: PatientId) -> Result<()> {
    if !tx.takes_hints() {
        return Ok(());
    }
    let (now, day) = (tx.now(), SignedDuration::from_hours(24));
    let window =
        Window { from: now - day, to: now + day, patients: Some(vec![patient]), ..Window::default() };
    for one in store::between(tx.conn(), &DiaryReach::Everything, &window)? {
        hint(tx, &one)?;
    }
    Ok(())
}

/// Answers for the diary of sites: whoever may open it there, on that day, may hear that it changed.
pub struct DiaryWatch;

impl Watch for DiaryWatch {
    fn kind(&self) -> &'static str {
        DIARY
    }

    fn may(&self, conn: &mut Conn, who: &Identity, about: &str, now: Timestamp) -> Result<bool> {
        let Some((site, day)) = read(about) else { return Ok(false) };
        let reach = DiaryReach::granted(perm::AppointmentView::ROW.grant(who.role, who.duties), who, now);
        let place = match hospital::site(conn, site) {
            Ok(place) => place,
            Err(Error::NotFound) => return Ok(false),
            Err(error) => return Err(error),
        };
        Ok(match reach {
            DiaryReach::Everything | DiaryReach::Doctor(_) => true,
            DiaryReach::Nothing => false,
            DiaryReach::SitesOf { nurse, from, to } => {
                let zone = when::zone(&place.time_zone);
                let is_near = day.is_none_or(|day| meets(day, &zone, from, to));
                is_near && employees::sites_of(conn, nurse)?.contains(&site)
            }
        })
    }
}

/// Answers for the appointments of doctors: their own, or anybody's for who sees everybody's.
pub struct DoctorWatch;

impl Watch for DoctorWatch {
    fn kind(&self) -> &'static str {
        DOCTOR
    }

    fn may(&self, _: &mut Conn, who: &Identity, about: &str, _: Timestamp) -> Result<bool> {
        let Ok(doctor) = about.parse::<AccountId>() else { return Ok(false) };
        Ok(match perm::AppointmentView::ROW.grant(who.role, who.duties) {
            Grant::All => true,
            Grant::Own => doctor == who.account,
            _ => false,
        })
    }
}

/// The site, and the day if one is named.
fn read(about: &str) -> Option<(SiteId, Option<civil::Date>)> {
    match about.split_once('/') {
        None => Some((about.parse().ok()?, None)),
        Some((site, day)) => Some((site.parse().ok()?, Some(day.parse().ok()?))),
    }
}

/// Whether a day has anything of a stretch of time.
fn meets(day: civil::Date, zone: &TimeZone, from: Timestamp, to: Timestamp) -> bool {
    let begins = |day: civil::Date| day.to_zoned(zone.clone()).ok().map(|at| at.timestamp());
    let ends = day.tomorrow().ok().and_then(begins);
    begins(day).is_some_and(|begins| begins <= to) && ends.is_some_and(|ends| ends >= from)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn topics_name_a_site_and_perhaps_a_day() {
        let site = SiteId::new();
        let topic = day_topic(site, date(2026, 11, 20));
        assert_eq!((topic.kind(), read(topic.about())), (DIARY, Some((site, Some(date(2026, 11, 20))))));
        assert_eq!(read(site_topic(site).about()), Some((site, None)));
        for no in ["", "all", "/2026-11-20", &format!("{site}/"), &format!("{site}/2026-11-20/x")] {
            assert_eq!(read(no), None, "{no}");
        }
    }

    #[test]
    fn a_day_meets_what_it_shares_a_moment_with() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let (from, to) = ("2026-11-13T07:00:00Z".parse().unwrap(), "2026-11-27T07:00:00Z".parse().unwrap());
        for (day, right) in [(12, false), (13, true), (20, true), (27, true), (28, false)] {
            assert_eq!(meets(date(2026, 11, day), &zone, from, to), right, "{day}");
        }
    }
}
