//! The statements on `message_consents`: every answer is kept, the latest counts.

use std::collections::HashMap;

use diesel::prelude::*;
use uuid::Uuid;

use super::super::model::consent::{Consent, Contact, Reachable, Way};
use super::super::model::death::Death;
use super::super::model::patient::{Patient, PatientId};
use super::record;
use crate::gate::actor::AccountId;
use crate::held_rows;
use crate::kit::db::types::{AnyId, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::kit::sending::WayTo;
use crate::schema::message_consents;

held_rows!(HeldConsents, message_consents, passing);

/// What somebody said last.
pub fn consent(conn: &mut Conn, of: PatientId) -> Result<Consent> {
    let word: Option<String> = message_consents::table
        .filter(message_consents::patient_id.eq(of))
        .order((message_consents::given_at.desc(), message_consents::id.desc()))
        .select(message_consents::way)
        .first(conn)
        .optional()?;
    Ok(word.and_then(|word| Consent::of_word(&word)).unwrap_or(Consent::None))
}

/// Keeps an answer; the caller records the deed.
pub fn keep_consent(tx: &mut Tx<'_>, of: PatientId, by: AccountId, answer: Consent) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(message_consents::table)
        .values((
            message_consents::id.eq(AnyId(Uuid::now_v7())),
            message_consents::patient_id.eq(of),
            message_consents::way.eq(answer.word()),
            message_consents::given_at.eq(Utc(now)),
            message_consents::given_by.eq(by),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Where messages to a patient go; none when they did not agree, there is no way, or nobody is to be written to any
/// more.
///
/// # Errors
/// What the database says.
pub fn reachable(conn: &mut Conn, of: PatientId) -> Result<Option<Reachable>> {
    Ok(match contacts(conn, &[of])?.remove(&of) {
        Some(Contact::Message(to)) => Some(to),
        _ => None,
    })
}

/// How somebody may be written to at this moment, for what was written to them before.
///
/// # Errors
/// What the database says.
pub fn way_now(conn: &mut Conn, of: Uuid) -> Result<WayTo> {
    let of = PatientId::from(of);
    Ok(match contacts(conn, &[of])?.remove(&of) {
        Some(Contact::Message(Reachable { way: Way::Mail(address), .. })) => WayTo::Mail(address),
        Some(Contact::Message(Reachable { way: Way::Text(number), .. })) => WayTo::Text(number),
        Some(Contact::Call { .. }) => WayTo::Call,
        Some(Contact::Nobody) | None => WayTo::Nobody,
    })
}

/// How each of these is told something; nothing of one that is not there. In a number of statements that does not
/// grow with them.
///
/// # Errors
/// What the database says.
pub fn contacts(conn: &mut Conn, of: &[PatientId]) -> Result<HashMap<PatientId, Contact>> {
    let answers: Vec<(PatientId, String)> = message_consents::table
        .filter(message_consents::patient_id.eq_any(of.to_vec()))
        .order((message_consents::given_at, message_consents::id))
        .select((message_consents::patient_id, message_consents::way))
        .load(conn)?;
    // Of several answers the latest stays.
    let answers: HashMap<PatientId, Consent> =
        answers.into_iter().filter_map(|(id, word)| Some((id, Consent::of_word(&word)?))).collect();
    let told = |patient: Patient| {
        let answer = answers.get(&patient.id).copied().unwrap_or(Consent::None);
        (patient.id, contact(patient, answer))
    };
    Ok(record::plain(conn, of)?.into_iter().map(told).collect())
}

fn contact(patient: Patient, answer: Consent) -> Contact {
    let is_gone =
        patient.archived_at.is_some() || patient.merged_into.is_some() || patient.details.death != Death::No;
    if is_gone {
        return Contact::Nobody;
    }
    let way = answer.way(&patient.details);
    let details = patient.details;
    let phone = details.phones.first().map(|phone| phone.number.clone()).unwrap_or_default();
    let name: Vec<String> =
        [details.given, details.family].into_iter().filter(|part| !part.is_empty()).collect();
    let name = name.join(" ");
    match way {
        Some(way) => Contact::Message(Reachable { name, way, phone }),
        None => Contact::Call { name, phone },
    }
}
