//! The whole history in one line with filters.

use actix_web::HttpRequest;

use super::visits::{after, first_instant, period};
use crate::care::notes::Readers;
use crate::gate::access::permissions::perm;
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Query;
use crate::kit::web::page::Page;
use crate::lenses::chart::store::{self, EventFilter, EventKind, Side};
use crate::lenses::chart::{paths, rows, views};
use crate::people::patients::Chart;

/// `/patients/{id}/timeline`
pub async fn list(chart: Chart<perm::RecordView>, desk: Desk, request: HttpRequest) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    let side = Side::asked(query.get("older"), query.get("newer"));
    let kind = EventKind::from_word(query.get("kind"));
    let mut typed = views::VisitFilterView {
        kind: kind.map(|_| query.get("kind").to_owned()).unwrap_or_default(),
        from: query.get("from").to_owned(),
        until: query.get("until").to_owned(),
        text: query.get("text").chars().take(100).collect(),
        on: false,
    };
    typed.on = [&typed.kind, &typed.from, &typed.until, &typed.text].iter().any(|text| !text.is_empty());
    let asked = typed.clone();
    let readers = Readers::of(&chart.may.who, &chart);
    let (opened, reader, listed) = super::open(&chart, &desk, move |conn, reader, patient| {
        let filter = EventFilter {
            kind,
            from: period(reader, &asked.from)?.map(|day| first_instant(reader, day)).transpose()?,
            until: period(reader, &asked.until)?.map(|day| after(reader, day)).transpose()?,
            text: asked.text.to_lowercase(),
        };
        store::timeline(conn, patient, readers, &filter, side, super::PAGE)
    })
    .await?;
    let id = chart.id.to_string();
    let words =
        [("kind", &typed.kind), ("from", &typed.from), ("until", &typed.until), ("text", &typed.text)];
    let narrowed = serde_urlencoded::to_string(
        words.into_iter().filter(|(_, text)| !text.is_empty()).collect::<Vec<_>>(),
    )
    .map_err(Error::bug)?;
    let (newer, older) = rows::pages(&opened.paths.timeline, &narrowed, listed.newer, listed.older);
    let mut kinds = vec![("", "chart-event-all")];
    kinds.extend(EventKind::ALL.iter().map(|(word, kind)| (*word, rows::event_kind(*kind))));
    Page::ok(&views::Timeline {
        frame: opened.frame,
        banner: opened.banner,
        tabs: opened.tabs,
        actions: opened.actions,
        kinds,
        as_of: paths::as_of(&id),
        shown: super::shown(listed.rows.len(), None),
        events: listed
            .rows
            .iter()
            .map(|event| rows::event(&reader, &opened.paths, chart.id, event))
            .collect(),
        paths: opened.paths,
        filter: typed,
        newer,
        older,
    })
}
