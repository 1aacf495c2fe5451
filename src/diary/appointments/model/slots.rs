//! Free times: what is open and not taken.

use jiff::{SignedDuration, Timestamp};

use super::Appointment;
use crate::diary::hours::Open;
use crate::diary::rooms::RoomId;
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;

/// A time that can be booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// With whom.
    pub doctor: AccountId,
    /// Where.
    pub site: SiteId,
    /// In which room, if any.
    pub room: Option<RoomId>,
    /// From.
    pub starts_at: Timestamp,
    /// To.
    pub ends_at: Timestamp,
}

/// Time that is taken: whose, in which room, from, to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The doctor.
    pub doctor: AccountId,
    /// The room that is held for it, if any.
    pub room: Option<RoomId>,
    /// From.
    pub from: Timestamp,
    /// To.
    pub to: Timestamp,
}

impl Taken {
    /// What an appointment takes that is on or over; what is over holds no room any more.
    pub fn by(one: &Appointment) -> Self {
        let room = one.room_id.filter(|_| one.status.is_open());
        Self { doctor: one.doctor_id, room, from: one.starts_at, to: one.ends_at }
    }

    /// Whether it is in the way of a slot: with the doctor, or in the room where the doctor would be.
    pub fn is_in_the_way_of(&self, slot: &Slot) -> bool {
        (self.doctor == slot.doctor || self.has(slot.room)) && self.is_over(slot.starts_at, slot.ends_at)
    }

    /// Whether it holds this room.
    pub fn has(&self, room: Option<RoomId>) -> bool {
        room.is_some() && self.room == room
    }

    /// Whether it shares a moment with a time.
    pub fn is_over(&self, from: Timestamp, to: Timestamp) -> bool {
        self.from < to && from < self.to
    }
}

/// Whether two appointments of the doctor lie over each other within a slot already, so that no third is let in.
pub fn is_full(slot: &Slot, taken: &[Taken]) -> bool {
    let there: Vec<&Taken> = taken
        .iter()
        .filter(|one| one.doctor == slot.doctor && one.is_over(slot.starts_at, slot.ends_at))
        .collect();
    let met = |(place, one): (usize, &&Taken)| {
        let (from, to) = (one.from.max(slot.starts_at), one.to.min(slot.ends_at));
        there[place + 1..].iter().any(|other| other.is_over(from, to))
    };
    there.iter().enumerate().any(met)
}

