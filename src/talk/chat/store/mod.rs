//! The statements on conversations and on how far they have got. Reads `accounts`, which lies below.

mod listing;
mod messages;

pub(super) use listing::{Listed, list, unread};
pub(super) use messages::{Found, file, insert, search, strays};
pub use messages::{Window, messages};

use std::collections::HashMap;

use diesel::prelude::*;
use jiff::Timestamp;

use super::model::{Address, Conversation, ConversationId, away_since};
use crate::gate::access::model::Role;
use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::schema::{accounts, conversation_members, conversations, messages as said};

/// One of two, as the other sees them.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// As they write it.
    pub name: String,
    /// What they are here.
    pub role: Role,
    /// Whether they still work here.
    pub active: bool,
}

type Shape = (ConversationId, String, AccountId, AccountId, i64, i64, Option<Timestamp>);

macro_rules! shape {
    () => {
        (
            conversations::id,
            conversations::address,
            conversations::first_id,
            conversations::second_id,
            conversations::last_number,
            conversation_members::read_number,
            conversation_members::seen_at,
        )
    };
}

fn conversation(me: AccountId, row: Shape) -> Result<Conversation> {
    let (id, address, first, second, last, read, seen_at) = row;
    let other = if first == me { second } else { first };
    Ok(Conversation { id, address: address.parse().map_err(Error::bug)?, me, other, last, read, seen_at })
}

/// The conversation of this address that somebody has.
///
/// # Errors
/// [`Error::NotFound`] when there is none, or it is that of two others.
pub fn find(conn: &mut Conn, me: AccountId, address: &Address) -> Result<Conversation> {
    let row: Shape = conversations::table
        .inner_join(
            conversation_members::table.on(conversation_members::conversation_id.eq(conversations::id)),
        )
        .filter(conversations::address.eq(address.as_str().to_owned()))
        .filter(conversation_members::account_id.eq(me))
        .select(shape!())
        .first(conn)?;
    conversation(me, row)
}

/// Whether somebody is one of the two.
pub(super) fn has(conn: &mut Conn, of: AccountId, id: ConversationId) -> Result<bool> {
    Ok(diesel::select(diesel::dsl::exists(conversation_members::table.find((of, id)))).get_result(conn)?)
}

/// The conversation of two, which is begun when they have none; answers where it is found.
pub(super) fn of_two(tx: &mut Tx<'_>, me: AccountId, other: AccountId) -> Result<(Address, bool)> {
    let (first, second) = if me < other { (me, other) } else { (other, me) };
    let known = |tx: &mut Tx<'_>| -> Result<Option<String>> {
        Ok(conversations::table
            .filter(conversations::first_id.eq(first))
            .filter(conversations::second_id.eq(second))
            .select(conversations::address)
            .first(tx.conn())
            .optional()?)
    };
    if let Some(address) = known(tx)? {
        return Ok((address.parse().map_err(Error::bug)?, false));
    }
    let (id, address, now) = (ConversationId::new(), Address::random(), tx.now());
    diesel::insert_into(conversations::table)
        .values((
            conversations::id.eq(id),
            conversations::address.eq(address.as_str()),
            conversations::first_id.eq(first),
            conversations::second_id.eq(second),
            conversations::last_at.eq(Utc(now)),
        ))
        .execute(tx.conn())?;
    for one in [first, second] {
        diesel::insert_into(conversation_members::table)
            .values((conversation_members::conversation_id.eq(id), conversation_members::account_id.eq(one)))
            .execute(tx.conn())?;
    }
    Ok((address, true))
}

/// How far the other one of a conversation has got: delivered, read.
pub(super) fn reached(conn: &mut Conn, of: &Conversation) -> Result<(i64, i64)> {
    Ok(conversation_members::table
        .find((of.other, of.id))
        .select((conversation_members::delivered_number, conversation_members::read_number))
        .first(conn)?)
}

