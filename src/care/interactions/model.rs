//! A pair, and the files pairs come in.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::care::substances::is_atc;
use crate::people::patients::fold;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Rarely matters.
    Minor,
    /// Wants watching or another dose.
    Moderate,
    /// Not to be combined.
    Severe,
}

impl Severity {
    /// From its word.
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Minor, Self::Moderate, Self::Severe].into_iter().find(|one| one.as_str() == word)
    }

    /// The word in files and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Minor => "minor",
            Self::Moderate => "moderate",
            Self::Severe => "severe",
        }
    }
}

/// What one of the two medicines is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// What it is called.
    pub name: String,
    /// `name:` and a folded name, `atc:` and the beginning of a code.
    pub keys: BTreeSet<String>,
}

/// Two medicines that harm each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// One.
    pub a: Side,
    /// The other.
    pub b: Side,
    /// How bad.
    pub severity: Severity,
    /// What happens.
    pub effect: String,
    /// What to do.
    pub advice: String,
    /// Who says so.
    pub source: String,
}

impl Pair {
    /// Whether one of these medicines is one side, and the other the other.
    pub fn is_between(&self, one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
        let is = |side: &Side, keys: &BTreeSet<String>| !side.keys.is_disjoint(keys);
        (is(&self.a, one) && is(&self.b, other)) || (is(&self.b, one) && is(&self.a, other))
    }
}

/// The shipped pairs.
pub fn severe() -> &'static [Pair] {
    static SEVERE: LazyLock<Vec<Pair>> = LazyLock::new(|| {
        PairFile::read(include_bytes!("severe.csv")).map(|file| file.pairs).unwrap_or_default()
    });
    &SEVERE
}

/// Pairs of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairFile {
    /// In the order of the file.
    pub pairs: Vec<Pair>,
}

/// Why a file cannot be taken. Nothing of it is.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Unreadable {
    /// Not UTF-8.
    #[error("it is not written in UTF-8")]
    NotText,
    /// A heading is missing.
    #[error("it has no column {0}")]
    NoColumn(&'static str),
    /// A line that cannot be read.
    #[error("line {0}: {1}")]
    Line(u64, &'static str),
    /// Nothing in it.
    #[error("there is no pair in it")]
    Empty,
}

/// Longer texts are no words on a screen.
const LONGEST: usize = 1000;

impl PairFile {
    /// Reads a CSV file with the headings of `docs/medicines.md`.
    ///
    /// # Errors
    /// When a heading or anything a line needs is missing: a part of a list is never taken for all of it.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::NotText)?;
        let first = text.lines().next().unwrap_or_default();
        let delimiter = if first.contains(';') { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let headings = reader.headers().map_err(|_| Unreadable::NoColumn("a"))?.clone();
        let at = |name: &str| headings.iter().position(|heading| heading.trim().eq_ignore_ascii_case(name));
        for name in ["a", "b", "severity", "effect"] {
            at(name).ok_or(Unreadable::NoColumn(name))?;
        }
        let mut pairs = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| {
                let line = error.position().map_or(0, csv::Position::line);
                Unreadable::Line(line, "it has another number of cells than the headings")
            })?;
            let line = record.position().map_or(0, csv::Position::line);
            let cell = |name: &str| at(name).and_then(|at| record.get(at)).unwrap_or_default().trim();
            pairs.push(pair(cell).map_err(|why| Unreadable::Line(line, why))?);
        }
        if pairs.is_empty() { Err(Unreadable::Empty) } else { Ok(Self { pairs }) }
    }
}

