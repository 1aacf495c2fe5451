//! Illnesses as they usually run: one row each, played by `chronicle`.

mod circulation;
mod lasting;
mod passing;

pub use circulation::*;
pub use lasting::*;
pub use passing::*;

use super::codes::*;

/// A department, to find the doctor who looks after a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// General medicine.
    General,
    /// Heart.
    Cardiology,
    /// Bones.
    Orthopaedics,
    /// Children.
    Paediatrics,
    /// Skin.
    Dermatology,
    /// Kidneys.
    Nephrology,
}

/// A medicine in a course: substance, what is on the box, how to take it.
pub type Drug = (Code, &'static str, &'static str);

/// How an illness runs.
#[derive(Debug)]
pub struct Course {
    /// The diagnosis.
    pub problem: Code,
    /// Who looks after it.
    pub field: Field,
    /// What the visits are called.
    pub reason: &'static str,
    /// Visits a year while it lasts.
    pub visits: u8,
    /// Medicines from the first visit on.
    pub drugs: &'static [Drug],
    /// Results taken at visits: test, middle, spread.
    pub results: &'static [(Test, f64, f64)],
    /// The panel the results come as.
    pub panel: Code,
    /// Done at the first visit, with its outcome.
    pub procedure: Option<(Code, &'static str)>,
    /// Name, goal, steps.
    pub plan: Option<(&'static str, &'static str, &'static [&'static str])>,
    /// Over after so many days.
    pub days: Option<u16>,
    /// The first visit was an emergency or a stay of so many days.
    pub stay: Option<u8>,
}

const PLAIN: Course = Course {
    problem: icd("Z00.0", "General medical examination"),
    field: Field::General,
    reason: "Check-up",
    visits: 1,
    drugs: &[],
    results: &[],
    panel: LABORATORY,
    procedure: None,
    plan: None,
    days: None,
    stay: None,
};
