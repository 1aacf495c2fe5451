//! The fields of a round: what was typed as values, and what is wrong or unlikely in words.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

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
    /// The patient's age and height.
    pub body: Body,
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

/// When it was measured, if that was typed: not to come, and not more than a month ago.
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
        Some(at) if at < known.now.saturating_sub(LONGEST_AGO).unwrap_or(at) => {
            form.refuse("measured", say!("vitals-wrong-past"));
        }
        Some(at) => return Some(at),
    }
    None
}

/// How far the clock of a desk may be ahead of ours.
const CLOCKS: SignedDuration = SignedDuration::from_mins(2);
/// Older measurements come from somewhere else, not from paper of this house.
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
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        Known { zone, now: "2026-11-20T07:05:00Z".parse().unwrap(), body }
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
    fn the_time_on_paper_is_that_of_the_house() {
        let (form, read) = read_these(&[("measured", "2026-11-20T07:30")]);
        assert!(form.is_valid());
        assert_eq!(read.round.at, Some("2026-11-20T06:30:00Z".parse().unwrap()));
    }
}
