//! The mails that carry links.

use jiff::Timestamp;

use crate::gate::access::links::{self, LinkId, Purpose};
use crate::gate::access::store;
use crate::gate::actor::AccountId;
use crate::gate::hospital;
use crate::gate::notifications::outbox::{self, Kind, Letter, LinkInLetter, Message, Recipient, Via};
use crate::kit::db::Tx;
use crate::kit::error::Result;
use crate::kit::when;
use crate::say;

/// Sends the person of a new account a link for their first password; the caller records the deed.
///
/// # Errors
/// What the database says.
pub fn invite(tx: &mut Tx<'_>, account: AccountId, by: AccountId) -> Result<()> {
    let (link, until) = links::issue(tx, account, Purpose::Invitation, None)?;
    let (name, address) = store::mailbox(tx.conn(), account)?;
    send(tx, Purpose::Invitation, (link, until), (account, name, address), Some(by))
}

/// Writes the mail with a link, to an address that may be another one than the account's.
pub(super) fn send(
    tx: &mut Tx<'_>,
    purpose: Purpose,
    (link, until): (LinkId, Timestamp),
    (account, name, address): (AccountId, String, String),
    caused_by: Option<AccountId>,
) -> Result<()> {
    let at = hospital::local_now(tx.conn(), until)?;
    let (kind, word) = match purpose {
        Purpose::Password => (Kind::Password, "password"),
        Purpose::Invitation => (Kind::Invitation, "invitation"),
        Purpose::Address => (Kind::Address, "address"),
    };
    let letter = Letter {
        subject: say!(&format!("mail-{word}-subject")),
        paragraphs: vec![say!(&format!("mail-{word}-words"))],
        link: Some(LinkInLetter { id: link, label: say!(&format!("mail-{word}-button")) }),
        closing: vec![
            match purpose.minutes_from_sending() {
                Some(minutes) => say!("mail-link-minutes", minutes = minutes),
                None => say!("mail-link-until", until = when::full(until, at.time_zone())),
            },
            say!(&format!("mail-{word}-not-you")),
        ],
        ..Letter::default()
    };
    let message = Message {
        kind,
        to: Recipient { name, patient: None, account: Some(account), phone: String::new() },
        via: Via::Mail { address, letter },
        about: None,
        once: None,
        not_after: Some(until),
        caused_by,
    };
    outbox::queue(tx, &message).map(|_| ())
}
