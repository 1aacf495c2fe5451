//! Writes a person's past into the clinical record, as if it had been written here.

mod allergies;
mod findings;

use std::collections::HashSet;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::codes::Code;
use super::history::*;
use crate::care::intake;
use crate::care::record::{Concept, Precision, Stored as _, When};
use crate::care::{plans, prescriptions, problems, procedures, reports, visits};
use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::people::patients::PatientId;

/// The accounts of the staff, in the order of the staff list, with the names they sign with.
pub(super) struct Writers<'a> {
    pub(super) accounts: &'a [(AccountId, String)],
    pub(super) zone: &'a TimeZone,
}

impl Writers<'_> {
    fn instant(&self, at: DateTime) -> Result<Utc> {
        Ok(Utc(at.to_zoned(self.zone.clone()).map_err(Error::bug)?.timestamp()))
    }

    fn when(&self, at: DateTime) -> Result<When> {
        Ok(When::instant(self.instant(at)?.0))
    }

    fn account(&self, place: usize) -> Option<AccountId> {
        self.accounts.get(place).map(|(id, _)| *id)
    }

    fn name(&self, place: usize) -> Option<String> {
        self.accounts.get(place).map(|(_, name)| name.clone())
    }
}

/// What kind of visit it was, beside its reason.
fn kind_of<'a>(visit: &'a Visit, seen: &mut HashSet<&'a str>) -> &'static str {
    let first = seen.insert(&visit.reason);
    match visit.kind {
        VisitKind::Emergency => "Emergency",
        VisitKind::Inpatient => "Stay in hospital",
        VisitKind::Ambulatory if visit.reason == "Haemodialysis" => "Treatment",
        VisitKind::Ambulatory if first => "First visit",
        VisitKind::Ambulatory => "Follow-up",
    }
}

fn day(day: Date) -> Result<When> {
    When::date(day, Precision::Day).map_err(Error::bug)
}

fn concept(code: Code) -> Concept {
    Concept {
        system: Some(code.system.uri().to_owned()),
        code: Some(code.code.to_owned()),
        display: Some(code.display.to_owned()),
        ..Concept::text(code.display)
    }
}

/// The code, with the text that somebody wrote beside it.
fn written(code: Code, text: &str) -> Concept {
    Concept { text: text.to_owned(), ..concept(code) }
}

/// Fills the four fields every row has about who wrote it down.
macro_rules! signed {
    ($writers:expr, $by:expr, $row:expr) => {{
        let mut row = $row;
        row.author = $writers.name($by);
        row.recorded_by = $writers.account($by);
        row.recorded_at = Some(row.at);
        row
    }};
}
use signed;

