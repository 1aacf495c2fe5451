//! What became of a message before it was written down.

use diesel::prelude::*;
use uuid::Uuid;

use super::super::model::{DeliveryId, State};
use super::super::recalled::{Past, TOOK, Try};
use super::listed::REACHED;
use crate::kit::db::Tx;
use crate::kit::db::types::{AnyId, Doc, Utc};
use crate::kit::error::{Error, Result};
use crate::kit::sending::Reason;
use crate::schema::{deliveries, delivery_attempts};

/// Notes what became of a message that was just written.
pub fn recall(tx: &mut Tx<'_>, id: DeliveryId, past: &Past) -> Result<()> {
    diesel::update(deliveries::table.find(id))
        .set(deliveries::created_at.eq(Utc(past.at)))
        .execute(tx.conn())?;
    // One that somebody has to call about has ended already.
    diesel::update(deliveries::table.find(id).filter(deliveries::ended_at.is_not_null()))
        .set(deliveries::ended_at.eq(Some(Utc(past.at))))
        .execute(tx.conn())?;
    for (at, number) in past.tries.iter().zip(1_i32..) {
        let is_last = usize::try_from(number).is_ok_and(|number| number == past.tries.len());
        tried(tx, id, number, at, is_last)?;
    }
    if let Some((by, name, at)) = &past.called {
        diesel::update(deliveries::table.find(id))
            .set((
                deliveries::call_outcome.eq(Some(REACHED)),
                deliveries::called_at.eq(Some(Utc(*at))),
                deliveries::called_by.eq(Some(*by)),
                deliveries::called_by_name.eq(Some(name)),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Notes one try; the last one says how the message stands.
fn tried(tx: &mut Tx<'_>, id: DeliveryId, number: i32, (began, outcome): &Try, is_last: bool) -> Result<()> {
    let ended = began.checked_add(TOOK).map_err(Error::bug)?;
    let (word, reason, said) = match outcome {
        Ok(accepted) => ("sent", None, accepted.by.as_str()),
        Err(failure) if is_last => ("failed", Some(failure.reason), failure.said.as_str()),
        Err(failure) => ("later", Some(failure.reason), failure.said.as_str()),
    };
    diesel::insert_into(delivery_attempts::table)
        .values((
            delivery_attempts::id.eq(AnyId(Uuid::now_v7())),
            delivery_attempts::delivery_id.eq(id),
            delivery_attempts::number.eq(number),
            delivery_attempts::began_at.eq(Utc(*began)),
            delivery_attempts::ended_at.eq(Some(Utc(ended))),
            delivery_attempts::outcome.eq(Some(word)),
            delivery_attempts::reason.eq(reason.map(Reason::word)),
            delivery_attempts::said.eq(said),
        ))
        .execute(tx.conn())?;
    if !is_last {
        return Ok(());
    }
    let state = match outcome {
        Ok(_) => State::Sent,
        Err(failure) if failure.reason.passes() => State::GivenUp,
        Err(_) => State::Failed,
    };
    diesel::update(deliveries::table.find(id))
        .set((
            deliveries::state.eq(state.word()),
            deliveries::reason.eq(reason.map(Reason::word)),
            deliveries::said.eq(said),
            deliveries::tries.eq(number),
            deliveries::spent.eq(number),
            deliveries::ended_at.eq(Some(Utc(ended))),
        ))
        .execute(tx.conn())?;
    if state == State::Sent {
        // As of any message, the words are not kept once it is sent.
        diesel::update(deliveries::table.find(id))
            .set(deliveries::content.eq(None::<Doc>))
            .execute(tx.conn())?;
    }
    Ok(())
}
