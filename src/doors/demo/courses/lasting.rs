//! Other illnesses that stay, or are followed for years.

use super::super::codes::*;
use super::{Course, Field, PLAIN};

/// Type 2 diabetes.
pub const DIABETES: Course = Course {
    problem: icd("E11.9", "Type 2 diabetes mellitus without complications"),
    reason: "Diabetes follow-up",
    visits: 3,
    drugs: &[(atc("A10BA02", "metformin"), "Metformin 850 mg tablet", "1 twice a day with meals")],
    results: &[(HBA1C, 6.9, 0.8), (GLUCOSE, 8.1, 2.0), (LDL, 3.2, 0.7), (CHOLESTEROL, 5.3, 0.8)],
    plan: Some((
        "Diabetes",
        "HbA1c below 7 %",
        &[
            "Diabetic diet",
            "Look at the feet every day",
            "Eye examination once a year",
            "HbA1c every three months",
        ],
    )),
    ..PLAIN
};
/// Type 1 diabetes.
pub const DIABETES_1: Course = Course {
    problem: icd("E10.9", "Type 1 diabetes mellitus without complications"),
    drugs: &[
        (atc("A10AE04", "insulin glargine"), "Insulin glargine 100 units/ml pen", "18 units in the evening"),
        (
            atc("A10AB05", "insulin aspart"),
            "Insulin aspart 100 units/ml pen",
            "By the carbohydrates of each meal",
        ),
    ],
    results: &[(HBA1C, 7.6, 0.9), (GLUCOSE, 9.4, 3.5)],
    visits: 4,
    ..DIABETES
};
/// Iron deficiency.
pub const IRON: Course = Course {
    problem: icd("E61.1", "Iron deficiency"),
    reason: "Tired, iron deficiency",
    visits: 2,
    drugs: &[(
        atc("B03AA07", "ferrous sulfate"),
        "Ferrous sulfate 100 mg tablet",
        "1 in the evening, not with milk",
    )],
    results: &[
        (HAEMOGLOBIN, 112.0, 6.0),
        (FERRITIN, 13.0, 4.0),
        (LEUKOCYTES, 6.4, 1.6),
        (PLATELETS, 270.0, 60.0),
    ],
    panel: BLOOD_COUNT,
    ..PLAIN
};
/// Asthma.
pub const ASTHMA: Course = Course {
    problem: icd("J45.9", "Asthma, unspecified"),
    reason: "Asthma follow-up",
    visits: 2,
    drugs: &[
        (atc("R03AC02", "salbutamol"), "Salbutamol 100 µg inhaler", "2 puffs when short of breath"),
        (atc("R03BA02", "budesonide"), "Budesonide 200 µg inhaler", "1 puff twice a day, rinse the mouth"),
    ],
    results: &[(FEV1, 2.7, 0.5)],
    procedure: Some((sct("127783003", "Spirometry"), "Obstruction, reversible")),
    plan: Some((
        "Asthma",
        "No night waking, inhaler for relief at most twice a week",
        &["Inhaler technique checked", "Written action plan handed out", "No smoke at home"],
    )),
    ..PLAIN
};
/// Chronic obstructive lung disease.
pub const COPD: Course = Course {
    problem: icd("J44.9", "Chronic obstructive pulmonary disease, unspecified"),
    reason: "COPD follow-up",
    visits: 3,
    drugs: &[(atc("R03BB04", "tiotropium bromide"), "Tiotropium 18 µg inhalation capsule", "1 a day")],
    results: &[(FEV1, 1.4, 0.3), (CRP, 6.0, 5.0)],
    procedure: Some((sct("127783003", "Spirometry"), "Obstruction, not reversible")),
    ..PLAIN
};
/// Underactive thyroid.
pub const THYROID: Course = Course {
    problem: icd("E03.9", "Hypothyroidism, unspecified"),
    reason: "Thyroid control",
    drugs: &[(
        atc("H03AA01", "levothyroxine sodium"),
        "Levothyroxine 75 µg tablet",
        "1 half an hour before breakfast",
    )],
    results: &[(TSH, 2.6, 2.2)],
    ..PLAIN
};
/// Migraine.
pub const MIGRAINE: Course = Course {
    problem: icd("G43.9", "Migraine, unspecified"),
    reason: "Headache",
    drugs: &[(
        atc("N02CC01", "sumatriptan"),
        "Sumatriptan 50 mg tablet",
        "1 at the start of an attack, at most 2 a day",
    )],
    ..PLAIN
};
/// Eczema.
pub const ECZEMA: Course = Course {
    problem: icd("L20.9", "Atopic dermatitis, unspecified"),
    field: Field::Dermatology,
    reason: "Itching, eczema",
    visits: 2,
    drugs: &[(atc("D07AA02", "hydrocortisone"), "Hydrocortisone 1 % cream", "Thinly twice a day for a week")],
    ..PLAIN
};
/// Psoriasis.
pub const PSORIASIS: Course = Course {
    problem: icd("L40.0", "Psoriasis vulgaris"),
    field: Field::Dermatology,
    reason: "Psoriasis follow-up",
    visits: 2,
    drugs: &[(
        atc("D05AX52", "calcipotriol, combinations"),
        "Calcipotriol and betamethasone ointment",
        "Once a day on the plaques",
    )],
    ..PLAIN
};
/// Epilepsy.
pub const EPILEPSY: Course = Course {
    problem: icd("G40.9", "Epilepsy, unspecified"),
    reason: "Epilepsy follow-up",
    visits: 2,
    drugs: &[(atc("N03AX14", "levetiracetam"), "Levetiracetam 500 mg tablet", "1 twice a day")],
    results: &[(SODIUM, 139.0, 3.0), (ALT, 24.0, 9.0)],
    procedure: Some((sct("54550000", "Electroencephalogram"), "Left temporal sharp waves")),
    panel: METABOLIC,
    ..PLAIN
};
/// Worn knee.
pub const KNEE: Course = Course {
    problem: icd("M17.9", "Gonarthrosis, unspecified"),
    field: Field::Orthopaedics,
    reason: "Knee pain",
    visits: 2,
    drugs: &[(atc("M01AE01", "ibuprofen"), "Ibuprofen 400 mg tablet", "1 when in pain, at most 3 a day")],
    ..PLAIN
};
/// Thin bones.
pub const OSTEOPOROSIS: Course = Course {
    problem: icd("M81.9", "Osteoporosis, unspecified"),
    field: Field::Orthopaedics,
    reason: "Osteoporosis follow-up",
    drugs: &[
        (atc("M05BA04", "alendronic acid"), "Alendronic acid 70 mg tablet", "1 a week, upright, with water"),
        (atc("A11CC05", "colecalciferol"), "Colecalciferol 1,000 units tablet", "1 a day"),
    ],
    results: &[(CALCIUM, 2.3, 0.12), (VITAMIN_D, 21.0, 8.0)],
    ..PLAIN
};
/// Depression.
pub const DEPRESSION: Course = Course {
    problem: icd("F32.9", "Depressive episode, unspecified"),
    reason: "Low mood",
    visits: 4,
    drugs: &[(atc("N06AB06", "sertraline"), "Sertraline 50 mg tablet", "1 in the morning")],
    ..PLAIN
};
/// Breast cancer.
pub const BREAST_CANCER: Course = Course {
    problem: icd("C50.9", "Malignant neoplasm: Breast, unspecified"),
    reason: "Aftercare, breast cancer",
    visits: 4,
    drugs: &[(atc("L02BG04", "letrozole"), "Letrozole 2.5 mg tablet", "1 a day")],
    results: &[(HAEMOGLOBIN, 118.0, 10.0), (LEUKOCYTES, 4.6, 1.4), (PLATELETS, 210.0, 60.0)],
    panel: BLOOD_COUNT,
    procedure: Some((sct("392021009", "Lumpectomy of breast"), "Removed with clear margins")),
    stay: Some(4),
    ..PLAIN
};
/// Alzheimer's disease.
pub const ALZHEIMER: Course = Course {
    problem: icd("G30.9", "Alzheimer disease, unspecified"),
    reason: "Memory clinic",
    visits: 2,
    drugs: &[(atc("N06DA02", "donepezil"), "Donepezil 5 mg tablet", "1 in the evening")],
    plan: Some((
        "Living at home",
        "Stays at home with help",
        &["Day care three times a week", "Carer's course for the daughter", "Power of attorney on file"],
    )),
    ..PLAIN
};
/// Parkinson's disease.
pub const PARKINSON: Course = Course {
    problem: icd("G20", "Parkinson disease"),
    reason: "Parkinson follow-up",
    visits: 3,
    drugs: &[(
        atc("N04BA02", "levodopa and decarboxylase inhibitor"),
        "Levodopa/benserazide 100 mg/25 mg tablet",
        "1 three times a day, before meals",
    )],
    ..PLAIN
};
/// Rheumatoid arthritis.
pub const ARTHRITIS: Course = Course {
    problem: icd("M06.9", "Rheumatoid arthritis, unspecified"),
    reason: "Arthritis follow-up",
    visits: 4,
    drugs: &[
        (atc("L04AX03", "methotrexate"), "Methotrexate 15 mg pre-filled syringe", "Once a week, on Mondays"),
        (atc("B03BB01", "folic acid"), "Folic acid 5 mg tablet", "1 a week, on Tuesdays"),
    ],
    results: &[(CRP, 9.0, 9.0), (ALT, 34.0, 16.0), (LEUKOCYTES, 5.6, 1.4), (HAEMOGLOBIN, 124.0, 9.0)],
    panel: BLOOD_COUNT,
    ..PLAIN
};
/// Gout.
pub const GOUT: Course = Course {
    problem: icd("M10.9", "Gout, unspecified"),
    reason: "Painful big toe",
    drugs: &[(atc("M04AA01", "allopurinol"), "Allopurinol 100 mg tablet", "1 a day")],
    results: &[(URATE, 470.0, 90.0), (CREATININE, 96.0, 14.0)],
    panel: METABOLIC,
    ..PLAIN
};
/// Heartburn.
pub const REFLUX: Course = Course {
    problem: icd("K21.9", "Gastro-oesophageal reflux disease without oesophagitis"),
    reason: "Heartburn",
    drugs: &[(atc("A02BC02", "pantoprazole"), "Pantoprazole 20 mg tablet", "1 before breakfast")],
    ..PLAIN
};
/// Hay fever.
pub const HAY_FEVER: Course = Course {
    problem: icd("J30.1", "Allergic rhinitis due to pollen"),
    reason: "Hay fever",
    drugs: &[(atc("R06AE07", "cetirizine"), "Cetirizine 10 mg tablet", "1 in the evening, April to August")],
    ..PLAIN
};
/// Attention deficit.
pub const ATTENTION: Course = Course {
    problem: icd("F90.0", "Disturbance of activity and attention"),
    field: Field::Paediatrics,
    reason: "School, attention",
    visits: 2,
    drugs: &[(
        atc("N06BA04", "methylphenidate"),
        "Methylphenidate 10 mg tablet",
        "1 in the morning on school days",
    )],
    ..PLAIN
};
