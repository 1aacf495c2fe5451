//! `/appointments/{id}/move`: another time, doctor or place for an appointment.

mod setting;

use actix_web::HttpRequest;

use super::super::actions;
use super::super::forms::Order;
use super::super::looking::{Asked, Choices, times as find_times};
use super::super::model::chosen::With;
use super::super::views::new::TimesView;
use super::Lent;
use super::new::typed;
use crate::diary::appointments::{self, Appointment, AppointmentId, DiaryReach, Held, rules};
use crate::diary::hours::clock;
use crate::diary::rooms::{self, RoomId};
use crate::gate::access::permissions::perm;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital::SiteId;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::say;
use setting::Setting;

type Mover = Held<perm::AppointmentMove>;

/// The word a form sends for this one and those that follow.
const FOLLOWING: &str = "following";

/// The form, with the free time that the address names or the one it has.
pub async fn show(held: Mover, desk: Desk, heads: Lent, request: HttpRequest) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    let setting = Setting::of(&held, &desk, *heads.get_ref()).await?;
    let (frame, form, now) = (desk.frame(), desk.form().prefixed("bk-"), desk.clock().now());
    if let Some(why) = setting.not_movable() {
        return desk.read(move |conn| Page::ok(&setting.closed(conn, frame, why, now)?)).await;
    }
    desk.read(move |conn| {
        let choices = Choices::load(conn, &setting.booker)?;
        let asked = Asked { room: room_kept(conn, &setting.one)?, ..setting.wish(&choices, &query) };
        let mut form = form;
        form.set("version", setting.one.version.to_string());
        form.set("minutes", asked.minutes.map(|minutes| minutes.to_string()).unwrap_or_default());
        let found = find_times(conn, &choices, &setting.booker, &asked, now)?;
        let named = asked.chosen.filter(|_| !query.get("at").is_empty());
        if let Some(chosen) = named.filter(|chosen| found.offered.slot(chosen).is_none()) {
            let time = clock(chosen.at, &found.openings.zone(chosen.site));
            form.refuse("slot", say!("booking-not-free", time = time));
        }
        let times = TimesView::of(&mut form, &choices, &asked, &found, now);
        Page::ok(&setting.page(conn, frame, form, &choices, times, None, now)?)
    })
    .await
}

/// Moves it, or says why not, with all that was chosen.
pub async fn submit(held: Mover, desk: Desk, heads: Lent, mut form: Form) -> Result<Answer> {
    form = form.prefixed("bk-");
    let setting = Setting::of(&held, &desk, *heads.get_ref()).await?;
    let (booker, before) = (setting.booker, setting.one.clone());
    let order = match form.raw("show") {
        "" => Order::moved(&mut form, &booker, &before),
        _ => None,
    };
    let Some(order) = order else {
        let face = if form.raw("show").is_empty() { Face::Invalid } else { Face::Ok };
        return again(&desk, setting, form, face).await;
    };
    // What was shown is what is moved: another version of it is not.
    let shown = Appointment { version: form.raw("version").parse().unwrap_or_default(), ..before.clone() };
    let wanted = order.clone();
    let following = before.series_id.is_some() && form.raw("which") == FOLLOWING;
    let reach = DiaryReach::of(&held.may, desk.clock().now());
    let moved = desk
        .submit(&held, &form, move |tx| {
            if following {
                let several = actions::move_following(tx, booker, &reach, &shown, &wanted)?;
                let sentence = say!("moving-done-series", count = several.done);
                let to = appointments::series_path(shown.id, &several.missed);
                let undo = format!("{}/series/undo", appointments::path(shown.id));
                let done = Reply::to(to).toast(sentence);
                return Ok(if several.overbooked { done } else { done.undo(undo) });
            }
            actions::move_to(tx, booker, &shown, &wanted)?;
            let path = appointments::path(shown.id);
            let done = Reply::to(&*path).toast(moved_to(tx, &reach, &shown)?);
            // One that lay over another, or outside the hours, does not go back there without a reason.
            Ok(if shown.overbook_reason.is_none() { done.undo(format!("{path}/undo")) } else { done })
        })
        .await;
    let rule = match moved {
        Ok(reply) => return Ok(reply.into()),
        Err(Error::Broken(rule)) => rule,
        Err(error) => return Err(error),
    };
    let (frame, now) = (desk.frame(), desk.clock().now());
    match rule.as_str() {
        rules::WRONG_STEP | rules::CHANGED => {
            let fresh = Setting { one: moved_now(&desk, &held).await?, ..setting };
            match fresh.not_movable() {
                Some(why) => {
                    let page = desk.read(move |conn| fresh.closed(conn, frame, why, now)).await?;
                    Ok(Page::conflict(&page)?.into())
                }
                None => again(&desk, fresh, form, Face::Changed).await,
            }
        }
        _ => {
            let form = form.rekeyed(desk.form().key);
            let page = desk.read(move |conn| setting.conflict(conn, frame, form, &order, &rule, now)).await?;
            Ok(page.into())
        }
    }
}

