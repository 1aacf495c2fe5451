//! `/appointments/{id}/move`: another time, doctor or place for an appointment.

use actix_web::HttpRequest;
use jiff::Timestamp;

use super::super::actions;
use super::super::entry::{self, Booker, Booking};
use super::super::forms::{Order, length_of};
use super::super::looking::{Asked, Choices, times as find_times};
use super::super::model::chosen::{Chosen, With};
use super::super::views::moving::MovePage;
use super::super::views::new::{Choice, ClosedPage, TimesView, doctors};
use super::conflict::{Wanted, instead};
use super::new::{asked_time, day_of, typed};
use super::{Lent, Who, guest};
use crate::diary::appointments::{self, Appointment, AppointmentId, DiaryReach, Held, Status, rules};
use crate::diary::hours::clock;
use crate::gate::access::permissions::perm;
use crate::gate::desk::{Desk, May};
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::{Form, Query};
use crate::kit::web::frame::Frame;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::people::patients::{self, Heads, Patient};
use crate::say;

type Mover = Held<perm::AppointmentMove>;

/// The word a form sends for this one and those that follow.
const FOLLOWING: &str = "following";

/// Which of a series are moved.
fn which() -> Vec<Choice> {
    vec![
        ("this".to_owned(), say!("appointments-which-this")),
        (FOLLOWING.to_owned(), say!("moving-which-following")),
    ]
}

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
        let asked = setting.wish(&choices, &query);
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
            let done = Reply::to(&*path).toast(say!("moving-done"));
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

/// What is moved, and by whom.
struct Setting {
    booker: Booker,
    who: Who,
    heads: Heads,
    patient: Patient,
    one: Appointment,
}

impl Setting {
    async fn of(held: &Mover, desk: &Desk, heads: Heads) -> Result<Self> {
        // Whoever may move an appointment may book one too; that right knows whose patients are within reach.
        let booking = Booking::enter(desk).await?;
        let patient = entry::guest(&booking, desk, &held.appointment.patient_id.to_string()).await?;
        patients::note_opened(&booking, desk, patient.id).await?;
        Ok(Self {
            booker: Booker::of(&held.may),
            who: (*held.may.who).clone(),
            heads,
            patient,
            one: held.appointment.clone(),
        })
    }

    fn not_movable(&self) -> Option<String> {
        let status = self.one.status;
        let movable = matches!(status, Status::Booked | Status::Arrived);
        (!movable).then(|| say!("moving-not-movable", status = say!(status.label_key())))
    }

    /// What the address asks for; where it says nothing, the time it has.
    fn wish(&self, choices: &Choices, query: &Query) -> Asked {
        let one = &self.one;
        let asked = query.get("doctor").parse::<With>().ok().filter(|with| !choices.of(*with).is_empty());
        let own = choices.doctor(one.doctor_id).map(|doctor| With::Doctor(doctor.id));
        let with = asked.or(own).unwrap_or(With::First(None));
        let minutes = length_of(one);
        let chosen =
            asked_time(query, with, Some(minutes)).or((asked.is_none() && own.is_some()).then_some(Chosen {
                at: one.starts_at,
                doctor: one.doctor_id,
                site: one.site_id,
                minutes,
                over: false,
            }));
        Asked {
            with,
            day: day_of(query.get("day")),
            minutes: Some(minutes),
            chosen,
            patient: Some(self.patient.id),
            moved: Some(one.clone()),
        }
    }

    fn closed(&self, conn: &mut Conn, frame: Frame, why: String, now: Timestamp) -> Result<ClosedPage> {
        let guest = guest(conn, self.heads, &self.who, &self.patient, now)?;
        let away = appointments::path(self.one.id);
        Ok(ClosedPage { frame, title: say!("moving-title"), guest, why, away, other: None })
    }

    #[expect(clippy::too_many_arguments, reason = "what a page is made of")]
    fn page(
        &self,
        conn: &mut Conn,
        frame: Frame,
        form: Form,
        choices: &Choices,
        times: TimesView,
        problem: Option<String>,
        now: Timestamp,
    ) -> Result<MovePage> {
        let away = appointments::path(self.one.id);
        let mut form = form;
        if form.raw("which").is_empty() {
            form.set("which", "this");
        }
        Ok(MovePage {
            which: if self.one.series_id.is_some() { which() } else { Vec::new() },
            guest: guest(conn, self.heads, &self.who, &self.patient, now)?,
            facts: self.facts(conn, choices, now)?,
            doctors: doctors(choices),
            id: self.one.id.to_string(),
            action: format!("{away}/move"),
            pick: appointments::pick_path(self.one.id),
            away,
            frame,
            form,
            problem,
            times,
        })
    }

    fn conflict(
        &self,
        conn: &mut Conn,
        frame: Frame,
        form: Form,
        order: &Order,
        rule: &str,
        now: Timestamp,
    ) -> Result<Page> {
        let choices = Choices::load(conn, &self.booker)?;
        let wanted = Wanted { patient: self.patient.id, order, moved: Some(&self.one) };
        let found = instead(conn, &choices, &self.booker, &wanted, rule, now)?;
        let away = appointments::path(self.one.id);
        let guest = guest(conn, self.heads, &self.who, &self.patient, now)?;
        let facts = self.facts(conn, &choices, now)?;
        Page::conflict(&found.page(frame, form, guest, (format!("{away}/move"), away), facts))
    }

    /// What it is at present, to be read while choosing.
    fn facts(&self, conn: &mut Conn, choices: &Choices, now: Timestamp) -> Result<Vec<(String, String)>> {
        let one = &self.one;
        let site = choices.site(one.site_id);
        let zone = when::zone(site.map_or("UTC", |site| &site.time_zone));
        let day = when::named(one.starts_at.to_zoned(zone.clone()).date(), now.to_zoned(zone.clone()).date());
        let names = appointments::names(conn, [one.doctor_id])?;
        let doctor = names.get(&one.doctor_id).cloned().unwrap_or_default();
        let time =
            say!("appointments-span", from = clock(one.starts_at, &zone), to = clock(one.ends_at, &zone));
        let mut facts = vec![(say!("moving-now"), format!("{day}, {time}, {doctor}"))];
        facts.extend(site.map(|site| (say!("moving-place"), site.name.clone())));
        if !one.reason.is_empty() {
            facts.push((say!("moving-why"), one.reason.clone()));
        }
        Ok(facts)
    }
}
