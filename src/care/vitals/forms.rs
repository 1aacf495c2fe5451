//! The fields of a round: what was typed as values, and what is wrong or unlikely in words.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};

use super::model::round::{Body, Round};
use super::model::{Mind, Oxygen, Vital, Wrong};
use crate::kit::web::form::Form;
use crate::say;

/// Every field that a round is typed into.
pub const FIELDS: [&str; 14] = [
    "systolic",
    "diastolic",
    "pulse",
    "breaths",
    "temperature",
    "saturation",
    "pain",
    "weight",
    "height",
    "oxygen",
    "mind",
    "second-scale",
    "measured",
    "sure",
];

/// What came of a form.
#[derive(Clone, Debug, Default)]
pub struct Read {
    /// What was measured, as far as it could be read.
    pub round: Round,
    /// What is unlikely, as the form sends it back once somebody says that it is right; "" when nothing is.
    pub unlikely: String,
}

/// Where and when a form is read, and about whom.
#[derive(Clone, Debug)]
pub struct Known {
    /// The hospital's zone.
    pub zone: TimeZone,
    /// The present instant.
    pub now: Timestamp,
    /// Since when it may have been measured.
    pub since: Timestamp,
    /// The patient's age and height.
    pub body: Body,
}

impl Known {
    /// What is read here and now: older measurements than a month's come from somewhere else, not from paper of this
    /// house.
    pub fn new(here: &Zoned, body: Body) -> Self {
        let now = here.timestamp();
        Self { zone: here.time_zone().clone(), now, since: a_month_before(now), body }
    }

    /// For a visit that began then and may be written down much later.
    #[must_use]
    pub fn at_visit(self, began: Timestamp) -> Self {
        Self { since: self.since.min(a_month_before(began)), ..self }
    }
}

fn a_month_before(at: Timestamp) -> Timestamp {
    at.saturating_sub(LONGEST_AGO).unwrap_or(at)
}

/// Reads a round. What is wrong stands at its field; so does what is unlikely, until the form says `sure` to exactly
/// those values.
pub fn read(form: &mut Form, known: &Known) -> Read {
    let mut round = Round::default();
    let mut unlikely = Vec::new();
    for vital in Vital::ALL {
        let facts = vital.facts();
        let typed = form.raw(facts.name).trim().to_owned();
        if typed.is_empty() {
            continue;
        }
        match vital.read(&typed) {
            Ok(number) => {
                if vital.is_unlikely(number.value, known.body.is_adult()) {
                    let value = format!("{} {}", number.written, facts.unit).trim().to_owned();
                    unlikely.push((facts.name, value));
                }
                round.values.push((vital, number));
            }
            Err(wrong) => form.refuse(facts.name, said(wrong, facts.unit)),
        }
    }
    if let (Some(upper), Some(lower)) = (round.value(Vital::Systolic), round.value(Vital::Diastolic))
        && lower >= upper
    {
        form.refuse("diastolic", say!("vitals-wrong-pressure"));
    }
    round.oxygen = Oxygen::ALL.into_iter().find(|oxygen| oxygen.word() == form.raw("oxygen"));
    round.mind = Mind::ALL.into_iter().find(|mind| mind.word() == form.raw("mind"));
    round.second_scale = form.ticked("second-scale");
    round.at = measured(form, known);
    let named = |(name, value): &(&str, String)| format!("{} {value}", say!(&format!("vitals-{name}")));
    let joined = unlikely.iter().map(named).collect::<Vec<_>>().join(", ");
    if !joined.is_empty() && form.raw("sure") != joined {
        for (name, value) in unlikely {
            form.refuse(name, say!("vitals-unlikely", value = value));
        }
    }
    Read { round, unlikely: joined }
}