/// The times in `open` that are free for `length` (a slot of the hours when none is said) and are not over at `now`,
/// by doctor and time as `open` is. A time whose room is held for somebody else is not free.
pub fn free(open: &[Open], taken: &[Taken], length: Option<SignedDuration>, now: Timestamp) -> Vec<Slot> {
    open.iter()
        .flat_map(|stretch| {
            let length = length.unwrap_or_else(|| stretch.slot());
            let busy: Vec<&Taken> = taken
                .iter()
                .filter(|one| one.doctor == stretch.doctor || one.has(stretch.room))
                .filter(|one| one.is_over(stretch.from, stretch.to))
                .collect();
            stretch
                .starts(length)
                .map(move |at| Slot {
                    doctor: stretch.doctor,
                    site: stretch.site,
                    room: stretch.room,
                    starts_at: at,
                    ends_at: at + length,
                })
                .filter(move |slot| {
                    slot.ends_at > now && !busy.iter().any(|one| one.is_over(slot.starts_at, slot.ends_at))
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Three times to offer instead of one that is taken: the nearest of the same doctor, the nearest of a colleague that
/// day, the same time with the doctor on a later day; filled up with the doctor's next nearest. `same_time` says
/// whether two instants show the same time on the wall.
pub fn alternatives(
    wanted: (AccountId, Timestamp),
    theirs: &[Slot],
    colleagues: &[Slot],
    same_time: impl Fn(Timestamp, Timestamp) -> bool,
) -> Vec<Slot> {
    let (_, at) = wanted;
    let distance = |slot: &Slot| slot.starts_at.duration_since(at).abs();
    let mut near: Vec<&Slot> = theirs.iter().collect();
    near.sort_by_key(|slot| (distance(slot), slot.starts_at));
    let mut others: Vec<&Slot> = colleagues.iter().filter(|slot| slot.doctor != wanted.0).collect();
    others.sort_by_key(|slot| (distance(slot), slot.starts_at, slot.doctor));
    let later = theirs.iter().find(|slot| slot.starts_at > at && same_time(slot.starts_at, at));
    let mut offered: Vec<Slot> = Vec::with_capacity(3);
    for slot in [near.first().copied(), others.first().copied(), later].into_iter().flatten().chain(near) {
        if offered.len() < 3 && !offered.contains(slot) {
            offered.push(slot.clone());
        }
    }
    for slot in others {
        if offered.len() < 3 && !offered.contains(slot) {
            offered.push(slot.clone());
        }
    }
    offered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes)
    }

    fn open(doctor: AccountId, from: i64, to: i64, slot_minutes: i32) -> Open {
        Open {
            doctor,
            site: SiteId::new(),
            room: None,
            from: at(from),
            to: at(to),
            grid: at(from),
            slot_minutes,
        }
    }

    fn begins(slots: &[Slot]) -> Vec<i64> {
        slots.iter().map(|slot| slot.starts_at.as_second() / 60).collect()
    }

    #[test]
    fn what_is_taken_or_over_is_not_free() {
        let (doctor, other) = (AccountId::new(), AccountId::new());
        let open = [open(doctor, 0, 120, 20)];
        let taken = |who, from, to| Taken { doctor: who, room: None, from: at(from), to: at(to) };
        assert_eq!(begins(&free(&open, &[], None, at(0))), [0, 20, 40, 60, 80, 100]);
        // Adjacent is free, a colleague's time is no matter, a long one takes every slot it touches.
        let busy = [taken(doctor, 20, 40), taken(other, 60, 80), taken(doctor, 75, 85)];
        assert_eq!(begins(&free(&open, &busy, None, at(0))), [0, 40, 100]);
        assert_eq!(
            begins(&free(&open, &busy, None, at(50))),
            [40, 100],
            "a slot that has begun can still be had"
        );
        assert_eq!(begins(&free(&open, &busy, Some(SignedDuration::from_mins(30)), at(0))), [40]);
        assert!(free(&open, &[taken(doctor, -10, 500)], None, at(0)).is_empty());
    }

    #[test]
    fn a_room_that_is_given_to_somebody_else_is_in_the_way_where_the_hours_are_in_it() {
        let (doctor, other) = (AccountId::new(), AccountId::new());
        let (room, another) = (RoomId::new(), RoomId::new());
        let there = [Open { room: Some(room), ..open(doctor, 0, 60, 20) }];
        let held = |room, from, to| Taken { doctor: other, room, from: at(from), to: at(to) };
        let taken = [held(Some(room), 15, 25), held(Some(another), 40, 60), held(None, 0, 60)];
        assert_eq!(begins(&free(&there, &taken, None, at(0))), [40]);
        assert_eq!(begins(&free(&[open(doctor, 0, 60, 20)], &taken, None, at(0))), [0, 20, 40], "in no room");
    }

    #[test]
    fn two_over_each_other_leave_no_place_for_a_third() {
        let (doctor, other) = (AccountId::new(), AccountId::new());
        let taken = |who, from, to| Taken { doctor: who, room: None, from: at(from), to: at(to) };
        let slot =
            |from, to| Slot { doctor, site: SiteId::new(), room: None, starts_at: at(from), ends_at: at(to) };
        let there =
            [taken(doctor, 0, 20), taken(doctor, 10, 30), taken(doctor, 30, 40), taken(other, 30, 40)];
        // Over each other from 10 to 20: what meets that moment is full, what meets each by itself is not.
        for (from, to, full) in
            [(0, 20, true), (15, 25, true), (0, 10, false), (20, 40, false), (30, 40, false)]
        {
            assert_eq!(is_full(&slot(from, to), &there), full, "{from} to {to}");
        }
    }

    #[test]
    fn three_other_times_are_offered() {
        let (doctor, colleague) = (AccountId::new(), AccountId::new());
        let slot = |doctor, from: i64| Slot {
            doctor,
            site: SiteId::new(),
            room: None,
            starts_at: at(from),
            ends_at: at(from + 15),
        };
        let same = |a: Timestamp, b: Timestamp| (a.as_second() - b.as_second()) % 86_400 == 0;
        let theirs = [slot(doctor, 40), slot(doctor, 145), slot(doctor, 1540), slot(doctor, 1555)];
        let others = [slot(colleague, 85), slot(colleague, 130)];
        let offered = alternatives((doctor, at(100)), &theirs, &others, same);
        assert_eq!(begins(&offered), [145, 85, 1540]);
        assert_eq!(begins(&alternatives((doctor, at(100)), &theirs, &[], same)), [145, 1540, 40]);
        assert_eq!(begins(&alternatives((doctor, at(100)), &[], &others, same)), [85, 130]);
        assert!(alternatives((doctor, at(100)), &[], &[], same).is_empty());
    }
}
