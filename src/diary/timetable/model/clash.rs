//! Whether hours would put a doctor in two places at once.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use crate::diary::hours::{self, ExtraHours, Holiday, WeeklyHours};
use crate::gate::hospital::SiteId;

/// How many weeks ahead are compared: the rules of the clocks repeat every year.
const WEEKS: i64 = 54;

/// When a stretch of hours comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comes {
    /// Every week on this day, 1 being Monday, from a day on and, if said, to another.
    Weekly(i32, Date, Option<Date>),
    /// On one day.
    Once(Date),
}

/// Hours as they are compared.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// Where.
    pub site: SiteId,
    /// The zone of the site.
    pub zone: TimeZone,
    /// When.
    pub comes: Comes,
    /// From, in minutes from midnight.
    pub starts: i32,
    /// To, in minutes from midnight.
    pub ends: i32,
}

impl Stretch {
    /// A span of the week.
    pub fn weekly(one: &WeeklyHours, zone: TimeZone) -> Self {
        let comes = Comes::Weekly(one.weekday, one.valid_from, one.valid_to);
        Self { site: one.site_id, zone, comes, starts: one.starts_minute, ends: one.ends_minute }
    }

    /// Hours of one day.
    pub fn extra(one: &ExtraHours, zone: TimeZone) -> Self {
        let comes = Comes::Once(one.day);
        Self { site: one.site_id, zone, comes, starts: one.starts_minute, ends: one.ends_minute }
    }

    /// Whether it comes on a day. A public holiday closes weekly hours.
    fn comes_on(&self, day: Date, holidays: &[Holiday]) -> bool {
        match self.comes {
            Comes::Once(once) => once == day,
            Comes::Weekly(weekday, from, to) => {
                i32::from(day.weekday().to_monday_one_offset()) == weekday
                    && from <= day
                    && to.is_none_or(|last| day <= last)
                    && !holidays
                        .iter()
                        .any(|one| one.day == day && one.site_id.is_none_or(|at| at == self.site))
            }
        }
    }

    fn first(&self) -> Date {
        match self.comes {
            Comes::Once(day) => day,
            Comes::Weekly(_, from, _) => from,
        }
    }

    fn instants(&self, day: Date) -> Option<(Timestamp, Timestamp)> {
        Some((
            hours::instant(day, self.starts, &self.zone)?,
            hours::last_instant(day, self.ends, &self.zone)?,
        ))
    }
}

/// The first day, from `today` on, on which two stretches would overlap; the day is that of `one`'s clock.
pub fn clash(one: &Stretch, other: &Stretch, holidays: &[Holiday], today: Date) -> Option<Date> {
    let begin = one.first().max(other.first()).max(today).saturating_sub(Span::new().days(2));
    let end = begin.saturating_add(Span::new().weeks(WEEKS));
    begin
        .series(Span::new().days(1))
        .take_while(|day| *day <= end)
        .filter(|day| one.comes_on(*day, holidays))
        .find(|day| meets(one, *day, other, holidays))
}

