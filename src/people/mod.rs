//! People: who works here and who is treated here.

pub mod staff;
pub mod patients;
pub mod emergency;
