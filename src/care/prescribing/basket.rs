//! Prescriptions in the basket of a visit: written, checked and reasoned for, and part of the record once the visit is
//! signed.
//!
//! What lies in the basket is checked each time it is shown, also against what was put in before it, and once more when
//! the visit is signed. Findings that nobody has seen hold the signature up, and nothing is lost by it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;
use uuid::Uuid;

use super::actions::{Prescriber, UNSEEN, issue, look_over, on_record};
use super::decision::{Decision, with_replaces};
use super::forms::order_in;
use super::model::Order;
use super::replacing::{GONE, to_replace, told_apart};
use super::store::{self, Lying};
use super::voiding::{is_void, withdraw};
use super::{item_path, new_path, paper_path, path};
use crate::care::consultation::{Adding, At, CHANGED, InBasket, Laid, Line, open_visit};
use crate::care::notes::Voiding;
use crate::care::prescriptions::Prescription;
use crate::care::safety::{Changing, CheckView, Checked, Verdict, warning_words};
use crate::care::substances::Medicine;
use crate::care::visits::VisitId;
use crate::care::vitals::By;
use crate::gate::access::model::Identity;
use crate::gate::access::permissions::{Grant, Permission as _, perm};
use crate::gate::actor::AccountId;
use crate::gate::hospital;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::kit::seal::Key;
use crate::people::patients::PatientId;
use crate::people::staff;
use crate::say;

/// Prescriptions as the consultation meets them.
pub struct PrescriptionsInBasket {
    /// The installation's key, from which the codes on paper are made.
    pub key: Key,
}

/// A prescription that lies in a basket, with what the check says of it now.
struct Looked {
    lying: Lying,
    order: Order,
    found: Checked,
    /// What it takes the place of; none when that is not taken any more.
    replaced: Option<Vec<Prescription>>,
    /// Who would sign it.
    by: AccountId,
}

impl Looked {
    /// Whether what was decided when it was put in still holds, for who would sign it.
    fn stands(&self) -> bool {
        self.replaced.is_some()
            && self.lying.is_decided_by(self.by)
            && self.lying.decision(&self.lying.replaces()).covers(&self.found)
    }

    fn line(&self, patient: PatientId, visit: VisitId) -> Line {
        let warning = match (self.stands(), self.found.verdict()) {
            (false, _) if self.replaced.is_none() => say!("prescribing-basket-replaced-gone"),
            (false, _) if !self.lying.is_decided_by(self.by) => say!("prescribing-basket-others"),
            (false, _) => say!("prescribing-basket-changed"),
            (true, Verdict::Clear) => String::new(),
            (true, Verdict::CouldNotCheck) => say!("prescribing-could-not-check"),
            (true, Verdict::Warns) => {
                self.found.warnings.first().map(|one| warning_words(one).0).unwrap_or_default()
            }
        };
        let medicine = self.order.medicine();
        let replaced = self.replaced.iter().flatten().map(|old| told_apart(&medicine, old.shown()));
        Line {
            glyph: "pill",
            tags: replaced.map(|what| say!("prescribing-replaces", what = what)).collect(),
            title: medicine,
            reason: self.lying.overridden.clone().unwrap_or_default(),
            sub: format!("{} ({})", self.order.dosage(), self.order.quantity),
            warning,
            checked: CheckView::of(&self.found).compared,
            blocks: !self.stands(),
            href: item_path(patient, visit, self.lying.id),
            ..Line::default()
        }
    }
}

/// What changes with what lies in the basket of a visit before an item, or with all of it: what is new comes newest first,
/// as the record will have it.
fn before(lying: &[Lying], item: Option<Uuid>) -> Result<Changing> {
    let mut changing = Changing::default();
    for one in lying.iter().take_while(|one| Some(one.id) != item) {
        changing.beside.insert(0, Medicine::of(&order_in(&one.fields)?.concept()));
        changing.leaving.extend(one.replaces());
    }
    Ok(changing)
}

/// What changes with what lies in the basket of a visit before `item`, or with all of it; and what all but `item` in there
/// take the place of.
///
/// # Errors
/// What the database says.
pub fn around(
    conn: &mut Conn,
    visit: VisitId,
    item: Option<Uuid>,
) -> Result<(Changing, Vec<Id<Prescription>>)> {
    let all = store::of_visit(conn, visit)?;
    let replaced = all.iter().filter(|one| Some(one.id) != item).flat_map(Lying::replaces).collect();
    Ok((before(&all, item)?, replaced))
}

/// What a prescription that lies in a basket says, and in which version.
///
/// # Errors
/// [`Error::Bug`] when it is not what was put there.
pub fn laid(lying: &Lying) -> Result<Laid> {
    let order = order_in(&lying.fields)?;
    Ok(Laid { at: lying.put_at.0, said: format!("{}: {}", order.medicine(), order.dosage()) })
}

