//! The appointments of a series, and for which days something could not be done.

use actix_web::HttpRequest;
use jiff::civil::Date;

use super::super::DiaryReach;
use super::super::entry::Held;
use super::super::path;
use super::super::said::{Here, name_of};
use super::super::store;
use super::super::views::{SeriesLine, SeriesPage};
use super::Lent;
use super::page::{site_of, standing, whom};
use crate::gate::access::permissions::perm;
use crate::gate::desk::Desk;
use crate::kit::db::Deed;
use crate::kit::error::Result;
use crate::kit::web::form::Query;
use crate::kit::web::page::Page;
use crate::kit::when;
use crate::say;

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
    let (about, lines, missed) = desk
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
            Ok((about, lines, missed))
        })
        .await?;
    Page::ok(&SeriesPage { frame: desk.frame(), whom, about, lines, missed, back: path(held.appointment.id) })
}
