//! Pages and what is drawn on them. Places are in points from the top left corner of the page.

use std::collections::{BTreeMap, HashMap};

use printpdf::{
    Color, FontId, Mm, Op, PaintMode, PdfDocument, PdfFont, PdfPage, PdfSaveOptions, Pt, Rect, Rgb,
    WindingOrder,
};

use super::{
    fonts::FaceId,
    line::Line,
    pen::Pen,
    setter::Setter,
    text::{Align, Ink, Style, Text},
};

/// Points in a millimetre.
pub const MM: f32 = 72.0 / 25.4;

/// A sheet of paper with its margins, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    /// Width in millimetres, exactly as asked for.
    pub width_mm: f32,
    /// Height in millimetres, exactly as asked for.
    pub height_mm: f32,
    /// Margin on all four sides in millimetres.
    pub margin_mm: f32,
}

impl Sheet {
    /// ISO A4, upright.
    pub const A4: Self = Self::mm(210.0, 297.0, 15.0);
    /// ISO A5, upright.
    pub const A5: Self = Self::mm(148.0, 210.0, 12.0);

    /// A sheet of any size; also a piece of an 80 mm roll, a label, a band.
    pub const fn mm(width_mm: f32, height_mm: f32, margin_mm: f32) -> Self {
        Self { width_mm, height_mm, margin_mm }
    }

    /// Width in points.
    pub fn width(&self) -> f32 {
        self.width_mm * MM
    }

    /// Height in points.
    pub fn height(&self) -> f32 {
        self.height_mm * MM
    }

    /// Margin in points.
    pub fn margin(&self) -> f32 {
        self.margin_mm * MM
    }

    /// Width between the margins, in points.
    pub fn measure(&self) -> f32 {
        self.width() - 2.0 * self.margin()
    }
}

/// What the file says about itself.
#[derive(Clone, Debug)]
pub struct About {
    /// Title.
    pub title: String,
    /// Who printed it.
    pub author: String,
    /// The program.
    pub creator: String,
    /// When it was made.
    pub at: jiff::Timestamp,
}

/// A page being drawn.
pub struct Page {
    sheet: Sheet,
    ops: Vec<Op>,
}

impl Page {
    /// An empty page.
    pub fn new(sheet: Sheet) -> Self {
        Self { sheet, ops: Vec::new() }
    }

    /// Fills a rectangle whose top left corner is at `x`, `y`.
    pub fn fill(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), ink: Ink) {
        self.ops.push(Op::SetFillColor { col: colour(ink) });
        self.bar((x, y), (width, height));
    }

    /// As `fill`, in the colour last used.
    pub(super) fn bar(&mut self, (x, y): (f32, f32), (width, height): (f32, f32)) {
        let bottom = self.sheet.height() - y - height;
        let mut rectangle = Rect::from_xywh(Pt(x), Pt(bottom), Pt(width), Pt(height));
        rectangle.mode = Some(PaintMode::Fill);
        rectangle.winding_order = Some(WindingOrder::NonZero);
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    /// Puts what was drawn on `under` before everything on this page.
    pub(super) fn preceded_by(&mut self, mut under: Page) {
        under.ops.append(&mut self.ops);
        self.ops = under.ops;
    }
}

pub(super) fn colour(Ink(r, g, b): Ink) -> Color {
    Color::Rgb(Rgb { r, g, b, icc_profile: None })
}

/// How the glyphs of one face are read back.
struct Embedded {
    id: FontId,
    /// A glyph without look or width.
    blank: Option<u16>,
    says: HashMap<u16, Box<str>>,
}

/// A document being made: its fonts, and its finished pages.
pub struct Paper {
    setter: Setter,
    embedded: BTreeMap<FaceId, Embedded>,
    pages: Vec<Page>,
}

impl Paper {
    /// A document without pages.
    pub fn new(setter: Setter) -> Self {
        Self { setter, embedded: BTreeMap::new(), pages: Vec::new() }
    }

