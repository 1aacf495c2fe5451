//! What the chart reads. It owns no table: it reads those of the care wing, read-only, in few statements for each
//! page and always for one patient, whom an entry has found within reach.
//!
//! Entries made in error stay in the record's history and are left out of every list here, but for those that somebody here
//! has voided: notes, letters, prescriptions and emergency entries stay to be seen as void.

mod appointments;
mod as_of;
mod care;
mod counts;
mod medication;
mod problems;
mod results;
mod timeline;
mod vaccines;
mod visits;

pub use appointments::next_appointment;
pub use as_of::{Rows, Then, as_of};
pub use care::{PlanRow, ProcedureRow, ReportRow, plans, procedures, reports};
pub use counts::counts;
pub use medication::{PrescriptionRow, current_medication, past_medication};
pub use problems::{AllergyRow, ProblemRow, active_problems, allergies, past_problems};
pub use results::{Test, newest_of_each_test, of_test, of_visit as results_of_visit};
pub use timeline::{Event, EventFilter, EventKind, timeline};
pub use vaccines::{VaccineRow, all_given, vaccines};
pub use visits::{Found, VisitFilter, VisitKind, VisitRow, found_at, visit, visits};

pub use crate::care::observations::{
    Measured, ObservationRow, PartRow, parts_of_rows as parts_of, vital_readings,
};
pub use crate::kit::db::keyset::{Place, Side};

/// The status of an entry that should never have been made.
const IN_ERROR: &str = "entered_in_error";
