//! What is done with notifications: each inside a transaction, that of their cause where they are written.

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

use super::model::{Channel, Group, Kind, News, NotificationId, Quiet};
use super::store::{self, Listener};
use crate::gate::access::phones;
use crate::gate::actor::AccountId;
use crate::gate::hospital;
use crate::gate::live::bell_topic;
use crate::gate::notifications::outbox::{self, Letter, Message, Recipient, TextBody, Via};
use crate::kit::db::{Deed, Tx};
use crate::kit::error::Result;
use crate::say;

/// Tells these people, but whoever did it and whoever does not want to hear of it; answers who finds it at their bell.
///
/// # Errors
/// What the database says.
pub fn tell(tx: &mut Tx<'_>, news: &News, to: &[AccountId]) -> Result<Vec<AccountId>> {
    tell_by(tx, news, to, true)
}

/// The same at the bell alone: they have had mail or a text message of it, or have just been there.
///
/// # Errors
/// What the database says.
pub fn ring(tx: &mut Tx<'_>, news: &News, to: &[AccountId]) -> Result<Vec<AccountId>> {
    tell_by(tx, news, to, false)
}

fn tell_by(tx: &mut Tx<'_>, news: &News, to: &[AccountId], outside: bool) -> Result<Vec<AccountId>> {
    let to: Vec<AccountId> = to.iter().copied().filter(|one| Some(*one) != news.by).collect();
    if to.is_empty() {
        return Ok(Vec::new());
    }
    let group = news.kind.group;
    let listeners = store::listeners(tx.conn(), &to)?;
    let choices = store::choices(tx.conn(), &to, group)?;
    let wants = |one: &Listener, channel: Channel| {
        let chosen = choices.get(&(one.id, channel.word().to_owned())).copied();
        chosen.unwrap_or(channel.is_usual())
    };
    let texted: Vec<AccountId> =
        listeners.iter().filter(|one| outside && wants(one, Channel::Text)).map(|one| one.id).collect();
    let numbers = if texted.is_empty() { HashMap::new() } else { phones::numbers(tx.conn(), &texted)? };
    let now = tx.now();
    let here = match listeners.iter().any(|one| one.quiet.is_some()) {
        true => Some(hospital::local_now(tx.conn(), now)?),
        false => None,
    };
    let mut told = Vec::new();
    for one in &listeners {
        let quiet = one.quiet.zip(here.as_ref()).and_then(|(quiet, here)| quiet.over_at(here));
        // What must be known at once waits for nobody's morning, whichever way it goes.
        let quiet = quiet.filter(|_| !group.always_rings());
        if wants(one, Channel::Bell) || group.always_rings() {
            store::insert(tx, one.id, news)?;
            told.push(one.id);
            if quiet.is_none() {
                tx.hint(bell_topic(one.id));
            }
        }
        if outside && wants(one, Channel::Mail) {
            send(tx, news, one, mail(one, news), quiet.unwrap_or(now))?;
        }
        if let Some(number) = numbers.get(&one.id) {
            let text = text(tx, news, number)?;
            send(tx, news, one, text, quiet.unwrap_or(now))?;
        }
    }
    Ok(told)
}

fn what(news: &News) -> String {
    say!(&format!("bell-group-{}", news.kind.group.word()))
}

/// Mail says that there is something, of what sort, and where it is read: nothing of what it is about.
fn mail(to: &Listener, news: &News) -> Via {
    let what = what(news);
    let letter = Letter {
        subject: say!("bell-mail-subject", what = what.clone()),
        paragraphs: vec![say!("bell-mail-what", what = what), say!("bell-mail-where")],
        closing: vec![say!("bell-mail-why")],
        ..Letter::default()
    };
    Via::Mail { address: to.email.clone(), letter }
}

/// So does a text message.
fn text(tx: &mut Tx<'_>, news: &News, number: &str) -> Result<Via> {
    let house = hospital::find(tx.conn())?.map_or_else(|| say!("product"), |hospital| hospital.name);
    let what = what(news);
    let words = say!("bell-text", hospital = house, what = what.clone());
    let body = TextBody::new(say!("bell-mail-subject", what = what), words);
    Ok(Via::Text { number: number.to_owned(), body })
}

fn send(tx: &mut Tx<'_>, news: &News, to: &Listener, via: Via, due: Timestamp) -> Result<()> {
    let message = Message {
        kind: outbox::Kind::Notification,
        to: Recipient { name: to.name.clone(), patient: None, account: Some(to.id), phone: String::new() },
        via,
        about: None,
        once: None,
        not_after: None,
        caused_by: news.by,
    };
    outbox::queue_at(tx, &message, due)?;
    Ok(())
}

/// Takes back what nobody has read yet, because it is not so any more.
///
/// # Errors
/// What the database says.
pub fn take_back(tx: &mut Tx<'_>, kind: Kind, subject: Uuid) -> Result<()> {
    for whose in store::remove_unread(tx, kind.code, subject)? {
        tx.hint(bell_topic(whose));
    }
    Ok(())
}

/// Marks as read what somebody was told of a thing, because they have looked at the thing itself.
///
/// # Errors
/// What the database says.
pub fn settle(tx: &mut Tx<'_>, kind: Kind, subject: Uuid, of: AccountId) -> Result<()> {
    if store::mark_about(tx, of, kind.code, subject)? {
        tx.hint(bell_topic(of));
    }
    Ok(())
}

/// Marks one of somebody's own as read, or as news again.
pub(super) fn mark(tx: &mut Tx<'_>, of: AccountId, id: NotificationId, read: bool) -> Result<()> {
    tx.nothing_to_record("what somebody has read of their own is nobody's business");
    store::mark(tx, of, id, read)?;
    tx.hint(bell_topic(of));
    Ok(())
}

/// Marks all of somebody's own as read that they have seen: those of a list that is narrowed to a group, if it is.
pub(super) fn mark_all(
    tx: &mut Tx<'_>,
    of: AccountId,
    group: Option<Group>,
    until: NotificationId,
) -> Result<usize> {
    tx.nothing_to_record("what somebody has read of their own is nobody's business");
    let count = store::mark_all(tx, of, group, until)?;
    tx.hint(bell_topic(of));
    Ok(count)
}

/// Keeps what somebody chose.
pub(super) fn choose(
    tx: &mut Tx<'_>,
    of: AccountId,
    chosen: &[(Group, Channel, bool)],
    quiet: Option<Quiet>,
) -> Result<()> {
    store::put_choices(tx, of, chosen, quiet)?;
    let on = |channel: Channel| -> Vec<&str> {
        chosen.iter().filter(|one| one.1 == channel && one.2).map(|one| one.0.word()).collect()
    };
    let facts = json!({ "bell": on(Channel::Bell), "mail": on(Channel::Mail), "text": on(Channel::Text), "quiet": quiet.is_some() });
    tx.record(Deed::new("notifications.chosen").with(facts));
    Ok(())
}

/// Forgets what was read long ago.
///
/// # Errors
/// What the database says.
pub fn forget_old(tx: &mut Tx<'_>) -> Result<usize> {
    let now = tx.now();
    store::forget_old(tx, now)
}
