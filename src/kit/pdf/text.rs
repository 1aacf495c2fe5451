//! Texts and how they look.

use super::{characters::is_directing, fonts::Weight};

/// A colour by red, green and blue from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink(pub f32, pub f32, pub f32);

impl Ink {
    /// Ordinary text.
    pub const BLACK: Self = Self(0.0, 0.0, 0.0);
    /// Labels and second lines; dark enough for a poor printer.
    pub const MUTED: Self = Self(0.33, 0.36, 0.38);
    /// Hairlines.
    pub const LINE: Self = Self(0.72, 0.74, 0.75);
    /// The ground of a marked row or a table's head.
    pub const SHADE: Self = Self(0.93, 0.94, 0.945);
    /// White on a dark ground.
    pub const WHITE: Self = Self(1.0, 1.0, 1.0);
}

/// Size in points, weight and colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// Size in points.
    pub size: f32,
    /// Regular or bold.
    pub weight: Weight,
    /// Colour.
    pub ink: Ink,
}

impl Style {
    /// Regular black text of a size in points.
    pub const fn of(size: f32) -> Self {
        Self { size, weight: Weight::Regular, ink: Ink::BLACK }
    }

    /// The same in bold.
    pub const fn bold(self) -> Self {
        Self { weight: Weight::Bold, ..self }
    }

    /// The same in another colour.
    pub const fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }
}

/// A text whose parts may differ in style; a line feed begins a new paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text {
    pub(super) spans: Vec<(String, Style)>,
}

impl Text {
    /// A text in one style.
    pub fn new(text: impl Into<String>, style: Style) -> Self {
        Self { spans: vec![(text.into(), style)] }
    }

    /// The text with more behind it.
    #[must_use]
    pub fn and(mut self, text: impl Into<String>, style: Style) -> Self {
        self.spans.push((text.into(), style));
        self
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.spans.iter().all(|(text, _)| text.trim().is_empty())
    }

    pub(super) fn style(&self) -> Style {
        self.spans.first().map_or(Style::of(9.0), |(_, style)| *style)
    }
}

/// `text` so wrapped that its direction does not disturb what stands around it.
pub fn isolate(text: &str) -> String {
    let mut isolated = String::with_capacity(text.len() + 6);
    isolated.push('\u{2068}');
    isolated.extend(text.chars().filter(|&character| !is_directing(character)));
    isolated.push('\u{2069}');
    isolated
}

/// Where lines stand in their column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// At the left edge.
    Left,
    /// At the right edge: numbers.
    Right,
    /// In the middle.
    Center,
    /// At the edge where the text's own script begins.
    Natural,
}

/// Words printed beside characters that no font has, so that nothing is left out in silence.
#[derive(Clone, Debug)]
pub struct Notes {
    /// For Chinese, Japanese and Korean.
    pub cjk: String,
    /// For everything else.
    pub other: String,
}
