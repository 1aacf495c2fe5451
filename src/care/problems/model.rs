//! A problem or diagnosis as it is kept.

use crate::care::record::{Concept, clinical_row};
use crate::care::visits::VisitId;
use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::id::Id;

clinical_row! {
    /// A problem or a diagnosis. `at` is its onset.
    Problem in problems {
        /// During which visit.
        visit_id: Option<VisitId>,
        /// `problem` or `diagnosis`.
        category: String,
        /// `confirmed`, `provisional`, `refuted` …
        certainty: Option<String>,
        /// How bad.
        severity: Option<String>,
        /// Where in the body.
        body_site: Option<String>,
        /// Since when, in words.
        onset_text: Option<String>,
        /// Until when.
        ended_at: Option<Utc>,
        /// How exactly that is known.
        ended_precision: Option<String>,
        /// Until when, in words.
        ended_text: Option<String>,
        /// When somebody here said that what was imported is right.
        confirmed_at: Option<Utc>,
        /// Who said so.
        confirmed_by: Option<AccountId>,
        /// Their name.
        confirmed_by_name: Option<String>,
    }
}

/// What is over: everything else is in force, "unknown" too, since nobody said that it is over.
pub const OVER: [&str; 3] = ["inactive", "remission", "resolved"];

/// The certainty of what turned out not to be so.
pub const REFUTED: &str = "refuted";

/// Whether a problem of this status and certainty is no longer one, or never was.
pub fn is_over(status: &str, certainty: Option<&str>) -> bool {
    OVER.contains(&status) || certainty == Some(REFUTED)
}

/// The identity of a problem.
pub type ProblemId = Id<Problem>;

impl Problem {
    /// What it is, with its codes.
    pub fn concept(&self) -> Concept {
        Concept {
            system: self.code_system.clone(),
            code: self.code.clone(),
            display: self.code_display.clone(),
            ..Concept::text(self.code_text.clone())
        }
    }

    /// Whether it is still one: nobody called it over, refuted it, or said that it was entered in error.
    pub fn is_in_force(&self) -> bool {
        self.status != "entered_in_error" && !is_over(&self.status, self.certainty.as_deref())
    }
}
