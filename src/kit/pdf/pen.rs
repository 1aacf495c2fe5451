//! Glyphs into the operators of a text, so that they can be read back in logical order.
//!
//! A glyph that always stands for the same characters says so once, in its font; any other use is
//! wrapped in a marked span that carries the characters. Readers take right-to-left text as it
//! stands on paper and turn it around letter by letter, so there each letter needs a place of its
//! own: the later letters of a ligature, and marks that are drawn elsewhere than they are read,
//! get a place without width at the edge of what they belong to.

use std::collections::{BTreeMap, HashMap};

use printpdf::{Codepoint, DictItem, FontId, Op, PdfFontHandle, Pt, TextItem, TextMatrix, TextRenderingMode};

use super::{
    line::Piece,
    paper::colour,
    shape::{Cluster, Glyph, Shaped},
    text::{Ink, Style},
};

/// What each glyph of a face says when it is read back.
type Says = HashMap<u16, Box<str>>;

/// How far a place without width stands before what it belongs to, in thousandths of an em.
const BEFORE: f32 = 20.0;

/// Gathers glyphs into as few operators as their order allows.
pub(super) struct Pen<'a> {
    ops: &'a mut Vec<Op>,
    items: Vec<TextItem>,
    plain: String,
    ink: Option<Ink>,
    size: f32,
    blank: Option<u16>,
}

impl<'a> Pen<'a> {
    /// Begins a line of text.
    pub fn new(ops: &'a mut Vec<Op>) -> Self {
        ops.push(Op::StartTextSection);
        Self { ops, items: Vec::new(), plain: String::new(), ink: None, size: 0.0, blank: None }
    }

    /// Ends it.
    pub fn finish(mut self) {
        self.flush();
        self.ops.push(Op::EndTextSection);
    }

    /// Goes on in another face or style from a place on the page.
    pub fn begin(&mut self, font: FontId, blank: Option<u16>, style: Style, (x, y): (f32, f32)) {
        self.flush();
        if self.ink != Some(style.ink) {
            self.ops.push(Op::SetFillColor { col: colour(style.ink) });
            self.ink = Some(style.ink);
        }
        self.size = style.size;
        self.blank = blank;
        let font = PdfFontHandle::External(font);
        self.ops.push(Op::SetFont { font, size: Pt(style.size) });
        let matrix = TextMatrix::Translate(Pt(x), Pt(y));
        self.ops.push(Op::SetTextMatrix { matrix });
    }

    /// Ends right-to-left text for readers, where what follows does not say so by itself.
    pub fn turn_left_to_right(&mut self, next: &str, says: &mut Says) {
        if !next.starts_with(char::is_alphabetic) {
            self.place('\u{200e}', 0.0, says);
        }
    }

    pub fn piece(&mut self, piece: &Piece, says: &mut Says) {
        let shaped = &*piece.shaped;
        if shaped.missing && !shaped.rtl {
            self.span(&shaped.text, &shaped.glyphs, says);
        } else if shaped.rtl {
            self.right_to_left(shaped, says);
        } else {
            for cluster in &shaped.clusters {
                self.cluster(cluster, shaped, says);
            }
        }
    }

    fn cluster(&mut self, cluster: &Cluster, shaped: &Shaped, says: &mut Says) {
        // A space that does not break is still read back as a space; both share a glyph.
        let text = match &shaped.text[cluster.text.clone()] {
            "\u{a0}" => " ",
            other => other,
        };
        let glyphs = &shaped.glyphs[cluster.glyphs.clone()];
        let [glyph] = glyphs else {
            self.span(text, glyphs, says);
            return;
        };
        let said = says.entry(glyph.id).or_insert_with(|| text.into());
        if &**said != text {
            self.span(text, glyphs, says);
        } else if cluster.plain {
            self.plain.push_str(text);
            self.shift(glyph.width - glyph.advance);
        } else {
            self.glyph(*glyph, text.to_owned());
        }
    }

