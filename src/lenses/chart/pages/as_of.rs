//! The record as it was on a given day.

use actix_web::HttpRequest;
use jiff::civil::Date;

use super::PAGE;
use super::visits::{after, first_instant, period};
use crate::care::notes::Readers;
use crate::gate::access::permissions::perm;
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Query;
use crate::kit::web::page::Page;
use crate::kit::when;
use crate::lenses::chart::views::{ThenAlone, ThenPart};
use crate::lenses::chart::{paths, store, then, views};
use crate::people::patients::Chart;
use crate::say;

/// The most lines of a part on the page of the day; all of them have a page of their own.
const MOST: usize = 20;
/// What somebody has to know whole.
const WHOLE: [&str; 4] = ["allergies", "problems", "medication", "vaccines"];

/// `/patients/{id}/as-of?day=…`, and with `part=…` all lines of one part, page by page.
pub async fn show(chart: Chart<perm::RecordView>, desk: Desk, request: HttpRequest) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    let typed = query.get("day").to_owned();
    let readers = Readers::of(&chart.may.who, &chart);
    let (opened, _, (day, sides)) = super::open(&chart, &desk, move |conn, reader, patient| {
        let today = reader.today();
        let day = period(reader, &typed)?.unwrap_or(today);
        if day > today {
            return Err(Error::Invalid(say!("chart-then-future")));
        }
        let (start, end) = (first_instant(reader, day)?, after(reader, day)?);
        let found = store::as_of(conn, patient, readers, end)?;
        Ok((day, then::parts(reader, &found, start, end)))
    })
    .await?;
    let path = paths::as_of(&chart.id.to_string());
    let on = |day: Date| format!("{path}?day={day}");
    let wanted = query.get("part");
    let (sides, alone) = if wanted.is_empty() {
        (
            sides
                .into_iter()
                .map(|side| side.into_iter().map(|part| cut(part, &on(day))).collect())
                .collect(),
            None,
        )
    } else {
        let part = sides.into_iter().flatten().find(|part| part.id == wanted).ok_or(Error::NotFound)?;
        let (part, alone) = alone(part, query.get("page").parse().unwrap_or(1), on(day));
        (vec![vec![part]], Some(alone))
    };
    let narrowed = if wanted.is_empty() { String::new() } else { format!("&part={wanted}") };
    let step = |day: Option<Date>| day.map(|day| on(day) + &narrowed).unwrap_or_default();
    let (before, next) = (day.yesterday().ok(), day.tomorrow().ok());
    Page::ok(&views::AsOf {
        frame: opened.frame,
        banner: opened.banner,
        tabs: opened.tabs,
        actions: opened.actions,
        title: say!("chart-then-title", date = when::day(day)),
        day: day.to_string(),
        before: step(before),
        next: if day < desk.here().date() { step(next) } else { String::new() },
        as_of: path,
        sides,
        alone,
        paths: opened.paths,
    })
}

/// The first lines of a part, how many more there are and where.
fn cut(mut part: ThenPart, day: &str) -> ThenPart {
    if !WHOLE.contains(&part.id) {
        part.more = part.lines.len().saturating_sub(MOST);
        part.lines.truncate(MOST);
        part.all = format!("{day}&part={}", part.id);
    }
    part
}

/// One page of a part, the newest first; a page that there is not is the last one.
fn alone(mut part: ThenPart, page: usize, day: String) -> (ThenPart, ThenAlone) {
    let all = part.lines.len();
    let last = all.div_ceil(PAGE).max(1);
    let page = page.clamp(1, last);
    part.lines = part.lines.into_iter().skip((page - 1) * PAGE).take(PAGE).collect();
    let to = |page: usize| format!("{day}&part={}&page={page}", part.id);
    let alone = ThenAlone {
        part: part.id,
        shown: super::shown(part.lines.len(), i64::try_from(all).ok()),
        newer: (page > 1).then(|| to(page - 1)),
        older: (page < last).then(|| to(page + 1)),
        whole_day: day,
    };
    (part, alone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lenses::chart::views::ThenLine;

    #[test]
    fn page_by_page_every_line_comes_once() {
        let line = |number: usize| ThenLine {
            name: number.to_string(),
            detail: String::new(),
            on: String::new(),
            later: String::new(),
        };
        let part = || ThenPart {
            id: "visits",
            word: "chart-visits",
            lines: (0..PAGE * 2 + 1).map(line).collect(),
            empty: String::new(),
            more: 0,
            all: String::new(),
        };
        let short = cut(part(), "/x?day=1");
        assert_eq!((short.lines.len(), short.more), (MOST, PAGE * 2 + 1 - MOST));
        let mut seen = Vec::new();
        for page in 1..=3 {
            let (part, around) = alone(part(), page, "/x?day=1".to_owned());
            seen.extend(part.lines.into_iter().map(|line| line.name));
            assert_eq!((around.newer.is_some(), around.older.is_some()), (page > 1, page < 3));
        }
        assert_eq!(seen, (0..PAGE * 2 + 1).map(|number| number.to_string()).collect::<Vec<_>>());
        assert_eq!(alone(part(), 9, String::new()).0.lines.len(), 1, "the last page");
    }
}
