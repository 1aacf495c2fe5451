//! The basket: what other features put beside a draft, to be signed with it in the same transaction.
//!
//! A feature above this one implements [`InBasket`] and the wiring lists it; this feature knows none of them. Whatever
//! lies in the basket belongs to a visit in progress; it becomes part of the record when the visit is signed.

use std::sync::Arc;

use jiff::Timestamp;

use crate::care::notes::Voiding;
use crate::care::visits::VisitId;
use crate::care::vitals::By;
use crate::gate::access::model::Identity;
use crate::gate::actor::AccountId;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::people::patients::PatientId;

/// One thing in the basket, in words.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// The icon before it.
    pub glyph: &'static str,
    /// What it is, such as a drug with its strength.
    pub title: String,
    /// What is said beside that in a word or two, such as what it replaces.
    pub tags: Vec<String>,
    /// The rest, in a quieter line.
    pub sub: String,
    /// What is to be watched, such as what the safety check says; "" for nothing.
    pub warning: String,
    /// With what it was compared; "" for nothing.
    pub checked: String,
    /// Why it is so all the same; "" for nothing.
    pub reason: String,
    /// Whether nothing can be signed while it is as it is.
    pub blocks: bool,
    /// Where it is changed, reasoned or taken out; once it is signed, where it is read.
    pub href: String,
    /// Why it is void, if it was voided since it was signed.
    pub voided: Option<String>,
    /// Once it is signed, its paper, for who may print; "" for what has none.
    pub paper: String,
}

/// A way to put something in.
#[derive(Clone, Debug)]
pub struct Adding {
    /// The icon before it.
    pub glyph: &'static str,
    /// What it adds.
    pub label: String,
    /// Where.
    pub href: String,
}

/// Who would sign, and when.
#[derive(Clone, Copy, Debug)]
pub struct At {
    /// Who.
    pub account: AccountId,
    /// When.
    pub now: Timestamp,
}

/// A feature that has things in the basket.
pub trait InBasket: Send + Sync {
    /// The ways to put something in, for this person; none when they may not.
    fn adding(&self, who: &Identity, patient: PatientId, visit: VisitId) -> Vec<Adding>;

    /// What lies in it for a visit in progress, as it stands at this moment for whoever would sign it.
    ///
    /// # Errors
    /// What the database says.
    fn lines(&self, conn: &mut Conn, patient: PatientId, visit: VisitId, by: At) -> Result<Vec<Line>>;

    /// What was signed with a visit, as it stands at this moment.
    ///
    /// # Errors
    /// What the database says.
    fn signed(&self, conn: &mut Conn, patient: PatientId, visit: VisitId) -> Result<Vec<Line>>;

    /// Signs all of it, as part of the transaction that signs the visit and after the features before it, and says how
    /// many there were.
    ///
    /// # Errors
    /// What the database says; a rule of the feature when something in it cannot be signed as it is.
    fn sign(&self, tx: &mut Tx<'_>, patient: PatientId, visit: VisitId, by: &By) -> Result<usize>;

    /// Drops or voids what belongs to a visit that is voided.
    ///
    /// # Errors
    /// What the database says.
    fn void(&self, tx: &mut Tx<'_>, patient: PatientId, visit: VisitId, voiding: &Voiding) -> Result<()>;
}

/// All features that have things in the basket, in the order in which theirs are shown and signed.
#[derive(Clone, Default)]
pub struct Basket(pub Vec<Arc<dyn InBasket>>);

impl Basket {
    /// Every way to put something in.
    pub fn adding(&self, who: &Identity, patient: PatientId, visit: VisitId) -> Vec<Adding> {
        self.0.iter().flat_map(|feature| feature.adding(who, patient, visit)).collect()
    }

    /// All that lies in it.
    ///
    /// # Errors
    /// What the database says.
    pub fn lines(&self, conn: &mut Conn, patient: PatientId, visit: VisitId, by: At) -> Result<Vec<Line>> {
        let mut lines = Vec::new();
        for feature in &self.0 {
            lines.extend(feature.lines(conn, patient, visit, by)?);
        }
        Ok(lines)
    }

    /// All that was signed with a visit.
    ///
    /// # Errors
    /// What the database says.
    pub fn signed(&self, conn: &mut Conn, patient: PatientId, visit: VisitId) -> Result<Vec<Line>> {
        let mut lines = Vec::new();
        for feature in &self.0 {
            lines.extend(feature.signed(conn, patient, visit)?);
        }
        Ok(lines)
    }

    /// Signs all of it, and says how many there were.
    ///
    /// # Errors
    /// As [`InBasket::sign`].
    pub fn sign(&self, tx: &mut Tx<'_>, patient: PatientId, visit: VisitId, by: &By) -> Result<usize> {
        let mut signed = 0;
        for feature in &self.0 {
            signed += feature.sign(tx, patient, visit, by)?;
        }
        Ok(signed)
    }

    /// Drops or voids all of it.
    ///
    /// # Errors
    /// What the database says.
    pub fn void(&self, tx: &mut Tx<'_>, patient: PatientId, visit: VisitId, voiding: &Voiding) -> Result<()> {
        self.0.iter().try_for_each(|feature| feature.void(tx, patient, visit, voiding))
    }
}
