//! What the form that moves an appointment is made of.

use jiff::Timestamp;

use super::super::super::entry::{self, Booker, Booking};
use super::super::super::forms::{Order, length_of};
use super::super::super::looking::{Asked, Choices};
use super::super::super::model::chosen::{Chosen, With};
use super::super::super::views::moving::MovePage;
use super::super::super::views::new::{Choice, ClosedPage, TimesView, doctors};
use super::super::conflict::{Wanted, instead};
use super::super::new::{asked_time, day_of};
use super::super::{Who, guest};
use super::{FOLLOWING, Mover, room_kept};
use crate::diary::appointments::{self, Appointment, Status};
use crate::diary::hours::clock;
use crate::diary::rooms;
use crate::gate::desk::Desk;
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::kit::web::form::{Form, Query};
use crate::kit::web::frame::Frame;
use crate::kit::web::page::Page;
use crate::kit::when;
use crate::people::patients::{self, Heads, Patient};
use crate::say;

/// Which of a series are moved.
fn which() -> Vec<Choice> {
    vec![
        ("this".to_owned(), say!("appointments-which-this")),
        (FOLLOWING.to_owned(), say!("moving-which-following")),
    ]
}

/// What is moved, and by whom.
pub(super) struct Setting {
    pub booker: Booker,
    pub who: Who,
    pub heads: Heads,
    pub patient: Patient,
    pub one: Appointment,
}

impl Setting {
    pub async fn of(held: &Mover, desk: &Desk, heads: Heads) -> Result<Self> {
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

    pub fn not_movable(&self) -> Option<String> {
        let status = self.one.status;
        let movable = matches!(status, Status::Booked | Status::Arrived);
        (!movable).then(|| say!("moving-not-movable", status = say!(status.label_key())))
    }

    /// What the address asks for; where it says nothing, the time it has.
    pub fn wish(&self, choices: &Choices, query: &Query) -> Asked {
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
            room: None,
        }
    }

    pub fn closed(&self, conn: &mut Conn, frame: Frame, why: String, now: Timestamp) -> Result<ClosedPage> {
        let guest = guest(conn, self.heads, &self.who, &self.patient, now)?;
        let away = appointments::path(self.one.id);
        Ok(ClosedPage { frame, title: say!("moving-title"), guest, why, away, other: None })
    }

    #[expect(clippy::too_many_arguments, reason = "what a page is made of")]
    pub fn page(
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

    pub fn conflict(
        &self,
        conn: &mut Conn,
        frame: Frame,
        form: Form,
        order: &Order,
        rule: &str,
        now: Timestamp,
    ) -> Result<Page> {
        let choices = Choices::load(conn, &self.booker)?;
        let kept = room_kept(conn, &self.one)?.filter(|(site, _)| *site == order.chosen.site);
        let order = &Order { room: kept.map(|(_, room)| room), ..order.clone() };
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
        let room = match one.room_id {
            Some(room) => format!(", {}", rooms::find(conn, room)?.name),
            None => String::new(),
        };
        facts.extend(site.map(|site| (say!("moving-place"), format!("{}{room}", site.name))));
        if !one.reason.is_empty() {
            facts.push((say!("moving-why"), one.reason.clone()));
        }
        Ok(facts)
    }
}
