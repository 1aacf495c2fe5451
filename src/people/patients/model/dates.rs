//! Dates as people write them: `14.3.84`, `14/03/1984`, `14 march 1984`, `1984-03-14`, `14mar84`,
//! `14031984`. The day comes before the month unless only the other order is a date.

use super::fold::fold;
use jiff::civil::Date;

/// First letters of the months in the languages that staff are likely to write, folded.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "janvier", "enero", "gennaio", "janeiro", "jan"],
    &["february", "februar", "fevrier", "febrero", "febbraio", "fevereiro", "feb"],
    &["march", "marz", "maerz", "mars", "marzo", "marco", "mart", "mar", "mrz"],
    &["april", "avril", "abril", "aprile", "apr"],
    &["may", "mai", "mayo", "maggio", "maio", "maj"],
    &["june", "juni", "juin", "junio", "giugno", "junho", "jun"],
    &["july", "juli", "juillet", "julio", "luglio", "julho", "jul"],
    &["august", "aout", "agosto", "avgust", "aug", "avg"],
    &["september", "septembre", "septiembre", "settembre", "setembro", "septembar", "septembra", "sept"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro", "oktobar", "oktobra"],
    &["november", "novembre", "noviembre", "novembro", "novembar", "novembra"],
    &["december", "dezember", "decembre", "diciembre", "dicembre", "dezembro", "decembar", "decembra"],
];

const SHORT: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The one date meant by a form field, day before month.
pub fn parse(text: &str, today: Date) -> Option<Date> {
    readings(text, today).into_iter().next()
}

/// Every date that the text can mean, likeliest first; two-digit years never lie in the future.
pub fn readings(text: &str, today: Date) -> Vec<Date> {
    let parts = parts(text);
    let mut found = Vec::new();
    let mut add = |year: Option<i16>, month: Option<i8>, day: Option<i8>| {
        if let (Some(year), Some(month), Some(day)) = (year, month, day)
            && let Ok(date) = Date::new(year, month, day)
            && (1850..=2200).contains(&date.year())
            && !found.contains(&date)
        {
            found.push(date);
        }
    };
    match parts.as_slice() {
        [a, b, c] => match (number(a, 4), number(b, 2), number(c, 4)) {
            (Some(_), Some(_), Some(_)) if a.len() == 4 => add(year(a, today), small(b), small(c)),
            (Some(_), Some(_), Some(_)) => {
                add(year(c, today), small(b), small(a));
                add(year(c, today), small(a), small(b));
            }
            (Some(_), None, Some(_)) if a.len() == 4 => add(year(a, today), month(b), small(c)),
            (Some(_), None, Some(_)) => add(year(c, today), month(b), small(a)),
            (None, Some(_), Some(_)) => add(year(c, today), month(a), small(b)),
            _ => {}
        },
        [a] if a.len() == 8 && a.bytes().all(|b| b.is_ascii_digit()) => {
            add(year(&a[4..], today), small(&a[2..4]), small(&a[..2]));
            add(year(&a[..4], today), small(&a[4..6]), small(&a[6..]));
        }
        _ => {}
    }
    found
}

/// `14-Mar-1984`, the form that nobody misreads.
pub fn clinical(date: Date) -> String {
    format!("{:02}-{}-{:04}", date.day(), short_month(date.month()), date.year())
}

/// `Mar`.
pub fn short_month(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|at| SHORT.get(at)).copied().unwrap_or("???")
}

/// Digits and letters apart, ordinal endings and separators gone.
fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut last = None;
    for c in fold(text).chars() {
        let kind = match c {
            '0'..='9' => Some(true),
            _ if c.is_alphabetic() => Some(false),
            _ => None,
        };
        match (kind, parts.last_mut()) {
            (None, _) => {}
            (Some(_), Some(part)) if kind == last => part.push(c),
            (Some(_), _) => parts.push(c.to_string()),
        }
        last = kind;
    }
    parts.retain(|p| !matches!(p.as_str(), "st" | "nd" | "rd" | "th" | "de" | "of"));
    parts
}

fn number(part: &str, most: usize) -> Option<u32> {
    if part.is_empty() || part.len() > most {
        return None;
    }
    part.parse().ok()
}

fn small(part: &str) -> Option<i8> {
    number(part, 2).and_then(|n| i8::try_from(n).ok())
}

fn year(part: &str, today: Date) -> Option<i16> {
    let typed = i16::try_from(number(part, 4)?).ok()?;
    match part.len() {
        4 => Some(typed),
        2 => {
            let century = today.year() / 100 * 100;
            Some(if century + typed > today.year() { century - 100 + typed } else { century + typed })
        }
        _ => None,
    }
}

fn month(part: &str) -> Option<i8> {
    if part.chars().count() < 3 {
        return None;
    }
    // Case endings ("14 марта", "14. januara") come after the name.
    let is_named =
        |name: &str| name.starts_with(part) || part.starts_with(name) && part.len() <= name.len() + 2;
    let at = MONTHS.iter().position(|names| names.iter().any(|name| is_named(name)))?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 11, 20);

    #[test]
    fn any_usual_form() {
        for text in [
            "14.3.84",
            "14.03.1984",
            "14. 3. 1984.",
            "14/03/1984",
            "14-3-84",
            "14 3 1984",
            "1984-03-14",
            "1984/3/14",
            "14 march 1984",
            "14 Mar 84",
            "14th March 1984",
            "March 14, 1984",
            "14mar1984",
            "14. März 1984",
            "14 марта 1984",
            "14 мар 1984",
            "14 de marzo de 1984",
            "14031984",
            "19840314",
            "١٤/٣/١٩٨٤",
            "03/14/1984",
            "14-Mar-1984",
        ] {
            assert_eq!(parse(text, TODAY), Some(date(1984, 3, 14)), "{text}");
        }
    }

    #[test]
    fn no_date_is_no_date() {
        for text in [
            "",
            "ana",
            "30.2.2020",
            "31/04/1999",
            "00.01.2000",
            "14.13.84",
            "1984",
            "14.3",
            "0182",
            "417-229-58",
            "+381 64 555 0182",
            "99999999",
            "1.1.99999",
            "2024-13-01",
            "a.b.c",
            "29.2.1900",
        ] {
            assert_eq!(parse(text, TODAY), None, "{text}");
        }
    }

    #[test]
    fn two_digit_years_are_never_in_the_future() {
        assert_eq!(parse("1.1.26", TODAY), Some(date(2026, 1, 1)));
        assert_eq!(parse("1.1.27", TODAY), Some(date(1927, 1, 1)));
    }

    #[test]
    fn an_ambiguous_date_has_two_readings() {
        assert_eq!(readings("3/4/84", TODAY), [date(1984, 4, 3), date(1984, 3, 4)]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(days in -40_000..20_000_i64) {
            let day = date(1970, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            if day.year() >= 1850 {
                prop_assert_eq!(parse(&clinical(day), TODAY), Some(day));
                prop_assert_eq!(parse(&day.to_string(), TODAY), Some(day));
            }
        }

        #[test]
        fn nothing_panics(text in any::<String>()) {
            readings(&text, TODAY);
        }
    }
}