/// Writes the whole past of one patient in one transaction.
pub(super) fn write(
    tx: &mut Tx<'_>,
    writers: &Writers<'_>,
    patient: PatientId,
    past: &History,
) -> Result<()> {
    let mut visit_ids = Vec::with_capacity(past.visits.len());
    let mut seen = HashSet::new();
    for visit in &past.visits {
        let row = signed!(
            writers,
            visit.doctor,
            visits::Visit {
                class: Some(
                    match visit.kind {
                        VisitKind::Ambulatory => "AMB",
                        VisitKind::Emergency => "EMER",
                        VisitKind::Inpatient => "IMP",
                    }
                    .to_owned()
                ),
                ends_at: Some(writers.instant(visit.to)?),
                ends_precision: Some(Precision::Time.as_str().to_owned()),
                reason_text: Some(visit.reason.clone()),
                ..visits::Visit::new(
                    patient,
                    writers.when(visit.from)?,
                    "finished",
                    Concept::text(kind_of(visit, &mut seen))
                )
            }
        );
        row.insert(tx)?;
        visit_ids.push(row.id);
    }
    let visit_of = |place: Option<usize>| place.and_then(|place| visit_ids.get(place).copied());

    for problem in &past.problems {
        let ended = problem.resolved.map(day).transpose()?;
        let status = if ended.is_some() { "resolved" } else { "active" };
        let row = signed!(
            writers,
            problem.doctor,
            problems::Problem {
                category: "problem".to_owned(),
                certainty: Some("confirmed".to_owned()),
                visit_id: visit_of(problem.visit),
                ended_at: ended.map(|when| Utc(when.at)),
                ended_precision: ended.map(|when| when.precision.as_str().to_owned()),
                ..problems::Problem::new(patient, day(problem.since)?, status, concept(problem.code))
            }
        );
        row.insert(tx)?;
    }

    for medication in &past.medications {
        let ended = medication.until.map(day).transpose()?;
        let status = if ended.is_some() { "completed" } else { "active" };
        let from = day(medication.from)?;
        let row = signed!(
            writers,
            medication.doctor,
            prescriptions::Prescription {
                intent: "order".to_owned(),
                dosage: Some(medication.dose.to_owned()),
                visit_id: visit_of(medication.visit),
                starts_at: Some(Utc(from.at)),
                starts_precision: Some(from.precision.as_str().to_owned()),
                ends_at: ended.map(|when| Utc(when.at)),
                ends_precision: ended.map(|when| when.precision.as_str().to_owned()),
                ..prescriptions::Prescription::new(
                    patient,
                    from,
                    status,
                    // The box and its strength say more than the substance alone.
                    Concept {
                        display: Some(medication.text.to_owned()),
                        ..written(medication.code, medication.text)
                    },
                )
            }
        );
        row.insert(tx)?;
    }

    allergies::ask(tx, writers, patient, past)?;

    for vaccine in &past.vaccines {
        let row = intake::Vaccine {
            lot: Some(vaccine.lot.clone()),
            dose_number: Some(vaccine.dose.to_string()),
            recorded_at: Some(Utc(day(vaccine.on)?.at)),
            ..intake::Vaccine::new(patient, day(vaccine.on)?, "completed", concept(vaccine.code))
        };
        row.insert(tx)?;
    }

    let mut observation_ids = Vec::with_capacity(past.observations.len());
    for observation in &past.observations {
        observation_ids.push(findings::observe(
            tx,
            writers,
            patient,
            observation,
            visit_of(observation.visit),
        )?);
    }

    for procedure in &past.procedures {
        let row = signed!(
            writers,
            procedure.doctor,
            procedures::Procedure {
                outcome: Some(procedure.outcome.to_owned()),
                visit_id: visit_of(procedure.visit),
                ..procedures::Procedure::new(
                    patient,
                    writers.when(procedure.at)?,
                    "completed",
                    concept(procedure.code)
                )
            }
        );
        row.insert(tx)?;
    }

    for report in &past.reports {
        let row = signed!(
            writers,
            report.doctor,
            reports::Report {
                category: Some("laboratory".to_owned()),
                visit_id: visit_of(report.visit),
                issued_at: Some(writers.instant(report.at)?),
                ..reports::Report::new(patient, writers.when(report.at)?, "final", concept(report.code))
            }
        );
        row.insert(tx)?;
        let results: Vec<_> = (0..)
            .zip(&report.results)
            .map(|(position, place)| reports::ReportResult {
                report_id: row.id,
                position,
                observation_id: observation_ids.get(*place).copied(),
                display: None,
            })
            .collect();
        reports::set_results(tx, row.id, &results)?;
    }

    for plan in &past.plans {
        lay_plan(tx, writers, patient, plan)?;
    }
    tx.record(Deed::new("record.written").on("patient", patient).about(patient.uuid()));
    Ok(())
}

fn lay_plan(tx: &mut Tx<'_>, writers: &Writers<'_>, patient: PatientId, plan: &Plan) -> Result<()> {
    let from = day(plan.from)?;
    let ended = plan.until.map(day).transpose()?;
    let status = if ended.is_some() { "completed" } else { "active" };
    let goal =
        signed!(writers, plan.doctor, plans::Goal::new(patient, from, "active", Concept::text(plan.goal)));
    goal.insert(tx)?;
    let row = signed!(
        writers,
        plan.doctor,
        plans::Plan {
            title: Some(plan.title.to_owned()),
            intent: "plan".to_owned(),
            ends_at: ended.map(|when| Utc(when.at)),
            ends_precision: ended.map(|when| when.precision.as_str().to_owned()),
            ..plans::Plan::new(patient, from, status, Concept::text(plan.title))
        }
    );
    row.insert(tx)?;
    let steps: Vec<_> = (0..)
        .zip(plan.steps)
        .map(|(position, step)| {
            let status = if ended.is_some() { "completed" } else { "in_progress" };
            plans::PlanStep::new(row.id, position, Concept::text(*step), status)
        })
        .collect();
    plans::set_steps(tx, row.id, &steps)?;
    plans::set_goals(tx, row.id, &[plans::PlanGoal { plan_id: row.id, position: 0, goal_id: goal.id }])
}
