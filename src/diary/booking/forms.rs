//! What was sent, read or refused field by field.

use jiff::Timestamp;
use jiff::civil::Date;

use super::entry::Booker;
use super::looking::Choices;
use super::model::chosen::{Chosen, With};
use crate::diary::appointments::{self, Appointment, Kind, Repeat};
use crate::diary::rooms::{Room, RoomId};
use crate::kit::web::form::Form;
use crate::people::patients::{self, Details, DuplicateReason, PatientId};
use crate::say;

/// Longest reason, longest note, in characters.
pub const REASON: usize = 300;
pub const NOTES: usize = 2000;
/// Lengths one can choose, in minutes.
pub const LENGTHS: [i64; 10] = [5, 10, 15, 20, 30, 40, 45, 60, 90, 120];

/// Every how many weeks something can be repeated.
pub const WEEKS: [i32; 7] = [1, 2, 3, 4, 6, 8, 12];
/// How many times at most.
pub const MOST_TIMES: i32 = 26;

/// What is to be booked, without who is to come.
#[derive(Clone, Debug)]
pub struct Order {
    pub chosen: Chosen,
    pub minutes: i64,
    pub room: Option<RoomId>,
    pub kind: Kind,
    pub reason: String,
    pub notes: String,
    pub why_over: Option<String>,
    /// How often it is repeated; none for one by itself.
    pub repeat: Option<Repeat>,
}

impl Order {
    /// Reads a form; what cannot be used is refused at its field.
    pub fn read(form: &mut Form, booker: &Booker, rooms: &[Room]) -> Option<Self> {
        let (chosen, minutes) = time(form, booker);
        let kind = if booker.own_only && form.raw("kind").is_empty() {
            Some(Kind::FollowUp)
        } else {
            Kind::of(form.raw("kind"))
        };
        match kind {
            None => form.refuse("kind", say!("booking-kind-missing")),
            Some(kind) if !booker.may_book_kind(kind) => form.refuse("kind", say!("booking-follow-up-only")),
            Some(_) => {}
        }
        let reason = form.optional("reason", REASON).unwrap_or_default();
        let notes = form.optional("notes", NOTES).unwrap_or_default();
        let why_over = why(form, chosen);
        let room = room(form, rooms, chosen);
        let repeat = repeat(form);
        let chosen = chosen.filter(|_| form.is_valid())?;
        Some(Self {
            minutes: minutes.unwrap_or(chosen.minutes),
            why_over: why_over.filter(|_| chosen.over),
            kind: kind?,
            chosen,
            room,
            reason,
            notes,
            repeat,
        })
    }

    /// Reads when and with whom an appointment is to be instead; all else about it stays as it is.
    pub fn moved(form: &mut Form, booker: &Booker, one: &Appointment) -> Option<Self> {
        let (chosen, minutes) = time(form, booker);
        let why_over = why(form, chosen);
        // Sent a second time, the form is answered as the first time: by then it is where it was asked to be.
        let is_current = form.raw("version") == one.version.to_string();
        if let Some(chosen) = chosen.filter(|_| is_current)
            && (chosen.at, chosen.doctor, chosen.site) == (one.starts_at, one.doctor_id, one.site_id)
            && minutes.unwrap_or(chosen.minutes) == length_of(one)
        {
            form.refuse("slot", say!("moving-same"));
        }
        let chosen = chosen.filter(|_| form.is_valid())?;
        Some(Self {
            minutes: minutes.unwrap_or(chosen.minutes),
            why_over: why_over.filter(|_| chosen.over),
            kind: one.kind,
            chosen,
            room: None,
            reason: one.reason.clone(),
            notes: one.notes.clone(),
            repeat: None,
        })
    }

    /// What was asked for, as it was asked for.
    pub fn asked(one: &Appointment) -> Self {
        let minutes = length_of(one);
        let why_over = one.overbook_reason.clone();
        Self {
            chosen: Chosen {
                at: one.starts_at,
                doctor: one.doctor_id,
                site: one.site_id,
                minutes,
                over: why_over.is_some(),
            },
            minutes,
            room: one.room_id,
            kind: one.kind,
            reason: one.reason.clone(),
            notes: one.notes.clone(),
            why_over,
            repeat: None,
        }
    }

