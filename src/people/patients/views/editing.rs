//! Registering and changing a patient.

use askama::Template;

use super::super::head::{AllergyZone, Banner, Tab};
use super::super::model::details::Details;
use super::super::model::patient::Hit;
use super::super::record_path;
use super::super::store::{Alike, LastSeen, Resembling};
use super::{last_seen, or_not_known, sex};
use crate::kit::text::filters;
use crate::kit::web::compare::Versions;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::say;
use jiff::Zoned;

/// A text that agrees, or not, with what was typed.
pub struct Same {
    /// The text.
    pub text: String,
    /// Whether it agrees.
    pub same: bool,
}

/// A record that may be the same person, in the columns of the new one.
pub struct Candidate {
    /// Its id.
    pub id: String,
    /// Where it is.
    pub href: String,
    /// Its number.
    pub mrn: String,
    /// Family name.
    pub family: Same,
    /// Given names.
    pub given: Same,
    /// Birth date.
    pub born: Same,
    /// Sex in words.
    pub sex: Same,
    /// First phone.
    pub phone: Same,
    /// Whether the national id agrees.
    pub national_id: bool,
    /// Where they live.
    pub town: String,
    /// When they were here last.
    pub seen: String,
    /// Whether it is archived.
    pub archived: bool,
}

/// The new record beside those it resembles.
pub struct Duplicates {
    /// How many are shown.
    pub count: usize,
    /// Family name as typed.
    pub family: String,
    /// Given names as typed.
    pub given: String,
    /// Birth date as typed.
    pub born: String,
    /// Sex as chosen.
    pub sex: String,
    /// Phone as typed.
    pub phone: String,
    /// Town as typed.
    pub town: String,
    /// Those it resembles.
    pub candidates: Vec<Candidate>,
    /// Ids of those shown: whoever comes up later is asked about again.
    pub shown: String,
    /// Why it may be somebody else all the same: code and words.
    pub reasons: Vec<(&'static str, String)>,
}

impl Duplicates {
    /// As the form shows them.
    pub fn of(details: &Details, found: &[Alike], seen: &[LastSeen], now: &Zoned) -> Duplicates {
        let shown: Vec<String> = found.iter().map(|alike| alike.hit.id.to_string()).collect();
        Duplicates {
            count: found.len(),
            family: details.family.clone(),
            given: details.given.clone(),
            born: or_not_known(details.birth.text()),
            sex: sex(details.sex),
            phone: details.phones.first().map(|phone| phone.number.clone()).unwrap_or_default(),
            town: details.town.clone().unwrap_or_default(),
            candidates: found.iter().map(|alike| Candidate::of(alike, seen, now)).collect(),
            shown: shown.join(" "),
            reasons: super::super::actions::DuplicateReason::ALL
                .iter()
                .map(|reason| (reason.code(), say!(&format!("patients-duplicate-{}", reason.code()))))
                .collect(),
        }
    }
}

impl Candidate {
    fn of(Alike { hit, likeness }: &Alike, seen: &[LastSeen], now: &Zoned) -> Candidate {
        let text = |text: String, same| Same { text, same };
        Candidate {
            id: hit.id.to_string(),
            href: record_path(hit.id),
            mrn: hit.shown_mrn(),
            family: text(hit.family.clone(), likeness.family),
            given: text(hit.given.clone(), likeness.given),
            born: text(or_not_known(hit.birth.text()), likeness.birth),
            sex: text(sex(hit.sex), false),
            phone: text(hit.phones.first().cloned().unwrap_or_default(), likeness.phone),
            national_id: likeness.national_id,
            town: hit.town.clone().unwrap_or_default(),
            seen: last_seen(seen.iter().find(|seen| seen.patient == hit.id), now),
            archived: hit.archived,
        }
    }
}

/// "Also on Marković, Anastasia and Marković-Ana, Luka. A shared family phone is fine."
pub fn shared_phone(resembling: &Resembling) -> String {
    let names: Vec<String> = resembling.same_phone.iter().take(3).map(Hit::list_name).collect();
    if names.is_empty() { String::new() } else { say!("patients-shared-phone", names = names.join("; ")) }
}

/// What the choices of the form are.
pub struct Choices {
    pub sexes: Vec<(&'static str, String)>,
    pub languages: Vec<(String, String)>,
    pub doctors: Vec<(String, String)>,
}

/// `/patients/new`, also with what is wrong and whom the new record resembles.
#[derive(Template)]
#[template(path = "people/patients/new.html")]
pub struct NewPage {
    pub frame: Frame,
    pub form: Form,
    pub choices: Choices,
    pub born_words: String,
    pub phone_after: String,
    pub duplicates: Option<Duplicates>,
}

/// The part of it that follows the typing.
#[derive(Template)]
#[template(path = "people/patients/_alike.html")]
pub struct AlikeFragment {
    pub form: Form,
    pub phone_after: String,
    pub duplicates: Option<Duplicates>,
}

/// `/patients/{id}/edit`
#[derive(Template)]
#[template(path = "people/patients/edit.html")]
pub struct EditPage {
    pub frame: Frame,
    pub form: Form,
    pub choices: Choices,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub href: String,
    pub messages: String,
    pub photo_key: String,
    pub has_photo: bool,
    pub born_words: String,
    pub phone_after: String,
    /// Doctors and nurses change how to reach somebody, not who they are.
    pub contact_only: bool,
    pub may_merge: bool,
    pub may_remove: bool,
}

/// `/patients/{id}/messages`
#[derive(Template)]
#[template(path = "people/patients/messages.html")]
pub struct MessagesPage {
    pub frame: Frame,
    pub form: Form,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub action: String,
    pub back: String,
    /// Where something is written to them by hand, for who may.
    pub write: Option<String>,
    /// Value, words, and where messages would go.
    pub answers: Vec<(&'static str, String, String)>,
}

/// Somebody was faster: both versions, field by field.
#[derive(Template)]
#[template(path = "people/patients/conflict.html")]
pub struct ConflictPage {
    pub frame: Frame,
    pub form: Form,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub who_saved: String,
    pub saved_at: String,
    pub agreeing: usize,
    pub versions: Versions,
}
