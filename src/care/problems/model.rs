//! A problem or diagnosis as it is kept.

use crate::care::record::clinical_row;
use crate::care::visits::VisitId;
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
