//! `/appointments/new`, and what it sends.

use actix_web::HttpRequest;
use jiff::Timestamp;
use jiff::civil::Date;

use super::super::actions;
use super::super::entry::{self, Booker, Booking};
use super::super::forms::{Order, chosen, length};
use super::super::looking::{Asked, Choices, Times, times as find_times};
use super::super::model::chosen::{Chosen, With, is_thinkable, is_thinkable_day};
use super::super::views::new::{ClosedPage, NewPage, TimesFragment, TimesView, doctors, kinds, rooms, weeks};
use super::{Lent, Who, address, begun, finding, guest, nobody};
use crate::diary::appointments::{self, Kind};
use crate::diary::waiting::{self, Waiting};
use crate::gate::desk::Desk;
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::people::patients::{self, Death, Heads, Patient};
use crate::say;

/// The form for the patient of the address; without one, the way to find them.
pub async fn show(may: Booking, desk: Desk, heads: Lent, request: HttpRequest) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    if query.get("patient").is_empty() {
        return finding::show(&may, &desk, &query).await;
    }
    let patient = entry::guest(&may, &desk, query.get("patient")).await?;
    patients::note_opened(&may, &desk, patient.id).await?;
    let (booker, now, at) = (Booker::of(&may), desk.clock().now(), begun(&query));
    let form = desk.form_with([("waiting", query.get("waiting"))]).prefixed("bk-");
    let setting = Setting { booker, who: (*may.who).clone(), heads: *heads.get_ref(), patient, begun: at };
    let frame = desk.frame();
    let page = desk
        .read(move |conn| {
            let choices = Choices::load(conn, &setting.booker)?;
            if let Some(why) = why_not(&setting.patient, &choices) {
                return setting.closed(conn, frame, why, now);
            }
            let mut asked = wish(conn, &setting, &choices, &query)?;
            let mut form = form;
            match waiting_of(conn, &setting, form.raw("waiting"))? {
                Some(entry) => {
                    form.set("reason", entry.reason);
                    if asked.chosen.is_none() {
                        asked.minutes = Some(entry.minutes.into());
                    }
                }
                None => form.set("waiting", ""),
            }
            form.set("kind", kind_for(conn, &setting)?.as_str());
            form.set("minutes", asked.minutes.map(|minutes| minutes.to_string()).unwrap_or_default());
            let found = find_times(conn, &choices, &setting.booker, &asked, now)?;
            if let Some(chosen) = asked.chosen.filter(|chosen| found.offered.slot(chosen).is_none()) {
                let zone = found.openings.zone(chosen.site);
                let time = crate::diary::hours::clock(chosen.at, &zone);
                form.refuse("slot", say!("booking-not-free", time = time));
            }
            Page::ok(&setting.page(conn, frame, form, &choices, &asked, &found, now)?)
        })
        .await?;
    Ok(page)
}

/// The part of the form that follows doctor, day and length. What is typed elsewhere is not sent.
pub async fn times(may: Booking, desk: Desk, request: HttpRequest) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    let mut form = desk
        .form_with(["doctor", "day", "minutes", "room"].map(|name| (name, query.get(name))))
        .prefixed("bk-");
    let patient = match query.get("patient") {
        "" => None,
        asked => Some(entry::guest(&may, &desk, asked).await?.id),
    };
    let moved = match query.get("moved") {
        "" => None,
        asked => Some(super::moving::moved(&desk, asked).await?),
    };
    let (booker, now) = (Booker::of(&may), desk.clock().now());
    let fragment = desk
        .read(move |conn| {
            let choices = Choices::load(conn, &booker)?;
            let room = match &moved {
                Some(moved) => super::moving::room_kept(conn, moved)?,
                None => choices.room(form.raw("room")),
            };
            let mut asked = Asked { patient, moved, room, ..typed(&mut form, With::First(None)) };
            asked.chosen = asked.chosen.filter(|_| asked.moved.is_none());
            let found = find_times(conn, &choices, &booker, &asked, now)?;
            let times = TimesView::of(&mut form, &choices, &asked, &found, now);
            Ok(TimesFragment { form, times })
        })
        .await?;
    Page::ok(&fragment)
}

