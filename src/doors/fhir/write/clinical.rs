//! Visits, problems, allergies, vaccines, prescriptions, procedures: one function for each kind.

use super::ledger::Ledger;
use super::rows::{at, instant, precision, word};
use super::{Writing, Written};
use crate::care::intake::{Allergy, IntakeAnswer, Question, Vaccine, answer_once};
use crate::care::prescriptions::Prescription;
use crate::care::problems::Problem;
use crate::care::procedures::Procedure;
use crate::care::record::{Concept, Origin};
use crate::care::visits::Visit;
use crate::doors::fhir::imported::{self as from, Item, Link};
use crate::kit::error::Result;
use crate::kit::id::Id;
use crate::kit::text::Sentence;
use crate::people::patients::PatientId;

/// Fills the columns that say where a row comes from.
macro_rules! from_origin {
    ($row:ident, $origin:ident) => {
        $row.source_id = Some($origin.source);
        $row.original_type = Some($origin.kind.clone());
        $row.original_id = Some($origin.id.clone());
        $row.content_hash = Some($origin.hash.clone());
    };
}
pub(super) use from_origin;

impl Writing<'_> {
    /// Whose it is; without a patient a resource is left out.
    pub(super) fn whose<T>(
        &mut self,
        to: &mut Ledger<'_, '_>,
        item: &Item<T>,
        patient: &Link,
    ) -> Result<Option<PatientId>> {
        self.finder.begin();
        let found = self.finder.patient(to, patient)?;
        if found.is_none() {
            self.report.leave(&item.original.kind, &Sentence::of("import-reason-patient-unknown"), 1);
        }
        Ok(found)
    }

    pub(super) fn visit(
        &mut self,
        to: &mut Ledger<'_, '_>,
        link: Option<&Link>,
    ) -> Result<Option<Id<Visit>>> {
        Ok(self.finder.row::<Visit>(to, link)?.map(Id::from))
    }

    pub(super) fn problem(
        &mut self,
        to: &mut Ledger<'_, '_>,
        link: Option<&Link>,
    ) -> Result<Option<Id<Problem>>> {
        Ok(self.finder.row::<Problem>(to, link)?.map(Id::from))
    }

    pub(super) fn visits(&mut self, to: &mut Ledger<'_, '_>, items: &[Item<from::Visit>]) -> Result<()> {
        for item in items {
            let visit = &item.value;
            let Some(patient) = self.whose(to, item, &visit.patient)? else { continue };
            let code = visit.kind.clone().unwrap_or_else(|| Concept::text(setting(visit.class.as_deref())));
            let mut row = Visit::new(patient, at(visit.starts, visit.ends, to.now()), visit.status, code);
            (row.author_id, row.author) = self.finder.somebody(to, visit.practitioner.as_ref())?;
            (row.place_id, row.place) = self.finder.somebody(to, visit.organisation.as_ref())?;
            row.class = visit.class.clone();
            row.ends_at = instant(visit.ends);
            row.ends_precision = precision(visit.ends);
            if let Some(reason) = visit.reason.clone() {
                row.reason_other_codings = reason.others_kept();
                (row.reason_system, row.reason_code) = (reason.system, reason.code);
                (row.reason_display, row.reason_text) = (reason.display, Some(reason.text));
            }
            row.discharge = visit.discharge.clone();
            let origin = self.finder.origin(to, item)?;
            from_origin!(row, origin);
            let (_, row) = self.put(to, item, &origin, Some(patient), row)?;
            self.finder.keep_row(&item.original, &row);
        }
        Ok(())
    }

    pub(super) fn problems(&mut self, to: &mut Ledger<'_, '_>, items: &[Item<from::Problem>]) -> Result<()> {
        for item in items {
            let problem = &item.value;
            let Some(patient) = self.whose(to, item, &problem.patient)? else { continue };
            let when = at(problem.onset, problem.recorded, to.now());
            let mut row = Problem::new(patient, when, problem.status, problem.code.clone());
            row.visit_id = self.visit(to, problem.visit.as_ref())?;
            (row.author_id, row.author) = self.finder.somebody(to, problem.author.as_ref())?;
            row.category = problem.category.to_owned();
            row.certainty = word(problem.certainty);
            row.severity = problem.severity.clone();
            row.body_site = problem.body_site.clone();
            row.onset_text = problem.onset_text.clone();
            row.ended_at = instant(problem.ended);
            row.ended_precision = precision(problem.ended);
            row.ended_text = problem.ended_text.clone();
            row.recorded_at = instant(problem.recorded);
            row.note = problem.note.clone();
            let origin = self.finder.origin(to, item)?;
            from_origin!(row, origin);
            let (_, row) = self.put(to, item, &origin, Some(patient), row)?;
            self.finder.keep_row(&item.original, &row);
        }
        Ok(())
    }

    pub(super) fn allergies(&mut self, to: &mut Ledger<'_, '_>, items: &[Item<from::Allergy>]) -> Result<()> {
        for item in items {
            let allergy = &item.value;
            let Some(patient) = self.whose(to, item, &allergy.patient)? else { continue };
            let when = at(allergy.onset, allergy.recorded, to.now());
            let mut row = Allergy::new(patient, when, allergy.status, allergy.code.clone());
            row.visit_id = self.visit(to, allergy.visit.as_ref())?;
            (row.author_id, row.author) = self.finder.somebody(to, allergy.author.as_ref())?;
            row.kind = word(allergy.kind);
            row.category = allergy.category.clone();
            row.criticality = word(allergy.criticality);
            row.certainty = word(allergy.certainty);
            row.reaction = allergy.reaction.clone();
            row.severity = word(allergy.severity);
            row.onset_text = allergy.onset_text.clone();
            row.last_at = instant(allergy.last);
            row.last_precision = precision(allergy.last);
            row.recorded_at = instant(allergy.recorded);
            row.note = allergy.note.clone();
            let origin = self.finder.origin(to, item)?;
            from_origin!(row, origin);
            let (written, row) = self.put(to, item, &origin, Some(patient), row)?;
            if written == Written::Fresh && row.says_none() && row.is_in_force() {
                no_allergies(to, &row, &origin)?;
            }
        }
        Ok(())
    }

    pub(super) fn vaccines(&mut self, to: &mut Ledger<'_, '_>, items: &[Item<from::Vaccine>]) -> Result<()> {
        for item in items {
            let vaccine = &item.value;
            let Some(patient) = self.whose(to, item, &vaccine.patient)? else { continue };
            let when = at(vaccine.given, vaccine.recorded, to.now());
            let mut row = Vaccine::new(patient, when, vaccine.status, vaccine.code.clone());
            row.visit_id = self.visit(to, vaccine.visit.as_ref())?;
            (row.author_id, row.author) = self.finder.somebody(to, vaccine.performer.as_ref())?;
            row.status_reason = vaccine.status_reason.clone();
            row.given_text = vaccine.given_text.clone();
            row.lot = vaccine.lot.clone();
            row.dose_number = vaccine.dose_number.clone();
            row.dose = vaccine.dose.clone();
            row.site = vaccine.site.clone();
            row.route = vaccine.route.clone();
            row.recorded_at = instant(vaccine.recorded);
            row.note = vaccine.note.clone();
            let origin = self.finder.origin(to, item)?;
            from_origin!(row, origin);
            self.put(to, item, &origin, Some(patient), row)?;
        }
        Ok(())
    }

    pub(super) fn prescriptions(
        &mut self,
        to: &mut Ledger<'_, '_>,
        items: &[Item<from::Prescription>],
    ) -> Result<()> {
        for item in items {
            let drug = &item.value;
            let Some(patient) = self.whose(to, item, &drug.patient)? else { continue };
            let when = at(drug.written.or(drug.starts), None, to.now());
            let mut row = Prescription::new(patient, when, drug.status, drug.drug.clone());
            row.visit_id = self.visit(to, drug.visit.as_ref())?;
            row.problem_id = self.problem(to, drug.problem.as_ref())?;
            (row.author_id, row.author) = self.finder.somebody(to, drug.prescriber.as_ref())?;
            row.intent = drug.intent.to_owned();
            row.dosage = drug.dosage.clone();
            row.dose = drug.dose.clone();
            row.route = drug.route.clone();
            row.frequency = drug.frequency.clone();
            row.as_needed = drug.as_needed;
            row.duration = drug.duration.clone();
            row.quantity = drug.quantity.clone();
            row.repeats = drug.repeats.map(|repeats| i32::try_from(repeats).unwrap_or(i32::MAX));
            row.starts_at = instant(drug.starts);
            row.starts_precision = precision(drug.starts);
            row.ends_at = instant(drug.ends);
            row.ends_precision = precision(drug.ends);
            row.reason = drug.reason.clone();
            row.note = drug.note.clone();
            let origin = self.finder.origin(to, item)?;
            from_origin!(row, origin);
            self.put(to, item, &origin, Some(patient), row)?;
        }
        Ok(())
    }

    pub(super) fn procedures(
        &mut self,
        to: &mut Ledger<'_, '_>,
        items: &[Item<from::Procedure>],
    ) -> Result<()> {
        for item in items {
            let done = &item.value;
            let Some(patient) = self.whose(to, item, &done.patient)? else { continue };
            let when = at(done.performed, done.ended, to.now());
            let mut row = Procedure::new(patient, when, done.status, done.code.clone());
            row.visit_id = self.visit(to, done.visit.as_ref())?;
            row.problem_id = self.problem(to, done.problem.as_ref())?;
            (row.author_id, row.author) = self.finder.somebody(to, done.performer.as_ref())?;
            row.status_reason = done.status_reason.clone();
            row.performed_text = done.performed_text.clone();
            row.ended_at = instant(done.ended);
            row.ended_precision = precision(done.ended);
            row.reason = done.reason.clone();
            row.body_site = done.body_site.clone();
            row.outcome = done.outcome.clone();
            row.note = done.note.clone();
            let origin = self.finder.origin(to, item)?;
            from_origin!(row, origin);
            self.put(to, item, &origin, Some(patient), row)?;
        }
        Ok(())
    }
}

/// The sender asked and wrote down that there is no allergy: an answer to the question, not an allergy.
fn no_allergies(to: &mut Ledger<'_, '_>, row: &Allergy, origin: &Origin) -> Result<()> {
    let answer = IntakeAnswer {
        id: Id::new(),
        patient_id: row.patient_id,
        question: Question::Allergies.as_str().to_owned(),
        none: true,
        answered_at: row.recorded_at.unwrap_or(row.at),
        answered_by: None,
        answered_by_name: row.author.clone().unwrap_or_default(),
        source_id: Some(origin.source),
        version: 1,
    };
    if let Some(tx) = to.tx() {
        answer_once(tx, &answer)?;
    }
    Ok(())
}

/// Words for HL7's codes of where care is given, for visits that say nothing else about their kind.
fn setting(class: Option<&str>) -> &'static str {
    match class {
        Some("AMB") => "Outpatient visit",
        Some("EMER") => "Emergency visit",
        Some("IMP" | "ACUTE" | "NONAC") => "Hospital stay",
        Some("HH") => "Home visit",
        Some("VR") => "Video or phone visit",
        _ => "Visit",
    }
}
