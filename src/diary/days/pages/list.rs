//! A day as a list, or the appointments of more days that somebody looks for.

use actix_web::{HttpRequest, web};
use jiff::Timestamp;

use super::super::asked::Asked;
use super::super::chosen::{self, PATIENTS, WriteTo, of_words};
use super::super::lines::{of_day, of_days};
use super::super::live;
use super::super::nowhere;
use super::super::sheet::{self, Reader, Sheet};
use super::super::sought::{SPANS, Sought, Stands};
use super::super::top::{Place, View, top};
use super::super::views::ListPage;
use super::day::figures;
use crate::diary::appointments::{AppointmentId, Listed, listed};
use crate::gate::access::permissions::{Permission as _, perm};
use crate::gate::access::reach::Reach;
use crate::gate::desk::{Desk, May};
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::web::page::Page;
use crate::kit::when;
use crate::say;

/// Lines on a page.
const SHOWN: usize = 300;

/// The page.
pub async fn show(
    may: May<perm::AppointmentView>,
    desk: Desk,
    request: HttpRequest,
    write: web::Data<WriteTo>,
) -> Result<Page> {
    match page(&may, &desk, &request, **write).await? {
        Ok(list) => Page::ok(&list),
        Err(nowhere) => Page::ok(&*nowhere),
    }
}

/// Its lines, which refresh themselves. Whoever works at no site has none.
pub async fn refreshed(
    may: May<perm::AppointmentView>,
    desk: Desk,
    request: HttpRequest,
    write: web::Data<WriteTo>,
) -> Result<Page> {
    match page(&may, &desk, &request, **write).await? {
        Ok(list) => Page::ok(&list.as_refreshed()),
        Err(nowhere) => Page::ok(&nowhere.as_refreshed()),
    }
}

type Drawn = std::result::Result<ListPage, Box<super::super::views::DayPage>>;

async fn page(
    may: &May<perm::AppointmentView>,
    desk: &Desk,
    request: &HttpRequest,
    write: WriteTo,
) -> Result<Drawn> {
    let sought = Sought::read(request.query_string())?;
    let reader = Reader::of(may, desk);
    let reach = May::<perm::PatientSearch>::enter(desk).await?.reach;
    let (looks, asked) = (reader.clone(), sought.clone());
    let found = desk.read(move |conn| find(conn, &looks, &reach, asked)).await?;
    Ok(match found {
        Some(found) => Ok(drawn(desk, &reader, found, write)),
        None => Err(Box::new(nowhere::page(desk, &reader, sought.asked))),
    })
}

/// What was found, with the day it begins on.
struct Found {
    sheet: Sheet,
    sought: Sought,
    listed: Vec<Listed>,
    /// How many there are in all, where that is known.
    count: usize,
    next: Option<(Timestamp, AppointmentId)>,
    /// More patients are found by the words than are looked at.
    more: bool,
}

fn find(conn: &mut Conn, reader: &Reader, reach: &Reach, sought: Sought) -> Result<Option<Found>> {
    let Some(sheet) = sheet::load(conn, reader, sought.asked, false)? else { return Ok(None) };
    let sought = Sought { asked: sheet.asked, ..sought };
    let (patients, more) = of_words(conn, reach, &sought.words, &sheet)?;
    let mut found: Vec<Listed> = if sought.days == 1 {
        let suits = |one: &Listed| {
            let one = &one.appointment;
            patients.as_ref().is_none_or(|known| known.contains(&one.patient_id))
                && sought.status.is_none_or(|wanted| wanted.holds(one.status))
        };
        sheet.on(sheet.first).map(|(_, one)| one).filter(|one| suits(one)).cloned().collect()
    } else {
        let window = chosen::window(&sheet, &sought, patients)?;
        let limit = i64::try_from(SHOWN + 1).map_err(Error::bug)?;
        listed(conn, &reader.reach, &window, limit)?
    };
    let count = found.len();
    if let (Some((at, id)), 1) = (sought.after, sought.days) {
        found.retain(|one| (one.appointment.starts_at, one.appointment.id) > (at, id));
    }
    let next = (found.len() > SHOWN).then(|| &found[SHOWN - 1].appointment);
    let next = next.map(|one| (one.starts_at, one.id));
    found.truncate(SHOWN);
    Ok(Some(Found { sheet, sought, listed: found, count, next, more }))
}

