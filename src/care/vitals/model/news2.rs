//! The early warning score NEWS2: seven findings, up to three points each, whose sum says how closely somebody has to
//! be watched.
//!
//! Source: Royal College of Physicians, "National Early Warning Score (NEWS) 2: standardising the assessment of
//! acute-illness severity in the NHS", London 2017. It is for people of sixteen and older who are not pregnant. Of
//! saturation there are two scales; the second is for those whose saturation is meant to be 88 to 92 percent, on the
//! decision of a doctor.

use super::round::Round;
use super::{Mind, Oxygen, Vital};

/// Its code in SNOMED CT.
pub const SNOMED: &str = "1104051000000101";

/// From how many years on it applies.
pub const FROM_AGE: i32 = 16;

/// A finding that the score needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// A number.
    Value(Vital),
    /// Whether oxygen is given.
    Oxygen,
    /// How awake somebody is.
    Mind,
}

/// The score of one round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct News2 {
    /// The sum, 0 to 20.
    pub total: u8,
    /// Whether one finding alone has three points.
    pub single: bool,
}

/// How much a score worries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Risk {
    /// 0 to 4.
    Low,
    /// Three points for one finding, whatever the sum below 5.
    LowMedium,
    /// 5 or 6.
    Medium,
    /// 7 and more.
    High,
}

impl News2 {
    /// How much it worries.
    pub fn risk(self) -> Risk {
        match self.total {
            7.. => Risk::High,
            5 | 6 => Risk::Medium,
            _ if self.single => Risk::LowMedium,
            _ => Risk::Low,
        }
    }
}

impl Risk {
    /// The end of its catalogue key.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::LowMedium => "low-medium",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// How it is flagged in the record: as a laboratory flags high and very high.
    pub const fn interpretation(self) -> Option<&'static str> {
        match self {
            Self::Low => None,
            Self::LowMedium | Self::Medium => Some("H"),
            Self::High => Some("HH"),
        }
    }
}

/// The score of a round.
///
/// # Errors
/// What is missing for it.
pub fn news2(round: &Round) -> Result<News2, Vec<Needs>> {
    let mut missing = Vec::new();
    let mut points = Vec::new();
    let mut measured = |vital: Vital, score: &dyn Fn(f64) -> u8| match round.value(vital) {
        Some(value) => points.push(score(value)),
        None => missing.push(Needs::Value(vital)),
    };
    measured(Vital::Breaths, &breaths);
    measured(Vital::Saturation, &|value| {
        if round.second_scale {
            second_scale(value, round.oxygen == Some(Oxygen::Given))
        } else {
            first_scale(value)
        }
    });
    measured(Vital::Systolic, &systolic);
    measured(Vital::Pulse, &pulse);
    measured(Vital::Temperature, &temperature);
    match round.oxygen {
        Some(oxygen) => points.push(if oxygen == Oxygen::Given { 2 } else { 0 }),
        None => missing.push(Needs::Oxygen),
    }
    match round.mind {
        Some(mind) => points.push(if mind == Mind::Alert { 0 } else { 3 }),
        None => missing.push(Needs::Mind),
    }
    if missing.is_empty() {
        Ok(News2 { total: points.iter().sum(), single: points.contains(&3) })
    } else {
        Err(missing)
    }
}

/// The points of the first band that a value does not go beyond; those of `above` for what is beyond all of them.
fn band(value: f64, bands: &[(f64, u8)], above: u8) -> u8 {
    bands.iter().find(|(end, _)| value <= *end).map_or(above, |(_, points)| *points)
}

fn breaths(value: f64) -> u8 {
    band(value, &[(8.0, 3), (11.0, 1), (20.0, 0), (24.0, 2)], 3)
}

fn first_scale(value: f64) -> u8 {
    band(value, &[(91.0, 3), (93.0, 2), (95.0, 1)], 0)
}

fn second_scale(value: f64, on_oxygen: bool) -> u8 {
    let low = [(83.0, 3), (85.0, 2), (87.0, 1), (92.0, 0)];
    match value {
        value if value <= 92.0 => band(value, &low, 0),
        value if on_oxygen => band(value, &[(94.0, 1), (96.0, 2)], 3),
        _ => 0,
    }
}

