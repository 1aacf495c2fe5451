//! From FHIR's words to the hospital's: one function for each kind of resource.
//!
//! A resource that would mean something else once taken (an unknown status, a modifier extension) is
//! left out with its reason. A field without a place here is passed over.

mod allergy;
mod dosage;
mod measured;
mod patient;
mod plan;
mod prescription;
mod problem;
mod report;
mod treatment;
mod visit;

use jiff::Timestamp;

pub(super) use allergy::allergy;
pub(super) use measured::observation;
pub(super) use patient::{organisation, patient, practitioner};
pub(super) use plan::{goal, plan};
pub(super) use prescription::{prescription, statement};
pub(super) use problem::problem;
pub(super) use report::report;
pub(super) use treatment::{procedure, vaccine};
pub(super) use visit::visit;

use super::imported::Link;
use super::links::Links;
use super::r4::{self, Annotation, CodeableConcept, Moment, Period, Quantity, Range, Reference, Text};
use crate::care::record::{Coding, Concept, When};
use crate::kit::text::Sentence;

/// Why a resource is left out.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotTaken(pub Sentence);

impl NotTaken {
    /// `reason` is a key of the catalogue.
    fn because(reason: &str) -> Self {
        Self(Sentence::of(reason))
    }
}

/// Where the resource stands, to follow its references.
pub(super) struct At<'a> {
    pub links: &'a Links<'a>,
    pub base: Option<&'a str>,
}

impl At<'_> {
    fn link(&self, reference: Option<&Reference>, expected: &str) -> Option<Link> {
        let link = self.links.follow(self.base, reference?, expected);
        (link != Link::default()).then_some(link)
    }

    fn links(&self, references: &[Reference], expected: &str) -> Vec<Link> {
        references.iter().filter_map(|reference| self.link(Some(reference), expected)).collect()
    }

    fn patient(&self, reference: Option<&Reference>) -> Result<Link, NotTaken> {
        match self.link(reference, "Patient") {
            Some(link) if link.target.as_ref().is_some_and(|target| target.kind != "Patient") => {
                Err(NotTaken::because("import-reason-not-a-patient"))
            }
            Some(link) if link.target.is_some() || link.identifier.is_some() => Ok(link),
            _ => Err(NotTaken::because("import-reason-no-patient")),
        }
    }

    /// Why something was done: the words, and the problem if it is one of the patient's.
    fn reason(&self, codes: &[CodeableConcept], references: &[Reference]) -> (Option<String>, Option<Link>) {
        let links = self.links(references, "Condition");
        let words = codes
            .iter()
            .filter_map(|code| concept(Some(code)).map(|concept| concept.shown().to_owned()))
            .chain(links.iter().filter_map(|link| self.links.words(link)));
        let words = joined(words, "; ");
        let problem = links
            .into_iter()
            .find(|link| link.target.as_ref().is_some_and(|target| target.kind == "Condition"));
        (words, problem)
    }
}

