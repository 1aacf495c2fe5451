//! Allergies and problems: all of them, those that are over marked so.

use jiff::tz::TimeZone;

use super::{narrow, table, wide};
use crate::care::intake::{Gravity, IntakeAnswer, Question};
use crate::care::problems::{Problem, is_over};
use crate::kit::db::types::Utc;
use crate::kit::pdf::isolate;
use crate::lenses::record_pdf::model::{AllergyState, Cell, Row, Section};
use crate::lenses::record_pdf::store::Kept;
use crate::lenses::record_pdf::words::{date, joined, not_blank, when, word};
use crate::say;

/// Which of the three states the banner shows.
pub fn allergy_state(kept: &Kept, zone: &TimeZone) -> AllergyState {
    let active: Vec<String> = kept
        .allergies
        .iter()
        .filter(|allergy| allergy.is_in_force() && !allergy.says_none())
        .map(|allergy| match allergy.gravity() {
            Gravity::Severe => say!("record-pdf-allergy-severe", name = isolate(allergy.shown())),
            Gravity::HighRisk => say!("record-pdf-allergy-high-risk", name = isolate(allergy.shown())),
            _ => isolate(allergy.shown()),
        })
        .collect();
    if !active.is_empty() {
        return AllergyState::Known(active);
    }
    if let Some(answer) = answer(kept, Question::Allergies) {
        let asked = asked(answer, zone);
        let over = || say!("record-pdf-asked-over", asked = asked.clone());
        return AllergyState::NoneKnown(Some(if answer.none { asked } else { over() }));
    }
    if kept.allergies.iter().any(|allergy| allergy.is_in_force() && allergy.says_none()) {
        return AllergyState::NoneKnown(None);
    }
    AllergyState::NotRecorded
}

fn answer(kept: &Kept, question: Question) -> Option<&IntakeAnswer> {
    kept.answers.iter().find(|answer| answer.question == question.as_str())
}

/// Who asked, and when.
fn asked(answer: &IntakeAnswer, zone: &TimeZone) -> String {
    let on = answer.answered_at.0.to_zoned(zone.clone()).strftime("%d-%b-%Y").to_string();
    let by = answer.answered_by_name.clone();
    match (answer.is_imported(), by.is_empty()) {
        (false, _) => say!("record-pdf-asked", on = on, by = by),
        (true, true) => say!("record-pdf-imported-answer-on", on = on),
        (true, false) => say!("record-pdf-imported-answer", on = on, by = by),
    }
}

/// What became of one of the four questions: not asked yet, "none", or asked; by whom and when.
pub(super) fn answered(kept: &Kept, question: Question, any_in_force: bool, zone: &TimeZone) -> String {
    match answer(kept, question) {
        None => say!("record-pdf-not-asked"),
        Some(answer) if answer.none && !any_in_force => say!("record-pdf-none", asked = asked(answer, zone)),
        Some(answer) => asked(answer, zone),
    }
}

/// A word below what was imported and nobody here has confirmed.
pub(super) fn unconfirmed(is_imported: bool, edited_here: bool, confirmed: Option<Utc>) -> Option<String> {
    (is_imported && !edited_here && confirmed.is_none()).then(|| say!("record-pdf-unconfirmed"))
}

