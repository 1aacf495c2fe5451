//! The statements on accounts, sessions and tallies that sign-in and every request need.

mod accounts;
mod identity;
mod sessions;
mod tallies;

pub use accounts::{
    Credentials, NewAccount, accounts_of_patient, by_email, credentials, insert_account, is_anybody_here,
    last_here, mailbox, note_sign_in, set_password, set_patient,
};
pub use identity::{footings, identify, identity};
pub use sessions::{
    NewSession, SessionLine, TOMBSTONE, change_state, complete, end_session, end_sessions, forget_sessions,
    is_worth_noting, note_activity, open_session, open_sessions, token_hash,
};
pub use tallies::{forget_tallies, is_first_too_early, keep_tally, tally};
