//! Somebody who comes without being booked.

use askama::Template;

use super::new::{Choice, Guest};
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::people::patients::{AllergyZone, Banner, Duplicates, Segment};

/// A patient it may be; picked by a button of the form, so that nothing typed is lost.
pub struct Person {
    pub id: String,
    pub name: Vec<Segment>,
    pub born: String,
    pub mrn: String,
    pub phone: String,
}

/// Who was found.
pub struct People {
    pub typed: String,
    pub found: Vec<Person>,
    pub more: bool,
}

/// A doctor with time today.
pub struct Doctor {
    /// The time, as it is sent.
    pub value: String,
    pub name: String,
    /// "09:45", with the room if it is known.
    pub time: String,
    pub specialties: String,
}

/// Who has time at a site today.
pub struct Doctors {
    pub site: String,
    pub free: Vec<Doctor>,
    /// Those who could see somebody now, with a reason.
    pub now: Vec<Choice>,
    /// What was chosen.
    pub chosen: String,
}

/// `/walk-in`
#[derive(Template)]
#[template(path = "diary/booking/walk_in.html")]
pub struct WalkInPage {
    pub frame: Frame,
    pub form: Form,
    pub guest: Option<Guest>,
    pub people: People,
    pub sexes: Vec<(&'static str, String)>,
    pub born_words: String,
    pub phone_after: String,
    pub duplicates: Option<Duplicates>,
    pub sites: Vec<Choice>,
    pub doctors: Doctors,
    /// Why it could not be done, when somebody was faster: bold words and the rest.
    pub problem: Option<(String, String)>,
}

/// The hits alone, as one types.
#[derive(Template)]
#[template(path = "diary/booking/_people.html")]
pub struct PeopleFragment {
    pub people: People,
}

/// Those who have time, after another site was chosen.
#[derive(Template)]
#[template(path = "diary/booking/_doctors.html")]
pub struct DoctorsFragment {
    pub form: Form,
    pub doctors: Doctors,
}

/// `/walk-in/{id}`: they are here.
#[derive(Template)]
#[template(path = "diary/booking/walked_in.html")]
pub struct WalkedInPage {
    pub frame: Frame,
    pub banner: Banner,
    /// Label, text.
    pub facts: Vec<(String, String)>,
    pub slip: String,
    pub label: String,
    pub record: String,
    pub appointment: String,
}
