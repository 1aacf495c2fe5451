//! What a bundle holds, in the hospital's words and without ids of ours.
//!
//! These structs are also what the content hash is taken over: the same content gives the same
//! hash, whatever else the sender changes in fields that we do not take.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::care::record::{Concept, When};

/// The identity of a resource at its sender.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Original {
    /// The sender's base address, where its references are absolute.
    pub base: Option<String>,
    /// The FHIR resource type.
    pub kind: String,
    /// The sender's id.
    pub id: String,
}

/// A reference, as far as it can be followed without the database.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
pub struct Link {
    /// The resource it names.
    pub target: Option<Original>,
    /// The identifier it names instead, as (system, value).
    pub identifier: Option<(String, String)>,
    /// The sender's words for it.
    pub display: Option<String>,
}

/// One resource that is taken.
#[derive(Debug, Clone)]
pub struct Item<T> {
    /// Its place in the bundle, counted from 0.
    pub entry: usize,
    /// Who it is at the sender.
    pub original: Original,
    /// SHA-256 over what is taken of it.
    pub hash: String,
    /// What it says.
    pub value: T,
}

impl<T: Serialize> Item<T> {
    pub(super) fn new(entry: usize, original: Original, value: T) -> Result<Self, serde_json::Error> {
        let hash = hex::encode(Sha256::digest(serde_json::to_vec(&value)?));
        Ok(Self { entry, original, hash, value })
    }
}

/// A whole bundle, ready to be written.
#[derive(Debug, Clone, Default)]
pub struct ImportedBundle {
    /// People and places named by the record; never accounts.
    pub directory: Vec<Item<DirectoryEntry>>,
    /// Patients.
    pub patients: Vec<Item<Patient>>,
    /// Visits.
    pub visits: Vec<Item<Visit>>,
    /// Problems and diagnoses.
    pub problems: Vec<Item<Problem>>,
    /// Allergies.
    pub allergies: Vec<Item<Allergy>>,
    /// Vaccines.
    pub vaccines: Vec<Item<Vaccine>>,
    /// Prescriptions, and medicines somebody says they take.
    pub prescriptions: Vec<Item<Prescription>>,
    /// Measurements and results.
    pub observations: Vec<Item<Observation>>,
    /// Procedures.
    pub procedures: Vec<Item<Procedure>>,
    /// Reports.
    pub reports: Vec<Item<Report>>,
    /// Goals of plans.
    pub goals: Vec<Item<Goal>>,
    /// Plans.
    pub plans: Vec<Item<Plan>>,
    /// How many were not taken, by resource type and reason.
    pub not_taken: BTreeMap<(String, String), usize>,
}

impl ImportedBundle {
    /// How many resources are taken.
    pub fn len(&self) -> usize {
        self.directory.len()
            + self.patients.len()
            + self.visits.len()
            + self.problems.len()
            + self.allergies.len()
            + self.vaccines.len()
            + self.prescriptions.len()
            + self.observations.len()
            + self.procedures.len()
            + self.reports.len()
            + self.goals.len()
            + self.plans.len()
    }

    /// Whether nothing at all is taken.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A person or an organisation elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DirectoryEntry {
    /// `person` or `organisation`.
    pub kind: &'static str,
    /// The whole name as shown.
    pub name: String,
    /// A number they are known by, as (system, value).
    pub identifier: Option<(String, String)>,
    /// Phone.
    pub phone: Option<String>,
    /// Address on one line.
    pub address: Option<String>,
    /// Whether the sender still counts them.
    pub active: bool,
}

/// Demographics of a patient.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Patient {
    /// Family name.
    pub family: String,
    /// Given names.
    pub given: String,
    /// Title.
    pub prefix: Option<String>,
    /// What follows the name.
    pub suffix: Option<String>,
    /// The name people use, where the sender gives one beside the legal name.
    pub preferred: Option<String>,
    /// Birth date, as exactly as it is known.
    pub birth: Option<When>,
    /// `male`, `female`, `other` or `unknown`.
    pub sex: &'static str,
    /// Whether they have died.
    pub deceased: bool,
    /// When they died.
    pub deceased_at: Option<When>,
    /// Phone numbers.
    pub phones: Vec<String>,
    /// Mail address.
    pub email: Option<String>,
    /// Postal address.
    pub address: Option<Address>,
    /// National identity number.
    pub national_id: Option<String>,
    /// All other numbers, as (label, value).
    pub identifiers: Vec<(String, String)>,
    /// Marital status in words.
    pub marital_status: Option<String>,
    /// Language tag (BCP 47).
    pub language: Option<String>,
    /// Next of kin.
    pub contacts: Vec<Contact>,
}

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Address {
    /// Street lines.
    pub lines: Vec<String>,
    /// City.
    pub city: Option<String>,
    /// District.
    pub district: Option<String>,
    /// State or region.
    pub state: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Country.
    pub country: Option<String>,
}

