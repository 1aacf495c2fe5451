//! A row of `patients` as it is read, and its columns as they are written.

use diesel::prelude::*;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::super::model::birth::Birth;
use super::super::model::death::Death;
use super::super::model::details::Details;
use super::super::model::key::{Findable, national_id_key, search_key, sort_key};
use super::super::model::patient::{Patient, PatientId};
use super::super::model::phone::Phone;
use super::super::model::sex::Sex;
use crate::kit::db::types::{AnyId, Day};
use crate::schema::patients;

#[derive(Queryable, Selectable)]
#[diesel(table_name = patients)]
pub(super) struct Row {
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
    pub(super) fn into_patient(self, phones: Vec<Phone>, has_photo: bool) -> Patient {
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
