//! Days and times as people type them into forms about hours.

use jiff::Span;
use jiff::civil::Date;

use super::model::minute_of;
use crate::kit::web::form::Form;
use crate::people::patients::parse_date;
use crate::say;

/// How many years ahead or back a day may lie; more is a slip of the finger.
const YEARS: i64 = 10;

/// A day in any usual form; none when blank. Two digits of a year mean one to come.
pub fn read_day(form: &mut Form, name: &str, today: Date) -> Option<Date> {
    let typed = form.optional(name, 40)?;
    let far = today.saturating_add(Span::new().years(YEARS));
    let near = today.saturating_sub(Span::new().years(YEARS));
    match parse_date(&typed, far) {
        Some(day) if near <= day && day <= far => Some(day),
        Some(_) => {
            form.refuse(name, say!("hours-error-day-far"));
            None
        }
        None => {
            form.refuse(name, say!("hours-error-day"));
            None
        }
    }
}

/// As [`read_day`], of a field that must not be blank.
pub fn require_day(form: &mut Form, name: &str, today: Date) -> Option<Date> {
    let day = read_day(form, name, today);
    if day.is_none() {
        form.refuse(name, say!("hours-error-day"));
    }
    day
}

/// Minutes from midnight out of `9`, `0915` or `9:15`; none when blank.
pub fn read_minute(form: &mut Form, name: &str) -> Option<i32> {
    let typed = form.optional(name, 20)?;
    let minute = minute_of(&typed);
    if minute.is_none() {
        form.refuse(name, say!("hours-error-time"));
    }
    minute
}

/// As [`read_minute`], of a field that must not be blank.
pub fn require_minute(form: &mut Form, name: &str) -> Option<i32> {
    let minute = read_minute(form, name);
    if minute.is_none() {
        form.refuse(name, say!("hours-error-time"));
    }
    minute
}

/// What stands in words below a field for a day; "" while it holds none.
pub fn day_in_words(form: &Form, name: &str, today: Date) -> String {
    let far = today.saturating_add(Span::new().years(YEARS));
    parse_date(form.raw(name), far).map(|day| day.strftime("%A %-d %B %Y").to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 20);

    fn read(typed: &str) -> (Option<Date>, bool) {
        let mut form = Form::with(String::new(), [("day", typed)]);
        let day = read_day(&mut form, "day", TODAY);
        (day, form.is_valid())
    }

    #[test]
    fn days_to_come_are_read_in_any_usual_form() {
        for typed in ["24.12.2026", "24.12.26", "2026-12-24", "24 dec 2026", "24-Dec-2026"] {
            assert_eq!(read(typed), (Some(date(2026, 12, 24)), true), "{typed}");
        }
        assert_eq!(read("3.1.27"), (Some(date(2027, 1, 3)), true), "two digits mean a year to come");
        assert_eq!(read(" "), (None, true));
        for typed in ["31.2.2027", "soon", "1.1.1999", "1.1.2099"] {
            assert_eq!(read(typed), (None, false), "{typed}");
        }
    }

    #[test]
    fn the_day_stands_in_words() {
        let form = Form::with(String::new(), [("day", "24.12.26"), ("other", "?")]);
        assert_eq!(day_in_words(&form, "day", TODAY), "Thursday 24 December 2026");
        assert_eq!(day_in_words(&form, "other", TODAY), "");
    }

    proptest::proptest! {
        #[test]
        fn nothing_typed_panics(typed in proptest::prelude::any::<String>()) {
            let mut form = Form::with(String::new(), [("day", typed.clone()), ("time", typed)]);
            read_day(&mut form, "day", TODAY);
            if let Some(minute) = read_minute(&mut form, "time") {
                proptest::prop_assert!((0..=1440).contains(&minute));
            }
        }
    }
}
