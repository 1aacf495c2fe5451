//! A round: what was measured in one go, and the rows that keep it.

use jiff::Timestamp;

use super::bmi::{self, bmi};
use super::news2::{self, news2};
use super::{Mind, Number, Oxygen, Vital};
use crate::care::observations::{Observation, ObservationPart, Value, test_key};
use crate::care::record::{Concept, When};
use crate::people::patients::PatientId;
use crate::say;

/// What was measured in one go.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Round {
    /// The numbers, in the order of the form.
    pub values: Vec<(Vital, Number)>,
    /// Whether oxygen is given.
    pub oxygen: Option<Oxygen>,
    /// Whether saturation counts by the second scale of the early warning score.
    pub second_scale: bool,
    /// How awake somebody is.
    pub mind: Option<Mind>,
    /// When, if not as it is written down.
    pub at: Option<Timestamp>,
}

/// What has to be known of a patient to read their values.
#[derive(Clone, Copy, Debug, Default)]
pub struct Body {
    /// Their age in full years, if known.
    pub years: Option<i32>,
    /// The last height on record, in centimetres.
    pub height: Option<f64>,
}

impl Body {
    /// Whether values are read as those of adults. Whoever's age nobody knows is one.
    pub fn is_adult(self) -> bool {
        self.years.is_none_or(|years| years >= 18)
    }

    /// Whether the early warning score is for them.
    pub fn is_scored(self) -> bool {
        self.years.is_some_and(|years| years >= news2::FROM_AGE)
    }
}

/// A row to be written, with its parts.
pub type Row = (Observation, Vec<ObservationPart>);

impl Round {
    /// Whether nothing was measured.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.oxygen.is_none() && self.mind.is_none()
    }

    /// The number that was measured.
    pub fn value(&self, vital: Vital) -> Option<f64> {
        self.number(vital).map(|number| number.value)
    }

    /// The number with its digits.
    pub fn number(&self, vital: Vital) -> Option<&Number> {
        self.values.iter().find(|(known, _)| *known == vital).map(|(_, number)| number)
    }

    /// The index of the weight in this round and the height of it, or else, of adults, the last one on record.
    pub fn bmi(&self, body: Body) -> Option<f64> {
        let weight = self.value(Vital::Weight)?;
        let height = self.value(Vital::Height).or(body.height.filter(|_| body.is_adult()))?;
        Some(bmi(weight, height))
    }

    /// The rows that keep it, all of one moment.
    pub fn rows(&self, patient: PatientId, when: When, body: Body) -> Vec<Row> {
        let adult = body.is_adult();
        let mut rows = Vec::new();
        let upper = self.number(Vital::Systolic);
        let lower = self.number(Vital::Diastolic);
        if let (Some(upper), Some(lower)) = (upper, lower) {
            let panel =
                Concept { display: Some("Blood pressure".into()), ..loinc("85354-9", "Blood pressure") };
            let whole = of_kind(patient, when, panel)
                .holding(Value { value_kind: "none".into(), ..Value::default() });
            let part = |position, vital: Vital, number| {
                let facts = vital.facts();
                ObservationPart::new(
                    &whole,
                    position,
                    loinc(facts.loinc, facts.text),
                    quantity(vital, number, adult),
                )
            };
            let parts = vec![part(0, Vital::Systolic, upper), part(1, Vital::Diastolic, lower)];
            rows.push((whole, parts));
        }
        for (vital, number) in &self.values {
            let in_panel = upper.is_some() && lower.is_some();
            if !(in_panel && matches!(vital, Vital::Systolic | Vital::Diastolic)) {
                let facts = vital.facts();
                let row = of_kind(patient, when, loinc(facts.loinc, facts.text));
                rows.push((row.holding(quantity(*vital, number, adult)), Vec::new()));
            }
        }
        if let Some(oxygen) = self.oxygen {
            let word = say!(&format!("vitals-oxygen-{}", oxygen.word()));
            rows.push((
                of_kind(patient, when, Concept::text("Air or oxygen")).holding(words(word)),
                Vec::new(),
            ));
        }
        if let Some(mind) = self.mind {
            let word = say!(&format!("vitals-mind-{}", mind.word()));
            rows.push((
                of_kind(patient, when, Concept::text("Consciousness")).holding(words(word)),
                Vec::new(),
            ));
        }
        rows.extend(self.bmi(body).map(|index| (self.index(patient, when, index, adult), Vec::new())));
        rows.extend(self.score(patient, when, body).map(|row| (row, Vec::new())));
        rows
    }

    fn index(&self, patient: PatientId, when: When, index: f64, adult: bool) -> Observation {
        let (low, high) = if adult { (Some(bmi::USUAL.0), Some(bmi::USUAL.1)) } else { (None, None) };
        of_kind(patient, when, loinc(bmi::LOINC, "Body mass index")).holding(Value {
            value_kind: "quantity".into(),
            value: Some(index),
            value_written: Some(format!("{index:.1}")),
            unit: Some("kg/m²".into()),
            unit_code: Some("kg/m2".into()),
            range_low: low,
            range_high: high,
            ..Value::default()
        })
    }

    fn score(&self, patient: PatientId, when: When, body: Body) -> Option<Observation> {
        let score = news2(self).ok().filter(|_| body.is_scored())?;
        let code = Concept {
            system: Some("http://snomed.info/sct".into()),
            code: Some(news2::SNOMED.into()),
            display: Some("NEWS2".into()),
            ..Concept::text("NEWS2")
        };
        let note = self.second_scale.then(|| say!("vitals-second-scale-used"));
        Some(Observation {
            note,
            ..of_kind(patient, when, code).holding(Value {
                value_kind: "quantity".into(),
                value: Some(f64::from(score.total)),
                value_written: Some(score.total.to_string()),
                unit_code: Some("{score}".into()),
                interpretation: score.risk().interpretation().map(str::to_owned),
                ..Value::default()
            })
        })
    }
}

