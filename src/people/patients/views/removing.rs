//! Archiving and removing.

use askama::Template;

use super::super::head::{AllergyZone, Banner, Tab};
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;

/// Somebody asked.
pub struct Request {
    pub reason: String,
    pub asked: String,
    pub by: String,
}

/// `/patients/{id}/removal`
#[derive(Template)]
#[template(path = "people/patients/removal.html")]
pub struct RemovalPage {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub href: String,
    pub form: Form,
    pub remove_key: String,
    pub other_key: String,
    /// Without history, and this person may.
    pub removable: bool,
    pub is_archived: bool,
    pub may_archive: bool,
    pub requests: Vec<Request>,
}

/// One record that waits.
pub struct Waiting {
    pub name: String,
    pub born: String,
    pub mrn: String,
    pub href: String,
    pub reason: String,
    pub asked: String,
    pub by: String,
}

/// `/patients/removal-requests`
#[derive(Template)]
#[template(path = "people/patients/removal_requests.html")]
pub struct RequestsPage {
    pub frame: Frame,
    pub waiting: Vec<Waiting>,
}
