//! What is done with messages: one function each, inside the transaction of whoever does it.

use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

use super::letter::Content;
use super::model::{Channel, DeliveryId, Message, Via};
use super::store::{self, New};
use crate::gate::actor::AccountId;
use crate::gate::hospital;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::Result;
use crate::say;

/// Writes a message beside what causes it; it leaves after the commit. None when it was written under its key before.
/// That it was written is part of the deed which caused it, and is not put on file by itself.
///
/// # Errors
/// What the database says.
pub fn queue(tx: &mut Tx<'_>, message: &Message) -> Result<Option<DeliveryId>> {
    let now = tx.now();
    queue_at(tx, message, now)
}

/// [`queue`] for a message that does not leave before an instant.
///
/// # Errors
/// What the database says.
pub fn queue_at(tx: &mut Tx<'_>, message: &Message, due: Timestamp) -> Result<Option<DeliveryId>> {
    if let Some(once) = &message.once
        && store::is_written(tx.conn(), once)?
    {
        return Ok(None);
    }
    let (channel, address, subject, content, link) = match &message.via {
        Via::Mail { address, letter } => {
            let house = hospital::find(tx.conn())?.map_or_else(|| say!("product"), |hospital| hospital.name);
            let link = letter.link.as_ref().map(|link| link.id);
            let content = letter.set(&message.to.name, &house)?;
            (Channel::Mail, address.as_str(), &letter.subject, Some(content), link)
        }
        Via::Text { number, body } => {
            let content = Content { text: body.text.clone(), html: String::new(), calendar: None };
            (Channel::Text, number.as_str(), &body.subject, Some(content), body.code)
        }
        Via::Call { subject } => (Channel::Call, "", subject, None, None),
    };
    let new = New { channel, address, subject, content: content.as_ref(), link, due };
    store::insert(tx, message, &new).map(Some)
}

/// Gives up what waits about a thing that is not so any more, such as the reminder of an appointment that was moved.
///
/// # Errors
/// What the database says.
pub fn call_off(tx: &mut Tx<'_>, about: Uuid) -> Result<usize> {
    store::call_off(tx, about)
}

/// Has one message tried again; answers whether that is of any use.
///
/// # Errors
/// What the database says.
pub fn retry(tx: &mut Tx<'_>, id: DeliveryId) -> Result<bool> {
    let put_back = store::retry(tx, id)?;
    if put_back {
        tx.record(Deed::new("message.retried").on("delivery", id));
    } else {
        tx.nothing_to_record("it is on its way already, or of no use any more");
    }
    Ok(put_back)
}

/// Has those about a thing tried again that failed or were given up, and answers how many they are.
///
/// # Errors
/// What the database says.
pub fn retry_about(tx: &mut Tx<'_>, about: Uuid) -> Result<usize> {
    let count = store::retry_about(tx, about)?;
    if count == 0 {
        tx.nothing_to_record("all are on their way already, or of no use any more");
    } else {
        tx.record(Deed::new("message.some-retried").with(json!({ "about": about, "messages": count })));
    }
    Ok(count)
}

/// Has all tried again that failed or were given up, and answers how many they are.
pub(super) fn retry_all(tx: &mut Tx<'_>) -> Result<usize> {
    let count = store::retry_all(tx)?;
    tx.record(Deed::new("message.all-retried").with(json!({ "messages": count })));
    Ok(count)
}

/// Notes that somebody called a patient whom a message did not reach.
pub(super) fn note_call(
    tx: &mut Tx<'_>,
    by: (AccountId, &str),
    id: DeliveryId,
    patient: Option<Uuid>,
    reached: bool,
) -> Result<()> {
    store::note_call(tx, id, by, reached)?;
    let deed = Deed::new("message.called").on("delivery", id).with(json!({ "reached": reached }));
    tx.record(match patient {
        Some(patient) => deed.about(patient),
        None => deed,
    });
    Ok(())
}

/// Frees what a server that is the only one had on lease when it ended.
///
/// # Errors
/// What the database says.
pub fn release_all(tx: &mut Tx<'_>) -> Result<usize> {
    store::release(tx)
}

/// Forgets what ended long ago.
///
/// # Errors
/// What the database says.
pub fn forget_old(tx: &mut Tx<'_>) -> Result<usize> {
    store::forget_old(tx)
}
