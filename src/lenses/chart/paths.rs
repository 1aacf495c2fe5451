//! The addresses of the chart: each tab has its own.

use uuid::Uuid;

use super::store::Test;
use super::views::Paths;

/// All tabs of one patient's chart. `patient` is the id as it stands in addresses.
pub fn tabs(patient: &str) -> Paths {
    let tab = |name: &str| format!("/patients/{patient}/{name}");
    Paths {
        summary: format!("/patients/{patient}"),
        visits: tab("visits"),
        timeline: tab("timeline"),
        problems: tab("problems"),
        medication: tab("medication"),
        results: tab("results"),
        vitals: tab("vital-signs"),
        vaccines: tab("vaccines"),
        intake: tab("intake"),
        care: tab("procedures"),
        letters: tab("letters"),
        details: tab("edit"),
        access: tab("access"),
    }
}

/// The record as it was on a day.
pub fn as_of(patient: &str) -> String {
    format!("/patients/{patient}/as-of")
}

/// The page of one visit.
pub fn visit(patient: &str, visit: Uuid) -> String {
    format!("/patients/{patient}/visits/{visit}")
}

/// All values of one test.
pub fn test(patient: &str, test: &Test) -> String {
    let query =
        serde_urlencoded::to_string([("kind", &test.category), ("test", &test.key)]).unwrap_or_default();
    format!("/patients/{patient}/results/test?{query}")
}
