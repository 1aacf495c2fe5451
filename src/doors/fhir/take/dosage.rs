//! How a medicine is taken, from FHIR's many fields to one line and its parts.

use crate::care::record::When;
use crate::doors::fhir::r4::{Dosage, DoseAndRate, TimingRepeat};

use super::{all_words, amount, end, joined, joined_all, span, start, text, words};

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Dosing {
    pub dosage: Option<String>,
    pub dose: Option<String>,
    pub route: Option<String>,
    pub frequency: Option<String>,
    pub as_needed: bool,
    pub duration: Option<String>,
    pub starts: Option<When>,
    pub ends: Option<When>,
}

/// All instructions in one line each; the parts are those of the first.
pub(super) fn read(instructions: &[Dosage]) -> Dosing {
    let Some(first) = instructions.first() else { return Dosing::default() };
    let repeat = first.timing.as_ref().and_then(|timing| timing.repeat.as_ref());
    Dosing {
        dosage: joined(instructions.iter().filter_map(line), "; "),
        dose: first.dose_and_rate.first().and_then(dose),
        route: words(first.route.as_ref()),
        frequency: frequency(first),
        as_needed: as_needed(first),
        duration: repeat.and_then(|repeat| amount(repeat.bounds_duration.as_ref())),
        starts: repeat.and_then(|repeat| start(repeat.bounds_period.as_ref())),
        ends: repeat.and_then(|repeat| end(repeat.bounds_period.as_ref())),
    }
}

fn line(instruction: &Dosage) -> Option<String> {
    if let Some(text) = text(instruction.text.as_ref()) {
        return Some(text);
    }
    let needed = as_needed(instruction).then(|| {
        words(instruction.as_needed_codeable_concept.as_ref())
            .map_or_else(|| "as needed".to_owned(), |why| format!("as needed for {why}"))
    });
    let parts = [
        instruction.dose_and_rate.first().and_then(dose),
        words(instruction.route.as_ref()),
        frequency(instruction),
        needed,
        all_words(&instruction.additional_instruction),
        text(instruction.patient_instruction.as_ref()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn as_needed(instruction: &Dosage) -> bool {
    instruction.as_needed_boolean == Some(true) || instruction.as_needed_codeable_concept.is_some()
}

fn dose(given: &DoseAndRate) -> Option<String> {
    amount(given.dose_quantity.as_ref())
        .or_else(|| span(given.dose_range.as_ref()))
        .or_else(|| amount(given.rate_quantity.as_ref()))
        .or_else(|| {
            let ratio = given.rate_ratio.as_ref()?;
            Some(format!("{} per {}", amount(ratio.numerator.as_ref())?, amount(ratio.denominator.as_ref())?))
        })
}

fn frequency(instruction: &Dosage) -> Option<String> {
    let timing = instruction.timing.as_ref()?;
    let repeated = timing.repeat.as_ref().and_then(repeated);
    repeated.or_else(|| words(timing.code.as_ref()))
}

/// `every 4 hours`, `2 times a day`, `3 times every 2 days`, with the times of day.
fn repeated(repeat: &TimingRepeat) -> Option<String> {
    let times_of_day = joined(repeat.time_of_day.iter().map(|time| time.0.chars().take(5).collect()), ", ");
    let events = joined(repeat.when.iter().map(|when| event(&when.0).to_owned()), ", ");
    let often = repeat.period.as_ref().and_then(|period| {
        let unit = unit(text(repeat.period_unit.as_ref())?.as_str())?;
        let period = match &repeat.period_max {
            Some(most) => format!("{period}–{most}"),
            None => period.to_string(),
        };
        let every = if period == "1" { format!("a {unit}") } else { format!("every {period} {unit}s") };
        Some(match (repeat.frequency.unwrap_or(1), repeat.frequency_max) {
            (1, None) if period == "1" => format!("once {every}"),
            (1, None) => every,
            (least, Some(most)) => format!("{least}–{most} times {every}"),
            (times, None) => format!("{times} times {every}"),
        })
    });
    joined_all([often, events, times_of_day].into_iter().flatten())
}

fn unit(code: &str) -> Option<&'static str> {
    Some(match code {
        "s" => "second",
        "min" => "minute",
        "h" => "hour",
        "d" => "day",
        "wk" => "week",
        "mo" => "month",
        "a" => "year",
        _ => return None,
    })
}

fn event(code: &str) -> &str {
    match code {
        "MORN" => "in the morning",
        "NOON" => "at noon",
        "AFT" => "in the afternoon",
        "EVE" => "in the evening",
        "NIGHT" => "at night",
        "HS" => "at bedtime",
        "WAKE" => "on waking",
        "C" => "with meals",
        "AC" => "before meals",
        "PC" => "after meals",
        "CM" | "ACM" | "PCM" => "at breakfast",
        "CD" | "ACD" | "PCD" => "at lunch",
        "CV" | "ACV" | "PCV" => "at dinner",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dosing(json: &str) -> Dosing {
        read(&serde_json::from_str::<Vec<Dosage>>(json).unwrap())
    }

    #[test]
    fn the_senders_words_come_first() {
        let dosing = dosing(
            r#"[{"text":"One at night","timing":{"repeat":{"frequency":1,"period":1,"periodUnit":"d"}}}]"#,
        );
        assert_eq!(dosing.dosage.as_deref(), Some("One at night"));
        assert_eq!(dosing.frequency.as_deref(), Some("once a day"));
    }

    #[test]
    fn parts_become_a_line() {
        let dosing = dosing(
            r#"[{"asNeededBoolean":true,"timing":{"repeat":{"frequency":1,"period":4,"periodUnit":"h"}},
                "route":{"text":"Oral"},"doseAndRate":[{"doseQuantity":{"value":2,"unit":"tablets"}}]}]"#,
        );
        assert_eq!(dosing.dosage.as_deref(), Some("2 tablets, Oral, every 4 hours, as needed"));
        assert!(dosing.as_needed);
    }

    #[test]
    fn an_empty_instruction_says_nothing() {
        assert_eq!(dosing("[]"), Dosing::default());
        assert_eq!(dosing("[{}]"), Dosing::default());
        assert_eq!(dosing(r#"[{"asNeededBoolean":false}]"#), Dosing::default());
    }
}
