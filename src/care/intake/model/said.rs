//! What an entry says, whichever question it belongs to.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::rows::Question;
use crate::care::record::{Precision, When};
use crate::people::patients::{Birth, tidy};

/// What somebody says: what it is, since when, and what else is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The vaccine, illness, substance or medicine, as it is read.
    pub what: String,
    /// Since when; for a vaccine, when it was given.
    pub since: Option<When>,
    /// How a medicine is taken.
    pub dosage: Option<String>,
    /// What an allergy does.
    pub reaction: Option<String>,
    /// How badly.
    pub severity: Option<Severity>,
    /// Anything else.
    pub note: Option<String>,
}

/// How bad the reaction to a substance is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A nuisance.
    Mild,
    /// In between.
    Moderate,
    /// A danger.
    Severe,
}

impl Severity {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Mild, Self::Moderate, Self::Severe];

    /// As it is kept.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mild => "mild",
            Self::Moderate => "moderate",
            Self::Severe => "severe",
        }
    }

    /// From its word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.word() == word)
    }
}

/// Why an entry is taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// It was so, and is no longer.
    Over,
    /// It never was so.
    Error,
}

impl Gone {
    /// As it is kept and sent.
    pub fn word(self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::Error => "error",
        }
    }

    /// From its word.
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Over, Self::Error].into_iter().find(|gone| gone.word() == word)
    }

    /// What can be said of an entry of this question: a vaccine that was given stays given.
    pub fn of(question: Question) -> &'static [Self] {
        match question {
            Question::Vaccines => &[Self::Error],
            _ => &[Self::Over, Self::Error],
        }
    }
}

/// A field of what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What it is.
    What,
    /// Since when.
    Since,
    /// How a medicine is taken.
    Dosage,
    /// What an allergy does.
    Reaction,
    /// How badly.
    Severity,
    /// Anything else.
    Note,
}

impl Part {
    /// The fields of a question's entries, in the order of the form.
    pub fn of(question: Question) -> &'static [Self] {
        match question {
            Question::Vaccines | Question::Problems => &[Self::What, Self::Since, Self::Note],
            Question::Allergies => &[Self::What, Self::Reaction, Self::Severity, Self::Since, Self::Note],
            Question::Medication => &[Self::What, Self::Dosage, Self::Since, Self::Note],
        }
    }

    /// The name it is sent under.
    pub fn name(self) -> &'static str {
        match self {
            Self::What => "what",
            Self::Since => "since",
            Self::Dosage => "dosage",
            Self::Reaction => "reaction",
            Self::Severity => "severity",
            Self::Note => "note",
        }
    }

    /// The most characters it may have.
    pub fn longest(self) -> usize {
        match self {
            Self::Since => 40,
            Self::Severity => 20,
            Self::Note => 1000,
            Self::What | Self::Dosage | Self::Reaction => 200,
        }
    }
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Something else was said, but not what it is.
    Missing,
    /// More than [`Part::longest`] characters.
    TooLong,
    /// No day, month or year.
    NoDate,
    /// It has not happened yet.
    Future,
    /// Before the patient was born.
    BeforeBirth,
    /// None of the words it may be.
    Unknown,
}

impl Said {
    /// Reads what was typed; none when every field is blank. `since` may be a day, a month or a year.
    ///
    /// # Errors
    /// Every field that cannot be used, with what is wrong with it.
    pub fn read<'a>(
        question: Question,
        typed: impl Fn(Part) -> &'a str,
        today: Date,
        birth: Birth,
    ) -> Result<Option<Self>, Vec<(Part, Wrong)>> {
        let parts = Part::of(question);
        if parts.iter().all(|part| typed(*part).trim().is_empty()) {
            return Ok(None);
        }
        let mut said = Self::default();
        let mut wrong = Vec::new();
        for &part in parts {
            let text = typed(part).trim();
            if text.chars().count() > part.longest() {
                wrong.push((part, Wrong::TooLong));
                continue;
            }
            let some = (!text.is_empty()).then(|| text.to_owned());
            match part {
                Part::What if text.is_empty() => wrong.push((part, Wrong::Missing)),
                Part::What => said.what = tidy(text),
                Part::Since if text.is_empty() => {}
                Part::Since => match since(text, today, birth) {
                    Ok(when) => said.since = Some(when),
                    Err(what) => wrong.push((part, what)),
                },
                Part::Dosage => said.dosage = some,
                Part::Reaction => said.reaction = some,
                Part::Severity if text.is_empty() => {}
                Part::Severity => match Severity::of_word(text) {
                    Some(severity) => said.severity = Some(severity),
                    None => wrong.push((part, Wrong::Unknown)),
                },
                Part::Note => said.note = some,
            }
        }
        if wrong.is_empty() { Ok(Some(said)) } else { Err(wrong) }
    }

    /// A field as it is typed; dates as seen in `zone`.
    pub fn text(&self, part: Part, zone: &TimeZone) -> String {
        match part {
            Part::What => self.what.clone(),
            Part::Since => self.since.map(|when| when.shown_date(zone)).unwrap_or_default(),
            Part::Dosage => self.dosage.clone().unwrap_or_default(),
            Part::Reaction => self.reaction.clone().unwrap_or_default(),
            Part::Severity => self.severity.map_or("", Severity::word).to_owned(),
            Part::Note => self.note.clone().unwrap_or_default(),
        }
    }

    /// The fields in which this reads otherwise than `other`.
    pub fn differences(&self, other: &Self, question: Question, zone: &TimeZone) -> Vec<Part> {
        Part::of(question)
            .iter()
            .copied()
            .filter(|part| self.text(*part, zone) != other.text(*part, zone))
            .collect()
    }

    /// Takes these fields over from `other`.
    pub fn take(&mut self, parts: &[Part], other: &Self) {
        for part in parts {
            match part {
                Part::What => self.what.clone_from(&other.what),
                Part::Since => self.since = other.since,
                Part::Dosage => self.dosage.clone_from(&other.dosage),
                Part::Reaction => self.reaction.clone_from(&other.reaction),
                Part::Severity => self.severity = other.severity,
                Part::Note => self.note.clone_from(&other.note),
            }
        }
    }
}

