//! Letters in the basket of a visit: not written yet, and written by the signature under the visit.
//!
//! - A letter is the word of who signs it. Only what they put in themselves, or saved last, is written under their name;
//!   what a colleague put there waits until they have opened it and put it in anew, or taken it out.
//! - The days of a sick note are looked at once more on the day on which it is signed.
//! - What a referral takes along is what is known when it is signed, what was signed before it with the same visit
//!   included.

use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

use super::known::known;
use super::model::{Content, Hindrance, Kind, Letter, Referral, Urgency};
use super::store::{self, lying};
use super::{actions, forms, item_path, new_path, paper_path, path, said};
use crate::care::consultation::{Adding, At, CHANGED, InBasket, Laid, Line, open_visit};
use crate::care::notes::Voiding;
use crate::care::visits::VisitId;
use crate::care::vitals::By;
use crate::gate::access::model::Identity;
use crate::gate::access::permissions::{Grant, Permission as _, perm};
use crate::gate::actor::AccountId;
use crate::gate::hospital;
use crate::kit::db::{Conn, Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::people::patients::PatientId;
use crate::say;

/// Letters as the consultation meets them.
pub struct LettersInBasket;

/// Somebody else put the letter in the basket.
pub const OTHERS: &str = "letter_is_not_the_signers_word";
/// The days of the sick note are wrong by the day on which it is signed.
pub const DAYS: &str = "letter_days_are_wrong_by_now";

fn rule(of: Hindrance) -> &'static str {
    match of {
        Hindrance::Others => OTHERS,
        Hindrance::Days(_) => DAYS,
    }
}

fn words(of: Hindrance) -> String {
    match of {
        Hindrance::Others => say!("letters-basket-others"),
        Hindrance::Days(wrong) => say!("letters-basket-days", what = forms::days_said(wrong).1),
    }
}

/// How a letter stands in the basket and beside a signed note.
fn line(content: &Content) -> Line {
    let (glyph, sub, tag) = match content {
        Content::SickNote(note) => ("file", format!("{} ({})", content.about(), said::length(note)), None),
        Content::Referral(Referral { to, urgency, .. }) => {
            let tag = (*urgency != Urgency::Routine).then(|| said::urgency(*urgency));
            ("send", to.clone(), tag)
        }
    };
    Line {
        glyph,
        title: say!(content.kind().label_key()),
        sub,
        tags: tag.into_iter().collect(),
        ..Line::default()
    }
}

/// A letter of this kind that lies in the basket of a visit, who put it there, and how it lies there.
///
/// # Errors
/// [`Error::NotFound`] when none does.
pub fn find(conn: &mut Conn, visit: VisitId, item: Uuid, kind: Kind) -> Result<(Content, AccountId, Laid)> {
    let found = lying::find_lying(conn, visit, item)?;
    let content = found.content()?;
    if content.kind() != kind {
        return Err(Error::NotFound);
    }
    let Line { title, sub, .. } = line(&content);
    Ok((content, found.account_id, Laid { at: found.put_at.0, said: format!("{title}: {sub}") }))
}

/// Puts a letter into the basket of a visit, or in the place of `item` that was put there at that moment, as the word of who
/// puts it in.
///
/// # Errors
/// [`Error::NotFound`] when the visit is over; [`Error::Broken`] with [`CHANGED`] when `item` does not lie there as it did.
pub fn put(
    tx: &mut Tx<'_>,
    patient: PatientId,
    (visit, item): (VisitId, Option<(Uuid, Timestamp)>),
    content: &Content,
    by: AccountId,
) -> Result<()> {
    open_visit(tx.conn(), patient, visit)?;
    let now = tx.now();
    match item {
        Some((item, laid)) => {
            if !lying::put_instead(tx, visit, &lying::Lying::new(item, by, content, now)?, laid)? {
                return Err(Error::Broken(CHANGED.to_owned()));
            }
        }
        None => lying::put_in(tx, visit, &lying::Lying::new(Uuid::now_v7(), by, content, now)?)?,
    }
    let detail = json!({ "letter": content.kind().word() });
    tx.record(Deed::new("record.letter-prepared").on("visit", visit).about(patient.uuid()).with(detail));
    Ok(())
}

