//! What a signed note means for the list of problems, and what it means that the note is voided.

use crate::care::consultation::model::{Sections, same_thing};
use crate::care::notes::{self, Kind, Note, Readers, Voiding};
use crate::care::problems::{self, Problem};
use crate::care::record::{Concept, Stored as _, When};
use crate::care::visits::VisitId;
use crate::kit::db::Tx;
use crate::kit::db::types::Utc;
use crate::kit::error::Result;
use crate::people::patients::PatientId;

/// Puts the diagnoses of a signed note into the list of problems; one that is in it already is not put there again.
pub(super) fn diagnose(tx: &mut Tx<'_>, note: &Note, sections: &Sections) -> Result<usize> {
    let known: Vec<_> =
        problems::in_force(tx.conn(), note.patient_id)?.iter().map(Problem::concept).collect();
    let mut written = 0;
    for diagnosis in &sections.diagnoses {
        if known.iter().any(|one| same_thing(one, diagnosis)) {
            continue;
        }
        of_note(tx, note, diagnosis, "active").insert(tx)?;
        written += 1;
    }
    Ok(written)
}

/// A diagnosis as the note that made it puts it into the list.
fn of_note(tx: &Tx<'_>, note: &Note, diagnosis: &Concept, status: &str) -> Problem {
    let made = note.signed_at.map_or_else(|| tx.now(), |at| at.0);
    Problem {
        visit_id: note.visit_id,
        category: "diagnosis".to_owned(),
        certainty: Some("confirmed".to_owned()),
        author: note.signed_by_name.clone(),
        recorded_by: note.signed_by,
        recorded_at: Some(Utc(tx.now())),
        ..Problem::new(note.patient_id, When::instant(made), status, diagnosis.clone())
    }
}

/// Takes what was diagnosed at a voided visit off the list of problems. What another visit has diagnosed too was not put
/// there twice when that one was signed: it stays on the list, as the diagnosis of the first of those that stand.
pub(super) fn withdraw(tx: &mut Tx<'_>, patient: PatientId, visit: VisitId, voiding: &Voiding) -> Result<()> {
    let gone = problems::void_of_visit(tx, patient, visit, voiding.by)?;
    if gone.is_empty() {
        return Ok(());
    }
    let mut others = notes::signed(tx.conn(), patient, Readers::Everything)?;
    others.retain(|note| {
        note.kind == Kind::Consultation.as_str()
            && note.is_standing()
            && !note.restricted
            && note.visit_id != Some(visit)
    });
    others.sort_by_key(|note| note.signed_at.map(|at| at.0));
    let mut said = Vec::new();
    for note in &others {
        said.extend(Sections::of(note)?.diagnoses.into_iter().map(|diagnosis| (note, diagnosis)));
    }
    let listed: Vec<_> = problems::in_force(tx.conn(), patient)?.iter().map(Problem::concept).collect();
    for lost in gone {
        let what = lost.concept();
        if listed.iter().any(|one| same_thing(one, &what)) {
            continue;
        }
        let Some((note, diagnosis)) = said.iter().find(|(_, one)| same_thing(one, &what)) else { continue };
        // What was found out of it since stays true: how bad it is, and how it stands.
        let handed = Problem {
            certainty: lost.certainty,
            severity: lost.severity,
            body_site: lost.body_site,
            ..of_note(tx, note, diagnosis, &lost.status)
        };
        handed.insert(tx)?;
    }
    Ok(())
}
