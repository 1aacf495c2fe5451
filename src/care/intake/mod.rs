//! Allergies and vaccines (FHIR: AllergyIntolerance, Immunization), and the answers to the four questions
//! of the first visit.
//!
//! - Blank is not "none": a patient without allergies has an answer that says so, or a row that
//!   [`Allergy::says_none`]; without either, allergies are not recorded.

mod model;
mod store;

pub use model::{Allergy, Gravity, IntakeAnswer, Question, Vaccine};
pub use store::{HeldAllergies, HeldIntakeAnswers, HeldVaccines, answer_once, answers};
