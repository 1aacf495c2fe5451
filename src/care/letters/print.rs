//! A letter set on paper, from the templates of the catalogue.

use std::sync::Arc;

use jiff::Timestamp;

use super::model::{Content, Known, Letter, Referral, SickNote, Urgency};
use super::said;
use crate::gate::hospital::Hospital;
use crate::kit::pdf::{
    About, Align, Block, Flow, Fonts, Frame, Ink, Notes, PageNumber, Setter, Sheet, Style, Text, isolate,
};
use crate::kit::when;
use crate::say;

const TEAL: Ink = Ink(0.043, 0.353, 0.361);
const ALARM: Ink = Ink(0.702, 0.118, 0.102);
const BODY: Style = Style::of(10.5);
const SMALL: Style = Style::of(8.0).ink(Ink::MUTED);
const LABEL: Style = Style::of(9.0).ink(Ink::MUTED);

/// A letter with all that stands around it.
pub struct Paper {
    /// The letter.
    pub letter: Letter,
    /// Whose paper it is.
    pub house: Hospital,
    /// Printed before.
    pub is_copy: bool,
    /// `MARKOVIĆ, Ana`
    pub name: String,
    /// `14-Mar-1984 (42y)`
    pub born: String,
    /// `417-229-58`
    pub mrn: String,
    /// The day it was written.
    pub written: String,
    /// Who prints it, and when, in words.
    pub printed_by: String,
    /// When.
    pub printed_when: String,
    /// The instant.
    pub at: Timestamp,
}

/// Sets a letter; answers the file and the number of its pages.
pub fn set(paper: &Paper, fonts: Arc<Fonts>) -> (Vec<u8>, usize) {
    let notes = Notes { cjk: say!("letters-no-font-cjk"), other: say!("letters-no-font") };
    let sheet = match paper.letter.content {
        Content::SickNote(_) => Sheet::A5,
        Content::Referral(_) => Sheet::A4,
    };
    let mut flow = Flow::new(Setter::new(fonts, notes), sheet, Running(paper));
    flow.gap(4.0);
    let title = say!(paper.letter.content.kind().label_key());
    flow.text(&Text::new(title.clone(), Style::of(15.0).bold()), Align::Left);
    flow.gap(6.0);
    match &paper.letter.content {
        Content::SickNote(note) => sick_note(&mut flow, paper, note),
        Content::Referral(referral) => refer(&mut flow, paper, referral),
    }
    signature(&mut flow, paper);
    flow.finish(About {
        title: say!("letters-file-title", title = title, name = paper.name.clone()),
        author: paper.letter.written_by_name.clone(),
        creator: format!("Wardbook {}", env!("CARGO_PKG_VERSION")),
        at: paper.at,
    })
}

fn paragraph<F: Frame>(flow: &mut Flow<F>, words: impl Into<String>) {
    flow.text(&Text::new(words, BODY), Align::Natural);
    flow.gap(4.0);
}

fn heading<F: Frame>(flow: &mut Flow<F>, key: &str) {
    flow.heading(&Text::new(say!(key), Style::of(11.0).bold().ink(TEAL)), 8.0, None);
}

fn facts_of(letter: &Letter) -> Vec<(Text, Text)> {
    said::facts(&letter.content)
        .into_iter()
        .map(|(label, words)| (Text::new(label, LABEL), Text::new(isolate(&words), BODY.bold())))
        .collect()
}

fn sick_note<F: Frame>(flow: &mut Flow<F>, paper: &Paper, note: &SickNote) {
    paragraph(
        flow,
        say!(
            "letters-sick-body",
            name = isolate(&paper.name),
            seen = when::named_in_full(note.seen_on),
            from = when::named_in_full(note.from),
            until = when::named_in_full(note.until)
        ),
    );
    flow.facts(&facts_of(&paper.letter), 1, 38.0);
    if let Some(text) = &note.text {
        flow.gap(4.0);
        paragraph(flow, isolate(text));
    }
}