/// When it was measured, if that was typed: not to come, and not too long ago.
fn measured(form: &mut Form, known: &Known) -> Option<Timestamp> {
    let typed = form.raw("measured").trim().to_owned();
    if typed.is_empty() {
        return None;
    }
    let read = typed
        .parse::<jiff::civil::DateTime>()
        .ok()
        .and_then(|local| local.to_zoned(known.zone.clone()).ok())
        .map(|zoned| zoned.timestamp());
    match read {
        None => form.refuse("measured", say!("vitals-wrong-moment")),
        Some(at) if at > known.now.saturating_add(CLOCKS).unwrap_or(known.now) => {
            form.refuse("measured", say!("vitals-wrong-future"));
        }
        Some(at) if at < known.since => {
            form.refuse("measured", say!("vitals-wrong-past"));
        }
        Some(at) => return Some(at),
    }
    None
}

/// How far the clock of a desk may be ahead of ours.
const CLOCKS: SignedDuration = SignedDuration::from_mins(2);
const LONGEST_AGO: SignedDuration = SignedDuration::from_hours(31 * 24);

fn said(wrong: Wrong, unit: &str) -> String {
    match wrong {
        Wrong::NoNumber => say!("vitals-wrong-number"),
        Wrong::TooFine(0) => say!("vitals-wrong-whole"),
        Wrong::TooFine(digits) => say!("vitals-wrong-digits", count = digits),
        Wrong::Impossible((low, high)) => {
            let range = format!("{low} – {high} {unit}").trim().to_owned();
            say!("vitals-wrong-range", range = range)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let body = Body { years: Some(42), height: None };
        Known::new(&"2026-11-20T08:05[Europe/Berlin]".parse().unwrap(), body)
    }

    fn read_these(fields: &[(&str, &str)]) -> (Form, Read) {
        let mut form = Form::with(String::new(), fields.iter().copied());
        let read = read(&mut form, &known());
        (form, read)
    }

    #[test]
    fn an_empty_form_is_an_empty_round() {
        let (form, read) = read_these(&[]);
        assert!(form.is_valid() && read.round.is_empty() && read.unlikely.is_empty());
    }

    #[test]
    fn the_unlikely_is_asked_about_once_and_for_these_values_only() {
        let (form, first) = read_these(&[("pulse", "210")]);
        assert!(!form.is_valid() && first.unlikely == "Pulse 210 /min");
        let (form, again) = read_these(&[("pulse", "210"), ("sure", &first.unlikely)]);
        assert!(form.is_valid() && again.round.value(Vital::Pulse) == Some(210.0));
        let (form, _) = read_these(&[("pulse", "215"), ("sure", &first.unlikely)]);
        assert!(!form.is_valid(), "another value is asked about again");
    }

    #[test]
    fn the_impossible_is_refused_whatever_is_said() {
        for fields in [
            [("pulse", "500"), ("sure", "Pulse 500 /min")],
            [("systolic", "80"), ("diastolic", "120")],
            [("temperature", "36.75"), ("sure", "")],
            [("measured", "2026-11-21T08:00"), ("sure", "")],
            [("measured", "2026-08-21T08:00"), ("sure", "")],
            [("measured", "yesterday"), ("sure", "")],
        ] {
            assert!(!read_these(&fields).0.is_valid(), "{fields:?}");
        }
    }

    #[test]
    fn of_a_visit_long_ago_it_may_have_been_measured_then() {
        let typed = [("measured", "2026-09-02T10:00"), ("pulse", "72")];
        let mut form = Form::with(String::new(), typed);
        read(&mut form, &known());
        assert!(!form.is_valid());
        let mut form = Form::with(String::new(), typed);
        let read = read(&mut form, &known().at_visit("2026-09-02T07:30:00Z".parse().unwrap()));
        assert_eq!(read.round.at, Some("2026-09-02T08:00:00Z".parse().unwrap()));
    }

    #[test]
    fn the_time_on_paper_is_that_of_the_house() {
        let (form, read) = read_these(&[("measured", "2026-11-20T07:30")]);
        assert!(form.is_valid());
        assert_eq!(read.round.at, Some("2026-11-20T06:30:00Z".parse().unwrap()));
    }
}
