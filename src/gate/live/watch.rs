//! Who may hear that something changed.

use std::sync::Arc;

use jiff::Timestamp;

use crate::gate::access::model::Identity;
use crate::gate::access::permissions::{Grant, Row};
use crate::gate::actor::AccountId;
use crate::kit::db::{Conn, Topic, Tx};
use crate::kit::error::Result;

/// Answers for the topics of one kind: who may look at what a topic is about may hear that it changed, and nobody else.
pub trait Watch: Send + Sync {
    /// The kind.
    fn kind(&self) -> &'static str;

    /// Whether this person, as they stand now, may hear of it. `about` is what follows the kind, as it was sent.
    ///
    /// # Errors
    /// What the database says.
    fn may(&self, conn: &mut Conn, who: &Identity, about: &str, now: Timestamp) -> Result<bool>;
}

/// All who answer for topics.
#[derive(Clone)]
pub struct Watchers(pub Arc<[Arc<dyn Watch>]>);

impl Watchers {
    /// Whether this person may hear of a topic: nobody may of one that nobody answers for.
    ///
    /// # Errors
    /// What the database says.
    pub fn may(&self, conn: &mut Conn, who: &Identity, topic: &Topic, now: Timestamp) -> Result<bool> {
        let responsible = self.0.iter().find(|watch| watch.kind() == topic.kind());
        responsible.map_or(Ok(false), |watch| watch.may(conn, who, topic.about(), now))
    }
}

/// A matter of the whole house that changes seldom, so that nobody minds to look again: `hours/house`.
#[derive(Clone, Copy, Debug)]
pub struct Matter {
    /// The kind of its topic.
    pub kind: &'static str,
    /// Who may hear of it: who has one of these rights, with whatever bound. What the page then shows is bounded anew.
    pub rights: &'static [&'static Row],
}

impl Matter {
    /// What pages about it listen to.
    pub fn topic(&self) -> Topic {
        Topic::of(self.kind, HOUSE)
    }

    /// Hints that it has changed.
    pub fn hint(&self, tx: &mut Tx<'_>) {
        tx.hint(self.topic());
    }
}

impl Watch for Matter {
    fn kind(&self) -> &'static str {
        self.kind
    }

    fn may(&self, _: &mut Conn, who: &Identity, about: &str, _: Timestamp) -> Result<bool> {
        let has = |right: &&Row| right.grant(who.role, who.duties) != Grant::No;
        Ok(about == HOUSE && self.rights.iter().any(has))
    }
}

const HOUSE: &str = "house";
const BELL: &str = "bell";

/// The bell of somebody, which rings when there is something new for them.
pub fn bell_topic(of: AccountId) -> Topic {
    Topic::of(BELL, of)
}

/// Answers for bells: one's own, and nobody else's.
pub struct BellWatch;

impl Watch for BellWatch {
    fn kind(&self) -> &'static str {
        BELL
    }

    fn may(&self, _: &mut Conn, who: &Identity, about: &str, _: Timestamp) -> Result<bool> {
        Ok(about.parse() == Ok(who.account))
    }
}