/// Whether the other one is away at `now`, and none of the messages of `me` before that of this number waits for them
/// that came while they were.
pub(super) fn is_first_away(conn: &mut Conn, of: &Conversation, number: i64, now: Timestamp) -> Result<bool> {
    let (read, seen_at): (i64, Option<Timestamp>) = conversation_members::table
        .find((of.other, of.id))
        .select((conversation_members::read_number, conversation_members::seen_at))
        .first(conn)?;
    let away = away_since(seen_at);
    if away.is_some_and(|away| now < away) {
        return Ok(false);
    }
    let waiting = said::table
        .filter(said::conversation_id.eq(of.id))
        .filter(said::number.gt(read))
        .filter(said::number.lt(number))
        .filter(said::sender_id.eq(of.me))
        .filter(said::sent_at.ge(Utc(away.unwrap_or(Timestamp::UNIX_EPOCH))));
    let waits: bool = diesel::select(diesel::dsl::exists(waiting)).get_result(conn)?;
    Ok(!waits)
}

/// Notes that somebody has it before them.
pub(super) fn mark_seen(tx: &mut Tx<'_>, id: ConversationId, of: AccountId) -> Result<()> {
    let now = tx.now();
    diesel::update(conversation_members::table.find((of, id)))
        .set(conversation_members::seen_at.eq(Some(Utc(now))))
        .execute(tx.conn())?;
    Ok(())
}

/// Notes that somebody had all up to `number` before them.
pub(super) fn mark_read(tx: &mut Tx<'_>, id: ConversationId, of: AccountId, number: i64) -> Result<bool> {
    let behind =
        conversation_members::table.find((of, id)).filter(conversation_members::read_number.lt(number));
    let read = diesel::update(behind)
        .set((
            conversation_members::read_number.eq(number),
            // A later one may have been delivered already.
            conversation_members::delivered_number.eq(diesel::dsl::case_when(
                conversation_members::delivered_number.gt(number),
                conversation_members::delivered_number,
            )
            .otherwise(number)),
        ))
        .execute(tx.conn())?;
    Ok(read == 1)
}

/// The conversations with messages that have not got to somebody yet, and up to where they go.
pub(super) fn undelivered(conn: &mut Conn, of: AccountId) -> Result<Vec<(ConversationId, i64)>> {
    Ok(conversation_members::table
        .inner_join(conversations::table.on(conversations::id.eq(conversation_members::conversation_id)))
        .inner_join(
            said::table.on(said::conversation_id
                .eq(conversations::id)
                .and(said::number.eq(conversations::last_number))),
        )
        .filter(conversation_members::account_id.eq(of))
        .filter(conversation_members::delivered_number.lt(conversations::last_number))
        // Whoever has answered had the conversation before them.
        .filter(said::sender_id.ne(of))
        .select((conversations::id, conversations::last_number))
        .load(conn)?)
}

/// Notes that all up to `number` has got to somebody.
pub(super) fn mark_delivered(
    tx: &mut Tx<'_>,
    id: ConversationId,
    of: AccountId,
    number: i64,
) -> Result<bool> {
    let behind =
        conversation_members::table.find((of, id)).filter(conversation_members::delivered_number.lt(number));
    let got =
        diesel::update(behind).set(conversation_members::delivered_number.eq(number)).execute(tx.conn())?;
    Ok(got == 1)
}

/// Who these people are.
pub(super) fn people(conn: &mut Conn, ids: &[AccountId]) -> Result<HashMap<AccountId, Person>> {
    let rows: Vec<(AccountId, String, String, bool)> = accounts::table
        .filter(accounts::id.eq_any(ids.to_vec()))
        .select((accounts::id, accounts::name, accounts::role, accounts::active))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, name, role, active)| {
            let role: Role = role.parse().map_err(Error::bug)?;
            Ok((id, Person { name, role, active: active && role != Role::Patient }))
        })
        .collect()
}

/// Those of these conversations that somebody has.
pub(super) fn of_ids(conn: &mut Conn, me: AccountId, ids: &[ConversationId]) -> Result<Vec<Conversation>> {
    let rows: Vec<Shape> = conversations::table
        .inner_join(
            conversation_members::table.on(conversation_members::conversation_id.eq(conversations::id)),
        )
        .filter(conversations::id.eq_any(ids.to_vec()))
        .filter(conversation_members::account_id.eq(me))
        .select(shape!())
        .load(conn)?;
    rows.into_iter().map(|row| conversation(me, row)).collect()
}
