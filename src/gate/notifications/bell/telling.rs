//! Words for notifications: made when they are read, by the features that know what they are about.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::model::NotificationId;
use super::store::Notification;
use crate::gate::access::model::Identity;
use crate::gate::access::permissions::{Grant, Row};
use crate::gate::access::reach::Reach;
use crate::gate::actor::AccountId;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;

/// Who reads, where and when.
pub struct Reader {
    /// Who, as they stand now.
    pub who: Arc<Identity>,
    /// The present instant.
    pub now: Timestamp,
    /// The hospital's zone.
    pub zone: TimeZone,
}

impl Reader {
    /// Whether the contract grants them something.
    pub fn may(&self, row: &Row) -> bool {
        row.grant(self.who.role, self.who.duties) != Grant::No
    }

    /// Whose records a right of theirs reaches.
    pub fn reach(&self, row: &Row) -> Reach {
        let grant = row.grant(self.who.role, self.who.duties);
        Reach::of(grant, self.who.account, self.who.patient, self.now)
    }
}

/// A notification in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What happened, in one line.
    pub title: String,
    /// What is worth knowing besides; "" for nothing.
    pub sub: String,
    /// Where it is looked at, for who may.
    pub href: Option<String>,
    /// The icon.
    pub glyph: &'static str,
    /// The class of its status, or "".
    pub family: &'static str,
}

/// Puts notifications of some kinds into words, as far as the reader reaches what they are about now.
pub trait Teller: Send + Sync {
    /// The codes of the kinds.
    fn kinds(&self) -> &'static [&'static str];

    /// The words, in a number of statements that does not grow with the notifications. What is not in the answer is
    /// told without a name.
    ///
    /// # Errors
    /// What the database says.
    fn tell(
        &self,
        conn: &mut Conn,
        reader: &Reader,
        some: &[&Notification],
    ) -> Result<HashMap<NotificationId, Told>>;
}

/// All who tell.
#[derive(Clone)]
pub struct Tellers(pub Arc<[Arc<dyn Teller>]>);

impl Tellers {
    /// The words of these notifications; of a kind that nobody knows any more, none.
    ///
    /// # Errors
    /// What the database says.
    pub fn tell(
        &self,
        conn: &mut Conn,
        reader: &Reader,
        some: &[Notification],
    ) -> Result<HashMap<NotificationId, Told>> {
        let mut told = HashMap::with_capacity(some.len());
        for teller in self.0.iter() {
            let theirs: Vec<&Notification> =
                some.iter().filter(|one| teller.kinds().contains(&one.kind.as_str())).collect();
            if !theirs.is_empty() {
                told.extend(teller.tell(conn, reader, &theirs)?);
            }
        }
        Ok(told)
    }
}

/// What a feature notes when a page of somebody has asked what is new for them: it has got to them now.
#[derive(Clone, Copy)]
pub struct Asking {
    /// Whether there is anything to note.
    pub is_due: fn(&mut Conn, AccountId) -> Result<bool>,
    /// Notes it.
    pub note: fn(&mut Tx<'_>, AccountId) -> Result<()>,
}
