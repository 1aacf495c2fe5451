//! How likely it is that two records are one person.
//!
//! Names and birth date decide. A shared phone only confirms: families share one. A shared national
//! id is proof enough to ask, whatever else is written.

use super::birth::Birth;
use super::details::Details;
use super::fold::fold;
use super::key::national_id_key;
use super::phone::{digits, tail};
use super::sex::Sex;
use jiff::civil::Date;

/// What is compared.
#[derive(Debug, Clone)]
pub struct Traits {
    family: String,
    given: String,
    birth: Birth,
    sex: Sex,
    phones: Vec<String>,
    national_id: String,
}

/// What two records have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Likeness {
    /// 0 to 100.
    pub points: u8,
    /// Family names agree.
    pub family: bool,
    /// Given names agree.
    pub given: bool,
    /// Birth dates agree.
    pub birth: bool,
    /// Sexes agree.
    pub sex: bool,
    /// A phone agrees.
    pub phone: bool,
    /// National ids agree.
    pub national_id: bool,
}

impl Likeness {
    /// Enough to stop a registration and ask.
    pub fn is_probable(&self) -> bool {
        self.points >= 60
    }
}

impl Traits {
    /// Of what is known of somebody.
    pub fn of(details: &Details) -> Traits {
        let phones: Vec<String> = details.phones.iter().map(|phone| phone.number.clone()).collect();
        let id = details.national_id.as_deref().unwrap_or_default();
        Traits::new(&details.family, &details.given, details.birth, details.sex, &phones, id)
    }

    /// Of its parts, as typed.
    pub fn new(
        family: &str,
        given: &str,
        birth: Birth,
        sex: Sex,
        phones: &[String],
        national_id: &str,
    ) -> Traits {
        Traits {
            family: fold(family),
            given: fold(given),
            birth,
            sex,
            phones: phones.iter().map(|number| tail(&digits(number))).collect(),
            national_id: national_id_key(national_id),
        }
    }

    /// Last digits of the phones, for finding who else has them.
    pub fn phone_tails(&self) -> &[String] {
        &self.phones
    }

    /// Family and given names, folded.
    pub fn folded_name(&self) -> (&str, &str) {
        (&self.family, &self.given)
    }

    /// The national id without its punctuation; empty without one.
    pub fn national_id(&self) -> &str {
        &self.national_id
    }

    /// Compares two records; the order makes no difference.
    pub fn likeness(&self, other: &Traits) -> Likeness {
        let name = name_similarity(self, other);
        let birth = birth_similarity(self.birth, other.birth);
        let phone = self.phones.iter().any(|p| p.len() >= 5 && other.phones.contains(p));
        let national_id = !self.national_id.is_empty() && self.national_id == other.national_id;
        let known = |sex| sex != Sex::Unknown;
        let sexes_differ = self.sex != other.sex && known(self.sex) && known(other.sex);
        let mut points = 0.0;
        if name >= 0.82 {
            points = 50.0 * (name - 0.5) / 0.5 + 35.0 * birth + if phone { 15.0 } else { 0.0 };
            if sexes_differ {
                points -= 12.0;
            }
        }
        if national_id {
            points = 100.0;
        }
        Likeness {
            points: points.clamp(0.0, 100.0).round() as u8,
            family: !self.family.is_empty() && self.family == other.family,
            given: !self.given.is_empty() && self.given == other.given,
            birth: self.birth.date().is_some() && self.birth == other.birth,
            sex: self.sex == other.sex && known(self.sex),
            phone,
            national_id,
        }
    }
}

/// Words of the shorter name against their best partners in the longer one, so that order, a second
/// given name and a hyphen make little difference.
fn name_similarity(a: &Traits, b: &Traits) -> f64 {
    let whole = similarity(&format!("{} {}", a.family, a.given), &format!("{} {}", b.family, b.given));
    let family = similarity(&a.family, &b.family);
    let given = similarity(&a.given, &b.given);
    // A family shares its name; the given name tells its members apart.
    whole.min(0.4 * family.max(whole) + 0.6 * given.max(if family < 0.9 { whole } else { 0.0 }))
}

/// Each word of the shorter text with the word of the longer one that it fits best, best pairs first.
fn similarity(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split_whitespace().collect(), b.split_whitespace().collect());
    let (mut short, mut long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.is_empty() {
        return if long.is_empty() { 1.0 } else { 0.0 };
    }
    let words = short.len() as f64;
    let left_over = (long.len() - short.len()) as f64;
    let mut total = 0.0;
    while !short.is_empty() {
        let pairs = (0..short.len()).flat_map(|i| (0..long.len()).map(move |j| (i, j)));
        let scored = pairs.map(|(i, j)| (i, j, word_similarity(short.get(i), long.get(j))));
        let Some((i, j, score)) = scored.max_by(|x, y| x.2.total_cmp(&y.2)) else { break };
        // Below this two words are not a misspelling of each other.
        total += if score >= 0.8 { score } else { score / 2.0 };
        short.swap_remove(i);
        long.swap_remove(j);
    }
    total / (words + 0.15 * left_over)
}

