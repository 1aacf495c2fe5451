//! A document that runs over as many pages as it takes.

use super::{
    line::Line,
    paper::{About, MM, Page, Paper, Sheet},
    setter::Setter,
    text::{Align, Ink, Text},
};

/// Where a page stands in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageNumber {
    /// This page, from 1.
    pub number: usize,
    /// All pages.
    pub of: usize,
}

/// What stands on every page above and below the text.
pub trait Frame {
    /// Above; may differ from page to page.
    fn head(&self, at: PageNumber) -> Vec<Block>;
    /// Below.
    fn foot(&self, at: PageNumber) -> Vec<Block>;
}

/// Something that takes the whole width.
#[derive(Clone, Debug)]
pub enum Block {
    /// A paragraph.
    Text(Text, Align),
    /// Two texts side by side, the second one ending on the right edge.
    Sides(Text, Text),
    /// A text on a ground of its own, with a bar at its left edge.
    Marked {
        /// What it says.
        text: Text,
        /// Colour of the ground.
        ground: Ink,
        /// Colour of the bar.
        bar: Ink,
    },
    /// A line across, of a thickness in points.
    Rule(Ink, f32),
    /// Empty space, in points.
    Gap(f32),
}

/// Something with a known height, drawn wherever there is room for it.
#[derive(Default)]
pub(super) struct Laid {
    pub height: f32,
    pub marks: Vec<Mark>,
}

pub(super) enum Mark {
    Line { line: Line, at: (f32, f32) },
    Fill { at: (f32, f32), size: (f32, f32), ink: Ink },
}

impl Laid {
    /// Adds lines below each other from `at`; answers their height.
    pub fn lines(&mut self, lines: Vec<Line>, (x, y): (f32, f32)) -> f32 {
        let mut height = 0.0;
        for line in lines {
            let at = (x, y + height);
            height += line.height;
            self.marks.push(Mark::Line { line, at });
        }
        height
    }

    pub fn draw(&self, paper: &mut Paper, page: &mut Page, (x, y): (f32, f32)) {
        for mark in &self.marks {
            match mark {
                Mark::Line { line, at } => paper.line(page, (x + at.0, y + at.1), line),
                Mark::Fill { at, size, ink } => page.fill((x + at.0, y + at.1), *size, *ink),
            }
        }
    }
}

/// Lets content run over pages.
pub struct Flow<F> {
    paper: Paper,
    sheet: Sheet,
    frame: F,
    page: Page,
    top: f32,
    bottom: f32,
    y: f32,
    /// Headings waiting for what they head.
    held: Vec<Laid>,
}

impl<F: Frame> Flow<F> {
    /// An empty document on sheets of one size.
    pub fn new(setter: Setter, sheet: Sheet, frame: F) -> Self {
        let paper = Paper::new(setter);
        let page = Page::new(sheet);
        let mut flow = Self { paper, sheet, frame, page, top: 0.0, bottom: 0.0, y: 0.0, held: Vec::new() };
        flow.measure_page();
        flow
    }

    /// Width for content, in points.
    pub fn measure(&self) -> f32 {
        self.sheet.measure()
    }

    /// A heading, kept on one page with the beginning of what follows; with a line below it.
    pub fn heading(&mut self, text: &Text, before: f32, rule: Option<Ink>) {
        let measure = self.measure();
        let lines = self.paper.setter().lines(text, measure, Align::Natural);
        let mut laid = Laid::default();
        laid.height = before + laid.lines(lines, (0.0, before)) + 2.0;
        if let Some(ink) = rule {
            let (at, size) = ((0.0, laid.height), (measure, 0.6));
            laid.marks.push(Mark::Fill { at, size, ink });
            laid.height += 3.0;
        }
        self.held.push(laid);
    }

    /// A paragraph, whose lines may run over pages.
    pub fn text(&mut self, text: &Text, align: Align) {
        let measure = self.measure();
        for line in self.paper.setter().lines(text, measure, align) {
            let mut laid = Laid::default();
            laid.height = laid.lines(vec![line], (0.0, 0.0));
            self.put(&laid);
        }
    }

    /// A block, kept whole.
    pub fn block(&mut self, block: Block) {
        if let Block::Text(text, align) = &block {
            self.text(text, *align);
            return;
        }
        let laid = lay(&mut self.paper, vec![block], self.sheet.measure());
        self.put(&laid);
    }

    /// Labels with their values, in rows of `columns`; a value takes as many lines as it needs.
    pub fn facts(&mut self, facts: &[(Text, Text)], columns: usize, label_mm: f32) {
        let columns = columns.max(1);
        let gap = 4.0 * MM;
        let width = (self.measure() - gap * (columns - 1) as f32) / columns as f32;
        let label = (label_mm * MM).min(width / 2.0);
        for row in facts.chunks(columns) {
            let mut laid = Laid::default();
            let mut height: f32 = 0.0;
            for (index, (name, value)) in row.iter().enumerate() {
                let x = index as f32 * (width + gap);
                let setter = self.paper.setter();
                let names = setter.lines(name, label - 3.0, Align::Left);
                let values = setter.lines(value, width - label, Align::Left);
                height = height.max(laid.lines(names, (x, 0.0)));
                height = height.max(laid.lines(values, (x + label, 0.0)));
            }
            laid.height = height + 1.5;
            self.put(&laid);
        }
    }

