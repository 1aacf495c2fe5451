//! Every statement on the tables of patients. Lists join `accounts` for the names of who did something.

mod consents;
mod deliveries;
mod duplicates;
mod held;
mod imports;
mod logins;
mod looks;
mod merging;
mod numbers;
mod photos;
mod record;
mod removal;
mod row;
mod search;
mod seeding;
mod versions;

pub use consents::{HeldConsents, contacts, reachable, way_now};
pub(super) use consents::{consent, keep_consent};
pub use deliveries::HeldDeliveries;
pub use duplicates::{Alike, Resembling, national_id_holder, resembling};
pub use held::{HeldRows, LastSeen, Neighbours, Seen};
pub use imports::{Import, ImportId, forget_waiting, import_of, imports, stop_lost_runs};
pub(super) use imports::{Standing, file_of, keep_file, note_standing, start_run, stop_run};
pub use logins::HeldAccounts;
pub(super) use looks::has_looked;
pub use looks::{note_look, recent};
pub use merging::{Merge, merges_into, trails_of};
pub(super) use merging::{NewMerge, record_merge, record_undoing, refresh_numbers};
pub use numbers::mrns_of;
pub use photos::photo;
pub(super) use photos::{hand_back_photo, hand_over_photo, remove_photo, set_photo};
pub use record::{doctors, find, find_by_mrn, find_survivor, is_reached, survivor_of};
pub(super) use record::{insert, update};
pub use removal::{RemovalRequest, count_open_requests, open_requests};
pub(super) use removal::{ask_removal, decide_requests, is_tied, remove, set_archived};
pub use search::{After, Archived, Found, list, of_ids, place_of, search};
pub(super) use seeding::insert_many;
pub use versions::{Replaced, earlier, last_saved};

#[cfg(test)]
mod tests;
