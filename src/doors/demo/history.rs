//! What has happened to a person: the clinical past as plain rows, in the hospital's local time.

use jiff::civil::{Date, DateTime};

use super::codes::{Code, Test};

/// Whether allergies were asked for, and what the answer was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allergies {
    /// Nobody has asked yet.
    NotRecorded,
    /// Asked on that day: none.
    NoneKnown(Date),
    /// The list, and the day it was gone through last.
    Known(Vec<Allergy>, Date),
}

/// One allergy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allergy {
    /// What against.
    pub code: Code,
    /// The word on the banner.
    pub text: &'static str,
    /// What happens.
    pub reaction: Option<Code>,
    /// How bad it was.
    pub severity: Severity,
    /// Could it kill.
    pub high_risk: bool,
    /// Since when.
    pub since: Date,
    /// No longer so.
    pub inactive: bool,
    /// Medicine, food or surroundings.
    pub kind: AllergyKind,
}

/// How bad a reaction was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Mild.
    Mild,
    /// Moderate.
    Moderate,
    /// Severe.
    Severe,
}

/// What an allergy is against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AllergyKind {
    /// A medicine.
    Medication,
    /// Food.
    Food,
    /// Surroundings.
    Environment,
}

/// A visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// When it began.
    pub from: DateTime,
    /// When it ended.
    pub to: DateTime,
    /// Ambulatory, emergency or a stay.
    pub kind: VisitKind,
    /// What it was about.
    pub reason: String,
    /// The doctor, by place in the staff list.
    pub doctor: usize,
}

/// Kinds of visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisitKind {
    /// Came and went.
    Ambulatory,
    /// Emergency.
    Emergency,
    /// Stayed in a bed.
    Inpatient,
}

/// A problem or diagnosis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The diagnosis.
    pub code: Code,
    /// Since when.
    pub since: Date,
    /// Resolved on.
    pub resolved: Option<Date>,
    /// The visit it was found at.
    pub visit: Option<usize>,
    /// Who recorded it.
    pub doctor: usize,
}

/// A prescription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medication {
    /// The substance.
    pub code: Code,
    /// Name and strength as written.
    pub text: &'static str,
    /// How to take it.
    pub dose: &'static str,
    /// First day.
    pub from: Date,
    /// Last day, if it ended.
    pub until: Option<Date>,
    /// The visit it was written at.
    pub visit: Option<usize>,
    /// Who wrote it.
    pub doctor: usize,
}

/// A vaccine given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vaccine {
    /// Which.
    pub code: Code,
    /// When.
    pub on: Date,
    /// Dose of the series.
    pub dose: u8,
    /// Lot.
    pub lot: String,
}

/// Something measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// When.
    pub at: DateTime,
    /// What was found.
    pub value: Value,
    /// The visit, if any.
    pub visit: Option<usize>,
    /// Who recorded it.
    pub by: usize,
}

/// What was measured.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// One number.
    Number(Test, f64),
    /// Systolic and diastolic.
    Pressure(f64, f64),
}

/// High, low, or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// Below the range.
    Low,
    /// Far below.
    VeryLow,
    /// Above the range.
    High,
    /// Far above.
    VeryHigh,
}

impl Flag {
    /// HL7's letters.
    #[must_use]
    pub const fn letters(self) -> &'static str {
        match self {
            Self::Low => "L",
            Self::VeryLow => "LL",
            Self::High => "H",
            Self::VeryHigh => "HH",
        }
    }
}

/// The flag a value earns against the reference range of its test: a result is very high or very low where it leaves
/// the range by more than half its width (with one end only, by more than half that end).
#[must_use]
pub fn flag(test: &Test, value: f64) -> Option<Flag> {
    let width = match (test.low, test.high) {
        (Some(low), Some(high)) => (high - low) / 2.0,
        (Some(end), None) | (None, Some(end)) => end / 2.0,
        (None, None) => return None,
    };
    match (test.low, test.high) {
        (_, Some(high)) if value > high + width && !test.vital => Some(Flag::VeryHigh),
        (_, Some(high)) if value > high => Some(Flag::High),
        (Some(low), _) if value < low - width && !test.vital => Some(Flag::VeryLow),
        (Some(low), _) if value < low => Some(Flag::Low),
        _ => None,
    }
}

/// A procedure done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Procedure {
    /// What.
    pub code: Code,
    /// When.
    pub at: DateTime,
    /// What came of it.
    pub outcome: &'static str,
    /// The visit, if any.
    pub visit: Option<usize>,
    /// Who did it.
    pub doctor: usize,
}

/// A plan with steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Its name.
    pub title: &'static str,
    /// What it is for.
    pub goal: &'static str,
    /// What is to be done.
    pub steps: &'static [&'static str],
    /// Since when.
    pub from: Date,
    /// Done on.
    pub until: Option<Date>,
    /// Who leads it.
    pub doctor: usize,
}

/// A laboratory report: a panel and its results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The panel.
    pub code: Code,
    /// When.
    pub at: DateTime,
    /// Its results, by place in `observations`.
    pub results: Vec<usize>,
    /// The visit, if any.
    pub visit: Option<usize>,
    /// Who signed it.
    pub doctor: usize,
}

/// Everything in one chart.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    /// Allergies.
    pub allergies: Allergies,
    /// Visits.
    pub visits: Vec<Visit>,
    /// Problems.
    pub problems: Vec<Problem>,
    /// Medicines.
    pub medications: Vec<Medication>,
    /// Vaccines.
    pub vaccines: Vec<Vaccine>,
    /// Vital signs and results.
    pub observations: Vec<Observation>,
    /// Procedures.
    pub procedures: Vec<Procedure>,
    /// Plans.
    pub plans: Vec<Plan>,
    /// Reports.
    pub reports: Vec<Report>,
}

impl History {
    /// Nothing is known yet.
    #[must_use]
    pub const fn empty() -> Self {
        Self {
            allergies: Allergies::NotRecorded,
            visits: Vec::new(),
            problems: Vec::new(),
            medications: Vec::new(),
            vaccines: Vec::new(),
            observations: Vec::new(),
            procedures: Vec::new(),
            plans: Vec::new(),
            reports: Vec::new(),
        }
    }
}
