//! A prescription in words, for pages and paper.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::care::prescriptions::Prescription;
use crate::care::record::{Precision, When};
use crate::kit::db::types::Utc;
use crate::say;

/// What a prescription says beside its medicine: label and words.
pub fn facts(row: &Prescription, zone: &TimeZone) -> Vec<(String, String)> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let day = |at: Option<Utc>, precision: &Option<String>| {
        at.map(|at| When { at: at.0, precision: Precision::from_word(precision.as_deref().unwrap_or("day")) })
            .map(|when| when.shown_date(zone))
            .unwrap_or_default()
    };
    let repeats = row.repeats.map(|repeats| say!("prescribing-repeats-count", count = i64::from(repeats)));
    let facts = [
        ("prescribing-dosage", text(&row.dosage)),
        ("prescribing-quantity", text(&row.quantity)),
        ("prescribing-repeats", repeats.unwrap_or_default()),
        ("prescribing-from", day(row.starts_at, &row.starts_precision)),
        ("prescribing-until", day(row.ends_at, &row.ends_precision)),
    ];
    facts.into_iter().filter(|(_, words)| !words.is_empty()).map(|(key, words)| (say!(key), words)).collect()
}

/// Whether it may be filled, in words.
pub fn status(row: &Prescription, today: Timestamp) -> (bool, String) {
    let in_force = row.is_current(today) && row.status == "active";
    let words = match (in_force, row.status.as_str()) {
        (true, _) => say!("prescribing-status-active"),
        (_, "stopped") => say!("prescribing-status-stopped"),
        (_, "cancelled") => say!("prescribing-status-cancelled"),
        (_, "entered_in_error") => say!("prescribing-status-void"),
        (_, "on_hold") => say!("prescribing-status-held"),
        _ => say!("prescribing-status-over"),
    };
    (in_force, words)
}
