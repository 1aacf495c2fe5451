//! The verbs: beginning a visit, saving its note, signing; what becomes of a signed note stands beside.

mod afterwards;
mod diagnoses;

pub use afterwards::{amend, not_in, void};

use jiff::Timestamp;
use serde_json::json;

use self::diagnoses::diagnose;
use super::basket::Basket;
use super::model::Sections;
use crate::care::notes::{self, Kind, Note};
use crate::care::observations;
use crate::care::record::{Stored as _, When};
use crate::care::templates;
use crate::care::visits::{self, Visit, VisitId};
use crate::care::vitals::{self, Body, By, Round};
use crate::diary::appointments::{self, Appointment, DiaryReach, Status, Step};
use crate::kit::db::types::Utc;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::people::patients::PatientId;

/// Somebody saved the note since the form was opened.
pub const STALE: &str = "notes_changed_meanwhile";
/// The note is not a draft any more: it was signed, or voided.
pub const SIGNED: &str = "notes_signed_meanwhile";

/// Begins a visit with an empty draft: that of an appointment, or one without. Of an appointment that has its visit,
/// that one is gone on with. An arrived appointment is started; of one that is over the visit was then, and is written
/// down afterwards. What was measured since the day began belongs to the visit.
///
/// # Errors
/// A rule of the appointment when it cannot be started.
pub fn start(
    tx: &mut Tx<'_>,
    patient: PatientId,
    (kind, words): (appointments::Kind, &str),
    appointment: Option<&Appointment>,
    day_began: Timestamp,
    by: &By,
) -> Result<VisitId> {
    if let Some(one) = appointment {
        if !matches!(one.status, Status::InConsultation | Status::Completed) {
            appointments::take(tx, by.account, one, Step::Start, "")?;
        }
        if let Some(visit) = visits::of_appointment(tx.conn(), one.id)? {
            tx.nothing_to_record("the visit is there already");
            return Ok(visit.id);
        }
    }
    let now = tx.now();
    let over = appointment.filter(|one| one.status == Status::Completed);
    let when = When::instant(over.map_or(now, |one| one.started_at.map_or(one.starts_at, |at| at.0)));
    let class = if kind == appointments::Kind::Video { "VR" } else { "AMB" };
    let visit = Visit {
        class: Some(class.to_owned()),
        author: Some(by.name.clone()),
        recorded_by: Some(by.account),
        recorded_at: Some(Utc(now)),
        appointment_id: appointment.map(|one| one.id),
        ..Visit::new(patient, when, "in_progress", crate::care::record::Concept::text(words))
    };
    visit.insert(tx)?;
    let mut note = Note {
        visit_id: Some(visit.id),
        author: Some(by.name.clone()),
        recorded_by: Some(by.account),
        recorded_at: Some(Utc(now)),
        ..Note::draft(Kind::Consultation, patient, when)
    };
    let template = templates::begun_with(tx.conn(), by.account)?.map(|edition| (edition.id, edition.name));
    Sections { template, ..Sections::default() }.write_into(&mut note);
    notes::write(tx, &note)?;
    let detail = json!({ "appointment": appointment.map(|one| one.id), "afterwards": over.is_some() });
    tx.record(Deed::new("visit.started").on("visit", visit.id).about(patient.uuid()).with(detail));
    if over.is_some() {
        return Ok(visit.id);
    }
    // What the nurse measured before belongs to this visit.
    observations::belong_to(tx, patient, visit.id, day_began, now)?;
    Ok(visit.id)
}

/// Saves what a draft says now, over the version that was shown.
///
/// # Errors
/// [`Error::Broken`] with [`STALE`] or [`SIGNED`].
pub fn save(tx: &mut Tx<'_>, patient: PatientId, draft: &Shown, sections: &Sections, by: &By) -> Result<()> {
    let before = open(tx, patient, draft)?;
    let mut after = before.clone();
    sections.write_into(&mut after);
    if after == before {
        tx.nothing_to_record("the note was saved as it was");
        return Ok(());
    }
    after.version += 1;
    notes::replace(tx, &before, &after, by.account)?;
    tx.record(Deed::new("note.saved").on("note", after.id).about(patient.uuid()));
    Ok(())
}

