//! Problems and allergies, medication, vaccines, procedures and plans.

use actix_web::HttpRequest;

use crate::care::intake::{self, Question};
use crate::care::prescribing;
use crate::gate::access::permissions::{Permission as _, perm};
use crate::gate::desk::Desk;
use crate::kit::error::Result;
use crate::kit::web::form::Query;
use crate::kit::web::page::Page;
use crate::lenses::chart::store::{self, Side};
use crate::lenses::chart::{rows, views};
use crate::people::patients::{self, Chart};
use crate::say;

/// More are never in force at once; a list that long is cut rather than slow.
const IN_FORCE: i64 = 300;
const PLANS: i64 = 50;
const REPORTS: i64 = 100;

fn side(request: &HttpRequest) -> Result<Side> {
    let query = Query::read(request.query_string())?;
    Ok(Side::asked(query.get("older"), query.get("newer")))
}

/// `/patients/{id}/problems`: those in force and all allergies on the first page, what is over page by page.
pub async fn problems(chart: Chart<perm::RecordView>, desk: Desk, request: HttpRequest) -> Result<Page> {
    let side = side(&request)?;
    let first_page = side == Side::Newest;
    let (opened, reader, (allergies, answers, active, past, counts)) =
        super::open(&chart, &desk, move |conn, reader, patient| {
            let (mut allergies, mut active) = (Vec::new(), Vec::new());
            if first_page {
                allergies = store::allergies(conn, patient)?;
                active = store::active_problems(conn, patient, IN_FORCE)?;
            }
            let past = store::past_problems(conn, patient, side, super::PAGE)?;
            let counts = store::counts(conn, patient, reader.start_of_today())?;
            Ok((allergies, intake::answers(conn, patient)?, active, past, counts))
        })
        .await?;
    let answer = intake::answer_to(&answers, Question::Allergies);
    let asked_none = answer.is_some_and(|answer| answer.none) || allergies.iter().any(|row| row.says_none());
    let listed = active.len() + past.rows.len();
    let (newer, older) = rows::pages(&opened.paths.problems, "", past.newer, past.older);
    Page::ok(&views::Problems {
        frame: opened.frame,
        banner: opened.banner,
        tabs: opened.tabs,
        actions: opened.actions,
        first_page,
        answered: answer.map(|answer| intake::asked(answer, &reader.zone)).unwrap_or_default(),
        asked_none,
        allergies: allergies
            .iter()
            .filter(|row| !row.says_none())
            .map(|row| rows::allergy(&reader, row))
            .collect(),
        counted: say!(
            "chart-problems-counted",
            active = counts.problems_active,
            resolved = counts.problems_past
        ),
        problems_empty: rows::why_empty(&reader, &answers, Question::Problems),
        problems: active.iter().chain(&past.rows).map(|row| rows::problem(&reader, row)).collect(),
        shown: super::shown(listed, Some(counts.problems_active + counts.problems_past)),
        newer,
        older,
    })
}

/// `/patients/{id}/medication`: what is taken at present on the first page, then what is over.
pub async fn medication(chart: Chart<perm::RecordView>, desk: Desk, request: HttpRequest) -> Result<Page> {
    let side = side(&request)?;
    let (opened, reader, (current, past, beside, counts, answers)) =
        super::open(&chart, &desk, move |conn, reader, patient| {
            let today = reader.start_of_today();
            let current = match side {
                Side::Newest => store::current_medication(conn, patient, today, IN_FORCE)?,
                Side::Older(_) | Side::Newer(_) => Vec::new(),
            };
            let past = store::past_medication(conn, patient, today, side, super::PAGE)?;
            let answers = intake::answers(conn, patient)?;
            let ids: Vec<_> = current.iter().chain(&past.rows).map(|row| row.id).collect();
            let beside = prescribing::beside(conn, &ids)?;
            Ok((current, past, beside, store::counts(conn, patient, today)?, answers))
        })
        .await?;
    let (newer, older) = rows::pages(&opened.paths.medication, "", past.newer, past.older);
    let who = &chart.may.who;
    let may_prescribe = who.may(perm::OrderWrite::ROW) && !patients::is_own(who, &chart.patient);
    Page::ok(&views::Medication {
        frame: opened.frame,
        banner: opened.banner,
        tabs: opened.tabs,
        actions: opened.actions,
        prescribe: may_prescribe.then(|| prescribing::new_path(chart.id)),
        counted: say!(
            if counts.medication_void > 0 {
                "chart-medication-counted-void"
            } else {
                "chart-medication-counted"
            },
            active = counts.medication_current,
            past = counts.medication_past,
            void = counts.medication_void
        ),
        shown: super::shown(
            current.len() + past.rows.len(),
            Some(counts.medication_current + counts.medication_past + counts.medication_void),
        ),
        empty: rows::why_empty(&reader, &answers, Question::Medication),
        rows: current
            .iter()
            .chain(&past.rows)
            .map(|row| rows::medicine(&reader, row, beside.get(&row.id)))
            .collect(),
        newer,
        older,
    })
}

/// `/patients/{id}/vaccines`
pub async fn vaccines(chart: Chart<perm::RecordView>, desk: Desk, request: HttpRequest) -> Result<Page> {
    let side = side(&request)?;
    let (opened, reader, (listed, counts, answers)) =
        super::open(&chart, &desk, move |conn, reader, patient| {
            let listed = store::vaccines(conn, patient, side, super::PAGE)?;
            let answers = intake::answers(conn, patient)?;
            Ok((listed, store::counts(conn, patient, reader.start_of_today())?, answers))
        })
        .await?;
    let (newer, older) = rows::pages(&opened.paths.vaccines, "", listed.newer, listed.older);
    Page::ok(&views::Vaccines {
        frame: opened.frame,
        banner: opened.banner,
        tabs: opened.tabs,
        actions: opened.actions,
        counted: say!("chart-entries", count = counts.vaccines),
        shown: super::shown(listed.rows.len(), Some(counts.vaccines)),
        empty: rows::why_empty(&reader, &answers, Question::Vaccines),
        rows: listed.rows.iter().map(|row| rows::vaccine(&reader, row)).collect(),
        newer,
        older,
    })
}

/// `/patients/{id}/procedures`: plans and reports on the first page, procedures page by page.
pub async fn care(chart: Chart<perm::RecordView>, desk: Desk, request: HttpRequest) -> Result<Page> {
    let side = side(&request)?;
    let first_page = side == Side::Newest;
    let (opened, reader, (plans, reports, listed, counts)) =
        super::open(&chart, &desk, move |conn, reader, patient| {
            let (mut plans, mut reports) = (Vec::new(), Vec::new());
            if first_page {
                plans = store::plans(conn, patient, PLANS)?;
                reports = store::reports(conn, patient, REPORTS)?;
            }
            let listed = store::procedures(conn, patient, side, super::PAGE)?;
            Ok((plans, reports, listed, store::counts(conn, patient, reader.start_of_today())?))
        })
        .await?;
    let (newer, older) = rows::pages(&opened.paths.care, "", listed.newer, listed.older);
    Page::ok(&views::Care {
        frame: opened.frame,
        banner: opened.banner,
        tabs: opened.tabs,
        actions: opened.actions,
        first_page,
        plans: plans.iter().map(|row| rows::plan(&reader, row)).collect(),
        reports: reports.iter().map(|row| rows::report(&reader, row)).collect(),
        counted: say!("chart-entries", count = counts.procedures),
        shown: super::shown(listed.rows.len(), Some(counts.procedures)),
        procedures: listed.rows.iter().map(|row| rows::procedure(&reader, row)).collect(),
        newer,
        older,
    })
}
