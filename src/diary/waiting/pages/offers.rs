//! A time that became free, and whom to phone.

use actix_web::HttpRequest;
use jiff::{SignedDuration, Timestamp};

use super::super::offered::{fitting, still_free};
use super::super::views::OffersPage;
use super::{Booker, Names, seen};
use crate::diary::appointments::{self, Freed, Wish, new_path};
use crate::diary::hours::clock;
use crate::gate::desk::Desk;
use crate::gate::hospital;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Query;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::say;

/// The page; without a time it leads to the list.
pub async fn show(may: Booker, desk: Desk, request: HttpRequest) -> Result<Answer> {
    let Some(freed) = freed(&Query::read(request.query_string())?) else {
        return Ok(Reply::to(super::super::PATH).into());
    };
    let (seen, now) = (seen(&may), desk.clock().now());
    if seen.only.is_some_and(|only| only != freed.doctor) {
        return Err(Error::NotFound);
    }
    let found = desk
        .read(move |conn| {
            let site = hospital::site(conn, freed.site)?;
            let slot = still_free(conn, &freed, now)?;
            let entries = match &slot {
                Some(slot) => fitting(conn, &seen, slot)?,
                None => Vec::new(),
            };
            let names = Names::load(conn, &seen, &entries, now)?;
            let doctor = appointments::names(conn, [freed.doctor])?.remove(&freed.doctor);
            Ok((site, slot, entries, names, doctor.ok_or(Error::NotFound)?))
        })
        .await?;
    let (site, slot, entries, names, doctor) = found;
    let zone = when::zone(&site.time_zone);
    let day = freed.from.to_zoned(zone.clone()).date();
    let minutes = freed.to.duration_since(freed.from).as_mins();
    let wish = Wish {
        patient: None,
        doctor: Some(freed.doctor),
        site: Some(freed.site),
        at: Some(freed.from),
        minutes: Some(minutes),
    };
    let lines = entries
        .iter()
        .filter_map(|one| {
            let book = new_path(&Wish { patient: Some(one.patient_id), ..wish });
            names.line(&desk, one, format!("{book}&waiting={}", one.id))
        })
        .collect();
    let length = say!("waiting-minutes", minutes = minutes);
    Ok(Page::ok(&OffersPage {
        frame: desk.frame(),
        title: format!("{}, {}", when::named(day, names.today()), clock(freed.from, &zone)),
        about: [doctor, site.name, length].join(" · "),
        is_free: slot.is_some(),
        lines,
        book: new_path(&wish),
        diary: format!("/diary?site={}&date={day}", freed.site),
    })?
    .into())
}

/// The time of an address; none when it is not one that a diary could have.
fn freed(query: &Query) -> Option<Freed> {
    let from: Timestamp = query.get("at").parse().ok()?;
    let year = from.to_zoned(jiff::tz::TimeZone::UTC).year();
    let minutes = query.get("minutes").parse::<i64>().ok().filter(|minutes| (1..=480).contains(minutes))?;
    Some(Freed {
        doctor: query.get("doctor").parse().ok()?,
        site: query.get("site").parse().ok()?,
        from,
        to: from.checked_add(SignedDuration::from_mins(minutes)).ok()?,
    })
    .filter(|_| (2000..2200).contains(&year))
}
