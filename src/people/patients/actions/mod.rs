//! What can be done to patients: one transaction each, with its line in the audit trail.

mod agreeing;
mod importing;
mod merging;
mod reading;
mod registering;
mod removing;

pub use agreeing::agree;
pub use importing::{ImportOutcome, LineReport, Noting, Source, import_lines, sentence};
pub use merging::{Merging, merge, unmerge};
pub use reading::Order;
pub use registering::{
    DuplicateReason, UNDECIDED, change, drop_photo, enter, keep_photo, register, register_decided, seed,
};
pub use removing::{archive, ask_for_removal, can_be_removed, decline_removal, remove_for_good, restore};
