//! What is measured, in which unit, and which values can be.

pub mod bmi;
pub mod news2;
pub mod round;

/// The catalogue key of where the rule comes from by which a test is computed; none for what is measured.
pub fn source(test_key: &str) -> Option<&'static str> {
    match test_key.rsplit_once('|') {
        Some((_, bmi::LOINC)) => Some("vitals-source-bmi"),
        Some((_, news2::SNOMED)) => Some("vitals-source-news2"),
        _ => None,
    }
}

/// One vital sign that is a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Vital {
    /// Systolic blood pressure.
    Systolic,
    /// Diastolic blood pressure.
    Diastolic,
    /// Heart rate.
    Pulse,
    /// Breaths a minute.
    Breaths,
    /// Body temperature.
    Temperature,
    /// Oxygen saturation by pulse oximetry.
    Saturation,
    /// Pain from 0, none, to 10, the worst there is.
    Pain,
    /// Body weight.
    Weight,
    /// Body height.
    Height,
}

/// What is known of a vital sign.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The name of its field, and the end of its catalogue key.
    pub name: &'static str,
    /// LOINC's code.
    pub loinc: &'static str,
    /// The name under which it is kept.
    pub text: &'static str,
    /// The unit as written.
    pub unit: &'static str,
    /// The unit's UCUM code.
    pub ucum: &'static str,
    /// How many digits behind the point make sense.
    pub digits: usize,
    /// What a living person can have.
    pub possible: (f64, f64),
    /// Beyond which an adult's value is asked about.
    pub adult: (f64, f64),
    /// Beyond which a child's value is asked about.
    pub child: (f64, f64),
    /// What is usual in adults.
    pub usual: (Option<f64>, Option<f64>),
}

const fn facts(
    name: &'static str,
    (loinc, text): (&'static str, &'static str),
    (unit, ucum, digits): (&'static str, &'static str, usize),
    [possible, adult, child]: [(f64, f64); 3],
    usual: (Option<f64>, Option<f64>),
) -> Facts {
    Facts { name, loinc, text, unit, ucum, digits, possible, adult, child, usual }
}

impl Vital {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 9] = [
        Self::Systolic,
        Self::Diastolic,
        Self::Pulse,
        Self::Breaths,
        Self::Temperature,
        Self::Saturation,
        Self::Pain,
        Self::Weight,
        Self::Height,
    ];

    /// What is known of it. The possible ranges are wide on purpose: they keep slips of the keyboard out, not patients.
    pub const fn facts(self) -> Facts {
        const MMHG: (&str, &str, usize) = ("mmHg", "mm[Hg]", 0);
        const A_MINUTE: (&str, &str, usize) = ("/min", "/min", 0);
        match self {
            Self::Systolic => facts(
                "systolic",
                ("8480-6", "Systolic blood pressure"),
                MMHG,
                [(20.0, 350.0), (60.0, 250.0), (40.0, 180.0)],
                (Some(90.0), Some(140.0)),
            ),
            Self::Diastolic => facts(
                "diastolic",
                ("8462-4", "Diastolic blood pressure"),
                MMHG,
                [(5.0, 250.0), (30.0, 150.0), (20.0, 120.0)],
                (None, Some(90.0)),
            ),
            Self::Pulse => facts(
                "pulse",
                ("8867-4", "Pulse"),
                A_MINUTE,
                [(10.0, 350.0), (35.0, 200.0), (50.0, 240.0)],
                (Some(50.0), Some(100.0)),
            ),
            Self::Breaths => facts(
                "breaths",
                ("9279-1", "Breathing rate"),
                A_MINUTE,
                [(2.0, 120.0), (6.0, 50.0), (8.0, 80.0)],
                (Some(12.0), Some(20.0)),
            ),
            Self::Temperature => facts(
                "temperature",
                ("8310-5", "Body temperature"),
                ("°C", "Cel", 1),
                [(20.0, 46.0), (34.0, 41.5), (34.0, 41.5)],
                (Some(36.0), Some(37.8)),
            ),
            Self::Saturation => facts(
                "saturation",
                ("2708-6", "Oxygen saturation"),
                ("%", "%", 0),
                [(20.0, 100.0), (75.0, 100.0), (75.0, 100.0)],
                (Some(94.0), None),
            ),
            Self::Pain => facts(
                "pain",
                ("72514-3", "Pain, 0 to 10"),
                ("", "{score}", 0),
                [(0.0, 10.0), (0.0, 10.0), (0.0, 10.0)],
                (None, None),
            ),
            Self::Weight => facts(
                "weight",
                ("29463-7", "Body weight"),
                ("kg", "kg", 2),
                [(0.2, 700.0), (30.0, 250.0), (1.0, 150.0)],
                (None, None),
            ),
            Self::Height => facts(
                "height",
                ("8302-2", "Body height"),
                ("cm", "cm", 1),
                [(20.0, 275.0), (120.0, 220.0), (40.0, 210.0)],
                (None, None),
            ),
        }
    }
}