fn word_similarity(a: Option<&&str>, b: Option<&&str>) -> f64 {
    match (a, b) {
        (Some(a), Some(b)) => strsim::jaro_winkler(a, b),
        _ => 0.0,
    }
}

fn birth_similarity(a: Birth, b: Birth) -> f64 {
    let (Some(x), Some(y)) = (a.date(), b.date()) else { return 0.4 };
    match (a.day(), b.day()) {
        (Some(x), Some(y)) if x == y => 1.0,
        (Some(x), Some(y)) if is_slip(x, y) => 0.6,
        (Some(_), Some(_)) => 0.0,
        _ => match (x.year() - y.year()).abs() {
            0 => 0.6,
            1..=3 => 0.4,
            _ => 0.0,
        },
    }
}

/// Day and month swapped, or one digit wrong, or two neighbours swapped.
fn is_slip(a: Date, b: Date) -> bool {
    if (a.day(), a.month(), a.year()) == (b.month(), b.day(), b.year()) {
        return true;
    }
    let digits = |d: Date| format!("{:04}{:02}{:02}", d.year(), d.month(), d.day()).into_bytes();
    let (a, b) = (digits(a), digits(b));
    let wrong: Vec<usize> = (0..8).filter(|&i| a.get(i) != b.get(i)).collect();
    match wrong.as_slice() {
        [_] => true,
        [i, j] => j - i == 1 && a.get(*i) == b.get(*j) && a.get(*j) == b.get(*i),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::field::{Field, Sheet};
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn person(family: &str, given: &str, born: &str, phone: &str) -> Traits {
        let sheet = Sheet::default()
            .with(Field::Family, family)
            .with(Field::Given, given)
            .with(Field::Born, born)
            .with(Field::Phone, phone)
            .with(Field::Sex, "unknown");
        Traits::of(&Details::parse(&sheet, date(2026, 11, 20)).unwrap())
    }

    #[test]
    fn the_same_person_again() {
        let ana = person("Marković", "Ana", "14.3.1984", "+381 64 555 0182");
        for again in [
            person("Marković", "Ana", "14.3.1984", "064 555 0182"),
            person("Markovic", "Ana", "14.3.1984", ""),
            person("Марковић", "Ана", "14.3.1984", ""),
            person("Ana", "Marković", "14.3.1984", ""),
            person("Markovič", "Ana Marija", "14.3.1984", ""),
            person("Marković", "Anna", "14.3.1984", ""),
            person("Marković", "Ana", "14.3.1948", ""),
            person("Marković", "Ana", "~1984", "064 555 0182"),
            person("Marković-Petrović", "Ana", "14.3.1984", ""),
        ] {
            assert!(ana.likeness(&again).is_probable(), "{again:?} {:?}", ana.likeness(&again));
        }
    }

    #[test]
    fn families_and_namesakes_are_not_the_same_person() {
        let ana = person("Marković", "Ana", "14.3.1984", "+381 64 555 0182");
        for other in [
            person("Marković", "Petar", "2.7.1980", "+381 64 555 0182"),
            person("Marković", "Luka", "14.3.1984", "+381 64 555 0182"),
            person("Marković", "Anastasia", "22.1.2019", "+381 64 555 0182"),
            person("Marković", "Ana", "9.9.1961", ""),
            person("Nowak", "Zofia", "14.3.1984", ""),
        ] {
            assert!(!ana.likeness(&other).is_probable(), "{other:?} {:?}", ana.likeness(&other));
        }
    }

    #[test]
    fn a_national_id_is_proof_enough_to_ask() {
        let mut a = person("Nowak", "Zofia", "1.1.1960", "");
        let mut b = person("Wiśniewska", "Z.", "1.1.1961", "");
        a.national_id = national_id_key("60 01 01-123");
        b.national_id = national_id_key("600101123");
        assert_eq!(a.likeness(&b).points, 100);
    }

    proptest! {
        #[test]
        fn order_makes_no_difference(
            a in "[a-z]{1,8}( [a-z]{1,8})?", b in "[a-z]{1,8}", c in "[a-z]{1,8}", d in "[a-z]{1,8}( [a-z]{1,8})?",
        ) {
            let x = person(&a, &b, "14.3.1984", "");
            let y = person(&c, &d, "14.3.1985", "");
            let (xy, yx) = (x.likeness(&y).points, y.likeness(&x).points);
            prop_assert_eq!(xy, yx);
            prop_assert!(x.likeness(&x).is_probable());
        }
    }
}
