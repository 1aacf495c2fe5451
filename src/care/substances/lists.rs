//! The shipped lists.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use crate::people::patients::fold;

/// A substance.
#[derive(Debug, PartialEq, Eq)]
pub struct Substance {
    /// Its name.
    pub name: String,
    pub(super) names: Vec<String>,
    /// Its codes in ATC.
    pub atc: Vec<String>,
    /// What it is a mixture of, if it is one.
    pub(super) of: Vec<String>,
}

/// A class of substances that allergies are known by.
#[derive(Debug, PartialEq, Eq)]
pub struct Class {
    /// What it is called.
    pub name: String,
    pub(super) words: Vec<String>,
    atc: Vec<String>,
    related: Vec<String>,
}

impl Class {
    /// Whether one of these codes belongs to it.
    pub fn holds(&self, codes: &[String]) -> bool {
        codes.iter().any(|code| self.atc.iter().any(|beginning| code.starts_with(beginning.as_str())))
    }

    /// The classes that may cross-react with it.
    pub fn related(&self) -> impl Iterator<Item = &'static Self> + '_ {
        CLASSES.iter().filter(|other| {
            let word = other.name.split(' ').next().unwrap_or_default();
            self.related.iter().any(|name| name == word)
        })
    }
}

/// All classes.
pub fn classes() -> &'static [Class] {
    &CLASSES
}

pub(super) static CLASSES: LazyLock<Vec<Class>> = LazyLock::new(|| {
    let list = |cell: &str, sign: char| -> Vec<String> {
        cell.split(sign).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    rows(include_str!("classes.csv"))
        .map(|[name, words, atc, related]: [String; 4]| Class {
            words: list(&words, '|').iter().map(|word| fold(word)).collect(),
            atc: list(&atc, ' '),
            related: list(&related, ' '),
            name,
        })
        .collect()
});

pub(super) static SUBSTANCES: LazyLock<Vec<Substance>> = LazyLock::new(|| {
    let single = rows(include_str!("substances.csv"))
        .map(|[name, also, atc]: [String; 3]| [name, also, atc, String::new()]);
    let mut all: Vec<Substance> = single
        .chain(rows(include_str!("mixtures.csv")))
        .map(|[name, also, atc, of]: [String; 4]| Substance {
            names: std::iter::once(name.as_str())
                .chain(also.split('|'))
                .map(fold)
                .filter(|name| !name.is_empty())
                .collect(),
            atc: atc.split_whitespace().map(str::to_owned).collect(),
            of: of.split('|').map(fold).filter(|name| !name.is_empty()).collect(),
            name,
        })
        .collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
});

pub(super) static BY_NAME: LazyLock<HashMap<&'static str, &'static Substance>> = LazyLock::new(|| {
    SUBSTANCES.iter().flat_map(|one| one.names.iter().map(move |name| (name.as_str(), one))).collect()
});

pub(super) static OTHERS: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("others.txt")));

pub(super) static ADDED: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("added.txt")));

pub(super) static DOSES: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("doses.txt")));

fn lines(text: &'static str) -> BTreeSet<&'static str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect()
}

fn rows<const N: usize>(text: &'static str) -> impl Iterator<Item = [String; N]> {
    let reader = csv::Reader::from_reader(text.as_bytes());
    reader.into_records().filter_map(|row| {
        let cells: Vec<String> = row.ok()?.iter().map(str::to_owned).collect();
        cells.try_into().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::super::is_atc;
    use super::super::text::MOST_WORDS;
    use super::*;

    #[test]
    fn the_shipped_lists_are_whole() {
        let lines = |text: &str| text.lines().count() - 1;
        let all = lines(include_str!("substances.csv")) + lines(include_str!("mixtures.csv"));
        assert_eq!(SUBSTANCES.len(), all, "every line is read");
        assert_eq!(CLASSES.len() + 1, include_str!("classes.csv").lines().count(), "every line is read");
        let mut known = HashMap::new();
        for one in SUBSTANCES.iter() {
            assert!(
                !one.atc.is_empty() && one.atc.iter().all(|code| code.len() == 7 && is_atc(code)),
                "{one:?}"
            );
            for name in &one.names {
                assert!(known.insert(name, &one.name).is_none(), "{name} is two substances");
                assert!(name.split(' ').count() <= MOST_WORDS, "{name}");
            }
        }
        for part in SUBSTANCES.iter().flat_map(|one| &one.of) {
            assert!(BY_NAME.contains_key(part.as_str()), "{part}");
        }
        for class in classes() {
            assert!(class.atc.iter().all(|code| is_atc(code)), "{class:?}");
            assert_eq!(class.related().count(), class.related.len(), "{class:?}");
        }
    }
}
