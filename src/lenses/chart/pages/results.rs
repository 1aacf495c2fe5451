//! Results: the newest value of each test, all values of one, and the drawings of the vital signs.

use actix_web::HttpRequest;

use crate::care::vitals;
use crate::gate::access::permissions::perm;
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Query;
use crate::kit::web::page::Page;
use crate::lenses::chart::store::{self, ObservationRow, Side, Test};
use crate::lenses::chart::views::Choices;
use crate::lenses::chart::{drawing, paths, rows, views};
use crate::people::patients::Chart;
use crate::say;

/// The kinds of results that the list can be narrowed to, and their catalogue keys.
const KINDS: [(&str, &str); 7] = [
    ("", "chart-category-all"),
    ("vital_signs", "chart-category-vital-signs"),
    ("laboratory", "chart-category-laboratory"),
    ("imaging", "chart-category-imaging"),
    ("survey", "chart-category-survey"),
    ("social_history", "chart-category-social-history"),
    ("other", "chart-category-other"),
];

/// `/patients/{id}/results`
pub async fn list(chart: Chart<perm::RecordView>, desk: Desk, request: HttpRequest) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    let kind = KINDS.iter().find(|(word, _)| *word == query.get("kind")).map_or("", |(word, _)| word);
    let text: String = query.get("text").chars().take(100).collect();
    let words = text.to_lowercase();
    let (opened, reader, (newest, parts)) = super::open(&chart, &desk, move |conn, reader, patient| {
        let mut newest = store::newest_of_each_test(conn, patient)?;
        newest.retain(|row| is_of_kind(row, kind) && row.name().to_lowercase().contains(&words));
        rows::sort_newest(reader, &mut newest);
        let parts = store::parts_of(conn, &newest)?;
        Ok((newest, parts))
    })
    .await?;
    let kinds: Choices = KINDS.to_vec();
    Page::ok(&views::Results {
        frame: opened.frame,
        banner: opened.banner,
        tabs: opened.tabs,
        actions: opened.actions,
        paths: opened.paths,
        kinds,
        filtered: !kind.is_empty() || !text.is_empty(),
        kind: kind.to_owned(),
        text,
        shown: super::shown(newest.len(), None),
        results: rows::results(&reader, &chart.id.to_string(), &newest, &parts),
    })
}

fn is_of_kind(row: &ObservationRow, kind: &str) -> bool {
    match kind {
        "" => true,
        "other" => !KINDS.iter().any(|(known, _)| *known == row.category && *known != "other"),
        kind => row.category == kind,
    }
}

/// `/patients/{id}/results/test?kind=…&test=…`
pub async fn test(chart: Chart<perm::RecordView>, desk: Desk, request: HttpRequest) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    let test = Test { category: query.get("kind").to_owned(), key: query.get("test").to_owned() };
    let side = Side::asked(query.get("older"), query.get("newer"));
    let asked = test.clone();
    let (opened, reader, (listed, parts)) = super::open(&chart, &desk, move |conn, _, patient| {
        let listed = store::of_test(conn, patient, &asked, side, super::PAGE)?;
        let parts = store::parts_of(conn, &listed.rows)?;
        Ok((listed, parts))
    })
    .await?;
    let name = listed.rows.first().ok_or(Error::NotFound)?.name().to_owned();
    let id = chart.id.to_string();
    let address = paths::test(&id, &test);
    let (path, narrowed) = address.split_once('?').unwrap_or((&address, ""));
    let (newer, older) = rows::pages(path, narrowed, listed.newer, listed.older);
    let svg = drawing::pressure(&reader, &listed.rows, &parts, String::new())
        .map(|drawing| drawing.svg)
        .or_else(|| drawing::of_test(&reader, &name, &listed.rows));
    Page::ok(&views::Test {
        frame: opened.frame,
        banner: opened.banner,
        tabs: opened.tabs,
        actions: opened.actions,
        paths: opened.paths,
        svg,
        shown: super::shown(listed.rows.len(), None),
        rows: rows::results(&reader, &id, &listed.rows, &parts),
        source: vitals::source(&test.key).map(|key| say!(key)).unwrap_or_default(),
        name,
        newer,
        older,
    })
}

/// `/patients/{id}/vital-signs`
pub async fn vitals(chart: Chart<perm::RecordView>, desk: Desk) -> Result<Page> {
    let (opened, reader, (readings, parts)) = super::open(&chart, &desk, |conn, _, patient| {
        let readings = store::vital_readings(conn, patient, &drawing::all_keys(), drawing::READINGS)?;
        let parts = store::parts_of(conn, &readings)?;
        Ok((readings, parts))
    })
    .await?;
    let id = chart.id.to_string();
    let all = |row: &ObservationRow| paths::test(&id, &Test::of(row));
    let newest = drawing::newest_pressure(&readings).map(all).unwrap_or_default();
    let mut charts: Vec<_> = drawing::pressure(&reader, &readings, &parts, newest).into_iter().collect();
    charts.extend(drawing::others(&reader, &readings, all));
    Page::ok(&views::Vitals {
        frame: opened.frame,
        banner: opened.banner,
        tabs: opened.tabs,
        actions: opened.actions,
        rounds: vitals::path(chart.id),
        charts,
    })
}
