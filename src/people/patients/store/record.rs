//! The rows of `patients` and `patient_phones`.

use diesel::prelude::*;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::super::model::birth::Birth;
use super::super::model::details::{Death, Details};
use super::super::model::field::Sheet;
use super::super::model::key::{Findable, national_id_key, search_key, sort_key};
use super::super::model::mrn::Mrn;
use super::super::model::patient::{Patient, PatientId};
use super::super::model::phone::Phone;
use super::super::model::sex::Sex;
use crate::gate::access::reach::{Reach, within};
use crate::gate::actor::AccountId;
use crate::kit::db::types::{AnyId, Day, Doc, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::schema::{accounts, mrn_counter, patient_phones, patient_photos, patient_versions, patients};

#[derive(Queryable, Selectable)]
#[diesel(table_name = patients)]
struct Row {
    id: PatientId,
    mrn: String,
    family_name: String,
    given_names: String,
    title: Option<String>,
    preferred_name: Option<String>,
    birth_date: Option<Date>,
    birth_precision: String,
    sex: String,
    gender_identity: Option<String>,
    national_id: Option<String>,
    email: Option<String>,
    street: Option<String>,
    town: Option<String>,
    country: Option<String>,
    language: Option<String>,
    kin_name: Option<String>,
    kin_relation: Option<String>,
    kin_phone: Option<String>,
    payer: Option<String>,
    policy_number: Option<String>,
    policy_until: Option<Date>,
    usual_doctor_id: Option<Uuid>,
    note: Option<String>,
    former_number: Option<String>,
    deceased: bool,
    died_on: Option<Date>,
    archived_at: Option<Timestamp>,
    archive_reason: Option<String>,
    merged_into: Option<PatientId>,
    version: i64,
    created_at: Timestamp,
    changed_at: Timestamp,
}

/// What of the details has a column of its own.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = patients, treat_none_as_null = true)]
pub(super) struct Columns {
    family_name: String,
    given_names: String,
    title: Option<String>,
    preferred_name: Option<String>,
    sort_key: String,
    search_key: String,
    birth_date: Option<Day>,
    birth_precision: &'static str,
    sex: &'static str,
    gender_identity: Option<String>,
    national_id: Option<String>,
    national_id_key: Option<String>,
    email: Option<String>,
    street: Option<String>,
    town: Option<String>,
    country: Option<String>,
    language: Option<String>,
    kin_name: Option<String>,
    kin_relation: Option<String>,
    kin_phone: Option<String>,
    payer: Option<String>,
    policy_number: Option<String>,
    policy_until: Option<Day>,
    usual_doctor_id: Option<AnyId>,
    note: Option<String>,
    former_number: Option<String>,
    deceased: bool,
    died_on: Option<Day>,
}

impl Columns {
    pub(super) fn of(details: &Details, mrns: &[String]) -> Columns {
        let of = details.clone();
        let phones: Vec<String> = of.phones.iter().map(|phone| phone.number.clone()).collect();
        let search_key = search_key(&Findable {
            family: &of.family,
            given: &of.given,
            preferred: of.preferred.as_deref().unwrap_or_default(),
            mrns,
            phones: &phones,
            national_id: of.national_id.as_deref().unwrap_or_default(),
            former_number: of.former_number.as_deref().unwrap_or_default(),
            birth: Some(of.birth),
        });
        let id_key = of.national_id.as_deref().map(national_id_key).filter(|key| !key.is_empty());
        Columns {
            sort_key: sort_key(&of.family, &of.given),
            search_key,
            family_name: of.family,
            given_names: of.given,
            title: of.title,
            preferred_name: of.preferred,
            birth_date: of.birth.date().map(Day),
            birth_precision: of.birth.precision(),
            sex: of.sex.code(),
            gender_identity: of.gender_identity,
            national_id_key: id_key,
            national_id: of.national_id,
            email: of.email,
            street: of.street,
            town: of.town,
            country: of.country,
            language: of.language,
            kin_name: of.kin_name,
            kin_relation: of.kin_relation,
            kin_phone: of.kin_phone,
            payer: of.payer,
            policy_number: of.policy_number,
            policy_until: of.policy_until.map(Day),
            usual_doctor_id: of.usual_doctor.map(AnyId),
            note: of.note,
            former_number: of.former_number,
            deceased: of.death != Death::No,
            died_on: of.death.day().map(Day),
        }
    }
}

impl Row {
    fn into_patient(self, phones: Vec<Phone>, has_photo: bool) -> Patient {
        Patient {
            id: self.id,
            mrn: self.mrn,
            details: Details {
                family: self.family_name,
                given: self.given_names,
                title: self.title,
                preferred: self.preferred_name,
                birth: Birth::of_columns(self.birth_date, &self.birth_precision),
                sex: Sex::of_code(&self.sex).unwrap_or(Sex::Unknown),
                gender_identity: self.gender_identity,
                national_id: self.national_id,
                phones,
                email: self.email,
                street: self.street,
                town: self.town,
                country: self.country,
                language: self.language,
                kin_name: self.kin_name,
                kin_relation: self.kin_relation,
                kin_phone: self.kin_phone,
                payer: self.payer,
                policy_number: self.policy_number,
                policy_until: self.policy_until,
                usual_doctor: self.usual_doctor_id,
                note: self.note,
                former_number: self.former_number,
                death: Death::of_columns(self.deceased, self.died_on),
            },
            version: self.version,
            archived_at: self.archived_at,
            archive_reason: self.archive_reason,
            merged_into: self.merged_into,
            created_at: self.created_at,
            changed_at: self.changed_at,
            has_photo,
        }
    }
}

/// The record of that id, if it is within reach. A record that was merged away is found as it was left.
///
/// # Errors
/// [`Error::NotFound`], whether it does not exist or is out of reach.
pub fn find(conn: &mut Conn, reach: &Reach, id: PatientId) -> Result<Patient> {
    let photo = patient_photos::table.filter(patient_photos::patient_id.eq(patients::id));
    let (row, has_photo): (Row, bool) = patients::table
        .filter(patients::id.eq(id))
        .filter(within(reach))
        .select((Row::as_select(), diesel::dsl::exists(photo)))
        .first(conn)?;
    let numbers: Vec<String> = patient_phones::table
        .filter(patient_phones::patient_id.eq(id))
        .order(patient_phones::position)
        .select(patient_phones::number)
        .load(conn)?;
    let phones = numbers.into_iter().map(|number| Phone { number }).collect();
    Ok(row.into_patient(phones, has_photo))
}

/// The record of that id or, when it was merged away, the one it went into, if that is within reach.
///
/// # Errors
/// As [`find`], after the same statements whether the id was never issued or is out of reach.
pub fn find_survivor(conn: &mut Conn, reach: &Reach, id: PatientId) -> Result<Patient> {
    let found = find(conn, reach, id);
    if matches!(&found, Ok(patient) if patient.merged_into.is_none()) {
        return found;
    }
    let survivor = survivor_of(conn, id)?;
    if survivor == id { found } else { find(conn, reach, survivor) }
}

/// Whether a record is within reach at this moment.
///
/// # Errors
/// What the database says.
pub fn is_reached(conn: &mut Conn, reach: &Reach, id: PatientId) -> Result<bool> {
    let found: Option<PatientId> =
        patients::table.find(id).filter(within(reach)).select(patients::id).first(conn).optional()?;
    Ok(found.is_some())
}

/// The record with that number; the number of a record that was merged away leads to its survivor.
///
/// # Errors
/// [`Error::NotFound`], whether there is none or it is out of reach.
pub fn find_by_mrn(conn: &mut Conn, reach: &Reach, mrn: Mrn) -> Result<Patient> {
    let id: PatientId =
        patients::table.filter(patients::mrn.eq(mrn.digits())).select(patients::id).first(conn)?;
    let survivor = survivor_of(conn, id)?;
    find(conn, reach, survivor)
}

/// Where a record's history is now: itself, or the end of the chain of merges.
///
/// # Errors
/// What the database says.
pub fn survivor_of(conn: &mut Conn, id: PatientId) -> Result<PatientId> {
    let mut at = id;
    loop {
        let into: Option<Option<PatientId>> =
            patients::table.find(at).select(patients::merged_into).first(conn).optional()?;
        match into.flatten() {
            Some(next) => at = next,
            None => return Ok(at),
        }
    }
}

/// Takes the next `count` running numbers and answers the first.
///
/// # Errors
/// What the database says.
pub(super) fn take_serials(tx: &mut Tx<'_>, count: i64) -> Result<i64> {
    let next: i64 = mrn_counter::table.select(mrn_counter::next_serial).first(tx.conn())?;
    diesel::update(mrn_counter::table).set(mrn_counter::next_serial.eq(next + count)).execute(tx.conn())?;
    Ok(next)
}

/// Adds a patient under the next number.
///
/// # Errors
/// [`Error::Broken`] `patients_national_id_key_key` when somebody else has that national id;
/// [`Error::Conflict`] when the numbers are used up.
pub(in super::super) fn insert(tx: &mut Tx<'_>, details: &Details, by: Option<AccountId>) -> Result<Patient> {
    let id = PatientId::new();
    let serial = take_serials(tx, 1)?;
    let mrn =
        Mrn::of_serial(serial).ok_or_else(|| Error::Conflict(crate::say!("patients-numbers-used-up")))?;
    let now = tx.now();
    diesel::insert_into(patients::table)
        .values((
            patients::id.eq(id),
            patients::serial.eq(serial),
            patients::mrn.eq(mrn.digits()),
            patients::created_at.eq(Utc(now)),
            patients::created_by.eq(by),
            patients::changed_at.eq(Utc(now)),
            Columns::of(details, &[mrn.digits()]),
        ))
        .execute(tx.conn())?;
    insert_phones(tx, id, details)?;
    find(tx.conn(), &Reach::whole_house("the record that was just added"), id)
}

/// Replaces what is known of a patient, if nobody did so since `version`; the sheet that it replaces is kept.
///
/// # Errors
/// [`Error::NotFound`] when somebody did.
pub(in super::super) fn update(
    tx: &mut Tx<'_>,
    before: &Patient,
    details: &Details,
    by: Option<AccountId>,
) -> Result<()> {
    let now = tx.now();
    let mrns = numbers_of(tx.conn(), before.id)?;
    let changed = diesel::update(
        patients::table.filter(patients::id.eq(before.id)).filter(patients::version.eq(before.version)),
    )
    .set((
        Columns::of(details, &mrns),
        patients::version.eq(before.version + 1),
        patients::changed_at.eq(Utc(now)),
    ))
    .execute(tx.conn())?;
    if changed == 0 {
        return Err(Error::NotFound);
    }
    diesel::insert_into(patient_versions::table)
        .values((
            patient_versions::patient_id.eq(before.id),
            patient_versions::version.eq(before.version),
            patient_versions::sheet.eq(Doc(before.details.sheet().to_json())),
            patient_versions::replaced_at.eq(Utc(now)),
            patient_versions::replaced_by.eq(by),
        ))
        .execute(tx.conn())?;
    diesel::delete(patient_phones::table.filter(patient_phones::patient_id.eq(before.id)))
        .execute(tx.conn())?;
    insert_phones(tx, before.id, details)
}

/// A patient's own number and those of all records merged into theirs.
pub(super) fn numbers_of(conn: &mut Conn, id: PatientId) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut open = vec![id];
    while let Some(at) = open.pop() {
        let own: Option<String> = patients::table.find(at).select(patients::mrn).first(conn).optional()?;
        found.extend(own);
        let absorbed: Vec<PatientId> = patients::table
            .filter(patients::merged_into.eq(at))
            .order(patients::id)
            .select(patients::id)
            .load(conn)?;
        open.extend(absorbed);
    }
    Ok(found)
}

