//! Doctors are told what others do with their appointments.

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::json;

use super::entry::DiaryReach;
use super::model::status::{Status, Step};
use super::model::{Appointment, AppointmentId};
use super::paths::path;
use super::said::{Here, Names, name_of};
use super::store::{self, Listed};
use crate::gate::access::permissions::{Permission as _, perm};
use crate::gate::actor::AccountId;
use crate::gate::notifications::bell::{
    Group, Kind, News, Notification, NotificationId, Reader, Teller, Told, take_back, tell,
};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::say;

const BOOKED: Kind = Kind { code: "appointment.booked", group: Group::Appointments };
const MOVED: Kind = Kind { code: "appointment.moved", group: Group::Appointments };
const CANCELLED: Kind = Kind { code: "appointment.cancelled", group: Group::Appointments };
const RETURNED: Kind = Kind { code: "appointment.brought-back", group: Group::Appointments };
const ARRIVED: Kind = Kind { code: "appointment.arrived", group: Group::Arrivals };

/// Tells the doctor of a new appointment; of one who is here already, that they wait.
pub(super) fn booked(tx: &mut Tx<'_>, by: AccountId, made: &Appointment) -> Result<()> {
    let kind = if made.walk_in { ARRIVED } else { BOOKED };
    report(tx, kind, by, made, &[made.doctor_id])
}

/// Tells the doctor, or both, that an appointment is at another time or with somebody else.
pub(super) fn moved(tx: &mut Tx<'_>, by: AccountId, before: &Appointment, doctor: AccountId) -> Result<()> {
    report(tx, MOVED, by, before, &[before.doctor_id, doctor])
}

/// Tells the doctor what became of an appointment, where that is not their own doing.
pub(super) fn stepped(tx: &mut Tx<'_>, by: AccountId, before: &Appointment, step: Step) -> Result<()> {
    let kind = match step {
        Step::Arrive => ARRIVED,
        Step::Cancel => CANCELLED,
        Step::BringBack => RETURNED,
        Step::Confirm | Step::Start | Step::Complete | Step::NoShow | Step::PutRight => return Ok(()),
    };
    report(tx, kind, by, before, &[before.doctor_id])
}

/// What was undone a moment later is no news any more, for whoever has not read it.
pub(super) fn undone(tx: &mut Tx<'_>, before: &Appointment) -> Result<()> {
    for kind in [ARRIVED, MOVED] {
        take_back(tx, kind, before.id.uuid())?;
    }
    Ok(())
}

fn report(tx: &mut Tx<'_>, kind: Kind, by: AccountId, before: &Appointment, to: &[AccountId]) -> Result<()> {
    let mut to = to.to_vec();
    to.dedup();
    let facts = json!({ "at": before.starts_at, "doctor": before.doctor_id });
    let news = News { kind, subject: before.id.uuid(), by: Some(by), facts };
    tell(tx, &news, &to).map(|_| ())
}

/// Puts what happened to appointments into words.
pub struct AppointmentTeller;

impl Teller for AppointmentTeller {
    fn kinds(&self) -> &'static [&'static str] {
        &[BOOKED.code, MOVED.code, CANCELLED.code, RETURNED.code, ARRIVED.code]
    }

    fn tell(
        &self,
        conn: &mut Conn,
        reader: &Reader,
        some: &[&Notification],
    ) -> Result<HashMap<NotificationId, Told>> {
        let grant = perm::AppointmentView::ROW.grant(reader.who.role, reader.who.duties);
        let reach = DiaryReach::granted(grant, &reader.who, reader.now);
        let ids = some.iter().map(|one| AppointmentId::from(one.subject_id)).collect();
        let found = store::listed_of(conn, &reach, ids)?;
        let reached: HashMap<AppointmentId, &Listed> =
            found.iter().map(|one| (one.appointment.id, one)).collect();
        let who: Vec<AccountId> = some.iter().filter_map(|one| one.by_id).collect();
        let names = store::names(conn, who)?;
        let here = Here { zone: &reader.zone, now: reader.now };
        let told = |one: &&Notification| {
            let listed = reached.get(&AppointmentId::from(one.subject_id));
            (one.id, listed.map_or_else(|| beyond(one, &here), |listed| said(one, listed, &names, &here)))
        };
        Ok(some.iter().map(told).collect())
    }
}

/// Of an appointment within reach.
fn said(one: &Notification, listed: &Listed, names: &Names, here: &Here<'_>) -> Told {
    let (now, name) = (&listed.appointment, listed.name());
    let (at, by) = (here.moment(now.starts_at), name_of(names, one.by_id));
    let before = at_of(one).map(|at| here.moment(at)).unwrap_or_default();
    let status = |status: Status| (status.glyph(), status.class());
    let (title, sub, (glyph, family)) = match one.kind.as_str() {
        code if code == ARRIVED.code => {
            let about = [at, now.reason.clone()].into_iter().filter(|part| !part.is_empty());
            let sub = about.collect::<Vec<_>>().join(" · ");
            (say!("appointments-told-arrived", name = name), sub, status(Status::Arrived))
        }
        code if code == MOVED.code => {
            let sub = say!("appointments-told-from", from = before, by = by);
            (say!("appointments-told-moved", name = name, at = at), sub, ("calendar", ""))
        }
        code if code == CANCELLED.code => {
            let reason = now.cancel_reason.clone();
            let sub = if reason.is_empty() || now.status != Status::Cancelled {
                say!("appointments-told-by", by = by)
            } else {
                say!("appointments-told-why", by = by, reason = reason)
            };
            (say!("appointments-told-cancelled", name = name, at = before), sub, status(Status::Cancelled))
        }
        code if code == RETURNED.code => {
            let sub = say!("appointments-told-by", by = by);
            (say!("appointments-told-returned", name = name, at = at), sub, status(Status::Booked))
        }
        _ => match &now.overbook_reason {
            Some(reason) => {
                let sub = say!("appointments-told-why", by = by, reason = reason.clone());
                (say!("appointments-told-overbooked", name = name, at = at), sub, ("calendar", ""))
            }
            None => {
                let sub = say!("appointments-told-by", by = by);
                (say!("appointments-told-booked", name = name, at = at), sub, ("calendar", ""))
            }
        },
    };
    Told { title, sub, href: Some(path(now.id)), glyph, family }
}

/// Of one that is with somebody else now, or gone: when it was, and no name.
fn beyond(one: &Notification, here: &Here<'_>) -> Told {
    let sub = at_of(one).map(|at| here.moment(at)).unwrap_or_default();
    let title = match one.kind.as_str() {
        code if code == MOVED.code => say!("appointments-told-given-away"),
        _ => say!("appointments-told-gone"),
    };
    Told { title, sub, href: None, glyph: "calendar", family: "" }
}

/// When it was before.
fn at_of(one: &Notification) -> Option<Timestamp> {
    one.facts.get("at")?.as_str()?.parse().ok()
}
