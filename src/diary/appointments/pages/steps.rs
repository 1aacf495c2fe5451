//! The steps that one click takes, and taking one back.

use super::super::actions;
use super::super::entry::{DiaryReach, Held};
use super::super::model::status::{Status, Step};
use super::super::model::{Appointment, rules};
use super::super::store;
use super::super::{path, said};
use super::page::{again, page};
use super::{Lent, back};
use crate::gate::access::permissions::{Permission, perm};
use crate::gate::actor::AccountId;
use crate::gate::desk::Desk;
use crate::kit::db::Tx;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::say;

/// They are here.
pub async fn arrive(
    held: Held<perm::AppointmentCheckIn>,
    desk: Desk,
    lent: Lent,
    form: Form,
) -> Result<Answer> {
    quick(held, desk, &lent, form, Step::Arrive, "appointments-done-arrive").await
}

/// It is over.
pub async fn complete(
    held: Held<perm::AppointmentRun>,
    desk: Desk,
    lent: Lent,
    form: Form,
) -> Result<Answer> {
    quick(held, desk, &lent, form, Step::Complete, "appointments-done-complete").await
}

/// They did not come.
pub async fn no_show(
    held: Held<perm::AppointmentNoShow>,
    desk: Desk,
    lent: Lent,
    form: Form,
) -> Result<Answer> {
    quick(held, desk, &lent, form, Step::NoShow, "appointments-done-no-show").await
}

/// It took place, and nobody closed it then.
pub async fn close(held: Held<perm::AppointmentRun>, desk: Desk, lent: Lent, form: Form) -> Result<Answer> {
    let done = "appointments-done-complete";
    undoable(held, desk, &lent, form, (done, Step::Complete), |tx, by, before| {
        actions::close(tx, by, before, &say!("appointments-closed-afterwards"))
    })
    .await
}

async fn quick<P: Permission>(
    held: Held<P>,
    desk: Desk,
    lent: &Lent,
    form: Form,
    step: Step,
    done: &'static str,
) -> Result<Answer> {
    undoable(held, desk, lent, form, (done, step), move |tx, by, before| {
        actions::take(tx, by, before, step, "")
    })
    .await
}

