//! What the pages about one appointment show, as plain values.

use askama::Template;

use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::people::patients::{AllergyZone, Banner};

/// Whom a page is about: with the banner, when their record is within reach of the reader.
pub(super) struct Whom {
    /// `Marković, Ana`
    pub name: String,
    /// The banner and the address of the record.
    pub record: Option<(Banner, String)>,
}

/// A state: family, glyph, word.
pub(super) struct Standing {
    pub family: &'static str,
    pub glyph: &'static str,
    pub word: String,
}

/// One line of the facts.
pub(super) struct Fact {
    pub label: String,
    pub value: String,
}

/// One thing that happened.
pub(super) struct Past {
    pub at: String,
    pub words: String,
    pub by: String,
    pub reason: String,
    /// The last thing that happened.
    pub last: bool,
}

/// A step that one click takes.
pub(super) struct QuickStep {
    pub action: String,
    pub label: String,
    pub glyph: &'static str,
    /// Single use.
    pub key: String,
    /// The one thing the page is for.
    pub primary: bool,
}

/// `/appointments/{id}`
#[derive(Template)]
#[template(path = "diary/appointments/page.html")]
pub(super) struct AppointmentPage {
    pub frame: Frame,
    pub whom: Whom,
    pub title: String,
    pub standing: Standing,
    /// Why the last click did nothing.
    pub problem: Option<String>,
    /// What the reader has begun about the patient: words, address.
    pub begun: Vec<(String, String)>,
    /// What can be done with the time it took before: words, address.
    pub offers: Vec<(String, String)>,
    /// Where it stands in the diary.
    pub diary: String,
    pub facts: Vec<Fact>,
    pub history: Vec<Past>,
    pub steps: Vec<QuickStep>,
    /// Where another time is picked, for who may.
    pub pick: Option<String>,
    /// Where it is called off, for who may.
    pub cancel: Option<String>,
    /// Where a mistake is put right, for who may.
    pub correct: Option<String>,
    /// The note of its visit for who may read it, or where it is written: in words, and where.
    pub note: Option<(String, String)>,
    /// Where vital signs are written down, for who may.
    pub measure: Option<String>,
    /// Where the slip is printed, in two sizes.
    pub slip: Option<(String, String)>,
    /// Where it is had as a calendar file.
    pub calendar: Option<String>,
    /// Where the series is, for one that belongs to one.
    pub messages: Option<String>,
    pub series: Option<String>,
}

/// `/appointments/{id}/cancellation` and `/appointments/{id}/correction`: a step that says why.
#[derive(Template)]
#[template(path = "diary/appointments/reason.html")]
pub(super) struct ReasonPage {
    pub frame: Frame,
    pub form: Form,
    pub whom: Whom,
    /// The question, as a heading.
    pub title: String,
    /// What it is about: day, time, doctor.
    pub about: String,
    /// What will happen.
    pub what: String,
    /// What happens later, and until when it can be had back.
    pub note: String,
    pub label: String,
    pub hint: String,
    /// Which of a series: this one, or those that follow too; empty for one by itself.
    pub which: Vec<(String, String)>,
    pub action: String,
    pub button: String,
    pub glyph: &'static str,
    pub back: String,
}

/// One appointment of a series.
pub(super) struct SeriesLine {
    pub href: String,
    /// `Friday 20 November, 09:15`
    pub moment: String,
    pub doctor: String,
    pub standing: Standing,
    /// The one the page was opened from.
    pub is_this: bool,
}

/// `/appointments/{id}/series`
#[derive(Template)]
#[template(path = "diary/appointments/series.html")]
pub(super) struct SeriesPage {
    pub frame: Frame,
    pub whom: Whom,
    /// `Every 2 weeks, 6 appointments`
    pub about: String,
    pub lines: Vec<SeriesLine>,
    /// Days for which something could not be done.
    pub missed: Vec<String>,
    /// The next times it made free and whom they can be offered: words, address.
    pub offers: Vec<(String, String)>,
    pub back: String,
}
