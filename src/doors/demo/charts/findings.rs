//! Measurements and results.

use super::super::codes::{BLOOD_PRESSURE, Code, DIASTOLIC, SYSTOLIC, Test};
use super::super::history::*;
use super::{Writers, concept, signed, written};
use crate::care::record::{Concept, Stored as _};
use crate::care::{observations, visits};
use crate::kit::db::Tx;
use crate::kit::db::types::Utc;
use crate::kit::error::Result;
use crate::kit::id::Id;
use crate::people::patients::PatientId;

/// Writes one measurement, blood pressure with its two parts.
pub(super) fn observe(
    tx: &mut Tx<'_>,
    writers: &Writers<'_>,
    patient: PatientId,
    found: &Observation,
    visit: Option<visits::VisitId>,
) -> Result<Id<observations::Observation>> {
    let when = writers.when(found.at)?;
    match &found.value {
        Value::Number(test, value) => {
            let row = signed!(
                writers,
                found.by,
                observations::Observation {
                    visit_id: visit,
                    category: category(test).to_owned(),
                    test_key: key(test.code),
                    value_kind: "quantity".to_owned(),
                    value: Some(*value),
                    value_written: Some(number(test, *value)),
                    unit: Some(test.unit.to_owned()),
                    unit_code: Some(test.ucum.to_owned()),
                    range_low: test.low,
                    range_high: test.high,
                    interpretation: flag(test, *value).map(|flag| flag.letters().to_owned()),
                    issued_at: Some(Utc(when.at)),
                    ..observations::Observation::new(patient, when, "final", concept(test.code))
                }
            );
            row.insert(tx)?;
            Ok(row.id)
        }
        Value::Pressure(systolic, diastolic) => {
            let row = signed!(
                writers,
                found.by,
                observations::Observation {
                    visit_id: visit,
                    category: "vital_signs".to_owned(),
                    test_key: key(BLOOD_PRESSURE),
                    value_kind: "none".to_owned(),
                    ..observations::Observation::new(
                        patient,
                        when,
                        "final",
                        Concept {
                            display: Some("Blood pressure".to_owned()),
                            ..written(BLOOD_PRESSURE, "Blood pressure")
                        },
                    )
                }
            );
            row.insert(tx)?;
            let parts: Vec<_> = (0..)
                .zip([(SYSTOLIC, *systolic), (DIASTOLIC, *diastolic)])
                .map(|(position, (test, value))| part(&row, position, &test, value))
                .collect();
            observations::set_parts(tx, row.id, &parts)?;
            Ok(row.id)
        }
    }
}

fn part(
    whole: &observations::Observation,
    position: i32,
    test: &Test,
    value: f64,
) -> observations::ObservationPart {
    let value = observations::Value {
        value_kind: "quantity".to_owned(),
        value: Some(value),
        value_written: Some(number(test, value)),
        unit: Some(test.unit.to_owned()),
        unit_code: Some(test.ucum.to_owned()),
        range_low: test.low,
        range_high: test.high,
        interpretation: flag(test, value).map(|flag| flag.letters().to_owned()),
        ..observations::Value::default()
    };
    observations::ObservationPart::new(whole, position, concept(test.code), value)
}

fn category(test: &Test) -> &'static str {
    if test.vital { "vital_signs" } else { "laboratory" }
}

fn key(code: Code) -> String {
    observations::test_key(&concept(code))
}

fn number(test: &Test, value: f64) -> String {
    format!("{value:.*}", usize::from(test.digits))
}
