//! Why a whole file is refused: always with its place.

use std::fmt;
use std::io::ErrorKind;

use serde_json::error::Category;

use crate::kit::text::Sentence;

/// A file that cannot be taken; nothing of it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Larger than the limit in bytes; found out before it is read.
    TooLarge(u64),
    /// The file system said no.
    Unreadable(ErrorKind),
    /// Not text, from this byte on.
    NotText(usize),
    /// Not a bundle, or not one of a kind that holds records.
    NotABundle(Sentence),
    /// Something in it is wrong.
    Wrong {
        /// Where.
        place: Place,
        /// What is wrong there.
        why: Sentence,
    },
}

/// Where in a file something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the text, both counted from 1.
    Line(usize, usize),
    /// In the bundle: `entry[12].resource.onsetDateTime`.
    Element(String),
}

impl Refusal {
    /// What is wrong.
    pub fn reason(&self) -> Sentence {
        match self {
            Self::TooLarge(limit) => {
                Sentence::of("import-refusal-too-large").with("megabytes", limit / 1_000_000)
            }
            Self::Unreadable(ErrorKind::NotFound) => Sentence::of("import-refusal-gone"),
            Self::Unreadable(ErrorKind::PermissionDenied) => Sentence::of("import-refusal-forbidden"),
            Self::Unreadable(_) => Sentence::of("import-refusal-unreadable"),
            Self::NotText(_) => Sentence::of("import-refusal-not-text"),
            Self::NotABundle(why) | Self::Wrong { why, .. } => why.clone(),
        }
    }

    /// Where it is, if that is one place.
    pub fn place(&self) -> Option<Sentence> {
        match self {
            Self::NotText(byte) => Some(Sentence::of("import-place-byte").with("byte", byte)),
            Self::Wrong { place, .. } => Some(place.in_words()),
            _ => None,
        }
    }
}

impl Place {
    fn in_words(&self) -> Sentence {
        match self {
            Self::Line(line, column) => {
                Sentence::of("import-place-line").with("line", line).with("column", column)
            }
            Self::Element(path) => Sentence::of("import-place-element").with("path", path),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place() {
            Some(place) => write!(to, "{place}: {}", self.reason()),
            None => self.reason().fmt(to),
        }
    }
}

impl std::error::Error for Refusal {}

/// Turns the parser's words into ours: its line and column stand in the place, or mean nothing.
pub(super) fn wrong(place: Place, error: &serde_json::Error) -> Refusal {
    let said = error.to_string();
    let said = said.rfind(" at line ").map_or(said.as_str(), |end| &said[..end]);
    let why = match error.classify() {
        Category::Eof => Sentence::of("import-wrong-ends-early"),
        Category::Data => Carried::of(said).unwrap_or_else(|| misfit(said)),
        _ if said.contains("surrogate") || said.contains("hex escape") => Sentence::of("import-wrong-escape"),
        _ if said.contains("recursion limit") => Sentence::of("import-wrong-too-deep"),
        _ => Sentence::of("import-wrong-json"),
    };
    Refusal::Wrong { place, why }
}

/// What the parser says of a value that is not what FHIR has there.
fn misfit(said: &str) -> Sentence {
    if let Some(name) = said.strip_prefix("duplicate field ") {
        return Sentence::of("import-wrong-twice").with("name", name.trim_matches('`'));
    }
    match said.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected ")) {
        Some((found, expected)) => not_the_kind(kind(expected), kind(found)),
        None => Sentence::of("import-wrong-value"),
    }
}

/// A value of one kind where one of another kind belongs; both are words of `import-wrong-kind`.
pub(super) fn not_the_kind(expected: &str, found: &str) -> Sentence {
    Sentence::of("import-wrong-kind").with("expected", expected).with("found", found)
}

/// The parser's words for kinds of values; those of Rust among them.
fn kind(said: &str) -> &'static str {
    let word = said.trim_start_matches("a ").trim_start_matches("an ");
    let word = word.split([' ', '`']).next().unwrap_or_default();
    match word {
        "string" => "text",
        "integer" | "floating" | "number" | "i32" | "u32" | "i64" | "u64" | "f64" => "number",
        "boolean" => "truth",
        "map" | "struct" => "object",
        "sequence" => "list",
        "null" | "unit" => "nothing",
        _ => "other",
    }
}

/// A sentence on its way through the parser, whose errors hold only text.
pub(super) struct Carried(pub Sentence);

const MARK: &str = "\u{1}";

impl fmt::Display for Carried {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{MARK}{}", serde_json::to_string(&self.0).map_err(|_| fmt::Error)?)
    }
}

impl Carried {
    fn of(said: &str) -> Option<Sentence> {
        serde_json::from_str(said.strip_prefix(MARK)?).ok()
    }
}
