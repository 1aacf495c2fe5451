//! Reads everything the record holds about one patient: a few statements, each over one table of `care`, for reading
//! only. Whoever calls has loaded the patient through an entry, so the id is within reach.

use std::collections::HashMap;

use diesel::prelude::*;
use uuid::Uuid;

use crate::care::intake::{Allergy, IntakeAnswer, Vaccine};
use crate::care::letters::{self, Letter, Wanted};
use crate::care::notes::{self, Note, Readers};
use crate::care::observations::{Observation, ObservationPart};
use crate::care::plans::{Goal, Plan, PlanGoal, PlanStep};
use crate::care::prescribing::{self, Beside};
use crate::care::prescriptions::Prescription;
use crate::care::problems::Problem;
use crate::care::procedures::Procedure;
use crate::care::reports::{Report, ReportResult};
use crate::care::visits::{Visit, VisitId};
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::people::patients::PatientId;
use crate::schema::{
    allergies, goals, intake_answers, observation_parts, observations, plan_goals, plan_steps, plans,
    prescriptions, problems, procedures, report_results, reports, vaccines, visits,
};

/// All that is kept about one patient, newest first, allergies the gravest first. What was entered in error is counted and left out.
#[derive(Default)]
pub struct Kept {
    pub allergies: Vec<Allergy>,
    pub answers: Vec<IntakeAnswer>,
    pub problems: Vec<Problem>,
    pub prescriptions: Vec<Prescription>,
    /// What is said beside prescriptions.
    pub beside: HashMap<Uuid, Beside>,
    pub vaccines: Vec<Vaccine>,
    pub observations: Vec<Observation>,
    pub parts: Vec<ObservationPart>,
    pub visits: Vec<Visit>,
    pub notes: Vec<Note>,
    pub voided_notes: Vec<Note>,
    pub letters: Vec<Letter>,
    pub voided_letters: Vec<Letter>,
    pub procedures: Vec<Procedure>,
    pub plans: Vec<Plan>,
    pub steps: Vec<PlanStep>,
    pub goals: Vec<Goal>,
    pub plan_goals: Vec<PlanGoal>,
    pub reports: Vec<Report>,
    pub report_results: Vec<ReportResult>,
    /// Entries that somebody marked as entered in error.
    pub in_error: usize,
}

macro_rules! newest_first {
    ($conn:ident, $patient:ident, $kept:ident, $($table:ident: $row:ty),* $(,)?) => {
        $(
            let all: Vec<$row> = $table::table
                .filter($table::patient_id.eq($patient))
                .order(($table::at.desc(), $table::id.desc()))
                .select(<$row>::as_select())
                .load($conn)?;
            let found = all.len();
            $kept.$table = all.into_iter().filter(|row| row.status != "entered_in_error").collect();
            $kept.in_error += found - $kept.$table.len();
        )*
    };
}

impl Kept {
    /// Leaves what belongs to one visit, and what is said about allergies on every paper; answers the visit, if there
    /// is such a one.
    pub fn leave(&mut self, visit: VisitId) -> Option<Visit> {
        let at = Some(visit);
        self.voided_notes.retain(|row| row.visit_id == at);
        self.voided_letters.retain(|row| row.visit == at);
        self.letters.retain(|row| row.visit == at);
        self.visits.retain(|row| row.id == visit);
        self.notes.retain(|row| row.visit_id == at);
        self.problems.retain(|row| row.visit_id == at);
        self.prescriptions.retain(|row| row.visit_id == at);
        self.observations.retain(|row| row.visit_id == at);
        self.procedures.retain(|row| row.visit_id == at);
        self.reports.retain(|row| row.visit_id == at);
        self.in_error = self.voided_notes.len() + self.voided_letters.len();
        self.visits.first().cloned()
    }
}

/// Everything kept about a patient, of notes those that these eyes may read.
///
/// # Errors
/// What the database says.
pub fn load(conn: &mut Conn, patient: PatientId, readers: Readers) -> Result<Kept> {
    let mut kept = Kept::default();
    newest_first!(conn, patient, kept,
        allergies: Allergy,
        problems: Problem,
        prescriptions: Prescription,
        vaccines: Vaccine,
        observations: Observation,
        visits: Visit,
        procedures: Procedure,
        plans: Plan,
        goals: Goal,
        reports: Report,
    );
    Allergy::gravest_first(&mut kept.allergies);
    let written = notes::signed(conn, patient, readers)?;
    (kept.voided_notes, kept.notes) = written.into_iter().partition(Note::is_void);
    kept.in_error += kept.voided_notes.len();
    let written = letters::of_patient(conn, patient, Wanted::default(), i64::MAX)?;
    (kept.voided_letters, kept.letters) = written.into_iter().partition(|letter| letter.voided.is_some());
    kept.in_error += kept.voided_letters.len();
    let ids: Vec<Uuid> = kept.prescriptions.iter().map(|row| row.id.uuid()).collect();
    kept.beside = prescribing::beside(conn, &ids)?;
    kept.answers = intake_answers::table
        .filter(intake_answers::patient_id.eq(patient))
        .order(intake_answers::answered_at.desc())
        .select(IntakeAnswer::as_select())
        .load(conn)?;
    kept.parts = observation_parts::table
        .filter(observation_parts::patient_id.eq(patient))
        .order((observation_parts::observation_id, observation_parts::position))
        .select(ObservationPart::as_select())
        .load(conn)?;
    let of_patient = plans::table.filter(plans::patient_id.eq(patient)).select(plans::id);
    kept.steps = plan_steps::table
        .filter(plan_steps::plan_id.eq_any(of_patient))
        .order((plan_steps::plan_id, plan_steps::position))
        .select(PlanStep::as_select())
        .load(conn)?;
    let of_patient = plans::table.filter(plans::patient_id.eq(patient)).select(plans::id);
    kept.plan_goals = plan_goals::table
        .filter(plan_goals::plan_id.eq_any(of_patient))
        .order((plan_goals::plan_id, plan_goals::position))
        .select(PlanGoal::as_select())
        .load(conn)?;
    let of_patient = reports::table.filter(reports::patient_id.eq(patient)).select(reports::id);
    kept.report_results = report_results::table
        .filter(report_results::report_id.eq_any(of_patient))
        .order((report_results::report_id, report_results::position))
        .select(ReportResult::as_select())
        .load(conn)?;
    Ok(kept)
}
