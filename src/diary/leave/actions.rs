//! Entering leave and taking it back: one transaction each.

use jiff::Timestamp;
use serde_json::json;

use super::model::WAITING;
use crate::diary::appointments::{self, DiaryReach, Window};
use crate::diary::hours::{self, Leave, LeaveId};
use crate::gate::actor::AccountId;
use crate::kit::db::{Conn, Deed, Tx};
use crate::kit::error::{Error, Result};

/// Broken by leave over other leave of the same doctor.
pub const OVERLAPPING: &str = "leaves_overlapping";
/// Broken when another number of appointments lies inside than whoever enters the leave was shown.
pub const UNACKNOWLEDGED: &str = "leaves_unacknowledged";

/// What is to be entered.
#[derive(Clone, Debug)]
pub struct NewLeave {
    /// Who is away.
    pub doctor: AccountId,
    /// From.
    pub starts_at: Timestamp,
    /// To.
    pub ends_at: Timestamp,
    /// What for, if said.
    pub note: String,
    /// Who covers, if anybody.
    pub cover: Option<AccountId>,
}

/// Enters leave. `shown` is the number of appointments inside that whoever enters it was shown and agreed to.
///
/// # Errors
/// [`Error::Broken`] with [`OVERLAPPING`], or with [`UNACKNOWLEDGED`] when there are more or fewer inside by now.
pub fn enter(tx: &mut Tx<'_>, by: AccountId, new: &NewLeave, shown: i64) -> Result<LeaveId> {
    let now = tx.now();
    let known = hours::leaves_of(tx.conn(), new.doctor, new.starts_at)?;
    if known.iter().any(|leave| leave.starts_at < new.ends_at) {
        return Err(Error::Broken(OVERLAPPING.to_owned()));
    }
    let inside = inside(tx.conn(), new.doctor, (new.starts_at, new.ends_at), now)?;
    if inside != shown {
        return Err(Error::Broken(UNACKNOWLEDGED.to_owned()));
    }
    let leave = Leave {
        id: LeaveId::new(),
        doctor_id: new.doctor,
        starts_at: new.starts_at,
        ends_at: new.ends_at,
        note: new.note.clone(),
        cover_id: new.cover,
    };
    hours::add_leave(tx, &leave, by)?;
    tx.record(Deed::new("leave.entered").on("leave", leave.id).with(json!({
        "doctor": new.doctor,
        "from": new.starts_at,
        "to": new.ends_at,
        "cover": new.cover,
        "to_move": inside,
    })));
    Ok(leave.id)
}

/// Takes leave back; what lies inside can stay where it is again.
///
/// # Errors
/// [`Error::NotFound`] when the doctor has no such leave any more.
pub fn take_back(tx: &mut Tx<'_>, doctor: AccountId, id: LeaveId) -> Result<()> {
    let leave = hours::leave(tx.conn(), doctor, id)?;
    hours::remove_leave(tx, doctor, id)?;
    tx.record(Deed::new("leave.taken-back").on("leave", id).with(json!({
        "doctor": doctor,
        "from": leave.starts_at,
        "to": leave.ends_at,
    })));
    Ok(())
}

/// How many of a doctor's appointments wait for a time in this period.
pub(super) fn inside(
    conn: &mut Conn,
    doctor: AccountId,
    period: (Timestamp, Timestamp),
    now: Timestamp,
) -> Result<i64> {
    appointments::count(conn, &DiaryReach::Everything, &window(doctor, period, now))
}

/// A doctor's appointments that wait for a time in this period.
pub(super) fn window(doctor: AccountId, (from, to): (Timestamp, Timestamp), now: Timestamp) -> Window {
    Window {
        from: from.max(now),
        to,
        doctors: Some(vec![doctor]),
        statuses: Some(WAITING.to_vec()),
        ..Window::default()
    }
}