/// Books, or shows the form again with all that was typed: with other times when somebody was faster.
pub async fn submit(may: Booking, desk: Desk, heads: Lent, mut form: Form) -> Result<Answer> {
    form = form.prefixed("bk-");
    let patient = entry::guest(&may, &desk, form.raw("patient")).await?;
    let (booker, now) = (Booker::of(&may), desk.clock().now());
    let choices = desk.read(move |conn| Choices::load(conn, &booker)).await?;
    let order = match form.raw("show") {
        "" => Order::read(&mut form, &booker, &choices.rooms),
        _ => None,
    };
    let setting = Setting {
        booker,
        who: (*may.who).clone(),
        heads: *heads.get_ref(),
        patient: patient.clone(),
        begun: Vec::new(),
    };
    let frame = desk.frame();
    if let Some(order) = order {
        let (reach, id, wanted) = (may.reach.clone(), patient.id, order.clone());
        let waiting = form.raw("waiting").parse().ok();
        let booked = desk
            .submit(&may, &form, move |tx| {
                let (made, several) = actions::book(tx, booker, &reach, id, &wanted, waiting)?;
                Ok(match several.done {
                    0 => Reply::to(appointments::path(made)).toast(say!("booking-booked")),
                    done => Reply::to(appointments::series_path(made, &several.missed))
                        .toast(say!("booking-booked-series", count = done)),
                })
            })
            .await;
        match booked {
            Ok(reply) => return Ok(reply.into()),
            Err(error) if error.breaks(waiting::CLOSED) => {
                form.set("waiting", "");
                form.refuse("", say!("booking-waits-no-more"));
            }
            Err(Error::Broken(rule)) => {
                let form = form.rekeyed(desk.form().key);
                let page = desk
                    .read(move |conn| setting.conflict(conn, frame, form, &choices, &order, &rule, now))
                    .await?;
                return Ok(page.into());
            }
            Err(error) => return Err(error),
        }
    }
    let asked_for_times = !form.raw("show").is_empty();
    form = form.rekeyed(desk.form().key);
    let page = desk
        .read(move |conn| {
            let mut asked = typed(&mut form, With::First(None));
            asked.patient = Some(setting.patient.id);
            asked.room = choices.room(form.raw("room"));
            let found = find_times(conn, &choices, &setting.booker, &asked, now)?;
            let page = setting.page(conn, frame, form, &choices, &asked, &found, now)?;
            if asked_for_times { Page::ok(&page) } else { Page::invalid(&page) }
        })
        .await?;
    Ok(page.into())
}

/// Around whom and what the form is.
pub(super) struct Setting {
    pub booker: Booker,
    pub who: Who,
    pub heads: Heads,
    pub patient: Patient,
    /// What the address began from.
    pub begun: Vec<(&'static str, String)>,
}

impl Setting {
    fn other(&self) -> String {
        address("/appointments/new", &self.begun, &[])
    }

    fn closed(
        &self,
        conn: &mut Conn,
        frame: crate::kit::web::frame::Frame,
        why: String,
        now: Timestamp,
    ) -> Result<Page> {
        let guest = guest(conn, self.heads, &self.who, &self.patient, now)?;
        Page::ok(&ClosedPage {
            frame,
            title: say!("booking-new"),
            away: guest.record.clone(),
            guest,
            why,
            other: Some(self.other()),
        })
    }

