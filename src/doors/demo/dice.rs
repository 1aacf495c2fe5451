//! The demonstration's own dice: SplitMix64, written out here so that a seed gives the same people on every
//! platform and after every update of a random number library.

/// A seeded stream of numbers. Not for secrets.
#[derive(Debug, Clone)]
pub struct Dice {
    state: u64,
}

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

impl Dice {
    /// The stream of `seed` that belongs to `lane`: each person has a lane, so one can be made without the others.
    #[must_use]
    pub fn new(seed: u64, lane: u64) -> Self {
        let mut dice = Self { state: seed ^ lane.wrapping_mul(GOLDEN).rotate_left(17) };
        dice.state = dice.roll() ^ lane;
        dice
    }

    /// The next 64 bits.
    pub fn roll(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `n - 1`; 0 when `n` is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.roll()) * u128::from(n)) >> 64) as u64
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = high.saturating_sub(low).max(0).unsigned_abs().saturating_add(1);
        low.saturating_add_unsigned(self.below(span))
    }

    /// True in `percent` of a hundred.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of `things`. The lists of this module are never empty.
    pub fn pick<'a, T: ?Sized>(&mut self, things: &[&'a T]) -> &'a T {
        let at = self.below(things.len() as u64) as usize;
        things[at]
    }

    /// `middle` give or take `spread`, most often near the middle.
    pub fn around(&mut self, middle: f64, spread: f64) -> f64 {
        let thirds = [self.fraction(), self.fraction(), self.fraction()];
        middle + spread * (thirds.iter().sum::<f64>() / 1.5 - 1.0)
    }

    fn fraction(&mut self) -> f64 {
        (self.roll() >> 11) as f64 / (1u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_lane_roll_the_same() {
        let mut one = Dice::new(7, 3);
        let mut two = Dice::new(7, 3);
        let mut other = Dice::new(7, 4);
        let rolls: Vec<u64> = (0..8).map(|_| one.roll()).collect();
        assert_eq!(rolls, (0..8).map(|_| two.roll()).collect::<Vec<_>>());
        assert_ne!(rolls, (0..8).map(|_| other.roll()).collect::<Vec<_>>());
    }

    #[test]
    fn ranges_are_kept_and_reached() {
        let mut dice = Dice::new(1, 1);
        let rolls: Vec<i64> = (0..400).map(|_| dice.between(-2, 2)).collect();
        for wanted in -2..=2 {
            assert!(rolls.contains(&wanted), "{wanted} was never rolled");
        }
        assert!(rolls.iter().all(|roll| (-2..=2).contains(roll)));
        assert!((0..400).all(|_| (9.0..=11.0).contains(&dice.around(10.0, 1.0))));
    }
}
