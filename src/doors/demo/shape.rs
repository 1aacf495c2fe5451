//! How the hand-shaped patients are written down: a name, then only what is particular about them.

use jiff::Span;
use jiff::civil::{Date, date};

use super::codes::{Code, sct};
use super::courses::Field;
use super::diary::Status;
use super::history::{Allergy, AllergyKind, Severity};
use super::people::{Born, Sex};
use super::stories::Story;

/// When somebody was born: on a day, about so old, or so many days before the demonstration starts.
#[derive(Debug, Clone, Copy)]
pub(super) enum Birth {
    On(i16, i8, i8),
    About(u8),
    DaysAgo(i64),
}

impl Birth {
    pub(super) fn seen_from(self, today: Date) -> Born {
        match self {
            Self::On(year, month, day) => Born::On(date(year, month, day).min(today)),
            Self::About(years) => Born::About(years, today),
            Self::DaysAgo(days) => Born::On(today - Span::new().days(days)),
        }
    }
}

/// What somebody cannot stand: the substance, the word for it, its kind, what happened, how badly, since when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Allergen(pub(super) Code, pub(super) &'static str, AllergyKind, Option<Code>, Severity);

const ANAPHYLAXIS: Code = sct("39579001", "Anaphylaxis");
const RASH: Code = sct("271807003", "Eruption of skin");
const HIVES: Code = sct("126485001", "Urticaria");
const BREATHLESS: Code = sct("267036007", "Dyspnea");
const NAUSEA: Code = sct("422587007", "Nausea");

pub(super) const PENICILLIN: Allergen = Allergen(
    sct("91936005", "Allergy to penicillin"),
    "Penicillin",
    AllergyKind::Medication,
    Some(ANAPHYLAXIS),
    Severity::Severe,
);
pub(super) const LATEX: Allergen = Allergen(
    sct("300916003", "Latex allergy"),
    "Latex",
    AllergyKind::Environment,
    Some(RASH),
    Severity::Mild,
);
pub(super) const PEANUT: Allergen = Allergen(
    sct("91935009", "Allergy to peanuts"),
    "Peanuts",
    AllergyKind::Food,
    Some(ANAPHYLAXIS),
    Severity::Severe,
);
pub(super) const EGG: Allergen =
    Allergen(sct("91930004", "Allergy to eggs"), "Egg", AllergyKind::Food, Some(HIVES), Severity::Moderate);
pub(super) const GRASS: Allergen = Allergen(
    sct("418689008", "Allergy to grass pollen"),
    "Grass pollen",
    AllergyKind::Environment,
    None,
    Severity::Mild,
);
pub(super) const MITES: Allergen = Allergen(
    sct("232350006", "House dust mite allergy"),
    "House dust mites",
    AllergyKind::Environment,
    Some(BREATHLESS),
    Severity::Moderate,
);
pub(super) const SHELLFISH: Allergen = Allergen(
    sct("300913006", "Shellfish allergy"),
    "Shellfish",
    AllergyKind::Food,
    Some(HIVES),
    Severity::Moderate,
);
pub(super) const ASPIRIN: Allergen = Allergen(
    sct("293586001", "Allergy to aspirin"),
    "Acetylsalicylic acid",
    AllergyKind::Medication,
    Some(BREATHLESS),
    Severity::Severe,
);
pub(super) const BEES: Allergen = Allergen(
    sct("424213003", "Allergy to bee venom"),
    "Bee stings",
    AllergyKind::Environment,
    Some(ANAPHYLAXIS),
    Severity::Severe,
);
pub(super) const AMOXICILLIN: Allergen = Allergen(
    sct("294505008", "Allergy to amoxicillin"),
    "Amoxicillin",
    AllergyKind::Medication,
    Some(RASH),
    Severity::Moderate,
);
pub(super) const FISH: Allergen =
    Allergen(sct("417532002", "Allergy to fish"), "Fish", AllergyKind::Food, Some(NAUSEA), Severity::Mild);
