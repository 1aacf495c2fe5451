//! Amounts of money: whole minor units (cents) beside an ISO 4217 code, never floating point.

use iso_currency::Currency;

/// How many digits stand after the point in this currency.
pub fn digits(currency: &str) -> u32 {
    Currency::from_code(currency).and_then(Currency::exponent).map_or(2, u32::from)
}

/// Reads an amount as people type it: `85`, `85.00`, `85,5`, `1 200.00`. Nothing else, and nothing
/// negative; a third decimal is refused rather than rounded.
pub fn parse(typed: &str, currency: &str) -> Option<i64> {
    let digits = digits(currency);
    let compact: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let (whole, part) = match compact.split_once(['.', ',']) {
        Some((whole, part)) => (whole, part),
        None => (compact.as_str(), ""),
    };
    let only_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !only_digits(whole) || !only_digits(part) || part.len() > digits as usize {
        return None;
    }
    let filled = format!("{part:0<width$}", width = digits as usize);
    let minor: i64 = if filled.is_empty() { 0 } else { filled.parse().ok()? };
    whole.parse::<i64>().ok()?.checked_mul(10_i64.pow(digits))?.checked_add(minor)
}

/// Writes an amount so that [`parse`] reads it back: `85.00`.
pub fn plain(minor: i64, currency: &str) -> String {
    let digits = digits(currency);
    if digits == 0 {
        return minor.to_string();
    }
    let unit = 10_u64.pow(digits);
    let sign = if minor < 0 { "-" } else { "" };
    let amount = minor.unsigned_abs();
    format!("{sign}{}.{:0width$}", amount / unit, amount % unit, width = digits as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_as_people_type_them() {
        for (typed, minor) in
            [("85", 8500), ("85.00", 8500), ("85,5", 8550), (" 1 200.00 ", 120_000), ("0", 0), ("85.", 8500)]
        {
            assert_eq!(parse(typed, "EUR"), Some(minor), "{typed}");
        }
        for refused in
            ["", ".", ".5", "-1", "+1", "1.234", "1e3", "85 €", "1.2.3", "٨٥", "99999999999999999999"]
        {
            assert_eq!(parse(refused, "EUR"), None, "{refused}");
        }
        assert_eq!(parse("1500", "JPY"), Some(1500));
        assert_eq!(parse("15.5", "JPY"), None);
        assert_eq!(parse("1.5", "KWD"), Some(1500));
    }

    #[test]
    fn amounts_as_they_are_shown() {
        assert_eq!(plain(8500, "EUR"), "85.00");
        assert_eq!(plain(-5, "EUR"), "-0.05");
        assert_eq!(plain(1500, "JPY"), "1500");
        assert_eq!(plain(1500, "KWD"), "1.500");
        assert_eq!(plain(i64::MIN, "EUR"), "-92233720368547758.08");
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(minor in 0_i64.., currency in prop_oneof!["EUR", "JPY", "KWD"]) {
            prop_assert_eq!(parse(&plain(minor, &currency), &currency), Some(minor));
        }

        #[test]
        fn any_text_is_read_or_refused(typed in any::<String>()) {
            prop_assert!(parse(&typed, "EUR").is_none_or(|minor| minor >= 0));
        }
    }
}
