//! The pages of booking.

pub mod confirming;
mod conflict;
pub mod finding;
pub mod first;
pub mod moving;
pub mod new;
pub mod walk_in;

use actix_web::web;
use jiff::Timestamp;

use super::entry::Booking;
use super::looking::Choices;
use super::views::new::Guest;
use crate::gate::access::permissions::{Grant, Permission, perm};
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::kit::web::form::Query;
use crate::people::patients::{self, Heads, Patient};

type Lent = web::Data<Heads>;

/// The patient as the page shows them.
fn guest(conn: &mut Conn, heads: Heads, may: &Who, patient: &Patient, now: Timestamp) -> Result<Guest> {
    let record = patients::record_path(patient.id);
    let head = (heads.0)(conn, may, patient, &record, now)?;
    Ok(Guest { id: patient.id.to_string(), banner: head.banner, record })
}

type Who = crate::gate::access::model::Identity;

/// What the address says a new appointment begins from, to be handed on.
fn begun(query: &Query) -> Vec<(&'static str, String)> {
    ["doctor", "site", "at", "minutes", "waiting", "for"]
        .into_iter()
        .map(|name| (name, query.get(name).to_owned()))
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

/// An address of the booking pages with the same beginning.
fn address(path: &str, begun: &[(&'static str, String)], more: &[(&'static str, String)]) -> String {
    let words: Vec<&(&str, String)> =
        begun.iter().chain(more).filter(|(_, value)| !value.is_empty()).collect();
    match serde_urlencoded::to_string(words).unwrap_or_default() {
        query if query.is_empty() => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

/// Whether they may also do something else.
fn may<P: Permission>(booking: &Booking) -> bool {
    P::ROW.grant(booking.who.role, booking.who.duties) != Grant::No
}

/// Where somebody new is registered, for who may.
fn register_path(booking: &Booking, typed: &str) -> Option<String> {
    may::<perm::PatientRegister>(booking).then(|| address("/patients/new", &[], &[("q", typed.to_owned())]))
}

/// Whether there is anybody to be booked with.
fn nobody(choices: &Choices) -> bool {
    choices.doctors.is_empty()
}
