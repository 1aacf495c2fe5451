//! Links that let somebody do one thing once: the statements on `one_time_links`, and what stands in an address.
//!
//! - What stands in the address is made from the link's id under a key outside the database, at the moment at which a
//!   mail leaves. It is kept nowhere: whoever reads the database, or a copy of it, can open none.
//! - A new link of the same purpose ends those before it. A link is over when it was used, when its time is over, or
//!   when the account is disabled.
//! - Looking at one changes nothing, since mail scanners look at all of them; a form's POST uses it up.

use diesel::prelude::*;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::kit::seal::{Key, Mac};
use crate::schema::{accounts, one_time_links};

/// Marks the ids of links.
#[derive(Debug)]
pub struct OneTime;
/// The id of a link.
pub type LinkId = Id<OneTime>;

/// Digits of the id in an address; a signature follows.
const ID_DIGITS: usize = 32;

/// What a link is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A new password in place of one that was forgotten.
    Password,
    /// The first password of a new account.
    Invitation,
    /// Another address to sign in with.
    Address,
}

impl Purpose {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Password, Self::Invitation, Self::Address];

    /// As the database keeps it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Invitation => "invitation",
            Self::Address => "address",
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.word() == word)
    }

    /// Hours for which it can be used; of one that counts from its sending, hours within which it has to be sent.
    fn hours(self) -> i64 {
        match self {
            Self::Password => 1,
            Self::Invitation => 72,
            Self::Address => 24,
        }
    }

    /// Minutes for which it can be used once its mail has left; none where it counts from its making.
    pub fn minutes_from_sending(self) -> Option<i64> {
        (self == Self::Password).then_some(10)
    }
}

/// A link that can be used.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Its id.
    pub id: LinkId,
    /// Whose account it is for.
    pub account: AccountId,
    /// What for.
    pub purpose: Purpose,
    /// The new address, when it is for that.
    pub email: Option<String>,
}

/// Makes a link in place of earlier ones of the same purpose, and answers until when it can be used; the caller records
/// the deed.
///
/// # Errors
/// What the database says.
pub fn issue(
    tx: &mut Tx<'_>,
    account: AccountId,
    purpose: Purpose,
    email: Option<&str>,
) -> Result<(LinkId, Timestamp)> {
    let (id, now) = (LinkId::new(), tx.now());
    let until = now.checked_add(SignedDuration::from_hours(purpose.hours())).map_err(Error::bug)?;
    end(tx, account, Some(purpose))?;
    diesel::insert_into(one_time_links::table)
        .values((
            one_time_links::id.eq(id),
            one_time_links::account_id.eq(account),
            one_time_links::purpose.eq(purpose.word()),
            one_time_links::email.eq(email),
            one_time_links::made_at.eq(Utc(now)),
            one_time_links::until.eq(Utc(until)),
        ))
        .execute(tx.conn())?;
    Ok((id, until))
}

/// Notes that the mail with a link has left the house: its time counts from now, where it counts from then. Sent a
/// second time, it lasts no longer.
///
/// # Errors
/// What the database says.
pub fn note_sent(tx: &mut Tx<'_>, id: LinkId) -> Result<()> {
    for purpose in Purpose::ALL {
        let Some(minutes) = purpose.minutes_from_sending() else { continue };
        let until = tx.now().checked_add(SignedDuration::from_mins(minutes)).map_err(Error::bug)?;
        diesel::update(
            one_time_links::table
                .find(id)
                .filter(one_time_links::purpose.eq(purpose.word()))
                .filter(one_time_links::until.gt(Utc(until))),
        )
        .set(one_time_links::until.eq(Utc(until)))
        .execute(tx.conn())?;
    }
    Ok(())
}

