//! `/patients/{id}`: the record at a glance.

use super::reported::so_far;
use crate::care::intake::{self, Question};
use crate::care::observations::pressure_keys;
use crate::gate::access::permissions::perm;
use crate::gate::desk::Desk;
use crate::kit::error::Result;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::lenses::chart::store::{self, Side, VisitFilter};
use crate::lenses::chart::{drawing, paths, rows, views};
use crate::people::patients::Chart;

/// How much of each the summary shows; the rest is behind the links.
const RESULTS: usize = 14;
const LINES: i64 = 12;
const VACCINES: usize = 8;
const VISITS: usize = 6;

/// Shows the summary. A record that was merged leads to the one it went into.
pub async fn show(chart: Chart<perm::RecordView>, desk: Desk) -> Result<Answer> {
    if chart.asked != chart.id {
        return Ok(Reply::to(paths::tabs(&chart.id.to_string()).summary).into());
    }
    let who = chart.may.who.clone();
    let (opened, reader, found) = super::open(&chart, &desk, move |conn, reader, patient| {
        let today = reader.start_of_today();
        let mut newest = store::newest_of_each_test(conn, patient)?;
        rows::sort_newest(reader, &mut newest);
        let tests = newest.len();
        newest.retain(rows::stands_on_summary);
        newest.truncate(RESULTS);
        let pressure = store::vital_readings(conn, patient, &pressure_keys(), drawing::READINGS)?;
        let parts = store::parts_of(conn, newest.iter().chain(&pressure))?;
        let problems = store::active_problems(conn, patient, LINES)?;
        let medication = store::current_medication(conn, patient, today, LINES)?;
        let vaccines = store::all_given(conn, patient, 200)?;
        let visits = store::visits(conn, patient, &VisitFilter::default(), Side::Newest, VISITS)?;
        let ids: Vec<_> = visits.rows.iter().map(|row| row.id).collect();
        let at_visits = store::found_at(conn, patient, &ids)?;
        let counts = store::counts(conn, patient, today)?;
        let asked = (intake::answers(conn, patient)?, intake::open_requests_of(conn, patient)?);
        let listed = (problems, medication, vaccines);
        let reported = so_far(conn, reader, &who, patient)?;
        Ok((newest, tests, pressure, parts, listed, visits.rows, at_visits, counts, (asked, reported)))
    })
    .await?;
    let (newest, tests, pressure, parts, listed, visits, at_visits, counts, (asked, reported)) = found;
    let ((problems, medication, vaccines), (answers, requests)) = (listed, asked);
    let id = chart.id.to_string();
    let view = views::Summary {
        frame: opened.frame,
        banner: opened.banner,
        tabs: opened.tabs,
        actions: opened.actions,
        results: rows::results(&reader, &id, &newest, &parts),
        tests: i64::try_from(tests).unwrap_or(i64::MAX),
        pressure: drawing::pressure(&reader, &pressure, &parts, opened.paths.vitals.clone()),
        requests,
        reported,
        problems_note: intake::beside(
            intake::answer_to(&answers, Question::Problems),
            any(problems.iter().map(|row| row.unconfirmed)),
        ),
        problems_empty: rows::why_empty(&reader, &answers, Question::Problems),
        problems: problems.iter().map(|row| rows::problem(&reader, row)).collect(),
        problems_more: more(counts.problems_active, problems.len()),
        resolved: counts.problems_past,
        medication_note: intake::beside(
            intake::answer_to(&answers, Question::Medication),
            any(medication.iter().map(|row| row.unconfirmed)),
        ),
        medication_empty: rows::why_empty(&reader, &answers, Question::Medication),
        medication: medication.iter().map(|row| rows::medicine(&reader, row, None)).collect(),
        medication_more: more(counts.medication_current, medication.len()),
        past: counts.medication_past,
        vaccines_note: intake::beside(
            intake::answer_to(&answers, Question::Vaccines),
            any(vaccines.iter().map(|row| row.unconfirmed)),
        ),
        vaccines_empty: rows::why_empty(&reader, &answers, Question::Vaccines),
        vaccines: rows::vaccines_by_kind(&reader, &vaccines, VACCINES),
        vaccinations: counts.vaccines,
        visits: visits.iter().map(|row| rows::visit(&reader, &id, row, at_visits.get(&row.id))).collect(),
        paths: opened.paths,
    };
    Ok(Page::ok(&view)?.into())
}

fn more(all: i64, shown: usize) -> i64 {
    all - i64::try_from(shown).unwrap_or(i64::MAX)
}

/// Whether any of them is so; none when there are none.
fn any(mut each: impl ExactSizeIterator<Item = bool>) -> Option<bool> {
    (each.len() > 0).then(|| each.any(|one| one))
}
