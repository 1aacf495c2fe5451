//! Sending: one transaction, with its line in the audit trail.

use serde_json::{Value, json};

use super::model::{Audience, SendingId, Words};
use super::{store, telling};
use crate::gate::access::employees::Employee;
use crate::gate::actor::AccountId;
use crate::gate::hospital;
use crate::gate::notifications::bell::{News, tell};
use crate::gate::notifications::outbox::{self, Kind, Letter, Message, Recipient, TextBody, Via};
use crate::kit::db::{Deed, Tx};
use crate::kit::error::Result;
use crate::people::patients::{PatientId, Reachable, Way};
use crate::say;

/// Tells these people. `to_name` is what the audience is called now.
///
/// # Errors
/// What the database says.
pub(super) fn send_to_staff(
    tx: &mut Tx<'_>,
    words: &Words,
    (audience, to_name): (Audience, &str),
    people: &[Employee],
    by: (AccountId, &str),
) -> Result<SendingId> {
    let id = store::insert(tx, words, audience, to_name, by)?;
    let to: Vec<AccountId> = people.iter().map(|one| one.id).collect();
    let news = News { kind: telling::SENT, subject: id.uuid(), by: Some(by.0), facts: Value::Null };
    let told = tell(tx, &news, &to)?;
    store::put_people(tx, id, people, &told)?;
    let facts = json!({ "to": audience.word(), "people": people.len() });
    tx.record(Deed::new("sending.sent").on("sending", id).with(facts));
    Ok(id)
}

/// Writes to a patient by the way they have agreed to.
///
/// # Errors
/// What the database says.
pub(super) fn send_to_patient(
    tx: &mut Tx<'_>,
    words: &Words,
    patient: PatientId,
    to: &Reachable,
    by: (AccountId, &str),
) -> Result<SendingId> {
    let id = store::insert(tx, words, Audience::Patient(patient), &to.name, by)?;
    let house = hospital::find(tx.conn())?.map_or_else(|| say!("product"), |hospital| hospital.name);
    let via = match &to.way {
        Way::Mail(address) => Via::Mail { address: address.clone(), letter: letter(words) },
        Way::Text(number) => {
            let text = say!(
                "sendings-text",
                hospital = house,
                subject = words.subject.clone(),
                body = words.body.clone()
            );
            Via::Text { number: number.clone(), body: TextBody::new(words.subject.clone(), text) }
        }
    };
    let message = Message {
        kind: Kind::ByHand,
        to: Recipient {
            name: to.name.clone(),
            patient: Some(patient.uuid()),
            account: None,
            phone: to.phone.clone(),
        },
        via,
        about: Some(id.uuid()),
        once: None,
        not_after: None,
        caused_by: Some(by.0),
    };
    outbox::queue(tx, &message)?;
    let facts = json!({ "to": Audience::Patient(patient).word(), "people": 1 });
    tx.record(Deed::new("sending.sent").on("sending", id).about(patient.uuid()).with(facts));
    Ok(id)
}

fn letter(words: &Words) -> Letter {
    let paragraphs = words.body.split("\n\n").map(|one| one.trim().replace('\n', " "));
    Letter {
        subject: words.subject.clone(),
        paragraphs: paragraphs.filter(|one| !one.is_empty()).collect(),
        ..Letter::default()
    }
}
