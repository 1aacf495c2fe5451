//! Emergency access: one record, one hour, one new entry, for somebody who is not in relation with the patient.
//!
//! - It is asked for with a reason and one's password, and is on file before anything is seen.
//! - It is open until its time is over or somebody ends it; each request and each write asks anew. It ends too when
//!   the role of who opened it changes, or their account is disabled.
//! - Each one is reviewed, once it is over, by an admin other than who used it and whose record it was; until then it
//!   waits, and every page of theirs says so.
//! - The hospital can switch it off, which ends those that are open.
//!
//! What a patient is, is known further up: here it is an id.

mod model;
mod store;

pub use model::{Emergency, EmergencyId, Listed, MINUTES, Under, Verdict};
pub use store::{
    ENTRY_WRITTEN, REVIEWED, REVIEWED_BY_ONESELF, end, end_all, find, insert, is_open, note_entry, of_ids,
    on_record, review, reviewed, unreviewed_of, waiting,
};
pub(super) use store::{HAS_ONE_OPEN_AFTER, REVIEWS_WAITING, end_all_of};
