//! `/appointments/{id}/confirmation`: what was asked for is given, at its time or at another one instead.

use jiff::Timestamp;

use super::super::actions;
use super::super::entry::{self, Booker, Booking};
use super::super::forms::{Order, shown};
use super::super::looking::Choices;
use super::conflict::{Wanted, facts, instead};
use super::{Lent, Who, guest};
use crate::diary::appointments::{self, Appointment, Held, PageLent, back_to, or_say_why, rules};
use crate::gate::access::permissions::perm;
use crate::gate::desk::Desk;
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::people::patients::{self, Heads, Patient};
use crate::say;

/// Gives it, or says why not and what can be given instead.
pub async fn submit(
    held: Held<perm::AppointmentBook>,
    desk: Desk,
    heads: Lent,
    lent: PageLent,
    mut form: Form,
) -> Result<Answer> {
    form = form.prefixed("bk-");
    let before = held.appointment.clone();
    let booking = Booking::enter(&desk).await?;
    let patient = entry::guest(&booking, &desk, &before.patient_id.to_string()).await?;
    patients::note_opened(&booking, &desk, patient.id).await?;
    let (booker, to) = (Booker::of(&held.may), back_to(&form, before.id));
    let setting =
        Setting { booker, who: (*held.may.who).clone(), heads: *heads.get_ref(), patient, one: before };
    let asked = Order::asked(&setting.one);
    let is_chosen = !form.raw("slot").is_empty() || !form.raw("over").is_empty();
    let order = if is_chosen { Order::moved(&mut form, &booker, &setting.one) } else { Some(asked.clone()) };
    let Some(order) = order else {
        return setting.refused(&desk, form, asked, rules::DOCTOR_TAKEN.to_owned(), Face::Invalid).await;
    };
    let (reach, one, wanted) = (booking.reach.clone(), setting.one.clone(), order.clone());
    let given = desk
        .submit(&held, &form, move |tx| {
            actions::confirm(tx, booker, &reach, &one, &wanted)?;
            Ok(Reply::to(&*to).toast(say!("booking-confirmed")))
        })
        .await;
    match given {
        Err(Error::Broken(rule)) if ![rules::WRONG_STEP, rules::CHANGED].contains(&rule.as_str()) => {
            setting.refused(&desk, form, order, rule, Face::Conflict).await
        }
        other => or_say_why(other, &held, &desk, &lent).await,
    }
}

/// How other times are offered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Face {
    Invalid,
    Conflict,
}

/// What was asked for, and who gives it.
struct Setting {
    booker: Booker,
    who: Who,
    heads: Heads,
    patient: Patient,
    one: Appointment,
}

impl Setting {
    async fn refused(
        self,
        desk: &Desk,
        form: Form,
        order: Order,
        rule: String,
        face: Face,
    ) -> Result<Answer> {
        let (frame, now) = (desk.frame(), desk.clock().now());
        let form = form.rekeyed(desk.form().key);
        let page = desk.read(move |conn| self.page(conn, frame, form, &order, &rule, face, now)).await?;
        Ok(page.into())
    }

    #[expect(clippy::too_many_arguments, reason = "what a page is made of")]
    fn page(
        &self,
        conn: &mut Conn,
        frame: Frame,
        mut form: Form,
        order: &Order,
        rule: &str,
        face: Face,
        now: Timestamp,
    ) -> Result<Page> {
        let choices = Choices::load(conn, &self.booker)?;
        let chosen = order.chosen;
        let zone = when::zone(choices.site(chosen.site).map_or("UTC", |site| &site.time_zone));
        form.set("doctor", chosen.doctor.to_string());
        form.set("day", chosen.at.to_zoned(zone).date().to_string());
        let times = shown(&form);
        form.set("shown", times);
        form.set("minutes", order.minutes.to_string());
        // What is asked for takes nobody's time: whoever is there at that time is somebody else.
        let wanted = Wanted { patient: self.patient.id, order, moved: None };
        let found = instead(conn, &choices, &self.booker, &wanted, rule, now)?;
        let guest = guest(conn, self.heads, &self.who, &self.patient, now)?;
        let away = appointments::path(self.one.id);
        let paths = (format!("{away}/confirmation"), away);
        let mut page = found.page(frame, form, guest, paths, facts(&choices, order));
        page.has_form = false;
        if face == Face::Invalid { Page::invalid(&page) } else { Page::conflict(&page) }
    }
}
