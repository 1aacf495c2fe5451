//! What is done about an emergency access: one transaction each, with its line in the audit trail.

use serde_json::json;
use uuid::Uuid;

use super::telling;
use crate::gate::access::emergency::{self, Emergency, EmergencyId, Listed, MINUTES, Verdict};
use crate::gate::actor::AccountId;
use crate::gate::hospital;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::people::patients::{Patient, PatientId};
use crate::say;

/// Opens a record for an hour. One that is open already stays as it is: a second reason gives no second hour.
///
/// # Errors
/// [`Error::Conflict`] when emergency access is switched off.
pub fn open(tx: &mut Tx<'_>, account: AccountId, patient: &Patient, reason: &str) -> Result<Emergency> {
    if !is_allowed(tx)? {
        return Err(Error::Conflict(say!("emergency-off")));
    }
    let (id, now) = (patient.id.uuid(), tx.now());
    if let Some(open) = emergency::on_record(tx.conn(), account, id, now)? {
        tx.nothing_to_record("it is open, and on file");
        return Ok(open);
    }
    let open = emergency::insert(tx, account, id, reason)?;
    let facts = json!({ "reason": reason, "minutes": MINUTES });
    telling::opened(tx, account, &open)?;
    tx.record(Deed::new("emergency.opened").on("emergency access", open.id()).about(id).with(facts));
    Ok(open)
}

fn is_allowed(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(hospital::find(tx.conn())?.is_some_and(|hospital| hospital.emergency_access))
}

/// Ends before its time what somebody has open on a record.
///
/// # Errors
/// What the database says.
pub fn end(tx: &mut Tx<'_>, account: AccountId, patient: PatientId) -> Result<()> {
    let now = tx.now();
    tx.nothing_to_record("what is over is on file already");
    while let Some(open) = emergency::on_record(tx.conn(), account, patient.uuid(), now)? {
        close(tx, open.id(), open.patient())?;
    }
    Ok(())
}

/// An admin ends somebody's before its time.
///
/// # Errors
/// What the database says.
pub fn revoke(tx: &mut Tx<'_>, revoked: &Listed) -> Result<()> {
    tx.nothing_to_record("what is over is on file already");
    close(tx, revoked.id, revoked.patient)
}

fn close(tx: &mut Tx<'_>, id: EmergencyId, patient: Uuid) -> Result<()> {
    if emergency::end(tx, id)? {
        tx.record(Deed::new("emergency.ended").on("emergency access", id).about(patient));
    }
    Ok(())
}

/// Closes the review of one that is over.
///
/// # Errors
/// [`Error::Broken`] as [`emergency::review`] says; [`Error::Conflict`] while it is open.
pub fn review(
    tx: &mut Tx<'_>,
    reviewed: &Listed,
    by: (AccountId, &str),
    verdict: Verdict,
    remark: Option<&str>,
) -> Result<()> {
    let id: EmergencyId = reviewed.id;
    if reviewed.account == by.0 {
        return Err(Error::Broken(emergency::REVIEWED_BY_ONESELF.into()));
    }
    if emergency::find(tx.conn(), id)?.over_at() > tx.now() {
        return Err(Error::Conflict(say!("emergency-review-open")));
    }
    emergency::review(tx, id, by, verdict, remark)?;
    tx.record(
        Deed::new("emergency.reviewed")
            .on("emergency access", id)
            .about(reviewed.patient)
            .with(json!({ "verdict": verdict.word() })),
    );
    Ok(())
}

/// Switches emergency access on or off for the whole hospital. Off ends those that are open.
///
/// # Errors
/// What the database says.
pub fn switch(tx: &mut Tx<'_>, on: bool) -> Result<()> {
    hospital::allow_emergency_access(tx, on)?;
    if on {
        tx.record(Deed::new("emergency.switched-on"));
    } else {
        let ended = emergency::end_all(tx)?;
        tx.record(Deed::new("emergency.switched-off").with(json!({ "ended": ended })));
    }
    Ok(())
}
