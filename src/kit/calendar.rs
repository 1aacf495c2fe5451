//! Calendar files (RFC 5545): what people put on their own devices.
//!
//! Times are written in UTC, so that a device shows them on its own clock without being told about zones.

use actix_web::body::BoxBody;
use actix_web::{HttpRequest, HttpResponse, Responder};
use ics::components::Property;
use ics::properties::{Description, DtEnd, DtStart, Location, Sequence, Status, Summary};
use ics::{ICalendar, escape_text};
use jiff::Timestamp;

/// Something that takes time.
#[derive(Clone, Debug)]
pub struct Event {
    /// The same for one event in every file, so that a device replaces what it has.
    pub uid: String,
    /// When this file says so.
    pub said_at: Timestamp,
    /// Grows with every change.
    pub sequence: i64,
    /// From.
    pub from: Timestamp,
    /// To.
    pub to: Timestamp,
    /// What it is called.
    pub summary: String,
    /// Where; "" when it is nowhere in particular.
    pub place: String,
    /// More about it; "" when there is nothing to say.
    pub about: String,
    /// Whether it is off.
    pub cancelled: bool,
}

/// A calendar file as an answer.
#[derive(Clone, Debug)]
pub struct CalendarFile(pub String);

impl Responder for CalendarFile {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok().content_type("text/calendar; charset=utf-8").body(self.0)
    }
}

/// A file with these events; devices show it under `name`.
pub fn file(name: &str, events: &[Event]) -> String {
    let mut calendar = ICalendar::new("2.0", "-//Wardbook//Wardbook//EN");
    calendar.push(Property::new("METHOD", "PUBLISH"));
    calendar.push(Property::new("X-WR-CALNAME", text(name)));
    for event in events {
        calendar.add_event(entry(event));
    }
    calendar.to_string()
}

fn entry(event: &Event) -> ics::Event<'static> {
    let mut entry = ics::Event::new(event.uid.clone(), utc(event.said_at));
    entry.push(DtStart::new(utc(event.from)));
    entry.push(DtEnd::new(utc(event.to)));
    entry.push(Summary::new(text(&event.summary)));
    entry.push(Sequence::new(event.sequence.to_string()));
    entry.push(if event.cancelled { Status::cancelled() } else { Status::confirmed() });
    if !event.place.is_empty() {
        entry.push(Location::new(text(&event.place)));
    }
    if !event.about.is_empty() {
        entry.push(Description::new(text(&event.about)));
    }
    entry
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Text as the format takes it: line ends as `\n`, no other control character.
fn text(plain: &str) -> String {
    let clean: String = plain.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    escape_text(clean).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event() -> Event {
        Event {
            uid: "17@wardbook".into(),
            said_at: "2026-11-20T07:05:00Z".parse().unwrap(),
            sequence: 2,
            from: "2026-11-23T09:00:00Z".parse().unwrap(),
            to: "2026-11-23T09:15:00Z".parse().unwrap(),
            summary: "Appointment".into(),
            place: "Main house, Room 12".into(),
            about: String::new(),
            cancelled: false,
        }
    }

    #[test]
    fn a_file_holds_what_a_device_needs() {
        let file = file("Diary", &[event(), Event { cancelled: true, ..event() }]);
        for line in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "METHOD:PUBLISH",
            "X-WR-CALNAME:Diary",
            "UID:17@wardbook",
            "DTSTAMP:20261120T070500Z",
            "DTSTART:20261123T090000Z",
            "DTEND:20261123T091500Z",
            "SUMMARY:Appointment",
            "LOCATION:Main house\\, Room 12",
            "SEQUENCE:2",
            "STATUS:CONFIRMED",
            "STATUS:CANCELLED",
            "END:VCALENDAR",
        ] {
            assert!(file.lines().any(|found| found == line), "{line} in\n{file}");
        }
        assert!(file.lines().all(|line| line.len() <= 75) && file.ends_with("\r\n"));
        assert_eq!(file.matches('\n').count(), file.matches("\r\n").count());
    }

    proptest::proptest! {
        /// Whatever the words are, they add no line of their own and lose nothing but control characters.
        #[test]
        fn words_stay_in_their_line(words in proptest::prelude::any::<String>()) {
            let file = file("Diary", &[Event { summary: words.clone(), ..event() }]);
            let unfolded = file.replace("\r\n ", "");
            let lines: Vec<&str> = unfolded.split("\r\n").collect();
            // Five of the file before the event, nine of the event, its end and the file's, and what follows the last.
            proptest::prop_assert_eq!(lines.len(), 17);
            let kept = lines.iter().find_map(|line| line.strip_prefix("SUMMARY:")).unwrap_or_default();
            let plain: String = words.chars().filter(|c| !c.is_control() || *c == '\n').collect();
            proptest::prop_assert_eq!(read(kept), plain);
        }
    }

    fn read(escaped: &str) -> String {
        let mut plain = String::new();
        let mut chars = escaped.chars();
        while let Some(c) = chars.next() {
            match (c, c == '\\') {
                (_, true) => match chars.next() {
                    Some('n') => plain.push('\n'),
                    Some(other) => plain.push(other),
                    None => {}
                },
                (c, false) => plain.push(c),
            }
        }
        plain
    }
}