impl Address {
    /// All of it on one line.
    pub fn one_line(&self) -> String {
        let parts = self.lines.iter().map(String::as_str).chain(
            [&self.city, &self.district, &self.state, &self.postal_code, &self.country]
                .into_iter()
                .filter_map(Option::as_deref),
        );
        parts.collect::<Vec<_>>().join(", ")
    }
}

/// Next of kin.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Contact {
    /// Name.
    pub name: String,
    /// How they are related.
    pub relationship: Option<String>,
    /// Phone.
    pub phone: Option<String>,
}

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

/// A value with its unit, its code or its words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Measured {
    /// `quantity`, `coded`, `text`, `absent` or `none`.
    pub kind: &'static str,
    /// The number exactly as written.
    pub number: Option<String>,
    /// `<`, `<=`, `>=` or `>`.
    pub comparator: Option<String>,
    /// The unit as written.
    pub unit: Option<String>,
    /// The unit's UCUM code.
    pub unit_code: Option<String>,
    /// The coded answer.
    pub concept: Option<Concept>,
    /// The answer in words, or why there is none.
    pub text: Option<String>,
    /// Low end of what is usual.
    pub range_low: Option<String>,
    /// High end of what is usual.
    pub range_high: Option<String>,
    /// What is usual, in words.
    pub range_text: Option<String>,
    /// The interpretation's code: H, L, HH, LL, N, A …
    pub interpretation: Option<String>,
}

/// A measurement, a result, an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Observation {
    /// Whose.
    pub patient: Link,
    /// During which visit.
    pub visit: Option<Link>,
    /// `vital_signs`, `laboratory`, `imaging`, `survey`, `social_history`, `exam`, `procedure`, `therapy`, `activity` or `other`.
    pub category: &'static str,
    /// What was measured.
    pub code: Concept,
    /// Status in our words.
    pub status: &'static str,
    /// When it was true.
    pub effective: Option<When>,
    /// When it was made available.
    pub issued: Option<When>,
    /// The value.
    pub value: Measured,
    /// Values of its parts.
    pub parts: Vec<(Concept, Measured)>,
    /// Who measured.
    pub performer: Option<Link>,
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

/// Results that were reported together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Whose.
    pub patient: Link,
    /// During which visit.
    pub visit: Option<Link>,
    /// Which kind of report, in words.
    pub category: Option<String>,
    /// What.
    pub code: Concept,
    /// Status in our words.
    pub status: &'static str,
    /// When it was true.
    pub effective: Option<When>,
    /// When it was issued.
    pub issued: Option<When>,
    /// What it says.
    pub conclusion: Option<String>,
    /// Its results.
    pub results: Vec<Link>,
    /// Who reported.
    pub performer: Option<Link>,
}

/// What a plan is to reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Goal {
    /// Whose.
    pub patient: Link,
    /// Status in our words.
    pub status: &'static str,
    /// How far it has come.
    pub achievement: Option<String>,
    /// What.
    pub description: Concept,
    /// Since when.
    pub starts: Option<When>,
    /// By when.
    pub due: Option<When>,
    /// To which value, in words.
    pub target: Option<String>,
    /// Remarks.
    pub note: Option<String>,
}

/// What is planned for the patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// For whom.
    pub patient: Link,
    /// During which visit.
    pub visit: Option<Link>,
    /// What kind of plan.
    pub category: Option<Concept>,
    /// Its title.
    pub title: Option<String>,
    /// In words.
    pub description: Option<String>,
    /// Status in our words.
    pub status: &'static str,
    /// `proposal`, `plan`, `order`, `option`.
    pub intent: &'static str,
    /// From.
    pub starts: Option<When>,
    /// Until.
    pub ends: Option<When>,
    /// When it was written down.
    pub recorded: Option<When>,
    /// Who made it.
    pub author: Option<Link>,
    /// Why, in words.
    pub reason: Option<String>,
    /// For which problems.
    pub problems: Vec<Link>,
    /// What it is to reach.
    pub goals: Vec<Link>,
    /// Its steps, in order.
    pub steps: Vec<PlanStep>,
    /// Remarks.
    pub note: Option<String>,
}

/// A step of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanStep {
    /// What.
    pub code: Concept,
    /// Status in our words.
    pub status: &'static str,
    /// More words.
    pub description: Option<String>,
    /// When, in words.
    pub scheduled: Option<String>,
    /// From.
    pub starts: Option<When>,
    /// Until.
    pub ends: Option<When>,
}
