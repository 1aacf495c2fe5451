//! What nobody has closed although its time is over.

use actix_web::HttpRequest;
use jiff::Timestamp;

use super::super::asked::Asked;
use super::super::nowhere;
use super::super::sheet::{Reader, midnight, sites_for};
use super::super::steps;
use super::super::store;
use super::super::top::{Place, View, top};
use super::super::views::{OpenPage, OpenView, StepView};
use crate::diary::appointments::{Listed, is_own, path, still_open};
use crate::diary::hours::clock;
use crate::gate::access::permissions::{Permission, perm};
use crate::gate::desk::{Desk, May};
use crate::gate::hospital::{self, Site};
use crate::kit::error::Result;
use crate::kit::web::form::Query;
use crate::kit::web::page::Page;
use crate::kit::when;
use crate::say;

/// Lines on a page; what is closed makes room for the rest.
const SHOWN: i64 = 200;

/// What of it is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Only what is left of earlier days than today.
    pub earlier: bool,
    /// At whatever site.
    pub everywhere: bool,
}

impl Scope {
    /// The address of the page that asks for this.
    pub fn to(self, asked: &Asked) -> String {
        let mut words = Vec::new();
        words.extend(self.earlier.then(|| ("earlier", "yes".to_owned())));
        words.extend(self.everywhere.then(|| ("everywhere", "yes".to_owned())));
        asked.with(View::Open.path(), &words)
    }

    fn read(query: &str) -> Result<Self> {
        let words = Query::read(query)?;
        let is = |name: &str| !words.get(name).is_empty();
        Ok(Self { earlier: is("earlier"), everywhere: is("everywhere") })
    }
}

/// The page.
pub async fn show(may: May<perm::AppointmentView>, desk: Desk, request: HttpRequest) -> Result<Page> {
    let asked = Asked { moving: None, page: 1, ..Asked::read(request.query_string())? };
    let scope = Scope::read(request.query_string())?;
    let reader = Reader::of(&may, &desk);
    let looks = reader.clone();
    let found = desk
        .read(move |conn| {
            let Some((site, sites)) = sites_for(conn, &looks, asked.site)? else { return Ok(None) };
            let before = if scope.earlier { begins(&site, looks.now)? } else { looks.now };
            let at = (!scope.everywhere).then_some(site.id);
            let open = still_open(conn, &looks.reach, at, before, SHOWN)?;
            let mut whose: Vec<_> = open.iter().map(|one| one.appointment.doctor_id).collect();
            whose.sort_unstable();
            whose.dedup();
            let doctors = store::doctors(conn, whose)?;
            let known = if scope.everywhere { hospital::sites(conn)? } else { vec![site.clone()] };
            Ok(Some((site, sites, known, open, doctors)))
        })
        .await?;
    let Some((site, sites, known, open, doctors)) = found else {
        return Page::ok(&nowhere::page(&desk, &reader, asked));
    };
    let today = reader.now.to_zoned(when::zone(&site.time_zone)).date();
    let asked = Asked { site: Some(site.id), date: None, doctor: None, ..asked };
    let place = Place { asked, site: &site, sites: &sites, day: today, today, narrowed: Vec::new() };
    let is_full = i64::try_from(open.len()) == Ok(SHOWN);
    let title = say!(if scope.earlier { "diary-open-earlier-title" } else { "diary-open-title" });
    let lines = open
        .iter()
        .map(|one| {
            let doctor = doctors.get(&one.appointment.doctor_id).map(|doctor| doctor.name.clone());
            let there = known.iter().find(|known| known.id == one.appointment.site_id).unwrap_or(&site);
            line(&desk, &reader, (there, there.id != site.id), one, doctor.unwrap_or_default())
        })
        .collect();
    Page::ok(&OpenPage {
        frame: desk.frame(),
        top: top(&place, &reader, View::Open, title),
        here: scope.to(&asked),
        all: scope.earlier.then(|| Scope { earlier: false, ..scope }.to(&asked)),
        lines,
        is_full,
    })
}

/// When today began at a site.
fn begins(site: &Site, now: Timestamp) -> Result<Timestamp> {
    let zone = when::zone(&site.time_zone);
    midnight(now.to_zoned(zone.clone()).date(), &zone)
}

fn line(
    desk: &Desk,
    reader: &Reader,
    (site, elsewhere): (&Site, bool),
    listed: &Listed,
    doctor: String,
) -> OpenView {
    let one = &listed.appointment;
    let zone = when::zone(&site.time_zone);
    let (day, today) =
        (one.starts_at.to_zoned(zone.clone()).date(), reader.now.to_zoned(zone.clone()).date());
    let mut steps: Vec<StepView> = steps::missed(desk, reader, one).into_iter().collect();
    if reader.may(perm::AppointmentRun::ROW) && !is_own(&reader.who, one) {
        steps.push(steps::step_of(desk, one, "closing", "diary-open-took-place"));
    }
    OpenView {
        day: when::named(day, today),
        time: clock(one.starts_at, &zone),
        href: path(one.id),
        name: listed.name(),
        doctor,
        elsewhere: if elsewhere { site.name.clone() } else { String::new() },
        family: one.status.class(),
        glyph: one.status.glyph(),
        status: say!(one.status.label_key()),
        steps,
    }
}
