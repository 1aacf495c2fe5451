//! Which of the free times a form offers.

use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan as _};

use super::chosen::Chosen;
use crate::diary::appointments::{Openings, Slot};

/// How far ahead a free time is looked for.
pub const DAYS_AHEAD: i32 = 60;
/// How many times of a later day are offered when the day itself has none.
const OF_A_LATER_DAY: usize = 12;

/// The times of a day, and, when it has none, of the next one that has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offered {
    /// Free times of the day itself, by time.
    pub free: Vec<Slot>,
    /// The first free times of a later day, when the day has none.
    pub later: Vec<Slot>,
    /// Taken times of the day, for those who may overbook.
    pub taken: Vec<Slot>,
}

impl Offered {
    /// What a day offers. Of several doctors who are free at one time the first is offered.
    pub fn on(openings: &Openings, day: Date, length: Option<SignedDuration>, over: bool) -> Self {
        let taken = if over { openings.taken_on(day, length) } else { Vec::new() };
        Self { free: one_each(openings.free_on(day, length)), later: Vec::new(), taken }
    }

    /// The same, with the first times of a later day.
    pub fn and_later(self, mut later: Vec<Slot>) -> Self {
        later.truncate(OF_A_LATER_DAY);
        Self { later, ..self }
    }

    /// The time that is offered and is the one that was chosen.
    pub fn slot(&self, chosen: &Chosen) -> Option<&Slot> {
        let among =
            if chosen.over { [self.taken.as_slice(), &[]] } else { [self.free.as_slice(), &self.later] };
        among.into_iter().flatten().find(|slot| chosen.is_at(slot))
    }

    /// The first free time there is.
    pub fn first(&self) -> Option<&Slot> {
        self.free.first().or_else(|| self.later.first())
    }
}

/// The days `first` to `last`.
pub fn days(first: Date, last: Date) -> impl Iterator<Item = Date> {
    first.series(1.day()).take_while(move |day| *day <= last)
}

/// The last day on which a free time is looked for, beginning on `day`.
pub fn horizon(day: Date) -> Date {
    day.saturating_add(DAYS_AHEAD.days())
}

/// One slot for each time and place: that of the first doctor in order.
pub fn one_each(mut slots: Vec<Slot>) -> Vec<Slot> {
    slots.sort_by_key(|slot| (slot.starts_at, slot.site, slot.doctor));
    slots.dedup_by_key(|slot| (slot.starts_at, slot.site));
    slots
}
