//! The steps that say why: calling an appointment off, and putting one right.

use super::super::actions;
use super::super::entry::Held;
use super::super::model::status::{Status, Step};
use super::super::model::{Appointment, rules};
use super::super::said::Here;
use super::super::store;
use super::super::views::ReasonPage;
use super::super::{DiaryReach, path, series_path};
use super::Lent;
use super::page::{page, site_of, whom};
use super::steps::{or_say_why, why};
use crate::gate::access::permissions::{Permission, perm};
use crate::gate::desk::{Desk, May};
use crate::kit::db::types::Utc;
use crate::kit::error::Result;
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::say;

/// The longest reason.
const LONGEST: usize = 300;

/// Asks why it is called off, and says what will become of it.
pub async fn ask_to_cancel(held: Held<perm::AppointmentMove>, desk: Desk, lent: Lent) -> Result<Page> {
    ask(&held, &desk, &lent, desk.form(), Step::Cancel).await
}

/// The word a form sends for this one and those that follow.
const FOLLOWING: &str = "following";

/// Which of a series something is done to.
fn which() -> Vec<(String, String)> {
    vec![
        ("this".to_owned(), say!("appointments-which-this")),
        (FOLLOWING.to_owned(), say!("appointments-which-following")),
    ]
}

/// Calls it off.
pub async fn cancel(
    held: Held<perm::AppointmentMove>,
    desk: Desk,
    lent: Lent,
    mut form: Form,
) -> Result<Answer> {
    let Some(reason) = form.required("reason", LONGEST, "appointments-cancel-reason-missing") else {
        return Ok(ask(&held, &desk, &lent, form.rekeyed(desk.form().key), Step::Cancel).await?.into());
    };
    let (before, by) = (held.appointment.clone(), held.account());
    let kept_days = desk.house().settings.cancelled_kept_days;
    let following = before.series_id.is_some() && form.raw("which") == FOLLOWING;
    let reach = DiaryReach::of(&held.may, desk.clock().now());
    let sent = desk
        .submit(&held, &form, move |tx| {
            if following {
                let count = actions::cancel_following(tx, by, &reach, &before, &reason)?;
                let sentence = say!("appointments-done-cancel-series", count = count);
                return Ok(Reply::to(series_path(before.id, &[])).toast(sentence));
            }
            actions::take(tx, by, &before, Step::Cancel, &reason)?;
            let zone = when::zone(&site_of(tx.conn(), &before)?.time_zone);
            let after = Appointment { cancelled_at: Some(Utc(tx.now())), ..before.clone() };
            let day = after.removed_on(kept_days, &zone).map(when::named_in_full).unwrap_or_default();
            Ok(Reply::to(path(before.id)).toast(say!("appointments-done-cancel", date = day)))
        })
        .await;
    or_say_why(sent, &held, &desk, &lent).await
}

/// Asks why the last step was a mistake.
pub async fn ask_to_correct(held: Held<perm::AppointmentCheckIn>, desk: Desk, lent: Lent) -> Result<Page> {
    may_put_right(&held, &desk).await?;
    ask(&held, &desk, &lent, desk.form(), Step::PutRight).await
}

/// Puts it right.
pub async fn correct(
    held: Held<perm::AppointmentCheckIn>,
    desk: Desk,
    lent: Lent,
    mut form: Form,
) -> Result<Answer> {
    may_put_right(&held, &desk).await?;
    let Some(reason) = form.required("reason", LONGEST, "appointments-correct-reason-missing") else {
        return Ok(ask(&held, &desk, &lent, form.rekeyed(desk.form().key), Step::PutRight).await?.into());
    };
    let (before, by) = (held.appointment.clone(), held.account());
    let sent = desk
        .submit(&held, &form, move |tx| {
            actions::take(tx, by, &before, Step::PutRight, &reason)?;
            Ok(Reply::to(path(before.id)).toast(say!("appointments-done-correct")))
        })
        .await;
    or_say_why(sent, &held, &desk, &lent).await
}

/// Whoever may not take a step may not say that it was a mistake either.
async fn may_put_right(held: &Held<perm::AppointmentCheckIn>, desk: &Desk) -> Result<()> {
    match held.appointment.status {
        Status::InConsultation | Status::Completed => {
            May::<perm::AppointmentRun>::enter(desk).await.map(|_| ())
        }
        Status::NoShow => May::<perm::AppointmentNoShow>::enter(desk).await.map(|_| ()),
        Status::Requested | Status::Booked | Status::Arrived | Status::Cancelled => Ok(()),
    }
}

/// The question, or, where there is no such step, why it is not asked.
async fn ask<P: Permission>(
    held: &Held<P>,
    desk: &Desk,
    lent: &Lent,
    form: Form,
    step: Step,
) -> Result<Page> {
    let one = held.appointment.clone();
    let Some(to) = step.from(one.status) else {
        let problem = why(desk, rules::WRONG_STEP, &one).await?;
        return Page::conflict(&page(desk, lent, &one, Some(problem)).await?);
    };
    let whom = whom(desk, lent, one.patient_id).await?;
    let (now, kept_days) = (desk.clock().now(), desk.house().settings.cancelled_kept_days);
    let (about, removed) = desk
        .read({
            let one = one.clone();
            move |conn| {
                let site = site_of(conn, &one)?;
                let zone = when::zone(&site.time_zone);
                let names = store::names(conn, [one.doctor_id])?;
                let doctor = names.get(&one.doctor_id).cloned().unwrap_or_default();
                let about =
                    format!("{} · {doctor} · {}", Here { zone: &zone, now }.moment(one.starts_at), site.name);
                let off = Appointment { cancelled_at: Some(Utc(now)), ..one };
                Ok((about, off.removed_on(kept_days, &zone).map(when::named_in_full).unwrap_or_default()))
            }
        })
        .await?;
    let (href, in_series) = (path(one.id), one.series_id.is_some());
    let is_wrong = !form.is_valid();
    let mut form = form;
    if form.raw("which").is_empty() {
        form.set("which", "this");
    }
    let view = if step == Step::Cancel {
        ReasonPage {
            frame: desk.frame(),
            form,
            whom,
            title: say!("appointments-cancel-title"),
            about,
            what: say!("appointments-cancel-what"),
            note: say!("appointments-cancel-note", date = removed),
            label: say!("appointments-cancel-reason"),
            hint: say!("appointments-cancel-hint"),
            which: if in_series { which() } else { Vec::new() },
            action: format!("{href}/cancellation"),
            button: say!("appointments-cancel-do"),
            glyph: "st-cancelled",
            back: href,
        }
    } else {
        let (from, to) = (say!(one.status.label_key()), say!(to.label_key()));
        ReasonPage {
            frame: desk.frame(),
            form,
            whom,
            title: say!("appointments-correct-title"),
            about,
            what: say!("appointments-correct-what", from = from, to = to.clone()),
            note: say!("appointments-correct-note"),
            label: say!("appointments-correct-reason"),
            hint: String::new(),
            which: Vec::new(),
            action: format!("{href}/correction"),
            button: say!("appointments-correct-do", to = to),
            glyph: "undo",
            back: href,
        }
    };
    if is_wrong { Page::invalid(&view) } else { Page::ok(&view) }
}