    /// For this patient.
    pub fn of(&self, patient: PatientId) -> appointments::Booking {
        let Chosen { at, doctor, site, .. } = self.chosen;
        appointments::Booking {
            patient,
            doctor,
            site,
            room: self.room,
            starts_at: at,
            ends_at: at.saturating_add(jiff::SignedDuration::from_mins(self.minutes)).unwrap_or(at),
            kind: self.kind,
            reason: self.reason.clone(),
            notes: self.notes.clone(),
            walk_in: false,
            overbook_reason: self.why_over.clone(),
            series: None,
        }
    }
}

/// How long an appointment is, in minutes.
pub fn length_of(one: &Appointment) -> i64 {
    one.ends_at.duration_since(one.starts_at).as_mins()
}

/// The time and the length that were chosen, refused where they cannot be had.
fn time(form: &mut Form, booker: &Booker) -> (Option<Chosen>, Option<i64>) {
    let chosen = chosen(form);
    if chosen.is_none() {
        form.refuse("slot", say!("booking-slot-missing"));
    }
    if let Some(chosen) = chosen {
        if !booker.may_book_with(chosen.doctor) {
            form.refuse("slot", say!("booking-own-only"));
        }
        // The doctor or the day was changed, and the times shown are still those of before.
        if form.raw("over").is_empty() && form.raw("shown") != shown(form) {
            form.refuse("slot", say!("booking-slot-stale"));
        }
    }
    if matches!(form.raw("doctor").parse(), Ok(With::Doctor(doctor)) if !booker.may_book_with(doctor)) {
        form.refuse("doctor", say!("booking-own-only"));
    }
    let minutes = length(form);
    (chosen, minutes)
}

/// Why it is overbooked; asked for where it is.
fn why(form: &mut Form, chosen: Option<Chosen>) -> Option<String> {
    let why = form.optional("why", REASON);
    if chosen.is_some_and(|chosen| chosen.over) && why.is_none() {
        form.refuse("why", say!("booking-why-missing"));
    }
    why
}

/// The time that was chosen: by the button that overbooks, or in the list.
pub fn chosen(form: &Form) -> Option<Chosen> {
    let sent = if form.raw("over").is_empty() { form.raw("slot") } else { form.raw("over") };
    sent.parse().ok()
}

/// The length that was chosen; none for the usual one. What no list of ours offers is refused.
pub fn length(form: &mut Form) -> Option<i64> {
    match form.raw("minutes") {
        "" => None,
        typed => {
            let known = typed.parse().ok().filter(|minutes| (5..=480).contains(minutes));
            if known.is_none() {
                form.refuse("minutes", say!("booking-length-unknown"));
            }
            known
        }
    }
}

/// For which doctor and day the times in the list are: sent back with them, so that a change of either is noticed.
pub fn shown(form: &Form) -> String {
    format!("{} {}", form.raw("doctor"), form.raw("day"))
}

/// How often it is repeated, when it is.
fn repeat(form: &mut Form) -> Option<Repeat> {
    if form.raw("repeat").is_empty() {
        return None;
    }
    let weeks = form.raw("repeat").parse().ok().filter(|weeks| WEEKS.contains(weeks));
    let times = form.raw("times").trim().parse().ok().filter(|times| (2..=MOST_TIMES).contains(times));
    if weeks.is_none() {
        form.refuse("repeat", say!("booking-repeat-unknown"));
    }
    if times.is_none() {
        form.refuse("times", say!("booking-times-unknown", most = MOST_TIMES));
    }
    Some(Repeat { weeks: weeks?, times: times? })
}

