//! The waiting room: who is in the house, and for how long.

use jiff::Timestamp;
use jiff::civil::Date;

use super::sheet::{Reader, Sheet};
use super::steps;
use super::views::WaitingView;
use crate::diary::appointments::{Appointment, Listed, Status, consultation_path, is_own, path};
use crate::diary::hours::clock;
use crate::gate::access::permissions::{Permission as _, perm};
use crate::gate::desk::Desk;
use crate::people::patients::record_path;
use crate::say;

/// Minutes after which a wait is long, and after which it is very long.
const LONG: i64 = 20;
const VERY_LONG: i64 = 40;

/// Those who wait, the longest first, then those who are with a doctor; nobody on another day than today.
pub fn room(desk: &Desk, reader: &Reader, sheet: &Sheet, day: Date) -> Vec<WaitingView> {
    if day != sheet.today {
        return Vec::new();
    }
    let mut there: Vec<(i64, &Listed)> = sheet
        .on(day)
        .map(|(_, one)| one)
        .filter(|one| matches!(one.appointment.status, Status::Arrived | Status::InConsultation))
        .map(|one| (minutes(sheet.now, &one.appointment), one))
        .collect();
    there.sort_by_key(|(since, one)| (one.appointment.status, -since, one.appointment.id));
    there.into_iter().map(|(since, one)| line(desk, reader, sheet, one, since)).collect()
}

/// How many of them wait.
pub fn waiting(there: &[WaitingView]) -> usize {
    there.iter().filter(|one| one.family == Status::Arrived.class()).count()
}

/// Minutes since they came, or since the doctor began.
pub fn minutes(now: Timestamp, one: &Appointment) -> i64 {
    let since = if one.status == Status::Arrived { one.arrived_at } else { one.started_at };
    since.map_or(0, |at| now.duration_since(at.0).as_mins().max(0))
}

/// What is said of somebody who has waited so many minutes, when that is long: family and words.
pub fn long(one: &Appointment, since: i64) -> Option<(&'static str, String)> {
    match since {
        _ if one.status != Status::Arrived => None,
        VERY_LONG.. => Some(("is-danger", say!("diary-wait-very-long"))),
        LONG.. => Some(("is-warn", say!("diary-wait-long"))),
        _ => None,
    }
}

fn line(desk: &Desk, reader: &Reader, sheet: &Sheet, listed: &Listed, since: i64) -> WaitingView {
    let one = &listed.appointment;
    let own = is_own(&reader.who, one);
    WaitingView {
        href: path(one.id),
        name: listed.name(),
        doctor: sheet.name(one.doctor_id).to_owned(),
        due: clock(one.starts_at, &sheet.zone),
        since: said(since),
        family: one.status.class(),
        glyph: one.status.glyph(),
        status: say!(one.status.label_key()),
        long: long(one, since),
        measure: (reader.may(perm::RecordNursing::ROW) && !own)
            .then(|| format!("{}/vitals/new", record_path(one.patient_id))),
        note: (one.status == Status::InConsultation && !own && reader.may(perm::RecordWrite::ROW))
            .then(|| consultation_path(one.id)),
        step: steps::next(desk, reader, one),
    }
}

/// `13 min`, `2 h 5 min`
pub fn said(minutes: i64) -> String {
    if minutes < 60 {
        say!("diary-minutes", minutes = minutes)
    } else {
        say!("diary-hours-minutes", hours = minutes / 60, minutes = minutes % 60)
    }
}
