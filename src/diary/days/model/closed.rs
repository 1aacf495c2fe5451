//! The time of a column in which nobody can be booked, and why.

use jiff::Timestamp;

use super::column::Given;
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;

/// Time in which nobody can be booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Closed {
    /// The doctor begins then.
    Starts(Timestamp),
    /// The doctor goes on then.
    Back(Timestamp),
    /// The doctor ended then.
    Ends(Timestamp),
    /// No hours on this day.
    NoHours,
    /// A public holiday.
    Holiday(String),
    /// Leave until then; who covers, if anybody.
    Leave(Timestamp, Option<AccountId>),
    /// At another site until then.
    Elsewhere(SiteId, Timestamp),
}

/// From, to, and why.
pub type Stretch = (Timestamp, Timestamp, Closed);

/// The time of a column that is neither open nor given away here, with the reason for it.
pub fn closed(given: &Given<'_>) -> Vec<Stretch> {
    let (begin, end) = (given.axis.from(), given.axis.to());
    let mut stretches: Vec<Stretch> = given
        .leaves
        .iter()
        .map(|leave| {
            let closed = Closed::Leave(leave.ends_at, leave.cover_id);
            (leave.starts_at.max(begin), leave.ends_at.min(end), closed)
        })
        .filter(|(from, to, _)| from < to)
        .collect();
    for (site, from, to) in given.elsewhere {
        let closed = Closed::Elsewhere(*site, *to);
        stretches.push(((*from).max(begin), (*to).min(end), closed));
    }
    let mut known: Vec<(Timestamp, Timestamp)> = given.open.iter().map(|open| (open.from, open.to)).collect();
    known.extend(stretches.iter().map(|(from, to, _)| (*from, *to)));
    known.sort_unstable();
    let mut at = begin;
    for (from, to) in known {
        if at < from {
            stretches.push((at, from.min(end), why(given, at, from)));
        }
        at = at.max(to);
    }
    if at < end {
        stretches.push((at, end, why(given, at, end)));
    }
    stretches
}

/// Why a gap from `from` to `to` is one.
fn why(given: &Given<'_>, from: Timestamp, to: Timestamp) -> Closed {
    let next = given.open.iter().map(|open| open.from).filter(|at| *at >= to).min();
    let last = given.open.iter().map(|open| open.to).filter(|at| *at <= from).max();
    match (last, next) {
        (None, None) => given.holiday.map_or(Closed::NoHours, |name| Closed::Holiday(name.to_owned())),
        (None, Some(next)) => Closed::Starts(next),
        (Some(_), Some(next)) => Closed::Back(next),
        (Some(last), None) => Closed::Ends(last),
    }
}
