//! Counting tries to sign in, to unlock, to give a code.
//!
//! A try is charged before anything is checked and given back when it was right, so that a hundred at once do not all
//! see the tally of the first. The first that comes too early is on file, once for each wait.

use crate::gate::access::store;
use crate::gate::access::throttle::{ACCOUNT, ADDRESS, Answer, MAIL, MAIL_FROM, Policy, Tally};
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, House};
use crate::kit::db::{Deed, Tx};
use crate::kit::error::Result;

/// What somebody tries, and what it is counted under.
#[derive(Clone)]
pub(super) struct Try {
    /// The tally of the account, or of a browser that is known for it; forgotten with the first right try.
    own: Vec<u8>,
    /// The tally of the address, which a right try only gives back.
    address: Option<Vec<u8>>,
    /// How both are counted.
    policies: (Policy, Policy),
    whose: Whose,
    too_early: &'static str,
}

#[derive(Clone)]
enum Whose {
    Email(String),
    Account(AccountId),
}

impl Try {
    /// A sign-in. `known` is the tally of a browser on which this person has signed in before.
    pub(super) fn to_sign_in(desk: &Desk, email_key: &str, known: Option<Vec<u8>>) -> Self {
        let house = desk.house();
        Self {
            own: known.unwrap_or_else(|| key(house, &[b"account", email_key.as_bytes()])),
            address: Some(key(house, &[b"address", desk.visit().network().to_string().as_bytes()])),
            policies: (ACCOUNT, ADDRESS),
            whose: Whose::Email(email_key.to_owned()),
            too_early: "session.too-early",
        }
    }

    /// A request that sends mail to an address, whether anybody has it or not. It is not given back.
    pub(super) fn to_get_mail(desk: &Desk, email_key: &str) -> Self {
        let house = desk.house();
        Self {
            own: key(house, &[b"mail", email_key.as_bytes()]),
            address: Some(key(house, &[b"mail from", desk.visit().network().to_string().as_bytes()])),
            policies: (MAIL, MAIL_FROM),
            whose: Whose::Email(email_key.to_owned()),
            too_early: "password.link-too-early",
        }
    }

    /// The password of somebody who is signed in already.
    pub(super) fn of_password(house: &House, account: AccountId) -> Self {
        Self {
            own: key(house, &[b"unlock", account.to_string().as_bytes()]),
            address: None,
            policies: (ACCOUNT, ADDRESS),
            whose: Whose::Account(account),
            too_early: "password.too-early",
        }
    }

    /// A code of the second factor. `known` is the tally of a browser on which this person has signed in before.
    pub(super) fn of_code(house: &House, account: AccountId, known: Option<Vec<u8>>) -> Self {
        Self {
            own: known.unwrap_or_else(|| key(house, &[b"code", account.uuid().as_bytes()])),
            address: None,
            policies: (ACCOUNT, ADDRESS),
            whose: Whose::Account(account),
            too_early: "second-factor.too-early",
        }
    }

    /// Charges it, in a transaction of its own; the seconds to wait when it is too early.
    pub(super) async fn charge(&self, desk: &Desk) -> Result<Option<u32>> {
        let (this, actor) = (self.clone(), desk.visit().actor(desk.house()));
        desk.write_as(&actor, move |tx| this.charge_in(tx)).await
    }

    fn charge_in(&self, tx: &mut Tx<'_>) -> Result<Option<u32>> {
        tx.nothing_to_record("a tally is no deed; the refusal itself is recorded");
        let now = tx.now();
        let mut charged = Vec::new();
        for (policy, key) in self.tallies() {
            let tally = store::tally(tx.conn(), key)?;
            if let Answer::Wait { seconds } = policy.ask(tally, now) {
                self.say_too_early(tx, key)?;
                return Ok(Some(seconds));
            }
            charged.push((key, policy.failed(tally, now)));
        }
        for (key, tally) in charged {
            store::keep_tally(tx, key, tally)?;
        }
        Ok(None)
    }

    fn say_too_early(&self, tx: &mut Tx<'_>, key: &[u8]) -> Result<()> {
        if !store::is_first_too_early(tx, key)? {
            return Ok(());
        }
        let account = match &self.whose {
            Whose::Account(account) => Some(*account),
            Whose::Email(email) => store::by_email(tx.conn(), email)?.map(|account| account.id),
        };
        let verb = self.too_early;
        let deed = Deed::new(verb).refused();
        tx.record(match account {
            Some(account) => deed.on("account", account),
            None => deed,
        });
        Ok(())
    }

    /// Gives it back: it was right.
    pub(super) fn was_right(&self, tx: &mut Tx<'_>) -> Result<()> {
        store::keep_tally(tx, &self.own, Tally::default())?;
        if let Some(address) = &self.address {
            let mut tally = store::tally(tx.conn(), address)?;
            tally.count = tally.count.saturating_sub(1);
            store::keep_tally(tx, address, tally)?;
        }
        Ok(())
    }

    fn tallies(&self) -> impl Iterator<Item = (Policy, &[u8])> {
        let address = self.address.as_deref().map(|key| (self.policies.1, key));
        std::iter::once((self.policies.0, self.own.as_slice())).chain(address)
    }
}

/// The tallies of failures that whoever has a mailed link leaves behind.
#[derive(Clone)]
pub(super) struct Lift([Vec<u8>; 2]);

impl Lift {
    /// Those of an account that signs in with this address.
    pub(super) fn of(house: &House, account: AccountId, email_key: &str) -> Self {
        Self([
            key(house, &[b"account", email_key.as_bytes()]),
            key(house, &[b"unlock", account.to_string().as_bytes()]),
        ])
    }

    /// Forgets them.
    pub(super) fn lift(&self, tx: &mut Tx<'_>) -> Result<()> {
        self.0.iter().try_for_each(|key| store::keep_tally(tx, key, Tally::default()))
    }
}

fn key(house: &House, parts: &[&[u8]]) -> Vec<u8> {
    house.root.derive("throttle").mac(parts).as_bytes().to_vec()
}
