//! Public holidays: several at once, for all sites or for one.

use actix_web::web::Path;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::diary::appointments::{self, DiaryReach, Window};
use crate::diary::hours::{self, Holiday};
use crate::diary::leave::{WAITING, why};
use crate::diary::timetable::actions;
use crate::diary::timetable::model::lines::{self, Wrong};
use crate::diary::timetable::views::{Choice, HolidayRow, HolidaysPage, Year};
use crate::gate::access::permissions::perm;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital::{self, SiteId};
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::say;

/// Years that can be entered, counted from this one.
const YEARS: std::ops::RangeInclusive<i16> = 0..=10;

type Admin = May<perm::SettingsManage>;

pub async fn show(_: Admin, desk: Desk) -> Result<Page> {
    let form = desk.form_with([("year", desk.here().year().to_string())]);
    Page::ok(&page(&desk, form).await?)
}

pub async fn add(permit: Admin, desk: Desk, mut form: Form) -> Result<Answer> {
    let sites = desk.read(hospital::sites).await?;
    let this_year = desk.here().year();
    let year = form.raw("year").trim().parse::<i16>().ok();
    let year = year.filter(|year| year.checked_sub(this_year).is_some_and(|ahead| YEARS.contains(&ahead)));
    if year.is_none() {
        form.refuse("year", say!("holidays-error-year", year = this_year.to_string()));
    }
    let chosen: Option<SiteId> = form.raw("site").parse().ok();
    let site = chosen.filter(|id| sites.iter().any(|site| site.id == *id));
    if site.is_none() && !form.raw("site").is_empty() {
        form.refuse("site", say!("holidays-error-site"));
    }
    if let Some(new) = year.and_then(|year| read(&mut form, year)) {
        let count = new.len();
        let done = desk
            .submit(&permit, &form, move |tx| {
                actions::add_holidays(tx, &new, site)?;
                Ok(Reply::to("/holidays").toast(say!("holidays-added", count = count)))
            })
            .await;
        match done {
            Err(Error::Conflict(words)) => form.refuse("lines", words),
            done => return Ok(done?.into()),
        }
    }
    let form = form.rekeyed(desk.visit().keys.single_use());
    Ok(Page::invalid(&page(&desk, form).await?)?.into())
}

pub async fn remove(permit: Admin, desk: Desk, id: Path<String>, form: Form) -> Result<Reply> {
    let id: Id<Holiday> = id.parse().map_err(|_| Error::NotFound)?;
    let today = desk.here().date();
    desk.submit(&permit, &form, move |tx| {
        actions::remove_holiday(tx, id, today)?;
        Ok(Reply::to("/holidays").toast(say!("holidays-removed")))
    })
    .await
}

/// The lines, if each of them is a day with a name.
fn read(form: &mut Form, year: i16) -> Option<Vec<(Date, String)>> {
    let text = form.required("lines", 4000, "holidays-error-lines")?;
    let read = lines::read(&text, year);
    let wrong = read.iter().find_map(|(number, line)| match line {
        Ok(_) => None,
        Err(Wrong::Day) => Some(say!("holidays-error-day", line = *number)),
        Err(Wrong::Name) => Some(say!("holidays-error-name", line = *number)),
    });
    if let Some(words) = wrong {
        form.refuse("lines", words);
    }
    let new = read.into_iter().filter_map(|(_, line)| line.ok()).collect();
    form.is_valid().then_some(new)
}

async fn page(desk: &Desk, form: Form) -> Result<HolidaysPage> {
    let (now, first) = (desk.clock().now(), desk.here().date().first_of_year());
    let (sites, holidays, to_move) = desk
        .read(move |conn| {
            let holidays = hours::holidays(conn, first)?;
            let to_move = outside(conn, &holidays, now)?;
            Ok((hospital::sites(conn)?, holidays, to_move))
        })
        .await?;
    let place = |id: Option<SiteId>| match id {
        None => say!("holidays-everywhere"),
        Some(id) => sites.iter().find(|site| site.id == id).map(|site| site.name.clone()).unwrap_or_default(),
    };
    let mut years: Vec<Year> = Vec::new();
    for (one, to_move) in holidays.iter().zip(to_move) {
        let year = one.day.year().to_string();
        let weekday = i32::from(one.day.weekday().to_monday_one_offset());
        let row = HolidayRow {
            day: format!("{} {}", hours::short_day(weekday), when::day(one.day)),
            name: one.name.clone(),
            site: place(one.site_id),
            to_move,
            removal: format!("/holidays/{}/removal", one.id),
            form: desk.form(),
        };
        match years.last_mut().filter(|known| known.year == year) {
            Some(known) => known.rows.push(row),
            None => years.push(Year { year, rows: vec![row] }),
        }
    }
    let choices: Vec<Choice> = sites
        .iter()
        .filter(|site| site.active)
        .map(|site| (site.id.to_string(), site.name.clone()))
        .collect();
    Ok(HolidaysPage {
        frame: desk.frame(),
        years,
        form,
        sites: std::iter::once((String::new(), say!("holidays-everywhere"))).chain(choices).collect(),
    })
}

/// How many appointments lie on each of these days outside the hours: what somebody still has to move. One short
/// statement for each day to come and each site it is for.
fn outside(conn: &mut Conn, holidays: &[Holiday], now: Timestamp) -> Result<Vec<usize>> {
    let (Some(first), Some(last)) =
        (holidays.iter().map(|one| one.day).min(), holidays.iter().map(|one| one.day).max())
    else {
        return Ok(Vec::new());
    };
    let calendar = hours::calendar(conn, None, None, first, last)?;
    let sites = hospital::sites(conn)?;
    let mut counts = Vec::new();
    for holiday in holidays {
        let mut count = 0;
        for site in sites.iter().filter(|site| holiday.site_id.is_none_or(|only| only == site.id)) {
            let zone = when::zone(&site.time_zone);
            let bounds = (hours::instant(holiday.day, 0, &zone), hours::instant(holiday.day, 1440, &zone));
            let (Some(from), Some(to)) = bounds else { continue };
            if to <= now {
                continue;
            }
            let window = Window {
                from,
                to,
                site: Some(site.id),
                statuses: Some(WAITING.to_vec()),
                ..Window::default()
            };
            let found = appointments::between(conn, &DiaryReach::Everything, &window)?;
            count += found.iter().filter(|one| why(one, &calendar, &zone).is_some()).count();
        }
        counts.push(count);
    }
    Ok(counts)
}
