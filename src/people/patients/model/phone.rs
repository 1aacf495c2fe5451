//! Phone numbers: kept as typed, compared by their last digits.

use super::fold::fold;

/// How many of the last digits tell a line apart, whatever country or trunk prefix was typed.
const TAIL: usize = 9;

/// A number as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// As typed, tidied.
    pub number: String,
}

impl Phone {
    /// Accepts what can be dialled: digits with the usual signs between them.
    pub fn parse(text: &str) -> Option<Phone> {
        let number = super::fold::tidy(text);
        let signs = number.chars().all(|c| c.is_numeric() || " +-()/.,#*x".contains(c));
        let count = digits(&number).len();
        (signs && (3..=20).contains(&count)).then_some(Phone { number })
    }

    /// What two ways of writing the same line have in common.
    pub fn tail(&self) -> String {
        tail(&digits(&self.number))
    }
}

/// The ASCII digits of a text in any digits.
pub fn digits(text: &str) -> String {
    fold(text).chars().filter(char::is_ascii_digit).collect()
}

/// The last digits, leading zeros dropped.
pub fn tail(digits: &str) -> String {
    let start = digits.len().saturating_sub(TAIL);
    digits.get(start..).unwrap_or(digits).trim_start_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_however_it_is_typed() {
        for typed in
            ["+381 64 555 0182", "064 555 0182", "064/555-01-82", "00381645550182", "+٣٨١ ٦٤ ٥٥٥ ٠١٨٢"]
        {
            assert_eq!(Phone::parse(typed).unwrap().tail(), "645550182", "{typed}");
        }
        for wrong in ["", "12", "call me", "<script>", "1".repeat(21).as_str()] {
            assert_eq!(Phone::parse(wrong), None, "{wrong}");
        }
    }
}
