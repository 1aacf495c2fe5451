//! The record set on paper.

use std::sync::Arc;

use super::model::{AllergyState, Body, Cell, Record, Row, Section, Written};
use crate::kit::pdf::{
    About, Align, Block, Column, Flow, Fonts, Frame, Ink, Notes, PageNumber, Row as TableRow, Setter, Sheet,
    Style, Table, Text, isolate,
};
use crate::say;

const TEAL: Ink = Ink(0.043, 0.353, 0.361);
const ALARM: Ink = Ink(0.702, 0.118, 0.102);
const ALARM_GROUND: Ink = Ink(0.992, 0.925, 0.918);
const CALM: Ink = Ink(0.137, 0.502, 0.29);
const UNKNOWN: Ink = Ink(0.45, 0.48, 0.49);
const BODY: Style = Style::of(8.5);
const SMALL: Style = Style::of(7.5).ink(Ink::MUTED);
const LABEL: Style = Style::of(8.0).ink(Ink::MUTED);

/// Words for characters that no font at hand has.
fn notes() -> Notes {
    Notes { cjk: say!("record-pdf-no-font-cjk"), other: say!("record-pdf-no-font") }
}

/// Sets the record; answers the file and the number of its pages.
pub fn set(record: &Record, fonts: Arc<Fonts>) -> (Vec<u8>, usize) {
    let mut flow = Flow::new(Setter::new(fonts, notes()), Sheet::A4, Running(record));
    flow.gap(4.0);
    flow.text(&Text::new(&*record.title.words, Style::of(15.0).bold()), Align::Left);
    for section in &record.sections {
        set_section(&mut flow, section);
    }
    flow.gap(8.0);
    if record.in_error > 0 {
        flow.text(&Text::new(say!("record-pdf-in-error", count = record.in_error), SMALL), Align::Left);
    }
    flow.text(&Text::new(&*record.title.end, SMALL), Align::Center);
    flow.finish(About {
        title: record.title.file.clone(),
        author: record.printed.by.clone(),
        creator: format!("Wardbook {}", env!("CARGO_PKG_VERSION")),
        at: record.printed.at,
    })
}

fn set_section<F: Frame>(flow: &mut Flow<F>, section: &Section) {
    let mut title = Text::new(&*section.title, Style::of(11.5).bold().ink(TEAL));
    if let Body::Table(_, rows) = &section.body
        && !rows.is_empty()
    {
        title = title.and(format!("  {}", rows.len()), Style::of(9.0).ink(Ink::MUTED));
    }
    flow.heading(&title, 12.0, Some(TEAL));
    if let Some(remark) = &section.remark {
        flow.text(&Text::new(isolate(remark), LABEL), Align::Left);
        flow.gap(2.0);
    }
    match &section.body {
        Body::Facts(facts) => {
            let facts: Vec<(Text, Text)> = facts
                .iter()
                .map(|(name, value)| (Text::new(&**name, LABEL), Text::new(&**value, BODY)))
                .collect();
            flow.facts(&facts, 2, 30.0);
        }
        Body::Table(_, rows) if rows.is_empty() => {
            if section.remark.is_none() {
                flow.text(&Text::new(say!("record-pdf-nothing"), LABEL), Align::Left);
            }
        }
        Body::Table(columns, rows) => {
            let columns = columns
                .iter()
                .map(|column| Column {
                    head: Text::new(&*column.head, Style::of(7.5).bold()),
                    width: column.width,
                    align: column.align,
                })
                .collect();
            flow.table(&Table { columns }, rows.iter().map(set_row));
        }
        Body::Written(notes) => notes.iter().for_each(|note| set_note(flow, note)),
    }
}

/// A note runs over pages line by line; its heading stays with its beginning.
fn set_note<F: Frame>(flow: &mut Flow<F>, note: &Written) {
    flow.heading(&Text::new(&*note.title, Style::of(9.5).bold()), 6.0, None);
    for remark in &note.remarks {
        flow.text(&Text::new(&**remark, SMALL), Align::Left);
    }
    for (label, text) in &note.texts {
        if label.is_empty() {
            flow.gap(1.5);
        } else {
            flow.heading(&Text::new(&**label, LABEL), 3.0, None);
        }
        flow.text(&Text::new(&**text, BODY), Align::Natural);
    }
}

