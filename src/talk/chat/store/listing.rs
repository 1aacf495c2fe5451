//! The statements on the list of somebody's conversations.

use std::collections::HashMap;

use diesel::prelude::*;
use jiff::Timestamp;

use super::super::model::ConversationId;
use crate::gate::actor::AccountId;
use crate::kit::db::Conn;
use crate::kit::db::keyset::Place;
use crate::kit::db::types::{AnyId, Utc};
use crate::kit::error::Result;
use crate::schema::{conversation_members, conversations, messages};

/// One of somebody's conversations, for their list.
#[derive(Clone, Debug)]
pub(in crate::talk::chat) struct Listed {
    /// Its identity.
    pub id: ConversationId,
    /// Where it is found.
    pub address: String,
    /// The other one.
    pub other: AccountId,
    /// The newest message: who wrote it, when, and its words.
    pub last: (AccountId, Timestamp, String),
}

/// Somebody's conversations in which anything was said, the newest first.
pub(in crate::talk::chat) fn list(
    conn: &mut Conn,
    me: AccountId,
    before: Option<Place>,
    most: i64,
) -> Result<Vec<Listed>> {
    type Row = (ConversationId, String, AccountId, AccountId, AccountId, Timestamp, String);
    let mut query = conversation_members::table
        .inner_join(conversations::table.on(conversations::id.eq(conversation_members::conversation_id)))
        .inner_join(
            messages::table.on(messages::conversation_id
                .eq(conversations::id)
                .and(messages::number.eq(conversations::last_number))),
        )
        .filter(conversation_members::account_id.eq(me))
        .order((conversations::last_at.desc(), conversations::id.desc()))
        .select((
            conversations::id,
            conversations::address,
            conversations::first_id,
            conversations::second_id,
            messages::sender_id,
            messages::sent_at,
            messages::body,
        ))
        .limit(most)
        .into_boxed();
    if let Some(place) = before {
        query = query.filter(
            conversations::last_at
                .lt(Utc(place.at))
                .or(conversations::last_at.eq(Utc(place.at)).and(conversations::id.lt(AnyId(place.id)))),
        );
    }
    let rows: Vec<Row> = query.load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, address, first, second, sender, at, body)| Listed {
            id,
            address,
            other: if first == me { second } else { first },
            last: (sender, at, body),
        })
        .collect())
}

/// How many messages of others somebody has not read, by conversation.
pub(in crate::talk::chat) fn unread(
    conn: &mut Conn,
    me: AccountId,
    of: &[ConversationId],
) -> Result<HashMap<ConversationId, i64>> {
    let rows: Vec<(ConversationId, i64)> = conversation_members::table
        .inner_join(
            messages::table.on(messages::conversation_id
                .eq(conversation_members::conversation_id)
                .and(messages::number.gt(conversation_members::read_number))),
        )
        .filter(conversation_members::account_id.eq(me))
        .filter(conversation_members::conversation_id.eq_any(of.to_vec()))
        .filter(messages::sender_id.ne(me))
        .group_by(conversation_members::conversation_id)
        .select((conversation_members::conversation_id, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
