//! What a page of the diary has to hear of, so that it shows what is so.

use jiff::Span;
use jiff::civil::Date;

use super::sheet::{Reader, Sheet, days};
use crate::diary::appointments::{DiaryReach, day_topic, doctor_topic, site_topic};
use crate::diary::hours::HOURS;
use crate::gate::hospital::SiteId;
use crate::kit::db::Topic;

/// More days than this are heard of as one.
const MOST_DAYS: usize = 7;

/// The topics of a page about so many days from the first one of a sheet on; of a doctor's, who sees no others, their
/// own appointments.
pub fn topics(sheet: &Sheet, reader: &Reader, count: i64) -> String {
    let last = sheet.first.saturating_add(Span::new().days((count - 1).clamp(0, 366)));
    match &reader.reach {
        DiaryReach::Doctor(me) => words([doctor_topic(*me), HOURS.topic()]),
        _ => words(of_days(sheet.site.id, sheet.first, last).into_iter().chain([HOURS.topic()])),
    }
}

fn of_days(site: SiteId, first: Date, last: Date) -> Vec<Topic> {
    let all: Vec<Date> = days(first, last).take(MOST_DAYS + 1).collect();
    if all.len() > MOST_DAYS {
        return vec![site_topic(site)];
    }
    all.into_iter().map(|day| day_topic(site, day)).collect()
}

/// As a page carries them.
pub fn words(topics: impl IntoIterator<Item = Topic>) -> String {
    let topics: Vec<String> = topics.into_iter().map(|topic| topic.to_string()).collect();
    topics.join(" ")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_week_is_heard_of_day_by_day_and_a_year_as_one() {
        let site = SiteId::new();
        let of = |last| of_days(site, date(2026, 11, 16), last);
        assert_eq!(of(date(2026, 11, 16)), [day_topic(site, date(2026, 11, 16))]);
        assert_eq!(of(date(2026, 11, 22)).len(), 7);
        assert_eq!(of(date(2026, 11, 23)), [site_topic(site)]);
    }
}