/// Whether the patient breathes air or is given oxygen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oxygen {
    /// Room air.
    Air,
    /// Oxygen is given.
    Given,
}

impl Oxygen {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Air, Self::Given];

    /// Its word in a form.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Air => "air",
            Self::Given => "oxygen",
        }
    }
}

/// How awake somebody is, on the scale ACVPU of the early warning score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mind {
    /// Awake.
    Alert,
    /// Newly confused.
    Confused,
    /// Answers to a voice.
    Voice,
    /// Answers to pain.
    Pain,
    /// Does not answer.
    Unresponsive,
}

impl Mind {
    /// All of them, from awake on.
    pub const ALL: [Self; 5] = [Self::Alert, Self::Confused, Self::Voice, Self::Pain, Self::Unresponsive];

    /// Its word in a form.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Alert => "alert",
            Self::Confused => "confused",
            Self::Voice => "voice",
            Self::Pain => "pain",
            Self::Unresponsive => "unresponsive",
        }
    }
}

/// A number as it was typed, and what it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// To compare and draw.
    pub value: f64,
    /// As written, with a point.
    pub written: String,
}

/// What is wrong with what was typed for a vital sign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wrong {
    /// No number.
    NoNumber,
    /// More digits behind the point than make sense; how many do.
    TooFine(usize),
    /// Nobody alive has that; what can be.
    Impossible((f64, f64)),
}

impl Vital {
    /// Reads what was typed: digits, with a point or a comma.
    ///
    /// # Errors
    /// [`Wrong`], for the field.
    pub fn read(self, typed: &str) -> Result<Number, Wrong> {
        let facts = self.facts();
        let written = typed.trim().replace(',', ".");
        let (whole, part) = written.split_once('.').unwrap_or((&written, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 4 || !digits(whole) || !digits(part) || written.ends_with('.') {
            return Err(Wrong::NoNumber);
        }
        if part.len() > facts.digits {
            return Err(Wrong::TooFine(facts.digits));
        }
        let value: f64 = written.parse().map_err(|_| Wrong::NoNumber)?;
        let (low, high) = facts.possible;
        if value < low || value > high {
            Err(Wrong::Impossible((low, high)))
        } else {
            Ok(Number { value, written })
        }
    }

    /// Whether a value is so rare that it is more often a slip.
    pub fn is_unlikely(self, value: f64, adult: bool) -> bool {
        let facts = self.facts();
        let (low, high) = if adult { facts.adult } else { facts.child };
        value < low || value > high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        let read = |vital: Vital, typed: &str| vital.read(typed).map(|number| (number.value, number.written));
        assert_eq!(read(Vital::Temperature, " 36,7 "), Ok((36.7, "36.7".into())));
        assert_eq!(read(Vital::Pulse, "84"), Ok((84.0, "84".into())));
        for typed in ["", "x", "84.", ".5", "8 4", "-84", "1e2", "99999", "٣٦", "NaN"] {
            assert_eq!(read(Vital::Pulse, typed), Err(Wrong::NoNumber), "{typed}");
        }
        assert_eq!(read(Vital::Pulse, "84.5"), Err(Wrong::TooFine(0)));
        assert_eq!(read(Vital::Saturation, "101"), Err(Wrong::Impossible((20.0, 100.0))));
        assert_eq!(read(Vital::Temperature, "367"), Err(Wrong::Impossible((20.0, 46.0))));
    }

    #[test]
    fn what_is_unlikely_can_be_and_what_is_usual_is_likely() {
        for vital in Vital::ALL {
            let facts = vital.facts();
            for (low, high) in [facts.adult, facts.child] {
                assert!(facts.possible.0 <= low && high <= facts.possible.1, "{}", facts.name);
            }
            for usual in [facts.usual.0, facts.usual.1].into_iter().flatten() {
                assert!(!vital.is_unlikely(usual, true), "{}", facts.name);
            }
        }
        assert!(Vital::Weight.is_unlikely(12.0, true) && !Vital::Weight.is_unlikely(12.0, false));
    }
}
