//! What the templates show, as plain values.

use askama::Template;

use super::forms::{BODY, SUBJECT};
use crate::gate::notifications::outbox::Fate;
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::people::patients::{AllergyZone, Banner, Tab};

/// A choice of the field "To", in a group of such.
pub(super) struct Group {
    pub label: String,
    /// Value and words.
    pub options: Vec<(String, String)>,
}

/// Who gets it, before it is sent.
pub(super) struct Preview {
    /// In words, with their number.
    pub title: String,
    pub send: String,
    /// Name and role.
    pub people: Vec<(String, String)>,
    pub mark: String,
}

/// The form of an admin.
#[derive(Template)]
#[template(path = "talk/sendings/new.html")]
pub(super) struct StaffPage {
    pub frame: Frame,
    pub form: Form,
    pub groups: Vec<Group>,
    pub preview: Option<Preview>,
    /// That it is somebody else now who would get it.
    pub problem: String,
    pub subject_size: usize,
    pub body_size: usize,
}

impl StaffPage {
    pub fn of(frame: Frame, form: Form, groups: Vec<Group>) -> Self {
        let (subject_size, body_size) = (SUBJECT, BODY);
        Self { frame, form, groups, preview: None, problem: String::new(), subject_size, body_size }
    }
}

/// The form of a patient's record.
#[derive(Template)]
#[template(path = "talk/sendings/patient.html")]
pub(super) struct PatientPage {
    pub frame: Frame,
    pub form: Form,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub action: String,
    pub back: String,
    /// By what and where to; nothing when nobody may write to them.
    pub way: Option<String>,
    /// Where it is asked whether they agree, for who may.
    pub ask: Option<String>,
    /// Whom to call instead.
    pub phone: String,
    /// That nothing is set up to send it.
    pub missing: String,
    pub subject_size: usize,
    pub body_size: usize,
}

/// How many are told in one way.
pub(super) struct Told {
    pub count: usize,
    pub words: String,
}

/// Why there is nobody to write to.
pub(super) struct Nobody {
    pub title: String,
    pub why: String,
}

/// The form for the patients of a list.
#[derive(Template)]
#[template(path = "talk/sendings/several.html")]
pub(super) struct SeveralPage {
    pub frame: Frame,
    pub form: Form,
    /// Which list it is, in words.
    pub which: String,
    /// The same in the words of an address.
    pub list: String,
    /// The list itself.
    pub back: String,
    pub nobody: Option<Nobody>,
    /// How many it is for, in words.
    pub title: String,
    pub told: Vec<Told>,
    /// Name, and by what they are told.
    pub people: Vec<(String, String)>,
    /// Who is left out.
    pub notes: Vec<String>,
    /// What is not set up that would be needed.
    pub missing: Vec<String>,
    pub send: String,
    pub mark: String,
    /// That it is somebody else now who would get it.
    pub problem: String,
    pub subject_size: usize,
    pub body_size: usize,
}

/// One that was sent.
pub(super) struct Line {
    pub href: String,
    pub subject: String,
    pub to: String,
    pub from: String,
    pub at: String,
    /// How many have read it, or how it stands with several patients; "" of one to a patient.
    pub became: String,
    pub fate: Option<Fate>,
}

/// `/sendings`
#[derive(Template)]
#[template(path = "talk/sendings/list.html")]
pub(super) struct ListPage {
    pub frame: Frame,
    pub lines: Vec<Line>,
    /// Whether others' are among them.
    pub of_all: bool,
    pub can_write: bool,
    pub newer: Option<String>,
    pub older: Option<String>,
}

/// Somebody it was for.
pub(super) struct Person {
    pub name: String,
    /// When they read it, or why not.
    pub read: String,
    pub has_read: bool,
}

/// A patient of a list to whom something was sent.
pub(super) struct PatientLine {
    pub name: String,
    /// Their record, for who may look at it.
    pub record: Option<String>,
    /// None when it is forgotten.
    pub fate: Option<Fate>,
    /// By what they were told.
    pub by: String,
    /// The message in the outbox, for who may look there.
    pub message: Option<String>,
}

/// One that was sent, with what became of it for whoever sent it.
#[derive(Template)]
#[template(path = "talk/sendings/show.html")]
pub(super) struct ShowPage {
    pub frame: Frame,
    pub line: Line,
    /// Paragraphs of lines.
    pub body: Vec<Vec<String>>,
    pub people: Option<Vec<Person>>,
    /// Of one to the patients of a list.
    pub patients: Option<Vec<PatientLine>>,
    /// Where it leads to: a patient's record.
    pub record: Option<String>,
    /// The message in the outbox, for who may look there.
    pub message: Option<String>,
    pub retry: Option<String>,
    /// That nothing is known of it any more.
    pub forgotten: bool,
    pub is_mine: bool,
    pub key: String,
}