/// That it was moved, and, where it is in another room by that, in which.
fn moved_to(tx: &mut Tx<'_>, reach: &DiaryReach, before: &Appointment) -> Result<String> {
    let after = appointments::find(tx.conn(), reach, before.id)?;
    Ok(match after.room_id {
        room if room == before.room_id => say!("moving-done"),
        Some(room) => say!("moving-done-room", room = rooms::find(tx.conn(), room)?.name),
        None => say!("moving-done-no-room"),
    })
}

/// The room that an appointment keeps at its site, with the site.
pub(super) fn room_kept(conn: &mut Conn, one: &Appointment) -> Result<Option<(SiteId, RoomId)>> {
    Ok(appointments::held_room(conn, one)?.map(|room| (one.site_id, room)))
}

/// The appointment of an id that was sent, within reach of who moves it.
///
/// # Errors
/// [`Error::NotFound`] when it is not, or never was.
pub(super) async fn moved(desk: &Desk, asked: &str) -> Result<Appointment> {
    let may = May::<perm::AppointmentMove>::enter(desk).await?;
    let reach = DiaryReach::of(&may, desk.clock().now());
    let id: AppointmentId = asked.parse().map_err(|_| Error::NotFound)?;
    desk.read(move |conn| appointments::find(conn, &reach, id)).await
}

/// The appointment as it is by now.
async fn moved_now(desk: &Desk, held: &Mover) -> Result<Appointment> {
    let (reach, id) = (DiaryReach::of(&held.may, desk.clock().now()), held.appointment.id);
    desk.read(move |conn| appointments::find(conn, &reach, id)).await
}

/// How the form is shown again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Face {
    Ok,
    Invalid,
    Changed,
}

async fn again(desk: &Desk, setting: Setting, form: Form, face: Face) -> Result<Answer> {
    let mut form = form.rekeyed(desk.form().key);
    let (frame, now) = (desk.frame(), desk.clock().now());
    let page = desk
        .read(move |conn| {
            let choices = Choices::load(conn, &setting.booker)?;
            let asked = Asked {
                patient: Some(setting.patient.id),
                moved: Some(setting.one.clone()),
                room: room_kept(conn, &setting.one)?,
                ..typed(&mut form, With::Doctor(setting.one.doctor_id))
            };
            if face == Face::Changed {
                form.set("version", setting.one.version.to_string());
            }
            let found = find_times(conn, &choices, &setting.booker, &asked, now)?;
            let times = TimesView::of(&mut form, &choices, &asked, &found, now);
            let problem = (face == Face::Changed).then(|| say!("moving-changed"));
            let page = setting.page(conn, frame, form, &choices, times, problem, now)?;
            match face {
                Face::Ok => Page::ok(&page),
                Face::Invalid => Page::invalid(&page),
                Face::Changed => Page::conflict(&page),
            }
        })
        .await?;
    Ok(page.into())
}
