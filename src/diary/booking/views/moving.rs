//! Another time for an appointment.

use askama::Template;

use super::new::{Choice, Group, Guest, TimesView};
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::people::patients::AllergyZone;

/// `/appointments/{id}/move`
#[derive(Template)]
#[template(path = "diary/booking/move.html")]
pub struct MovePage {
    pub frame: Frame,
    pub form: Form,
    pub guest: Guest,
    /// The appointment.
    pub id: String,
    /// Where it is sent.
    pub action: String,
    /// Where Cancel leads: the appointment's own page.
    pub away: String,
    /// Where a free time is picked in the diary.
    pub pick: String,
    /// What it is now: label, text.
    pub facts: Vec<(String, String)>,
    /// Why nothing was moved, when somebody else changed it.
    pub problem: Option<String>,
    /// Which of a series are moved; empty for one by itself.
    pub which: Vec<Choice>,
    pub doctors: Vec<Group>,
    pub times: TimesView,
}
