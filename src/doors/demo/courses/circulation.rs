//! Illnesses of the heart and the vessels.

use super::super::codes::*;
use super::{Course, Field, PLAIN};

/// High blood pressure.
pub const HYPERTENSION: Course = Course {
    problem: icd("I10", "Essential (primary) hypertension"),
    field: Field::Cardiology,
    reason: "Blood pressure follow-up",
    visits: 2,
    drugs: &[(atc("C09AA05", "ramipril"), "Ramipril 5 mg tablet", "1 in the morning")],
    results: &[(POTASSIUM, 4.3, 0.5), (SODIUM, 140.0, 4.0), (CREATININE, 80.0, 16.0), (EGFR, 84.0, 14.0)],
    panel: METABOLIC,
    procedure: Some((sct("29303009", "Electrocardiographic procedure"), "Sinus rhythm")),
    plan: Some((
        "Blood pressure",
        "Below 140/90 mmHg within six months",
        &[
            "Measure at home twice a week",
            "Less than 5 g of salt a day",
            "Walk half an hour a day",
            "Control in the clinic",
        ],
    )),
    ..PLAIN
};
/// Heart failure.
pub const HEART_FAILURE: Course = Course {
    problem: icd("I50.9", "Heart failure, unspecified"),
    field: Field::Cardiology,
    reason: "Heart failure follow-up",
    visits: 5,
    drugs: &[
        (atc("C03CA01", "furosemide"), "Furosemide 40 mg tablet", "1 in the morning"),
        (atc("C07AB07", "bisoprolol"), "Bisoprolol 2.5 mg tablet", "1 in the morning"),
    ],
    results: &[(BNP, 1450.0, 600.0), (POTASSIUM, 4.7, 0.6), (CREATININE, 118.0, 20.0), (EGFR, 52.0, 9.0)],
    panel: METABOLIC,
    procedure: Some((sct("40701008", "Echocardiography"), "Ejection fraction 38 %")),
    plan: Some((
        "Heart failure",
        "Weight steady within 2 kg",
        &["Weigh every morning", "Call at 2 kg more in three days", "Drink 1.5 litres a day"],
    )),
    stay: Some(6),
    ..PLAIN
};
/// Atrial fibrillation.
pub const FIBRILLATION: Course = Course {
    problem: icd("I48.9", "Atrial fibrillation and atrial flutter, unspecified"),
    field: Field::Cardiology,
    reason: "Rhythm control",
    visits: 2,
    drugs: &[(atc("B01AF02", "apixaban"), "Apixaban 5 mg tablet", "1 twice a day")],
    results: &[(INR, 1.1, 0.2), (HAEMOGLOBIN, 135.0, 14.0), (PLATELETS, 240.0, 50.0)],
    panel: BLOOD_COUNT,
    procedure: Some((sct("29303009", "Electrocardiographic procedure"), "Atrial fibrillation, rate 96")),
    ..PLAIN
};
/// Coronary heart disease after an infarction.
pub const INFARCTION: Course = Course {
    problem: icd("I21.9", "Acute myocardial infarction, unspecified"),
    field: Field::Cardiology,
    reason: "After myocardial infarction",
    visits: 3,
    drugs: &[
        (atc("B01AC06", "acetylsalicylic acid"), "Acetylsalicylic acid 100 mg tablet", "1 a day"),
        (atc("C10AA05", "atorvastatin"), "Atorvastatin 40 mg tablet", "1 in the evening"),
        (atc("C07AB02", "metoprolol"), "Metoprolol 47.5 mg prolonged-release tablet", "1 in the morning"),
    ],
    results: &[(LDL, 1.9, 0.5), (CHOLESTEROL, 4.1, 0.6), (ALT, 32.0, 12.0)],
    panel: LIPIDS,
    procedure: Some((
        sct("415070008", "Percutaneous coronary intervention"),
        "One stent, anterior descending branch",
    )),
    stay: Some(7),
    ..PLAIN
};
/// Stroke.
pub const STROKE: Course = Course {
    problem: icd("I63.9", "Cerebral infarction, unspecified"),
    reason: "After stroke",
    visits: 2,
    drugs: &[
        (atc("B01AC04", "clopidogrel"), "Clopidogrel 75 mg tablet", "1 a day"),
        (atc("C10AA01", "simvastatin"), "Simvastatin 20 mg tablet", "1 in the evening"),
    ],
    results: &[(LDL, 2.3, 0.5), (INR, 1.0, 0.1)],
    panel: LIPIDS,
    plan: Some((
        "After stroke",
        "Walks to the shop alone",
        &["Physiotherapy twice a week", "Speech therapy once a week", "Blood pressure diary"],
    )),
    stay: Some(11),
    ..PLAIN
};