/// Puts a prescription into the basket of a visit, or in the place of `item` that was put there at that moment.
///
/// # Errors
/// [`Error::NotFound`] when the visit is over; [`Error::Broken`] as [`issue`] says, and with [`CHANGED`] when `item` does
/// not lie there as it did.
pub fn put(
    tx: &mut Tx<'_>,
    patient: PatientId,
    (visit, item): (VisitId, Option<(Uuid, Timestamp)>),
    fields: Value,
    decision: Decision<'_>,
    today: Date,
    by: AccountId,
) -> Result<()> {
    open_visit(tx.conn(), patient, visit)?;
    let order = order_in(&fields)?;
    to_replace(tx.conn(), patient, &order, decision.replaces, today)?;
    let (mut changing, others) = around(tx.conn(), visit, item.map(|(item, _)| item))?;
    if decision.replaces.iter().any(|old| others.contains(old)) {
        return Err(Error::Broken(GONE.to_owned()));
    }
    changing.leaving.extend_from_slice(decision.replaces);
    let found = look_over(tx.conn(), patient, &order, today, &changing)?;
    if !decision.covers(&found) {
        return Err(Error::Broken(UNSEEN.to_owned()));
    }
    let lying = Lying {
        id: item.map_or_else(Uuid::now_v7, |(item, _)| item),
        fields: with_replaces(fields, decision.replaces),
        account_id: by,
        seen: found.fingerprint(),
        overridden: decision.reason.filter(|_| found.verdict() == Verdict::Warns).map(str::to_owned),
        put_at: Utc(tx.now()),
    };
    match item {
        Some((_, laid)) => {
            if !store::put_instead(tx, visit, &lying, laid)? {
                return Err(Error::Broken(CHANGED.to_owned()));
            }
        }
        None => store::put_in(tx, visit, &lying)?,
    }
    tx.record(Deed::new("prescription.prepared").on("visit", visit).about(patient.uuid()));
    Ok(())
}

/// Takes a prescription out of the basket of a visit.
///
/// # Errors
/// [`Error::NotFound`] when the visit is over or nothing of that name lies there.
pub fn take_out(tx: &mut Tx<'_>, patient: PatientId, visit: VisitId, item: Uuid) -> Result<()> {
    open_visit(tx.conn(), patient, visit)?;
    if !store::take_out(tx, visit, item)? {
        return Err(Error::NotFound);
    }
    tx.record(Deed::new("prescription.taken-out").on("visit", visit).about(patient.uuid()));
    Ok(())
}

impl InBasket for PrescriptionsInBasket {
    fn adding(&self, who: &Identity, patient: PatientId, visit: VisitId) -> Vec<Adding> {
        if perm::OrderWrite::ROW.grant(who.role, who.duties) == Grant::No {
            return Vec::new();
        }
        let href = format!("{}?visit={visit}", new_path(patient));
        vec![Adding { glyph: "pill", label: say!("prescribing-one"), href }]
    }

    fn lines(&self, conn: &mut Conn, patient: PatientId, visit: VisitId, by: At) -> Result<Vec<Line>> {
        let all = store::of_visit(conn, visit)?;
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let today = hospital::local_now(conn, by.now)?.date();
        let record = on_record(conn, patient, today)?;
        let mut lines = Vec::new();
        for lying in &all {
            let order = order_in(&lying.fields)?;
            let mut changing = before(&all, Some(lying.id))?;
            changing.leaving.extend(lying.replaces());
            let found = record.check(conn, &Medicine::of(&order.concept()), &changing)?;
            let replaced = match to_replace(conn, patient, &order, &lying.replaces(), today) {
                Ok(rows) => Some(rows),
                Err(error) if error.breaks(GONE) => None,
                Err(error) => return Err(error),
            };
            let looked = Looked { lying: lying.clone(), order, found, replaced, by: by.account };
            lines.push(looked.line(patient, visit));
        }
        Ok(lines)
    }

    fn signed(&self, conn: &mut Conn, patient: PatientId, visit: VisitId) -> Result<Vec<Line>> {
        let rows = store::issued_in(conn, patient, visit)?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id.uuid()).collect();
        let mut beside = store::beside(conn, &ids)?;
        let lines = rows.into_iter().map(|row| {
            let said = beside.remove(&row.id.uuid()).unwrap_or_default();
            let tags =
                said.replaces.into_iter().map(|(_, what, _)| say!("prescribing-replaces", what = what));
            let quantity = row.quantity.as_ref().map(|quantity| format!(" ({quantity})")).unwrap_or_default();
            Line {
                glyph: "pill",
                title: row.shown().to_owned(),
                tags: tags.collect(),
                sub: format!("{}{quantity}", row.dosage.clone().unwrap_or_default()),
                reason: said.overridden.unwrap_or_default(),
                voided: said.voided.map(|voided| voided.reason),
                href: path(patient, row.id),
                paper: paper_path(patient, row.id),
                ..Line::default()
            }
        });
        Ok(lines.collect())
    }

    fn sign(&self, tx: &mut Tx<'_>, patient: PatientId, visit: VisitId, by: &By) -> Result<usize> {
        let all = store::of_visit(tx.conn(), visit)?;
        if all.is_empty() {
            return Ok(0);
        }
        let now = tx.now();
        let today = hospital::local_now(tx.conn(), now)?.date();
        let licence = staff::profile(tx.conn(), by.account)?.map(|one| one.licence).unwrap_or_default();
        let by = Prescriber { account: by.account, name: by.name.clone(), licence };
        for one in &all {
            let order = order_in(&one.fields)?;
            // A reason against a warning is that of who gave it and said who they are.
            if !one.is_decided_by(by.account) {
                return Err(Error::Broken(UNSEEN.to_owned()));
            }
            let replaces = one.replaces();
            issue(tx, patient, Some(visit), &order, one.decision(&replaces), today, &by, &self.key)?;
        }
        store::empty(tx, visit)?;
        Ok(all.len())
    }

    fn void(&self, tx: &mut Tx<'_>, patient: PatientId, visit: VisitId, voiding: &Voiding) -> Result<()> {
        store::empty(tx, visit)?;
        let rows = store::issued_in(tx.conn(), patient, visit)?.into_iter();
        rows.filter(|row| !is_void(row)).try_for_each(|row| withdraw(tx, row, voiding))
    }
}
