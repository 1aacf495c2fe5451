//! When the time that was wanted cannot be had: why, and what can be had instead.

use jiff::{SignedDuration, Timestamp, ToSpan as _};

use super::super::entry::Booker;
use super::super::forms::Order;
use super::super::looking::{Choices, around};
use super::super::model::chosen::Chosen;
use super::super::model::words;
use super::super::views::conflict::{Alternative, ConflictPage, Over};
use super::guest;
use super::new::Setting;
use crate::diary::appointments::{self, Appointment, Openings, Slot, alternatives, rules};
use crate::diary::hours::clock;
use crate::diary::waiting;
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::kit::web::page::Page;
use crate::kit::when;
use crate::people::patients::PatientId;
use crate::say;

/// How many days are searched for another time of the same doctor.
const DAYS: i32 = 28;

/// What is kept of a form: all but its key, and what only the answer to it says.
const KEPT: [&str; 15] = [
    "patient", "doctor", "day", "shown", "minutes", "kind", "reason", "notes", "room", "waiting", "version",
    "why", "repeat", "times", "which",
];

/// Names of the catalogue for a broken rule: title, reason.
fn sentences(rule: &str) -> Option<(&'static str, &'static str)> {
    Some(match rule {
        rules::DOCTOR_TAKEN => ("booking-taken", "booking-taken-why"),
        rules::OVERBOOKED_TWICE => ("booking-twice", "booking-twice-why"),
        rules::PATIENT_TAKEN => ("booking-elsewhere", "booking-elsewhere-why"),
        rules::ROOM_TAKEN => ("booking-room-taken", "booking-room-taken-why"),
        rules::ON_LEAVE => ("booking-on-leave", "booking-on-leave-why"),
        rules::OUTSIDE_HOURS => ("booking-outside", "booking-outside-why"),
        rules::PAST => ("booking-past", "booking-past-why"),
        rules::NOT_TODAY => ("booking-not-today", "booking-not-today-why"),
        rules::NOT_BOOKABLE => ("booking-not-bookable", "booking-not-bookable-why"),
        rules::NOT_OVERBOOKABLE => ("booking-not-overbookable", "booking-not-overbookable-why"),
        rules::PATIENT_CLOSED => ("booking-closed", "booking-closed-why"),
        _ => return None,
    })
}

/// The words for a broken rule, where no other times are offered: bold ones and the rest.
pub fn why_not(rule: &str, choices: &Choices, chosen: Chosen) -> Option<(String, String)> {
    let (title, why) = sentences(rule)?;
    let zone = when::zone(choices.site(chosen.site).map_or("UTC", |site| &site.time_zone));
    let doctor = choices.name(chosen.doctor).to_owned();
    let bold = say!(title, time = clock(chosen.at, &zone), doctor = doctor.clone());
    Some((bold, format!("{} {}", say!(why, doctor = doctor), say!("booking-kept"))))
}

impl Setting {
    /// The answer to a rule that was broken.
    #[expect(clippy::too_many_arguments, reason = "what a page is made of")]
    pub fn conflict(
        &self,
        conn: &mut Conn,
        frame: Frame,
        form: Form,
        choices: &Choices,
        order: &Order,
        rule: &str,
        now: Timestamp,
    ) -> Result<Page> {
        let guest = guest(conn, self.heads, &self.who, &self.patient, now)?;
        let wanted = Wanted { patient: self.patient.id, order, moved: None };
        let found = instead(conn, choices, &self.booker, &wanted, rule, now)?;
        let paths = ("/appointments".to_owned(), guest.record.clone());
        let waits = !form.raw("waiting").is_empty();
        let mut page = found.page(frame, form, guest, paths, facts(choices, order));
        page.waiting = (!waits && rule != rules::PATIENT_CLOSED)
            .then(|| waiting::new_path(self.patient.id, Some(order.chosen.doctor)));
        Page::conflict(&page)
    }
}

/// What could not be had.
pub struct Wanted<'a> {
    pub patient: PatientId,
    pub order: &'a Order,
    /// The appointment that was to be moved there.
    pub moved: Option<&'a Appointment>,
}

/// Why not, and what instead.
pub struct Instead {
    title: String,
    text: String,
    alternatives: Vec<Alternative>,
    over: Option<Over>,
}

impl Instead {
    /// The page of it; `paths` are where it is sent again, and where Cancel leads.
    pub fn page(
        self,
        frame: Frame,
        mut form: Form,
        guest: super::super::views::new::Guest,
        (action, away): (String, String),
        facts: Vec<(String, String)>,
    ) -> ConflictPage {
        let sent = |name: &&str| {
            (!form.raw(name).is_empty()).then(|| ((*name).to_owned(), form.raw(name).to_owned()))
        };
        let kept = KEPT.iter().filter_map(sent).filter(|(name, _)| name != "why").collect();
        if let Some(first) = self.alternatives.first() {
            form.set("slot", first.value.clone());
        }
        ConflictPage {
            frame,
            form,
            guest,
            action,
            away,
            title: self.title,
            text: self.text,
            alternatives: self.alternatives,
            over: self.over,
            kept,
            facts,
            waiting: None,
            has_form: true,
        }
    }
}

