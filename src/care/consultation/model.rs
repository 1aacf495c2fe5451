//! What a note says, section by section.

use serde_json::{Value, json};

use crate::care::notes::Note;
use crate::care::record::{Coding, Concept};
use crate::care::templates::{Answer, EditionId, Field};
use crate::kit::db::types::Doc;
use crate::kit::error::{Error, Result};

/// One section of text, by the name of its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Why they came.
    Complaint,
    /// What was found.
    Findings,
    /// What it is thought to be.
    Assessment,
    /// What is to be done.
    Plan,
    /// When and why they come again.
    FollowUp,
}

impl Section {
    /// All of them, in the order of the note.
    pub const ALL: [Self; 5] =
        [Self::Complaint, Self::Findings, Self::Assessment, Self::Plan, Self::FollowUp];

    /// The name of its field, and the end of its catalogue key.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Complaint => "complaint",
            Self::Findings => "findings",
            Self::Assessment => "assessment",
            Self::Plan => "plan",
            Self::FollowUp => "follow-up",
        }
    }

    fn of(self, note: &Note) -> Option<&str> {
        match self {
            Self::Complaint => note.complaint.as_deref(),
            Self::Findings => note.findings.as_deref(),
            Self::Assessment => note.assessment.as_deref(),
            Self::Plan => note.plan.as_deref(),
            Self::FollowUp => note.follow_up.as_deref(),
        }
    }
}

/// What a note says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sections {
    /// The texts, in the order of [`Section::ALL`]; "" for what was not written.
    pub texts: [String; 5],
    /// What was diagnosed.
    pub diagnoses: Vec<Concept>,
    /// The template it is written with, and what that is called.
    pub template: Option<(EditionId, String)>,
    /// The answers to its questions.
    pub answers: Vec<Answer>,
    /// What was typed as measured, field by field, until it is signed.
    pub measured: Vec<(String, String)>,
    /// Whether only its author and admins read it.
    pub restricted: bool,
}

impl Sections {
    /// What a note says now.
    ///
    /// # Errors
    /// [`Error::Bug`] when a column does not hold what we put there.
    pub fn of(note: &Note) -> Result<Self> {
        let diagnoses = match &note.diagnoses {
            Some(Doc(value)) => {
                serde_json::from_value(value.get("list").cloned().unwrap_or_else(|| json!([])))
                    .map_err(Error::bug)?
            }
            None => Vec::new(),
        };
        let measured = match &note.measured {
            Some(Doc(Value::Object(fields))) => fields
                .iter()
                .map(|(name, typed)| (name.clone(), typed.as_str().unwrap_or_default().to_owned()))
                .collect(),
            _ => Vec::new(),
        };
        let texts = Section::ALL.map(|section| section.of(note).unwrap_or_default().to_owned());
        let kept = note.answers.as_ref().map(|Doc(kept)| kept);
        let called = kept.and_then(|kept| kept.get("template")?.as_str()).unwrap_or_default();
        let answers = match kept.and_then(|kept| kept.get("list")) {
            Some(list) => serde_json::from_value(list.clone()).map_err(Error::bug)?,
            None => Vec::new(),
        };
        let template = note.edition_id.map(|edition| (edition, called.to_owned()));
        Ok(Self { texts, diagnoses, template, answers, measured, restricted: note.restricted })
    }

    /// One text.
    pub fn text(&self, section: Section) -> &str {
        Section::ALL
            .iter()
            .zip(&self.texts)
            .find(|(known, _)| **known == section)
            .map_or("", |(_, text)| text)
    }

