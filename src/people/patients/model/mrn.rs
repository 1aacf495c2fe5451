//! The medical record number: seven digits and a check digit, written 3-3-2 (`417-229-58`).
//!
//! The check digit is ISO/IEC 7064 MOD 11,10 (hybrid system, one decimal check character): it
//! catches every wrong single digit and nearly every pair of swapped neighbours. The seven digits
//! are not the running number but a permutation of it, so that two people registered one after the
//! other get numbers that nobody mixes up.

use std::fmt;

/// A record number whose check digit is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mrn(u32);

/// There are ten million numbers.
const NUMBERS: i64 = 10_000_000;
/// Prime to ten million, so that multiplying by it visits every number once.
const STRIDE: i64 = 3_141_593;
const OFFSET: i64 = 4_172_295;

impl Mrn {
    /// The number of the patient registered as number `serial`, counted from 0; none is left after
    /// ten million.
    pub fn of_serial(serial: i64) -> Option<Mrn> {
        if !(0..NUMBERS).contains(&serial) {
            return None;
        }
        let body = u32::try_from((serial * STRIDE + OFFSET) % NUMBERS).ok()?;
        Some(Mrn(body * 10 + check_digit(body)))
    }

    /// Reads a number as typed or scanned: with or without hyphens and spaces.
    pub fn parse(text: &str) -> Option<Mrn> {
        let mut digits = String::new();
        for c in text.trim().chars() {
            match c {
                '0'..='9' => digits.push(c),
                // Only where we write them: 1984-03-14 is a date.
                '-' | ' ' | '\u{2010}' | '\u{2011}' | '\u{2013}' if matches!(digits.len(), 3 | 6) => {}
                _ => return None,
            }
        }
        if digits.len() != 8 {
            return None;
        }
        let number: u32 = digits.parse().ok()?;
        (check_digit(number / 10) == number % 10).then_some(Mrn(number))
    }

    /// The eight digits: what is stored, printed as a barcode and searched.
    pub fn digits(self) -> String {
        format!("{:08}", self.0)
    }
}

impl fmt::Display for Mrn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}-{:03}-{:02}", self.0 / 100_000, self.0 / 100 % 1_000, self.0 % 100)
    }
}

/// The check digit of the seven digits of `body`.
fn check_digit(body: u32) -> u32 {
    check((0..7).rev().map(|place| body / 10_u32.pow(place) % 10))
}

/// ISO/IEC 7064 MOD 11,10 over any digits.
fn check(digits: impl Iterator<Item = u32>) -> u32 {
    let product = digits.fold(10, |product, digit| match (product + digit) % 10 {
        0 => 20 % 11,
        sum => sum * 2 % 11,
    });
    (11 - product) % 10
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    #[test]
    fn reads_what_it_prints() {
        let mrn = Mrn::of_serial(0).unwrap();
        assert_eq!(mrn.to_string(), format!("417-229-5{}", mrn.digits().chars().last().unwrap()));
        for typed in [mrn.to_string(), mrn.digits(), format!(" {} ", mrn.to_string().replace('-', " "))] {
            assert_eq!(Mrn::parse(&typed), Some(mrn));
        }
        for wrong in ["", "417", "417-229-5x", "417-229-588", "41722958a", "1984-03-14"] {
            assert_eq!(Mrn::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn known_check_digits() {
        let of = |text: &str| check(text.chars().filter_map(|c| c.to_digit(10)));
        assert_eq!(of("0794"), 5, "the standard's own example");
        assert_eq!(of("8609574271"), 9, "a published tax number in the same system");
    }

    #[test]
    fn no_number_is_given_twice_and_neighbours_look_different() {
        let mut seen = HashSet::new();
        for serial in 0..20_000 {
            let mrn = Mrn::of_serial(serial).unwrap();
            assert!(seen.insert(mrn));
            let next = Mrn::of_serial(serial + 1).unwrap();
            let alike = mrn.digits().chars().zip(next.digits().chars()).filter(|(a, b)| a == b).count();
            assert!(alike <= 4, "{mrn} {next}");
        }
        assert_eq!(Mrn::of_serial(10_000_000), None);
        assert_eq!(Mrn::of_serial(-1), None);
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_noticed(serial in 0..10_000_000_i64, place in 0..8_usize, by in 1..10_u8) {
            let mut digits = Mrn::of_serial(serial).unwrap().digits().into_bytes();
            digits[place] = b'0' + (digits[place] - b'0' + by) % 10;
            prop_assert_eq!(Mrn::parse(std::str::from_utf8(&digits).unwrap()), None);
        }
    }
}
