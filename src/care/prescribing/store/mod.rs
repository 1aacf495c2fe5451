//! Statements on `issued_prescriptions`, `basket_prescriptions`, `prescription_replacements` and `prescription_favourites`; joins `patients` and `prescriptions` to say what a
//! paper is about.

mod basket;
mod replacements;
mod voiding;

pub use basket::{Lying, empty, find_lying, of_visit, put_in, put_instead, take_out};
pub use replacements::{Beside, beside, note_replacement, take_replacements};
pub use voiding::note_void;

use diesel::prelude::*;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;
use uuid::Uuid;

use self::voiding::VoidRow;
use super::model::Issue;
use crate::care::prescriptions::{ORDER, Prescription};
use crate::care::visits::VisitId;
use crate::gate::actor::AccountId;
use crate::kit::db::types::{AnyId, Doc, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::people::patients::PatientId;
use crate::schema::{issued_prescriptions, patients, prescription_favourites, prescriptions};

/// What a new prescription brings along.
pub struct New<'a> {
    pub prescription: Id<Prescription>,
    pub strength: Option<&'a str>,
    pub form: Option<&'a str>,
    pub licence: &'a str,
    pub verdict: &'a str,
    pub found: Value,
    pub overridden: Option<&'a str>,
    pub code_hash: Vec<u8>,
}

/// Keeps what only a prescription written here has.
///
/// # Errors
/// What the database says.
pub fn insert(tx: &mut Tx<'_>, new: New<'_>) -> Result<()> {
    diesel::insert_into(issued_prescriptions::table)
        .values((
            issued_prescriptions::prescription_id.eq(new.prescription),
            issued_prescriptions::strength.eq(new.strength),
            issued_prescriptions::form.eq(new.form),
            issued_prescriptions::licence.eq(new.licence),
            issued_prescriptions::verdict.eq(new.verdict),
            issued_prescriptions::found.eq(Doc(new.found)),
            issued_prescriptions::overridden.eq(new.overridden),
            issued_prescriptions::code_hash.eq(new.code_hash),
        ))
        .execute(tx.conn())?;
    Ok(())
}

type Columns = (
    (Option<String>, Option<String>, String, Value, Option<String>, Option<Timestamp>, Option<String>),
    VoidRow,
);

/// What only a prescription written here has; none for one that came from elsewhere.
///
/// # Errors
/// What the database says.
pub fn find(conn: &mut Conn, prescription: Id<Prescription>) -> Result<Option<Issue>> {
    let row: Option<Columns> = issued_prescriptions::table
        .find(prescription)
        .select((
            (
                issued_prescriptions::strength,
                issued_prescriptions::form,
                issued_prescriptions::licence,
                issued_prescriptions::found,
                issued_prescriptions::overridden,
                issued_prescriptions::printed_at,
                issued_prescriptions::stop_reason,
            ),
            (
                issued_prescriptions::voided_at,
                issued_prescriptions::voided_by_name,
                issued_prescriptions::void_reason,
            ),
        ))
        .first(conn)
        .optional()?;
    let Some((row, void)) = row else { return Ok(None) };
    let (strength, form, licence, found, overridden, printed_at, stop_reason) = row;
    // What was found is never left out: a record that cannot be read is a fault, not a prescription nothing speaks against.
    let found = serde_json::from_value(found).map_err(Error::bug)?;
    let voided = voiding::voided(void);
    Ok(Some(Issue { strength, form, licence, found, overridden, printed_at, stop_reason, voided }))
}

/// Notes that it is printed; answers whether it is for the first time.
///
/// # Errors
/// What the database says.
pub fn note_print(tx: &mut Tx<'_>, prescription: Id<Prescription>) -> Result<bool> {
    let now = tx.now();
    let first = diesel::update(
        issued_prescriptions::table.find(prescription).filter(issued_prescriptions::printed_at.is_null()),
    )
    .set(issued_prescriptions::printed_at.eq(Utc(now)))
    .execute(tx.conn())?;
    Ok(first == 1)
}

/// Keeps why it was stopped.
///
/// # Errors
/// What the database says.
pub fn note_stop(tx: &mut Tx<'_>, prescription: Id<Prescription>, reason: &str) -> Result<()> {
    diesel::update(issued_prescriptions::table.find(prescription))
        .set(issued_prescriptions::stop_reason.eq(reason))
        .execute(tx.conn())?;
    Ok(())
}

/// A prescription that a code names, with as much of the patient as its holder can compare with the paper.
#[derive(Clone, Debug, Queryable)]
pub struct Genuine {
    pub prescription: Id<Prescription>,
    pub patient: PatientId,
    pub licence: String,
    pub given_names: String,
    pub family_name: String,
    pub birth_date: Option<Date>,
}

