//! Appointments as values, and the pure rules about them.

pub mod status;
pub mod series;
pub mod slots;

use diesel::prelude::*;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use self::status::{Kind, Status, Step};
use crate::diary::rooms::RoomId;
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::db::types::Utc;
use crate::kit::id::Id;
use crate::people::patients::PatientId;
use crate::schema::{appointment_changes, appointments};

/// The id of an appointment.
pub type AppointmentId = Id<Appointment>;

/// Somebody is seen by a doctor at a site, from one instant to another (FHIR: Appointment).
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = appointments, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Appointment {
    /// Its identity.
    pub id: AppointmentId,
    /// Who comes.
    pub patient_id: PatientId,
    /// To whom.
    pub doctor_id: AccountId,
    /// Where.
    pub site_id: SiteId,
    /// In which room, when one is held for it.
    pub room_id: Option<RoomId>,
    /// From.
    #[diesel(serialize_as = Utc)]
    pub starts_at: Timestamp,
    /// To.
    #[diesel(serialize_as = Utc)]
    pub ends_at: Timestamp,
    /// Where it stands.
    #[diesel(deserialize_as = String, serialize_as = String)]
    pub status: Status,
    /// What kind of meeting.
    #[diesel(deserialize_as = String, serialize_as = String)]
    pub kind: Kind,
    /// Why, in the patient's or reception's words.
    pub reason: String,
    /// For the staff.
    pub notes: String,
    /// Whether they came without being booked.
    pub walk_in: bool,
    /// Why it was put over another one, or outside the hours; none for a plain one.
    pub overbook_reason: Option<String>,
    /// Who booked it; none when an import or the house itself did.
    pub booked_by: Option<AccountId>,
    /// When.
    #[diesel(serialize_as = Utc)]
    pub booked_at: Timestamp,
    /// When they came.
    pub arrived_at: Option<Utc>,
    /// When the doctor began.
    pub started_at: Option<Utc>,
    /// When it was over.
    pub ended_at: Option<Utc>,
    /// When it was called off.
    pub cancelled_at: Option<Utc>,
    /// By whom.
    pub cancelled_by: Option<AccountId>,
    /// Why.
    pub cancel_reason: String,
    /// The series it belongs to, if any.
    pub series_id: Option<Id<Series>>,
    /// Counts its changes.
    pub version: i64,
}

impl Appointment {
    /// What would have to be booked to have it.
    pub fn wanted(&self) -> Booking {
        Booking {
            patient: self.patient_id,
            doctor: self.doctor_id,
            site: self.site_id,
            room: self.room_id,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            kind: self.kind,
            reason: self.reason.clone(),
            notes: self.notes.clone(),
            walk_in: self.walk_in,
            overbook_reason: self.overbook_reason.clone(),
            series: self.series_id,
        }
    }

    /// The day, at its site, on which a cancelled one is deleted for good when it is kept for so many days; none
    /// for one that stands.
    pub fn removed_on(&self, kept_days: u16, zone: &TimeZone) -> Option<Date> {
        let cancelled = self.cancelled_at.map(|Utc(at)| at)?;
        let over = cancelled.checked_add(SignedDuration::from_hours(24 * i64::from(kept_days))).ok()?;
        Some(over.to_zoned(zone.clone()).date())
    }

    /// The rule that a step would break at this moment because it comes too soon: nobody is here before the day of
    /// their appointment, and nobody has missed what has not begun.
    pub fn too_soon_for(&self, step: Step, zone: &TimeZone, now: Timestamp) -> Option<&'static str> {
        let day = |at: Timestamp| at.to_zoned(zone.clone()).date();
        match step {
            Step::Arrive if day(now) < day(self.starts_at) => Some(rules::BEFORE_ITS_DAY),
            Step::NoShow if now < self.starts_at => Some(rules::BEFORE_IT_BEGINS),
            _ => None,
        }
    }
}

/// Marks the ids of series: appointments booked together, some weeks apart.
#[derive(Debug)]
pub struct Series;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Booking {
    /// Who comes.
    pub patient: PatientId,
    /// To whom.
    pub doctor: AccountId,
    /// Where.
    pub site: SiteId,
    /// In which room, if one is to be held.
    pub room: Option<RoomId>,
    /// From.
    pub starts_at: Timestamp,
    /// To.
    pub ends_at: Timestamp,
    /// What kind of meeting.
    pub kind: Kind,
    /// Why.
    pub reason: String,
    /// For the staff.
    pub notes: String,
    /// They are here already.
    pub walk_in: bool,
    /// Why it may lie over another appointment of the doctor, or outside the hours.
    pub overbook_reason: Option<String>,
    /// The series it belongs to, if any.
    pub series: Option<Id<Series>>,
}

