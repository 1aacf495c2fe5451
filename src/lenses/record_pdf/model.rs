//! What stands on the paper: already chosen, ordered and put into words.

use jiff::Timestamp;

use crate::kit::pdf::{Align, Width};

/// A record or a part of it, ready to be set.
#[derive(Clone, Debug)]
pub struct Record {
    /// What it is called.
    pub title: Title,
    /// Whose paper it is.
    pub letterhead: Letterhead,
    /// Whose record it is; on every page.
    pub person: Person,
    /// On every page.
    pub allergies: AllergyState,
    /// On every page.
    pub printed: Printed,
    /// What follows, in order.
    pub sections: Vec<Section>,
    /// How many entries are left out because they were entered in error.
    pub in_error: usize,
}

/// What a paper is called.
#[derive(Clone, Debug)]
pub struct Title {
    /// On top of its first page.
    pub words: String,
    /// As a file.
    pub file: String,
    /// Below its last line.
    pub end: String,
}

/// The hospital on its paper.
#[derive(Clone, Debug)]
pub struct Letterhead {
    /// Its name.
    pub name: String,
    /// Its address, may have several lines.
    pub address: String,
    /// Set on the paper of a demonstration, in words.
    pub demonstration: Option<String>,
}

/// Who the record is about, as banners say it.
#[derive(Clone, Debug)]
pub struct Person {
    /// `MARKOVIĆ, Ana`
    pub name: String,
    /// The name they are called by, if another.
    pub preferred: Option<String>,
    /// `14-Mar-1984 (42y)`
    pub born: String,
    /// In words.
    pub sex: String,
    /// `417-229-58`
    pub mrn: String,
    /// That they have died, and when; that the record is archived.
    pub remarks: Vec<String>,
}

/// The three states of what is known about allergies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AllergyState {
    /// Those in force, the gravest first and marked so; each isolated for its direction.
    Known(Vec<String>),
    /// Somebody asked, and there are none; who and when, if known.
    NoneKnown(Option<String>),
    /// Nobody has asked.
    NotRecorded,
}

/// Who printed it, and when.
#[derive(Clone, Debug)]
pub struct Printed {
    /// Name, and role in words.
    pub by: String,
    /// In the hospital's zone, in words.
    pub when: String,
    /// The instant.
    pub at: Timestamp,
}

/// One section of the record.
#[derive(Clone, Debug)]
pub struct Section {
    /// What it is about.
    pub title: String,
    /// What is said about the whole of it, such as who answered a question.
    pub remark: Option<String>,
    /// What is in it.
    pub body: Body,
}

/// What a section holds.
#[derive(Clone, Debug)]
pub enum Body {
    /// Names and values.
    Facts(Vec<(String, String)>),
    /// A table.
    Table(Vec<Column>, Vec<Row>),
    /// Notes.
    Written(Vec<Written>),
}

/// A note as it was signed, or what amends one.
#[derive(Clone, Debug)]
pub struct Written {
    /// When, and what it is.
    pub title: String,
    /// Who signed it and when; that it is restricted; why it amends.
    pub remarks: Vec<String>,
    /// Its texts under their names; "" for a text without one.
    pub texts: Vec<(String, String)>,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// How wide it is.
    pub width: Width,
    /// Numbers end on the right.
    pub align: Align,
}

/// One entry.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// From left to right.
    pub cells: Vec<Cell>,
    /// Over and done with: resolved, inactive, stopped. The words say so too.
    pub past: bool,
    /// Out of the ordinary: a value outside its range. The words say so too.
    pub marked: bool,
}

/// What stands in one column of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What counts.
    pub main: String,
    /// Bold.
    pub strong: bool,
    /// Smaller lines below: the text as written, remarks.
    pub below: Vec<String>,
}

impl Cell {
    /// A plain cell.
    pub fn of(main: impl Into<String>) -> Self {
        Self { main: main.into(), ..Self::default() }
    }

    /// A cell that may be empty.
    pub fn maybe(main: Option<impl Into<String>>) -> Self {
        main.map(Self::of).unwrap_or_default()
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.main.trim().is_empty() && self.below.is_empty()
    }

    /// The same in bold.
    #[must_use]
    pub fn strong(self) -> Self {
        Self { strong: true, ..self }
    }

    /// With a smaller line below, unless it is empty or says the same again.
    #[must_use]
    pub fn below(mut self, line: Option<impl AsRef<str>>) -> Self {
        if let Some(line) = line {
            let line = line.as_ref().trim();
            let said = |other: &String| other.trim().to_lowercase() == line.to_lowercase();
            if !line.is_empty() && !said(&self.main) && !self.below.iter().any(said) {
                self.below.push(line.to_owned());
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_cell_says_already_is_not_said_again() {
        let cell = Cell::of("Hypertension").below(Some(" hypertension ")).below(Some("high pressure"));
        assert_eq!(cell.below, ["high pressure"]);
        assert_eq!(cell.clone().below(Some("High pressure")).below(None::<&str>), cell);
    }
}