/// The prescription whose paper carries this code.
///
/// # Errors
/// What the database says.
pub fn by_code(conn: &mut Conn, hash: &[u8]) -> Result<Option<Genuine>> {
    Ok(issued_prescriptions::table
        .inner_join(prescriptions::table.on(prescriptions::id.eq(issued_prescriptions::prescription_id)))
        .inner_join(patients::table.on(patients::id.eq(prescriptions::patient_id)))
        .filter(issued_prescriptions::code_hash.eq(hash))
        .select((
            prescriptions::id,
            patients::id,
            issued_prescriptions::licence,
            patients::given_names,
            patients::family_name,
            patients::birth_date,
        ))
        .first(conn)
        .optional()?)
}

/// The prescriptions that were signed with a visit, voided ones too.
///
/// # Errors
/// What the database says.
pub fn issued_in(conn: &mut Conn, patient: PatientId, visit: VisitId) -> Result<Vec<Prescription>> {
    Ok(prescriptions::table
        .inner_join(
            issued_prescriptions::table.on(issued_prescriptions::prescription_id.eq(prescriptions::id)),
        )
        .filter(prescriptions::patient_id.eq(patient))
        .filter(prescriptions::visit_id.eq(visit))
        .order(prescriptions::id)
        .select(Prescription::as_select())
        .load(conn)?)
}

/// The last prescriptions that were written here for a patient.
///
/// # Errors
/// What the database says.
pub fn last_of(conn: &mut Conn, patient: PatientId, most: i64) -> Result<Vec<Prescription>> {
    Ok(prescriptions::table
        .inner_join(
            issued_prescriptions::table.on(issued_prescriptions::prescription_id.eq(prescriptions::id)),
        )
        .filter(prescriptions::patient_id.eq(patient))
        .filter(prescriptions::status.ne("entered_in_error"))
        .order((prescriptions::at.desc(), prescriptions::id.desc()))
        .limit(most)
        .select(Prescription::as_select())
        .load(conn)?)
}

/// What this person has prescribed against something since a moment, whomever for, newest first.
///
/// # Errors
/// What the database says.
pub fn written_against(
    conn: &mut Conn,
    account: AccountId,
    reason: &str,
    since: Timestamp,
    most: i64,
) -> Result<Vec<(Prescription, Issue)>> {
    let rows: Vec<Prescription> = prescriptions::table
        .filter(prescriptions::recorded_by.eq(account))
        .filter(prescriptions::intent.eq(ORDER))
        .filter(prescriptions::at.ge(Utc(since)))
        .filter(prescriptions::reason.eq(reason))
        .filter(prescriptions::status.ne("entered_in_error"))
        .order((prescriptions::at.desc(), prescriptions::id.desc()))
        .limit(most)
        .select(Prescription::as_select())
        .load(conn)?;
    let mut found: Vec<(Prescription, Issue)> = Vec::new();
    for row in rows {
        if found.iter().any(|(known, _)| known.code_text == row.code_text) {
            continue;
        }
        if let Some(issue) = find(conn, row.id)? {
            found.push((row, issue));
        }
    }
    Ok(found)
}

/// The fields of a favourite, and what it is called.
pub type Favourite = (Uuid, String, Value);

/// Somebody's favourites by name.
///
/// # Errors
/// What the database says.
pub fn favourites(conn: &mut Conn, account: AccountId) -> Result<Vec<Favourite>> {
    Ok(prescription_favourites::table
        .filter(prescription_favourites::account_id.eq(account))
        .order((prescription_favourites::name, prescription_favourites::id))
        .select((prescription_favourites::id, prescription_favourites::name, prescription_favourites::fields))
        .limit(100)
        .load(conn)?)
}

/// Keeps a favourite in the place of the one of that name.
///
/// # Errors
/// What the database says.
pub fn keep_favourite(tx: &mut Tx<'_>, account: AccountId, name: &str, fields: Value) -> Result<()> {
    diesel::delete(
        prescription_favourites::table
            .filter(prescription_favourites::account_id.eq(account))
            .filter(prescription_favourites::name.eq(name)),
    )
    .execute(tx.conn())?;
    diesel::insert_into(prescription_favourites::table)
        .values((
            prescription_favourites::id.eq(AnyId(Uuid::now_v7())),
            prescription_favourites::account_id.eq(account),
            prescription_favourites::name.eq(name),
            prescription_favourites::fields.eq(Doc(fields)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Takes one's own favourite away; answers whether there was one.
///
/// # Errors
/// What the database says.
pub fn drop_favourite(tx: &mut Tx<'_>, account: AccountId, id: Uuid) -> Result<bool> {
    let gone = diesel::delete(
        prescription_favourites::table
            .filter(prescription_favourites::account_id.eq(account))
            .filter(prescription_favourites::id.eq(AnyId(id))),
    )
    .execute(tx.conn())?;
    Ok(gone == 1)
}