fn pair<'a>(cell: impl Fn(&str) -> &'a str) -> Result<Pair, &'static str> {
    let side = |name: &str| -> Result<Side, &'static str> {
        let (codes, names) = (format!("{name}_codes"), format!("{name}_names"));
        let name = cell(name);
        let mut keys = BTreeSet::new();
        for code in cell(&codes).split([' ', '|']).filter(|code| !code.is_empty()) {
            let code = code.to_ascii_uppercase();
            if !is_atc(&code) {
                return Err("a code is no ATC code and no level of one");
            }
            keys.insert(format!("atc:{code}"));
        }
        let names = std::iter::once(name).chain(cell(&names).split('|')).map(fold);
        keys.extend(names.filter(|name| !name.is_empty()).map(|name| format!("name:{name}")));
        if name.is_empty() || fold(name).is_empty() {
            return Err("a medicine has no name");
        }
        Ok(Side { name: name.to_owned(), keys })
    };
    let severity = Severity::of_word(&cell("severity").to_lowercase())
        .ok_or("severity is none of severe, moderate, minor")?;
    let texts = ["a", "b", "effect", "advice", "source"];
    if texts.iter().any(|name| cell(name).chars().count() > LONGEST || cell(name).contains('\0')) {
        return Err("a text is longer than 1000 characters");
    }
    if cell("effect").is_empty() {
        return Err("nobody says what happens");
    }
    Ok(Pair {
        a: side("a")?,
        b: side("b")?,
        severity,
        effect: cell("effect").to_owned(),
        advice: cell("advice").to_owned(),
        source: cell("source").to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::record::Concept;
    use crate::care::substances::Medicine;

    fn between(one: &str, other: &str) -> Vec<&'static str> {
        let keys = |text: &str| Medicine::of(&Concept::text(text)).keys;
        let (one, other) = (keys(one), keys(other));
        severe()
            .iter()
            .filter(|pair| pair.is_between(&one, &other))
            .map(|pair| pair.source.as_str())
            .collect()
    }

    #[test]
    fn each_of_the_fifteen_pairs_is_recognised_from_both_sides() {
        assert_eq!(severe().len(), 15);
        for (n, one, other) in [
            (1, "Methylphenidate", "Phenelzine"),
            (2, "Atazanavir", "Omeprazole"),
            (3, "Febuxostat", "Azathioprine"),
            (4, "Sertraline", "Tranylcypromine"),
            (5, "Irinotecan", "Ketoconazole"),
            (6, "Pethidine", "Selegiline"),
            (7, "Amitriptyline", "Isocarboxazid"),
            (8, "Haloperidol", "Sotalol"),
            (9, "Ramelteon", "Fluvoxamine"),
            (10, "Rifampicin", "Darunavir"),
            (11, "Simvastatin", "Clarithromycin"),
            (12, "Ergotamine", "Ritonavir"),
            (13, "Tizanidine", "Ciprofloxacin"),
            (14, "Tranylcypromine", "Procarbazine"),
            (15, "Sumatriptan", "Phenelzine"),
        ] {
            let source = format!("Phansalkar et al. 2012, pair {n}");
            assert!(between(one, other).contains(&source.as_str()), "{one} and {other}");
            assert_eq!(between(one, other), between(other, one));
        }
        assert!(between("Amoxicillin", "Ramipril").is_empty());
        assert!(between("Pravastatin", "Clarithromycin").is_empty(), "not every statin");
    }

    #[test]
    fn a_file_is_taken_whole_or_not_at_all() {
        let good = "a;a_codes;b;b_names;severity;effect\nWarfarin;B01AA03;NSAIDs;ibuprofen|naproxen;Severe;Bleeding\n";
        let file = PairFile::read(good.as_bytes()).expect("a file");
        assert!(
            file.pairs[0].b.keys.contains("name:naproxen") && file.pairs[0].a.keys.contains("atc:B01AA03")
        );
        for (text, why) in [
            ("a,b,severity\n", Unreadable::NoColumn("effect")),
            ("a,b,severity,effect\n", Unreadable::Empty),
            ("a,b,severity,effect\nx,,severe,y\n", Unreadable::Line(2, "a medicine has no name")),
            (
                "a,b,severity,effect\nx,z,awful,y\n",
                Unreadable::Line(2, "severity is none of severe, moderate, minor"),
            ),
            ("a,b,severity,effect\nx,z,severe,\n", Unreadable::Line(2, "nobody says what happens")),
            (
                "a,a_codes,b,severity,effect\nx,J01CA4,z,severe,y\n",
                Unreadable::Line(2, "a code is no ATC code and no level of one"),
            ),
            (
                "a,b,severity,effect\nx,z,severe\n",
                Unreadable::Line(2, "it has another number of cells than the headings"),
            ),
        ] {
            assert_eq!(PairFile::read(text.as_bytes()), Err(why), "{text}");
        }
        assert_eq!(PairFile::read(b"a,b\xff"), Err(Unreadable::NotText));
    }
}
