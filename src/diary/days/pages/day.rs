//! A day at a site: one column a doctor.

use actix_web::HttpRequest;

use super::super::asked::Asked;
use super::super::grid::{bounds, grid, joined, wanted};
use super::super::model::axis::Axis;
use super::super::sheet::{self, Reader, Sheet};
use super::super::sought::{Sought, Stands};
use super::super::top::{Place, View, top};
use super::super::views::{DayPage, Figure, MovingView};
use super::super::{lines, live, nowhere, waiting};
use crate::diary::appointments::path;
use crate::diary::hours::clock;
use crate::gate::access::permissions::perm;
use crate::gate::desk::{Desk, May};
use crate::kit::error::Result;
use crate::kit::web::page::Page;
use crate::kit::when;
use crate::say;

/// Columns on a page: what the style sheet knows, and what a person can look over.
const COLUMNS: usize = 12;

/// The page.
pub async fn show(may: May<perm::AppointmentView>, desk: Desk, request: HttpRequest) -> Result<Page> {
    Page::ok(&page(&may, &desk, &request).await?)
}

/// Its part that refreshes itself.
pub async fn refreshed(may: May<perm::AppointmentView>, desk: Desk, request: HttpRequest) -> Result<Page> {
    Page::ok(&page(&may, &desk, &request).await?.as_refreshed())
}

async fn page(may: &May<perm::AppointmentView>, desk: &Desk, request: &HttpRequest) -> Result<DayPage> {
    let asked = Asked::read(request.query_string())?;
    let reader = Reader::of(may, desk);
    let looks = reader.clone();
    let loaded = desk.read(move |conn| sheet::load(conn, &looks, asked, false)).await?;
    Ok(match loaded {
        Some(sheet) => drawn(desk, &reader, &sheet, asked),
        None => nowhere::page(desk, &reader, asked),
    })
}

fn drawn(desk: &Desk, reader: &Reader, sheet: &Sheet, asked: Asked) -> DayPage {
    let day = sheet.first;
    let all = wanted(sheet, day, &sheet.columns(day));
    let free: usize = all.iter().map(|one| one.free.len()).sum();
    let first_free = all.iter().position(|one| !one.free.is_empty());
    let count = all.len();
    let pages = count.div_ceil(COLUMNS).max(1);
    let page = asked.page.clamp(1, pages);
    let shown: Vec<_> = all.into_iter().skip((page - 1) * COLUMNS).take(COLUMNS).collect();
    let (from, to) = bounds(sheet, day, &shown);
    let axis = Axis::passing(from, to, &sheet.zone);
    let label = say!("diary-label", date = when::named_in_full(day));
    let table = (!shown.is_empty() && !sheet.beyond).then(|| {
        grid(
            sheet,
            reader,
            &shown,
            |_| axis.clone(),
            label,
            |one| {
                let doctor = sheet.doctors.get(&one.doctor);
                let room = one.open.iter().find_map(|open| open.room).and_then(|room| sheet.rooms.get(&room));
                let specialties = doctor.map(|doctor| doctor.specialties.join(", ")).unwrap_or_default();
                let about = joined([specialties, room.cloned().unwrap_or_default()]);
                let week = Asked { doctor: Some(one.doctor), moving: None, page: 1, ..sheet.asked };
                (sheet.name(one.doctor).to_owned(), Some(week.to(View::Week.path())), about)
            },
        )
    });
    let kept = |page: usize| Asked { page, ..sheet.asked }.to(View::Day.path());
    let free_at = table
        .as_ref()
        .and_then(|table| table.columns.iter().find_map(|column| column.free.as_ref()))
        .map(|link| link.href.clone());
    let free_href = match (free_at, first_free) {
        (Some(href), _) => href,
        (None, Some(place)) => kept(place / COLUMNS + 1),
        (None, None) => Asked { moving: None, page: 1, ..sheet.asked }.to(View::List.path()),
    };
    let waiting = waiting::room(desk, reader, sheet, day);
    DayPage {
        frame: desk.frame(),
        top: top(&Place::of(sheet), reader, View::Day, when::named(day, sheet.today)),
        figures: if sheet.beyond { Vec::new() } else { figures(sheet, free, free_href) },
        waits: waiting::waiting(&waiting),
        waiting,
        to_confirm: lines::to_confirm(desk, reader, sheet),
        refresh: asked.to("/diary/day"),
        topics: live::topics(sheet, reader, 1),
        moving: moving(sheet),
        here: asked.to(View::Day.path()),
        pages: (pages > 1).then(|| {
            let words = say!(
                "diary-doctors-shown",
                from = (page - 1) * COLUMNS + 1,
                to = (page - 1) * COLUMNS + shown.len(),
                of = count
            );
            (words, (page > 1).then(|| kept(page - 1)), (page < pages).then(|| kept(page + 1)))
        }),
        grid: table,
        empty: if sheet.beyond {
            (say!("diary-beyond"), say!("diary-beyond-why"))
        } else {
            (say!("diary-nobody"), say!("diary-nobody-why", site = sheet.site.name.clone()))
        },
    }
}

/// How many come, with the list of them, and how many times are free, with the first of them.
pub(super) fn figures(sheet: &Sheet, free: usize, free_href: String) -> Vec<Figure> {
    let appointments =
        sheet.on(sheet.first).filter(|(_, one)| Stands::Given.holds(one.appointment.status)).count();
    let asked = Asked { moving: None, page: 1, ..sheet.asked };
    let given = Sought { asked, status: Some(Stands::Given), days: 1, ..Sought::default() };
    vec![
        Figure {
            href: given.path(),
            count: appointments,
            word: say!("diary-figure-appointments", count = appointments),
        },
        Figure { href: free_href, count: free, word: say!("diary-figure-free") },
    ]
}

pub(super) fn moving(sheet: &Sheet) -> Option<MovingView> {
    let moving = sheet.moving.as_ref()?;
    let at = &moving.appointment;
    let when = format!(
        "{}, {}",
        when::named(at.starts_at.to_zoned(sheet.zone.clone()).date(), sheet.today),
        clock(at.starts_at, &sheet.zone)
    );
    let doctor = sheet.name(at.doctor_id).to_owned();
    Some(MovingView {
        words: say!("diary-moving", name = moving.name(), at = when, doctor = doctor),
        stop: path(at.id),
    })
}
