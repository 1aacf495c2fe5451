//! Tables for spreadsheets: RFC 4180, UTF-8 with its mark, and cells that a spreadsheet cannot take
//! for formulas.

use std::borrow::Cow;

use crate::kit::error::{Error, Result};

/// A table under way. What is written so far can be taken out and sent, so that it may be of any length.
pub struct Sheet {
    writer: csv::Writer<Vec<u8>>,
    columns: usize,
}

impl Sheet {
    /// A table with these headings.
    ///
    /// # Errors
    /// None that depends on what is written.
    pub fn new<'a>(headings: impl IntoIterator<Item = &'a str>) -> Result<Self> {
        let headings: Vec<&str> = headings.into_iter().collect();
        // Without the mark, spreadsheets take UTF-8 for the machine's old encoding.
        let mut sheet = Self { writer: writer("\u{feff}".as_bytes().to_vec()), columns: headings.len() };
        sheet.row(headings)?;
        Ok(sheet)
    }

    /// Adds a row; every cell is made inert.
    ///
    /// # Errors
    /// When the row has another number of cells than the headings.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> Result<()> {
        let cells: Vec<Cow<'_, str>> = cells.into_iter().map(inert).collect();
        if cells.len() != self.columns {
            return Err(Error::bug("a row of another width than its headings"));
        }
        self.writer.write_record(cells.iter().map(|cell| cell.as_bytes())).map_err(Error::bug)
    }

    /// All that was written since it was last taken.
    ///
    /// # Errors
    /// None that depends on what was written.
    pub fn take(&mut self) -> Result<Vec<u8>> {
        std::mem::replace(&mut self.writer, writer(Vec::new())).into_inner().map_err(Error::bug)
    }
}

fn writer(into: Vec<u8>) -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        // Where lists are separated by semicolons, one inside a cell without quotes would begin another cell.
        .quote_style(csv::QuoteStyle::Always)
        .from_writer(into)
}

/// What a formula may begin with.
const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// A cell that begins as a formula would is preceded by an apostrophe, which spreadsheets hide.
pub fn inert(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(FORMULA) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_made_inert() {
        for formula in ["=1+1", "+49 30", "-1", "@SUM(A1)", "\tx", "\rx", "\n=1"] {
            assert_eq!(inert(formula), format!("'{formula}"));
        }
        for text in ["", "1+1", "'=1", "Ines Falk", "×"] {
            assert_eq!(inert(text), text);
        }
    }

    #[test]
    fn a_sheet_is_what_spreadsheets_read() {
        let mut sheet = Sheet::new(["When", "What"]).unwrap();
        sheet.row(["2026-11-20", "=cmd|' /C calc'!A0"]).unwrap();
        sheet.row(["said \"no\", twice", "line\nbreak"]).unwrap();
        let text = String::from_utf8(sheet.take().unwrap()).unwrap();
        assert_eq!(
            text,
            "\u{feff}\"When\",\"What\"\r\n\"2026-11-20\",\"'=cmd|' /C calc'!A0\"\r\n\
             \"said \"\"no\"\", twice\",\"line\nbreak\"\r\n"
        );
        assert!(sheet.row(["only"]).is_err(), "the width holds");
        sheet.row(["a", "b"]).unwrap();
        assert_eq!(sheet.take().unwrap(), b"\"a\",\"b\"\r\n", "what was taken is not sent again");
    }

    #[test]
    fn no_cell_falls_apart_where_lists_are_separated_by_semicolons() {
        let mut sheet = Sheet::new(["Who", "What"]).unwrap();
        sheet.row(["x;=HYPERLINK(A1);", "Opened the chart"]).unwrap();
        let text = String::from_utf8(sheet.take().unwrap()).unwrap();
        let line = text.lines().nth(1).unwrap().to_owned();
        let mut other =
            csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(line.as_bytes());
        let cells = other.records().next().unwrap().unwrap();
        assert!(cells.iter().all(|cell| !cell.starts_with('=')), "{cells:?}");
    }

    #[test]
    fn a_row_of_another_width_is_refused() {
        assert!(Sheet::new(["One", "Two"]).unwrap().row(["only"]).is_err());
    }

    proptest! {
        #[test]
        fn no_cell_ever_begins_a_formula(cell in any::<String>()) {
            prop_assert!(!inert(&cell).starts_with(FORMULA));
            prop_assert!(inert(&cell).ends_with(cell.as_str()));
        }
    }
}
