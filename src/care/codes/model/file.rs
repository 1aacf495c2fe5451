//! Files of codes as their publishers give them out, told apart by what is in them.

use super::{order, table, tree};

/// WHO's classification.
pub(super) const WHO: &str = "http://hl7.org/fhir/sid/icd-10";
/// The clinical modification of the United States.
pub(super) const CM: &str = "http://hl7.org/fhir/sid/icd-10-cm";

/// A code of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// As it is written, such as `J03.9`.
    pub code: String,
    /// Its words.
    pub text: String,
    /// Whether no finer codes lie below it.
    pub leaf: bool,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeFile {
    /// The address of the code system.
    pub system: String,
    /// The edition, where the file names it.
    pub edition: Option<String>,
    /// Every code once.
    pub entries: Vec<Entry>,
}

/// Why a file cannot be taken.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Unreadable {
    /// None of the formats.
    #[error("it is none of the formats that are known (docs/codes.md names them)")]
    Unknown,
    /// It breaks off or is not well formed.
    #[error("it is not whole: {0}")]
    Broken(String),
    /// A line that cannot be read; nothing of the file is taken.
    #[error("line {0} cannot be read")]
    Line(usize),
    /// A code with two different texts.
    #[error("the code {0} stands in it twice, with different words")]
    Twice(String),
    /// Nothing in it.
    #[error("there is no code in it")]
    Empty,
}

impl CodeFile {
    /// Reads a file of any of the formats.
    ///
    /// # Errors
    /// When it is none of them, or not whole: a part of a list is never taken for all of it.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        let text = decoded(bytes);
        let first = text.lines().find(|line| !line.trim().is_empty()).ok_or(Unreadable::Empty)?;
        let mut file = if first.trim_start().starts_with('<') {
            tree::read(&text)?
        } else if order::is_order_line(first) {
            order::read(&text)?
        } else if order::is_code_line(first) {
            order::read_codes(&text)?
        } else if table::is_who_line(first) {
            table::read_who(&text)?
        } else {
            table::read_csv(&text)?
        };
        once_each(&mut file.entries)?;
        if file.entries.is_empty() { Err(Unreadable::Empty) } else { Ok(file) }
    }
}

/// UTF-8 with or without its mark; what is not, is the Latin alphabet of older files.
fn decoded(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

fn once_each(entries: &mut Vec<Entry>) -> Result<(), Unreadable> {
    let mut seen = std::collections::HashMap::new();
    let mut twice = None;
    entries.retain(|entry| match seen.entry(super::key(&entry.code)) {
        std::collections::hash_map::Entry::Vacant(place) => {
            place.insert(entry.text.clone());
            true
        }
        std::collections::hash_map::Entry::Occupied(known) => {
            if *known.get() != entry.text {
                twice.get_or_insert_with(|| entry.code.clone());
            }
            false
        }
    });
    twice.map_or(Ok(()), |code| Err(Unreadable::Twice(code)))
}

/// A code as it is written: in capitals, with its dot, without the marks for daggers, asterisks and finer codes below.
/// None for what is no code, such as a chapter or a block.
pub(super) fn written(code: &str) -> Option<String> {
    let bare: String = code
        .trim()
        .trim_end_matches(['-', '.', '+', '*', '!', '#', '†'])
        .chars()
        .filter(|&c| c != '.')
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let mut chars = bare.chars();
    let begins = chars.next()?.is_ascii_uppercase() && chars.next()?.is_ascii_digit();
    let good = begins && (3..=8).contains(&bare.len()) && bare.chars().all(|c| c.is_ascii_alphanumeric());
    let (category, rest) = bare.split_at_checked(3).filter(|_| good)?;
    Some(if rest.is_empty() { category.to_owned() } else { format!("{category}.{rest}") })
}

/// The words of a code on one line; none when there are none, or more than any classification has.
pub(super) fn words(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty() && text.chars().count() <= 1000 && !text.contains('\0')).then_some(text)
}

