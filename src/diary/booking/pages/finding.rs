//! Who is to come: found as one types, or as a search that works without script.

use actix_web::HttpRequest;
use jiff::{Timestamp, Zoned};

use super::super::entry::Booking;
use super::super::views::finding::{FindPage, Found, Hits, HitsFragment};
use super::{address, begun, register_path};
use crate::diary::hours::clock;
use crate::diary::waiting;
use crate::gate::actor::AccountId;
use crate::gate::desk::Desk;
use crate::gate::hospital::{self, SiteId};
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::kit::web::form::Query;
use crate::kit::web::page::Page;
use crate::kit::when;
use crate::people::patients::{self, Archived, Hit, Needle, segments};
use crate::say;

/// How many are shown.
const SHOWN: usize = 8;

/// The page on which the patient is found.
pub(super) async fn show(may: &Booking, desk: &Desk, query: &Query) -> Result<Page> {
    let (search, begun, frame) = (Search::of(may, query), begun(query), desk.frame());
    let now = desk.clock().now();
    let page = desk
        .read(move |conn| {
            let time = time_in_words(conn, &begun, now)?;
            Ok(FindPage { frame, time, hits: search.hits(conn, now)?, begun })
        })
        .await?;
    Page::ok(&page)
}

/// The hits alone.
pub async fn hits(may: Booking, desk: Desk, request: HttpRequest) -> Result<Page> {
    let search = Search::of(&may, &Query::read(request.query_string())?);
    let now = desk.clock().now();
    let hits = desk.read(move |conn| search.hits(conn, now)).await?;
    Page::ok(&HitsFragment { hits })
}

/// A search by somebody who books.
struct Search {
    typed: String,
    reach: crate::gate::access::reach::Reach,
    account: AccountId,
    begun: Vec<(&'static str, String)>,
    /// Where whoever is found is taken to: a new appointment, or the waiting list.
    to: &'static str,
    register: Option<String>,
}

impl Search {
    fn of(may: &Booking, query: &Query) -> Self {
        let typed = query.get("q").to_owned();
        Self {
            reach: may.reach.clone(),
            account: may.who.account,
            begun: begun(query),
            to: if query.get("for") == "waiting" { waiting::ADD } else { "/appointments/new" },
            register: register_path(may, &typed).filter(|_| !typed.is_empty()),
            typed,
        }
    }

    /// Who was found; whom they opened lately when nothing was typed.
    fn hits(&self, conn: &mut Conn, now: Timestamp) -> Result<Hits> {
        let now = hospital::local_now(conn, now)?;
        if self.typed.is_empty() {
            let recent = patients::recent(conn, &self.reach, self.account, SHOWN)?;
            let found = recent.iter().map(|(hit, _)| self.line(hit, &[], &now)).collect();
            return Ok(Hits { typed: String::new(), found, more: false, register: None });
        }
        let search = patients::Query::parse(&self.typed, now.date());
        let found = patients::search(conn, &self.reach, Archived::Hidden, &search, SHOWN)?;
        let needles = search.needles();
        Ok(Hits {
            typed: self.typed.clone(),
            found: found.hits.iter().map(|hit| self.line(hit, &needles, &now)).collect(),
            more: found.more,
            register: self.register.clone(),
        })
    }

    fn line(&self, hit: &Hit, needles: &[Needle], now: &Zoned) -> Found {
        Found {
            href: address(self.to, &self.begun, &[("patient", hit.id.to_string())]),
            name: segments(&hit.list_name(), needles),
            born: hit.born(now.date()).unwrap_or_else(|| say!("booking-born-unknown")),
            mrn: hit.shown_mrn(),
            phone: hit.phones.first().cloned().unwrap_or_default(),
        }
    }
}

/// The time that was chosen first, in words; "" when none was.
fn time_in_words(conn: &mut Conn, begun: &[(&'static str, String)], now: Timestamp) -> Result<String> {
    let word = |name: &str| begun.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
    let at = word("at").and_then(|at| at.parse::<Timestamp>().ok());
    let site = word("site").and_then(|site| site.parse::<SiteId>().ok());
    let doctor = word("doctor").and_then(|doctor| doctor.parse::<AccountId>().ok());
    let (Some(at), Some(site), Some(doctor)) = (at, site, doctor) else { return Ok(String::new()) };
    let Some(site) = hospital::sites(conn)?.into_iter().find(|one| one.id == site) else {
        return Ok(String::new());
    };
    let Some(doctor) = crate::diary::appointments::bookable(conn, doctor)? else { return Ok(String::new()) };
    let zone = when::zone(&site.time_zone);
    let (day, today) = (at.to_zoned(zone.clone()).date(), now.to_zoned(zone.clone()).date());
    Ok(say!(
        "booking-time-chosen",
        day = when::named(day, today),
        time = clock(at, &zone),
        doctor = doctor.name,
        site = site.name,
    ))
}
