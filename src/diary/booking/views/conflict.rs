//! Other times, when the one that was wanted cannot be had.

use askama::Template;

use super::new::Guest;
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::people::patients::AllergyZone;

/// A time that can be had instead.
pub struct Alternative {
    pub value: String,
    /// "11:00 today"
    pub label: String,
    pub doctor: String,
    /// "45 min later", or where it is when that is elsewhere.
    pub apart: String,
    /// What the button says when it is chosen.
    pub says: String,
}

/// The way to have the time all the same.
pub struct Over {
    pub value: String,
    /// "Overbook 10:15 with a reason"
    pub label: String,
    /// "Overbook 10:15 today"
    pub button: String,
}

/// The answer 409 to a booking or a move.
#[derive(Template)]
#[template(path = "diary/booking/conflict.html")]
pub struct ConflictPage {
    pub frame: Frame,
    pub form: Form,
    pub guest: Guest,
    /// Where the form is sent again.
    pub action: String,
    /// Where Cancel leads.
    pub away: String,
    /// "10:15 has just been taken"
    pub title: String,
    /// Why, and that nothing is lost.
    pub text: String,
    pub alternatives: Vec<Alternative>,
    pub over: Option<Over>,
    /// What was typed, to be sent again: name, value.
    pub kept: Vec<(String, String)>,
    /// What was typed, to be read: label, text.
    pub facts: Vec<(String, String)>,
    /// Where the patient can be put on the waiting list instead.
    pub waiting: Option<String>,
    /// Whether there is a form to go back to.
    pub has_form: bool,
}
