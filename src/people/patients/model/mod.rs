//! What a patient is as a person, and the rules that need no database.

pub mod birth;
pub mod columns;
pub mod consent;
pub mod dates;
pub mod death;
pub mod details;
pub mod duplicate;
pub mod field;
pub mod fold;
pub mod highlight;
pub mod key;
pub mod merge;
pub mod mrn;
pub mod patient;
pub mod phone;
pub mod photo;
pub mod problem;
pub mod query;
mod reader;
pub mod sex;
mod spelling;
