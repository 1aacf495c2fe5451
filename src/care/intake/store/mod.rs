//! Statements on `allergies`, `vaccines`, `intake_answers` and `intake_requests`; the rows of `problems` and
//! `prescriptions` are read and written through their features.

mod answers;
mod entries;
mod requests;

pub use answers::{HeldAllergies, HeldIntakeAnswers, HeldVaccines, answer_once, answers, put_answer};
pub use entries::{
    allergies_in_force, find, history, in_force, insert, replace, retire_statements, standing, versions,
};
pub use requests::{
    HeldIntakeRequests, decide, find as find_request, insert as insert_request, of_patient, open_requests,
    open_requests_of, waiting,
};