    fn right_to_left(&mut self, shaped: &Shaped, says: &mut Says) {
        for (index, cluster) in shaped.clusters.iter().enumerate() {
            let glyphs = &shaped.glyphs[cluster.glyphs.clone()];
            let text = &shaped.text[cluster.text.clone()];
            let moved = |glyph: &Glyph| glyph.dx != 0.0 || glyph.dy != 0.0;
            if text.chars().count() == 1 && glyphs.len() == 1 && !glyphs.iter().any(moved) {
                self.cluster(cluster, shaped, says);
                continue;
            }
            let is_mark = |cluster: &Cluster| {
                shaped.glyphs[cluster.glyphs.clone()].iter().all(|glyph| glyph.advance == 0.0)
            };
            let mark = is_mark(cluster);
            let own = usize::from(!mark);
            // The letter that marks belong to stands to the right of them; all that is read
            // after it gets its place before it, in order.
            let mut behind = 0;
            let mut letter = cluster;
            for next in shaped.clusters[index + 1..].iter().take_while(|_| mark) {
                behind += shaped.text[next.text.clone()].chars().count();
                letter = next;
                if !is_mark(next) {
                    behind -= 1;
                    break;
                }
            }
            let edge = shaped.glyphs[letter.glyphs.clone()].iter().map(|glyph| -glyph.dx).fold(0.0, f32::max);
            let letters: Vec<char> = text.chars().collect();
            for (place, letter) in letters.iter().enumerate().skip(own).rev() {
                let steps = behind + place + 1 - own;
                self.place(*letter, edge + steps as f32 * BEFORE, says);
            }
            // The letter itself is read where its own glyph stands, not where a mark is drawn.
            let mut carried = if mark { "" } else { &text[..letters[0].len_utf8()] };
            let bearer = glyphs.iter().position(|glyph| glyph.advance != 0.0);
            for (place, glyph) in glyphs.iter().enumerate() {
                let says_it = bearer.is_none_or(|bearer| bearer == place);
                let said = if says_it { std::mem::take(&mut carried) } else { "" };
                self.span(said, std::slice::from_ref(glyph), says);
            }
        }
    }

    /// A character without look or width, `before` thousandths of an em before the pen.
    fn place(&mut self, character: char, before: f32, says: &mut Says) {
        let Some(id) = self.blank else { return };
        self.flush();
        self.shift(before);
        self.flush();
        self.ops.push(Op::SetTextRenderingMode { mode: TextRenderingMode::Invisible });
        let blank = Glyph { id, advance: 0.0, width: 0.0, dx: 0.0, dy: 0.0 };
        self.span(character.encode_utf8(&mut [0; 4]), &[blank], says);
        self.ops.push(Op::SetTextRenderingMode { mode: TextRenderingMode::Fill });
        self.shift(-before);
    }

    /// Glyphs that do not say their text themselves, in a span that says it for them.
    fn span(&mut self, text: &str, glyphs: &[Glyph], says: &mut Says) {
        self.flush();
        let mut data = vec![0xfe, 0xff];
        data.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        let actual = DictItem::String { data, literal: false };
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: "Span".into(),
            properties: DictItem::Dict { map: BTreeMap::from([("ActualText".into(), actual)]) },
        });
        let fallback = if text.is_empty() { " " } else { text };
        for glyph in glyphs {
            let said = says.entry(glyph.id).or_insert_with(|| fallback.into()).to_string();
            self.glyph(*glyph, said);
        }
        self.flush();
        self.ops.push(Op::EndMarkedContentWithProperties);
    }

    fn glyph(&mut self, glyph: Glyph, says: String) {
        self.shift(-glyph.dx);
        let raised = glyph.dy != 0.0;
        if raised {
            self.flush();
            self.ops.push(Op::SetLineOffset { multiplier: glyph.dy * self.size / 1000.0 });
        }
        self.set_plain();
        let codepoint = Codepoint::with_cid(glyph.id, 0.0, says);
        match self.items.last_mut() {
            Some(TextItem::GlyphIds(glyphs)) => glyphs.push(codepoint),
            _ => self.items.push(TextItem::GlyphIds(vec![codepoint])),
        }
        if raised {
            self.flush();
            self.ops.push(Op::SetLineOffset { multiplier: 0.0 });
        }
        self.shift(glyph.dx + glyph.width - glyph.advance);
    }

    /// Moves the pen back by thousandths of an em.
    fn shift(&mut self, back: f32) {
        if back.abs() < 0.5 {
            return;
        }
        self.set_plain();
        match self.items.last_mut() {
            Some(TextItem::Offset(so_far)) => *so_far += back,
            _ => self.items.push(TextItem::Offset(back)),
        }
    }

    fn set_plain(&mut self) {
        if !self.plain.is_empty() {
            self.items.push(TextItem::Text(std::mem::take(&mut self.plain)));
        }
    }

    fn flush(&mut self) {
        self.set_plain();
        if !self.items.is_empty() {
            self.ops.push(Op::ShowText { items: std::mem::take(&mut self.items) });
        }
    }
}
