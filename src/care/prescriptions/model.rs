//! A prescription as it is kept.

use jiff::Timestamp;

use crate::care::problems::ProblemId;
use crate::care::record::{Concept, clinical_row};
use crate::care::visits::VisitId;
use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;

clinical_row! {
    /// A prescription, or a medicine that somebody says they take. `at` is when it was written.
    Prescription in prescriptions {
        /// During which visit.
        visit_id: Option<VisitId>,
        /// `order`, `plan`, `proposal`, `option`, or `statement` for what somebody says they take.
        intent: String,
        /// How it is taken, in one line.
        dosage: Option<String>,
        /// How much at a time.
        dose: Option<String>,
        /// How.
        route: Option<String>,
        /// How often.
        frequency: Option<String>,
        /// Only when needed.
        as_needed: bool,
        /// For how long.
        duration: Option<String>,
        /// How much to hand out.
        quantity: Option<String>,
        /// How many times again.
        repeats: Option<i32>,
        /// From when.
        starts_at: Option<Utc>,
        /// How exactly that is known.
        starts_precision: Option<String>,
        /// Until when.
        ends_at: Option<Utc>,
        /// How exactly that is known.
        ends_precision: Option<String>,
        /// Why, in words.
        reason: Option<String>,
        /// For which problem.
        problem_id: Option<ProblemId>,
        /// When somebody here said that what was imported is right.
        confirmed_at: Option<Utc>,
        /// Who said so.
        confirmed_by: Option<AccountId>,
        /// Their name.
        confirmed_by_name: Option<String>,
    }
}

/// What is over whatever its dates say.
pub const OVER: [&str; 3] = ["cancelled", "completed", "stopped"];

/// The intent of what somebody here prescribes.
pub const ORDER: &str = "order";

impl Prescription {
    /// What it is, with all codes it carries.
    pub fn concept(&self) -> Concept {
        // Codings that cannot be read are none that could be compared; the text beside them is.
        let others = self.other_codings.as_ref().and_then(|list| serde_json::from_value(list.0.clone()).ok());
        Concept {
            system: self.code_system.clone(),
            code: self.code.clone(),
            display: self.code_display.clone(),
            others: others.unwrap_or_default(),
            ..Concept::text(self.code_text.clone())
        }
    }

    /// Whether it is taken on the day that begins at `today`: what ends that day still is.
    pub fn is_current(&self, today: Timestamp) -> bool {
        !OVER.contains(&self.status.as_str())
            && self.status != "entered_in_error"
            && self.ends_at.is_none_or(|ends| ends.0 >= today)
    }
}
