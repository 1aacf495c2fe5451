//! Reports (FHIR: DiagnosticReport) and the results that belong to each.

mod model;
mod store;

pub use model::{Report, ReportResult};
pub use store::{HeldReports, set_results};