fn drawn(desk: &Desk, reader: &Reader, found: Found, write: WriteTo) -> ListPage {
    let Found { sheet, sought, listed, count, next, more } = found;
    let shown: Vec<&Listed> = listed.iter().collect();
    let lines = match sought.days {
        _ if sheet.beyond => Vec::new(),
        1 => of_day(desk, reader, &sheet, &sought, &shown),
        _ => of_days(desk, reader, &sheet, &shown),
    };
    let mut form = desk.form();
    form.set("q", sought.words.clone());
    form.set("doctor", sought.asked.doctor.map(|doctor| doctor.to_string()).unwrap_or_default());
    form.set("status", sought.status.map_or("", Stands::as_str));
    form.set("days", sought.days.to_string());
    let mut kept = vec![("site", sheet.site.id.to_string())];
    kept.extend(sought.asked.date.map(|date| ("date", date.to_string())));
    let all = Sought { asked: Asked { doctor: None, ..sought.asked }, days: 1, ..Sought::default() };
    let narrowed = sought.is_narrowed() || sought.asked.doctor.is_some();
    let here = Sought { after: None, ..sought.clone() }.path();
    let place = Place { narrowed: sought.narrowed(), ..Place::of(&sheet) };
    let figures = if narrowed || sheet.beyond {
        Vec::new()
    } else {
        let first = lines_free(&lines).unwrap_or_else(|| sought.asked.to(View::Day.path()));
        figures(&sheet, free(&sheet), first)
    };
    ListPage {
        frame: desk.frame(),
        refresh: sought.refresh(),
        topics: live::topics(&sheet, reader, sought.days),
        top: top(&place, reader, View::List, when::named(sheet.first, sheet.today)),
        figures,
        form,
        doctors: doctors(&sheet),
        statuses: statuses(),
        spans: spans(),
        kept,
        all: narrowed.then(|| all.path()),
        write: reader.may(perm::SendToPatients::ROW).then(|| (write.0)(&chosen::query(&sheet, &sought))),
        count: match next {
            Some(_) if sought.days > 1 => say!("diary-list-first", count = SHOWN),
            _ => say!("diary-list-count", count = count),
        },
        next: next.map(|after| Sought { after: Some(after), ..sought.clone() }.path()),
        note: if more { say!("diary-list-many", count = PATIENTS) } else { String::new() },
        empty: match (sheet.beyond, narrowed) {
            (true, _) => (say!("diary-beyond"), say!("diary-beyond-why")),
            (false, true) => (say!("diary-list-none"), say!("diary-list-none-why")),
            (false, false) => {
                (say!("diary-nobody"), say!("diary-nobody-why", site = sheet.site.name.clone()))
            }
        },
        here,
        lines,
    }
}

/// The first free time of the list.
fn lines_free(lines: &[super::super::views::LineView]) -> Option<String> {
    lines.iter().find_map(|line| match line {
        super::super::views::LineView::Free(_, _, href, _) => Some(href.clone()),
        _ => None,
    })
}

fn free(sheet: &Sheet) -> usize {
    let columns = super::super::grid::wanted(sheet, sheet.first, &sheet.columns(sheet.first));
    columns.iter().map(|one| one.free.len()).sum()
}

fn doctors(sheet: &Sheet) -> Vec<(String, String)> {
    let named = sheet.here.iter().map(|id| (id.to_string(), sheet.name(*id).to_owned()));
    std::iter::once((String::new(), say!("diary-list-all-doctors"))).chain(named).collect()
}

fn statuses() -> Vec<(String, String)> {
    let named = Stands::all().map(|one| (one.as_str().to_owned(), say!(one.label_key())));
    std::iter::once((String::new(), say!("diary-list-any-status"))).chain(named).collect()
}

fn spans() -> Vec<(String, String)> {
    SPANS.into_iter().map(|days| (days.to_string(), say!("diary-list-days", count = days))).collect()
}
