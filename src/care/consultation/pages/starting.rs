//! Beginning a visit: from an appointment, or from the chart.

use actix_web::HttpRequest;
use jiff::SignedDuration;

use super::super::actions;
use super::super::on_appointments::{APPOINTMENT, VisitsOnAppointments};
use super::super::views::{DraftView, NewPage};
use super::super::{desk_path, new_path};
use super::{Lent, by, headed, said};
use crate::care::notes::{self, Readers};
use crate::diary::appointments::{
    self, Appointment, AppointmentId, DiaryReach, Held, Kind, OnAppointments as _, PageLent, Status, Window,
};
use crate::gate::access::permissions::perm;
use crate::gate::actor::AccountId;
use crate::gate::desk::Desk;
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::people::patients::{Chart, PatientId, record_path};
use crate::say;

/// Leads to the note of an appointment, or to where it is written; whoever finds neither is shown the appointment.
pub async fn of_appointment(held: Held<perm::AppointmentView>, desk: Desk) -> Result<Reply> {
    let (one, who) = (held.appointment.clone(), held.may.who.clone());
    let found = desk.read(move |conn| VisitsOnAppointments.note(conn, &who, &one)).await?;
    Ok(match found {
        Some(note) => Reply::to(note.href),
        None => Reply::to(appointments::path(held.appointment.id)).toast(say!("consultation-no-note")),
    })
}

/// Starts the appointment and opens the desk.
pub async fn from_appointment(
    held: Held<perm::AppointmentRun>,
    desk: Desk,
    lent: PageLent,
    form: Form,
) -> Result<Answer> {
    let (one, by, day_began) = (held.appointment.clone(), by(&held.may.who), desk.day_began()?);
    let patient = one.patient_id;
    let words = kind_words(one.kind);
    let kind = one.kind;
    let started = desk
        .submit(&held, &form, move |tx| {
            let visit = actions::start(tx, patient, (kind, &words), Some(&one), day_began, &by)?;
            let begun = Reply::to(desk_path(patient, visit)).toast(say!("consultation-begun"));
            Ok(begun.undo(format!("{}/undo", appointments::path(one.id))))
        })
        .await;
    appointments::or_say_why(started, &held, &desk, &lent).await
}

/// Asks what kind of visit, and shows drafts that can be gone on with. The address may name an appointment that is over.
pub async fn ask(
    chart: Chart<perm::RecordWrite>,
    desk: Desk,
    lent: Lent,
    request: HttpRequest,
) -> Result<Answer> {
    if chart.asked != chart.id {
        return Ok(Reply::to(new_path(chart.id)).into());
    }
    let head = headed(&desk, &chart, &lent).await?;
    let (patient, account, now) = (chart.id, chart.account(), desk.clock().now());
    let readers = Readers::of(&chart.may.who, &chart);
    let (reach, asked) = (DiaryReach::of(&chart.may, now), asked_for(&Query::read(request.query_string())?));
    let (drafts, appointment) = desk
        .read(move |conn| {
            let drafts = notes::drafts(conn, patient, readers)?;
            let over = match asked {
                Some(id) => over(conn, &reach, patient, id)?,
                None => None,
            };
            let appointment = match over {
                Some(one) => Some(one),
                None => waiting(conn, patient, account, now)?,
            };
            Ok((drafts, appointment))
        })
        .await?;
    let drafts = drafts.into_iter().filter_map(|note| {
        Some(DraftView {
            href: desk_path(patient, note.visit_id?),
            what: said(&desk, note.at.0),
            by: note.author.clone().unwrap_or_default(),
        })
    });
    let kind = appointment.as_ref().map_or(Kind::FollowUp, |one| one.kind);
    let over = appointment.as_ref().filter(|one| one.status == Status::Completed).map(|one| one.id);
    Ok(Page::ok(&NewPage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        form: desk.form_with([("kind", kind.as_str())]),
        over: over.map(|id| id.to_string()),
        action: format!("{}/visits", record_path(patient)),
        record: record_path(patient),
        kinds: Kind::ALL.map(|kind| (kind.as_str(), kind_words(kind))).to_vec(),
        drafts: drafts.collect(),
        appointment: appointment.map(|one| said(&desk, one.starts_at)),
    })?
    .into())
}

/// Begins it. Whoever waits for this doctor is seen at their appointment.
pub async fn start(chart: Chart<perm::RecordWrite>, desk: Desk, form: Form) -> Result<Reply> {
    let kind = Kind::of(form.raw("kind")).unwrap_or(Kind::FollowUp);
    let (patient, by, day_began) = (chart.id, by(&chart.may.who), desk.day_began()?);
    let (words, reach) = (kind_words(kind), DiaryReach::of(&chart.may, desk.clock().now()));
    let asked = form.raw(APPOINTMENT).parse().ok();
    desk.submit(&chart, &form, move |tx| {
        let now = tx.now();
        let appointment = match asked {
            Some(id) => {
                let found = over(tx.conn(), &reach, patient, id)?;
                Some(found.ok_or(Error::NotFound)?)
            }
            None => waiting(tx.conn(), patient, by.account, now)?,
        };
        let visit = actions::start(tx, patient, (kind, &words), appointment.as_ref(), day_began, &by)?;
        Ok(Reply::to(desk_path(patient, visit)))
    })
    .await
}

fn asked_for(query: &Query) -> Option<AppointmentId> {
    query.get(APPOINTMENT).parse().ok()
}

/// An appointment of this patient that is over, within reach of the diary; none for any other.
fn over(
    conn: &mut Conn,
    reach: &DiaryReach,
    patient: PatientId,
    id: AppointmentId,
) -> Result<Option<Appointment>> {
    match appointments::find(conn, reach, id) {
        Ok(one) => Ok((one.patient_id == patient && one.status == Status::Completed).then_some(one)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

fn kind_words(kind: Kind) -> String {
    say!(kind.label_key())
}

/// The appointment at which this patient waits for this doctor, or is with them already.
fn waiting(
    conn: &mut Conn,
    patient: PatientId,
    doctor: AccountId,
    now: jiff::Timestamp,
) -> Result<Option<Appointment>> {
    let around = SignedDuration::from_hours(12);
    let window = Window {
        from: now.saturating_sub(around).unwrap_or(now),
        to: now.saturating_add(around).unwrap_or(now),
        patients: Some(vec![patient]),
        statuses: Some(vec![Status::Arrived, Status::InConsultation]),
        ..Window::default()
    };
    Ok(appointments::between(conn, &DiaryReach::Doctor(doctor), &window)?.into_iter().next())
}
