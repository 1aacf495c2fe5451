//! The statements on `message_consents`: every answer is kept, the latest counts.

use diesel::prelude::*;
use uuid::Uuid;

use super::super::model::consent::{Consent, Reachable};
use super::super::model::death::Death;
use super::super::model::patient::PatientId;
use super::record;
use crate::gate::access::reach::Reach;
use crate::gate::actor::AccountId;
use crate::held_rows;
use crate::kit::db::types::{AnyId, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
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
    let answer = consent(conn, of)?;
    if answer == Consent::None {
        return Ok(None);
    }
    let reach = Reach::whole_house("a message goes to the patient it is about, whoever caused it");
    let patient = match record::find(conn, &reach, of) {
        Ok(patient) => patient,
        Err(Error::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    let is_gone =
        patient.archived_at.is_some() || patient.merged_into.is_some() || patient.details.death != Death::No;
    let Some(way) = answer.way(&patient.details).filter(|_| !is_gone) else { return Ok(None) };
    let details = patient.details;
    Ok(Some(Reachable {
        name: [details.given, details.family]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
        way,
        phone: details.phones.first().map(|phone| phone.number.clone()).unwrap_or_default(),
    }))
}
