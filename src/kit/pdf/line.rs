//! Finished lines: segments in visual order, aligned in their column.

use std::rc::Rc;

use unicode_bidi::{BidiInfo, Level};

use super::{
    fonts::{Faces, LEADING},
    segment::Segment,
    shape::Shaped,
    text::{Align, Style},
};

/// A shaped piece of a line.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub shaped: Rc<Shaped>,
    pub style: Style,
    /// From the left edge of the column, in points.
    pub x: f32,
}

/// A finished line of text.
#[derive(Clone, Debug)]
pub struct Line {
    pub(super) pieces: Vec<Piece>,
    /// From the top of the line to its baseline, in points.
    pub(super) baseline: f32,
    /// In points.
    pub height: f32,
    /// Width of what is printed, in points.
    pub width: f32,
}

/// A line being filled.
pub(super) struct Building {
    pub used: f32,
    pub segments: Vec<Segment>,
}

impl Building {
    pub fn push(&mut self, segment: Segment) {
        self.used += segment.width();
        self.segments.push(segment);
    }

    pub fn finish(&mut self, faces: &Faces, width: f32, align: Align) -> Line {
        let mut segments = std::mem::take(&mut self.segments);
        self.used = 0.0;
        while segments.last().is_some_and(|segment| segment.space) {
            segments.pop();
        }
        let wide: f32 = segments.iter().map(Segment::width).sum();
        let mut x = match align {
            Align::Right if width.is_finite() => width - wide,
            Align::Center if width.is_finite() => (width - wide) / 2.0,
            _ => 0.0,
        };
        let leading = |segment: &Segment| {
            let face = if segment.space { LEADING } else { faces.get(segment.shaped.face).leading };
            face * segment.style.size
        };
        let height = segments.iter().map(leading).fold(0.0, f32::max);
        let size = segments.iter().map(|segment| segment.style.size).fold(0.0, f32::max);
        let levels: Vec<Level> = segments.iter().map(|segment| segment.level).collect();
        let pieces = BidiInfo::reorder_visual(&levels)
            .into_iter()
            .filter_map(|index| segments.get(index))
            .map(|segment| {
                let piece = Piece { shaped: Rc::clone(&segment.shaped), style: segment.style, x };
                x += segment.width();
                piece
            })
            .collect();
        Line { pieces, baseline: height / 2.0 + 0.35 * size, height, width: wide }
    }
}

impl Line {
    pub(super) fn blank(style: Style) -> Self {
        let height = LEADING * style.size;
        Self { pieces: Vec::new(), baseline: height, height, width: 0.0 }
    }
}