/// Writes the keys anew after numbers or details changed elsewhere.
pub(super) fn refresh_keys(tx: &mut Tx<'_>, patient: &Patient) -> Result<()> {
    let mrns = numbers_of(tx.conn(), patient.id)?;
    diesel::update(patients::table.find(patient.id))
        .set(Columns::of(&patient.details, &mrns))
        .execute(tx.conn())?;
    Ok(())
}

pub(super) fn insert_phones(tx: &mut Tx<'_>, id: PatientId, details: &Details) -> Result<()> {
    for (position, phone) in (0_i32..).zip(&details.phones) {
        diesel::insert_into(patient_phones::table)
            .values((
                patient_phones::patient_id.eq(id),
                patient_phones::position.eq(position),
                patient_phones::number.eq(&phone.number),
                patient_phones::tail.eq(phone.tail()),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// The sheet as it was in an earlier version, with who replaced it when.
#[derive(Debug, Clone)]
pub struct Replaced {
    /// The sheet.
    pub sheet: Sheet,
    /// When it was replaced.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<AccountId>,
}

/// An earlier version of a record within reach.
///
/// # Errors
/// What the database says.
pub fn earlier(conn: &mut Conn, of: &Patient, version: i64) -> Result<Option<Replaced>> {
    let row: Option<(serde_json::Value, Timestamp, Option<AccountId>)> = patient_versions::table
        .find((of.id, version))
        .select((patient_versions::sheet, patient_versions::replaced_at, patient_versions::replaced_by))
        .first(conn)
        .optional()?;
    Ok(row.map(|(sheet, at, by)| Replaced { sheet: Sheet::of_json(&sheet), at, by }))
}

/// Doctors to choose from, by name; an admin with patients counts once there are doctor profiles.
///
/// # Errors
/// What the database says.
pub fn doctors(conn: &mut Conn) -> Result<Vec<(Uuid, String)>> {
    Ok(accounts::table
        .filter(accounts::role.eq("doctor"))
        .filter(accounts::active.eq(true))
        .order((accounts::name, accounts::id))
        .select((accounts::id, accounts::name))
        .load(conn)?)
}

/// The name of who saved the present version, when a person did.
///
/// # Errors
/// What the database says.
pub fn last_saved(conn: &mut Conn, of: &Patient) -> Result<Option<String>> {
    Ok(patient_versions::table
        .inner_join(accounts::table.on(accounts::id.nullable().eq(patient_versions::replaced_by)))
        .filter(patient_versions::patient_id.eq(of.id))
        .filter(patient_versions::version.eq(of.version - 1))
        .select(accounts::name)
        .first(conn)
        .optional()?)
}

/// The numbers of records, as printed.
///
/// # Errors
/// What the database says.
pub fn mrns_of(conn: &mut Conn, ids: &[PatientId]) -> Result<Vec<(PatientId, String)>> {
    let rows: Vec<(PatientId, String)> = patients::table
        .filter(patients::id.eq_any(ids.to_vec()))
        .select((patients::id, patients::mrn))
        .load(conn)?;
    let shown = |digits: &str| Mrn::parse(digits).map_or_else(|| digits.to_owned(), |mrn| mrn.to_string());
    Ok(rows.into_iter().map(|(id, digits)| (id, shown(&digits))).collect())
}