    /// What sets text in this document.
    pub fn setter(&mut self) -> &mut Setter {
        &mut self.setter
    }

    /// How many pages are finished.
    pub fn len(&self) -> usize {
        self.pages.len()
    }

    /// Whether no page is finished yet.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// Adds a finished page.
    pub fn add(&mut self, page: Page) {
        self.pages.push(page);
    }

    pub(super) fn take_pages(&mut self) -> Vec<Page> {
        std::mem::take(&mut self.pages)
    }

    /// Sets `text` in a column and answers its height.
    pub fn write(
        &mut self,
        page: &mut Page,
        (x, y): (f32, f32),
        width: f32,
        text: &Text,
        align: Align,
    ) -> f32 {
        let lines = self.setter.lines(text, width, align);
        let mut height = 0.0;
        for line in &lines {
            self.line(page, (x, y + height), line);
            height += line.height;
        }
        height
    }

    /// Draws a line of text with its top left corner at `x`, `y`.
    pub fn line(&mut self, page: &mut Page, (x, y): (f32, f32), line: &Line) {
        if line.pieces.is_empty() {
            return;
        }
        let baseline = page.sheet.height() - y - line.baseline;
        let mut pen = Pen::new(&mut page.ops);
        let mut before: Option<(FaceId, Style)> = None;
        let mut after_rtl = false;
        for piece in &line.pieces {
            let manner = (piece.shaped.face, piece.style);
            if before != Some(manner) {
                let count = self.embedded.len();
                let face = self.setter.faces.get(piece.shaped.face);
                let embedded = self.embedded.entry(piece.shaped.face).or_insert_with(|| Embedded {
                    id: font_id(count),
                    blank: face.glyph_of('\u{200c}').or_else(|| face.glyph_of('\u{200b}')),
                    says: HashMap::new(),
                });
                let at = (x + piece.x, baseline);
                pen.begin(embedded.id.clone(), embedded.blank, piece.style, at);
                before = Some(manner);
            }
            if let Some(embedded) = self.embedded.get_mut(&piece.shaped.face) {
                if after_rtl && !piece.shaped.rtl {
                    pen.turn_left_to_right(&piece.shaped.text, &mut embedded.says);
                }
                pen.piece(piece, &mut embedded.says);
            }
            after_rtl = piece.shaped.rtl;
        }
        pen.finish();
    }

    /// The finished file.
    pub fn save(self, about: About) -> Vec<u8> {
        let mut document = PdfDocument::new(&about.title);
        let info = &mut document.metadata.info;
        info.author = about.author;
        info.creator = about.creator.clone();
        info.producer = about.creator;
        if let Ok(at) = printpdf::DateTime::from_unix_timestamp(about.at.as_second()) {
            info.creation_date = at;
            info.modification_date = at;
            info.metadata_date = at;
        }
        for (face, embedded) in &self.embedded {
            if let Some(parsed) = self.setter.faces.get(*face).parsed() {
                document.resources.fonts.map.insert(embedded.id.clone(), PdfFont::new(parsed));
            }
        }
        document.pages = self
            .pages
            .into_iter()
            .map(|page| PdfPage::new(Mm(page.sheet.width_mm), Mm(page.sheet.height_mm), page.ops))
            .collect();
        let mut warnings = Vec::new();
        let file = document.save(&PdfSaveOptions::default(), &mut warnings);
        if !warnings.is_empty() {
            // The messages name faces and operators, never text of the document.
            tracing::warn!(count = warnings.len(), first = ?warnings[0].msg, "PDF writer warned");
        }
        file
    }
}

/// Six capitals, which the writer also uses as the tag of the font's subset.
fn font_id(number: usize) -> FontId {
    let letter = |place: u32| {
        let digit = number / 26_usize.pow(place) % 26;
        char::from(b'A' + u8::try_from(digit).unwrap_or(0))
    };
    FontId(format!("FACE{}{}", letter(1), letter(0)))
}