    /// Writes all of it into a note.
    pub fn write_into(&self, note: &mut Note) {
        let text = |section| {
            let text = self.text(section).trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        note.complaint = text(Section::Complaint);
        note.findings = text(Section::Findings);
        note.assessment = text(Section::Assessment);
        note.plan = text(Section::Plan);
        note.follow_up = text(Section::FollowUp);
        note.diagnoses = (!self.diagnoses.is_empty()).then(|| Doc(json!({ "list": self.diagnoses })));
        note.measured = (!self.measured.is_empty()).then(|| {
            let fields =
                self.measured.iter().map(|(name, typed)| (name.clone(), Value::from(typed.as_str())));
            Doc(Value::Object(fields.collect()))
        });
        note.edition_id = self.template.as_ref().map(|(edition, _)| *edition);
        note.answers = self
            .template
            .as_ref()
            .map(|(_, called)| Doc(json!({ "template": called, "list": self.answers })));
        note.restricted = self.restricted;
    }

    /// Takes another template, or none. Answers to questions that it asks too are kept; the others become words among
    /// the findings.
    #[must_use]
    pub fn with_template(mut self, template: Option<(EditionId, String)>, asks: &[Field]) -> Self {
        let (kept, lost): (Vec<Answer>, Vec<Answer>) =
            self.answers.into_iter().partition(|answer| asks.contains(&answer.field));
        let findings = &mut self.texts[1];
        for answer in &lost {
            if !findings.is_empty() {
                findings.push('\n');
            }
            findings.push_str(&answer.said());
        }
        self.template = template;
        self.answers = kept;
        self
    }

    /// The answers, in words on one line each.
    pub fn answers_said(&self) -> String {
        self.answers.iter().map(Answer::said).collect::<Vec<_>>().join("\n")
    }

    /// Whether nothing was written, diagnosed or measured.
    pub fn is_empty(&self) -> bool {
        self.texts.iter().all(|text| text.trim().is_empty())
            && self.diagnoses.is_empty()
            && self.answers.is_empty()
            && self.measured.is_empty()
    }

    /// With the words of an earlier note where nothing is written yet. What is copied out of a restricted note makes
    /// this one restricted.
    #[must_use]
    pub fn filled_up_from(mut self, earlier: &Self) -> Self {
        let before = self.clone();
        for (text, earlier) in self.texts.iter_mut().zip(&earlier.texts) {
            if text.trim().is_empty() {
                text.clone_from(earlier);
            }
        }
        if self.diagnoses.is_empty() {
            self.diagnoses.clone_from(&earlier.diagnoses);
        }
        self.restricted |= earlier.restricted && self != before;
        self
    }

    /// Adds a diagnosis, unless it is there.
    pub fn diagnose(&mut self, diagnosis: Concept) {
        let is_there = self.diagnoses.iter().any(|known| same_thing(known, &diagnosis));
        if !is_there {
            self.diagnoses.push(diagnosis);
        }
    }

    /// What was diagnosed, in words on one line.
    pub fn diagnoses_said(&self) -> String {
        self.diagnoses.iter().map(said).collect::<Vec<_>>().join("; ")
    }
}

/// Whether two concepts are the same diagnosis: by code, or else by the words without regard to case and spacing.
pub fn same_thing(one: &Concept, other: &Concept) -> bool {
    match (&one.code, &other.code) {
        (Some(code), Some(of_other)) => code == of_other && one.system == other.system,
        (None, None) => folded(&one.text) == folded(&other.text),
        _ => false,
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A diagnosis in words: `I10 Hypertension`.
pub fn said(diagnosis: &Concept) -> String {
    match &diagnosis.code {
        Some(code) => format!("{code} {}", diagnosis.shown()),
        None => diagnosis.shown().to_owned(),
    }
}

/// The longest diagnosis in free text, and the most of one visit.
pub const LONGEST_DIAGNOSIS: usize = 300;
/// More diagnoses than this are two visits.
pub const MOST_DIAGNOSES: usize = 40;

/// A diagnosis as a field sends it: system, code and words with bars between.
pub fn packed(diagnosis: &Concept) -> String {
    let part = |text: &Option<String>| text.as_deref().unwrap_or_default().replace('|', " ");
    format!("{}|{}|{}", part(&diagnosis.system), part(&diagnosis.code), diagnosis.shown())
}

/// A diagnosis out of its field; none for what says nothing.
pub fn unpacked(field: &str) -> Option<Concept> {
    let mut parts = field.splitn(3, '|');
    let mut part =
        || parts.next().unwrap_or_default().trim().chars().take(LONGEST_DIAGNOSIS).collect::<String>();
    let (system, code, words) = (part(), part(), part());
    if words.is_empty() {
        return None;
    }
    let some = |text: String| (!text.is_empty()).then_some(text);
    let (system, code) = (some(system), some(code));
    let Coding { system, code, display } = match code {
        Some(code) => Coding { system, code: Some(code), display: Some(words.clone()) },
        None => Coding { system: None, code: None, display: None },
    };
    Some(Concept { system, code, display, ..Concept::text(words) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diagnosis_goes_through_its_field_unchanged() {
        let coded = unpacked("http://hl7.org/fhir/sid/icd-10|I10|Hypertension").unwrap();
        assert_eq!((coded.code.as_deref(), said(&coded).as_str()), (Some("I10"), "I10 Hypertension"));
        assert_eq!(unpacked(&packed(&coded)), Some(coded.clone()));
        let free = unpacked("||tired | and cold").unwrap();
        assert_eq!((free.code.as_deref(), free.text.as_str()), (None, "tired | and cold"));
        assert_eq!(unpacked(&packed(&free)), Some(free.clone()));
        for nothing in ["", "||", "x|y|", "a|b"] {
            assert_eq!(unpacked(nothing), None, "{nothing}");
        }
        assert!(same_thing(&free, &Concept::text("Tired |  and COLD")) && !same_thing(&coded, &free));
    }

    #[test]
    fn the_same_diagnosis_is_there_once() {
        let mut sections = Sections::default();
        for field in ["s|I10|Hypertension", "s|I10|High blood pressure", "||Tired", "|| tired "] {
            sections.diagnose(unpacked(field).unwrap());
        }
        assert_eq!(sections.diagnoses_said(), "I10 Hypertension; Tired");
    }

    #[test]
    fn an_earlier_note_fills_up_what_is_empty_and_stays_restricted() {
        let mut earlier = Sections { restricted: true, ..Sections::default() };
        earlier.texts = ["headache", "pressure 150/90", "", "", ""].map(str::to_owned);
        earlier.diagnose(unpacked("s|I10|Hypertension").unwrap());
        let mut mine = Sections::default();
        mine.texts[0] = "dizzy".into();
        let filled = mine.filled_up_from(&earlier);
        assert_eq!(filled.texts, ["dizzy", "pressure 150/90", "", "", ""]);
        assert_eq!((filled.diagnoses_said().as_str(), filled.restricted), ("I10 Hypertension", true));
        let nothing = Sections { restricted: true, ..Sections::default() };
        assert!(!filled.clone().filled_up_from(&nothing).diagnoses.is_empty());
        assert!(!Sections::default().filled_up_from(&nothing).restricted, "nothing was copied");
    }

    #[test]
    fn what_is_written_into_a_note_is_read_out_of_it() {
        use crate::care::notes::Kind;
        use crate::care::record::When;
        use crate::people::patients::PatientId;
        let mut sections = Sections { restricted: true, ..Sections::default() };
        sections.texts[1] = "Throat red".into();
        sections.diagnose(unpacked("s|J03.9|Acute tonsillitis").unwrap());
        sections.measured.push(("pulse".into(), "84".into()));
        let mut note =
            Note::draft(Kind::Consultation, PatientId::new(), When::instant(jiff::Timestamp::UNIX_EPOCH));
        sections.write_into(&mut note);
        assert_eq!(Sections::of(&note).unwrap(), sections);
        assert!(!sections.is_empty() && Sections::default().is_empty());
    }
}
