//! What somebody typed into the search box, understood.
//!
//! A text can be read in several ways (`14031984` is a date and may be a record number), so a query
//! is a list of readings, likeliest first; all hits of all readings count. Within a reading every
//! part must match, in any order.

use super::dates;
use super::fold::{fold, is_cjk};
use super::mrn::Mrn;
use super::phone;
use jiff::civil::Date;

/// Longest text looked at, and the most parts of it.
const LONGEST: usize = 120;
const MOST_PARTS: usize = 6;

/// A search, parsed. No readings: nothing can match.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// As typed, tidied: what the box shows again.
    pub typed: String,
    /// What it may mean, likeliest first.
    pub readings: Vec<Reading>,
}

/// One way to understand the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// A record number with the right check digit.
    Number(Mrn),
    /// Born on one of these days, and everything in the needles.
    Born(Vec<Date>, Vec<Needle>),
    /// Everything in the needles.
    Parts(Vec<Needle>),
}

/// A piece that the search key must contain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    /// Folded.
    pub text: String,
    /// Too short to be looked for inside words.
    pub starts_word: bool,
}

impl Query {
    /// Understands a text; `today` settles two-digit years.
    pub fn parse(text: &str, today: Date) -> Query {
        let typed: String = super::fold::tidy(text).chars().take(LONGEST).collect();
        let pieces: Vec<&str> =
            typed.split([' ', ',', ';', '،', '、', '，']).filter(|p| !p.is_empty()).collect();
        let mut readings = Vec::new();
        if let Some(mrn) = Mrn::parse(&typed) {
            readings.push(Reading::Number(mrn));
        }
        if let Some((dates, rest)) = find_date(&pieces, today) {
            readings.push(Reading::Born(dates, needles(&rest)));
        }
        let needles = needles(&pieces);
        if !needles.is_empty() {
            readings.push(Reading::Parts(needles));
        }
        Query { typed, readings }
    }

    /// Every needle of every reading, for marking hits.
    pub fn needles(&self) -> Vec<Needle> {
        let mut all = Vec::new();
        for reading in &self.readings {
            if let Reading::Born(_, needles) | Reading::Parts(needles) = reading {
                all.extend(needles.iter().filter(|n| !all.contains(*n)).cloned().collect::<Vec<_>>());
            }
        }
        all
    }
}

impl Needle {
    fn new(text: String) -> Needle {
        let starts_word = text.chars().count() < 3 && !text.chars().any(is_cjk);
        Needle { text, starts_word }
    }

    /// The part of the search key to look for.
    pub fn pattern(&self) -> String {
        if self.starts_word { self.as_word_start() } else { self.text.clone() }
    }

    /// As the beginning of a word.
    pub fn as_word_start(&self) -> String {
        format!("  {}", self.text)
    }

    /// As a whole word.
    pub fn as_whole_word(&self) -> String {
        format!("{}  ", self.as_word_start())
    }

    /// Whether it is made of digits only.
    pub fn is_number(&self) -> bool {
        self.text.bytes().all(|b| b.is_ascii_digit())
    }
}

/// Runs of three characters that a key containing `pattern` must hold. Long ones give only their
/// first and last few: the index narrows down, the pattern itself decides.
pub fn trigrams(pattern: &str) -> Vec<String> {
    let chars: Vec<char> = pattern.chars().collect();
    let mut grams: Vec<String> = Vec::new();
    let mut add = |gram: String| {
        if !grams.contains(&gram) {
            grams.push(gram);
        }
    };
    let windows = chars.len().saturating_sub(2);
    for (at, window) in chars.windows(3).enumerate() {
        if at < 4 || at + 3 >= windows {
            add(window.iter().collect());
        }
    }
    if windows == 0 {
        chars.iter().filter(|&&c| is_cjk(c)).for_each(|c| add(format!("  {c}")));
    }
    // Where a word begins or ends, a run is one letter and two blanks, which nearly every key has: it narrows nothing
    // down, and walking its list is most of the work.
    let tells = |gram: &String| gram.matches(' ').count() < 2;
    if grams.iter().any(tells) {
        grams.retain(tells);
    }
    grams
}

