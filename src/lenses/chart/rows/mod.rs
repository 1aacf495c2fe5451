//! Rows of the store as rows of the templates.

mod timeline;
mod visits;

use std::collections::HashMap;

use uuid::Uuid;

pub use self::timeline::{event, event_kind};
pub use self::visits::{kind_word, visit, visit_parts, whole_visit};
use super::model::Reader;
use super::store::{self, ObservationRow, PartRow, Place, Test};
use super::views::{
    AllergyRow, MedicineRow, PlanItem, ProblemRow, ProcedureRow, ReportRow, ResultRow, Step, VaccineRow,
};
use super::{model, paths};
use crate::care::intake::{self, Gravity, IntakeAnswer, Question};
use crate::care::observations::flag;
use crate::care::prescribing;
use crate::care::problems::REFUTED;
use crate::care::record::{Precision, When};
use crate::say;

/// A date, or the words somebody gave instead of one.
fn date_or(reader: &Reader, when: When, words: Option<&str>) -> String {
    match words.map(str::trim).filter(|words| !words.is_empty()) {
        Some(words) if when.precision == Precision::Unknown => words.to_owned(),
        _ => when.shown_date(&reader.zone),
    }
}

/// The day of an instant, as it is written in the record.
pub fn day(reader: &Reader, at: jiff::Timestamp) -> String {
    When::instant(at).shown_date(&reader.zone)
}

/// Why a list is empty: somebody asked and there is nothing, or nobody has asked.
pub fn why_empty(reader: &Reader, answers: &[IntakeAnswer], question: Question) -> String {
    intake::why_empty(question, intake::answer_to(answers, question), &reader.zone)
}

pub fn problem(reader: &Reader, row: &store::ProblemRow) -> ProblemRow {
    let until = row.until().map(|when| when.shown_date(&reader.zone)).unwrap_or_default();
    ProblemRow {
        name: row.name().to_owned(),
        code: row.code.clone().unwrap_or_default(),
        active: row.is_active(),
        status: match row.status.as_str() {
            _ if row.certainty.as_deref() == Some(REFUTED) => "chart-status-refuted",
            "active" => "chart-status-active",
            "recurrence" => "chart-status-recurrence",
            "relapse" => "chart-status-relapse",
            "inactive" => "chart-status-inactive",
            "remission" => "chart-status-remission",
            "resolved" => "chart-status-resolved",
            _ => "chart-status-unknown",
        },
        by: row.author.clone().unwrap_or_default(),
        since: date_or(reader, row.since(), row.onset_text.as_deref()),
        unconfirmed: row.unconfirmed && row.is_active(),
        until: if until.is_empty() { row.ended_text.clone().unwrap_or_default() } else { until },
    }
}

pub fn allergy(reader: &Reader, row: &store::AllergyRow) -> AllergyRow {
    AllergyRow {
        name: row.name().to_owned(),
        reaction: row.reaction.clone().unwrap_or_default(),
        severity: match row.gravity() {
            Gravity::Severe => "chart-severity-severe",
            Gravity::HighRisk => "chart-risk-high",
            Gravity::Moderate => "chart-severity-moderate",
            Gravity::Mild if row.severity.is_some() => "chart-severity-mild",
            Gravity::Mild | Gravity::Unsaid => "",
        },
        grave: row.is_in_force() && row.gravity() >= Gravity::HighRisk,
        category: match row.category.as_deref() {
            Some("medication") => say!("chart-allergy-medication"),
            Some("food") => say!("chart-allergy-food"),
            Some("environment") => say!("chart-allergy-environment"),
            Some("biologic") => say!("chart-allergy-biologic"),
            other => other.unwrap_or_default().to_owned(),
        },
        since: date_or(reader, row.since(), row.onset_text.as_deref()),
        unconfirmed: row.is_in_force() && row.is_unconfirmed(),
        state: match row.status.as_str() {
            "inactive" => "chart-status-inactive",
            "resolved" => "chart-status-resolved",
            _ if row.certainty.as_deref() == Some("refuted") => "chart-status-refuted",
            _ => "",
        },
    }
}

/// `beside` is what is said beside it, where that was looked up.
pub fn medicine(
    reader: &Reader,
    row: &store::PrescriptionRow,
    beside: Option<&prescribing::Beside>,
) -> MedicineRow {
    let replaces = beside.into_iter().flat_map(|said| &said.replaces);
    let replaced_by = beside.and_then(|said| said.replaced_by.as_ref());
    let active = row.is_current(reader.start_of_today());
    MedicineRow {
        name: row.name().to_owned(),
        href: prescribing::path(row.patient_id, row.id.into()),
        dosage: row.dosage.clone().unwrap_or_default(),
        tags: replaces.map(|(_, what, _)| say!("prescribing-replaces", what = what.clone())).collect(),
        replaced_by: replaced_by.map(|(_, what)| what.clone()).unwrap_or_default(),
        overridden: beside.and_then(|said| said.overridden.clone()).unwrap_or_default(),
        voided: beside
            .and_then(|said| said.voided.as_ref())
            .map(|voided| say!("chart-event-voided", reason = voided.reason.clone())),
        active,
        status: match row.status.as_str() {
            "active" if active => "chart-status-active",
            "active" => "chart-status-ended",
            "on_hold" => "chart-status-on-hold",
            "cancelled" => "chart-status-cancelled",
            "completed" => "chart-status-completed",
            "stopped" if replaced_by.is_some() => "chart-status-replaced",
            "stopped" => "chart-status-stopped",
            "draft" => "chart-status-draft",
            "entered_in_error" => "chart-status-void",
            _ => "chart-status-unknown",
        },
        by: row.author.clone().unwrap_or_default(),
        reason: row.reason.clone().unwrap_or_default(),
        unconfirmed: active && row.unconfirmed,
        since: row.since().shown_date(&reader.zone),
        until: row.until().map(|when| when.shown_date(&reader.zone)).unwrap_or_default(),
    }
}

