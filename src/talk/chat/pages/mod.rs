//! The pages of conversations.

pub mod conversation;
pub mod list;
pub mod people;
pub mod search;
pub mod writing;

use jiff::{Timestamp, Zoned};

use crate::say;

/// How long a line of the list is.
const GLIMPSE: usize = 90;

/// Words on one line, cut where there is no room for more.
fn glimpse(body: &str) -> String {
    let line = body.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(GLIMPSE) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// When something was said, as a list has room for it: `09:39`, Yesterday, Wed, 16 Nov, 16 Nov 2025.
fn shortly(at: Timestamp, here: &Zoned) -> String {
    let local = at.to_zoned(here.time_zone().clone());
    let (day, today) = (local.date(), here.date());
    let days = today.since(day).map_or(0, |span| span.get_days());
    match days {
        ..=0 => local.strftime("%H:%M").to_string(),
        1 => say!("chat-yesterday"),
        2..=6 => day.strftime("%a").to_string(),
        _ if day.year() == today.year() => day.strftime("%-d %b").to_string(),
        _ => day.strftime("%-d %b %Y").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn times_are_as_long_as_they_have_to_be() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let here = "2026-11-20T09:05:00Z".parse::<Timestamp>().unwrap().to_zoned(zone);
        for (at, said) in [
            ("2026-11-20T08:39:00Z", "09:39"),
            ("2026-11-19T23:10:00Z", "00:10"),
            ("2026-11-19T22:59:00Z", "Yesterday"),
            ("2026-11-18T12:00:00Z", "Wed"),
            ("2026-11-14T12:00:00Z", "Sat"),
            ("2026-11-13T12:00:00Z", "13 Nov"),
            ("2025-11-16T12:00:00Z", "16 Nov 2025"),
        ] {
            assert_eq!(shortly(at.parse().unwrap(), &here), said, "{at}");
        }
    }

    #[test]
    fn a_glimpse_is_one_line() {
        assert_eq!(glimpse("a\n b\t c "), "a b c");
        assert_eq!(glimpse(&"ä".repeat(91)), format!("{}…", "ä".repeat(90)));
        assert_eq!(glimpse(&"ä".repeat(90)), "ä".repeat(90));
    }
}