/// How well a patient fits: whole words before beginnings before middles, the family name first.
pub fn score(needles: &[Needle], search_key: &str, sort_key: &str) -> u32 {
    let mut total = 0;
    for needle in needles {
        let word_start = needle.as_word_start();
        total += if search_key.contains(&needle.as_whole_word()) {
            6
        } else if search_key.contains(&word_start) {
            4
        } else {
            1
        };
        if sort_key.starts_with(&needle.text) {
            total += 2;
        }
    }
    total
}

/// The date in a text, and the words without it.
pub fn split_date(text: &str, today: Date) -> (Option<Date>, Vec<String>) {
    let typed: String = super::fold::tidy(text).chars().take(LONGEST).collect();
    let pieces: Vec<&str> = typed.split(' ').filter(|p| !p.is_empty()).collect();
    let owned = |pieces: &[&str]| pieces.iter().map(|&p| p.to_owned()).collect();
    match find_date(&pieces, today) {
        Some((dates, rest)) => (dates.first().copied(), owned(&rest)),
        None => (None, owned(&pieces)),
    }
}

/// The date among the pieces, and the pieces without it. Five pieces hold "14 de marzo de 1984".
fn find_date<'a>(pieces: &[&'a str], today: Date) -> Option<(Vec<Date>, Vec<&'a str>)> {
    for size in [1, 3, 2, 4, 5] {
        for (at, window) in pieces.windows(size).enumerate() {
            let dates = dates::readings(&window.join(" "), today);
            if !dates.is_empty() {
                let rest = pieces.iter().enumerate();
                let rest = rest.filter(|(i, _)| *i < at || *i >= at + size).map(|(_, p)| *p).collect();
                return Some((dates, rest));
            }
        }
    }
    None
}

/// Folded parts; pieces of digits beside each other are one number, as phones are written.
fn needles(pieces: &[&str]) -> Vec<Needle> {
    let mut found: Vec<Needle> = Vec::new();
    let mut number = String::new();
    let close = |number: &mut String, found: &mut Vec<Needle>| {
        if !number.is_empty() {
            found.push(Needle::new(number_needle(number)));
            number.clear();
        }
    };
    for piece in pieces {
        let folded = fold(piece);
        if folded.is_empty() {
            continue;
        }
        if folded.chars().all(|c| c.is_ascii_digit() || c == ' ') {
            number.extend(folded.chars().filter(char::is_ascii_digit));
        } else {
            close(&mut number, &mut found);
            found.extend(folded.split(' ').map(|word| Needle::new(word.to_owned())));
        }
    }
    close(&mut number, &mut found);
    let mut needles: Vec<Needle> = Vec::new();
    for needle in found {
        if needles.len() < MOST_PARTS && !needles.contains(&needle) {
            needles.push(needle);
        }
    }
    needles
}

/// A phone with its country or trunk prefix is looked for by what is the same in both.
fn number_needle(digits: &str) -> String {
    let tail = if digits.len() > 8 || digits.starts_with('0') && digits.len() > 6 {
        phone::tail(digits)
    } else {
        digits.to_owned()
    };
    if tail.is_empty() { digits.to_owned() } else { tail }
}