pub fn vaccine(reader: &Reader, row: &store::VaccineRow) -> VaccineRow {
    let number = row.dose_number.clone().unwrap_or_default();
    let amount = row.dose.clone().unwrap_or_default();
    VaccineRow {
        name: row.name().to_owned(),
        on: date_or(reader, row.when(), row.given_text.as_deref()),
        doses: 1,
        dose: if number.is_empty() { amount } else { number },
        lot: row.lot.clone().unwrap_or_default(),
        by: row.author.clone().unwrap_or_default(),
        unconfirmed: row.was_given() && row.unconfirmed,
        state: if row.was_given() { "" } else { "chart-not-given" },
    }
}

/// One line for all doses of a vaccine, by the newest.
pub fn vaccines_by_kind(reader: &Reader, rows: &[store::VaccineRow], most: usize) -> Vec<VaccineRow> {
    let kinds =
        intake::newest_of_each(rows, |row| row.code.clone().unwrap_or_else(|| row.name().to_lowercase()));
    kinds
        .into_iter()
        .take(most)
        .map(|(newest, doses)| VaccineRow { doses, ..vaccine(reader, newest) })
        .collect()
}

/// Rows of results with their parts, each leading to all values of its test.
pub fn results(
    reader: &Reader,
    patient: &str,
    rows: &[ObservationRow],
    parts: &HashMap<Uuid, Vec<PartRow>>,
) -> Vec<ResultRow> {
    rows.iter()
        .flat_map(|row| {
            let of = parts.get(&row.id).map(Vec::as_slice).unwrap_or_default();
            model::result_rows(reader, row, of, &paths::test(patient, &Test::of(row)))
        })
        .collect()
}

/// By day, the newest first; of one day vital signs first, then by name.
pub fn sort_newest(reader: &Reader, rows: &mut [ObservationRow]) {
    rows.sort_by_cached_key(|row| {
        let day = row.when().civil_date(&reader.zone);
        let vital = row.category != "vital_signs";
        (std::cmp::Reverse(day), vital, row.name().to_lowercase())
    });
}

/// Answers about the way of life are no results; they stand in the tab, not on the summary.
pub fn stands_on_summary(row: &ObservationRow) -> bool {
    matches!(row.category.as_str(), "vital_signs" | "laboratory") || flag(&row.measured).is_some()
}

pub fn procedure(reader: &Reader, row: &store::ProcedureRow) -> ProcedureRow {
    ProcedureRow {
        name: row.name().to_owned(),
        reason: row.reason.clone().unwrap_or_default(),
        outcome: row.outcome.clone().unwrap_or_default(),
        by: row.author.clone().unwrap_or_default(),
        on: date_or(reader, row.when(), row.performed_text.as_deref()),
        state: match row.status.as_str() {
            "preparation" => "chart-status-planned",
            "in_progress" => "chart-status-in-progress",
            "not_done" => "chart-status-not-done",
            "on_hold" => "chart-status-on-hold",
            "stopped" => "chart-status-stopped",
            _ => "",
        },
    }
}

pub fn report(reader: &Reader, row: &store::ReportRow) -> ReportRow {
    ReportRow {
        name: row.name.clone(),
        more: row.conclusion.clone().unwrap_or_default(),
        count: row.results,
        on: row.when.shown_date(&reader.zone),
    }
}

pub fn plan(reader: &Reader, row: &store::PlanRow) -> PlanItem {
    let since = row.since.shown_date(&reader.zone);
    let when = match row.until.map(|until| until.shown_date(&reader.zone)) {
        Some(until) if !until.is_empty() && !since.is_empty() => format!("{since} – {until}"),
        Some(until) if !until.is_empty() => say!("chart-until", date = until),
        _ if since.is_empty() => String::new(),
        _ => say!("chart-since", date = since),
    };
    PlanItem {
        name: row.name.clone(),
        status: plan_status(&row.status),
        when,
        goals: row
            .goals
            .iter()
            .map(|goal| match goal.target.as_deref().filter(|target| !target.is_empty()) {
                Some(target) => format!("{} ({target})", goal.name),
                None => goal.name.clone(),
            })
            .collect(),
        steps: row
            .steps
            .iter()
            .map(|step| Step { name: step.name.clone(), status: plan_status(&step.status) })
            .collect(),
    }
}

/// The catalogue key of how a plan or a step of it stands.
pub fn plan_status(status: &str) -> &'static str {
    match status {
        "active" => "chart-status-active",
        "in_progress" => "chart-status-in-progress",
        "on_hold" => "chart-status-on-hold",
        "cancelled" => "chart-status-cancelled",
        "completed" => "chart-status-completed",
        "stopped" => "chart-status-stopped",
        "draft" => "chart-status-draft",
        "not_started" | "scheduled" => "chart-status-planned",
        _ => "chart-status-unknown",
    }
}

/// The addresses of the neighbouring pages of a list.
pub fn pages(
    path: &str,
    query: &str,
    newer: Option<Place>,
    older: Option<Place>,
) -> (Option<String>, Option<String>) {
    let to = |word: &str, place: Place| {
        let gap = if query.is_empty() { "" } else { "&" };
        format!("{path}?{query}{gap}{word}={place}")
    };
    (newer.map(|place| to("newer", place)), older.map(|place| to("older", place)))
}

/// The most characters of a text that a line shows.
const LINE: usize = 300;

/// The beginning of a text.
pub fn begun(text: &str) -> String {
    let mut begun: String = text.chars().take(LINE).collect();
    if begun.len() < text.len() {
        begun.push('…');
    }
    begun
}
