//! Template structs of the pages of prescriptions.

use askama::Template;

use super::model::{Frequency, Route};
use crate::care::consultation::PlaceView;
use crate::care::safety::CheckView;
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::people::patients::{AllergyZone, Banner, Tab};
use crate::say;

/// A way to begin a prescription.
pub struct Begin {
    pub label: String,
    pub href: String,
    /// Where a favourite is thrown away, and the key of that form.
    pub removal: Option<(String, String)>,
}

/// `/patients/{id}/prescriptions/new`
#[derive(Template)]
#[template(path = "care/prescribing/new.html")]
pub struct NewPage {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub form: Form,
    pub action: String,
    /// Whose, for the way back.
    pub patient: String,
    pub back: String,
    pub routes: Vec<(&'static str, String)>,
    pub frequencies: Vec<(&'static str, String)>,
    /// None when it goes into the record at once.
    pub place: Option<PlaceView>,
    /// What was looked over.
    pub medicine: String,
    pub favourites: Vec<Begin>,
    pub last: Vec<Begin>,
    /// What was found, once something was sent.
    pub check: Option<CheckView>,
    /// What can be done about what speaks against it: word, what, and how.
    pub choices: Vec<(String, String, String)>,
    /// Whether a reason is asked for also when it replaces something.
    pub asks_anyway: bool,
    /// Whose password is asked for.
    pub email: String,
    /// The findings that are shown.
    pub seen: String,
    /// Who prescribes has no licence number.
    pub no_licence: bool,
}

impl NewPage {
    /// What the button does.
    fn verb(&self) -> String {
        if self.check.as_ref().is_some_and(|check| check.warns) {
            return say!("prescribing-decide");
        }
        match (self.place.is_some(), self.check.is_some()) {
            (false, false) => say!("prescribing-check-and-write"),
            (false, true) => say!("prescribing-write"),
            (true, false) => say!("prescribing-basket-check-and-put"),
            (true, true) => say!("prescribing-basket-put-in"),
        }
    }
}

/// What is chosen from, with nothing chosen first.
pub fn routes() -> Vec<(&'static str, String)> {
    let nothing = std::iter::once(("", say!("prescribing-choose")));
    nothing.chain(Route::ALL.iter().map(|one| (one.as_str(), one.words()))).collect()
}

/// What is chosen from, with nothing chosen first.
pub fn frequencies() -> Vec<(&'static str, String)> {
    let nothing = std::iter::once(("", say!("prescribing-choose")));
    nothing.chain(Frequency::ALL.iter().map(|one| (one.as_str(), one.words()))).collect()
}

/// `/patients/{id}/prescriptions/{prescription}`
#[derive(Template)]
#[template(path = "care/prescribing/page.html")]
pub struct PrescriptionPage {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub form: Form,
    pub medicine: String,
    pub active: bool,
    pub status: String,
    pub by: String,
    /// What it says: label and words.
    pub facts: Vec<(String, String)>,
    /// None for a prescription that came from elsewhere.
    pub check: Option<CheckView>,
    pub overridden: Option<String>,
    /// What tells apart what it replaces.
    pub replaces: Vec<String>,
    /// What it replaces and what replaced it: label, words, page.
    pub beside: Vec<(String, String, String)>,
    pub stopped: Option<String>,
    /// Who voided it, when and why.
    pub voided: Option<String>,
    /// Where it is voided, for who may.
    pub void: Option<String>,
    pub paper: Option<String>,
    pub printed: Option<String>,
    pub again: Option<String>,
    /// Where it is stopped, for who may.
    pub stop: Option<String>,
    pub version: i64,
}

/// `/patients/{id}/prescriptions/{prescription}/voiding`
#[derive(Template)]
#[template(path = "care/prescribing/void.html")]
pub struct VoidPage {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub form: Form,
    pub action: String,
    /// The prescription.
    pub path: String,
    pub medicine: String,
    pub dosage: String,
    pub by: String,
    /// What stands again, once it is void.
    pub again: Vec<String>,
}

/// What drops down below the field of the medicine.
#[derive(Template)]
#[template(path = "care/prescribing/_hits.html")]
pub struct HitsFragment {
    pub typed: String,
    /// Substances with their codes.
    pub substances: Vec<(String, String)>,
}

/// `/verify`
#[derive(Template)]
#[template(path = "care/prescribing/verify.html")]
pub struct VerifyPage {
    pub frame: Frame,
    pub form: Form,
    pub found: Option<GenuineView>,
    pub unknown: bool,
}

/// A prescription whose code was entered, with as little of the patient as tells whether the paper is theirs.
pub struct GenuineView {
    pub in_force: bool,
    pub status: String,
    pub facts: Vec<(String, String)>,
}
