//! What is over after days or months, and what comes once.

use super::super::codes::*;
use super::{Course, Field, PLAIN};

/// A yearly look at an adult who is well.
pub const CHECK_UP: Course = Course {
    results: &[
        (HAEMOGLOBIN, 141.0, 14.0),
        (LEUKOCYTES, 6.5, 1.8),
        (PLATELETS, 260.0, 60.0),
        (GLUCOSE, 5.1, 0.6),
        (LDL, 2.9, 0.7),
    ],
    panel: BLOOD_COUNT,
    days: Some(0),
    ..PLAIN
};

/// Broken hip.
pub const HIP: Course = Course {
    problem: icd("S72.0", "Fracture of neck of femur"),
    field: Field::Orthopaedics,
    reason: "Fall at home",
    visits: 4,
    drugs: &[(atc("B01AB05", "enoxaparin"), "Enoxaparin 40 mg syringe", "1 a day for five weeks")],
    results: &[(HAEMOGLOBIN, 104.0, 9.0), (CRP, 60.0, 35.0)],
    panel: BLOOD_COUNT,
    procedure: Some((sct("52734007", "Total replacement of hip"), "Uncemented prosthesis, no complication")),
    plan: Some((
        "On one's feet again",
        "Stairs with one stick after six weeks",
        &["Out of bed on the first day", "Physiotherapy every day", "Rehabilitation for three weeks"],
    )),
    days: Some(180),
    stay: Some(12),
};
/// Broken wrist.
pub const WRIST: Course = Course {
    problem: icd("S52.5", "Fracture of lower end of radius"),
    field: Field::Orthopaedics,
    reason: "Fall on the hand",
    visits: 12,
    drugs: &[(
        atc("N02BE01", "paracetamol"),
        "Paracetamol 500 mg tablet",
        "1 to 2 when in pain, at most 6 a day",
    )],
    procedure: Some((sct("274474001", "Bone immobilization"), "Cast, good position")),
    days: Some(45),
    stay: Some(0),
    ..PLAIN
};
/// Appendicitis.
pub const APPENDIX: Course = Course {
    problem: icd("K35.8", "Acute appendicitis, other and unspecified"),
    reason: "Pain in the lower right abdomen",
    results: &[(LEUKOCYTES, 14.6, 2.0), (CRP, 74.0, 40.0)],
    panel: BLOOD_COUNT,
    procedure: Some((sct("80146002", "Appendectomy"), "Laparoscopic, no complication")),
    days: Some(14),
    stay: Some(3),
    ..PLAIN
};
/// Pneumonia.
pub const PNEUMONIA: Course = Course {
    problem: icd("J18.9", "Pneumonia, unspecified"),
    reason: "Fever and cough",
    visits: 6,
    drugs: &[(atc("J01FA10", "azithromycin"), "Azithromycin 500 mg tablet", "1 a day for three days")],
    results: &[(CRP, 120.0, 60.0), (LEUKOCYTES, 13.8, 2.5)],
    panel: BLOOD_COUNT,
    procedure: Some((sct("399208008", "Plain chest X-ray"), "Infiltrate, right lower lobe")),
    days: Some(21),
    stay: Some(5),
    ..PLAIN
};
/// Otitis media.
pub const OTITIS: Course = Course {
    problem: icd("H66.9", "Otitis media, unspecified"),
    field: Field::Paediatrics,
    reason: "Earache",
    drugs: &[(
        atc("N02BE01", "paracetamol"),
        "Paracetamol 250 mg suppository",
        "1 when in pain, at most 4 a day",
    )],
    days: Some(10),
    ..PLAIN
};
/// A cold.
pub const COLD: Course = Course {
    problem: icd("J06.9", "Acute upper respiratory infection, unspecified"),
    reason: "Cough and a runny nose",
    days: Some(8),
    ..PLAIN
};
/// Urinary tract infection.
pub const BLADDER: Course = Course {
    problem: icd("N39.0", "Urinary tract infection, site not specified"),
    reason: "Burning when passing water",
    drugs: &[(atc("J01XX01", "fosfomycin"), "Fosfomycin 3 g granules", "Once, in the evening")],
    days: Some(7),
    ..PLAIN
};
/// Cataract.
pub const CATARACT: Course = Course {
    problem: icd("H26.9", "Cataract, unspecified"),
    reason: "Sees as through fog",
    procedure: Some((sct("54885007", "Cataract extraction"), "Lens implanted")),
    days: Some(90),
    stay: Some(0),
    ..PLAIN
};
/// Low back pain.
pub const BACK: Course = Course {
    problem: icd("M54.5", "Low back pain"),
    field: Field::Orthopaedics,
    reason: "Low back pain",
    visits: 3,
    drugs: &[(atc("M01AE01", "ibuprofen"), "Ibuprofen 400 mg tablet", "1 when in pain, at most 3 a day")],
    days: Some(120),
    ..PLAIN
};
