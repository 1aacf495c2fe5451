//! An appointment's own page.

use jiff::Timestamp;

use super::super::entry::{Held, is_own};
use super::super::model::status::{Status, Step};
use super::super::model::{Appointment, AppointmentId};
use super::super::places::Places;
use super::super::removal::{Dependants, Freed};
use super::super::said::{self, Here};
use super::super::store;
use super::super::views::{AppointmentPage, Fact, Standing, Whom};
use super::super::{path, pick_path, series_path};
use super::Lent;
use super::offered::{may_correct, steps};
use crate::diary::hours::clock;
use crate::gate::access::model::Identity;
use crate::gate::access::permissions::{Grant, Permission, Row, perm};
use crate::gate::access::reach::Reach;
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital::{self, Site};
use crate::kit::db::{Conn, Deed};
use crate::kit::error::{Error, Result};
use crate::kit::web::page::Page;
use crate::kit::when;
use crate::people::patients::{self, Heads, Patient, PatientId, messages_path, record_path};
use crate::say;

/// The page. That somebody looked is on file before it is shown.
pub async fn show(held: Held<perm::AppointmentView>, desk: Desk, lent: Lent) -> Result<Page> {
    let looked = held.appointment.clone();
    desk.write(&held, move |tx| {
        let deed = Deed::new("appointment.opened").on("appointment", looked.id);
        tx.record(deed.about(looked.patient_id.uuid()));
        Ok(())
    })
    .await?;
    Page::ok(&page(&desk, &lent, &held.appointment, None).await?)
}

/// What the page shows; `problem` says why a click did nothing.
pub(super) async fn page(
    desk: &Desk,
    lent: &Lent,
    appointment: &Appointment,
    problem: Option<String>,
) -> Result<AppointmentPage> {
    let whom = whom(desk, lent, appointment.patient_id).await?;
    let who = desk.visit().live()?.clone();
    let offering = offering(desk).await?;
    let (one, now, on) = (appointment.clone(), desk.clock().now(), lent.on.clone());
    let own = is_own(&who, appointment);
    let kept_days = desk.house().settings.cancelled_kept_days;
    let (writer, reached) = (who.clone(), whom.record.is_some() && !own);
    let (title, facts, history, diary, offers, begun, note, zone) = desk
        .read(move |conn| {
            let begun = if reached { on.begun(conn, &writer, one.patient_id)? } else { Vec::new() };
            let note = if reached { on.note(conn, &writer, &one)? } else { None };
            let changes = store::changes(conn, one.id)?;
            let places = Places::of(conn, &one, &changes)?;
            let site = places.site(one.site_id).ok_or_else(|| Error::bug("an appointment at no site"))?;
            let zone = when::zone(&site.time_zone);
            let here = Here { zone: &zone, now };
            let names = store::names(conn, said::people(&one, &changes))?;
            let kept = kept(conn, &on, &one)?;
            let facts = facts(conn, &one, site, &places, &names, &here, (kept_days, kept, own))?;
            let history = said::history(&one, &changes, &names, &places, &here);
            let day = one.starts_at.to_zoned(zone.clone()).date();
            let diary = format!("/diary?site={}&date={day}#a-{}", site.id, one.id);
            let offers = match (&offering, Freed::by(&one, changes.last(), now)) {
                (Some((reach, only)), Some(freed)) if !own => on.offers(conn, reach, *only, &freed, now)?,
                _ => Vec::new(),
            };
            let title = here.moment(one.starts_at);
            Ok((title, facts, history, diary, offers, begun, note, zone))
        })
        .await?;
    let may = |row: &Row| !own && row.grant(who.role, who.duties) != Grant::No;
    let status = appointment.status;
    let href = path(appointment.id);
    let within_record = whom.record.is_some();
    Ok(AppointmentPage {
        frame: desk.frame(),
        title,
        standing: standing(status),
        problem,
        begun: begun.into_iter().map(|offer| (offer.words, offer.href)).collect(),
        offers: offers.into_iter().map(|offer| (offer.words, offer.href)).collect(),
        diary,
        facts,
        history,
        steps: if own { Vec::new() } else { steps(desk, &who, appointment, within_record, &zone, now) },
        pick: (may(perm::AppointmentMove::ROW) && matches!(status, Status::Booked | Status::Arrived))
            .then(|| pick_path(appointment.id)),
        cancel: (may(perm::AppointmentMove::ROW) && Step::Cancel.from(status).is_some())
            .then(|| format!("{href}/cancellation")),
        correct: (!own && may_correct(&who, status)).then(|| format!("{href}/correction")),
        note: note.map(|offer| (offer.words, offer.href)),
        measure: whom
            .record
            .as_ref()
            .filter(|_| may(perm::RecordNursing::ROW) && status != Status::Cancelled)
            .map(|(_, record)| format!("{record}/vitals/new")),
        slip: (within_record && status != Status::Cancelled)
            .then(|| (format!("{href}/slip.pdf?size=a5"), format!("{href}/slip.pdf?size=80mm"))),
        messages: (within_record && may(perm::PatientEdit::ROW))
            .then(|| messages_path(appointment.patient_id)),
        series: appointment.series_id.map(|_| series_path(appointment.id, &[])),
        calendar: (status != Status::Cancelled).then(|| format!("{href}/calendar.ics")),
        whom,
    })
}

/// Whom somebody can offer a free time: the patients within reach, and, for who books with themselves alone, only a time
/// of their own.
pub(super) type Offering = Option<(Reach, Option<AccountId>)>;

