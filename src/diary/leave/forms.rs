//! What was typed about leave, read or refused field by field.

use jiff::Timestamp;
use jiff::civil::Date;

use super::actions::NewLeave;
use super::model::{LONGEST, Period};
use crate::diary::hours;
use crate::gate::actor::AccountId;
use crate::kit::web::form::Form;
use crate::kit::when;
use crate::say;

/// What the form is read against.
pub(super) struct Around<'a> {
    pub doctor: AccountId,
    pub today: Date,
    pub now: Timestamp,
    /// The clocks to choose from, by name; the first when none is chosen.
    pub zones: &'a [String],
    /// Who can cover.
    pub covers: &'a [AccountId],
}

/// Reads the form; what is wrong with it stands in it afterwards.
pub(super) fn read(form: &mut Form, around: &Around<'_>) -> Option<NewLeave> {
    let from = hours::require_day(form, "from", around.today);
    let to = if form.raw("to").trim().is_empty() { from } else { hours::read_day(form, "to", around.today) };
    let from_minute = hours::read_minute(form, "from-time");
    let to_minute = hours::read_minute(form, "to-time");
    let note = form.optional("note", 200).unwrap_or_default();
    let cover = match form.raw("cover").to_owned().as_str() {
        "" => None,
        typed => {
            let known: Option<AccountId> = typed.parse().ok();
            let cover = known.filter(|id| around.covers.contains(id));
            if cover.is_none() {
                form.refuse("cover", say!("leave-error-cover"));
            }
            cover
        }
    };
    let zone = zone(form, around.zones);
    let period = Period { from: from?, from_minute, to: to?, to_minute };
    if !form.is_valid() {
        return None;
    }
    let Some((starts_at, ends_at)) = period.instants(&when::zone(zone)) else {
        form.refuse("to", say!("leave-error-order"));
        return None;
    };
    if ends_at <= around.now {
        form.refuse("to", say!("leave-error-past"));
    }
    if ends_at.duration_since(starts_at) > LONGEST {
        form.refuse("to", say!("leave-error-long"));
    }
    form.is_valid().then_some(NewLeave { doctor: around.doctor, starts_at, ends_at, note, cover })
}

/// The clock that was chosen, or the first.
pub(super) fn zone<'a>(form: &Form, zones: &'a [String]) -> &'a str {
    zones
        .iter()
        .find(|zone| *zone == form.raw("zone"))
        .or_else(|| zones.first())
        .map_or("UTC", String::as_str)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn read_with(values: &[(&str, &str)]) -> (Option<NewLeave>, Vec<String>) {
        let zones = ["Europe/Berlin".to_owned(), "America/Lima".to_owned()];
        let around = Around {
            doctor: AccountId::new(),
            today: date(2026, 11, 20),
            now: "2026-11-20T07:05:00Z".parse().unwrap(),
            zones: &zones,
            covers: &[],
        };
        let mut form = Form::with(String::new(), values.iter().copied());
        let leave = read(&mut form, &around);
        (leave, form.errors().into_iter().map(|(field, _)| field).collect())
    }

    #[test]
    fn days_and_times_as_people_type_them() {
        for (values, from, to) in [
            (vec![("from", "23.11.26")], "2026-11-22T23:00:00Z", "2026-11-23T23:00:00Z"),
            (vec![("from", "23.11.26"), ("to", "27.11.26")], "2026-11-22T23:00:00Z", "2026-11-27T23:00:00Z"),
            (
                vec![("from", "23.11.26"), ("from-time", "9"), ("to-time", "1230")],
                "2026-11-23T08:00:00Z",
                "2026-11-23T11:30:00Z",
            ),
            (
                vec![("from", "23.11.26"), ("zone", "America/Lima")],
                "2026-11-23T05:00:00Z",
                "2026-11-24T05:00:00Z",
            ),
        ] {
            let (leave, errors) = read_with(&values);
            let leave = leave.unwrap_or_else(|| panic!("{values:?}: {errors:?}"));
            assert_eq!((leave.starts_at.to_string(), leave.ends_at.to_string()), (from.into(), to.into()));
        }
    }

    #[test]
    fn what_cannot_be_leave_is_refused_at_its_field() {
        for (values, field) in [
            (vec![], "from"),
            (vec![("from", "31.2.27")], "from"),
            (vec![("from", "23.11.26"), ("from-time", "noon")], "from-time"),
            (vec![("from", "23.11.26"), ("to", "22.11.26")], "to"),
            (vec![("from", "23.11.26"), ("from-time", "12"), ("to-time", "9")], "to"),
            (vec![("from", "19.11.26")], "to"),
            (vec![("from", "23.11.26"), ("to", "23.11.29")], "to"),
            (vec![("from", "23.11.26"), ("cover", "rubbish")], "cover"),
        ] {
            let (leave, errors) = read_with(&values);
            assert!(leave.is_none(), "{values:?}");
            assert_eq!(errors, [field], "{values:?}");
        }
    }
}
