//! Who has time first.

use askama::Template;

use super::new::{Choice, Guest};
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::people::patients::AllergyZone;

/// A free time that leads to the form.
pub struct Free {
    pub href: String,
    /// "10:15 today"
    pub label: String,
    /// "Book Dr A. Kovač, Friday 20 November, 10:15", for those who hear the page.
    pub full: String,
}

/// One doctor.
pub struct Line {
    pub name: String,
    pub specialties: String,
    /// Where the times are.
    pub sites: String,
    pub times: Vec<Free>,
}

/// `/appointments/first`
#[derive(Template)]
#[template(path = "diary/booking/first.html")]
pub struct FirstPage {
    pub frame: Frame,
    pub form: Form,
    pub guest: Option<Guest>,
    pub with: Vec<Choice>,
    pub sites: Vec<Choice>,
    pub lengths: Vec<Choice>,
    pub day_words: String,
    pub lines: Vec<Line>,
    /// "6 doctors, 3 without a free time within 60 days"
    pub count: String,
}
