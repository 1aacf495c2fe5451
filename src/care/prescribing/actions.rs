//! Writing a prescription, and stopping one.

use jiff::civil::Date;
use serde_json::json;

use super::decision::Decision;
use super::model::{Order, code_hash, paper_code};
use super::replacing::{self, to_replace};
use super::store::{self, New};
use crate::care::prescriptions::Prescription;
use crate::care::record::{Precision, Stored as _, When, keep_version};
use crate::care::safety::{Changing, Checked, OnRecord, Verdict};
use crate::care::substances::Medicine;
use crate::care::visits::VisitId;
use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::kit::seal::Key;
use crate::people::patients::PatientId;

/// What was found is no longer what was shown, or going on against a warning has no reason.
pub const UNSEEN: &str = "prescription_check_unseen";
/// It is stopped already, or was not written here.
pub const OVER: &str = "prescription_is_over";

/// Who prescribes.
#[derive(Clone, Debug)]
pub struct Prescriber {
    /// Their account.
    pub account: AccountId,
    /// The name they sign with.
    pub name: String,
    /// Their licence number; empty where the hospital keeps none.
    pub licence: String,
}

/// What stands in a patient's record that orders are checked against.
///
/// # Errors
/// What the database says.
pub fn on_record(conn: &mut Conn, patient: PatientId, today: Date) -> Result<OnRecord> {
    let day = When::date(today, Precision::Day).map_err(Error::bug)?;
    OnRecord::load(conn, patient, day.at)
}

/// What the check says of an order at this moment, once what is about to change has changed.
///
/// # Errors
/// What the database says.
pub fn look_over(
    conn: &mut Conn,
    patient: PatientId,
    order: &Order,
    today: Date,
    changing: &Changing,
) -> Result<Checked> {
    on_record(conn, patient, today)?.check(conn, &Medicine::of(&order.concept()), changing)
}

/// Writes a prescription, and ends what it takes the place of. `key` is the installation's.
///
/// # Errors
/// [`Error::Broken`] with [`UNSEEN`] when a check inside this transaction finds anything that was not shown, or warns and
/// no reason was given, with [`replacing::GONE`] when what it is to take the place of is not taken any more; what the database says.
#[expect(
    clippy::too_many_arguments,
    reason = "a prescription is by somebody, for somebody, during something"
)]
pub fn issue(
    tx: &mut Tx<'_>,
    patient: PatientId,
    visit: Option<VisitId>,
    order: &Order,
    decision: Decision<'_>,
    today: Date,
    by: &Prescriber,
    key: &Key,
) -> Result<Id<Prescription>> {
    let replaced = to_replace(tx.conn(), patient, order, decision.replaces, today)?;
    let changing = Changing { leaving: decision.replaces.to_vec(), ..Changing::default() };
    let found = look_over(tx.conn(), patient, order, today, &changing)?;
    if !decision.covers(&found) {
        return Err(Error::Broken(UNSEEN.to_owned()));
    }
    let verdict = found.verdict();
    let now = tx.now();
    let first = When::date(today, Precision::Day).map_err(Error::bug)?;
    let last =
        order.last_day(today).map(|day| When::date(day, Precision::Day).map_err(Error::bug)).transpose()?;
    let day = |when: When| (Some(Utc(when.at)), Some(when.precision.as_str().to_owned()));
    let mut row = Prescription {
        visit_id: visit,
        intent: "order".to_owned(),
        dosage: Some(order.dosage()),
        dose: Some(order.dose.clone()),
        route: Some(order.route.words()),
        frequency: Some(order.frequency.words()),
        as_needed: order.as_needed,
        duration: order.duration(),
        quantity: Some(order.quantity.clone()),
        repeats: Some(order.repeats),
        reason: order.reason.clone(),
        note: order.instructions.clone(),
        author: Some(by.name.clone()),
        recorded_at: Some(Utc(now)),
        recorded_by: Some(by.account),
        ..Prescription::new(patient, When::instant(now), "active", order.concept())
    };
    (row.starts_at, row.starts_precision) = day(first);
    if let Some(last) = last {
        (row.ends_at, row.ends_precision) = day(last);
    }
    row.insert(tx)?;
    let code = paper_code(key, row.id.uuid());
    store::insert(
        tx,
        New {
            prescription: row.id,
            strength: order.strength.as_deref(),
            form: order.form.as_deref(),
            licence: &by.licence,
            verdict: verdict.as_str(),
            found: serde_json::to_value(&found).map_err(Error::bug)?,
            overridden: decision.reason.filter(|_| verdict == Verdict::Warns),
            code_hash: code_hash(&code).ok_or_else(|| Error::bug("a code of ours is none"))?,
        },
    )?;
    let instead_of = replaced.len();
    for old in replaced {
        replacing::end(tx, old, row.id, today, by.account)?;
    }
    tx.record(Deed::new("prescription.written").on("prescription", row.id).about(patient.uuid()).with(
        json!({
            "check": verdict.as_str(),
            "against_warnings": verdict == Verdict::Warns,
            "replaces": instead_of,
        }),
    ));
    Ok(row.id)
}

/// Stops a prescription that was written here, as of `today`.
///
/// # Errors
/// [`Error::NotFound`] when it is not this patient's; [`Error::Broken`] with [`OVER`] when it is over already, or is not of
/// the version that was shown.
pub fn stop(
    tx: &mut Tx<'_>,
    patient: PatientId,
    (id, version): (Id<Prescription>, i64),
    reason: &str,
    today: Date,
    by: AccountId,
) -> Result<()> {
    let row = Prescription::load(tx.conn(), id.uuid())?;
    if row.patient_id != patient || store::find(tx.conn(), id)?.is_none() {
        return Err(Error::NotFound);
    }
    let day = When::date(today, Precision::Day).map_err(Error::bug)?;
    if !row.is_current(day.at) || row.version != version {
        return Err(Error::Broken(OVER.to_owned()));
    }
    keep_version(tx, &row, Some(patient), row.version, Some(by))?;
    let after = Prescription {
        status: "stopped".to_owned(),
        ends_at: Some(Utc(day.at)),
        ends_precision: Some(day.precision.as_str().to_owned()),
        version: row.version + 1,
        ..row
    };
    after.replace(tx)?;
    store::note_stop(tx, id, reason)?;
    tx.record(Deed::new("prescription.stopped").on("prescription", id).about(patient.uuid()));
    Ok(())
}
