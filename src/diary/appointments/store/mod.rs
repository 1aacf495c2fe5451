//! The statements on `appointments` and its history. Lists join `patients` and `accounts` for names.

mod ahead;
mod changes;
mod listed;
mod names;
mod removal;
mod row;
mod seen;
mod taken;
mod to_remind;

pub use ahead::{OpenOf, ahead_of, count_ahead_at, count_ahead_of, list_ahead_of, open_of};
pub use changes::{ASKED, changes, last_change, last_changes, moved_away, note, note_asked};
pub use listed::{
    Listed, Window, between, count, count_requested, count_still_open, listed, listed_of, listed_one,
    patients_between, still_open,
};
pub use names::{names, patient_name};
pub use removal::{cancelled_until, remove};
pub use row::{
    HeldAppointments, every_weeks, find, forget_slip, insert, note_slip, of_series, put, put_series,
};
pub use seen::{doctors_of, last_doctor, last_seen, next_of};
pub use taken::{
    Bookable, bookable, bookable_doctors, patient_is_open, patient_taken, patients_taken, rooms_taken, taken,
};
pub use to_remind::{booked, moved_at, to_remind};
