//! Times that became free lately and that somebody waits for, all of a site in a number of statements that does not
//! grow with them.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::model::Waiting;
use super::offered::{OFFERED, people};
use super::offers_path;
use super::store::{self, Seen, Sought};
use crate::diary::appointments::{self, DiaryReach, Freed, Openings, Slot, Status, Window};
use crate::gate::access::reach::Reach;
use crate::gate::actor::AccountId;
use crate::gate::hospital::Site;
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::kit::when;
use crate::people::patients::PatientId;
use crate::people::staff::{self, SpecialtyId};

/// How far ahead freed time is looked for.
const AHEAD: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How many of those who wait are looked at.
const LOOKED_AT: i64 = 200;

/// A time that became free, and who wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chance {
    /// The time.
    pub slot: Slot,
    /// With whom.
    pub doctor: String,
    /// How many want it.
    pub count: usize,
    /// Who of them has waited longest: `Demir, Ela`
    pub first: String,
    /// Since when.
    pub since: Timestamp,
    /// Where it is offered.
    pub href: String,
}

/// The next `most` times at a site that were called off or moved away from and could be given to somebody who waits, by
/// time.
///
/// # Errors
/// What the database says.
pub fn came_free(
    conn: &mut Conn,
    reach: &Reach,
    diary: &DiaryReach,
    site: &Site,
    now: Timestamp,
    most: usize,
) -> Result<Vec<Chance>> {
    let seen = Seen { reach: reach.clone(), only: None };
    let sought = Sought { site: Some(site.id), ..Sought::default() };
    let waiting = store::open(conn, &seen, &sought, LOOKED_AT)?;
    if waiting.is_empty() {
        return Ok(Vec::new());
    }
    let freed = freed(conn, diary, site, now)?;
    let (Some(first), Some(last)) = (freed.first(), freed.last()) else { return Ok(Vec::new()) };
    let (from, to) = (first.from, freed.iter().map(|one| one.to).max().unwrap_or(last.to));
    let zone = when::zone(&site.time_zone);
    let day = |at: Timestamp| at.to_zoned(zone.clone()).date();
    let mut doctors: Vec<AccountId> = freed.iter().map(|one| one.doctor).collect();
    doctors.sort_unstable();
    doctors.dedup();
    let openings = Openings::load(conn, &doctors, Some(site.id), day(from), day(to), now)?;
    let specialties = staff::specialties(conn)?;
    let able = |doctor: AccountId| -> Vec<SpecialtyId> {
        specialties.iter().filter(|one| one.doctors.contains(&doctor)).map(|one| one.id).collect()
    };
    let whose: Vec<PatientId> = waiting.iter().map(|one| one.patient_id).collect();
    let busy = appointments::patients_taken(conn, &whose, from, to)?;
    let mut found: Vec<(Freed, Slot, Vec<&Waiting>)> = Vec::new();
    for one in freed {
        let slot = openings.slot_at(one.doctor, one.from, Some(one.to.duration_since(one.from)));
        let Some(slot) = slot.filter(|slot| openings.breaks(slot).is_none()) else { continue };
        let wanted = wanted_by(&waiting, &slot, &able(slot.doctor), day(slot.starts_at), &busy);
        if !wanted.is_empty() {
            found.push((one, slot, wanted));
        }
        if found.len() == most {
            break;
        }
    }
    let firsts: Vec<Waiting> =
        found.iter().filter_map(|(_, _, wanted)| wanted.first().copied().cloned()).collect();
    let named = people(conn, &seen, &firsts)?;
    let names = appointments::names(conn, found.iter().map(|(one, _, _)| one.doctor))?;
    let chance = |(freed, slot, wanted): (Freed, Slot, Vec<&Waiting>)| {
        let first = wanted.first()?;
        Some(Chance {
            doctor: names.get(&slot.doctor).cloned().unwrap_or_default(),
            count: wanted.len(),
            first: named.get(&first.patient_id)?.list_name(),
            since: first.made_at,
            href: offers_path(&freed),
            slot,
        })
    };
    Ok(found.into_iter().filter_map(chance).collect())
}

/// What was called off or moved away at a site and is still to come, by time; each time once.
fn freed(conn: &mut Conn, diary: &DiaryReach, site: &Site, now: Timestamp) -> Result<Vec<Freed>> {
    let window = Window {
        from: now,
        to: now + AHEAD,
        site: Some(site.id),
        statuses: Some(vec![Status::Cancelled]),
        ..Window::default()
    };
    let mut freed = appointments::moved_away(conn, diary, site.id, window.from, window.to)?;
    freed.extend(appointments::between(conn, diary, &window)?.into_iter().map(|one| Freed {
        doctor: one.doctor_id,
        site: site.id,
        from: one.starts_at,
        to: one.ends_at,
    }));
    freed.sort_unstable_by_key(|one| (one.from, one.to, one.doctor));
    freed.dedup();
    Ok(freed)
}

/// Those whom a slot fits and who are not expected elsewhere then, the one who has waited longest first.
fn wanted_by<'a>(
    waiting: &'a [Waiting],
    slot: &Slot,
    able: &[SpecialtyId],
    day: Date,
    busy: &[(PatientId, Timestamp, Timestamp)],
) -> Vec<&'a Waiting> {
    let offered = usize::try_from(OFFERED).unwrap_or(usize::MAX);
    let is_busy = |one: &Waiting| {
        busy.iter()
            .any(|(who, from, to)| *who == one.patient_id && *from < slot.ends_at && slot.starts_at < *to)
    };
    waiting.iter().filter(|one| one.fits(slot, able, day)).take(offered).filter(|one| !is_busy(one)).collect()
}