fn set_row(row: &Row) -> TableRow {
    let ink = if row.past { Ink::MUTED } else { Ink::BLACK };
    let cells = row.cells.iter().map(|cell| set_cell(cell, BODY.ink(ink))).collect();
    TableRow { cells, ground: row.marked.then_some(Ink::SHADE) }
}

fn set_cell(cell: &Cell, style: Style) -> Text {
    let style = if cell.strong { style.bold() } else { style };
    let mut text = Text::new(&*cell.main, style);
    for (place, line) in cell.below.iter().enumerate() {
        if place > 0 || !cell.main.is_empty() {
            text = text.and("\n", SMALL);
        }
        text = text.and(&**line, SMALL);
    }
    text
}

/// What stands on every page.
struct Running<'a>(&'a Record);

impl Frame for Running<'_> {
    fn head(&self, at: PageNumber) -> Vec<Block> {
        let Record { letterhead, person, .. } = self.0;
        let mut blocks = Vec::new();
        let mut demonstration = letterhead.demonstration.clone();
        if at.number == 1 {
            blocks.push(Block::Sides(
                Text::new(isolate(&letterhead.name), Style::of(15.0).bold().ink(TEAL)),
                Text::new(&*letterhead.address, SMALL),
            ));
            blocks.push(Block::Gap(3.0));
            blocks.push(Block::Rule(TEAL, 1.4));
            if let Some(words) = demonstration.take() {
                blocks.push(Block::Gap(2.0));
                blocks.push(Block::Text(Text::new(words, SMALL.bold()), Align::Left));
            }
            blocks.push(Block::Gap(7.0));
        }
        let beside = if at.number == 1 { String::new() } else { isolate(&letterhead.name) };
        blocks.push(Block::Sides(
            Text::new(isolate(&person.name), Style::of(12.0).bold()),
            Text::new(beside, SMALL),
        ));
        if let Some(preferred) = &person.preferred {
            let words = say!("record-pdf-preferred", name = isolate(preferred));
            blocks.push(Block::Text(Text::new(words, SMALL), Align::Left));
        }
        blocks.push(Block::Text(facts_of(self.0), Align::Left));
        for remark in &person.remarks {
            blocks.push(Block::Text(Text::new(&**remark, BODY.bold()), Align::Left));
        }
        blocks.push(Block::Gap(2.5));
        blocks.push(allergies_of(&self.0.allergies));
        if let Some(words) = demonstration {
            blocks.push(Block::Gap(1.5));
            blocks.push(Block::Text(Text::new(words, SMALL.bold()), Align::Left));
        }
        blocks.push(Block::Gap(8.0));
        blocks
    }

    fn foot(&self, at: PageNumber) -> Vec<Block> {
        let printed = &self.0.printed;
        let words = say!("record-pdf-printed", by = isolate(&printed.by), when = printed.when.clone());
        let number = say!("record-pdf-page", number = at.number, of = at.of);
        vec![
            Block::Gap(8.0),
            Block::Rule(Ink::LINE, 0.5),
            Block::Gap(2.0),
            Block::Sides(Text::new(words, SMALL), Text::new(number, Style::of(7.5))),
        ]
    }
}

fn facts_of(record: &Record) -> Text {
    let person = &record.person;
    [("born", &person.born), ("sex", &person.sex), ("mrn", &person.mrn)].into_iter().fold(
        Text::default(),
        |text, (name, value)| {
            text.and(format!("{} ", say!(&format!("record-pdf-{name}"))), LABEL)
                .and(format!("{}\u{2003}", isolate(value)), Style::of(9.0))
        },
    )
}

fn allergies_of(state: &AllergyState) -> Block {
    match state {
        AllergyState::Known(list) => Block::Marked {
            text: Text::new(format!("{}  ", say!("record-pdf-allergic")), BODY.bold().ink(ALARM))
                .and(list.join(", "), BODY.bold()),
            ground: ALARM_GROUND,
            bar: ALARM,
        },
        AllergyState::NoneKnown(asked) => {
            let mut text = Text::new(say!("record-pdf-allergies-none"), BODY.bold());
            if let Some(asked) = asked {
                text = text.and(format!("  {asked}"), SMALL);
            }
            Block::Marked { text, ground: Ink::WHITE, bar: CALM }
        }
        AllergyState::NotRecorded => Block::Marked {
            text: Text::new(say!("record-pdf-allergies-unknown"), BODY.bold()),
            ground: Ink::SHADE,
            bar: UNKNOWN,
        },
    }
}