fn loinc(code: &str, text: &str) -> Concept {
    Concept { system: Some("http://loinc.org".into()), code: Some(code.into()), ..Concept::text(text) }
}

fn of_kind(patient: PatientId, when: When, code: Concept) -> Observation {
    let key = test_key(&code);
    Observation {
        category: "vital_signs".into(),
        test_key: key,
        ..Observation::new(patient, when, "final", code)
    }
}

fn quantity(vital: Vital, number: &Number, adult: bool) -> Value {
    let facts = vital.facts();
    let (low, high) = if adult { facts.usual } else { (None, None) };
    Value {
        value_kind: "quantity".into(),
        value: Some(number.value),
        value_written: Some(number.written.clone()),
        unit: (!facts.unit.is_empty()).then(|| facts.unit.to_owned()),
        unit_code: Some(facts.ucum.into()),
        range_low: low,
        range_high: high,
        ..Value::default()
    }
}

fn words(text: String) -> Value {
    Value { value_kind: "text".into(), value_text: Some(text), ..Value::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(values: &[(Vital, &str)]) -> Round {
        let values = values.iter().map(|(vital, typed)| (*vital, vital.read(typed).unwrap())).collect();
        Round { values, ..Round::default() }
    }

    fn rows(round: &Round, body: Body) -> Vec<Row> {
        round.rows(PatientId::new(), When::instant(Timestamp::UNIX_EPOCH), body)
    }

    #[test]
    fn pressure_is_one_row_of_two_parts_and_half_of_it_a_row_of_its_own() {
        let both = rows(
            &round(&[(Vital::Systolic, "148"), (Vital::Diastolic, "92"), (Vital::Pulse, "84")]),
            Body::default(),
        );
        assert_eq!(both.len(), 2);
        assert_eq!(
            both[0].1.iter().map(|part| part.value.value).collect::<Vec<_>>(),
            [Some(148.0), Some(92.0)]
        );
        assert_eq!(both[1].0.test_key, "http://loinc.org|8867-4");
        let half = rows(&round(&[(Vital::Systolic, "148")]), Body::default());
        assert_eq!((half.len(), half[0].0.value), (1, Some(148.0)));
        assert_eq!(half[0].0.range_high, Some(140.0));
        let child = rows(&round(&[(Vital::Systolic, "148")]), Body { years: Some(6), height: None });
        assert_eq!(child[0].0.range_high, None);
    }

    #[test]
    fn an_old_height_serves_adults_only() {
        let weighed = round(&[(Vital::Weight, "71.5")]);
        let tall = |years| Body { years: Some(years), height: Some(168.0) };
        assert_eq!(weighed.bmi(tall(42)), Some(25.3));
        assert_eq!(weighed.bmi(tall(9)), None);
        assert_eq!(weighed.bmi(Body::default()), None);
        let measured = round(&[(Vital::Weight, "71.5"), (Vital::Height, "168")]);
        assert_eq!(measured.bmi(tall(9)), Some(25.3));
    }

    #[test]
    fn the_score_is_kept_only_of_those_it_is_for() {
        let mut whole = round(&[
            (Vital::Systolic, "85"),
            (Vital::Pulse, "130"),
            (Vital::Breaths, "26"),
            (Vital::Temperature, "38.5"),
            (Vital::Saturation, "97"),
        ]);
        whole.oxygen = Some(Oxygen::Air);
        whole.mind = Some(Mind::Alert);
        let score = |years| {
            let body = Body { years, height: None };
            rows(&whole, body).into_iter().find(|(row, _)| row.code_text == "NEWS2").map(|(row, _)| row)
        };
        let kept = score(Some(42)).unwrap();
        assert_eq!((kept.value, kept.interpretation.as_deref()), (Some(9.0), Some("HH")));
        assert!(score(Some(15)).is_none() && score(None).is_none());
    }
}
