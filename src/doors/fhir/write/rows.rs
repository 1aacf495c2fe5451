//! From imported values to the columns of a row.

use jiff::Timestamp;

use crate::care::observations::Value;
use crate::care::record::{Concept, Precision, When};
use crate::doors::fhir::imported::Measured;
use crate::kit::db::types::Utc;

/// When it was true; or, when nobody knows, when it was written down, marked as not known.
pub(super) fn at(known: Option<When>, recorded: Option<When>, now: Timestamp) -> When {
    known.unwrap_or(When { at: recorded.map_or(now, |recorded| recorded.at), precision: Precision::Unknown })
}

pub(super) fn instant(when: Option<When>) -> Option<Utc> {
    when.map(|when| Utc(when.at))
}

pub(super) fn precision(when: Option<When>) -> Option<String> {
    when.map(|when| when.precision.as_str().to_owned())
}

pub(super) fn word(word: Option<&'static str>) -> Option<String> {
    word.map(str::to_owned)
}

/// The value columns, which observations and their parts share.
pub(super) fn value(measured: &Measured) -> Value {
    let coded = measured.concept.clone();
    Value {
        value_kind: measured.kind.to_owned(),
        value: number(measured.number.as_deref()),
        value_written: measured.number.clone(),
        comparator: measured.comparator.clone(),
        unit: measured.unit.clone(),
        unit_code: measured.unit_code.clone(),
        value_other_codings: coded.as_ref().and_then(Concept::others_kept),
        value_text: measured.text.clone().or_else(|| coded.as_ref().map(|coded| coded.text.clone())),
        value_system: coded.as_ref().and_then(|coded| coded.system.clone()),
        value_code: coded.as_ref().and_then(|coded| coded.code.clone()),
        value_display: coded.and_then(|coded| coded.display),
        range_low: number(measured.range_low.as_deref()),
        range_high: number(measured.range_high.as_deref()),
        range_text: measured.range_text.clone().or_else(|| range(measured)),
        interpretation: measured.interpretation.clone(),
    }
}

fn number(written: Option<&str>) -> Option<f64> {
    written.and_then(|written| written.parse().ok())
}

fn range(measured: &Measured) -> Option<String> {
    match (&measured.range_low, &measured.range_high) {
        (Some(low), Some(high)) => Some(format!("{low} – {high}")),
        (Some(low), None) => Some(format!("≥ {low}")),
        (None, Some(high)) => Some(format!("≤ {high}")),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_time_sorts_by_when_it_was_written_down() {
        let recorded = When::instant("2020-01-05T08:00:00Z".parse().unwrap());
        let now = "2026-11-21T00:00:00Z".parse().unwrap();
        assert_eq!(at(None, Some(recorded), now), When { at: recorded.at, precision: Precision::Unknown });
        assert_eq!(at(None, None, now).at, now);
        assert_eq!(at(Some(recorded), None, now), recorded);
    }

    #[test]
    fn a_range_keeps_its_digits() {
        let measured = Measured {
            kind: "quantity",
            number: Some("7.10".into()),
            range_low: Some("3.90".into()),
            range_high: Some("5.6".into()),
            ..Measured::default()
        };
        let value = value(&measured);
        assert_eq!((value.value, value.value_written.as_deref()), (Some(7.1), Some("7.10")));
        assert_eq!(value.range_text.as_deref(), Some("3.90 – 5.6"));
    }
}
