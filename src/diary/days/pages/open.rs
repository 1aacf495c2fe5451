//! What nobody has closed although its time is over.

use actix_web::HttpRequest;

use super::super::asked::Asked;
use super::super::nowhere;
use super::super::sheet::{Reader, sites_for};
use super::super::store;
use super::super::top::{Place, View, top};
use super::super::views::{OpenPage, OpenView, StepView};
use crate::diary::appointments::{Listed, Status, path, still_open};
use crate::diary::hours::clock;
use crate::gate::access::permissions::{Permission, perm};
use crate::gate::desk::{Desk, May};
use crate::gate::hospital::Site;
use crate::kit::error::Result;
use crate::kit::web::page::Page;
use crate::kit::when;
use crate::say;

/// Lines on a page; what is closed makes room for the rest.
const SHOWN: i64 = 200;

/// The page.
pub async fn show(may: May<perm::AppointmentView>, desk: Desk, request: HttpRequest) -> Result<Page> {
    let asked = Asked { moving: None, page: 1, ..Asked::read(request.query_string())? };
    let reader = Reader::of(&may, &desk);
    let looks = reader.clone();
    let found = desk
        .read(move |conn| {
            let Some((site, sites)) = sites_for(conn, &looks, asked.site)? else { return Ok(None) };
            let open = still_open(conn, &looks.reach, Some(site.id), looks.now, SHOWN)?;
            let mut whose: Vec<_> = open.iter().map(|one| one.appointment.doctor_id).collect();
            whose.sort_unstable();
            whose.dedup();
            let doctors = store::doctors(conn, whose)?;
            Ok(Some((site, sites, open, doctors)))
        })
        .await?;
    let Some((site, sites, open, doctors)) = found else {
        return Page::ok(&nowhere::page(&desk, &reader, asked));
    };
    let today = reader.now.to_zoned(when::zone(&site.time_zone)).date();
    let asked = Asked { site: Some(site.id), date: None, doctor: None, ..asked };
    let place = Place { asked, site: &site, sites: &sites, day: today, today, narrowed: Vec::new() };
    let is_full = i64::try_from(open.len()) == Ok(SHOWN);
    let title = say!("diary-open-title");
    let lines = open
        .iter()
        .map(|one| {
            let doctor = doctors.get(&one.appointment.doctor_id).map(|doctor| doctor.name.clone());
            line(&desk, &reader, &site, one, doctor.unwrap_or_default())
        })
        .collect();
    Page::ok(&OpenPage {
        frame: desk.frame(),
        top: top(&place, &reader, View::Open, title),
        here: asked.to(View::Open.path()),
        lines,
        is_full,
    })
}

fn line(desk: &Desk, reader: &Reader, site: &Site, listed: &Listed, doctor: String) -> OpenView {
    let one = &listed.appointment;
    let zone = when::zone(&site.time_zone);
    let (day, today) =
        (one.starts_at.to_zoned(zone.clone()).date(), reader.now.to_zoned(zone.clone()).date());
    let step = |name: &str, word: &str| StepView {
        action: format!("{}/{name}", path(one.id)),
        word: say!(word),
        key: desk.form().key,
    };
    let mut steps = Vec::new();
    if one.status == Status::Booked && reader.may(perm::AppointmentNoShow::ROW) {
        steps.push(step("no-show", "diary-open-no-show"));
    }
    if reader.may(perm::AppointmentRun::ROW) {
        steps.push(step("closing", "diary-open-took-place"));
    }
    OpenView {
        day: when::named(day, today),
        time: clock(one.starts_at, &zone),
        href: path(one.id),
        name: listed.name(),
        doctor,
        family: one.status.class(),
        glyph: one.status.glyph(),
        status: say!(one.status.label_key()),
        steps,
    }
}
