//! Whom a time fits that became free.

use jiff::Timestamp;

use super::model::Waiting;
use super::store::{self, Seen, Sought};
use crate::diary::appointments::{self, Freed, Openings, Slot};
use crate::gate::hospital;
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::kit::when;
use crate::people::patients;
use crate::people::staff;

/// How many are offered a time.
pub const OFFERED: i64 = 20;

/// The time as it can be booked; none when it is over, taken again or outside the hours.
///
/// # Errors
/// What the database says.
pub fn still_free(conn: &mut Conn, freed: &Freed, now: Timestamp) -> Result<Option<Slot>> {
    let site = hospital::site(conn, freed.site)?;
    let day = freed.from.to_zoned(when::zone(&site.time_zone)).date();
    let openings = Openings::load(conn, &[freed.doctor], Some(freed.site), day, day, now)?;
    let length = freed.to.duration_since(freed.from);
    let slot = openings.slot_at(freed.doctor, freed.from, Some(length));
    Ok(slot.filter(|slot| slot.ends_at > now && openings.breaks(slot).is_none()))
}

/// Those whom a time fits and who are not expected elsewhere then, the one who has waited longest first.
///
/// # Errors
/// What the database says.
pub fn fitting(conn: &mut Conn, seen: &Seen, slot: &Slot) -> Result<Vec<Waiting>> {
    let site = hospital::site(conn, slot.site)?;
    let specialties = staff::specialties(conn)?
        .into_iter()
        .filter(|one| one.doctors.contains(&slot.doctor))
        .map(|one| one.id)
        .collect();
    let minutes = slot.ends_at.duration_since(slot.starts_at).as_mins();
    let sought = Sought {
        doctor: Some((slot.doctor, specialties)),
        site: Some(slot.site),
        day: Some(slot.starts_at.to_zoned(when::zone(&site.time_zone)).date()),
        minutes: Some(i32::try_from(minutes).unwrap_or(i32::MAX)),
    };
    let mut found = store::open(conn, seen, &sought, OFFERED)?;
    let mut busy = Vec::new();
    for one in &found {
        let taken = appointments::patient_taken(conn, one.patient_id, None, slot.starts_at, slot.ends_at)?;
        if !taken.is_empty() {
            busy.push(one.id);
        }
    }
    found.retain(|one| !busy.contains(&one.id));
    Ok(found)
}

/// How patients of entries are called and reached, by id.
///
/// # Errors
/// What the database says.
pub fn people(
    conn: &mut Conn,
    seen: &Seen,
    of: &[Waiting],
) -> Result<std::collections::HashMap<patients::PatientId, patients::Hit>> {
    let mut ids: Vec<patients::PatientId> = of.iter().map(|one| one.patient_id).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(patients::of_ids(conn, &seen.reach, &ids)?.into_iter().map(|hit| (hit.id, hit)).collect())
}
