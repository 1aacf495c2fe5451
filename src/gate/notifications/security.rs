//! Telling somebody that something that matters was changed about their account.
//!
//! Written in the transaction of the change, to the address that the account has then. Whoever was not behind the
//! change learns of it, and what to do.

use serde_json::json;

use super::outbox::{self, Kind, Letter, Message, Recipient, Via};
use crate::gate::access::store;
use crate::gate::actor::AccountId;
use crate::gate::hospital;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::Result;
use crate::kit::when;
use crate::say;

/// What was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Somebody replaced the password, who knew the old one or had a link.
    Password,
    /// An admin started a reset.
    Reset,
    /// A second factor was turned on.
    FactorOn,
    /// The second factor was turned off.
    FactorOff,
    /// There are new recovery codes.
    Codes,
    /// Another address signs in; goes to the old one.
    Address,
    /// Text messages go to another number, or to none.
    Phone,
    /// The role is another.
    Role,
    /// The account is disabled.
    Disabled,
    /// The account can be used again.
    Enabled,
    /// Somebody signed in on a browser that was not known.
    NewBrowser,
}

impl Change {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Password,
        Self::Reset,
        Self::FactorOn,
        Self::FactorOff,
        Self::Codes,
        Self::Address,
        Self::Phone,
        Self::Role,
        Self::Disabled,
        Self::Enabled,
        Self::NewBrowser,
    ];

    /// The end of its catalogue key.
    fn word(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Reset => "reset",
            Self::FactorOn => "factor-on",
            Self::FactorOff => "factor-off",
            Self::Codes => "codes",
            Self::Address => "address",
            Self::Phone => "phone",
            Self::Role => "role",
            Self::Disabled => "disabled",
            Self::Enabled => "enabled",
            Self::NewBrowser => "new-browser",
        }
    }
}

/// Tells the person of an account. `facts` are looked up in the message beside the time, name and value.
///
/// # Errors
/// What the database says.
pub fn tell(tx: &mut Tx<'_>, account: AccountId, change: Change, facts: &[(String, String)]) -> Result<()> {
    let (_, address) = store::mailbox(tx.conn(), account)?;
    tell_at(tx, account, &address, change, facts)
}

/// The same at an address that the account had before.
///
/// # Errors
/// What the database says.
pub fn tell_at(
    tx: &mut Tx<'_>,
    account: AccountId,
    address: &str,
    change: Change,
    facts: &[(String, String)],
) -> Result<()> {
    let (name, _) = store::mailbox(tx.conn(), account)?;
    let now = tx.now();
    let at = hospital::local_now(tx.conn(), now)?;
    let mut rows = vec![(say!("mail-when"), when::full(at.timestamp(), at.time_zone()))];
    rows.extend_from_slice(facts);
    let letter = Letter {
        subject: say!(&format!("mail-security-{}", change.word())),
        paragraphs: vec![say!(&format!("mail-security-{}-words", change.word()))],
        facts: rows,
        closing: vec![say!("mail-security-not-you")],
        ..Letter::default()
    };
    let message = Message {
        kind: Kind::Security,
        to: Recipient { name, patient: None, account: Some(account), phone: String::new() },
        via: Via::Mail { address: address.to_owned(), letter },
        about: None,
        once: None,
        not_after: None,
        caused_by: None,
    };
    outbox::queue(tx, &message)?;
    tx.record(Deed::new("message.security").on("account", account).with(json!({ "about": change.word() })));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Change;

    #[test]
    fn every_change_has_words() {
        for change in Change::ALL {
            for key in
                [format!("mail-security-{}", change.word()), format!("mail-security-{}-words", change.word())]
            {
                assert!(crate::kit::text::has(&key), "{key}");
            }
        }
    }
}
