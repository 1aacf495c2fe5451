//! Corrections that were asked for; joins `patients` for the reach of who reads.

use diesel::prelude::*;

use crate::care::intake::CORRECTIONS;
use crate::care::intake::model::ask::{Asked, Decision, Request, RequestId};
use crate::care::intake::model::rows::Question;
use crate::care::intake::model::standing::By;
use crate::gate::access::reach::{Reach, reached};
use crate::held_rows;
use crate::kit::db::types::{AnyId, Doc, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::people::patients::PatientId;
use crate::schema::{intake_requests, patients};

held_rows!(HeldIntakeRequests, intake_requests, history);

/// Keeps a request.
///
/// # Errors
/// What the database says.
pub fn insert(
    tx: &mut Tx<'_>,
    patient: PatientId,
    question: Question,
    asked: &Asked,
    reason: &str,
    by: &By,
) -> Result<RequestId> {
    CORRECTIONS.hint(tx);
    let doc = |said| serde_json::to_value(said).map(Doc).map_err(Error::bug);
    let (before, after, gone) = match asked {
        Asked::Add(after) => (None, Some(doc(after)?), None),
        Asked::Change { before, after, .. } => (Some(doc(before)?), Some(doc(after)?), None),
        Asked::Remove { before, gone, .. } => (Some(doc(before)?), None, Some(gone.word())),
    };
    let (id, now) = (Id::new(), tx.now());
    diesel::insert_into(intake_requests::table)
        .values((
            intake_requests::id.eq(id),
            intake_requests::patient_id.eq(patient),
            intake_requests::question.eq(question.as_str()),
            intake_requests::kind.eq(asked.kind()),
            intake_requests::entry_id.eq(asked.entry().map(|(entry, _)| AnyId(entry))),
            intake_requests::entry_version.eq(asked.entry().map(|(_, version)| version)),
            intake_requests::before.eq(before),
            intake_requests::after.eq(after),
            intake_requests::gone.eq(gone),
            intake_requests::reason.eq(reason),
            intake_requests::asked_at.eq(Utc(now)),
            intake_requests::asked_by.eq(by.account),
            intake_requests::asked_by_name.eq(&by.name),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// A request about this patient.
///
/// # Errors
/// [`Error::NotFound`] when there is none of this id.
pub fn find(conn: &mut Conn, patient: PatientId, id: RequestId) -> Result<Request> {
    Ok(intake_requests::table
        .filter(intake_requests::id.eq(id))
        .filter(intake_requests::patient_id.eq(patient))
        .select(Request::as_select())
        .first(conn)?)
}

/// The newest requests about a patient, newest first.
///
/// # Errors
/// What the database says.
pub fn of_patient(conn: &mut Conn, patient: PatientId, most: i64) -> Result<Vec<Request>> {
    Ok(intake_requests::table
        .filter(intake_requests::patient_id.eq(patient))
        .order((intake_requests::asked_at.desc(), intake_requests::id.desc()))
        .select(Request::as_select())
        .limit(most)
        .load(conn)?)
}

/// Closes an open request.
///
/// # Errors
/// [`Error::NotFound`] when somebody else has decided it.
pub fn decide(tx: &mut Tx<'_>, id: RequestId, decision: Decision, word: Option<&str>, by: &By) -> Result<()> {
    CORRECTIONS.hint(tx);
    let now = tx.now();
    let closed = diesel::update(
        intake_requests::table.filter(intake_requests::id.eq(id)).filter(intake_requests::decision.is_null()),
    )
    .set((
        intake_requests::decision.eq(decision.word()),
        intake_requests::decided_at.eq(Utc(now)),
        intake_requests::decided_by.eq(by.account),
        intake_requests::decided_by_name.eq(&by.name),
        intake_requests::word.eq(word),
    ))
    .execute(tx.conn())?;
    if closed == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// The open requests within reach, oldest first.
///
/// # Errors
/// What the database says.
pub fn waiting(conn: &mut Conn, reach: &Reach, most: i64) -> Result<Vec<Request>> {
    Ok(intake_requests::table
        .inner_join(patients::table.on(patients::id.eq(intake_requests::patient_id)))
        .filter(intake_requests::decision.is_null())
        .filter(reached(reach))
        .order((intake_requests::asked_at, intake_requests::id))
        .select(Request::as_select())
        .limit(most)
        .load(conn)?)
}

/// How many open requests are within reach: for those who decide.
///
/// # Errors
/// What the database says.
pub fn open_requests(conn: &mut Conn, reach: &Reach) -> Result<i64> {
    Ok(intake_requests::table
        .inner_join(patients::table.on(patients::id.eq(intake_requests::patient_id)))
        .filter(intake_requests::decision.is_null())
        .filter(reached(reach))
        .count()
        .get_result(conn)?)
}

/// How many requests about one patient are open.
///
/// # Errors
/// What the database says.
pub fn open_requests_of(conn: &mut Conn, patient: PatientId) -> Result<i64> {
    Ok(intake_requests::table
        .filter(intake_requests::patient_id.eq(patient))
        .filter(intake_requests::decision.is_null())
        .count()
        .get_result(conn)?)
}
