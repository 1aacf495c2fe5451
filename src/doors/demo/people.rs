//! Plausible people in any number: who they are, where they live, how they are reached. No illness here.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::dice::Dice;
use super::names::{CULTURES, Culture, WEIGHTS};

/// Administrative sex as a register asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Neither.
    Other,
    /// Not known.
    Unknown,
}

/// A birth date, or what is known instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Born {
    /// The day.
    On(Date),
    /// About so many years old on that day.
    About(u8, Date),
}

impl Born {
    /// The day, or the middle of the year it was probably in.
    #[must_use]
    pub fn probably(self) -> Date {
        match self {
            Self::On(day) => day,
            Self::About(years, on) => on.saturating_sub(jiff::Span::new().years(i64::from(years)).months(6)),
        }
    }
}

/// Next of kin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kin {
    /// Name in one line.
    pub name: String,
    /// How they are related.
    pub relation: &'static str,
    /// Their phone.
    pub phone: String,
}

/// Who pays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insurance {
    /// The insurer.
    pub payer: &'static str,
    /// Number of the policy.
    pub policy: String,
    /// Last day it is valid.
    pub until: Date,
}

/// One invented person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Family name, any script.
    pub family: String,
    /// Given names, any script.
    pub given: String,
    /// What they like to be called, when it differs.
    pub preferred: Option<String>,
    /// Ms, Mr, Dr …
    pub title: Option<&'static str>,
    /// Sex in the register.
    pub sex: Sex,
    /// Birth date or estimated age.
    pub born: Born,
    /// Phones, the best first.
    pub phones: Vec<String>,
    /// E-mail address under a reserved domain.
    pub email: Option<String>,
    /// Street and number.
    pub street: String,
    /// Postcode and town.
    pub town: String,
    /// BCP 47 tag of the language spoken best.
    pub language: &'static str,
    /// National id.
    pub national_id: Option<String>,
    /// Next of kin.
    pub kin: Option<Kin>,
    /// Insurance.
    pub insurance: Option<Insurance>,
    /// What reception should know.
    pub notes: Option<&'static str>,
    /// Day of death.
    pub died: Option<Date>,
    /// Hidden from search.
    pub archived: bool,
}

/// The day on which the crowd was last counted: nobody in it is born later, whatever day the demonstration starts.
pub const COUNTED: Date = jiff::civil::date(2026, 10, 31);

const STREETS: [&str; 24] = [
    "Lindenallee",
    "Hafenstraße",
    "Mühlenweg",
    "Am Deich",
    "Gartenstraße",
    "Schulstraße",
    "Kirchplatz",
    "Fährweg",
    "Birkenweg",
    "Rosenstraße",
    "Werftstraße",
    "Bahnhofstraße",
    "Kastanienhof",
    "Am Speicher",
    "Möwenweg",
    "Torfgang",
    "Schleusenufer",
    "Heidekamp",
    "Marktplatz",
    "Brückenstraße",
    "Lotsengang",
    "Wiesengrund",
    "Alter Wall",
    "Reeperkamp",
];

const TOWNS: [&str; 10] = [
    "20990 Lindenhafen",
    "20991 Lindenhafen",
    "20992 Lindenhafen",
    "20993 Lindenhafen",
    "20995 Altenfähr am Strom",
    "20996 Deichhusen",
    "21990 Mühlenrade",
    "21992 Birkenmoor",
    "21995 Wiesendorf",
    "22990 Speicherstadt Süd",
];

pub(super) const PAYERS: [&str; 6] = [
    "Hanse Krankenkasse",
    "Nordlicht BKK",
    "Deichversicherung VVaG",
    "Allgemeine Küstenkasse",
    "Lotsen Privat",
    "Strom & Meer BKK",
];

const RELATIONS: [&str; 6] = ["Partner", "Mother", "Father", "Daughter", "Son", "Sister"];

/// `count` people of `seed`, the first of them in lane `first`. Each is made from the seed and its own lane alone.
pub fn crowd(seed: u64, first: u64, count: u64) -> impl Iterator<Item = Person> {
    (first..first.saturating_add(count)).map(move |lane| person(seed, lane))
}

/// The person of one lane.
#[must_use]
pub fn person(seed: u64, lane: u64) -> Person {
    let mut dice = Dice::new(seed, lane);
    let culture = culture(&mut dice);
    let sex = match dice.below(1000) {
        0..=494 => Sex::Male,
        495..=993 => Sex::Female,
        994..=997 => Sex::Other,
        _ => Sex::Unknown,
    };
    let woman = match sex {
        Sex::Female => true,
        Sex::Male => false,
        _ => dice.chance(50),
    };
    let born = born(&mut dice);
    let given = given(&mut dice, culture, woman);
    let family = family(&mut dice, culture, woman);
    let phone = phone(&mut dice);
    let adult = born.probably() < COUNTED.saturating_sub(jiff::Span::new().years(18));
    let email = (adult && dice.chance(55)).then(|| format!("p{:07}@mail.example", lane));
    let kin = dice.chance(if adult { 35 } else { 95 }).then(|| Kin {
        relation: if adult {
            dice.pick(&RELATIONS)
        } else {
            ["Mother", "Father"][usize::from(dice.chance(50))]
        },
        name: {
            let hers = dice.chance(50);
            format!("{} {family}", dice.pick(if hers { &culture.women } else { &culture.men }))
        },
        phone: if adult { self::phone(&mut dice) } else { phone.clone() },
    });
    Person {
        preferred: None,
        title: None,
        phones: if dice.chance(96) { vec![phone] } else { Vec::new() },
        email,
        street: format!("{} {}", dice.pick(&STREETS), dice.between(1, 140)),
        town: dice.pick(&TOWNS).to_owned(),
        language: if dice.chance(60) { culture.language } else { "de" },
        national_id: dice.chance(70).then(|| national_id(lane)),
        kin,
        insurance: dice.chance(88).then(|| Insurance {
            payer: dice.pick(&PAYERS),
            policy: format!("{}{:09}", (b'A' + dice.below(26) as u8) as char, dice.below(1_000_000_000)),
            until: jiff::civil::date(2027, 12, 31),
        }),
        notes: None,
        died: None,
        archived: false,
        family,
        given,
        sex,
        born,
    }
}

