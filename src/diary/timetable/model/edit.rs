//! Changes that take hours away, so that they can be looked at before they are made.

use jiff::civil::Date;

use crate::diary::hours::{Calendar, ExtraHours, WeeklyHours};
use crate::kit::id::Id;

/// A change of hours that may leave appointments outside.
#[derive(Clone, Debug)]
pub enum Edit {
    /// Hours of the week end with this day as their last.
    End(Id<WeeklyHours>, Date),
    /// From this day on, other hours stand in place of these.
    Replace(Id<WeeklyHours>, Date, WeeklyHours),
    /// Extra hours go.
    RemoveExtra(Id<ExtraHours>),
}

impl Edit {
    /// What decides bookings once the change is made.
    pub fn applied(&self, before: &Calendar) -> Calendar {
        let mut after = before.clone();
        match self {
            Self::End(id, last) => end(&mut after.weekly, *id, *last),
            Self::Replace(id, from, new) => {
                end(&mut after.weekly, *id, from.yesterday().unwrap_or(*from));
                after.weekly.push(new.clone());
            }
            Self::RemoveExtra(id) => after.extra.retain(|one| one.id != *id),
        }
        after
    }
}

/// Ends a span with `last` as its last day; one that would then never have held goes altogether.
pub fn end(weekly: &mut Vec<WeeklyHours>, id: Id<WeeklyHours>, last: Date) {
    weekly.retain(|one| one.id != id || one.valid_from <= last);
    for one in weekly.iter_mut().filter(|one| one.id == id) {
        one.valid_to = Some(one.valid_to.map_or(last, |known| known.min(last)));
    }
}