#[cfg(test)]
mod tests {
    use super::super::key::{Findable, search_key};
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 11, 20);

    fn texts(needles: &[Needle]) -> Vec<String> {
        needles.iter().map(Needle::pattern).collect()
    }

    fn parts(text: &str) -> Vec<String> {
        match Query::parse(text, TODAY).readings.last() {
            Some(Reading::Parts(needles)) => texts(needles),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn names_in_any_order_and_script() {
        assert_eq!(parts("mark ana"), ["mark", "ana"]);
        assert_eq!(parts("Марковић, Ана"), ["markovic", "ana"]);
        assert_eq!(parts("m"), ["  m"]);
        assert_eq!(parts("O’Br an"), ["obr", "  an"]);
        assert_eq!(parts("王芳"), ["王芳"]);
        assert_eq!(parts("100% _"), ["100%", "  _"]);
    }

    #[test]
    fn signs_alone_find_nobody() {
        for text in ["", "   ", "---", "'", "\u{0}", "\u{202e}"] {
            assert_eq!(Query::parse(text, TODAY).readings, [], "{text:?}");
        }
    }

    #[test]
    fn numbers() {
        let mrn = Mrn::of_serial(0).unwrap();
        for text in [mrn.to_string(), mrn.digits()] {
            assert_eq!(Query::parse(&text, TODAY).readings[0], Reading::Number(mrn));
        }
        assert_eq!(parts("0182"), ["0182"]);
        assert_eq!(parts("+381 64 555 0182"), ["645550182"]);
        assert_eq!(parts("064/555-0182"), ["645550182"]);
        assert_eq!(parts("ana 555 0182"), ["ana", "5550182"]);
        assert_eq!(parts("417-229"), ["417229"]);
    }

    #[test]
    fn birth_dates_alone_and_beside_names() {
        let born = |text: &str| match Query::parse(text, TODAY).readings.into_iter().next() {
            Some(Reading::Born(dates, needles)) => (dates[0], texts(&needles)),
            other => panic!("{other:?}"),
        };
        let day = date(1984, 3, 14);
        for text in ["14.3.84", "14 march 1984", "1984-03-14", "14/03/1984", "14 3 84", "1984-03-14"] {
            assert_eq!(born(text), (day, vec![]), "{text}");
        }
        assert_eq!(born("ana 14 march 1984"), (day, vec!["ana".to_owned()]));
        assert_eq!(born("14.3.84 mark an"), (day, vec!["mark".to_owned(), "  an".to_owned()]));
        assert!(matches!(Query::parse("mark 1984", TODAY).readings[..], [Reading::Parts(_)]));
    }

    #[test]
    fn whole_words_come_first() {
        let needles = [Needle::new("ana".into())];
        let of = |family: &str, given: &str| {
            let key = search_key(&Findable { family, given, ..Findable::default() });
            score(&needles, &key, &super::super::key::sort_key(family, given))
        };
        assert!(of("Ana", "Marković") > of("Marković", "Ana"));
        assert!(of("Marković", "Ana") > of("Marković", "Anastasia"));
        assert!(of("Marković", "Anastasia") > of("Marković", "Tatjana"));
    }

    #[test]
    fn trigrams_are_few_and_contained() {
        assert_eq!(trigrams("ana"), ["ana"]);
        assert_eq!(trigrams("  m"), ["  m"]);
        assert_eq!(trigrams("  ana  "), [" an", "ana", "na "], "what every key has narrows nothing down");
        assert_eq!(trigrams("王芳"), ["  王", "  芳"]);
        assert!(trigrams("papadopoulosarakis").len() <= 7);
        assert!(trigrams("%").is_empty());
    }

    proptest! {
        /// Any part of any word of a name finds its bearer, through index and pattern.
        #[test]
        fn a_part_of_a_name_finds_it(
            family in "[A-Za-zÀ-ÖØ-öø-ſа-яА-Яα-ω一-龥가-힣]{1,12}",
            given in "[A-Za-zÀ-ÖØ-öø-ſ]{1,8}",
            from in 0..12_usize,
            long in 1..12_usize,
        ) {
            let key = search_key(&Findable { family: &family, given: &given, ..Findable::default() });
            let folded: Vec<char> = fold(&family).chars().collect();
            let from = if long < 3 && !folded.iter().all(|&c| is_cjk(c)) { 0 } else { from.min(folded.len().saturating_sub(3)) };
            let part: String = folded.iter().skip(from).take(long).collect();
            prop_assume!(part.chars().count() >= 3 || from == 0);
            for needle in needles(&[part.as_str(), given.as_str()]) {
                let pattern = needle.pattern();
                prop_assert!(key.contains(&pattern), "{pattern:?} in {key:?}");
                for gram in trigrams(&pattern) {
                    prop_assert!(key.contains(&gram), "{gram:?} of {pattern:?} in {key:?}");
                }
            }
        }

        #[test]
        fn nothing_panics(text in any::<String>()) {
            let query = Query::parse(&text, TODAY);
            prop_assert!(query.typed.chars().count() <= LONGEST);
            prop_assert!(query.needles().len() <= 2 * MOST_PARTS);
        }
    }
}
