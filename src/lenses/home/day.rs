//! The day itself: who is here, who comes, who was seen.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::asked::Asked;
use super::loaded::Loaded;
use super::views::{Day, Group, Present, Vitals};
use crate::care::vitals;
use crate::diary::appointments::{self, Status, Wish};
use crate::diary::days::{Line, Reader, Today};
use crate::diary::hours::clock;
use crate::gate::desk::Desk;
use crate::kit::when;
use crate::people::patients::{PatientId, record_path};
use crate::say;

/// Rows of the page that a figure counts, by the id of what holds them.
pub(super) const WAITING: &str = "waiting";
pub(super) const IN_CONSULTATION: &str = "in-consultation";
pub(super) const VITALS_DUE: &str = "vitals-due";
pub(super) const COMPLETED: &str = "completed";
pub(super) const MISSED: &str = "no-shows";

/// Who comes next, on the page of a whole site.
const NEXT: usize = 12;

/// How many of those in the house are still to be measured, for who measures at a site.
pub(super) fn due(asked: &Asked, loaded: &Loaded) -> Option<usize> {
    let reader = asked.reader.as_ref()?;
    let today = loaded.today.as_ref().filter(|_| asked.measures && !asked.is_own() && !asked.is_upkeep())?;
    let is_due = |(patient, came): &(PatientId, Option<Timestamp>)| {
        last_measured(&loaded.measured, *patient, *came).is_none()
    };
    Some(today.in_the_house_since(reader).iter().filter(|one| is_due(one)).count())
}

/// The day at a site, or of a doctor.
pub(super) fn day(desk: &Desk, asked: &Asked, reader: &Reader, today: &Today, loaded: &Loaded) -> Day {
    let own = asked.is_own();
    let zone = when::zone(&today.site.time_zone);
    let house: Vec<Present> = today
        .in_the_house(desk, reader)
        .into_iter()
        .map(|line| {
            let vitals = match asked.measures && !line.is_own {
                true => measured(&line, &loaded.measured, &zone),
                false => Vitals::Unasked,
            };
            Present { vitals, ..known(line) }
        })
        .collect();
    let mut to_come: Vec<Present> = today.to_come(desk, reader).into_iter().map(known).collect();
    let all = to_come.len();
    if !own {
        to_come.truncate(NEXT);
    }
    Day {
        is_own: own,
        measures: asked.measures,
        house_steps: house.iter().any(|one| !one.line.steps.is_empty()),
        house: in_groups(house, own, asked.measures),
        more: if all > to_come.len() {
            say!("home-next-of", shown = to_come.len(), count = all)
        } else {
            String::new()
        },
        to_come,
        all: if own { today.day_path() } else { today.list_path() },
        over: if own { over(today.over(desk, reader)) } else { Vec::new() },
        book: asked
            .books
            .as_ref()
            .map(|_| appointments::new_path(&Wish { site: Some(today.site.id), ..Wish::default() })),
        nowhere: None,
    }
}

/// The day of somebody who works at no site.
pub(super) fn nowhere() -> Day {
    Day {
        is_own: false,
        house: Vec::new(),
        measures: false,
        house_steps: false,
        to_come: Vec::new(),
        more: String::new(),
        all: String::new(),
        over: Vec::new(),
        book: None,
        nowhere: Some((say!("diary-no-site"), say!("home-no-site-why"))),
    }
}

/// Those in the house, so that each figure that is not a list of its own leads to the rows it counts: on a doctor's page
/// who waits and who is with them, for who measures at a site whose vital signs are due.
fn in_groups(house: Vec<Present>, own: bool, measures: bool) -> Vec<Group> {
    if house.is_empty() {
        return Vec::new();
    }
    let (ids, is_first) = match (own, measures) {
        (true, _) => ([WAITING, IN_CONSULTATION], waits as fn(&Present) -> bool),
        (false, true) => ([VITALS_DUE, ""], is_due as fn(&Present) -> bool),
        (false, false) => return vec![Group { id: "", rows: house }],
    };
    let (first, rest): (Vec<Present>, Vec<Present>) = house.into_iter().partition(is_first);
    ids.into_iter().zip([first, rest]).map(|(id, rows)| Group { id, rows }).collect()
}

fn waits(one: &Present) -> bool {
    one.line.stands == Status::Arrived
}

fn is_due(one: &Present) -> bool {
    matches!(one.vitals, Vitals::Due(_))
}

/// Those who have been seen, then those who did not come.
fn over(lines: Vec<Line>) -> Vec<Group> {
    if lines.is_empty() {
        return Vec::new();
    }
    let (completed, missed): (Vec<Present>, _) =
        lines.into_iter().map(seen).partition(|one| one.line.stands == Status::Completed);
    vec![Group { id: COMPLETED, rows: completed }, Group { id: MISSED, rows: missed }]
}

fn known(line: Line) -> Present {
    Present { record: Some(record_path(line.patient)), vitals: Vitals::Unasked, line }
}

/// Whoever did not come may have left the reach of the reader by that.
fn seen(line: Line) -> Present {
    let record = (line.stands == Status::Completed).then(|| record_path(line.patient));
    Present { record, vitals: Vitals::Unasked, line }
}

/// Vital signs are due until some are measured after the patient came.
fn measured(line: &Line, measured: &[(PatientId, Timestamp)], zone: &TimeZone) -> Vitals {
    match last_measured(measured, line.patient, line.arrived_at) {
        Some(last) => Vitals::Done(clock(last, zone), vitals::path(line.patient)),
        None => Vitals::Due(vitals::new_path(line.patient)),
    }
}

/// When somebody was measured, if that was after they came.
fn last_measured(
    measured: &[(PatientId, Timestamp)],
    patient: PatientId,
    came: Option<Timestamp>,
) -> Option<Timestamp> {
    let last = measured.iter().find(|(who, _)| *who == patient).map(|(_, at)| *at)?;
    came.filter(|came| last >= *came).map(|_| last)
}