fn since(text: &str, today: Date, birth: Birth) -> Result<When, Wrong> {
    let (date, precision) = match Birth::parse(text, today) {
        Some(Birth::Day(date)) => (date, Precision::Day),
        Some(Birth::Month(date)) => (date, Precision::Month),
        Some(Birth::Year(date) | Birth::About(date)) => (date, Precision::Year),
        Some(Birth::NotKnown) | None => return Err(Wrong::NoDate),
    };
    if date > today {
        return Err(Wrong::Future);
    }
    let too_early = match (birth, precision) {
        (Birth::Day(born), Precision::Day) => date < born,
        // An estimated age may be years off.
        (Birth::About(_), _) => false,
        (known, _) => known.date().is_some_and(|born| date.year() < born.year()),
    };
    if too_early {
        return Err(Wrong::BeforeBirth);
    }
    When::date(date, precision).map_err(|_| Wrong::NoDate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 20);
    const BORN: Birth = Birth::Day(date(1984, 3, 14));

    fn read(fields: &[(Part, &'static str)]) -> Result<Option<Said>, Vec<(Part, Wrong)>> {
        let typed = |part: Part| fields.iter().find(|(name, _)| *name == part).map_or("", |(_, text)| *text);
        Said::read(Question::Allergies, typed, TODAY, BORN)
    }

    #[test]
    fn a_blank_row_says_nothing_and_a_half_one_is_asked_about() {
        assert_eq!(read(&[(Part::What, "  "), (Part::Note, "\t")]), Ok(None));
        assert_eq!(read(&[(Part::Note, "since childhood")]), Err(vec![(Part::What, Wrong::Missing)]));
    }

    #[test]
    fn since_is_a_day_a_month_or_a_year() {
        for (typed, shown) in [
            ("2015", "2015"),
            ("Mar-2015", "Mar-2015"),
            ("3/2015", "Mar-2015"),
            ("14.3.2015", "14-Mar-2015"),
            ("2015-03-14", "14-Mar-2015"),
        ] {
            let said = read(&[(Part::What, "Latex"), (Part::Since, typed)]).unwrap().unwrap();
            assert_eq!(said.text(Part::Since, &TimeZone::UTC), shown, "{typed}");
        }
    }

    #[test]
    fn a_date_that_cannot_be_is_refused_with_its_reason() {
        for (typed, wrong) in [
            ("long ago", Wrong::NoDate),
            ("2027", Wrong::Future),
            ("21.11.2026", Wrong::Future),
            ("1983", Wrong::BeforeBirth),
            ("13.3.1984", Wrong::BeforeBirth),
        ] {
            assert_eq!(
                read(&[(Part::What, "Latex"), (Part::Since, typed)]),
                Err(vec![(Part::Since, wrong)]),
                "{typed}"
            );
        }
        assert!(read(&[(Part::What, "Latex"), (Part::Since, "1984")]).is_ok(), "the year of birth");
    }

    #[test]
    fn every_field_that_is_wrong_is_named() {
        let long: &'static str = Box::leak("x".repeat(201).into_boxed_str());
        assert_eq!(
            read(&[(Part::What, long), (Part::Severity, "deadly")]),
            Err(vec![(Part::What, Wrong::TooLong), (Part::Severity, Wrong::Unknown)])
        );
    }

    #[test]
    fn only_what_reads_otherwise_differs() {
        let noon = When::instant("2019-05-01T12:00:00Z".parse().unwrap());
        let before = Said { what: "Latex".into(), since: Some(noon), ..Said::default() };
        let day = When::date(date(2019, 5, 1), Precision::Day).unwrap();
        let mut after = Said { since: Some(day), note: Some("gloves".into()), ..before.clone() };
        let zone = TimeZone::UTC;
        assert_eq!(after.differences(&before, Question::Allergies, &zone), [Part::Note]);
        after.take(&[Part::Note], &before);
        assert!(after.differences(&before, Question::Allergies, &zone).is_empty());
    }
}