pub(super) fn allergies(kept: &Kept, zone: &TimeZone) -> Section {
    let rows = kept.allergies.iter().filter(|allergy| !allergy.says_none()).map(|allergy| {
        let over = !allergy.is_in_force();
        let substance = Cell::of(allergy.shown())
            .below(Some(&allergy.code_text))
            .below(allergy.note.as_deref())
            .below(unconfirmed(allergy.source_id.is_some(), allergy.edited_here, allergy.confirmed_at));
        let kind = joined([allergy.kind.as_deref().map(word), allergy.category.as_deref().map(word)]);
        let since = date(Some(allergy.when()), zone).or_else(|| not_blank(allergy.onset_text.as_deref()));
        let recorded = since.is_none().then(|| recorded(allergy.recorded_at, zone)).flatten();
        Row {
            cells: vec![
                if over { substance } else { substance.strong() },
                Cell::of(allergy.reaction.clone().unwrap_or_default())
                    .below(allergy.severity.as_deref().map(word)),
                Cell::of(kind).below(allergy.criticality.as_deref().map(criticality)),
                Cell::maybe(since).below(allergy.onset_text.as_deref()).below(recorded),
                status(&allergy.status, allergy.certainty.as_deref()),
            ],
            past: over,
            marked: false,
        }
    });
    let remark = match allergy_state(kept, zone) {
        AllergyState::Known(_) => Some(answered(kept, Question::Allergies, true, zone)),
        AllergyState::NoneKnown(Some(asked)) => {
            Some(format!("{}. {asked}", say!("record-pdf-allergies-none")))
        }
        AllergyState::NoneKnown(None) => Some(say!("record-pdf-allergies-none")),
        AllergyState::NotRecorded => Some(say!("record-pdf-allergies-unknown")),
    };
    let columns = vec![
        wide("record-pdf-substance", 3.0),
        wide("record-pdf-reaction", 2.0),
        narrow("record-pdf-kind", 32.0),
        narrow("record-pdf-since", 30.0),
        narrow("record-pdf-status", 24.0),
    ];
    table("record-pdf-allergies", remark, columns, rows.collect())
}

fn criticality(value: &str) -> String {
    match value {
        "high" => say!("record-pdf-criticality-high"),
        "low" => say!("record-pdf-criticality-low"),
        _ => String::new(),
    }
}

pub(super) fn problems(kept: &Kept, zone: &TimeZone) -> Section {
    let rows = kept.problems.iter().map(|problem| {
        let over = is_over(&problem.status, problem.certainty.as_deref());
        let name = Cell::of(problem.shown())
            .below(Some(&problem.code_text))
            .below(Some(joined([problem.severity.as_deref().map(word), problem.body_site.clone()])))
            .below(problem.note.as_deref())
            .below(unconfirmed(problem.source_id.is_some(), problem.edited_here, problem.confirmed_at));
        let since = date(Some(problem.when()), zone).or_else(|| not_blank(problem.onset_text.as_deref()));
        let recorded = since.is_none().then(|| recorded(problem.recorded_at, zone)).flatten();
        let ended = when(problem.ended_at, problem.ended_precision.as_deref());
        Row {
            cells: vec![
                if over { name } else { name.strong() },
                Cell::maybe(since).below(problem.onset_text.as_deref()).below(recorded),
                Cell::maybe(date(ended, zone)).below(problem.ended_text.as_deref()),
                Cell::of(problem.author.clone().unwrap_or_default()),
                status(&problem.status, problem.certainty.as_deref()),
            ],
            past: over,
            marked: false,
        }
    });
    let columns = vec![
        wide("record-pdf-problem", 3.0),
        narrow("record-pdf-since", 22.0),
        narrow("record-pdf-until", 22.0),
        wide("record-pdf-author", 1.3),
        narrow("record-pdf-status", 24.0),
    ];
    let any = kept.problems.iter().any(Problem::is_in_force);
    let remark = answered(kept, Question::Problems, any, zone);
    table("record-pdf-problems", Some(remark), columns, rows.collect())
}

/// When it was written down, for what nobody knows the beginning of.
fn recorded(at: Option<Utc>, zone: &TimeZone) -> Option<String> {
    date(when(at, None), zone).map(|date| say!("record-pdf-recorded", date = date))
}

/// The status in words, with how sure it is unless that goes without saying.
fn status(status: &str, certainty: Option<&str>) -> Cell {
    Cell::of(word(status)).below(certainty.filter(|certainty| *certainty != "confirmed").map(word))
}
