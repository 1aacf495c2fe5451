//! What the templates show, as plain values.

use askama::Template;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::gate::access::emergency::Listed;
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::kit::when;
use crate::people::patients::{Hit, Patient, list_name, or_not_known, record_path, sex_in_words};
use crate::say;

/// Asks for the number of a record.
#[derive(Template)]
#[template(path = "people/emergency/find.html")]
pub struct FindPage {
    pub frame: Frame,
    pub form: Form,
    pub is_off: bool,
}

/// Whose record is about to be opened: no name, but what tells two people apart.
pub struct Subject {
    pub mrn: String,
    pub born: String,
    pub sex: String,
}

impl Subject {
    pub fn of(patient: &Patient, today: jiff::civil::Date) -> Self {
        Self {
            mrn: patient.shown_mrn(),
            born: or_not_known(patient.born(today)),
            sex: sex_in_words(patient.details.sex),
        }
    }
}

/// Asks for a reason and the password, over a page that waits.
#[derive(Template)]
#[template(path = "people/emergency/open.html")]
pub struct OpenPage {
    pub frame: Frame,
    pub form: Form,
    pub subject: Subject,
    pub email: String,
    pub minutes: i64,
    /// Where the record is, for somebody who is in relation with this patient anyway.
    pub reached: Option<String>,
    /// Why it cannot be opened here at all.
    pub barred: Option<String>,
}

/// One line of the queue.
pub struct Line {
    pub href: String,
    pub when: String,
    pub who: String,
    pub patient: String,
    pub mrn: String,
    pub patient_href: String,
    pub reason: String,
    pub length: String,
    pub verdict: String,
    pub is_unjustified: bool,
    pub by: String,
    pub remark: String,
}

impl Line {
    pub fn of(one: &Listed, patient: Option<&Hit>, now: Timestamp, zone: &TimeZone) -> Self {
        let verdict = one.verdict.as_deref().unwrap_or_default();
        let reviewed = one.reviewed_at.map(|at| when::said(at, now, zone)).unwrap_or_default();
        Self {
            href: format!("{}/{}", super::REVIEWS_PATH, one.id),
            when: when::said(one.opened_at, now, zone),
            who: one.name.clone(),
            patient: patient
                .map(|hit| list_name(&hit.family, &hit.given))
                .unwrap_or_else(|| say!("emergency-a-patient")),
            mrn: patient.map(Hit::shown_mrn).unwrap_or_default(),
            patient_href: record_path(one.patient.into()),
            reason: one.reason.clone(),
            length: length(one, now, zone),
            verdict: if verdict.is_empty() {
                String::new()
            } else {
                say!(&format!("emergency-verdict-{verdict}"))
            },
            is_unjustified: verdict == "unjustified",
            by: [one.reviewed_by_name.clone().unwrap_or_default(), reviewed].join(", "),
            remark: one.remark.clone().unwrap_or_default(),
        }
    }
}

/// "Open until 10:43", "Ended 10:20", "Ran out 10:43".
fn length(one: &Listed, now: Timestamp, zone: &TimeZone) -> String {
    let over = one.over_at();
    let time = over.to_zoned(zone.clone()).strftime("%H:%M").to_string();
    match one.ended_at {
        Some(_) => say!("emergency-ended-at", time = time),
        None if over > now => say!("emergency-open-until", time = time),
        None => say!("emergency-ran-out", time = time),
    }
}

/// The queue and what was reviewed lately.
#[derive(Template)]
#[template(path = "people/emergency/reviews.html")]
pub struct ReviewsPage {
    pub frame: Frame,
    pub waiting: Vec<Line>,
    pub reviewed: Vec<Line>,
    pub is_on: bool,
    pub may_switch: bool,
}

/// One deed under an emergency access.
pub struct Done {
    pub when: String,
    pub what: String,
}

/// One emergency access with what was done under it, and the verdict on it.
#[derive(Template)]
#[template(path = "people/emergency/review.html")]
pub struct ReviewPage {
    pub frame: Frame,
    pub line: Line,
    pub entry: String,
    pub done: Vec<Done>,
    pub more: bool,
    /// None when it is reviewed already, or cannot be now or by this reader.
    pub form: Option<Form>,
    /// Where it is ended, while it is open.
    pub end: Option<String>,
    /// Why it cannot be reviewed now or by this reader, in a sentence.
    pub barred: Option<String>,
    pub verdicts: Vec<(&'static str, String)>,
}
