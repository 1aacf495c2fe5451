//! Appointments: who is seen by whom, where and when (FHIR: Appointment).
//!
//! - The database refuses two live appointments that overlap for a doctor, a patient or a room. Overbooking, with a
//!   reason, lifts the doctor's rule for that one appointment, up to two over each other.
//! - Hours and leave are asked in the transaction that books, so that of a booking and a leave entered at the same
//!   moment one loses.
//! - Life: requested → booked → arrived → in consultation → completed; booked → cancelled or no-show. What was asked
//!   for, or was called off, takes its time again by the same checks as a booking. Every step, move and
//!   correction stays in its history; a quick step can be undone for some seconds.
//! - An appointment that counts makes the relation of doctor and patient; see `gate::access::reach`.

mod actions;
mod at_site;
mod confirming;
mod entry;
mod leaving;
mod live;
mod merging;
mod model;
mod next;
mod openings;
mod pages;
mod paths;
mod places;
mod print;
mod removal;
mod said;
mod store;
mod telling;
mod views;

pub use actions::{
    By, Repeat, Several, book, book_series, cancel_following, check, close, confirm, held_room,
    move_following, move_to, take, undo, undoable,
};
pub use at_site::AppointmentsAtSite;
pub use confirming::remind;
pub use entry::{DiaryReach, Held, is_own};
pub use leaving::FutureAppointments;
pub use live::{DiaryWatch, DoctorWatch, day_topic, doctor_topic, hint_of, site_topic};
pub use model::slots::{Slot, Taken, alternatives, free};
pub use model::status::{Kind, Status, Step, UNDO_SHOWN};
pub use model::{Appointment, AppointmentId, Booking, Change, Series, rules};
pub use next::{LOOKED_AHEAD, next_free};
pub use openings::Openings;
pub use pages::{Lent as PageLent, back as back_to, or_say_why, routes};
pub use paths::{Wish, consultation_path, move_path, new_path, path, pick_path, series_path, walk_in_path};
pub use removal::{Cursor, Dependants, Freed, Offer, OnAppointments, Removed, remove_cancelled};
pub use store::{
    Bookable, HeldAppointments, Listed, Window, between, bookable, bookable_doctors, changes, count,
    count_requested, count_still_open, doctors_of, find, insert, last_change, last_doctor, last_seen, listed,
    listed_one, moved_away, names, next_of, of_series, patient_taken, patients_between, patients_taken,
    put_series, rooms_taken, still_open, taken,
};
pub use telling::AppointmentTeller;
