//! What the templates of the consultation get: plain values, times in the hospital's zone.

use askama::Template;

use super::basket::{Adding, Line};
use crate::care::templates::AskedView;
use crate::care::vitals::{FieldView, ValueView};
use crate::kit::chart_svg::Svg;
use crate::kit::text::filters;
use crate::kit::web::compare::Versions;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::people::patients::{AllergyZone, Banner, Tab};

/// `/patients/{id}/visits/new`
#[derive(Template)]
#[template(path = "care/consultation/new.html")]
pub struct NewPage {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub form: Form,
    pub action: String,
    pub record: String,
    pub kinds: Vec<(&'static str, String)>,
    /// Drafts that can be gone on with: address, what and when, by whom.
    pub drafts: Vec<DraftView>,
    /// The appointment that is started with it, in words.
    pub appointment: Option<String>,
    /// The appointment, when it is over already and its visit is written down afterwards.
    pub over: Option<String>,
}

/// A draft that can be gone on with.
pub struct DraftView {
    pub href: String,
    pub what: String,
    pub by: String,
}

/// A diagnosis on the desk.
pub struct DiagnosisView {
    /// Its place among them, from 0.
    pub place: usize,
    /// As the field sends it.
    pub packed: String,
    pub code: String,
    pub words: String,
}

/// The template of a note on its desk.
pub struct TemplateView {
    /// The edition whose questions these are; "" for none.
    pub edition: String,
    /// What it is called.
    pub name: String,
    /// Its questions.
    pub asked: Vec<AskedView>,
    /// What else could be chosen, none first.
    pub choices: Vec<(String, String)>,
}

/// One section of text.
pub struct SectionView {
    pub name: &'static str,
    pub label: String,
    pub rows: u8,
}

/// A line of the record beside the note.
pub struct RecordLine {
    pub name: String,
    pub more: String,
    /// Imported, and nobody here has confirmed it.
    pub unconfirmed: bool,
}

/// One of the questions of the first visit beside the note.
pub struct RecordList {
    pub id: &'static str,
    /// Catalogue key.
    pub title: &'static str,
    /// Where all of it is.
    pub href: String,
    /// That nobody here has asked, where there are lines all the same.
    pub note: String,
    pub lines: Vec<RecordLine>,
    /// Why there are no lines.
    pub empty: String,
    /// How many more there are.
    pub more: usize,
}

/// The record beside the note.
pub struct RecordView {
    /// Problems, medication and vaccines; allergies stand in the banner.
    pub lists: Vec<RecordList>,
    /// Results out of range of the last year, the newest of each test.
    pub odd: Vec<ValueView>,
    /// The last round of vital signs: who and when, and its values.
    pub round: Option<(String, Vec<ValueView>)>,
    /// Where the rules of its computed values come from; "" when there are none.
    pub sources: String,
    /// Blood pressure over time, and what is to be seen in it; none with fewer than two readings.
    pub pressure: Option<(Svg, String)>,
    /// The last signed note: when, and what it says.
    pub last: Option<(String, Vec<(String, String)>)>,
}

/// For how long a patient has been in consultation.
pub struct LastingView {
    /// `In consultation, 11 min`; "" when they are not.
    pub words: String,
    /// What it changes with.
    pub topics: String,
}

/// `/patients/{id}/visits/{visit}/lasting`
#[derive(Template)]
#[template(path = "care/consultation/_lasting.html")]
pub struct LastingFragment {
    pub lasting: LastingView,
}

/// `/patients/{id}/visits/{visit}/desk`
#[derive(Template)]
#[template(path = "care/consultation/desk.html")]
pub struct DeskPage {
    pub frame: Frame,
    pub banner: Banner,
    pub form: Form,
    pub path: String,
    pub record_href: String,
    pub vitals_href: String,
    pub discard: Option<String>,
    /// For how long the patient has been in consultation, and where that is asked again.
    pub lasting: LastingView,
    pub lasting_href: String,
    /// `Follow-up, today 09:30`
    pub title: String,
    /// Who writes it, when it is somebody else.
    pub author: String,
    pub since: String,
    pub sections: Vec<SectionView>,
    pub diagnoses: Vec<DiagnosisView>,
    pub fields: Vec<FieldView>,
    pub oxygens: Vec<(&'static str, String)>,
    pub minds: Vec<(&'static str, String)>,
    /// What is unlikely and waits for somebody to say that it is right; "" when nothing is.
    pub unlikely: String,
    /// Whether a measurement of this desk was typed, so that its fields stand open.
    pub measuring: bool,
    pub lines: Vec<Line>,
    /// What was booked since the visit began.
    pub booked: Vec<Line>,
    pub adding: Vec<Adding>,
    pub template: TemplateView,
    pub record: RecordView,
    /// What happened meanwhile, in a sentence; "" for nothing.
    pub notice: String,
}

impl DeskPage {
    /// How much is signed besides the note.
    pub fn items(&self) -> usize {
        self.lines.len()
    }

    /// With what the basket was compared; "" when nothing was.
    pub fn checked(&self) -> &str {
        self.lines
            .iter()
            .map(|line| line.checked.as_str())
            .find(|words| !words.is_empty())
            .unwrap_or_default()
    }

    /// Whether something in the basket keeps the visit from being signed.
    pub fn is_blocked(&self) -> bool {
        self.lines.iter().any(|line| line.blocks)
    }
}

/// What was added to a signed note.
pub struct AmendmentView {
    pub at: String,
    pub by: String,
    pub text: String,
    pub reason: String,
}

/// `/patients/{id}/visits/{visit}/note`
#[derive(Template)]
#[template(path = "care/consultation/note.html")]
pub struct NotePage {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub visits: String,
    pub title: String,
    /// Who signed it and when.
    pub signed: String,
    pub restricted: bool,
    /// Who voided it, when and why; "" while it stands.
    pub voided: String,
    pub texts: Vec<(String, String)>,
    /// What was signed with it.
    pub signed_with: Vec<Line>,
    pub amendments: Vec<AmendmentView>,
    pub amend: Option<String>,
    pub void: Option<String>,
    /// Where it is printed, for who may.
    pub print: Option<String>,
    pub visit: String,
}

/// `/patients/{id}/visits/{visit}/note/amendment`, `/patients/{id}/visits/{visit}/note/void`
#[derive(Template)]
#[template(path = "care/consultation/reason.html")]
pub struct ReasonPage {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub form: Form,
    pub back: String,
    pub crumb: String,
    pub title: String,
    pub what: String,
    /// Whether a text is asked for besides the reason.
    pub amends: bool,
    pub action: String,
    pub button: String,
    /// What happened meanwhile, in a sentence; "" for nothing.
    pub notice: String,
}

/// Somebody saved the draft meanwhile: both versions, section by section.
#[derive(Template)]
#[template(path = "care/consultation/conflict.html")]
pub struct ConflictPage {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub form: Form,
    pub path: String,
    pub title: String,
    pub who: String,
    pub at: String,
    pub versions: Versions,
}
