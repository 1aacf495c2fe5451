//! An appointment and its history in words.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::model::status::Status;
use super::model::{Appointment, Change};
use super::places::{Places, Spot};
use super::store;
use super::views::Past;
use crate::diary::hours::clock;
use crate::gate::actor::AccountId;
use crate::kit::when;
use crate::say;

/// Whose names are known.
pub(super) type Names = HashMap<AccountId, String>;

/// Where and when the reader of a page is.
pub(super) struct Here<'a> {
    /// The zone of the appointment's site.
    pub zone: &'a TimeZone,
    /// The present instant.
    pub now: Timestamp,
}

impl Here<'_> {
    /// `Friday 20 November, 09:15`
    pub fn moment(&self, at: Timestamp) -> String {
        format!("{}, {}", self.day(at), clock(at, self.zone))
    }

    /// `Friday 20 November`
    pub fn day(&self, at: Timestamp) -> String {
        let today = self.now.to_zoned(self.zone.clone()).date();
        when::named(at.to_zoned(self.zone.clone()).date(), today)
    }

    /// `09:15 to 09:30`
    pub fn span(&self, from: Timestamp, to: Timestamp) -> String {
        say!("appointments-span", from = clock(from, self.zone), to = clock(to, self.zone))
    }

    /// `Today 09:33`
    pub fn lately(&self, at: Timestamp) -> String {
        when::said(at, self.now, self.zone)
    }
}

/// The name of somebody, or what stands where nobody is known.
pub(super) fn name_of(names: &Names, who: Option<AccountId>) -> String {
    who.and_then(|who| names.get(&who).cloned()).unwrap_or_else(|| say!("appointments-by-the-house"))
}

/// Everybody whose name a page about an appointment needs.
pub(super) fn people(appointment: &Appointment, changes: &[Change]) -> Vec<AccountId> {
    let mut ids: Vec<AccountId> =
        changes.iter().flat_map(|change| [Some(change.from_doctor_id), change.by_id]).flatten().collect();
    ids.push(appointment.doctor_id);
    ids.extend(appointment.booked_by);
    ids.extend(appointment.cancelled_by);
    ids
}

/// How an appointment stood before or after a change.
struct Stood {
    status: Status,
    starts_at: Timestamp,
    doctor: AccountId,
    spot: Spot,
}

impl Stood {
    /// As it was before a change; where it was is not known of old ones, which were where it is now.
    fn before(change: &Change, now: &Appointment) -> Self {
        Self {
            status: change.from_status,
            starts_at: change.from_starts_at,
            doctor: change.from_doctor_id,
            spot: Spot { site: change.from_site_id.unwrap_or(now.site_id), room: change.from_room_id },
        }
    }

    fn now(one: &Appointment) -> Self {
        Self {
            status: one.status,
            starts_at: one.starts_at,
            doctor: one.doctor_id,
            spot: Spot { site: one.site_id, room: one.room_id },
        }
    }
}

/// What happened to an appointment, the latest first.
pub(super) fn history(
    appointment: &Appointment,
    changes: &[Change],
    names: &Names,
    places: &Places,
    here: &Here<'_>,
) -> Vec<Past> {
    let mut past = Vec::with_capacity(changes.len() + 1);
    // Those that came from an import or were there before histories were kept begin with their booking all the same.
    if changes.first().is_none_or(|first| first.what != "booked" && first.what != store::ASKED) {
        let began = changes.first().map_or(appointment.status, |first| first.from_status);
        let word = if began == Status::Requested {
            "appointments-past-requested"
        } else {
            "appointments-past-booked"
        };
        past.push(Past {
            at: here.lately(appointment.booked_at),
            words: say!(word),
            by: name_of(names, appointment.booked_by),
            reason: String::new(),
            last: changes.is_empty(),
        });
    }
    for (place, change) in changes.iter().enumerate() {
        let before = Stood::before(change, appointment);
        let next = changes.get(place + 1);
        let after = next.map_or_else(|| Stood::now(appointment), |next| Stood::before(next, appointment));
        past.push(Past {
            at: here.lately(change.at),
            words: words(change, (&before, &after), appointment.walk_in, &Told { names, places, here }),
            by: name_of(names, change.by_id),
            reason: change.reason.clone(),
            last: place + 1 == changes.len(),
        });
    }
    past.reverse();
    past
}

/// What a history is told with.
struct Told<'a> {
    names: &'a Names,
    places: &'a Places,
    here: &'a Here<'a>,
}

impl Told<'_> {
    /// `Friday 20 November, 09:15`, on the clock of the site where it was, with the place where that differs.
    fn moment(&self, one: &Stood, other: &Stood) -> String {
        let zone = self.places.zone(one.spot.site);
        self.beside(Here { zone: &zone, now: self.here.now }.moment(one.starts_at), one, other)
    }

    /// The name of the doctor, with the place where that differs.
    fn doctor(&self, one: &Stood, other: &Stood) -> String {
        self.beside(name_of(self.names, Some(one.doctor)), one, other)
    }

    fn beside(&self, words: String, one: &Stood, other: &Stood) -> String {
        match self.places.beside(one.spot, other.spot) {
            Some(place) => say!("appointments-past-place", what = words, place = place),
            None => words,
        }
    }
}

fn words(change: &Change, (before, after): (&Stood, &Stood), walk_in: bool, told: &Told<'_>) -> String {
    let status = |one: &Stood| say!(one.status.label_key());
    match change.what.as_str() {
        "booked" if walk_in => say!("appointments-past-walked-in"),
        what @ ("moved" | "moved-back") => say!(
            &format!("appointments-past-{what}"),
            from = told.moment(before, after),
            from_doctor = name_of(told.names, Some(before.doctor)),
            to = told.moment(after, before),
            to_doctor = name_of(told.names, Some(after.doctor)),
        ),
        "handed-over" => say!(
            "appointments-past-handed-over",
            from_doctor = told.doctor(before, after),
            to_doctor = told.doctor(after, before),
        ),
        "put-right" => say!("appointments-past-put-right", from = status(before), to = status(after)),
        "undone" => say!("appointments-past-undone", from = status(before), to = status(after)),
        what => say!(&format!("appointments-past-{what}")),
    }
}
