//! Visits, problems, allergies, vaccines, prescriptions, procedures.

use serde::Serialize;

use super::Link;
use crate::care::record::{Concept, When};

/// A visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Visit {
    /// Whose.
    pub patient: Link,
    /// Status in our words.
    pub status: &'static str,
    /// Setting: ambulatory, emergency, inpatient …, as the sender's code.
    pub class: Option<String>,
    /// What kind of visit.
    pub kind: Option<Concept>,
    /// Why.
    pub reason: Option<Concept>,
    /// From.
    pub starts: Option<When>,
    /// Until.
    pub ends: Option<When>,
    /// Who saw the patient.
    pub practitioner: Option<Link>,
    /// Where.
    pub organisation: Option<Link>,
    /// How it ended.
    pub discharge: Option<String>,
}

/// A problem or a diagnosis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Whose.
    pub patient: Link,
    /// During which visit.
    pub visit: Option<Link>,
    /// `problem` or `diagnosis`.
    pub category: &'static str,
    /// What.
    pub code: Concept,
    /// Status in our words.
    pub status: &'static str,
    /// How sure.
    pub certainty: Option<&'static str>,
    /// How bad.
    pub severity: Option<String>,
    /// Where in the body.
    pub body_site: Option<String>,
    /// Since when.
    pub onset: Option<When>,
    /// Since when, in words.
    pub onset_text: Option<String>,
    /// Until when.
    pub ended: Option<When>,
    /// Until when, in words.
    pub ended_text: Option<String>,
    /// When it was written down.
    pub recorded: Option<When>,
    /// Who says so.
    pub author: Option<Link>,
    /// Remarks.
    pub note: Option<String>,
}

/// An allergy or intolerance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Allergy {
    /// Whose.
    pub patient: Link,
    /// During which visit.
    pub visit: Option<Link>,
    /// `allergy` or `intolerance`.
    pub kind: Option<&'static str>,
    /// Food, medication, environment, biologic.
    pub category: Option<String>,
    /// `low`, `high` or `unknown`.
    pub criticality: Option<&'static str>,
    /// To what.
    pub code: Concept,
    /// Status in our words.
    pub status: &'static str,
    /// How sure.
    pub certainty: Option<&'static str>,
    /// What happened.
    pub reaction: Option<String>,
    /// How bad the worst reaction was.
    pub severity: Option<&'static str>,
    /// Since when.
    pub onset: Option<When>,
    /// Since when, in words.
    pub onset_text: Option<String>,
    /// When it last happened.
    pub last: Option<When>,
    /// When it was written down.
    pub recorded: Option<When>,
    /// Who says so.
    pub author: Option<Link>,
    /// Remarks.
    pub note: Option<String>,
}

/// A vaccine given, or not given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Vaccine {
    /// To whom.
    pub patient: Link,
    /// During which visit.
    pub visit: Option<Link>,
    /// Which.
    pub code: Concept,
    /// Status in our words.
    pub status: &'static str,
    /// Why it was not given.
    pub status_reason: Option<String>,
    /// When.
    pub given: Option<When>,
    /// When, in words.
    pub given_text: Option<String>,
    /// Batch.
    pub lot: Option<String>,
    /// Which dose of the series.
    pub dose_number: Option<String>,
    /// How much.
    pub dose: Option<String>,
    /// Where in the body.
    pub site: Option<String>,
    /// How.
    pub route: Option<String>,
    /// When it was written down.
    pub recorded: Option<When>,
    /// Who gave it.
    pub performer: Option<Link>,
    /// Remarks.
    pub note: Option<String>,
}

/// A prescription, or a medicine somebody says they take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prescription {
    /// For whom.
    pub patient: Link,
    /// During which visit.
    pub visit: Option<Link>,
    /// `order`, `proposal`, `plan`, … or `statement`.
    pub intent: &'static str,
    /// The medicine.
    pub drug: Concept,
    /// Status in our words.
    pub status: &'static str,
    /// How it is taken, in one line.
    pub dosage: Option<String>,
    /// How much at a time.
    pub dose: Option<String>,
    /// How.
    pub route: Option<String>,
    /// How often.
    pub frequency: Option<String>,
    /// Only when needed.
    pub as_needed: bool,
    /// For how long.
    pub duration: Option<String>,
    /// How much to hand out.
    pub quantity: Option<String>,
    /// How many times again.
    pub repeats: Option<u32>,
    /// When it was written.
    pub written: Option<When>,
    /// From.
    pub starts: Option<When>,
    /// Until.
    pub ends: Option<When>,
    /// Who wrote it.
    pub prescriber: Option<Link>,
    /// Why.
    pub reason: Option<String>,
    /// For which problem.
    pub problem: Option<Link>,
    /// Remarks.
    pub note: Option<String>,
}

/// Something done to the patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Procedure {
    /// To whom.
    pub patient: Link,
    /// During which visit.
    pub visit: Option<Link>,
    /// What.
    pub code: Concept,
    /// Status in our words.
    pub status: &'static str,
    /// Why it was not done, or stopped.
    pub status_reason: Option<String>,
    /// When it began.
    pub performed: Option<When>,
    /// When, in words.
    pub performed_text: Option<String>,
    /// When it ended.
    pub ended: Option<When>,
    /// Who did it.
    pub performer: Option<Link>,
    /// Why.
    pub reason: Option<String>,
    /// For which problem.
    pub problem: Option<Link>,
    /// Where in the body.
    pub body_site: Option<String>,
    /// How it went.
    pub outcome: Option<String>,
    /// Remarks.
    pub note: Option<String>,
}
