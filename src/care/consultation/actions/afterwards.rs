//! What becomes of a note that is signed, or of one that should not be there: amending, voiding.

use super::{SIGNED, diagnoses};
use crate::care::consultation::basket::Basket;
use crate::care::consultation::model::{Section, Sections, said, same_thing};
use crate::care::notes::{self, Kind, Note, Voiding};
use crate::care::observations;
use crate::care::record::When;
use crate::care::templates::Answer;
use crate::care::visits::{self, VisitId};
use crate::care::vitals::{self, By};
use crate::kit::db::types::Utc;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::people::patients::PatientId;

/// Adds to a signed note what it lacks or what is wrong with it; the note itself stays as it was signed.
///
/// # Errors
/// [`Error::Broken`] with [`SIGNED`] when it is void.
pub fn amend(
    tx: &mut Tx<'_>,
    patient: PatientId,
    signed: &Note,
    text: &str,
    reason: &str,
    by: &By,
) -> Result<()> {
    if signed.is_void() || signed.is_draft() {
        return Err(Error::Broken(SIGNED.to_owned()));
    }
    let now = tx.now();
    let amendment = Note {
        visit_id: signed.visit_id,
        amends_id: Some(signed.id),
        body: Some(text.to_owned()),
        note: Some(reason.to_owned()),
        restricted: signed.restricted,
        author: Some(by.name.clone()),
        recorded_by: Some(by.account),
        recorded_at: Some(Utc(now)),
        signed_at: Some(Utc(now)),
        signed_by: Some(by.account),
        signed_by_name: Some(by.name.clone()),
        ..Note::standing(Kind::Amendment, patient, When::instant(now))
    };
    notes::write(tx, &amendment)?;
    tx.record(Deed::new("note.amended").on("note", signed.id).about(patient.uuid()));
    Ok(())
}

/// Says that a note should not be there. A draft takes its visit with it; a signed one stays to be seen, and what was
/// signed with it is void too.
///
/// # Errors
/// [`Error::NotFound`] when somebody else wrote it and the person may void only their own.
pub fn void(
    tx: &mut Tx<'_>,
    patient: PatientId,
    visit: VisitId,
    note: &Note,
    basket: &Basket,
    voiding: &Voiding,
) -> Result<()> {
    notes::void(tx, note, voiding)?;
    tx.record(Deed::new("note.voided").on("note", note.id).about(patient.uuid()));
    if note.is_void() {
        return Ok(());
    }
    basket.void(tx, patient, visit, voiding)?;
    vitals::void_signed_with(tx, note, voiding)?;
    diagnoses::withdraw(tx, patient, visit, voiding)?;
    if note.is_draft() {
        let before = visits::find(tx.conn(), patient, visit)?;
        let mut after = before.clone();
        after.status = "entered_in_error".to_owned();
        after.version += 1;
        visits::replace(tx, &before, &after, voiding.by)?;
        observations::free_of(tx, patient, visit)?;
    }
    Ok(())
}

/// What of a typed note is not in the signed one, section by section, so that none of it is lost.
pub fn not_in(signed: &Sections, typed: &Sections, label: impl Fn(Section) -> String) -> String {
    let mut rest = Vec::new();
    for section in Section::ALL {
        let text = typed.text(section).trim();
        if !text.is_empty() && text != signed.text(section).trim() {
            rest.push(format!("{}: {text}", label(section)));
        }
    }
    let answers = typed.answers.iter().filter(|answer| !signed.answers.contains(answer));
    let answers: Vec<String> = answers.map(Answer::said).collect();
    if !answers.is_empty() {
        rest.push(answers.join("\n"));
    }
    let diagnoses: Vec<_> = typed
        .diagnoses
        .iter()
        .filter(|one| !signed.diagnoses.iter().any(|known| same_thing(known, one)))
        .map(said)
        .collect();
    if !diagnoses.is_empty() {
        rest.push(diagnoses.join("; "));
    }
    if !typed.measured.is_empty() {
        rest.push(vitals::typed_said(&typed.measured));
    }
    rest.join("\n\n")
}
