//! What is done about an emergency access: one transaction each, with its line in the audit trail.

use serde_json::json;

use crate::gate::access::emergency::{self, Emergency, EmergencyId, Listed, MINUTES, Verdict};
use crate::gate::actor::AccountId;
use crate::gate::hospital;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::people::patients::Patient;
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
    tx.record(Deed::new("emergency.opened").on("emergency access", open.id()).about(id).with(facts));
    Ok(open)
}

fn is_allowed(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(hospital::find(tx.conn())?.is_some_and(|hospital| hospital.emergency_access))
}

/// Ends it before its time.
///
/// # Errors
/// What the database says.
pub fn end(tx: &mut Tx<'_>, open: &Emergency) -> Result<()> {
    emergency::end(tx, open)?;
    tx.record(Deed::new("emergency.ended").on("emergency access", open.id()).about(open.patient()));
    Ok(())
}

/// Closes the review of one.
///
/// # Errors
/// [`Error::Broken`] as [`emergency::review`] says.
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
