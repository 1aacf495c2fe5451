//! The statements on `emergency_accesses`; lists join `accounts` for the names of who opened a record.

use diesel::prelude::*;
use jiff::Timestamp;
use uuid::Uuid;

use super::model::{Emergency, EmergencyId, Listed, Verdict};
use crate::gate::actor::AccountId;
use crate::kit::db::types::{AnyId, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::schema::{accounts, emergency_accesses};

/// Broken when the one entry is written already.
pub const ENTRY_WRITTEN: &str = "emergency_accesses_one_entry";
/// Broken when somebody else has reviewed it.
pub const REVIEWED: &str = "emergency_accesses_reviewed";
/// Broken by whoever reviews their own.
pub const REVIEWED_BY_ONESELF: &str = "emergency_accesses_reviewed_by_another";

/// Whether one of the person of the row `accounts` is open after an instant that follows; then comes a bracket. A part
/// of the statement that finds a session.
pub(in crate::gate::access) const HAS_ONE_OPEN_AFTER: &str = "exists (select 1 from emergency_accesses where emergency_accesses.account_id = accounts.id \
     and emergency_accesses.ended_at is null and emergency_accesses.ends_at > ";

/// How many wait for a review, if the row `accounts` is an admin's: a part of the same statement.
pub(in crate::gate::access) const REVIEWS_WAITING: &str = "case when accounts.role = 'admin' \
     then (select count(*) from emergency_accesses where emergency_accesses.reviewed_at is null) else 0 end";

type Columns = (
    emergency_accesses::id,
    emergency_accesses::account_id,
    emergency_accesses::patient_id,
    emergency_accesses::ends_at,
    emergency_accesses::entry_at,
);

const COLUMNS: Columns = (
    emergency_accesses::id,
    emergency_accesses::account_id,
    emergency_accesses::patient_id,
    emergency_accesses::ends_at,
    emergency_accesses::entry_at,
);

/// The one that opens this record to this person now.
///
/// # Errors
/// What the database says.
pub fn on_record(
    conn: &mut Conn,
    account: AccountId,
    patient: Uuid,
    now: Timestamp,
) -> Result<Option<Emergency>> {
    Ok(emergency_accesses::table
        .filter(emergency_accesses::account_id.eq(account))
        .filter(emergency_accesses::patient_id.eq(AnyId(patient)))
        .filter(emergency_accesses::ended_at.is_null())
        .filter(emergency_accesses::ends_at.gt(Utc(now)))
        .order(emergency_accesses::ends_at.desc())
        .select(COLUMNS)
        .first(conn)
        .optional()?)
}

/// One's own of this id, if it is open.
fn own(conn: &mut Conn, account: AccountId, id: EmergencyId, now: Timestamp) -> Result<Emergency> {
    Ok(emergency_accesses::table
        .find(id)
        .filter(emergency_accesses::account_id.eq(account))
        .filter(emergency_accesses::ended_at.is_null())
        .filter(emergency_accesses::ends_at.gt(Utc(now)))
        .select(COLUMNS)
        .first(conn)?)
}

/// Whether it still is, and on the same record: a merge hands it over to the survivor.
///
/// # Errors
/// What the database says.
pub fn is_open(conn: &mut Conn, open: &Emergency, now: Timestamp) -> Result<bool> {
    let found = on_record(conn, open.account(), open.patient(), now)?;
    Ok(found.is_some_and(|found| found.id() == open.id()))
}

/// Opens a record; the caller records the deed.
///
/// # Errors
/// What the database says.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, patient: Uuid, reason: &str) -> Result<Emergency> {
    let (id, now) = (EmergencyId::new(), tx.now());
    let until = now.checked_add(Emergency::length()).map_err(Error::bug)?;
    diesel::insert_into(emergency_accesses::table)
        .values((
            emergency_accesses::id.eq(id),
            emergency_accesses::account_id.eq(account),
            emergency_accesses::patient_id.eq(AnyId(patient)),
            emergency_accesses::reason.eq(reason),
            emergency_accesses::opened_at.eq(Utc(now)),
            emergency_accesses::ends_at.eq(Utc(until)),
        ))
        .execute(tx.conn())?;
    own(tx.conn(), account, id, now)
}

/// Ends those of a condition that are open, and answers how many.
macro_rules! end_where {
    ($tx:ident, $condition:expr) => {{
        let now = $tx.now();
        diesel::update(
            emergency_accesses::table
                .filter($condition)
                .filter(emergency_accesses::ended_at.is_null())
                .filter(emergency_accesses::ends_at.gt(Utc(now))),
        )
        .set(emergency_accesses::ended_at.eq(Some(Utc(now))))
        .execute($tx.conn())?
    }};
}

/// Ends one before its time; the caller records the deed. Answers whether it was open.
///
/// # Errors
/// What the database says.
pub fn end(tx: &mut Tx<'_>, id: EmergencyId) -> Result<bool> {
    Ok(end_where!(tx, emergency_accesses::id.eq(id)) == 1)
}

