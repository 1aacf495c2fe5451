//! Things at the same time stand beside each other, each in a half of its column.

use jiff::Timestamp;

/// How a thing shares its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// It has the column to itself.
    Whole,
    /// The half at the beginning.
    First,
    /// The half at the end.
    Second,
}

/// What asks for room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// From.
    pub from: Timestamp,
    /// To.
    pub to: Timestamp,
    /// How urgently.
    pub rank: Rank,
}

/// Who gets the room where there is not enough; what is free or takes time always does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Free time. It meets nothing that takes time.
    Free,
    /// It takes the doctor's time.
    Taken,
    /// It was put over another one.
    Over,
    /// It is off, or they did not come: shown where there is room.
    Off,
}

impl Wish {
    fn meets(&self, other: &Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// Gives each wish its half, in their order; none to one that finds no room. No more than two of those that take time
/// overlap, which the database holds.
pub fn share(wishes: &[Wish]) -> Vec<Option<Half>> {
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by_key(|at| {
        let wish = &wishes[*at];
        (wish.rank == Rank::Off, wish.from, wish.rank, *at)
    });
    // The side of each: 0 at the beginning, 1 at the end.
    let mut sides: Vec<Option<usize>> = vec![None; wishes.len()];
    for at in order {
        let wish = &wishes[at];
        let busy = |side: usize| {
            wishes.iter().zip(&sides).any(|(other, theirs)| *theirs == Some(side) && wish.meets(other))
        };
        sides[at] = match (busy(0), busy(1), wish.rank) {
            (false, _, _) => Some(0),
            (true, false, _) => Some(1),
            (true, true, Rank::Off) => None,
            // More than two were never let in; what is there is shown all the same.
            (true, true, _) => Some(1),
        };
    }
    (0..wishes.len())
        .map(|at| {
            let side = sides[at]?;
            let shares = (0..wishes.len())
                .any(|other| other != at && sides[other].is_some() && wishes[at].meets(&wishes[other]));
            Some(match (shares, side) {
                (false, _) => Half::Whole,
                (true, 0) => Half::First,
                (true, _) => Half::Second,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use proptest::prelude::*;

    use super::*;

    fn wish(from: i64, to: i64, rank: Rank) -> Wish {
        let at = |minutes| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
        Wish { from: at(from), to: at(to), rank }
    }

    #[test]
    fn what_is_alone_has_the_column_to_itself() {
        let wishes = [wish(0, 15, Rank::Taken), wish(15, 30, Rank::Free), wish(30, 45, Rank::Off)];
        assert_eq!(share(&wishes), [Some(Half::Whole); 3]);
    }

    #[test]
    fn an_overbooked_one_stands_at_the_end_whichever_comes_first() {
        let wishes = [wish(0, 15, Rank::Over), wish(0, 15, Rank::Taken)];
        assert_eq!(share(&wishes), [Some(Half::Second), Some(Half::First)]);
        // Two short ones over a long one.
        let wishes = [wish(0, 60, Rank::Taken), wish(0, 30, Rank::Over), wish(30, 60, Rank::Over)];
        assert_eq!(share(&wishes), [Some(Half::First), Some(Half::Second), Some(Half::Second)]);
    }

    #[test]
    fn a_cancelled_one_stands_beside_the_time_it_freed() {
        let wishes = [wish(0, 30, Rank::Off), wish(0, 30, Rank::Free)];
        assert_eq!(share(&wishes), [Some(Half::Second), Some(Half::First)]);
        let wishes = [wish(0, 30, Rank::Off), wish(0, 15, Rank::Taken), wish(15, 30, Rank::Free)];
        assert_eq!(share(&wishes), [Some(Half::Second), Some(Half::First), Some(Half::First)]);
    }

    #[test]
    fn a_third_one_that_is_off_gives_way() {
        let wishes = [wish(0, 15, Rank::Off), wish(0, 15, Rank::Taken), wish(0, 15, Rank::Over)];
        assert_eq!(share(&wishes), [None, Some(Half::First), Some(Half::Second)]);
        let wishes = [wish(0, 15, Rank::Free), wish(0, 15, Rank::Off), wish(5, 10, Rank::Off)];
        assert_eq!(share(&wishes), [Some(Half::First), Some(Half::Second), None]);
    }

    fn ranks() -> impl Strategy<Value = Rank> {
        prop_oneof![Just(Rank::Free), Just(Rank::Taken), Just(Rank::Over), Just(Rank::Off)]
    }

    proptest! {
        #[test]
        fn whatever_is_off_covers_nothing_and_all_else_is_shown(
            wishes in prop::collection::vec((0..200_i64, 5..60_i64, ranks()), 0..20)
        ) {
            let wishes: Vec<Wish> =
                wishes.into_iter().map(|(from, length, rank)| wish(from, from + length, rank)).collect();
            let shared = share(&wishes);
            for (at, half) in shared.iter().enumerate() {
                prop_assert!(half.is_some() || wishes[at].rank == Rank::Off);
                if wishes[at].rank != Rank::Off || half.is_none() {
                    continue;
                }
                for (other, theirs) in shared.iter().enumerate() {
                    if other != at && theirs.is_some() && wishes[at].meets(&wishes[other]) {
                        prop_assert_ne!(*half, *theirs);
                        prop_assert_ne!(*half, Some(Half::Whole));
                    }
                }
            }
        }
    }
}