impl Booking {
    /// The appointment that comes of it, standing at `status` and made at `now`.
    pub fn made(&self, status: Status, by: Option<AccountId>, now: Timestamp) -> Appointment {
        let cancelled = (status == Status::Cancelled).then_some(Utc(now));
        Appointment {
            id: AppointmentId::new(),
            patient_id: self.patient,
            doctor_id: self.doctor,
            site_id: self.site,
            room_id: self.room,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            status,
            kind: self.kind,
            reason: self.reason.clone(),
            notes: self.notes.clone(),
            walk_in: self.walk_in,
            overbook_reason: self.overbook_reason.clone(),
            booked_by: by,
            booked_at: now,
            arrived_at: self.walk_in.then_some(Utc(now)),
            started_at: None,
            ended_at: None,
            cancelled_at: cancelled,
            cancelled_by: cancelled.and(by),
            cancel_reason: String::new(),
            series_id: self.series,
            version: 1,
        }
    }
}

/// One thing that happened to an appointment, with how it was before.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = appointment_changes)]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub by_id: Option<AccountId>,
    /// What, as [`status::Step::word`] says it.
    pub what: String,
    /// Where it stood before.
    #[diesel(deserialize_as = String)]
    pub from_status: Status,
    /// When it began before.
    pub from_starts_at: Timestamp,
    /// When it ended before.
    pub from_ends_at: Timestamp,
    /// With whom it was before.
    pub from_doctor_id: AccountId,
    /// Where it was before.
    pub from_room_id: Option<RoomId>,
    /// Why, if said.
    pub reason: String,
    /// At which site it was before; none where that was not kept yet.
    pub from_site_id: Option<SiteId>,
}

/// Rules an appointment may break; the database holds those of overlap. Each is the name in `Error::Broken`.
pub mod rules {
    /// The doctor has another appointment then.
    pub const DOCTOR_TAKEN: &str = "appointments_doctor_overlap";
    /// The doctor has two appointments over each other then.
    pub const OVERBOOKED_TWICE: &str = "appointments_overbooked_twice";
    /// The patient is expected or is somewhere else then.
    pub const PATIENT_TAKEN: &str = "appointments_patient_overlap";
    /// Somebody else is in the room then.
    pub const ROOM_TAKEN: &str = "appointments_room_overlap";
    /// The doctor is on leave then.
    pub const ON_LEAVE: &str = "appointments_on_leave";
    /// The doctor sees nobody then, and no reason was given.
    pub const OUTSIDE_HOURS: &str = "appointments_outside_hours";
    /// Reception may not overbook this doctor.
    pub const NOT_OVERBOOKABLE: &str = "appointments_not_overbookable";
    /// It would be over already.
    pub const PAST: &str = "appointments_past";
    /// Whoever is here already is not seen on another day.
    pub const NOT_TODAY: &str = "appointments_not_today";
    /// The doctor sees no patients, or not any more.
    pub const NOT_BOOKABLE: &str = "appointments_not_bookable";
    /// The patient's record is archived, or they have died.
    pub const PATIENT_CLOSED: &str = "appointments_patient_closed";
    /// Somebody else changed it in the meantime.
    pub const CHANGED: &str = "appointments_changed";
    /// The life of an appointment has no such step.
    pub const WRONG_STEP: &str = "appointments_wrong_step";
    /// Nobody is here for it before its day.
    pub const BEFORE_ITS_DAY: &str = "appointments_before_its_day";
    /// Nobody has missed it before it begins.
    pub const BEFORE_IT_BEGINS: &str = "appointments_before_it_begins";
    /// All that can be answered with other times.
    pub const TAKEN: [&str; 5] = [DOCTOR_TAKEN, OVERBOOKED_TWICE, PATIENT_TAKEN, ROOM_TAKEN, ON_LEAVE];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_waits_for_its_day_or_its_hour() {
        let [berlin, auckland] =
            ["Europe/Berlin", "Pacific/Auckland"].map(|name| TimeZone::get(name).unwrap());
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let booking = Booking {
            patient: PatientId::new(),
            doctor: AccountId::new(),
            site: SiteId::new(),
            room: None,
            starts_at: at("2026-11-23T09:00:00Z"),
            ends_at: at("2026-11-23T09:15:00Z"),
            kind: Kind::New,
            reason: String::new(),
            notes: String::new(),
            walk_in: false,
            overbook_reason: None,
            series: None,
        };
        let one = booking.made(Status::Booked, None, at("2026-11-20T09:00:00Z"));
        // Monday begins in Berlin an hour before midnight in Greenwich, and in Auckland half a day earlier.
        for (step, zone, now, rule) in [
            (Step::Arrive, &berlin, "2026-11-22T22:59:59Z", Some(rules::BEFORE_ITS_DAY)),
            (Step::Arrive, &berlin, "2026-11-22T23:00:00Z", None),
            (Step::Arrive, &auckland, "2026-11-22T22:59:59Z", None),
            (Step::Arrive, &berlin, "2026-11-25T09:00:00Z", None),
            (Step::NoShow, &berlin, "2026-11-23T08:59:59Z", Some(rules::BEFORE_IT_BEGINS)),
            (Step::NoShow, &berlin, "2026-11-23T09:00:00Z", None),
            (Step::Cancel, &berlin, "2026-11-20T09:00:00Z", None),
        ] {
            assert_eq!(one.too_soon_for(step, zone, at(now)), rule, "{step:?} {now}");
        }
    }
}
