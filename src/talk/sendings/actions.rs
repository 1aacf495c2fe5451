//! Sending: one transaction, with its line in the audit trail.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::model::{Audience, By, SendingId, Words};
use super::{store, telling};
use crate::gate::access::employees::Employee;
use crate::gate::actor::AccountId;
use crate::gate::hospital;
use crate::gate::notifications::bell::{News, tell};
use crate::gate::notifications::outbox::{self, Kind, Letter, Message, Past, Recipient, TextBody, Via};
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::people::patients::{Contact, PatientId, Reachable, Way, contacts};
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
    let now = tx.now();
    let id = store::insert(tx, words, audience, to_name, by, now)?;
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
    let now = tx.now();
    let id = store::insert(tx, words, Audience::Patient(patient), &to.name, by, now)?;
    let house = house(tx)?;
    let contact = Contact::Message(to.clone());
    outbox::queue(tx, &message(id, words, patient, &contact, &house, by.0)?)?;
    let facts = json!({ "to": Audience::Patient(patient).word(), "people": 1 });
    tx.record(Deed::new("sending.sent").on("sending", id).about(patient.uuid()).with(facts));
    Ok(id)
}

/// Writes to the patients of a list, each by the way they have agreed to; whom nothing may be written to is on the call
/// list at once. Nobody is among them whom nobody tells anything. `which` is what the list is called. On file with
/// each of them.
///
/// # Errors
/// What the database says.
pub(super) fn send_to_patients(
    tx: &mut Tx<'_>,
    words: &Words,
    which: &str,
    to: &[(PatientId, Contact)],
    by: (AccountId, &str),
) -> Result<SendingId> {
    let now = tx.now();
    let id = store::insert(tx, words, Audience::Patients, which, by, now)?;
    let told: Vec<(PatientId, By)> =
        to.iter().filter_map(|(patient, contact)| Some((*patient, By::of(contact)?))).collect();
    store::put_patients(tx, id, &told)?;
    let house = house(tx)?;
    let facts = json!({ "to": Audience::Patients.word(), "people": told.len() });
    for (patient, contact) in to {
        outbox::queue(tx, &message(id, words, *patient, contact, &house, by.0)?)?;
        let deed = Deed::new("sending.sent").on("sending", id).about(patient.uuid());
        tx.record(deed.with(facts.clone()));
    }
    Ok(id)
}

/// Something that was sent to patients before: for a past that is told, such as the demonstration's.
#[derive(Clone, Debug)]
pub struct Recalled<'a> {
    /// One line.
    pub subject: &'a str,
    /// The rest.
    pub body: &'a str,
    /// What the list is called whose patients they are; none of one patient.
    pub list: Option<&'a str>,
    /// Who sent it.
    pub by: (AccountId, &'a str),
    /// When.
    pub at: Timestamp,
    /// To whom, with what became of it.
    pub to: Vec<(PatientId, Past)>,
}

/// Writes down what was sent before, by the ways patients have agreed to; nothing is sent. The caller records that.
///
/// # Errors
/// [`Error::NotFound`] without a patient who is told anything; what the database says.
pub fn recall(tx: &mut Tx<'_>, told: &Recalled<'_>) -> Result<()> {
    let ids: Vec<PatientId> = told.to.iter().map(|(id, _)| *id).collect();
    let contacts = contacts(tx.conn(), &ids)?;
    let way = |id: &PatientId| contacts.get(id).and_then(By::of).map(|by| (*id, by));
    let words = Words { subject: told.subject.to_owned(), body: told.body.to_owned() };
    let id = match (told.list, ids.first()) {
        (Some(list), Some(_)) => {
            let id = store::insert(tx, &words, Audience::Patients, list, told.by, told.at)?;
            let ways: Vec<(PatientId, By)> = ids.iter().filter_map(way).collect();
            store::put_patients(tx, id, &ways)?;
            id
        }
        (None, Some(one)) => {
            let Some(Contact::Message(to)) = contacts.get(one) else { return Err(Error::NotFound) };
            store::insert(tx, &words, Audience::Patient(*one), &to.name, told.by, told.at)?
        }
        (_, None) => return Err(Error::NotFound),
    };
    let house = house(tx)?;
    for (patient, past) in &told.to {
        let Some(contact) = contacts.get(patient) else { return Err(Error::NotFound) };
        outbox::recall(tx, &message(id, &words, *patient, contact, &house, told.by.0)?, past)?;
    }
    Ok(())
}

fn house(tx: &mut Tx<'_>) -> Result<String> {
    Ok(hospital::find(tx.conn())?.map_or_else(|| say!("product"), |hospital| hospital.name))
}

fn message(
    id: SendingId,
    words: &Words,
    patient: PatientId,
    contact: &Contact,
    house: &str,
    by: AccountId,
) -> Result<Message> {
    let (name, phone) = match contact {
        Contact::Message(to) => (&to.name, &to.phone),
        Contact::Call { name, phone } => (name, phone),
        Contact::Nobody => return Err(Error::bug("a message to whom nobody tells anything")),
    };
    let via = match contact {
        Contact::Message(Reachable { way: Way::Mail(address), .. }) => {
            Via::Mail { address: address.clone(), letter: letter(words) }
        }
        Contact::Message(Reachable { way: Way::Text(number), .. }) => {
            let text = say!(
                "sendings-text",
                hospital = house.to_owned(),
                subject = words.subject.clone(),
                body = words.body.clone()
            );
            Via::Text { number: number.clone(), body: TextBody::new(words.subject.clone(), text) }
        }
        Contact::Call { .. } | Contact::Nobody => Via::Call { subject: words.subject.clone() },
    };
    Ok(Message {
        kind: Kind::ByHand,
        to: Recipient {
            name: name.clone(),
            patient: Some(patient.uuid()),
            account: None,
            phone: phone.clone(),
        },
        via,
        about: Some(id.uuid()),
        once: None,
        not_after: None,
        caused_by: Some(by),
    })
}

fn letter(words: &Words) -> Letter {
    let paragraphs = words.body.split("\n\n").map(|one| one.trim().replace('\n', " "));
    Letter {
        subject: words.subject.clone(),
        paragraphs: paragraphs.filter(|one| !one.is_empty()).collect(),
        ..Letter::default()
    }
}