    /// Empty space, which is dropped at the end of a page.
    pub fn gap(&mut self, height: f32) {
        self.y = (self.y + height).min(self.bottom);
    }

    /// The finished file; tells the number of its pages.
    pub fn finish(mut self, about: About) -> (Vec<u8>, usize) {
        self.room_for(0.0);
        let Self { mut paper, sheet, frame, page, bottom, .. } = self;
        paper.add(page);
        let mut pages = paper.take_pages();
        let of = pages.len();
        let x = sheet.margin();
        for (index, page) in pages.iter_mut().enumerate() {
            let at = PageNumber { number: index + 1, of };
            let mut under = Page::new(sheet);
            let head = lay(&mut paper, frame.head(at), sheet.measure());
            head.draw(&mut paper, &mut under, (x, sheet.margin()));
            page.preceded_by(under);
            let foot = lay(&mut paper, frame.foot(at), sheet.measure());
            foot.draw(&mut paper, page, (x, bottom));
        }
        pages.into_iter().for_each(|page| paper.add(page));
        (paper.save(about), of)
    }

    pub(super) fn paper(&mut self) -> &mut Paper {
        &mut self.paper
    }

    /// Height of the text area of a page.
    pub(super) fn whole(&self) -> f32 {
        self.bottom - self.top
    }

    /// Height still free on this page.
    pub(super) fn left(&self) -> f32 {
        self.bottom - self.y
    }

    /// Begins a new page unless `height` fits on this one, headings included; answers whether.
    pub(super) fn room_for(&mut self, height: f32) -> bool {
        let held: f32 = self.held.iter().map(|laid| laid.height).sum();
        // A hair of tolerance: sums of heights are not exact.
        let full = held + height > self.left() + 0.01 && self.y > self.top + 0.01;
        if full {
            self.next_page();
        }
        for laid in std::mem::take(&mut self.held) {
            self.draw(&laid);
        }
        full
    }

    pub(super) fn put(&mut self, laid: &Laid) {
        self.room_for(laid.height);
        self.draw(laid);
    }

    pub(super) fn draw(&mut self, laid: &Laid) {
        laid.draw(&mut self.paper, &mut self.page, (self.sheet.margin(), self.y));
        self.y += laid.height;
    }

    pub(super) fn next_page(&mut self) {
        let page = std::mem::replace(&mut self.page, Page::new(self.sheet));
        self.paper.add(page);
        self.measure_page();
    }

    /// Leaves room for the head and foot of the page that begins.
    fn measure_page(&mut self) {
        // The number of all pages is not known yet; it changes no height.
        let at = PageNumber { number: self.paper.len() + 1, of: 9999 };
        let (margin, measure) = (self.sheet.margin(), self.sheet.measure());
        let head = lay(&mut self.paper, self.frame.head(at), measure).height;
        let foot = lay(&mut self.paper, self.frame.foot(at), measure).height;
        self.top = margin + head;
        // However much a head says, some room for text remains.
        self.bottom = (self.sheet.height() - margin - foot).max(self.top + 60.0);
        self.y = self.top;
    }
}

/// Blocks below each other.
fn lay(paper: &mut Paper, blocks: Vec<Block>, width: f32) -> Laid {
    let mut laid = Laid::default();
    for block in blocks {
        let y = laid.height;
        let setter = paper.setter();
        laid.height += match block {
            Block::Text(text, align) => {
                let lines = setter.lines(&text, width, align);
                laid.lines(lines, (0.0, y))
            }
            Block::Sides(left, right) => {
                let second = setter.width(&right).min(width * 0.6);
                let lines = setter.lines(&left, width - second - 8.0, Align::Left);
                let height = laid.lines(lines, (0.0, y));
                let lines = setter.lines(&right, second + 0.1, Align::Right);
                height.max(laid.lines(lines, (width - second - 0.1, y)))
            }
            Block::Marked { text, ground, bar } => {
                let lines = setter.lines(&text, width - 14.0, Align::Left);
                let height = lines.iter().map(|line| line.height).sum::<f32>() + 5.0;
                let (at, size) = ((0.0, y), (width, height));
                laid.marks.push(Mark::Fill { at, size, ink: ground });
                laid.marks.push(Mark::Fill { at, size: (3.0, height), ink: bar });
                laid.lines(lines, (8.0, y + 2.5));
                height
            }
            Block::Rule(ink, thickness) => {
                let (at, size) = ((0.0, y), (width, thickness));
                laid.marks.push(Mark::Fill { at, size, ink });
                thickness
            }
            Block::Gap(height) => height,
        };
    }
    laid
}
