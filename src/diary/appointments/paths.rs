//! Addresses of appointments.

use jiff::Timestamp;
use jiff::civil::Date;

use super::model::AppointmentId;
use super::model::slots::Slot;
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::people::patients::PatientId;

/// What a new appointment begins from; all of it can be left open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Who comes.
    pub patient: Option<PatientId>,
    /// To whom.
    pub doctor: Option<AccountId>,
    /// Where.
    pub site: Option<SiteId>,
    /// At what time.
    pub at: Option<Timestamp>,
    /// For how long.
    pub minutes: Option<i64>,
}

impl Wish {
    /// A free time.
    pub fn slot(slot: &Slot) -> Self {
        Self {
            patient: None,
            doctor: Some(slot.doctor),
            site: Some(slot.site),
            at: Some(slot.starts_at),
            minutes: Some(slot.ends_at.duration_since(slot.starts_at).as_mins()),
        }
    }

    /// The words after `?` that say it; none of them is anybody's name.
    pub fn query(&self) -> String {
        let mut words = Vec::new();
        let mut say = |name: &'static str, value: Option<String>| {
            words.extend(value.map(|value| (name, value)));
        };
        say("patient", self.patient.map(|id| id.to_string()));
        say("doctor", self.doctor.map(|id| id.to_string()));
        say("site", self.site.map(|id| id.to_string()));
        say("at", self.at.map(|at| at.to_string()));
        say("minutes", self.minutes.map(|minutes| minutes.to_string()));
        serde_urlencoded::to_string(words).unwrap_or_default()
    }
}

/// The page of an appointment.
pub fn path(id: AppointmentId) -> String {
    format!("/appointments/{id}")
}

/// The series an appointment belongs to; `missed` are days for which something could not be done.
pub fn series_path(id: AppointmentId, missed: &[Date]) -> String {
    if missed.is_empty() {
        return format!("/appointments/{id}/series");
    }
    let days: Vec<String> = missed.iter().map(ToString::to_string).collect();
    format!("/appointments/{id}/series?missed={}", days.join("."))
}

/// Where the consultation of an appointment begins, and leads to once it has begun.
pub fn consultation_path(id: AppointmentId) -> String {
    format!("{}/consultation", path(id))
}

/// Where a new appointment is booked, beginning from a patient, a free time, both or neither.
pub fn new_path(from: &Wish) -> String {
    let query = from.query();
    if query.is_empty() { "/appointments/new".to_owned() } else { format!("/appointments/new?{query}") }
}

/// Where somebody is checked in at a site who was not booked.
pub fn walk_in_path(site: SiteId) -> String {
    format!("/walk-in?site={site}")
}

/// Where another time is picked for an appointment: the diary with every free time as a target.
pub fn pick_path(id: AppointmentId) -> String {
    format!("/diary?move={id}")
}

/// Where an appointment is moved to a free time.
pub fn move_path(id: AppointmentId, to: &Slot) -> String {
    format!("/appointments/{id}/move?{}", Wish::slot(to).query())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_the_time_in_a_way_that_is_read_again() {
        let slot = Slot {
            doctor: AccountId::new(),
            site: SiteId::new(),
            room: None,
            starts_at: "2026-11-20T08:15:00Z".parse().unwrap(),
            ends_at: "2026-11-20T08:30:00Z".parse().unwrap(),
        };
        let path = new_path(&Wish::slot(&slot));
        assert_eq!(
            path,
            format!(
                "/appointments/new?doctor={}&site={}&at=2026-11-20T08%3A15%3A00Z&minutes=15",
                slot.doctor, slot.site
            )
        );
        assert_eq!(new_path(&Wish::default()), "/appointments/new");
        assert!(move_path(AppointmentId::new(), &slot).ends_with("minutes=15"));
    }
}
