//! An appointment and its history in words.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::model::status::Status;
use super::model::{Appointment, Change};
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

/// How an appointment stood after a change.
struct After {
    status: Status,
    starts_at: Timestamp,
    doctor: AccountId,
}

/// What happened to an appointment, the latest first.
pub(super) fn history(
    appointment: &Appointment,
    changes: &[Change],
    names: &Names,
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
        let after = changes.get(place + 1).map_or(
            After {
                status: appointment.status,
                starts_at: appointment.starts_at,
                doctor: appointment.doctor_id,
            },
            |next| After {
                status: next.from_status,
                starts_at: next.from_starts_at,
                doctor: next.from_doctor_id,
            },
        );
        past.push(Past {
            at: here.lately(change.at),
            words: words(change, &after, appointment.walk_in, names, here),
            by: name_of(names, change.by_id),
            reason: change.reason.clone(),
            last: place + 1 == changes.len(),
        });
    }
    past.reverse();
    past
}

fn words(change: &Change, after: &After, walk_in: bool, names: &Names, here: &Here<'_>) -> String {
    let status = |status: Status| say!(status.label_key());
    match change.what.as_str() {
        "booked" if walk_in => say!("appointments-past-walked-in"),
        what @ ("moved" | "moved-back") => say!(
            &format!("appointments-past-{what}"),
            from = here.moment(change.from_starts_at),
            from_doctor = name_of(names, Some(change.from_doctor_id)),
            to = here.moment(after.starts_at),
            to_doctor = name_of(names, Some(after.doctor)),
        ),
        "handed-over" => say!(
            "appointments-past-handed-over",
            from_doctor = name_of(names, Some(change.from_doctor_id)),
            to_doctor = name_of(names, Some(after.doctor)),
        ),
        "put-right" => {
            say!("appointments-past-put-right", from = status(change.from_status), to = status(after.status))
        }
        "undone" => {
            say!("appointments-past-undone", from = status(change.from_status), to = status(after.status))
        }
        what => say!(&format!("appointments-past-{what}")),
    }
}
