//! Who comes when: the hand-shaped patients' appointments, laid into free slots around the day the demonstration starts.

use std::collections::HashSet;

use jiff::Span;
use jiff::civil::{Date, DateTime, Weekday};

use super::chronicle::at;
use super::courses::Field;
use super::shape::Shape;
use super::staff::{HARBOUR, MAIN, Post, STAFF, doctor_of, first_of};

/// Where an appointment stands. In the order in which a day's slots fill up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Over.
    Completed,
    /// Did not come.
    NoShow,
    /// With the doctor.
    InConsultation,
    /// In the waiting room.
    Arrived,
    /// Expected.
    Booked,
    /// Called off.
    Cancelled,
    /// Asked for.
    Requested,
}

impl Status {
    /// As it is kept.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::NoShow => "no_show",
            Self::InConsultation => "in_consultation",
            Self::Arrived => "arrived",
            Self::Booked => "booked",
            Self::Cancelled => "cancelled",
            Self::Requested => "requested",
        }
    }
}

/// An appointment in the hospital's local time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// The patient, by place.
    pub patient: usize,
    /// The doctor, by place in the staff list.
    pub doctor: usize,
    /// The site, by place.
    pub site: usize,
    /// From.
    pub from: DateTime,
    /// To.
    pub to: DateTime,
    /// Where it stands.
    pub status: Status,
    /// What for.
    pub reason: &'static str,
}

/// Length of a slot.
pub const MINUTES: i64 = 20;
/// Minutes after midnight at which the two halves of a doctor's day begin and end.
pub const HALVES: [(i32, i32); 2] = [(8 * 60, 12 * 60), (13 * 60, 17 * 60)];
/// How many days from today on are filled besides the wishes, and which slot in so many is filled on each.
const FILLED: [(i64, usize); 6] = [(0, 3), (1, 2), (2, 2), (3, 3), (4, 4), (5, 4)];

/// Lays out the appointments of `shapes`: what each wishes for, and more until the next days look like days. Nobody is
/// in two places at once, cancelled ones included: the day reads better.
pub(super) fn lay_out(shapes: &[Shape], today: Date) -> Vec<Appointment> {
    let mut wishes: Vec<_> = shapes
        .iter()
        .enumerate()
        .flat_map(|(patient, shape)| {
            shape.meets.iter().map(move |(field, days, status, reason)| {
                (*days, doctor_of(*field), *status, patient, *reason)
            })
        })
        .collect();
    wishes.sort_unstable();
    let mut book = Book::default();
    for (days, doctor, status, patient, reason) in wishes {
        let day = open_day(today, days);
        if let Some(from) = slots(day).into_iter().find(|from| book.is_free(doctor, patient, *from)) {
            book.put(doctor, patient, from, status, reason);
        }
    }
    fill(&mut book, shapes, today);
    book.laid
}

/// Slots of a doctor's day.
fn slots(day: Date) -> Vec<DateTime> {
    let half = |(from, to): (i32, i32)| (i64::from(from)..i64::from(to)).step_by(MINUTES as usize);
    HALVES.into_iter().flat_map(half).map(|minute| at(day, 0, minute)).collect()
}

/// Where a doctor sits at a time: one who works at two sites is at the second in the afternoon.
fn site_of(doctor: usize, from: DateTime) -> usize {
    let sites = STAFF[doctor].sites;
    if from.hour() >= 13 { sites[sites.len() - 1] } else { sites[0] }
}

/// Appointments as they are laid.
#[derive(Default)]
struct Book {
    taken: HashSet<(bool, usize, DateTime)>,
    laid: Vec<Appointment>,
}

impl Book {
    fn is_free(&self, doctor: usize, patient: usize, from: DateTime) -> bool {
        !self.taken.contains(&(true, doctor, from)) && !self.taken.contains(&(false, patient, from))
    }

    fn put(&mut self, doctor: usize, patient: usize, from: DateTime, status: Status, reason: &'static str) {
        self.taken.insert((true, doctor, from));
        self.taken.insert((false, patient, from));
        self.laid.push(Appointment {
            patient,
            doctor,
            site: site_of(doctor, from),
            from,
            to: from + Span::new().minutes(MINUTES),
            status,
            reason,
        });
    }

    /// Whether a patient counts as this doctor's, or comes to the main house at all.
    fn knows(&self, patient: usize, what: impl Fn(&Appointment) -> bool) -> bool {
        self.laid.iter().any(|one| {
            let counts = !matches!(one.status, Status::Cancelled | Status::NoShow | Status::Requested);
            one.patient == patient && counts && what(one)
        })
    }
}

/// Books more of the same people until the next days look like days, and leaves some slots free. It makes no relation
/// with a doctor of the main house that was not there, so that everybody keeps patients out of their reach.
fn fill(book: &mut Book, shapes: &[Shape], today: Date) {
    let known = Book { taken: HashSet::new(), laid: book.laid.clone() };
    for (days, every) in FILLED {
        let day = open_day(today, days);
        for (doctor, employee) in STAFF.iter().enumerate().filter(|(_, one)| one.is_bookable()) {
            let suits = |patient: &usize| {
                let shape = &shapes[*patient];
                let adult = shape.is_adult(today);
                let age = if employee.fields.contains(&Field::Paediatrics) { !adult } else { adult };
                let reach = employee.sites[0] == HARBOUR
                    || known.knows(*patient, |one| one.doctor == doctor)
                    || (doctor != first_of(Post::Doctor)
                        && known.knows(*patient, |one| one.site == MAIN && one.from.date() == today));
                shape.died_days_ago.is_none() && !shape.archived && age && reach
            };
            let mut candidates = (0..shapes.len()).filter(suits).collect::<Vec<_>>();
            // Everybody begins somewhere else, so that not the first few come to everybody.
            let turn = (doctor * 7 + days.unsigned_abs() as usize * 5) % candidates.len().max(1);
            candidates.rotate_left(turn);
            let mut next = candidates.into_iter();
            for (place, from) in slots(day).into_iter().enumerate() {
                if place % every == every - 1 || book.taken.contains(&(true, doctor, from)) {
                    continue;
                }
                let Some(patient) = next.find(|patient| {
                    !book.laid.iter().any(|one| one.patient == *patient && one.from.date() == day)
                }) else {
                    break;
                };
                book.put(doctor, patient, from, Status::Booked, REASONS[(place + doctor) % REASONS.len()]);
            }
        }
    }
}

/// What people come for.
const REASONS: [&str; 7] = [
    "Follow-up",
    "Blood pressure",
    "Lab results",
    "Referral letter",
    "Vaccination",
    "New medicine",
    "Check-up",
];

/// The day so many days away; off the weekend, away from today. Today itself is always open: a demonstration may start on a Sunday.
fn open_day(today: Date, days: i64) -> Date {
    let day = today + Span::new().days(days);
    let off = match day.weekday() {
        _ if days == 0 => 0,
        Weekday::Saturday if days < 0 => -1,
        Weekday::Saturday => 2,
        Weekday::Sunday if days < 0 => -2,
        Weekday::Sunday => 1,
        _ => 0,
    };
    day + Span::new().days(off)
}