/// Ends what is open for an account, of one purpose or of all.
///
/// # Errors
/// What the database says.
pub fn end(tx: &mut Tx<'_>, account: AccountId, purpose: Option<Purpose>) -> Result<()> {
    let now = tx.now();
    let words: Vec<&str> = Purpose::ALL
        .into_iter()
        .filter(|one| purpose.is_none_or(|only| only == *one))
        .map(Purpose::word)
        .collect();
    diesel::update(
        one_time_links::table
            .filter(one_time_links::account_id.eq(account))
            .filter(one_time_links::purpose.eq_any(words))
            .filter(one_time_links::used_at.is_null()),
    )
    .set(one_time_links::used_at.eq(Some(Utc(now))))
    .execute(tx.conn())?;
    Ok(())
}

/// What stands in the address of a link.
pub fn token(root: &Key, id: LinkId) -> String {
    format!("{}{}", id.uuid().simple(), sign(root, id).to_hex())
}

/// The link that an address names; none when we have not made it.
pub fn read(root: &Key, token: &str) -> Option<LinkId> {
    let (id, mac) = token.split_at_checked(ID_DIGITS)?;
    let id = LinkId::from(Uuid::try_parse(id).ok()?);
    // The id is spelt in one way too: without hyphens, in small letters.
    (Mac::from_hex(mac)? == sign(root, id) && token.starts_with(&id.uuid().simple().to_string()))
        .then_some(id)
}

fn sign(root: &Key, id: LinkId) -> Mac {
    root.derive("one-time link").mac(&[id.uuid().as_bytes()])
}

/// The link of this id, if it can be used now.
///
/// # Errors
/// What the database says.
pub fn find(conn: &mut Conn, id: LinkId, now: Timestamp) -> Result<Option<Link>> {
    let row: Option<(AccountId, String, Option<String>)> = one_time_links::table
        .inner_join(accounts::table.on(accounts::id.eq(one_time_links::account_id)))
        .filter(one_time_links::id.eq(id))
        .filter(one_time_links::used_at.is_null())
        .filter(one_time_links::until.gt(Utc(now)))
        .filter(accounts::active.eq(true))
        .select((one_time_links::account_id, one_time_links::purpose, one_time_links::email))
        .first(conn)
        .optional()?;
    let Some((account, purpose, email)) = row else { return Ok(None) };
    let purpose = Purpose::of_word(&purpose).ok_or_else(|| Error::bug("a link for nothing we know"))?;
    Ok(Some(Link { id, account, purpose, email }))
}

/// Uses a link up, inside the transaction that does what it is for.
///
/// # Errors
/// [`Error::NotFound`] when it cannot be used any more.
pub fn use_up(tx: &mut Tx<'_>, id: LinkId) -> Result<Link> {
    let now = tx.now();
    let link = find(tx.conn(), id, now)?.ok_or(Error::NotFound)?;
    let used = diesel::update(one_time_links::table.find(id).filter(one_time_links::used_at.is_null()))
        .set(one_time_links::used_at.eq(Some(Utc(now))))
        .execute(tx.conn())?;
    if used == 1 { Ok(link) } else { Err(Error::NotFound) }
}

/// Forgets what has been over for a week.
///
/// # Errors
/// What the database says.
pub fn forget_old(tx: &mut Tx<'_>) -> Result<usize> {
    let before = tx.now().saturating_sub(SignedDuration::from_hours(24 * 7)).map_err(Error::bug)?;
    Ok(diesel::delete(one_time_links::table.filter(one_time_links::until.lt(Utc(before))))
        .execute(tx.conn())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_spelt_in_one_way_and_by_us_alone() {
        let (root, id) = (Key::generate(), LinkId::new());
        let token = token(&root, id);
        assert_eq!(token.len(), 96);
        assert_eq!(read(&root, &token), Some(id));
        assert_eq!(read(&Key::generate(), &token), None);
        let other = super::token(&root, LinkId::new());
        let mixed = format!("{}{}", &token[..ID_DIGITS], &other[ID_DIGITS..]);
        for wrong in ["", "x", &token[1..], &token.to_uppercase(), &format!("{token}0"), &mixed, "ü"] {
            assert_eq!(read(&root, wrong), None, "{wrong}");
        }
    }

    #[test]
    fn purposes_are_read_back() {
        for purpose in Purpose::ALL {
            assert_eq!(Purpose::of_word(purpose.word()), Some(purpose));
        }
    }
}
