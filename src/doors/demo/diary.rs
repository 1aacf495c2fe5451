//! Who comes when: the hand-shaped patients' appointments, laid into free slots around the day the demonstration starts.

use std::collections::HashSet;

use jiff::Span;
use jiff::civil::{Date, DateTime, Weekday};

use super::chronicle::at;
use super::shape::Shape;
use super::staff::{STAFF, doctor_of};

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

const MINUTES: i64 = 20;

/// Lays out the appointments of `shapes`. Nobody is in two places at once, cancelled ones included: the day reads better.
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
    let mut taken: HashSet<(bool, usize, DateTime)> = HashSet::new();
    let mut laid = Vec::with_capacity(wishes.len());
    for (days, doctor, status, patient, reason) in wishes {
        let day = open_day(today, days);
        for slot in 0..27 {
            let from = at(day, 8, slot * MINUTES);
            if taken.contains(&(true, doctor, from)) || taken.contains(&(false, patient, from)) {
                continue;
            }
            taken.insert((true, doctor, from));
            taken.insert((false, patient, from));
            let site = STAFF[doctor].sites[0];
            laid.push(Appointment {
                patient,
                doctor,
                site,
                from,
                to: from + Span::new().minutes(MINUTES),
                status,
                reason,
            });
            break;
        }
    }
    laid
}

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