/// What this person can offer; nothing for who does not book.
pub(super) async fn offering(desk: &Desk) -> Result<Offering> {
    let who = desk.visit().live()?;
    if perm::AppointmentBook::ROW.grant(who.role, who.duties) == Grant::No {
        return Ok(None);
    }
    let may = May::<perm::AppointmentBook>::enter(desk).await?;
    Ok(Some((may.reach.clone(), (may.grant != Grant::All).then_some(may.who.account))))
}

/// Whom a page is about. A record out of the reader's reach gives the name and nothing else.
pub(super) async fn whom(desk: &Desk, lent: &Lent, patient: PatientId) -> Result<Whom> {
    let who = desk.visit().live()?.clone();
    let reach = May::<perm::RecordView>::enter(desk).await?.reach;
    let (heads, now, at) = (lent.heads, desk.clock().now(), desk.visit().path.clone());
    desk.read(move |conn| match patients::find(conn, &reach, patient) {
        Ok(found) => with_banner(conn, &who, &found, heads, &at, now),
        Err(Error::NotFound) => Ok(Whom { name: store::patient_name(conn, patient)?, record: None }),
        Err(error) => Err(error),
    })
    .await
}

fn with_banner(
    conn: &mut Conn,
    who: &Identity,
    patient: &Patient,
    heads: Heads,
    at: &str,
    now: Timestamp,
) -> Result<Whom> {
    let head = (heads.0)(conn, who, patient, at, now)?;
    Ok(Whom { name: patient.list_name(), record: Some((head.banner, record_path(patient.id))) })
}

/// Where an appointment takes place.
pub(super) fn site_of(conn: &mut Conn, appointment: &Appointment) -> Result<Site> {
    let site = hospital::sites(conn)?.into_iter().find(|site| site.id == appointment.site_id);
    site.ok_or_else(|| Error::bug("an appointment at no site"))
}

pub(super) fn standing(status: Status) -> Standing {
    Standing { family: status.class(), glyph: status.glyph(), word: say!(status.label_key()) }
}

fn facts(
    conn: &mut Conn,
    one: &Appointment,
    site: &Site,
    places: &Places,
    names: &said::Names,
    here: &Here<'_>,
    (kept_days, kept, own): (u16, Option<String>, bool),
) -> Result<Vec<Fact>> {
    let elsewhere = hospital::find(conn)?.is_some_and(|house| house.time_zone != site.time_zone);
    let mut when = here.span(one.starts_at, one.ends_at);
    if elsewhere {
        when = say!("appointments-in-zone", span = when, zone = site.time_zone.clone());
    }
    let place = places.full(one.site_id, one.room_id);
    let cancelled = one.cancelled_at.map(|at| {
        say!("appointments-by", at = here.lately(at.0), by = said::name_of(names, one.cancelled_by))
    });
    let removed = one.removed_on(kept_days, here.zone).filter(|_| kept.is_none()).map(when::named_in_full);
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let facts = [
        ("appointments-day", Some(when::named_in_full(one.starts_at.to_zoned(here.zone.clone()).date()))),
        ("appointments-time", Some(when)),
        ("appointments-doctor", Some(said::name_of(names, Some(one.doctor_id)))),
        ("appointments-place", Some(place)),
        ("appointments-kind", Some(say!(one.kind.label_key()))),
        ("appointments-reason", text(&one.reason)),
        // What staff note for each other is not for the patient.
        ("appointments-notes", text(&one.notes).filter(|_| !own)),
        ("appointments-overbooked", one.overbook_reason.clone().filter(|_| !own)),
        ("appointments-series", one.series_id.map(|_| say!("appointments-series-yes"))),
        ("appointments-arrived-at", one.arrived_at.map(|at| clock(at.0, here.zone))),
        ("appointments-started-at", one.started_at.map(|at| clock(at.0, here.zone))),
        ("appointments-ended-at", one.ended_at.map(|at| clock(at.0, here.zone))),
        ("appointments-cancelled", cancelled),
        ("appointments-cancelled-why", text(&one.cancel_reason)),
        ("appointments-removed-on", removed),
        ("appointments-kept", kept.map(|what| say!("appointments-kept-because", what = what))),
        (
            match one.status {
                Status::Requested => "appointments-requested",
                _ if one.walk_in => "appointments-walked-in",
                _ => "appointments-booked",
            },
            Some(say!(
                "appointments-by",
                at = here.lately(one.booked_at),
                by = said::name_of(names, one.booked_by)
            )),
        ),
    ];
    Ok(facts.into_iter().filter_map(|(key, value)| Some(Fact { label: say!(key), value: value? })).collect())
}

/// What keeps a cancelled appointment from being removed, in words.
fn kept(conn: &mut Conn, on: &Dependants, one: &Appointment) -> Result<Option<String>> {
    if one.status != Status::Cancelled {
        return Ok(None);
    }
    let kept: Vec<String> = on.kept(conn, &[one.id])?.into_iter().map(|(_, what)| what).collect();
    Ok((!kept.is_empty()).then(|| kept.join(", ")))
}

/// An appointment as it is now, for a page that says why a click did nothing.
pub(super) async fn again<P: Permission>(desk: &Desk, held: &Held<P>) -> Result<Appointment> {
    let (reach, id): (_, AppointmentId) =
        (super::super::DiaryReach::of(&held.may, desk.clock().now()), held.appointment.id);
    desk.read(move |conn| store::find(conn, &reach, id)).await
}