pub(super) const CATS: Allergen = Allergen(
    sct("232347008", "Dander (animal) allergy"),
    "Cat hair",
    AllergyKind::Environment,
    Some(BREATHLESS),
    Severity::Mild,
);

impl Allergen {
    pub(super) fn entry(self, since: i16, inactive: bool) -> Allergy {
        let Self(code, text, kind, reaction, severity) = self;
        let since = date(since, 5, 2);
        Allergy {
            code,
            text,
            reaction,
            severity,
            high_risk: severity == Severity::Severe,
            since,
            inactive,
            kind,
        }
    }
}

/// What was said when allergies were asked for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Said {
    NotAsked,
    None,
    These(&'static [(Allergen, i16)]),
    /// As before; the last one is outgrown.
    TheseLastOutgrown(&'static [(Allergen, i16)]),
}

/// One hand-shaped patient.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub(super) family: &'static str,
    pub(super) given: &'static str,
    pub(super) sex: Sex,
    pub(super) birth: Birth,
    pub(super) title: Option<&'static str>,
    pub(super) called: Option<&'static str>,
    pub(super) phones: &'static [&'static str],
    pub(super) email: Option<&'static str>,
    pub(super) language: &'static str,
    pub(super) kin: Option<(&'static str, &'static str, &'static str)>,
    pub(super) notes: Option<&'static str>,
    pub(super) died_days_ago: Option<i64>,
    pub(super) archived: bool,
    pub(super) bare: bool,
    pub(super) said: Said,
    pub(super) past: &'static [Story],
    pub(super) meets: &'static [(Field, i64, Status, &'static str)],
}

impl Shape {
    pub(super) const fn new(family: &'static str, given: &'static str, sex: Sex, birth: Birth) -> Self {
        Self {
            family,
            given,
            sex,
            birth,
            title: None,
            called: None,
            phones: &[],
            email: None,
            language: "de",
            kin: None,
            notes: None,
            died_days_ago: None,
            archived: false,
            bare: false,
            said: Said::NotAsked,
            past: &[],
            meets: &[],
        }
    }

    /// Whether they are eighteen or older.
    pub(super) fn is_adult(&self, today: Date) -> bool {
        match self.birth.seen_from(today) {
            Born::On(day) => day + Span::new().years(18) <= today,
            Born::About(years, _) => years >= 18,
        }
    }

    pub(super) const fn title(mut self, title: &'static str) -> Self {
        self.title = Some(title);
        self
    }

    pub(super) const fn called(mut self, name: &'static str) -> Self {
        self.called = Some(name);
        self
    }

    pub(super) const fn phones(mut self, phones: &'static [&'static str]) -> Self {
        self.phones = phones;
        self
    }

    pub(super) const fn email(mut self, email: &'static str) -> Self {
        self.email = Some(email);
        self
    }

    pub(super) const fn speaks(mut self, language: &'static str) -> Self {
        self.language = language;
        self
    }

    pub(super) const fn kin(
        mut self,
        name: &'static str,
        relation: &'static str,
        phone: &'static str,
    ) -> Self {
        self.kin = Some((name, relation, phone));
        self
    }

    pub(super) const fn notes(mut self, notes: &'static str) -> Self {
        self.notes = Some(notes);
        self
    }

    pub(super) const fn died(mut self, days_ago: i64) -> Self {
        self.died_days_ago = Some(days_ago);
        self
    }

    pub(super) const fn archived(mut self) -> Self {
        self.archived = true;
        self
    }

    /// Only what registration demands is known.
    pub(super) const fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    pub(super) const fn said(mut self, said: Said) -> Self {
        self.said = said;
        self
    }

    pub(super) const fn past(mut self, past: &'static [Story]) -> Self {
        self.past = past;
        self
    }

    pub(super) const fn meets(mut self, meets: &'static [(Field, i64, Status, &'static str)]) -> Self {
        self.meets = meets;
        self
    }
}
