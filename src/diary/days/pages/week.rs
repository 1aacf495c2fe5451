//! A doctor's week at a site: one column a day, in line by the clock on the wall.

use actix_web::HttpRequest;
use jiff::Timestamp;
use jiff::civil::Date;

use super::super::asked::Asked;
use super::super::grid::{Wanted, bounds, grid, joined, wanted};
use super::super::live;
use super::super::model::axis::Axis;
use super::super::nowhere;
use super::super::sheet::{self, Reader, Sheet, days};
use super::super::top::{Place, View, top};
use super::super::views::WeekPage;
use super::day::moving;
use crate::diary::appointments::DiaryReach;
use crate::gate::access::permissions::perm;
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, May};
use crate::kit::error::Result;
use crate::kit::web::page::Page;
use crate::kit::when;
use crate::say;

/// Monday to Friday are shown whatever happens on them.
const WORKING_DAYS: i8 = 5;

/// The page.
pub async fn show(may: May<perm::AppointmentView>, desk: Desk, request: HttpRequest) -> Result<Page> {
    match page(&may, &desk, &request).await? {
        Ok(week) => Page::ok(&week),
        Err(nowhere) => Page::ok(&*nowhere),
    }
}

/// Its part that refreshes itself.
pub async fn refreshed(may: May<perm::AppointmentView>, desk: Desk, request: HttpRequest) -> Result<Page> {
    match page(&may, &desk, &request).await? {
        Ok(week) => Page::ok(&week.as_refreshed()),
        Err(nowhere) => Page::ok(&nowhere.as_refreshed()),
    }
}

type Drawn = std::result::Result<WeekPage, Box<super::super::views::DayPage>>;

async fn page(may: &May<perm::AppointmentView>, desk: &Desk, request: &HttpRequest) -> Result<Drawn> {
    let asked = Asked::read(request.query_string())?;
    let reader = Reader::of(may, desk);
    let looks = reader.clone();
    // Whose week it is can only be said when it is known who is there.
    let everybody = Asked { doctor: None, ..asked };
    let loaded = desk.read(move |conn| sheet::load(conn, &looks, everybody, true)).await?;
    Ok(match loaded {
        Some(sheet) => Ok(drawn(desk, &reader, &sheet, asked)),
        None => Err(Box::new(nowhere::page(desk, &reader, asked))),
    })
}

fn drawn(desk: &Desk, reader: &Reader, sheet: &Sheet, asked: Asked) -> WeekPage {
    let whose = whose(sheet, reader, asked.doctor);
    let shown: Vec<Wanted> = match whose {
        Some(doctor) => columns(sheet, doctor),
        None => Vec::new(),
    };
    let (from, to) = hours(sheet, &shown);
    let table = (!shown.is_empty() && !sheet.beyond).then(|| {
        let label =
            say!("diary-week-label", name = whose.map(|id| sheet.name(id).to_owned()).unwrap_or_default());
        grid(
            sheet,
            reader,
            &shown,
            |day| Axis::wall(day, from, to, &sheet.zone),
            label,
            |one| {
                let day = Asked { date: Some(one.day), ..sheet.asked };
                let today = if one.day == sheet.today { say!("diary-today") } else { String::new() };
                let about = joined([today, sheet.holiday(one.day).unwrap_or_default().to_owned()]);
                (one.day.strftime("%a %-d %b").to_string(), Some(day.to(View::Day.path())), about)
            },
        )
    });
    let place = Place { asked: Asked { doctor: whose, ..sheet.asked }, ..Place::of(sheet) };
    let mut form = desk.form();
    form.set("doctor", whose.map(|id| id.to_string()).unwrap_or_default());
    let own_only = matches!(reader.reach, DiaryReach::Doctor(_));
    let mut kept = vec![("site", sheet.site.id.to_string())];
    kept.extend(sheet.asked.date.map(|date| ("date", date.to_string())));
    kept.extend(sheet.asked.moving.map(|id| ("move", id.to_string())));
    let title = say!("diary-week-of", date = when::named(sheet.first, sheet.today));
    WeekPage {
        frame: desk.frame(),
        top: top(&place, reader, View::Week, title),
        refresh: asked.to("/diary/week/now"),
        topics: live::topics(sheet, reader, 7),
        moving: moving(sheet),
        form,
        doctors: if own_only {
            Vec::new()
        } else {
            sheet.here.iter().map(|id| (id.to_string(), sheet.name(*id).to_owned())).collect()
        },
        kept,
        grid: table,
        empty: if sheet.beyond {
            (say!("diary-beyond"), say!("diary-beyond-why"))
        } else {
            (say!("diary-nobody-week"), say!("diary-nobody-why", site = sheet.site.name.clone()))
        },
    }
}

/// Whose week: the doctor asked for, the reader's own, or the first by name.
fn whose(sheet: &Sheet, reader: &Reader, asked: Option<AccountId>) -> Option<AccountId> {
    let there = |id: &AccountId| sheet.here.contains(id);
    let moved = sheet.moving.as_ref().map(|one| one.appointment.doctor_id);
    match &reader.reach {
        DiaryReach::Doctor(me) => Some(*me),
        _ => asked.filter(there).or(moved.filter(there)).or(sheet.here.first().copied()),
    }
}

/// The days with something on them, and those on which people work.
fn columns(sheet: &Sheet, doctor: AccountId) -> Vec<Wanted> {
    days(sheet.first, sheet.last)
        .flat_map(|day| wanted(sheet, day, &[doctor]))
        .filter(|one| {
            let is_working_day = one.day.weekday().to_monday_one_offset() <= WORKING_DAYS;
            let seen = sheet.on(one.day).any(|(_, seen)| seen.appointment.doctor_id == doctor);
            is_working_day || seen || !one.open.is_empty()
        })
        .collect()
}

/// From when to when the days are shown, in minutes from midnight as clocks show them.
fn hours(sheet: &Sheet, shown: &[Wanted]) -> (i64, i64) {
    let busy: Vec<&Wanted> = shown
        .iter()
        .filter(|one| {
            let seen = sheet.on(one.day).any(|(_, seen)| seen.appointment.doctor_id == one.doctor);
            seen || !one.open.is_empty()
        })
        .collect();
    let of = |one: &Wanted| {
        let (from, to) = bounds(sheet, one.day, shown);
        (minute(sheet, one.day, from), minute(sheet, one.day, to))
    };
    let spans: Vec<(i64, i64)> =
        if busy.is_empty() { shown.iter().map(of).collect() } else { busy.into_iter().map(of).collect() };
    let from = spans.iter().map(|(from, _)| *from).min().unwrap_or(8 * 60);
    let to = spans.iter().map(|(_, to)| *to).max().unwrap_or(17 * 60);
    (from, to.max(from + 60))
}

/// What the clock on the wall shows at an instant, counted from the midnight a day begins with.
fn minute(sheet: &Sheet, day: Date, at: Timestamp) -> i64 {
    let local = at.to_zoned(sheet.zone.clone());
    if local.date() > day {
        return 24 * 60;
    }
    i64::from(local.hour()) * 60 + i64::from(local.minute())
}
