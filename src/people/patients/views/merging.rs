//! Merging two records.

use askama::Template;
use jiff::Zoned;

use super::super::head::{AllergyZone, Banner, Tab};
use super::super::model::patient::{Hit, PatientId};
use super::super::record_path;
use super::{or_not_known, sex};
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;

/// Somebody this may be.
pub struct Person {
    pub name: String,
    pub born: String,
    pub sex: String,
    pub mrn: String,
    pub phone: String,
    pub compare: String,
}

impl Person {
    pub fn of(hit: &Hit, beside: PatientId, now: &Zoned) -> Person {
        Person {
            name: hit.list_name(),
            born: or_not_known(hit.born(now.date())),
            sex: sex(hit.sex),
            mrn: hit.shown_mrn(),
            phone: hit.phones.first().cloned().unwrap_or_default(),
            compare: format!("{}/merge?with={}", record_path(beside), hit.id),
        }
    }
}

/// A merge that stands.
pub struct Past {
    pub mrn: String,
    pub at: String,
    pub by: String,
    pub reason: String,
    pub undo: String,
}

/// `/patients/{id}/merge`: with whom?
#[derive(Template)]
#[template(path = "people/patients/merge.html")]
pub struct MergePage {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub href: String,
    pub typed: String,
    pub alike: Vec<Person>,
    pub hits: Vec<Person>,
    pub past: Vec<Past>,
    /// One key for each undoing.
    pub keys: Vec<String>,
    pub may_undo: bool,
}

/// A field in which the two differ.
pub struct Change {
    pub name: &'static str,
    pub label: String,
    pub survivor: String,
    pub absorbed: String,
    pub take_absorbed: bool,
}

/// Rows that move.
pub struct Moving {
    pub table: String,
    pub count: i64,
}

/// What a merge would do.
#[derive(Template)]
#[template(path = "people/patients/merge_preview.html")]
pub struct PreviewPage {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub href: String,
    pub swap: String,
    pub survivor_mrn: String,
    pub survivor_version: i64,
    pub absorbed_id: String,
    pub absorbed_version: i64,
    pub absorbed_mrn: String,
    pub absorbed_name: String,
    pub absorbed_born: String,
    pub form: Form,
    pub changes: Vec<Change>,
    pub moving: Vec<Moving>,
    /// What must be put right before, in words.
    pub obstacles: Vec<String>,
}
