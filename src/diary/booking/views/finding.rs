//! Finding out who is to come.

use askama::Template;

use crate::kit::text::filters;
use crate::kit::web::frame::Frame;
use crate::people::patients::Segment;

/// Somebody it may be.
pub struct Found {
    /// Where they are booked.
    pub href: String,
    pub name: Vec<Segment>,
    pub born: String,
    pub mrn: String,
    pub phone: String,
}

/// Who was found, or who was opened lately.
pub struct Hits {
    pub typed: String,
    pub found: Vec<Found>,
    /// More than are shown.
    pub more: bool,
    /// Where somebody new is registered, for who may.
    pub register: Option<String>,
}

/// `/appointments/new` without a patient.
#[derive(Template)]
#[template(path = "diary/booking/find.html")]
pub struct FindPage {
    pub frame: Frame,
    /// "Friday 20 November, 10:15 with Dr A. Kovač", when a free time was chosen first.
    pub time: String,
    /// What the address began from, to be sent along.
    pub begun: Vec<(&'static str, String)>,
    pub hits: Hits,
}

/// The hits alone, as one types.
#[derive(Template)]
#[template(path = "diary/booking/_hits.html")]
pub struct HitsFragment {
    pub hits: Hits,
}
