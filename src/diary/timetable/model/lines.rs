//! Public holidays as people type them: one on a line, the day and what it is called.

use jiff::civil::Date;

use crate::people::patients::parse_date;

/// The longest name of a holiday, in characters.
pub const LONGEST_NAME: usize = 80;

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It begins with no day of that year.
    Day,
    /// There is no name behind the day, or too long a one.
    Name,
}

/// A day with what it is called.
type Named = (Date, String);

/// Reads lines such as `25 Dec Christmas Day`, `25.12. Christmas Day` or `2026-12-25 Christmas Day`; blank ones are
/// left out. Answers what each line says with its number, counted from one.
pub fn read(text: &str, year: i16) -> Vec<(usize, Result<Named, Wrong>)> {
    text.lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty())
        .map(|(number, line)| (number, read_line(line, year)))
        .collect()
}

fn read_line(line: &str, year: i16) -> Result<Named, Wrong> {
    let words: Vec<&str> = line.split_whitespace().collect();
    // The fewest words that are a day; a year that is typed counts for more than the one beside the lines.
    let found = (1..=words.len().min(3)).find_map(|count| {
        let (day, name) = words.split_at(count);
        let day = day.join(" ");
        let today = Date::new(year, 12, 31).ok()?;
        let with_year = parse_date(&day, today);
        let read = with_year.or_else(|| parse_date(&format!("{day} {year}"), today))?;
        // "25 Dec 2026 Christmas": the year belongs to the day.
        let name = match name.split_first() {
            Some((first, rest)) if with_year.is_none() && *first == year.to_string() => rest,
            _ => name,
        };
        Some((read, name.join(" ")))
    });
    let (day, name) = found.ok_or(Wrong::Day)?;
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(Wrong::Name);
    }
    Ok((day, name))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_in_any_usual_form() {
        let christmas = || Ok((date(2026, 12, 25), "Christmas Day".to_owned()));
        for line in [
            "25 Dec Christmas Day",
            "25. December Christmas Day",
            "Dec 25 Christmas Day",
            "25.12. Christmas Day",
            "25/12 Christmas Day",
            "25.12.2026 Christmas Day",
            "2026-12-25 Christmas Day",
            "25 Dec 2026 Christmas Day",
            "  25   Dec  Christmas   Day ",
        ] {
            assert_eq!(read(line, 2026), [(1, christmas())], "{line}");
        }
        assert_eq!(
            read("1 Jan New Year\n\n1 May Labour Day", 2027),
            [
                (1, Ok((date(2027, 1, 1), "New Year".to_owned()))),
                (3, Ok((date(2027, 5, 1), "Labour Day".to_owned()))),
            ]
        );
    }

    #[test]
    fn what_is_wrong_is_said_by_line() {
        assert_eq!(read("Christmas", 2026), [(1, Err(Wrong::Day))]);
        assert_eq!(read("31 Feb Nothing", 2026), [(1, Err(Wrong::Day))]);
        assert_eq!(read("25 Dec", 2026), [(1, Err(Wrong::Name))]);
        assert_eq!(read(&format!("25 Dec {}", "x".repeat(81)), 2026), [(1, Err(Wrong::Name))]);
    }

    proptest! {
        #[test]
        fn nothing_typed_panics(text in any::<String>(), year in 1900..2200_i16) {
            for (_, line) in read(&text, year) {
                if let Ok((_, name)) = line {
                    prop_assert!(!name.is_empty());
                }
            }
        }
    }
}
