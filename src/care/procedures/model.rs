//! A procedure as it is kept.

use crate::care::problems::ProblemId;
use crate::care::record::clinical_row;
use crate::care::visits::VisitId;
use crate::kit::db::types::Utc;

clinical_row! {
    /// Something done to the patient. `at` is when it began.
    Procedure in procedures {
        /// During which visit.
        visit_id: Option<VisitId>,
        /// Why it was not done, or stopped.
        status_reason: Option<String>,
        /// When, in words.
        performed_text: Option<String>,
        /// Until when.
        ended_at: Option<Utc>,
        /// How exactly that is known.
        ended_precision: Option<String>,
        /// Why, in words.
        reason: Option<String>,
        /// For which problem.
        problem_id: Option<ProblemId>,
        /// Where in the body.
        body_site: Option<String>,
        /// How it went.
        outcome: Option<String>,
    }
}