/// Ends all that are open and answers how many; the caller records the deed.
///
/// # Errors
/// What the database says.
pub fn end_all(tx: &mut Tx<'_>) -> Result<usize> {
    Ok(end_where!(tx, emergency_accesses::id.is_not_null()))
}

/// Ends what somebody has open, whose rights are not what they were; the caller records the deed.
///
/// # Errors
/// What the database says.
pub(in crate::gate::access) fn end_all_of(tx: &mut Tx<'_>, account: AccountId) -> Result<usize> {
    Ok(end_where!(tx, emergency_accesses::account_id.eq(account)))
}

/// Notes that the one entry is written.
///
/// # Errors
/// [`Error::Broken`] by [`ENTRY_WRITTEN`].
pub fn note_entry(tx: &mut Tx<'_>, open: &Emergency) -> Result<()> {
    let now = tx.now();
    let noted = diesel::update(
        emergency_accesses::table.find(open.id()).filter(emergency_accesses::entry_at.is_null()),
    )
    .set(emergency_accesses::entry_at.eq(Some(Utc(now))))
    .execute(tx.conn())?;
    if noted == 1 { Ok(()) } else { Err(Error::Broken(ENTRY_WRITTEN.into())) }
}

/// The whole lines, with the names of who opened the records.
macro_rules! listed {
    () => {
        emergency_accesses::table
            .inner_join(accounts::table.on(accounts::id.eq(emergency_accesses::account_id)))
            .select((
                emergency_accesses::id,
                emergency_accesses::account_id,
                accounts::name,
                emergency_accesses::patient_id,
                emergency_accesses::reason,
                emergency_accesses::opened_at,
                emergency_accesses::ends_at,
                emergency_accesses::ended_at,
                emergency_accesses::entry_at,
                emergency_accesses::verdict,
                emergency_accesses::reviewed_at,
                emergency_accesses::reviewed_by_name,
                emergency_accesses::remark,
            ))
    };
}

/// Those that wait for a review, the oldest first.
///
/// # Errors
/// What the database says.
pub fn waiting(conn: &mut Conn, most: i64) -> Result<Vec<Listed>> {
    Ok(listed!()
        .filter(emergency_accesses::reviewed_at.is_null())
        .order((emergency_accesses::opened_at, emergency_accesses::id))
        .limit(most)
        .load(conn)?)
}

/// Those that were reviewed, the newest first.
///
/// # Errors
/// What the database says.
pub fn reviewed(conn: &mut Conn, most: i64) -> Result<Vec<Listed>> {
    Ok(listed!()
        .filter(emergency_accesses::reviewed_at.is_not_null())
        .order((emergency_accesses::opened_at.desc(), emergency_accesses::id.desc()))
        .limit(most)
        .load(conn)?)
}

/// Those about one patient that wait, the oldest first.
///
/// # Errors
/// What the database says.
pub fn unreviewed_of(conn: &mut Conn, patient: Uuid, most: i64) -> Result<Vec<Listed>> {
    Ok(listed!()
        .filter(emergency_accesses::patient_id.eq(AnyId(patient)))
        .filter(emergency_accesses::reviewed_at.is_null())
        .order((emergency_accesses::opened_at, emergency_accesses::id))
        .limit(most)
        .load(conn)?)
}

/// Those of these ids, in no order.
///
/// # Errors
/// What the database says.
pub fn of_ids(conn: &mut Conn, ids: &[EmergencyId]) -> Result<Vec<Listed>> {
    Ok(listed!().filter(emergency_accesses::id.eq_any(ids.to_vec())).load(conn)?)
}

/// One of them.
///
/// # Errors
/// [`Error::NotFound`].
pub fn find(conn: &mut Conn, id: EmergencyId) -> Result<Listed> {
    Ok(listed!().filter(emergency_accesses::id.eq(id)).first(conn)?)
}

/// Closes the review; the caller records the deed.
///
/// # Errors
/// [`Error::Broken`] by [`REVIEWED`] when it is closed already, by [`REVIEWED_BY_ONESELF`] when it is one's own.
pub fn review(
    tx: &mut Tx<'_>,
    id: EmergencyId,
    (by, name): (AccountId, &str),
    verdict: Verdict,
    remark: Option<&str>,
) -> Result<()> {
    let now = tx.now();
    let closed =
        diesel::update(emergency_accesses::table.find(id).filter(emergency_accesses::reviewed_at.is_null()))
            .set((
                emergency_accesses::verdict.eq(Some(verdict.word())),
                emergency_accesses::reviewed_at.eq(Some(Utc(now))),
                emergency_accesses::reviewed_by.eq(Some(by)),
                emergency_accesses::reviewed_by_name.eq(Some(name)),
                emergency_accesses::remark.eq(remark),
            ))
            .execute(tx.conn())?;
    if closed == 1 { Ok(()) } else { Err(Error::Broken(REVIEWED.into())) }
}