/// Whether `other` overlaps `one` as that is on `day`.
fn meets(one: &Stretch, day: Date, other: &Stretch, holidays: &[Holiday]) -> bool {
    // On one clock the times on the wall decide: hours that end at half past two meet none that begin then, even in
    // the night in which that time comes twice.
    if one.zone == other.zone {
        return other.comes_on(day, holidays) && one.starts < other.ends && other.starts < one.ends;
    }
    let Some((from, to)) = one.instants(day) else { return false };
    let around = day.saturating_sub(Span::new().days(2));
    around
        .series(Span::new().days(1))
        .take(5)
        .filter(|near| other.comes_on(*near, holidays))
        .any(|near| other.instants(near).is_some_and(|(starts, ends)| starts < to && from < ends))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::kit::id::Id;
    use crate::kit::when;

    const TODAY: Date = date(2026, 11, 20);

    fn weekly(zone: &str, weekday: i32, starts: i32, ends: i32) -> Stretch {
        Stretch {
            site: SiteId::new(),
            zone: when::zone(zone),
            comes: Comes::Weekly(weekday, date(2026, 1, 1), None),
            starts,
            ends,
        }
    }

    fn meet(one: &Stretch, other: &Stretch) -> Option<Date> {
        let (there, back) = (clash(one, other, &[], TODAY), clash(other, one, &[], TODAY));
        assert_eq!(there.is_some(), back.is_some(), "who is asked first makes no difference");
        there
    }

    #[test]
    fn at_one_clock_times_and_days_decide() {
        let morning = weekly("Europe/Berlin", 1, 480, 720);
        assert_eq!(meet(&morning, &weekly("Europe/Berlin", 1, 700, 800)), Some(date(2026, 11, 23)));
        assert_eq!(meet(&morning, &weekly("Europe/Berlin", 1, 720, 800)), None, "side by side");
        assert_eq!(meet(&morning, &weekly("Europe/Berlin", 2, 480, 720)), None, "another day");
        let until = |last| Stretch {
            comes: Comes::Weekly(1, date(2026, 1, 1), Some(last)),
            ..weekly("Europe/Berlin", 1, 480, 720)
        };
        assert_eq!(meet(&morning, &until(date(2026, 11, 16))), None, "over already");
        assert!(meet(&morning, &until(date(2026, 11, 23))).is_some());
        let from =
            |first| Stretch { comes: Comes::Weekly(1, first, None), ..weekly("Europe/Berlin", 1, 480, 720) };
        assert_eq!(meet(&until(date(2026, 12, 6)), &from(date(2026, 12, 7))), None, "one after the other");
        assert_eq!(meet(&morning, &from(date(2030, 1, 1))), Some(date(2030, 1, 7)), "years ahead");
    }

    #[test]
    fn the_night_in_which_a_time_comes_twice_joins_nothing() {
        let early = weekly("Europe/Berlin", 7, 60, 150);
        assert_eq!(meet(&early, &weekly("Europe/Berlin", 7, 150, 240)), None);
    }

    #[test]
    fn across_zones_the_instants_decide() {
        // Ten in the evening in Lima is four or five in the morning of the next day in Berlin.
        let evening = weekly("America/Lima", 1, 1320, 1440);
        assert!(meet(&evening, &weekly("Europe/Berlin", 2, 240, 300)).is_some(), "in winter");
        assert!(meet(&evening, &weekly("Europe/Berlin", 2, 360, 420)).is_some(), "in summer");
        assert_eq!(meet(&evening, &weekly("Europe/Berlin", 1, 240, 420)), None, "the day before");
        assert_eq!(meet(&evening, &weekly("Europe/Berlin", 2, 420, 480)), None);
        // Two days of the calendar lie between them at most.
        let kiritimati = weekly("Pacific/Kiritimati", 3, 0, 60);
        assert!(meet(&kiritimati, &weekly("Pacific/Pago_Pago", 1, 1380, 1440)).is_some());
    }

    #[test]
    fn weeks_in_which_only_one_has_changed_its_clocks_count() {
        // New York is five hours behind Berlin for some weeks of the year, six otherwise.
        let berlin = weekly("Europe/Berlin", 1, 780, 840);
        let new_york = weekly("America/New_York", 1, 480, 540);
        let day = meet(&berlin, &new_york).expect("in March, or at the end of October");
        assert_eq!(day, date(2027, 3, 15));
    }

    #[test]
    fn a_public_holiday_makes_room_for_extra_hours() {
        let regular = weekly("Europe/Berlin", 5, 480, 720);
        let extra =
            Stretch { comes: Comes::Once(date(2026, 12, 25)), ..weekly("Europe/Berlin", 5, 480, 720) };
        let holiday = |site| Holiday {
            id: Id::new(),
            day: date(2026, 12, 25),
            name: "Christmas".into(),
            site_id: site,
        };
        assert_eq!(clash(&extra, &regular, &[], TODAY), Some(date(2026, 12, 25)));
        assert_eq!(clash(&extra, &regular, &[holiday(None)], TODAY), None);
        assert_eq!(clash(&extra, &regular, &[holiday(Some(regular.site))], TODAY), None);
        assert!(clash(&extra, &regular, &[holiday(Some(SiteId::new()))], TODAY).is_some(), "elsewhere");
        let again = extra.clone();
        assert!(clash(&extra, &again, &[holiday(None)], TODAY).is_some(), "extra hours stand all the same");
    }
}