/// The text without surrounding space; nothing if nothing is left.
pub(super) fn text(written: Option<&Text>) -> Option<String> {
    let trimmed = written?.0.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// All codings beside the text as written. Shown is the one its author chose, or else the first that has words.
pub(super) fn concept(written: Option<&CodeableConcept>) -> Option<Concept> {
    let written = written?;
    let mut codings: Vec<(Coding, bool)> = Vec::with_capacity(written.coding.len());
    for coding in &written.coding {
        let kept = kept(coding);
        let is_new = codings.iter().all(|(other, _)| *other != kept);
        if is_new && (kept.code.is_some() || kept.display.is_some()) {
            codings.push((kept, coding.user_selected == Some(true)));
        }
    }
    let chosen = codings
        .iter()
        .position(|(_, chosen)| *chosen)
        .or_else(|| codings.iter().position(|(coding, _)| coding.display.is_some()))
        .unwrap_or_default();
    let shown = (chosen < codings.len()).then(|| codings.remove(chosen).0);
    let others: Vec<Coding> = codings.into_iter().map(|(coding, _)| coding).collect();
    let (system, code, display) = shown.map_or((None, None, None), |own| (own.system, own.code, own.display));
    let words = text(written.text.as_ref())
        .or_else(|| display.clone())
        .or_else(|| others.iter().find_map(|other| other.display.clone()))
        .or_else(|| code.clone())?;
    Some(Concept { system, code, display, text: words, others })
}

fn kept(coding: &r4::Coding) -> Coding {
    let code = text(coding.code.as_ref());
    // A system without a code says nothing.
    let system = text(coding.system.as_ref()).filter(|_| code.is_some());
    Coding { system, code, display: text(coding.display.as_ref()) }
}

fn required(written: Option<&CodeableConcept>) -> Result<Concept, NotTaken> {
    concept(written).ok_or_else(|| NotTaken::because("import-reason-no-code"))
}

fn words(written: Option<&CodeableConcept>) -> Option<String> {
    concept(written).map(|concept| concept.shown().to_owned())
}

fn all_words(written: &[CodeableConcept]) -> Option<String> {
    joined(written.iter().filter_map(|one| words(Some(one))), ", ")
}

fn joined(parts: impl Iterator<Item = String>, between: &str) -> Option<String> {
    let mut seen: Vec<String> = Vec::new();
    for part in parts {
        if !seen.contains(&part) {
            seen.push(part);
        }
    }
    (!seen.is_empty()).then(|| seen.join(between))
}

fn notes(notes: &[Annotation]) -> Option<String> {
    joined(notes.iter().filter_map(|note| text(note.text.as_ref())), "\n")
}

fn when(moment: Option<Moment>) -> Option<When> {
    moment.map(|moment| moment.0)
}

fn start(period: Option<&Period>) -> Option<When> {
    when(period?.start)
}

fn end(period: Option<&Period>) -> Option<When> {
    when(period?.end)
}

/// The end, unless it lies before the start: then the sender's clock was wrong and the end says nothing.
fn end_after(start: Option<When>, end: Option<When>) -> Option<When> {
    let earliest = start.map_or(Timestamp::MIN, |start| start.at);
    end.filter(|end| end.at >= earliest || end.precision != start.map_or(end.precision, |s| s.precision))
}

/// The code of a coded status, or of a plain one.
fn code_of(written: Option<&CodeableConcept>) -> Option<String> {
    let written = written?;
    written
        .coding
        .iter()
        .find_map(|coding| text(coding.code.as_ref()))
        .or_else(|| text(written.text.as_ref()))
}

/// Our word for one of theirs. A word that is not in the list is never guessed; `what` it says is a word of
/// `import-reason-unknown`.
fn known<T: Copy>(what: &str, written: Option<&str>, list: &[(&str, T)], missing: T) -> Result<T, NotTaken> {
    let Some(written) = written else { return Ok(missing) };
    list.iter().find(|(theirs, _)| *theirs == written).map(|(_, ours)| *ours).ok_or_else(|| {
        let short: String = written.chars().take(40).collect();
        NotTaken(Sentence::of("import-reason-unknown").with("what", what).with("word", short))
    })
}

fn status<'a>(written: Option<&Text>, list: &[(&str, &'a str)]) -> Result<&'a str, NotTaken> {
    let written = text(written);
    if written.is_none() {
        return Err(NotTaken::because("import-reason-no-status"));
    }
    known("status", written.as_deref(), list, "unknown")
}

/// An amount in words: `1 tablet`, `< 5 mg`.
fn amount(quantity: Option<&Quantity>) -> Option<String> {
    let quantity = quantity?;
    let value = quantity.value.as_ref()?;
    let unit = text(quantity.unit.as_ref()).or_else(|| text(quantity.code.as_ref()));
    let parts = [text(quantity.comparator.as_ref()), Some(value.to_string()), unit];
    joined_all(parts.into_iter().flatten())
}

fn joined_all(parts: impl Iterator<Item = String>) -> Option<String> {
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn span(range: Option<&Range>) -> Option<String> {
    let range = range?;
    match (amount(range.low.as_ref()), amount(range.high.as_ref())) {
        (Some(low), Some(high)) => Some(format!("{low} – {high}")),
        (Some(low), None) => Some(format!("≥ {low}")),
        (None, Some(high)) => Some(format!("≤ {high}")),
        (None, None) => None,
    }
}