/// A phone number nobody in the demonstration can be called on.
pub(super) fn phone(dice: &mut Dice) -> String {
    let number = dice.below(10_000_000);
    format!("040 555 {:03} {:04}", number / 10_000, number % 10_000)
}

/// Unique by construction: the lane stands in it.
pub(super) fn national_id(lane: u64) -> String {
    let check = lane.to_string().bytes().fold(7u64, |sum, digit| (sum * 3 + u64::from(digit)) % 97);
    format!("L{lane:08}{check:02}")
}

fn culture(dice: &mut Dice) -> &'static Culture {
    let mut at = dice.below(*WEIGHTS);
    for culture in CULTURES.iter() {
        if at < culture.weight {
            return culture;
        }
        at -= culture.weight;
    }
    &CULTURES[0]
}

/// Ages as in a town with a hospital: few babies, many between 20 and 70, a long tail of the very old.
fn born(dice: &mut Dice) -> Born {
    let age = match dice.below(100) {
        0..=3 => dice.between(0, 2),
        4..=14 => dice.between(3, 14),
        15..=29 => dice.between(15, 29),
        30..=64 => dice.between(30, 59),
        65..=87 => dice.between(60, 79),
        88..=97 => dice.between(80, 92),
        _ => dice.between(93, 103),
    };
    let days = age * 365 + age / 4 + dice.between(0, 364);
    if dice.below(200) == 0 {
        return Born::About(u8::try_from(age).unwrap_or(40), COUNTED);
    }
    Born::On(COUNTED.saturating_sub(jiff::Span::new().days(days)))
}

fn given(dice: &mut Dice, culture: &Culture, woman: bool) -> String {
    let pool = if woman { &culture.women } else { &culture.men };
    let mut given = dice.pick(pool).to_owned();
    if culture.middle && dice.chance(38) {
        let second = dice.pick(pool);
        if second != given {
            given.push(if dice.chance(20) { '-' } else { ' ' });
            given.push_str(second);
        }
    }
    given
}

fn family(dice: &mut Dice, culture: &Culture, woman: bool) -> String {
    let mut family = Culture::family_of(dice.pick(&culture.families), woman).to_owned();
    if let Some(joint) = culture.double {
        let share = if joint == " " { 85 } else { 7 };
        let second = Culture::family_of(dice.pick(&culture.families), woman);
        if dice.chance(share) && second != family && write!(family, "{joint}{second}").is_err() {
            family.clear();
        }
    }
    family
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_seed_makes_the_same_crowd_and_another_seed_another() {
        let one: Vec<Person> = crowd(7, 61, 500).collect();
        assert_eq!(one, crowd(7, 61, 500).collect::<Vec<_>>());
        assert_ne!(one, crowd(8, 61, 500).collect::<Vec<_>>());
        assert_eq!(one[10], person(7, 71), "a person does not depend on those before");
    }

    #[test]
    fn the_first_person_of_the_first_seed_never_changes() {
        let first = person(1, 61);
        assert_eq!(
            (first.family.as_str(), first.given.as_str(), first.phones.join(",").as_str()),
            FIRST,
            "a change here gives every demonstration other people: is it meant?"
        );
    }

    const FIRST: (&str, &str, &str) = ("张", "军", "040 555 525 4138");

    #[test]
    fn everybody_has_a_name_a_past_birth_and_an_id_of_their_own() {
        let mut ids = HashSet::new();
        for person in crowd(3, 61, 20_000) {
            assert!(!person.family.is_empty() && !person.given.is_empty());
            assert!(!person.family.contains('/'), "{}", person.family);
            assert!(person.born.probably() <= COUNTED);
            if let Some(id) = person.national_id {
                assert!(ids.insert(id), "a national id twice");
            }
        }
    }

    #[test]
    fn many_scripts_are_among_them() {
        let names: String = crowd(1, 61, 3_000).map(|person| person.family + &person.given).collect();
        for (script, letter) in [
            ("Latin with marks", 'ß'),
            ("Vietnamese", 'ị'),
            ("Yoruba", 'Ọ'),
            ("Greek", 'π'),
            ("Cyrillic", 'ц'),
            ("Ukrainian", 'і'),
            ("Arabic", 'م'),
            ("Persian", 'ی'),
            ("Hebrew", 'כ'),
            ("Devanagari", 'श'),
            ("Han", '王'),
            ("Kana", 'さ'),
            ("Hangul", '민'),
        ] {
            assert!(names.contains(letter), "nobody with a name in {script}");
        }
    }
}