    #[expect(clippy::too_many_arguments, reason = "what a page is made of")]
    fn page(
        &self,
        conn: &mut Conn,
        frame: crate::kit::web::frame::Frame,
        mut form: Form,
        choices: &Choices,
        asked: &Asked,
        found: &Times,
        now: Timestamp,
    ) -> Result<NewPage> {
        let times = TimesView::of(&mut form, choices, asked, found, now);
        let more_open = ["room", "notes", "repeat"].iter().any(|name| !form.raw(name).is_empty());
        Ok(NewPage {
            guest: guest(conn, self.heads, &self.who, &self.patient, now)?,
            doctors: doctors(choices),
            kinds: kinds(&self.booker),
            rooms: rooms(choices),
            weeks: weeks(),
            first: address("/appointments/first", &[], &[("patient", self.patient.id.to_string())]),
            wait: form.raw("waiting").is_empty().then(|| {
                let doctor = match asked.with {
                    With::Doctor(doctor) => Some(doctor),
                    With::First(_) => None,
                };
                waiting::new_path(self.patient.id, doctor)
            }),
            other: self.other(),
            frame,
            form,
            times,
            more_open,
        })
    }
}

/// The entry of the waiting list that is answered by this booking, while the patient waits.
fn waiting_of(conn: &mut Conn, setting: &Setting, asked: &str) -> Result<Option<Waiting>> {
    match asked.parse() {
        Ok(id) => waiting::find_open(conn, id, setting.patient.id),
        Err(_) => Ok(None),
    }
}

/// Why nobody like that can be booked, said before anything is filled in.
fn why_not(patient: &Patient, choices: &Choices) -> Option<String> {
    if patient.details.death != Death::No {
        Some(say!("booking-died"))
    } else if patient.archived_at.is_some() {
        Some(say!("booking-archived"))
    } else if nobody(choices) {
        Some(say!("booking-nobody"))
    } else {
        None
    }
}

/// What the address asks for; where it says nothing, what is likeliest.
fn wish(conn: &mut Conn, setting: &Setting, choices: &Choices, query: &Query) -> Result<Asked> {
    let doctor = query.get("doctor").parse::<With>().ok().filter(|with| !choices.of(*with).is_empty());
    let with = match doctor {
        Some(with) => with,
        None => choices.likeliest(conn, &setting.patient)?,
    };
    let minutes = query.get("minutes").parse().ok().filter(|minutes| (5..=480).contains(minutes));
    let chosen = asked_time(query, with, minutes);
    Ok(Asked {
        with,
        day: day_of(query.get("day")),
        // A free time of the diary comes with its usual length; only another one has to be said.
        minutes: minutes.filter(|_| chosen.is_none()),
        chosen,
        patient: Some(setting.patient.id),
        moved: None,
        room: None,
    })
}

/// The free time that an address names, with the doctor it is with.
pub(super) fn asked_time(query: &Query, with: With, minutes: Option<i64>) -> Option<Chosen> {
    let at = query.get("at").parse::<Timestamp>().ok().filter(|at| is_thinkable(*at));
    match (at, with, query.get("site").parse()) {
        (Some(at), With::Doctor(doctor), Ok(site)) => {
            Some(Chosen { at, doctor, site, minutes: minutes.unwrap_or(15), over: false })
        }
        _ => None,
    }
}

/// What doctor, day, length and time a form asks for; what cannot be read is as if it were not there.
pub(super) fn typed(form: &mut Form, otherwise: With) -> Asked {
    let minutes = length(form);
    if form.raw("day").is_empty() || day_of(form.raw("day")).is_none() {
        form.refuse("day", say!("booking-no-such-day"));
    }
    Asked {
        with: form.raw("doctor").parse().unwrap_or(otherwise),
        day: day_of(form.raw("day")),
        minutes,
        chosen: chosen(form),
        patient: None,
        moved: None,
        room: None,
    }
}

/// A day as the field sends it.
pub(super) fn day_of(text: &str) -> Option<Date> {
    text.parse().ok().filter(|day| is_thinkable_day(*day))
}

/// Whoever was here before comes again; everybody else is new.
fn kind_for(conn: &mut Conn, setting: &Setting) -> Result<Kind> {
    let known = setting.booker.own_only || appointments::last_doctor(conn, setting.patient.id)?.is_some();
    Ok(if known { Kind::FollowUp } else { Kind::New })
}
