//! A prescription on A5: who prescribes, for whom, what, how, and the code that says whether it is genuine.

use std::sync::Arc;

use jiff::Timestamp;

use crate::kit::pdf::{
    About, Align, Block, Flow, Fonts, Frame, Ink, Notes, PageNumber, Setter, Sheet, Style, Text, isolate,
};
use crate::say;

/// What stands on it.
#[derive(Clone, Debug)]
pub struct Paper {
    /// The hospital.
    pub house: String,
    /// Its address.
    pub address: String,
    /// Set for a demonstration's paper.
    pub demonstration: Option<String>,
    /// Printed before.
    pub is_copy: bool,
    /// Why it must not be filled, if so.
    pub void: Option<String>,
    /// `MARKOVIĆ, Ana`
    pub name: String,
    /// `14-Mar-1984 (42y)`
    pub born: String,
    /// `417-229-58`
    pub mrn: String,
    /// `Amoxicillin 500 mg, capsules`
    pub medicine: String,
    /// What else it says: label and words.
    pub facts: Vec<(String, String)>,
    /// Who prescribes.
    pub prescriber: String,
    /// Their licence number; empty where the hospital keeps none.
    pub licence: String,
    /// When it was written.
    pub written: String,
    /// The code.
    pub code: String,
    /// Who prints it, and when.
    pub printed: String,
    /// Who prints it.
    pub author: String,
    /// When.
    pub at: Timestamp,
}

const BODY: Style = Style::of(10.0);
const SMALL: Style = Style::of(8.0).ink(Ink::MUTED);

struct Running(Paper);

impl Frame for Running {
    fn head(&self, at: PageNumber) -> Vec<Block> {
        let paper = &self.0;
        let mut blocks = vec![
            Block::Sides(
                Text::new(isolate(&paper.house), Style::of(13.0).bold()),
                Text::new(paper.address.replace('\n', ", "), SMALL),
            ),
            Block::Gap(2.0),
            Block::Rule(Ink::BLACK, 1.0),
        ];
        let bold = |words: &str| Block::Text(Text::new(words, Style::of(12.0).bold()), Align::Left);
        if paper.is_copy {
            blocks.extend([Block::Gap(3.0), bold(&say!("prescribing-paper-copy"))]);
        }
        if let Some(words) = &paper.void {
            blocks.extend([Block::Gap(3.0), bold(words)]);
        }
        if let Some(words) = &paper.demonstration {
            blocks.extend([Block::Gap(3.0), Block::Text(Text::new(&**words, SMALL.bold()), Align::Left)]);
        }
        let person = say!("prescribing-paper-person", born = isolate(&paper.born), mrn = paper.mrn.clone());
        blocks.extend([
            Block::Gap(8.0),
            Block::Text(Text::new(isolate(&paper.name), Style::of(12.0).bold()), Align::Left),
            Block::Text(Text::new(person, BODY), Align::Left),
            Block::Gap(if at.number == 1 { 12.0 } else { 8.0 }),
        ]);
        blocks
    }

    fn foot(&self, at: PageNumber) -> Vec<Block> {
        let paper = &self.0;
        let pages = say!("prescribing-paper-page", number = at.number, of = at.of);
        vec![
            Block::Rule(Ink::LINE, 0.6),
            Block::Gap(3.0),
            Block::Text(Text::new(say!("prescribing-paper-verify"), SMALL), Align::Left),
            Block::Text(Text::new(&*paper.code, Style::of(13.0).bold()), Align::Left),
            Block::Gap(3.0),
            Block::Sides(Text::new(&*paper.printed, SMALL), Text::new(pages, SMALL)),
        ]
    }
}

/// Sets a prescription.
pub fn set(paper: Paper, fonts: Arc<Fonts>) -> Vec<u8> {
    let lacking = say!("prescribing-paper-no-font");
    let setter = Setter::new(fonts, Notes { cjk: lacking.clone(), other: lacking });
    let about = About {
        title: say!("prescribing-paper-title", mrn = paper.mrn.clone()),
        author: paper.author.clone(),
        creator: format!("Wardbook {}", env!("CARGO_PKG_VERSION")),
        at: paper.at,
    };
    let mut flow = Flow::new(setter, Sheet::A5, Running(paper.clone()));
    flow.text(&Text::new("Rp.", Style::of(14.0).bold()), Align::Left);
    flow.gap(4.0);
    flow.text(&Text::new(isolate(&paper.medicine), Style::of(14.0).bold()), Align::Left);
    flow.gap(6.0);
    let facts: Vec<(Text, Text)> = paper
        .facts
        .iter()
        .map(|(label, words)| (Text::new(&**label, SMALL), Text::new(isolate(words), BODY)))
        .collect();
    flow.facts(&facts, 1, 30.0);
    flow.gap(24.0);
    flow.text(&Text::new(isolate(&paper.prescriber), BODY.bold()), Align::Left);
    if !paper.licence.is_empty() {
        let words = say!("prescribing-paper-licence", number = paper.licence.clone());
        flow.text(&Text::new(words, BODY), Align::Left);
    }
    flow.text(&Text::new(&*paper.written, BODY), Align::Left);
    flow.gap(18.0);
    flow.block(Block::Rule(Ink::LINE, 0.6));
    flow.text(&Text::new(say!("prescribing-paper-signature"), SMALL), Align::Left);
    flow.finish(about).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_any_length_make_a_paper() {
        for text in ["A", &"Wolfeschlegelsteinhausenbergerdorff ".repeat(14), &"محمد ".repeat(100)] {
            let paper = Paper {
                house: text.into(),
                address: "A street\nA town".into(),
                demonstration: None,
                is_copy: true,
                void: Some("STOPPED".into()),
                name: text.into(),
                born: "14-Mar-1984 (42y)".into(),
                mrn: "417-229-58".into(),
                medicine: text.into(),
                facts: vec![("Dose".into(), text.into())],
                prescriber: text.into(),
                licence: "L-1".into(),
                written: "20-Nov-2026".into(),
                code: "7KQF-2M9D-XH4T-0B3W".into(),
                printed: "Printed".into(),
                author: "Somebody".into(),
                at: Timestamp::UNIX_EPOCH,
            };
            assert!(set(paper, Fonts::vendored()).starts_with(b"%PDF"));
        }
    }
}