/// Does something that can be undone for a moment, once, and leads back to where it was asked for; to what is still to be
/// done about an appointment that is over, if there is anything.
async fn undoable<P: Permission>(
    held: Held<P>,
    desk: Desk,
    lent: &Lent,
    form: Form,
    (done, step): (&'static str, Step),
    act: impl Fn(&mut Tx<'_>, AccountId, &Appointment) -> Result<()> + Send + 'static,
) -> Result<Answer> {
    let (before, by, to) = (held.appointment.clone(), held.account(), back(&form, held.appointment.id));
    let (on, who) = (lent.on.clone(), held.may.who.clone());
    let sent = desk
        .submit(&held, &form, move |tx| {
            act(tx, by, &before)?;
            let mut sentence = say!(done, time = shown_time(tx, &before)?);
            let mut to = to.clone();
            if step == Step::Complete
                && let Some(left) = on.left_over(tx.conn(), &who, before.id)?
            {
                sentence = format!("{sentence}. {}", left.words);
                if !left.href.is_empty() {
                    to = left.href;
                }
            }
            Ok(Reply::to(&*to).toast(sentence).undo(format!("{}/undo", path(before.id))))
        })
        .await;
    or_say_why(sent, &held, &desk, lent).await
}

/// Does something to an appointment, once, says what was done and leads back to where it was asked for.
async fn done<P: Permission>(
    held: Held<P>,
    desk: Desk,
    lent: Lent,
    form: Form,
    act: impl Fn(&mut Tx<'_>, AccountId, &Appointment) -> Result<String> + Send + 'static,
) -> Result<Answer> {
    let (before, by, to) = (held.appointment.clone(), held.account(), back(&form, held.appointment.id));
    let sent = desk
        .submit(&held, &form, move |tx| {
            let sentence = act(tx, by, &before)?;
            Ok(Reply::to(&*to).toast(sentence))
        })
        .await;
    or_say_why(sent, &held, &desk, &lent).await
}

/// Takes the last quick step back, a moment after it was taken.
pub async fn undo(
    held: Held<perm::AppointmentCheckIn>,
    desk: Desk,
    lent: Lent,
    form: Form,
) -> Result<Answer> {
    done(held, desk, lent, form, |tx, by, before| {
        actions::undo(tx, by, before)?;
        Ok(say!("appointments-done-undo", time = shown_time(tx, before)?))
    })
    .await
}

/// Takes back, a moment later, that it was moved with those of its series that follow.
pub async fn undo_series(
    held: Held<perm::AppointmentCheckIn>,
    desk: Desk,
    lent: Lent,
    form: Form,
) -> Result<Answer> {
    let reach = DiaryReach::of(&held.may, desk.clock().now());
    done(held, desk, lent, form, move |tx, by, before| {
        let count = actions::undo_series(tx, by, &reach, before)?;
        Ok(say!("appointments-done-undo-series", count = count))
    })
    .await
}

/// It is on again after all.
pub async fn bring_back(
    held: Held<perm::AppointmentMove>,
    desk: Desk,
    lent: Lent,
    form: Form,
) -> Result<Answer> {
    done(held, desk, lent, form, |tx, by, before| {
        actions::take(tx, by, before, Step::BringBack, "")?;
        let is_on = store::booked(tx.conn(), before.id)?.is_some();
        Ok(say!(if is_on { "appointments-done-bring-back" } else { "appointments-done-ask-again" }))
    })
    .await
}

/// The time of an appointment on its site's clock; a sentence that travels in a cookie names nobody.
fn shown_time(tx: &mut Tx<'_>, one: &Appointment) -> Result<String> {
    let site = super::page::site_of(tx.conn(), one)?;
    Ok(crate::diary::hours::clock(one.starts_at, &when::zone(&site.time_zone)))
}

/// The answer to what was done, or, when a rule stood in the way, the page with what it is now.
///
/// # Errors
/// Every other error as it is.
pub async fn or_say_why<P: Permission>(
    sent: Result<Reply>,
    held: &Held<P>,
    desk: &Desk,
    lent: &Lent,
) -> Result<Answer> {
    let rule = match sent {
        Ok(reply) => return Ok(reply.into()),
        Err(Error::Broken(rule)) => rule,
        Err(error) => return Err(error),
    };
    let now = again(desk, held).await?;
    let problem = why(desk, &rule, &now).await?;
    Ok(Page::conflict(&page(desk, lent, &now, Some(problem)).await?)?.into())
}

/// A rule in words, with what the appointment is now.
pub(super) async fn why(desk: &Desk, rule: &str, now: &Appointment) -> Result<String> {
    match rule {
        rules::CHANGED | rules::WRONG_STEP => {}
        rules::BEFORE_ITS_DAY | rules::BEFORE_IT_BEGINS => return too_soon(desk, rule, now).await,
        rules::DOCTOR_TAKEN | rules::OVERBOOKED_TWICE => return Ok(say!("appointments-rule-doctor-taken")),
        rules::PATIENT_TAKEN => return Ok(say!("appointments-rule-patient-taken")),
        rules::ROOM_TAKEN => return Ok(say!("appointments-rule-room-taken")),
        rules::ON_LEAVE => return Ok(say!("appointments-rule-on-leave")),
        rules::NOT_BOOKABLE => return Ok(say!("appointments-rule-not-bookable")),
        rules::OUTSIDE_HOURS => return Ok(say!("appointments-rule-outside-hours")),
        rules::PATIENT_CLOSED => return Ok(say!("appointments-rule-patient-closed")),
        other => return Err(Error::Broken(other.to_owned())),
    }
    let (one, at) = (now.clone(), desk.clock().now());
    let last = desk
        .read(move |conn| {
            let Some(last) = store::last_change(conn, one.id)? else { return Ok(None) };
            let names = store::names(conn, last.by_id)?;
            let zone = when::zone(&super::page::site_of(conn, &one)?.time_zone);
            Ok(Some((when::said(last.at, at, &zone), said::name_of(&names, last.by_id))))
        })
        .await?;
    let status = say!(now.status.label_key());
    Ok(match last {
        Some((at, by)) if now.status != Status::Booked => {
            say!("appointments-wrong-step-since", status = status, at = at, by = by)
        }
        _ => say!("appointments-wrong-step", status = status),
    })
}

/// A step that comes too soon, in words.
async fn too_soon(desk: &Desk, rule: &str, one: &Appointment) -> Result<String> {
    let (one, now) = (one.clone(), desk.clock().now());
    let (day, moment) = desk
        .read(move |conn| {
            let zone = when::zone(&super::page::site_of(conn, &one)?.time_zone);
            let here = said::Here { zone: &zone, now };
            Ok((here.day(one.starts_at), here.moment(one.starts_at)))
        })
        .await?;
    Ok(match rule {
        rules::BEFORE_ITS_DAY => say!("appointments-rule-before-its-day", day = day),
        _ => say!("appointments-rule-before-it-begins", moment = moment),
    })
}
