//! The four questions in all their states: most people were asked and some were not, which the charts say; here are the
//! one whose answers came from elsewhere, and the one about whom something is asked.

use jiff::civil::{Date, date};

use super::sixty::SIXTY;
use super::staff::{Post, first_of};
use crate::care::intake::{
    self, Allergy, Asked, By, Decision, Gone, Part, Question, Ruling, Said, Severity, Vaccine,
};
use crate::care::prescriptions::Prescription;
use crate::care::problems::Problem;
use crate::care::record::{Concept, ImportSource, Precision, Stored as _, When, source_named};
use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::people::patients::PatientId;

/// Where one record came from.
const PRACTICE: &str = "Praxis am Deich";

/// Writes down what was sent and what is asked for; nothing about those who are not among `patients`.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    patients: &[PatientId],
    staff: &[(AccountId, String)],
    today: Date,
) -> Result<()> {
    let of = |family: &str, given: &str| {
        let place = SIXTY.iter().position(|shape| shape.family == family && shape.given == given)?;
        patients.get(place).copied()
    };
    if let Some(patient) = of("Silva", "João") {
        import(tx, patient)?;
    }
    if let Some(patient) = of("Marković", "Ana") {
        ask(tx, patient, staff, today)?;
    }
    tx.record(Deed::new("demonstration.questions-told"));
    Ok(())
}

fn day(date: Date) -> Result<When> {
    When::date(date, Precision::Day).map_err(Error::bug)
}

/// Fills the columns that say where a row comes from.
macro_rules! sent {
    ($tx:ident, $source:expr, $kind:literal, $id:literal, $row:expr) => {{
        let mut row = $row;
        row.source_id = Some($source);
        row.original_type = Some($kind.to_owned());
        row.original_id = Some($id.to_owned());
        row.content_hash = Some($id.to_owned());
        row.recorded_at = Some(row.at);
        row.insert($tx)?;
    }};
}

/// Nobody here has asked or confirmed any of this.
fn import(tx: &mut Tx<'_>, patient: PatientId) -> Result<()> {
    let source: Id<ImportSource> = source_named(tx, PRACTICE)?;
    let since = |year: i16, month: i8, of: i8| day(date(year, month, of));
    sent!(
        tx,
        source,
        "AllergyIntolerance",
        "a-1",
        Allergy {
            kind: Some("allergy".to_owned()),
            category: Some("medication".to_owned()),
            reaction: Some("Hives".to_owned()),
            severity: Some("moderate".to_owned()),
            ..Allergy::new(patient, since(2012, 6, 1)?, "active", Concept::text("Diclofenac"))
        }
    );
    sent!(
        tx,
        source,
        "Immunization",
        "v-1",
        Vaccine::new(patient, since(2021, 10, 4)?, "completed", Concept::text("Tetanus and diphtheria"))
    );
    sent!(
        tx,
        source,
        "Condition",
        "p-1",
        Problem {
            category: "problem".to_owned(),
            ..Problem::new(patient, since(2016, 3, 9)?, "active", Concept::text("Gout"))
        }
    );
    sent!(
        tx,
        source,
        "MedicationStatement",
        "m-1",
        Prescription {
            intent: "statement".to_owned(),
            dosage: Some("once a day".to_owned()),
            starts_at: Some(Utc(since(2016, 3, 9)?.at)),
            starts_precision: Some("day".to_owned()),
            ..Prescription::new(patient, since(2016, 3, 9)?, "active", Concept::text("Allopurinol 100 mg"))
        }
    );
    Ok(())
}

/// Reception and a nurse have heard something; one request was declined, and the doctor has changed an entry.
fn ask(tx: &mut Tx<'_>, patient: PatientId, staff: &[(AccountId, String)], today: Date) -> Result<()> {
    let by = |post: Post| {
        let (account, name) = &staff[first_of(post)];
        By { account: Some(*account), name: name.clone() }
    };
    let today = day(today)?;
    let standings = intake::standing(tx.conn(), patient, today.at)?;
    let entries = |question: Question| {
        standings.iter().filter(move |one| one.question == question).flat_map(|one| one.entries.iter())
    };
    let known: Vec<_> = entries(Question::Allergies).map(|entry| (entry.id(), entry.said())).collect();
    let [.., (other, before), (first, said)] = known.as_slice() else { return Ok(()) };
    let better = Said { note: Some("Seen again in 2024 after one tablet".to_owned()), ..said.clone() };
    intake::change(tx, patient, (*first, 1), &[Part::Note], &better, today, &by(Post::Doctor))?;
    let worse = Said {
        severity: Some(Severity::Severe),
        note: Some("Wheezing at the dentist's".to_owned()),
        ..before.clone()
    };
    let change = Asked::Change { entry: *other, version: 1, before: before.clone(), after: worse };
    let reason = "The patient said so on the phone";
    intake::ask(tx, patient, Question::Allergies, &change, reason, today, &by(Post::Receptionist))?;
    let add = Asked::Add(Said { what: "Ibuprofen 400 mg".to_owned(), ..Said::default() });
    let reason = "Buys it without prescription for headaches";
    intake::ask(tx, patient, Question::Medication, &add, reason, today, &by(Post::Nurse))?;
    let remove = Asked::Remove { entry: *other, version: 1, before: before.clone(), gone: Gone::Error };
    let reason = "Wore gloves at work without trouble";
    let declined =
        intake::ask(tx, patient, Question::Allergies, &remove, reason, today, &by(Post::Receptionist))?;
    intake::decide(
        tx,
        patient,
        declined,
        &Ruling {
            decision: Decision::Declined,
            word: Some("The test in 2021 was clear; the gloves are of nitrile.".to_owned()),
            version: None,
            last: false,
        },
        today,
        &by(Post::Doctor),
    )?;
    Ok(())
}