/// Looks for what can be had instead.
///
/// # Errors
/// [`Error::Broken`] with the same rule when there is nothing to say about it; what the database says.
pub fn instead(
    conn: &mut Conn,
    choices: &Choices,
    booker: &Booker,
    wanted: &Wanted<'_>,
    rule: &str,
    now: Timestamp,
) -> Result<Instead> {
    let (title, why) = sentences(rule).ok_or_else(|| Error::Broken(rule.to_owned()))?;
    let chosen = wanted.order.chosen;
    let zone = when::zone(choices.site(chosen.site).map_or("UTC", |site| &site.time_zone));
    let time = clock(chosen.at, &zone);
    let doctor = choices.name(chosen.doctor).to_owned();
    let slots =
        if rule == rules::PATIENT_CLOSED { Vec::new() } else { other_times(conn, choices, wanted, now)? };
    let lines: Vec<Alternative> = slots
        .iter()
        .map(|slot| {
            let there = when::zone(choices.site(slot.site).map_or("UTC", |site| &site.time_zone));
            let label = words::short(slot.starts_at, &there, now);
            let apart = words::distance(slot.starts_at, chosen.at, &there);
            let site = choices.site(slot.site).filter(|_| slot.site != chosen.site);
            Alternative {
                value: Chosen::free(slot).to_string(),
                doctor: choices.name(slot.doctor).to_owned(),
                apart: site.map_or(apart.clone(), |site| format!("{apart}, {}", site.name)),
                says: match wanted.moved {
                    Some(_) => say!("moving-move-to", time = label.clone()),
                    None => say!("booking-book-at", time = label.clone()),
                },
                label,
            }
        })
        .collect();
    let liftable = [rules::DOCTOR_TAKEN, rules::OUTSIDE_HOURS].contains(&rule);
    let may = choices.doctor(chosen.doctor).is_some_and(|doctor| booker.may_overbook(doctor));
    let over = (liftable && may).then(|| Over {
        value: chosen.over().to_string(),
        label: say!("booking-overbook-with-reason", time = time.clone()),
        button: say!("booking-overbook", time = words::short(chosen.at, &zone, now)),
    });
    let rest = match (rule == rules::PATIENT_CLOSED, lines.is_empty()) {
        (_, _) if wanted.moved.is_some() => say!("moving-stays"),
        (true, _) => say!("booking-kept"),
        (false, false) => say!("booking-kept-nearest"),
        (false, true) => say!("booking-kept-none", days = DAYS),
    };
    Ok(Instead {
        title: say!(title, time = time, doctor = doctor.clone()),
        text: format!("{} {rest}", say!(why, doctor = doctor)),
        alternatives: lines,
        over,
    })
}

/// Three other times: of the same doctor, of a colleague, and the same time on another day.
fn other_times(conn: &mut Conn, choices: &Choices, wanted: &Wanted<'_>, now: Timestamp) -> Result<Vec<Slot>> {
    let Wanted { patient, order, moved } = *wanted;
    let chosen = order.chosen;
    let zone = when::zone(choices.site(chosen.site).map_or("UTC", |site| &site.time_zone));
    let today = now.to_zoned(zone.clone()).date();
    let day = chosen.at.to_zoned(zone.clone()).date().max(today);
    let (last, length) = (day.saturating_add(DAYS.days()), Some(SignedDuration::from_mins(order.minutes)));
    let (from, to) = around(day, last)?;
    let but = moved.map(|moved| moved.id);
    let busy = appointments::patient_taken(conn, patient, but, from, to)?;
    let own: Vec<_> = choices.doctor(chosen.doctor).map(|doctor| doctor.id).into_iter().collect();
    let room = order.room.map(|room| (chosen.site, room));
    let mut openings = |of: &[_], site, last| -> Result<Openings> {
        let mut theirs = Openings::hours(conn, of, site, day, last, now)?.in_room(room);
        theirs.take(conn, of, day, last)?;
        let theirs = theirs.without(busy.iter().copied());
        Ok(moved.into_iter().fold(theirs, Openings::ignoring))
    };
    let theirs = openings(&own, None, last)?;
    let free: Vec<Slot> =
        super::super::model::offered::days(day, last).flat_map(|day| theirs.free_on(day, length)).collect();
    let others = choices.colleagues_of(chosen.doctor);
    let of_others = if others.is_empty() {
        Vec::new()
    } else {
        openings(&others, Some(chosen.site), day)?.free_on(day, length)
    };
    let on_the_wall = |at: Timestamp| at.to_zoned(zone.clone()).time();
    let same_time = |a: Timestamp, b: Timestamp| on_the_wall(a) == on_the_wall(b);
    Ok(alternatives((chosen.doctor, chosen.at), &free, &of_others, same_time))
}

/// What was typed, to be read while choosing.
pub fn facts(choices: &Choices, order: &Order) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    if !order.reason.is_empty() {
        facts.push((say!("booking-reason"), order.reason.clone()));
    }
    let kind = say!(order.kind.label_key());
    facts.push((say!("booking-kind"), format!("{kind}, {}", words::length(order.minutes))));
    if let Some(room) = choices.rooms.iter().find(|room| Some(room.id) == order.room) {
        facts.push((say!("booking-room"), room.name.clone()));
    }
    if !order.notes.is_empty() {
        facts.push((say!("booking-notes"), order.notes.clone()));
    }
    facts
}
