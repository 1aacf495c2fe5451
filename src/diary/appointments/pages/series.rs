//! The appointments of a series, and for which days something could not be done.

use actix_web::HttpRequest;
use jiff::Timestamp;
use jiff::civil::Date;

use super::super::DiaryReach;
use super::super::entry::{Held, is_own};
use super::super::model::{Appointment, AppointmentId};
use super::super::path;
use super::super::removal::{Dependants, Freed, Offer};
use super::super::said::{Here, name_of};
use super::super::store;
use super::super::views::{SeriesLine, SeriesPage};
use super::Lent;
use super::page::{offering, site_of, standing, whom};
use crate::gate::access::permissions::perm;
use crate::gate::access::reach::Reach;
use crate::gate::actor::AccountId;
use crate::gate::desk::Desk;
use crate::kit::db::{Conn, Deed};
use crate::kit::error::Result;
use crate::kit::web::form::Query;
use crate::kit::web::page::Page;
use crate::kit::when;
use crate::say;

/// Of how many freed times it is asked who wants them: what is far ahead finds somebody later.
const OFFERED: usize = 3;
/// No series is longer.
const MOST: usize = 100;

/// The page; an appointment without a series is one by itself.
pub async fn show(
    held: Held<perm::AppointmentView>,
    desk: Desk,
    lent: Lent,
    request: HttpRequest,
) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    let missed: Vec<Date> =
        query.get("missed").split('.').take(MOST).filter_map(|day| day.parse().ok()).collect();
    let looked = held.appointment.clone();
    desk.write(&held, move |tx| {
        let deed = Deed::new("appointment.opened").on("appointment", looked.id);
        tx.record(deed.about(looked.patient_id.uuid()));
        Ok(())
    })
    .await?;
    let whom = whom(&desk, &lent, held.appointment.patient_id).await?;
    let (one, now) = (held.appointment.clone(), desk.clock().now());
    let reach = DiaryReach::of(&held.may, now);
    let own = is_own(desk.visit().live()?, &one);
    let (on, offering) = (lent.on.clone(), offering(&desk).await?.filter(|_| !own));
    let (about, lines, missed, offers) = desk
        .read(move |conn| {
            let zone = when::zone(&site_of(conn, &one)?.time_zone);
            let here = Here { zone: &zone, now };
            let (all, weeks) = match one.series_id {
                Some(series) => {
                    (store::of_series(conn, &reach, series)?, Some(store::every_weeks(conn, series)?))
                }
                None => (vec![one.clone()], None),
            };
            let names = store::names(conn, all.iter().map(|other| other.doctor_id))?;
            let lines: Vec<SeriesLine> = all
                .iter()
                .map(|other| SeriesLine {
                    href: path(other.id),
                    moment: here.moment(other.starts_at),
                    doctor: name_of(&names, Some(other.doctor_id)),
                    standing: standing(other.status),
                    is_this: other.id == one.id,
                })
                .collect();
            let about = match weeks {
                Some(weeks) => say!("appointments-series-every", weeks = weeks, count = lines.len()),
                None => say!("appointments-series-none"),
            };
            let today = now.to_zoned(zone.clone()).date();
            let missed: Vec<String> = missed.into_iter().map(|day| when::named(day, today)).collect();
            let offers = match &offering {
                Some(to) => offers(conn, &on, to, &all, now)?,
                None => Vec::new(),
            };
            let offers = offers
                .into_iter()
                .map(|(at, offer)| {
                    let words =
                        say!("appointments-series-offer", moment = here.moment(at), words = offer.words);
                    (words, offer.href)
                })
                .collect();
            Ok((about, lines, missed, offers))
        })
        .await?;
    let back = path(held.appointment.id);
    Page::ok(&SeriesPage { frame: desk.frame(), whom, about, lines, missed, offers, back })
}

/// The next times that this series made free, with whom they can be offered.
fn offers(
    conn: &mut Conn,
    on: &Dependants,
    (reach, only): &(Reach, Option<AccountId>),
    all: &[Appointment],
    now: Timestamp,
) -> Result<Vec<(Timestamp, Offer)>> {
    let ids: Vec<AppointmentId> = all.iter().map(|one| one.id).collect();
    let last = store::last_changes(conn, &ids)?;
    let mut freed: Vec<Freed> = all.iter().filter_map(|one| Freed::by(one, last.get(&one.id), now)).collect();
    freed.sort_unstable_by_key(|one| one.from);
    let mut offers = Vec::new();
    for one in freed.iter().take(OFFERED) {
        offers.extend(on.offers(conn, reach, *only, one, now)?.into_iter().map(|offer| (one.from, offer)));
    }
    Ok(offers)
}
