//! Reports as they are kept.

use diesel::prelude::*;
use serde::Serialize;

use crate::care::observations::Observation;
use crate::care::record::clinical_row;
use crate::care::visits::VisitId;
use crate::kit::db::types::Utc;
use crate::kit::id::Id;
use crate::schema::report_results;

clinical_row! {
    /// Results that were reported together. `at` is when they were true.
    Report in reports {
        /// During which visit.
        visit_id: Option<VisitId>,
        /// Which kind of report, in words.
        category: Option<String>,
        /// When it was issued.
        issued_at: Option<Utc>,
        /// What it says.
        conclusion: Option<String>,
    }
}

/// A result that belongs to a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Queryable, Selectable, Insertable)]
#[diesel(table_name = report_results, treat_none_as_default_value = false)]
pub struct ReportResult {
    /// Of which report.
    pub report_id: Id<Report>,
    /// Its place in the report, from 0.
    pub position: i32,
    /// The result, if it is here.
    pub observation_id: Option<Id<Observation>>,
    /// The sender's words for it.
    pub display: Option<String>,
}
