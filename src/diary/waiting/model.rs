//! Entries of the list as values.

use diesel::prelude::*;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::diary::appointments::{AppointmentId, Slot};
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::db::types::Utc;
use crate::kit::id::Id;
use crate::people::patients::PatientId;
use crate::people::staff::SpecialtyId;
use crate::schema::waiting_entries;

/// The id of an entry.
pub type WaitingId = Id<Waiting>;

/// Somebody waits.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = waiting_entries)]
pub struct Waiting {
    /// Its identity.
    pub id: WaitingId,
    /// Who.
    pub patient_id: PatientId,
    /// For this doctor only.
    pub doctor_id: Option<AccountId>,
    /// For anybody of this specialty.
    pub specialty_id: Option<SpecialtyId>,
    /// At this site only.
    pub site_id: Option<SiteId>,
    /// From this day on.
    pub earliest: Date,
    /// Until this day; none goes on until they are booked.
    pub latest: Option<Date>,
    /// For so many minutes.
    pub minutes: i32,
    /// Why they come.
    pub reason: String,
    /// Who put them on the list.
    pub made_by: Option<AccountId>,
    /// When.
    pub made_at: Timestamp,
    /// When they stopped waiting.
    pub closed_at: Option<Utc>,
    /// `booked` or `withdrawn`; none while they wait.
    pub outcome: Option<String>,
    /// What they were booked.
    pub appointment_id: Option<AppointmentId>,
    /// Counts its changes.
    pub version: i64,
}

/// For whom somebody waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// Whoever has time.
    Anybody,
    /// Whoever of a specialty has time.
    Specialty(SpecialtyId),
    /// One doctor.
    Doctor(AccountId),
}

impl For {
    /// As a form sends it; "" is anybody.
    pub fn read(text: &str) -> Option<Self> {
        match text.strip_prefix("first:") {
            Some(specialty) => specialty.parse().ok().map(Self::Specialty),
            None if text.is_empty() || text == "first" => Some(Self::Anybody),
            None => text.parse().ok().map(Self::Doctor),
        }
    }

    /// As booking and forms read it: `first`, `first:<specialty>` or a doctor.
    pub fn word(self) -> String {
        match self {
            Self::Anybody => "first".to_owned(),
            Self::Specialty(id) => format!("first:{id}"),
            Self::Doctor(id) => id.to_string(),
        }
    }
}

impl Waiting {
    /// For whom.
    pub fn whom(&self) -> For {
        match (self.doctor_id, self.specialty_id) {
            (Some(doctor), _) => For::Doctor(doctor),
            (None, Some(specialty)) => For::Specialty(specialty),
            (None, None) => For::Anybody,
        }
    }

    /// Whether a time suits them that lies on `day`, with a doctor of the specialties `able`.
    pub fn fits(&self, slot: &Slot, able: &[SpecialtyId], day: Date) -> bool {
        let whom = match self.whom() {
            For::Anybody => true,
            For::Specialty(id) => able.contains(&id),
            For::Doctor(id) => id == slot.doctor,
        };
        let there = self.site_id.is_none_or(|site| site == slot.site);
        let then = self.earliest <= day && self.latest.is_none_or(|latest| day <= latest);
        let length = slot.ends_at.duration_since(slot.starts_at).as_mins();
        whom && there && then && i64::from(self.minutes) <= length
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_fits_whoever_asked_for_such_a_one() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let slot = Slot {
            doctor: AccountId::new(),
            site: SiteId::new(),
            room: None,
            starts_at: at("2026-11-20T08:00:00Z"),
            ends_at: at("2026-11-20T08:20:00Z"),
        };
        let (heart, day) = (SpecialtyId::new(), jiff::civil::date(2026, 11, 20));
        let anybody = Waiting {
            id: WaitingId::new(),
            patient_id: PatientId::new(),
            doctor_id: None,
            specialty_id: None,
            site_id: None,
            earliest: day,
            latest: None,
            minutes: 20,
            reason: String::new(),
            made_by: None,
            made_at: at("2026-11-02T08:00:00Z"),
            closed_at: None,
            outcome: None,
            appointment_id: None,
            version: 1,
        };
        let fits = |one: &Waiting| one.fits(&slot, &[heart], day);
        assert!(fits(&anybody));
        assert!(fits(&Waiting { doctor_id: Some(slot.doctor), ..anybody.clone() }));
        assert!(!fits(&Waiting { doctor_id: Some(AccountId::new()), ..anybody.clone() }));
        assert!(fits(&Waiting { specialty_id: Some(heart), ..anybody.clone() }));
        assert!(!fits(&Waiting { specialty_id: Some(SpecialtyId::new()), ..anybody.clone() }));
        assert!(fits(&Waiting { site_id: Some(slot.site), latest: Some(day), ..anybody.clone() }));
        assert!(!fits(&Waiting { site_id: Some(SiteId::new()), ..anybody.clone() }));
        assert!(!fits(&Waiting { earliest: jiff::civil::date(2026, 11, 21), ..anybody.clone() }));
        assert!(!fits(&Waiting { latest: Some(jiff::civil::date(2026, 11, 19)), ..anybody.clone() }));
        assert!(!fits(&Waiting { minutes: 30, ..anybody }));
    }

    #[test]
    fn for_whom_is_read_as_it_was_written() {
        for whom in [For::Anybody, For::Specialty(SpecialtyId::new()), For::Doctor(AccountId::new())] {
            assert_eq!(For::read(&whom.word()), Some(whom));
        }
        assert_eq!(For::read(""), Some(For::Anybody));
        for text in ["first:", "first:x", "somebody"] {
            assert_eq!(For::read(text), None, "{text}");
        }
    }
}
