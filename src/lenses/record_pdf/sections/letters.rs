//! Sick notes and referral letters, newest first: that they were written, and about what. Each has its own paper.

use jiff::tz::TimeZone;

use super::{narrow, table, wide};
use crate::care::letters;
use crate::kit::when;
use crate::lenses::record_pdf::model::{Cell, Row, Section};
use crate::lenses::record_pdf::store::Kept;
use crate::say;

pub(super) fn letters(kept: &Kept, zone: &TimeZone) -> Section {
    let rows = kept.letters.iter().map(|letter| {
        let texts = letters::texts(&letter.content).into_iter();
        let about = Cell::of(letter.content.about()).below(Some(letters::more(&letter.content)));
        let about = texts.fold(about, |cell, (label, text)| cell.below(Some(format!("{label}: {text}"))));
        Row {
            cells: vec![
                Cell::of(when::full(letter.written_at, zone)),
                Cell::of(say!(letter.content.kind().label_key())).strong(),
                about,
                Cell::of(letter.written_by_name.clone()),
            ],
            past: false,
            marked: false,
        }
    });
    let columns = vec![
        narrow("record-pdf-when", 32.0),
        wide("record-pdf-letter", 1.4),
        wide("record-pdf-about", 3.0),
        wide("record-pdf-author", 1.6),
    ];
    table("record-pdf-letters", None, columns, rows.collect())
}
