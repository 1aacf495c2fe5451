//! Free times: what is open and not taken.

use jiff::{SignedDuration, Timestamp};

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

/// Time that is taken: whose, from, to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The doctor.
    pub doctor: AccountId,
    /// From.
    pub from: Timestamp,
    /// To.
    pub to: Timestamp,
}

/// The times in `open` that are free for `length` (a slot of the hours when none is said) and are not over at `now`,
/// by doctor and time as `open` is.
pub fn free(open: &[Open], taken: &[Taken], length: Option<SignedDuration>, now: Timestamp) -> Vec<Slot> {
    open.iter()
        .flat_map(|stretch| {
            let length = length.unwrap_or_else(|| stretch.slot());
            let busy: Vec<&Taken> = taken
                .iter()
                .filter(|one| one.doctor == stretch.doctor && one.from < stretch.to && stretch.from < one.to)
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
                    slot.ends_at > now
                        && !busy.iter().any(|one| one.from < slot.ends_at && slot.starts_at < one.to)
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
        let taken = |who, from, to| Taken { doctor: who, from: at(from), to: at(to) };
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
