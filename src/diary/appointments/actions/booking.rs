//! Booking and moving.

use jiff::Timestamp;

use super::super::confirming::{self, Confirmed};
use super::super::model::status::Status;
use super::super::model::{Appointment, AppointmentId, Booking, rules};
use super::super::store::Bookable;
use super::super::{store, telling};
use super::By;
use crate::diary::hours::{self, Open};
use crate::diary::rooms::{self, RoomId};
use crate::gate::access::model::Role;
use crate::gate::hospital;
use crate::kit::db::{Conn, Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::when;

/// What histories call a move.
pub(in crate::diary::appointments) const MOVED: &str = "moved";

/// Books an appointment; one who is here already waits from now on.
///
/// # Errors
/// [`Error::Broken`] with one of [`rules`].
pub fn book(tx: &mut Tx<'_>, by: By, booking: &Booking) -> Result<AppointmentId> {
    tx.line_up(&[booking.doctor.uuid(), booking.patient.uuid()])?;
    let now = tx.now();
    let open = check(tx.conn(), by, booking, now)?;
    let status = if booking.walk_in { Status::Arrived } else { Status::Booked };
    let held = Booking { room: room(booking, open.as_ref()), ..booking.clone() };
    let made = held.made(status, Some(by.account), now);
    store::insert(tx, &made)?;
    let why = booking.overbook_reason.as_deref().unwrap_or_default();
    store::note(tx, &made, by.account, "booked", Deed::new("appointment.booked"), why)?;
    telling::booked(tx, by.account, &made)?;
    confirming::confirm(tx, by.account, &made, Confirmed::Booked)?;
    Ok(made.id)
}

/// Moves an appointment to what is asked for; patient, kind and words stay, and whoever waits already goes on waiting.
/// So does a room that was held on purpose, while it stays at the site; another one is that of the hours.
///
/// # Errors
/// [`Error::Broken`] with one of [`rules`]; [`rules::WRONG_STEP`] when it has begun, is over or off.
pub fn move_to(tx: &mut Tx<'_>, by: By, before: &Appointment, wanted: &Booking) -> Result<()> {
    if !matches!(before.status, Status::Booked | Status::Arrived) {
        return Err(Error::Broken(rules::WRONG_STEP.to_owned()));
    }
    tx.line_up(&[wanted.doctor.uuid(), before.patient_id.uuid()])?;
    let now = tx.now();
    let open = check(tx.conn(), by, wanted, now)?;
    let held = if wanted.site == before.site_id { held_room(tx.conn(), before)? } else { None };
    let wanted = &Booking { room: wanted.room.or(held), ..wanted.clone() };
    let moved = Appointment {
        doctor_id: wanted.doctor,
        site_id: wanted.site,
        room_id: room(wanted, open.as_ref()),
        starts_at: wanted.starts_at,
        ends_at: wanted.ends_at,
        overbook_reason: wanted.overbook_reason.clone(),
        ..before.clone()
    };
    store::put(tx, &moved)?;
    store::forget_slip(tx, moved.id)?;
    let why = wanted.overbook_reason.as_deref().unwrap_or_default();
    store::note(tx, before, by.account, MOVED, Deed::new("appointment.moved"), why)?;
    telling::moved(tx, by.account, before, moved.doctor_id)?;
    confirming::confirm_move(tx, by.account, before, &moved)
}

/// The room that is held for an appointment on purpose: one that is still used, and that the hours do not give it
/// anyway.
///
/// # Errors
/// What the database says.
pub fn held_room(conn: &mut Conn, one: &Appointment) -> Result<Option<RoomId>> {
    let Some(room) = one.room_id else { return Ok(None) };
    if !rooms::find(conn, room)?.active {
        return Ok(None);
    }
    let zone = when::zone(&hospital::site(conn, one.site_id)?.time_zone);
    let day = one.starts_at.to_zoned(zone.clone()).date();
    let calendar = hours::calendar(conn, Some(one.site_id), Some(&[one.doctor_id]), day, day)?;
    let usual = calendar
        .open(day, one.site_id, &zone)
        .into_iter()
        .find(|open| open.holds(one.starts_at, one.ends_at))
        .and_then(|open| open.room);
    Ok(Some(room).filter(|room| usual != Some(*room)))
}

/// Whether something may be booked as far as hours, leave and people decide it; what overlaps, the database decides
/// when it is written. Answers the stretch of hours it lies in, if it lies in one.
///
/// # Errors
/// [`Error::Broken`] with one of [`rules`].
pub fn check(conn: &mut Conn, by: By, wanted: &Booking, now: Timestamp) -> Result<Option<Open>> {
    let (doctor, open) = possible(conn, wanted, now)?;
    if wanted.overbook_reason.is_some() && by.role == Role::Receptionist && !doctor.overbookable {
        return Err(Error::Broken(rules::NOT_OVERBOOKABLE.to_owned()));
    }
    within_hours(wanted, open)
}

/// Whether it lies in the hours, or says why it does not.
pub(super) fn within_hours(wanted: &Booking, open: Option<Open>) -> Result<Option<Open>> {
    if open.is_none() && wanted.overbook_reason.is_none() {
        return Err(Error::Broken(rules::OUTSIDE_HOURS.to_owned()));
    }
    Ok(open)
}

/// Whether people, site and leave allow it, with the doctor and the stretch of hours it lies in, if it lies in one.
pub(super) fn possible(
    conn: &mut Conn,
    wanted: &Booking,
    now: Timestamp,
) -> Result<(Bookable, Option<Open>)> {
    let broken = |rule: &str| Err(Error::Broken(rule.to_owned()));
    if wanted.ends_at <= now {
        return broken(rules::PAST);
    }
    let Some(doctor) = store::bookable(conn, wanted.doctor)? else { return broken(rules::NOT_BOOKABLE) };
    if !store::patient_is_open(conn, wanted.patient)? {
        return broken(rules::PATIENT_CLOSED);
    }
    let site = hospital::sites(conn)?.into_iter().find(|site| site.id == wanted.site && site.active);
    let Some(site) = site else { return broken(rules::NOT_BOOKABLE) };
    let zone = when::zone(&site.time_zone);
    let day = wanted.starts_at.to_zoned(zone.clone()).date();
    if wanted.walk_in && day != now.to_zoned(zone.clone()).date() {
        return broken(rules::NOT_TODAY);
    }
    let calendar = hours::calendar(conn, Some(site.id), Some(&[wanted.doctor]), day, day)?;
    if calendar.leave_over(wanted.doctor, wanted.starts_at, wanted.ends_at).is_some() {
        return broken(rules::ON_LEAVE);
    }
    let open = calendar
        .open(day, site.id, &zone)
        .into_iter()
        .find(|open| open.holds(wanted.starts_at, wanted.ends_at));
    Ok((doctor, open))
}

/// The room that was asked for, or that of the hours. An overbooked one shares the doctor, not the room.
pub(super) fn room(wanted: &Booking, open: Option<&Open>) -> Option<RoomId> {
    if wanted.overbook_reason.is_some() {
        wanted.room
    } else {
        wanted.room.or(open.and_then(|open| open.room))
    }
}