fn refer<F: Frame>(flow: &mut Flow<F>, paper: &Paper, referral: &Referral) {
    flow.facts(&facts_of(&paper.letter), 1, 30.0);
    flow.gap(6.0);
    let opening = match referral.urgency {
        Urgency::Urgent => "letters-referral-urgent",
        Urgency::Routine | Urgency::Soon => "letters-referral-body",
    };
    paragraph(flow, say!(opening, name = isolate(&paper.name), born = isolate(&paper.born)));
    heading(flow, "letters-why");
    for line in referral.text.lines() {
        paragraph(flow, isolate(line));
    }
    if let Some(findings) = &referral.findings {
        heading(flow, "letters-findings");
        for line in findings.lines() {
            paragraph(flow, isolate(line));
        }
    }
    if let Some(known) = &referral.known {
        take_along(flow, known);
    }
}

fn take_along<F: Frame>(flow: &mut Flow<F>, known: &Known) {
    for part in said::known(known) {
        heading(flow, part.label);
        let lines = part.lines.iter().map(|line| isolate(line)).collect::<Vec<_>>().join("\n");
        let style = if part.warns { BODY.bold().ink(ALARM) } else { BODY };
        flow.text(&Text::new(lines, style), Align::Natural);
        flow.gap(4.0);
    }
}

fn signature<F: Frame>(flow: &mut Flow<F>, paper: &Paper) {
    let letter = &paper.letter;
    flow.gap(26.0);
    flow.block(Block::Rule(Ink::LINE, 0.6));
    flow.gap(3.0);
    let mut signed = Text::new(isolate(&letter.written_by_name), BODY.bold());
    if !letter.licence.is_empty() {
        let licence = say!("letters-licence", number = isolate(&letter.licence));
        signed = signed.and(format!("\n{licence}"), SMALL);
    }
    flow.block(Block::Sides(signed, Text::new(&*paper.written, LABEL)));
}

/// What stands on every page.
struct Running<'a>(&'a Paper);

impl Frame for Running<'_> {
    fn head(&self, _: PageNumber) -> Vec<Block> {
        let paper = self.0;
        let mut blocks = vec![
            Block::Sides(
                Text::new(isolate(&paper.house.name), Style::of(13.0).bold().ink(TEAL)),
                Text::new(&*paper.house.address, SMALL),
            ),
            Block::Gap(3.0),
            Block::Rule(TEAL, 1.2),
            Block::Gap(4.0),
        ];
        let mut mark = |key: &str| {
            blocks.push(Block::Text(Text::new(say!(key), Style::of(12.0).bold().ink(ALARM)), Align::Left));
            blocks.push(Block::Gap(2.0));
        };
        if paper.letter.voided.is_some() {
            mark("letters-void-paper");
        }
        if paper.is_copy {
            mark("letters-copy");
        }
        if paper.house.demonstration.is_some() {
            mark("letters-demonstration");
        }
        let person = Text::new(isolate(&paper.name), Style::of(11.5).bold())
            .and(format!("\u{2003}{} ", say!("letters-born")), LABEL)
            .and(isolate(&paper.born), Style::of(9.5))
            .and(format!("\u{2003}{} ", say!("letters-mrn")), LABEL)
            .and(isolate(&paper.mrn), Style::of(9.5));
        blocks.push(Block::Text(person, Align::Left));
        blocks.push(Block::Gap(6.0));
        blocks
    }

    fn foot(&self, at: PageNumber) -> Vec<Block> {
        let words =
            say!("letters-printed", by = isolate(&self.0.printed_by), when = self.0.printed_when.clone());
        let number = say!("letters-page", number = at.number, of = at.of);
        vec![
            Block::Gap(8.0),
            Block::Rule(Ink::LINE, 0.5),
            Block::Gap(2.0),
            Block::Sides(Text::new(words, SMALL), Text::new(number, SMALL)),
        ]
    }
}
