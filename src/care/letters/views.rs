//! What the templates show, as plain values.

use askama::Template;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::model::Letter;
use super::{paper_path, voiding_path};
use crate::care::consultation::PlaceView;
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::kit::when;
use crate::people::patients::{AllergyZone, Banner, PatientId, Tab};
use crate::say;

/// One letter of the list.
pub struct Line {
    pub when: String,
    pub title: String,
    pub about: String,
    pub by: String,
    pub print: String,
    /// Where it is voided, for who may.
    pub void: Option<String>,
    /// That it is voided: when, by whom and why.
    pub voided: String,
    pub is_printed: bool,
}

impl Line {
    pub fn of(letter: &Letter, patient: PatientId, now: Timestamp, zone: &TimeZone, may_void: bool) -> Self {
        Self {
            when: when::said(letter.written_at, now, zone),
            title: say!(letter.content.kind().label_key()),
            about: letter.content.about(),
            by: letter.written_by_name.clone(),
            print: paper_path(patient, letter.id),
            void: (may_void && letter.voided.is_none()).then(|| voiding_path(patient, letter.id)),
            voided: letter
                .voided
                .as_ref()
                .map(|voided| {
                    say!(
                        "letters-voided",
                        when = when::said(voided.at, now, zone),
                        by = voided.by.clone(),
                        reason = voided.reason.clone()
                    )
                })
                .unwrap_or_default(),
            is_printed: letter.printed_at.is_some(),
        }
    }
}

/// `/patients/{id}/letters`
#[derive(Template)]
#[template(path = "care/letters/list.html")]
pub struct ListPage {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub path: String,
    pub letters: Vec<Line>,
    pub newer: Option<String>,
    pub older: Option<String>,
    pub may_write: bool,
    pub may_print: bool,
}

/// A new sick note.
#[derive(Template)]
#[template(path = "care/letters/sick_note.html")]
pub struct SickNotePage {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub path: String,
    /// Where one comes from: the letters, or the desk of a visit.
    pub back: String,
    /// None when it is written at once.
    pub place: Option<PlaceView>,
    /// Whether a colleague put it into the basket.
    pub of_others: bool,
    pub form: Form,
    pub courses: Vec<(&'static str, String)>,
    pub seen_words: String,
    pub from_words: String,
    pub until_words: String,
}

/// A new referral.
#[derive(Template)]
#[template(path = "care/letters/referral.html")]
pub struct ReferralPage {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub path: String,
    /// Where one comes from: the letters, or the desk of a visit.
    pub back: String,
    /// None when it is written at once.
    pub place: Option<PlaceView>,
    /// Whether a colleague put it into the basket.
    pub of_others: bool,
    pub form: Form,
    pub urgencies: Vec<(&'static str, String)>,
    /// What would be taken along: a word for each list, and its entries.
    pub known: Vec<(&'static str, String)>,
}

/// Why a letter counts no longer.
#[derive(Template)]
#[template(path = "care/letters/void.html")]
pub struct VoidPage {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    /// The letters of the patient.
    pub path: String,
    pub action: String,
    pub line: Line,
    pub form: Form,
}