/// Marks as leaves the codes that no other code begins with.
pub(super) fn mark_leaves(entries: &mut [Entry]) {
    let mut keys: Vec<String> = entries.iter().map(|entry| super::key(&entry.code)).collect();
    keys.sort_unstable();
    for entry in entries {
        let key = super::key(&entry.code);
        let next = keys.partition_point(|other| *other <= key);
        entry.leaf = !keys.get(next).is_some_and(|other| other.starts_with(&key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String, bool)> {
        let file = CodeFile::read(text.as_bytes()).expect(text);
        file.entries.into_iter().map(|entry| (entry.code, entry.text, entry.leaf)).collect()
    }

    fn line(code: &str, text: &str, leaf: bool) -> (String, String, bool) {
        (code.to_owned(), text.to_owned(), leaf)
    }

    #[test]
    fn codes_have_one_spelling() {
        for (given, kept) in [
            ("a000", Some("A00.0")),
            ("A00.-", Some("A00")),
            ("G01*", Some("G01")),
            ("A17.0+", Some("A17.0")),
            ("S72.001A", Some("S72.001A")),
            ("A00-A09", None),
            ("XIX", None),
            ("", None),
            ("I", None),
            ("Ä10", None),
        ] {
            assert_eq!(written(given).as_deref(), kept, "{given}");
        }
    }

    #[test]
    fn the_order_file_says_what_is_a_heading() {
        let text = format!(
            "00001 A00     0 {:<60} Cholera\n00002 A000    1 {:<60} Cholera due to Vibrio cholerae 01, biovar cholerae\n",
            "Cholera", "Cholera due to Vibrio cholerae 01, biovar cholerae"
        );
        let file = CodeFile::read(text.as_bytes()).expect("a file");
        assert_eq!(file.system, CM);
        assert_eq!(
            read(&text),
            [
                line("A00", "Cholera", false),
                line("A00.0", "Cholera due to Vibrio cholerae 01, biovar cholerae", true)
            ]
        );
        let broken = format!("{text}00003 A001    1 Chol");
        assert_eq!(CodeFile::read(broken.as_bytes()), Err(Unreadable::Line(3)), "a file that breaks off");
    }

    #[test]
    fn code_and_words_on_a_line_are_enough() {
        let text = "A000    Cholera due to Vibrio cholerae\nA009    Cholera, unspecified\n";
        assert_eq!(read(text).len(), 2);
        assert_eq!(CodeFile::read(b"A000    Cholera\nnonsense\n"), Err(Unreadable::Line(2)));
    }

    #[test]
    fn whos_table_is_read_with_its_places() {
        let text = "3;N;X;01;A00;A00.-;A00;A00;Cholera;001;4-002;3-003;2-001;1-002\n\
                    4;T;X;01;A00;A00.0;A00.0;A000;Cholera due to Vibrio cholerae 01;001;4-002;3-003;2-001;1-002\n\
                    4;T;P;X;01;A15;A17.0+;A17.0;A170;Tuberculous meningitis;001;4-002;3-003;2-001;1-002\n";
        assert_eq!(
            read(text),
            [
                line("A00", "Cholera", false),
                line("A00.0", "Cholera due to Vibrio cholerae 01", true),
                line("A17.0", "Tuberculous meningitis", true)
            ]
        );
        let latin = b"4;T;X;01;G60;G60.0;G60.0;G600;Sjogren-Guillain-Barr\xe9;a;b;c;d;e\n";
        assert_eq!(CodeFile::read(latin).expect("Latin letters").entries[0].text, "Sjogren-Guillain-Barré");
    }

    #[test]
    fn a_table_of_ones_own_needs_two_headings() {
        let text = "\u{feff}Code;Title;Chapter\nJ45;Asthma;X\nJ45.0;\"Asthma; allergic\";X\n";
        assert_eq!(read(text), [line("J45", "Asthma", false), line("J45.0", "Asthma; allergic", true)]);
        assert_eq!(CodeFile::read(b"name,age\nAna,42\n"), Err(Unreadable::Unknown));
        assert_eq!(CodeFile::read(b"code,text\nJ45\n"), Err(Unreadable::Line(2)));
        assert_eq!(CodeFile::read(b"code,text\n"), Err(Unreadable::Empty));
        assert_eq!(CodeFile::read(b""), Err(Unreadable::Empty));
        let twice = b"code,text\nJ45,Asthma\nj45,Wheezing\n";
        assert_eq!(CodeFile::read(twice), Err(Unreadable::Twice("J45".into())));
    }

    #[test]
    fn claml_is_read_with_its_subdivisions() {
        let text = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ClaML SYSTEM "ClaML.dtd">
<ClaML version="2.0.0"><Title name="ICD-10" version="2019-covid-expanded">ICD-10</Title>
<Modifier code="S04E10_4"><SubClass code=".0"/><SubClass code=".9"/></Modifier>
<ModifierClass modifier="S04E10_4" code=".0"><SuperClass code="S04E10_4"/><Rubric kind="preferred"><Label xml:lang="en">With coma</Label></Rubric></ModifierClass>
<ModifierClass modifier="S04E10_4" code=".9"><SuperClass code="S04E10_4"/><Rubric kind="preferred"><Label xml:lang="en">Without complications</Label></Rubric></ModifierClass>
<Class code="IV" kind="chapter"><SubClass code="E10-E14"/><Rubric kind="preferred"><Label>Endocrine</Label></Rubric></Class>
<Class code="E10-E14" kind="block"><SuperClass code="IV"/><SubClass code="E10"/><Rubric kind="preferred"><Label>Diabetes</Label></Rubric></Class>
<Class code="E10" kind="category"><SuperClass code="E10-E14"/><ModifiedBy code="S04E10_4"/><Rubric kind="preferred"><Label xml:lang="en">Type 1 diabetes <Reference>E10</Reference></Label></Rubric><Rubric kind="inclusion"><Label>juvenile</Label></Rubric></Class>
<Class code="E15" kind="category"><SuperClass code="E15-E16"/><Rubric kind="preferred"><Label>Nondiabetic coma</Label></Rubric></Class>
</ClaML>"#;
        let file = CodeFile::read(text.as_bytes()).expect("ClaML");
        assert_eq!((file.system.as_str(), file.edition.as_deref()), (WHO, Some("2019-covid-expanded")));
        assert_eq!(
            read(text),
            [
                line("E10", "Type 1 diabetes", false),
                line("E10.0", "Type 1 diabetes: With coma", true),
                line("E10.9", "Type 1 diabetes: Without complications", true),
                line("E15", "Nondiabetic coma", true)
            ]
        );
        let half = &text[..text.len() - 60];
        assert!(matches!(CodeFile::read(half.as_bytes()), Err(Unreadable::Broken(_))));
    }

    #[test]
    fn the_tabular_list_is_read() {
        let text = r#"<?xml version="1.0"?><ICD10CM.tabular><version>2026</version><chapter><name>1</name><desc>Infectious</desc>
<section id="A00-A09"><desc>Intestinal</desc><diag><name>A00</name><desc>Cholera</desc>
<diag><name>A00.0</name><desc>Cholera due to Vibrio</desc></diag></diag></section></chapter></ICD10CM.tabular>"#;
        let file = CodeFile::read(text.as_bytes()).expect("the tabular list");
        assert_eq!((file.system.as_str(), file.edition.as_deref()), (CM, Some("2026")));
        assert_eq!(read(text), [line("A00", "Cholera", false), line("A00.0", "Cholera due to Vibrio", true)]);
        assert_eq!(CodeFile::read(b"<html><body>no</body></html>"), Err(Unreadable::Unknown));
    }
}
