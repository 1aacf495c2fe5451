//! The timeline of visits, and the page of one visit.

use std::str::FromStr as _;

use actix_web::HttpRequest;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use uuid::Uuid;

use crate::care::letters;
use crate::care::notes::{self, Readers};
use crate::care::visits::{self, VisitId};
use crate::care::{consultation, emergency_entry};
use crate::gate::access::model::{Identity, Role};
use crate::gate::access::permissions::{Grant, Permission as _, perm};
use crate::gate::desk::Desk;
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Query;
use crate::kit::web::page::Page;
use crate::lenses::chart::model::Reader;
use crate::lenses::chart::store::{self, Side, VisitFilter, VisitKind};
use crate::lenses::chart::{rows, views};
use crate::people::patients::{Chart, PatientId, is_own, parse_date};
use crate::say;

const MOST_AT_A_VISIT: i64 = 500;

/// `/patients/{id}/visits`
pub async fn list(chart: Chart<perm::RecordView>, desk: Desk, request: HttpRequest) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    let side = Side::asked(query.get("older"), query.get("newer"));
    let kind = VisitKind::from_word(query.get("kind"));
    let mut typed = views::VisitFilterView {
        kind: kind.map(|_| query.get("kind").to_owned()).unwrap_or_default(),
        from: query.get("from").to_owned(),
        until: query.get("until").to_owned(),
        text: query.get("text").chars().take(100).collect(),
        on: false,
    };
    typed.on = [&typed.kind, &typed.from, &typed.until, &typed.text].iter().any(|text| !text.is_empty());
    let asked = typed.clone();
    let (opened, reader, (listed, found, count)) =
        super::open(&chart, &desk, move |conn, reader, patient| {
            let filter = VisitFilter {
                kind,
                from: period(reader, &asked.from)?.map(|day| first_instant(reader, day)).transpose()?,
                until: period(reader, &asked.until)?.map(|day| after(reader, day)).transpose()?,
                text: asked.text.to_lowercase(),
            };
            let listed = store::visits(conn, patient, &filter, side, super::PAGE)?;
            let ids: Vec<Uuid> = listed.rows.iter().map(|row| row.id).collect();
            let found = store::found_at(conn, patient, &ids)?;
            let count = store::counts(conn, patient, reader.start_of_today())?.visits;
            Ok((listed, found, count))
        })
        .await?;
    let id = chart.id.to_string();
    let words =
        [("kind", &typed.kind), ("from", &typed.from), ("until", &typed.until), ("text", &typed.text)];
    let narrowed = serde_urlencoded::to_string(
        words.into_iter().filter(|(_, text)| !text.is_empty()).collect::<Vec<_>>(),
    )
    .map_err(Error::bug)?;
    let (newer, older) = rows::pages(&opened.paths.visits, &narrowed, listed.newer, listed.older);
    let mut kinds = vec![("", "chart-kind-all")];
    kinds.extend(VisitKind::ALL.iter().map(|(word, kind)| (*word, rows::kind_word(Some(*kind)))));
    Page::ok(&views::Visits {
        frame: opened.frame,
        banner: opened.banner,
        tabs: opened.tabs,
        actions: opened.actions,
        paths: opened.paths,
        count,
        kinds,
        shown: super::shown(listed.rows.len(), (!typed.on).then_some(count)),
        filter: typed,
        visits: listed.rows.iter().map(|row| rows::visit(&reader, &id, row, found.get(&row.id))).collect(),
        newer,
        older,
    })
}

/// The date that was typed or picked; nothing when nothing was.
pub(super) fn period(reader: &Reader, text: &str) -> Result<Option<Date>> {
    if text.is_empty() {
        return Ok(None);
    }
    let date = parse_date(text, reader.today());
    date.map(Some).ok_or_else(|| Error::Invalid(say!("chart-date-wrong", text = text.to_owned())))
}

/// Days without a time are kept as midnight UTC, instants by the hospital's clock: a period takes in both.
pub(super) fn first_instant(reader: &Reader, day: Date) -> Result<Timestamp> {
    let here = day.to_zoned(reader.zone.clone()).map_err(Error::bug)?.timestamp();
    let anywhere = day.to_zoned(TimeZone::UTC).map_err(Error::bug)?.timestamp();
    Ok(here.min(anywhere))
}

pub(super) fn after(reader: &Reader, day: Date) -> Result<Timestamp> {
    let next =
        day.tomorrow().map_err(|_| Error::Invalid(say!("chart-date-wrong", text = day.to_string())))?;
    let here = next.to_zoned(reader.zone.clone()).map_err(Error::bug)?.timestamp();
    let anywhere = next.to_zoned(TimeZone::UTC).map_err(Error::bug)?.timestamp();
    Ok(here.min(anywhere))
}

/// `/patients/{id}/visits/{visit}`
pub async fn show(chart: Chart<perm::RecordView>, desk: Desk, request: HttpRequest) -> Result<Page> {
    let visit = request.match_info().get("visit").unwrap_or_default();
    let visit = uuid::fmt::Hyphenated::from_str(visit).map_err(|_| Error::NotFound)?.into_uuid();
    let readers = Readers::of(&chart.may.who, &chart);
    let who = chart.may.who.clone();
    let may_void = who.may(perm::RecordVoid::ROW) && !is_own(&who, &chart);
    let (opened, reader, (row, source, results, parts, (found, letters), (has_note, void))) =
        super::open(&chart, &desk, move |conn, _, patient| {
            let (row, source) = store::visit(conn, patient, visit)?;
            let results = store::results_of_visit(conn, patient, visit, MOST_AT_A_VISIT)?;
            let parts = store::parts_of(conn, &results)?;
            let found = store::found_at(conn, patient, &[visit])?.remove(&visit).unwrap_or_default();
            let letters = letters::of_visit(conn, patient, visit.into())?;
            let has_note = notes::is_there(conn, patient, visit.into(), readers)?;
            let is_emergency = row.class.as_deref() == Some(emergency_entry::SETTING);
            let void =
                if may_void && is_emergency { voided_at(conn, &who, patient, visit.into())? } else { None };
            Ok((row, source, results, parts, (found, letters), (has_note, void)))
        })
        .await?;
    let id = chart.id.to_string();
    let who = &chart.may.who;
    let may_print = perm::RecordPrint::ROW.grant(who.role, who.duties) != Grant::No;
    let print =
        (may_print && row.voided().is_none()).then(|| consultation::paper_path(chart.id, visit.into()));
    let note = has_note.then(|| consultation::note_path(chart.id, visit.into()));
    let (visit, facts) = rows::whole_visit(&reader, &id, &row, source.as_deref());
    Page::ok(&views::Visit {
        frame: opened.frame,
        banner: opened.banner,
        tabs: opened.tabs,
        actions: opened.actions,
        paths: opened.paths,
        visit,
        facts,
        results: rows::results(&reader, &id, &results, &parts),
        parts_found: rows::visit_parts(found, &letters),
        note,
        print,
        void,
    })
}

/// Where an emergency entry is voided, if this person may.
fn voided_at(conn: &mut Conn, who: &Identity, patient: PatientId, id: VisitId) -> Result<Option<String>> {
    let entry = visits::find(conn, patient, id)?;
    let may = emergency_entry::may_void(&entry, who.account, who.role == Role::Admin);
    let is_theirs = emergency_entry::is_entry(&entry) && entry.voided_at.is_none() && may;
    Ok(is_theirs.then(|| emergency_entry::voiding_path(patient, id)))
}
