//! Patients: who they are, how they are found, and how two records of one person become one.
//!
//! - Nobody is registered twice in silence: probable duplicates are shown, and going on needs a reason.
//! - Every statement that reads a record carries the reach of who asks; out of reach looks like not there.
//! - Clinical history never vanishes: a record with any is archived, one without may be removed, and a merged one
//!   stays where it was and leads to its survivor.
//! - What is built on patients is unknown here: tables with a patient in them hand their rows over through
//!   [`HeldRows`].
//!
//! Words: the *sheet* is the form's fields as text, the *details* what they mean; the *search key* is what search
//! looks into; a *hit* is a line of a list.

mod model;
mod store;
mod actions;
mod entry;
mod head;
mod named;
mod telling;
mod forms;
mod views;
mod pages;

pub use actions::{
    DuplicateReason, ImportOutcome, LineReport, Merging, Noting, Source, UNDECIDED, agree, archive,
    ask_for_removal, can_be_removed, change, decline_removal, drop_photo, enter, import_lines, keep_photo,
    merge, register, register_decided, remove_for_good, restore, seed, unmerge,
};
pub use entry::{Chart, is_own};
pub use forms::{as_far_as_known, refuse_all, sheet_of};
pub use head::{AllergyItem, AllergyZone, Banner, Emergent, Head, Heads, Tab};
pub use model::birth::{Age, Birth};
pub use model::columns::Column;
pub use model::consent::{Consent, Contact, Reachable, Way};
pub use model::dates::{clinical, parse as parse_date};
pub use model::death::Death;
pub use model::details::Details;
pub use model::duplicate::{Likeness, Traits};
pub use model::field::{Field, Sheet};
pub use model::fold::{fold, tidy};
pub use model::highlight::{Segment, segments};
pub use model::merge::{Plan, Row as MergeRow, Side};
pub use model::mrn::Mrn;
pub use model::patient::{Hit, Patient, PatientId, list_name, shown_mrn};
pub use model::phone::Phone;
pub use model::photo::{LARGEST as LARGEST_PHOTO, Photo, PhotoError, accept as accept_photo};
pub use model::problem::{Problem, Problems};
pub use model::query::{Needle, Query, trigrams};
pub use model::sex::Sex;
pub use named::{named, note_opened};
pub use store::{
    After, Alike, Archived, Found, HeldAccounts, HeldConsents, HeldDeliveries, HeldRows, Import, ImportId,
    LastSeen, Merge, Neighbours, RemovalRequest, Replaced, Resembling, Seen, contacts, earlier, find,
    find_by_mrn, find_survivor, forget_waiting, is_reached, list, merges_into, national_id_holder, note_look,
    of_ids, open_requests, photo, reachable, recent, resembling, search, stop_lost_runs, survivor_of,
    trails_of, way_now,
};
pub use telling::{REMOVAL_TELLER, RequestTeller};

pub use pages::{alike_to, born_in_words, routes};
pub use views::editing::{Candidate, Duplicates, Same};
pub use views::lists::Recent;
pub use views::{or_not_known, sex as sex_in_words, sexes};

use crate::gate::access::permissions::{Permission as _, perm};
use crate::gate::live::Matter;

/// What waits for a decision whether a record is removed.
pub const REMOVALS: Matter = Matter { kind: "removals", rights: &[perm::PatientArchive::ROW] };
/// Records that somebody wants removed.
pub const REMOVALS_PATH: &str = "/patients/removal-requests";

/// The page about a patient.
pub fn record_path(id: PatientId) -> String {
    format!("/patients/{id}")
}

/// Where it is said whether a patient gets messages.
pub fn messages_path(id: PatientId) -> String {
    format!("{}/messages", record_path(id))
}

/// Languages a patient may be spoken to in, with their names.
pub fn languages() -> Vec<(String, String)> {
    const CODES: [&str; 30] = [
        "ar", "bg", "bn", "cs", "da", "de", "el", "en", "es", "fa", "fr", "he", "hi", "hr", "hu", "it", "ja",
        "ko", "nl", "no", "pl", "pt", "ro", "ru", "sr", "sv", "tr", "uk", "vi", "zh",
    ];
    let mut named: Vec<(String, String)> = CODES
        .iter()
        .map(|code| ((*code).to_owned(), crate::say!(&format!("patients-language-{code}"))))
        .collect();
    named.sort_by(|a, b| a.1.cmp(&b.1));
    named
}