/// A room that is held for it, at the place where it is.
fn room(form: &mut Form, rooms: &[Room], chosen: Option<Chosen>) -> Option<RoomId> {
    if form.raw("room").is_empty() {
        return None;
    }
    let asked = form.raw("room").parse::<RoomId>().ok();
    let room = rooms.iter().find(|room| Some(room.id) == asked && room.active);
    if room.is_none() {
        form.refuse("room", say!("booking-room-unknown"));
    } else if chosen.is_some_and(|chosen| room.is_some_and(|room| room.site_id != chosen.site)) {
        form.refuse("room", say!("booking-room-elsewhere"));
    }
    room.map(|room| room.id)
}

/// Somebody new, as the form says it.
#[derive(Clone, Debug)]
pub struct NewPatient {
    pub details: Details,
    pub answered: Option<DuplicateReason>,
    pub shown: Vec<String>,
}

/// What a walk-in asks for.
#[derive(Clone, Debug)]
pub struct WalkIn {
    /// Who is in the books already.
    pub known: Option<PatientId>,
    /// Who is not.
    pub new: Option<NewPatient>,
    pub chosen: Chosen,
    pub reason: String,
    pub why_now: Option<String>,
}

impl WalkIn {
    /// Reads a form; what cannot be used is refused at its field.
    pub fn read(
        form: &mut Form,
        known: Option<PatientId>,
        choices: &Choices,
        booker: &Booker,
        today: Date,
        now: Timestamp,
    ) -> Option<Self> {
        let new = if known.is_none() { new_patient(form, today) } else { None };
        let reason = form.optional("reason", REASON).unwrap_or_default();
        let mut why_now = None;
        let chosen = if form.raw("slot") == "now" {
            why_now = form.required("why", REASON, "walk-in-why-missing");
            now_with(form, choices, booker, now)
        } else {
            let chosen = form.raw("slot").parse::<Chosen>().ok();
            if chosen.is_none() {
                form.refuse("slot", say!("walk-in-doctor-missing"));
            }
            chosen
        };
        let chosen = chosen.filter(|_| form.is_valid())?;
        Some(Self { known, new, chosen, reason, why_now })
    }

    /// For this patient.
    pub fn of(&self, patient: PatientId, kind: Kind) -> appointments::Booking {
        let Chosen { at, doctor, site, minutes, .. } = self.chosen;
        appointments::Booking {
            patient,
            doctor,
            site,
            room: None,
            starts_at: at,
            ends_at: at.saturating_add(jiff::SignedDuration::from_mins(minutes)).unwrap_or(at),
            kind,
            reason: self.reason.clone(),
            notes: String::new(),
            walk_in: true,
            overbook_reason: self.why_now.clone(),
            series: None,
        }
    }
}

/// The full minute, with the doctor who was chosen for it.
fn now_with(form: &mut Form, choices: &Choices, booker: &Booker, now: Timestamp) -> Option<Chosen> {
    let asked = form.raw("now").parse().ok();
    let doctor = choices.doctors.iter().find(|one| Some(one.id) == asked && booker.may_overbook(one));
    let site = form.raw("site").parse().ok().filter(|site| choices.site(*site).is_some());
    if doctor.is_none() {
        form.refuse("now", say!("walk-in-now-missing"));
    }
    if site.is_none() {
        form.refuse("site", say!("walk-in-site-missing"));
    }
    let (doctor, site) = (doctor?, site?);
    let at = now
        .round(jiff::TimestampRound::new().smallest(jiff::Unit::Minute).mode(jiff::RoundMode::Floor))
        .ok()?;
    Some(Chosen { at, doctor: doctor.id, site, minutes: doctor.slot_minutes.into(), over: true })
}

/// Name, birth date or age, sex and phone of somebody new.
fn new_patient(form: &mut Form, today: Date) -> Option<NewPatient> {
    let answered = DuplicateReason::of_code(form.raw("other"));
    let shown = form.raw("shown").split(' ').map(str::to_owned).collect();
    match Details::parse(&patients::sheet_of(form), today) {
        Ok(details) => Some(NewPatient { details, answered, shown }),
        Err(problems) => {
            patients::refuse_all(form, &problems);
            None
        }
    }
}
