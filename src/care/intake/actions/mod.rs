//! The verbs: one transaction each, with what they change kept and on file.

mod answering;
mod asking;
mod changing;

pub use answering::{Given, Verdict, answer, confirm};
pub use asking::{Ruling, ask, decide, is_stale};
pub use changing::{add, change, remove};

/// Somebody else answered one of the questions first.
pub const ANSWERED: &str = "intake_answered_meanwhile";
/// "None" was answered while an entry is in force.
pub const CONTRADICTED: &str = "intake_entries_in_force";
/// The entry, or what is on record beside it, is no longer as it was shown.
pub const STALE: &str = "intake_changed_meanwhile";
/// What is asked for is no longer possible: the entry has gone.
pub const GONE: &str = "intake_entry_gone";
/// Somebody else has decided it.
pub const DECIDED: &str = "intake_decided_meanwhile";
/// The entry belongs to a visit and is changed there.
pub const ELSEWHERE: &str = "intake_entry_of_visit";