fn systolic(value: f64) -> u8 {
    band(value, &[(90.0, 3), (100.0, 2), (110.0, 1), (219.0, 0)], 3)
}

fn pulse(value: f64) -> u8 {
    band(value, &[(40.0, 3), (50.0, 1), (90.0, 0), (110.0, 1), (130.0, 2)], 3)
}

fn temperature(value: f64) -> u8 {
    band(value, &[(35.0, 3), (36.0, 1), (38.0, 0), (39.0, 1)], 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both sides of every border of the published chart.
    #[test]
    fn every_band_is_that_of_the_chart() {
        let check = |score: fn(f64) -> u8, expected: &[(f64, u8)]| {
            for (value, points) in expected {
                assert_eq!(score(*value), *points, "{value}");
            }
        };
        check(
            breaths,
            &[(8.0, 3), (9.0, 1), (11.0, 1), (12.0, 0), (20.0, 0), (21.0, 2), (24.0, 2), (25.0, 3)],
        );
        check(first_scale, &[(91.0, 3), (92.0, 2), (93.0, 2), (94.0, 1), (95.0, 1), (96.0, 0), (100.0, 0)]);
        check(
            |value| second_scale(value, false),
            &[(83.0, 3), (84.0, 2), (86.0, 1), (88.0, 0), (93.0, 0), (100.0, 0)],
        );
        check(
            |value| second_scale(value, true),
            &[(92.0, 0), (93.0, 1), (94.0, 1), (95.0, 2), (96.0, 2), (97.0, 3)],
        );
        check(
            systolic,
            &[(90.0, 3), (91.0, 2), (100.0, 2), (101.0, 1), (110.0, 1), (111.0, 0), (219.0, 0), (220.0, 3)],
        );
        check(
            pulse,
            &[
                (40.0, 3),
                (41.0, 1),
                (50.0, 1),
                (51.0, 0),
                (90.0, 0),
                (91.0, 1),
                (110.0, 1),
                (111.0, 2),
                (130.0, 2),
                (131.0, 3),
            ],
        );
        check(
            temperature,
            &[(35.0, 3), (35.1, 1), (36.0, 1), (36.1, 0), (38.0, 0), (38.1, 1), (39.0, 1), (39.1, 2)],
        );
    }

    fn round(values: &[(Vital, f64)]) -> Round {
        let mut round = Round { oxygen: Some(Oxygen::Air), mind: Some(Mind::Alert), ..Round::default() };
        for (vital, value) in values {
            round.values.push((*vital, super::super::Number { value: *value, written: value.to_string() }));
        }
        round
    }

    const WELL: [(Vital, f64); 5] = [
        (Vital::Breaths, 16.0),
        (Vital::Saturation, 98.0),
        (Vital::Systolic, 120.0),
        (Vital::Pulse, 70.0),
        (Vital::Temperature, 36.8),
    ];

    #[test]
    fn the_sum_and_a_single_three_say_how_much_it_worries() {
        let well = round(&WELL);
        assert_eq!(news2(&well), Ok(News2 { total: 0, single: false }));
        let confused = Round { mind: Some(Mind::Confused), ..well.clone() };
        let score = news2(&confused).unwrap();
        assert_eq!((score.total, score.risk()), (3, Risk::LowMedium));
        let oxygen = Round { oxygen: Some(Oxygen::Given), ..confused };
        assert_eq!(news2(&oxygen).unwrap().risk(), Risk::Medium);
        let ill = round(&[
            (Vital::Breaths, 26.0),
            (Vital::Saturation, 90.0),
            (Vital::Systolic, 88.0),
            (Vital::Pulse, 135.0),
            (Vital::Temperature, 39.4),
        ]);
        let worst = Round { mind: Some(Mind::Unresponsive), oxygen: Some(Oxygen::Given), ..ill };
        assert_eq!(news2(&worst), Ok(News2 { total: 19, single: true }));
        assert_eq!(news2(&worst).unwrap().risk(), Risk::High);
    }

    #[test]
    fn nothing_is_guessed_for_what_was_not_measured() {
        let mut half = round(&WELL[..2]);
        half.mind = None;
        let missing = news2(&half).unwrap_err();
        assert_eq!(missing.len(), 4);
        assert!(missing.contains(&Needs::Mind) && missing.contains(&Needs::Value(Vital::Pulse)));
    }
}