/// A draft as it was shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    /// Its visit.
    pub visit: VisitId,
    /// The version that was shown.
    pub version: i64,
}

fn open(tx: &mut Tx<'_>, patient: PatientId, draft: &Shown) -> Result<Note> {
    let note = notes::main_of_visit(tx.conn(), patient, draft.visit)?;
    if !note.is_draft() {
        return Err(Error::Broken(SIGNED.to_owned()));
    }
    if note.version != draft.version {
        return Err(Error::Broken(STALE.to_owned()));
    }
    Ok(note)
}

/// All that is signed at once.
pub struct Signing<'a> {
    /// What the note says.
    pub sections: &'a Sections,
    /// What was measured at the desk.
    pub round: &'a Round,
    /// Whom it was measured of.
    pub body: Body,
    /// What other features sign with it.
    pub basket: &'a Basket,
}

/// Signs the note and everything that lies beside it, and completes the appointment.
///
/// # Errors
/// As [`save`]; what hinders something in the basket.
pub fn sign(
    tx: &mut Tx<'_>,
    patient: PatientId,
    draft: &Shown,
    signing: &Signing<'_>,
    by: &By,
) -> Result<usize> {
    let before = open(tx, patient, draft)?;
    let now = tx.now();
    let mut after = before.clone();
    Sections { measured: Vec::new(), ..signing.sections.clone() }.write_into(&mut after);
    after.status = notes::FINAL.to_owned();
    after.signed_at = Some(Utc(now));
    after.signed_by = Some(by.account);
    after.signed_by_name = Some(by.name.clone());
    after.version += 1;
    notes::replace(tx, &before, &after, by.account)?;
    let visit = visits::find(tx.conn(), patient, draft.visit)?;
    // A draft may be signed days after: what it says was measured when the patient was there.
    let round = Round { at: signing.round.at.or(Some(visit.at.0)), ..signing.round.clone() };
    vitals::record(tx, patient, Some(draft.visit), &round, signing.body, by)?;
    let diagnosed = if after.restricted { 0 } else { diagnose(tx, &after, signing.sections)? };
    let items = signing.basket.sign(tx, patient, draft.visit, by)?;
    close(tx, &visit, &after, by)?;
    let detail = json!({ "diagnoses": diagnosed, "items": items, "restricted": after.restricted });
    tx.record(Deed::new("visit.signed").on("visit", draft.visit).about(patient.uuid()).with(detail));
    Ok(items)
}

/// The visit is over, and so is its appointment.
fn close(tx: &mut Tx<'_>, before: &Visit, note: &Note, by: &By) -> Result<()> {
    let now = tx.now();
    let appointment = match before.appointment_id {
        Some(id) => Some(appointments::find(tx.conn(), &DiaryReach::Everything, id)?),
        None => None,
    };
    let over = appointment.as_ref().filter(|one| one.status == Status::Completed);
    let mut after = before.clone();
    after.status = "finished".to_owned();
    after.ends_at = Some(over.map_or(Utc(now), |one| one.ended_at.unwrap_or(Utc(one.ends_at))));
    after.ends_precision = Some("time".to_owned());
    if !note.restricted {
        after.reason_text = note.complaint.as_deref().map(first_line);
    }
    after.version += 1;
    visits::replace(tx, before, &after, by.account)?;
    let Some(mut appointment) = appointment else { return Ok(()) };
    // Whoever took the start back and signs all the same has seen the patient.
    if appointment.status == Status::Arrived {
        appointments::take(tx, by.account, &appointment, Step::Start, "")?;
        appointment = appointments::find(tx.conn(), &DiaryReach::Everything, appointment.id)?;
    }
    if appointment.status == Status::InConsultation {
        appointments::take(tx, by.account, &appointment, Step::Complete, "")?;
    }
    Ok(())
}

/// What lists show of a complaint.
fn first_line(text: &str) -> String {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    if line.chars().count() <= SHORT {
        line.to_owned()
    } else {
        line.chars().take(SHORT - 1).chain(['…']).collect()
    }
}

/// As many characters of a complaint stand in lists.
const SHORT: usize = 160;