/// Takes a letter out of the basket of a visit.
///
/// # Errors
/// [`Error::NotFound`] when the visit is over or nothing of that name lies there.
pub fn take_out(tx: &mut Tx<'_>, patient: PatientId, visit: VisitId, item: Uuid) -> Result<()> {
    open_visit(tx.conn(), patient, visit)?;
    if !lying::take_out(tx, visit, item)? {
        return Err(Error::NotFound);
    }
    tx.record(Deed::new("record.letter-taken-out").on("visit", visit).about(patient.uuid()));
    Ok(())
}

impl InBasket for LettersInBasket {
    fn adding(&self, who: &Identity, patient: PatientId, visit: VisitId) -> Vec<Adding> {
        if perm::RecordWrite::ROW.grant(who.role, who.duties) == Grant::No {
            return Vec::new();
        }
        let adding = |kind, glyph, label: &str| {
            let href = format!("{}?visit={visit}", new_path(patient, kind));
            Adding { glyph, label: say!(label), href }
        };
        vec![
            adding(Kind::SickNote, "file", "letters-sick-note"),
            adding(Kind::Referral, "send", "letters-add-referral"),
        ]
    }

    fn lines(&self, conn: &mut Conn, patient: PatientId, visit: VisitId, by: At) -> Result<Vec<Line>> {
        let all = lying::of_visit(conn, visit)?;
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let today = hospital::local_now(conn, by.now)?.date();
        all.iter()
            .map(|one| {
                let content = one.content()?;
                let hindrance = content.hindrance(one.account_id, by.account, today);
                Ok(Line {
                    warning: hindrance.map(words).unwrap_or_default(),
                    blocks: hindrance.is_some(),
                    href: item_path(patient, visit, content.kind(), one.id),
                    ..line(&content)
                })
            })
            .collect()
    }

    fn signed(&self, conn: &mut Conn, patient: PatientId, visit: VisitId) -> Result<Vec<Line>> {
        let letters = store::of_visit(conn, patient, visit)?;
        let lines = letters.into_iter().map(|letter| {
            let voided = letter.voided.map(|voided| voided.reason);
            let paper = paper_path(patient, letter.id);
            Line { voided, href: path(patient), paper, ..line(&letter.content) }
        });
        Ok(lines.collect())
    }

    fn sign(&self, tx: &mut Tx<'_>, patient: PatientId, visit: VisitId, by: &By) -> Result<usize> {
        let all = lying::of_visit(tx.conn(), visit)?;
        if all.is_empty() {
            return Ok(0);
        }
        let now = tx.now();
        let here = hospital::local_now(tx.conn(), now)?;
        for one in &all {
            let mut content = one.content()?;
            if let Some(hindrance) = content.hindrance(one.account_id, by.account, here.date()) {
                return Err(Error::Broken(rule(hindrance).to_owned()));
            }
            if let Content::Referral(Referral { known: Some(taken_along), .. }) = &mut content {
                *taken_along = known(tx.conn(), patient, &here)?;
            }
            actions::write(tx, patient, Some(visit), &content, (by.account, &by.name))?;
        }
        lying::empty(tx, visit)?;
        Ok(all.len())
    }

    fn void(&self, tx: &mut Tx<'_>, patient: PatientId, visit: VisitId, voiding: &Voiding) -> Result<()> {
        lying::empty(tx, visit)?;
        let standing = |letter: &Letter| letter.voided.is_none();
        for letter in store::of_visit(tx.conn(), patient, visit)?.into_iter().filter(standing) {
            actions::void(tx, patient, letter.id, (voiding.by, &voiding.name), &voiding.reason)?;
        }
        Ok(())
    }
}
