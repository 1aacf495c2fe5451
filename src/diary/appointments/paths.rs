//! Addresses of appointments.

use jiff::Timestamp;

use super::model::AppointmentId;
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

/// Where a new appointment is booked, beginning from a patient, a free time, both or neither.
pub fn new_path(from: &Wish) -> String {
    let query = from.query();
    if query.is_empty() { "/appointments/new".to_owned() } else { format!("/appointments/new?{query}") }
}
