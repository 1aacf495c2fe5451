//! Tables: heads repeat on every page, rows stay whole, nothing is cut.

use super::{
    flow::{Flow, Frame, Laid, Mark},
    line::Line,
    paper::MM,
    text::{Align, Ink, Text},
};

/// Space between columns, in points.
const GUTTER: f32 = 7.0;
/// Space above and below the text of a row, in points.
const PADDING: f32 = 2.0;
/// Space at the edges of a row that has a ground of its own, in points.
const EDGE: f32 = 4.0;

/// How wide a column is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Width {
    /// So many millimetres.
    Mm(f32),
    /// A share of what the others leave.
    Share(f32),
}

/// A column and its head.
#[derive(Clone, Debug)]
pub struct Column {
    /// What stands above it on every page.
    pub head: Text,
    /// How wide it is.
    pub width: Width,
    /// Where its text stands; numbers end on the right.
    pub align: Align,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// One text for each column; missing ones are empty.
    pub cells: Vec<Text>,
    /// The ground of a row that must be seen.
    pub ground: Option<Ink>,
}

/// The columns of a table.
#[derive(Clone, Debug)]
pub struct Table {
    /// From left to right.
    pub columns: Vec<Column>,
}

/// A column's left edge and width.
type Place = (f32, f32);

impl Table {
    fn places(&self, width: f32) -> Vec<Place> {
        let gutters = GUTTER * self.columns.len().saturating_sub(1) as f32;
        let (mut fixed, mut shares) = (0.0, 0.0);
        for column in &self.columns {
            match column.width {
                Width::Mm(mm) => fixed += mm * MM,
                Width::Share(share) => shares += share,
            }
        }
        let room = width - gutters - 2.0 * EDGE;
        // Columns that ask for more than the sheet has are all narrowed alike.
        let squeeze = if fixed > room * 0.9 && shares > 0.0 {
            room * 0.7 / fixed
        } else if fixed > room {
            room / fixed
        } else {
            1.0
        };
        let rest = (room - fixed * squeeze).max(0.0);
        let mut x = EDGE;
        self.columns
            .iter()
            .map(|column| {
                let width = match column.width {
                    Width::Mm(mm) => mm * MM * squeeze,
                    Width::Share(share) => rest * share / shares,
                };
                let place = (x, width);
                x += width + GUTTER;
                place
            })
            .collect()
    }
}

impl<F: Frame> Flow<F> {
    /// A table; its head stands again on every page it runs over.
    pub fn table(&mut self, table: &Table, rows: impl IntoIterator<Item = Row>) {
        let places = table.places(self.measure());
        let heads: Vec<Text> = table.columns.iter().map(|column| column.head.clone()).collect();
        let cells = self.cells(table, &places, &heads);
        let head = row_of(&places, cells, None, self.measure(), (Ink::MUTED, 0.8));
        let mut first = true;
        for row in rows {
            let cells = self.cells(table, &places, &row.cells);
            let height = height_of(&cells) + 2.0 * PADDING;
            let whole = self.whole() - head.height;
            if height <= whole {
                let needed = if first { head.height + height } else { height };
                if self.room_for(needed) || first {
                    self.draw(&head);
                }
                let rule = (Ink::LINE, 0.4);
                let laid = row_of(&places, cells, row.ground, self.measure(), rule);
                self.draw(&laid);
            } else {
                self.split_row(&places, cells, row.ground, &head, first);
            }
            first = false;
        }
    }

    /// A row taller than a page, laid over as many pages as it takes.
    fn split_row(
        &mut self,
        places: &[Place],
        mut cells: Vec<Vec<Line>>,
        ground: Option<Ink>,
        head: &Laid,
        first: bool,
    ) {
        // Begin where we are if a few lines fit, else on a fresh page.
        let few = head.height + 60.0;
        let mut draw_head = self.room_for(few) || first;
        while cells.iter().any(|lines| !lines.is_empty()) {
            if draw_head {
                self.draw(head);
            }
            let room = self.left() - 2.0 * PADDING - 1.0;
            let part: Vec<Vec<Line>> = cells.iter_mut().map(|lines| take_fitting(lines, room)).collect();
            let rest = cells.iter().any(|lines| !lines.is_empty());
            let rule = if rest { (Ink::LINE, 0.0) } else { (Ink::LINE, 0.4) };
            let laid = row_of(places, part, ground, self.measure(), rule);
            self.draw(&laid);
            if rest {
                self.next_page();
                draw_head = true;
            }
        }
    }

    fn cells(&mut self, table: &Table, places: &[Place], texts: &[Text]) -> Vec<Vec<Line>> {
        let setter = self.paper().setter();
        table
            .columns
            .iter()
            .zip(places)
            .enumerate()
            .map(|(index, (column, (_, width)))| match texts.get(index) {
                Some(text) if !text.is_empty() => setter.lines(text, *width, column.align),
                _ => Vec::new(),
            })
            .collect()
    }
}

fn height_of(cells: &[Vec<Line>]) -> f32 {
    cells.iter().map(|lines| lines.iter().map(|line| line.height).sum()).fold(0.0, f32::max)
}

/// Takes the lines that fit into `room` from the front; at least one, so that there is an end.
fn take_fitting(lines: &mut Vec<Line>, room: f32) -> Vec<Line> {
    let mut used = 0.0;
    let mut count = 0;
    for line in lines.iter() {
        used += line.height;
        if used > room && count > 0 {
            break;
        }
        count += 1;
    }
    lines.drain(..count).collect()
}

fn row_of(
    places: &[Place],
    cells: Vec<Vec<Line>>,
    ground: Option<Ink>,
    width: f32,
    (ink, rule): (Ink, f32),
) -> Laid {
    let height = height_of(&cells) + 2.0 * PADDING;
    let mut laid = Laid { height: height + rule, marks: Vec::new() };
    if let Some(ink) = ground {
        laid.marks.push(Mark::Fill { at: (0.0, 0.0), size: (width, height), ink });
    }
    for ((x, _), lines) in places.iter().zip(cells) {
        laid.lines(lines, (*x, PADDING));
    }
    if rule > 0.0 {
        laid.marks.push(Mark::Fill { at: (0.0, height), size: (width, rule), ink });
    }
    laid
}

#[cfg(test)]
mod tests {
    use super::super::Style;
    use super::*;

    fn column(width: Width) -> Column {
        Column { head: Text::new("h", Style::of(8.0)), width, align: Align::Left }
    }

    #[test]
    fn shares_divide_what_fixed_columns_leave() {
        let table = Table {
            columns: vec![column(Width::Mm(20.0)), column(Width::Share(1.0)), column(Width::Share(3.0))],
        };
        let places = table.places(400.0);
        assert!((places[0].1 - 20.0 * MM).abs() < 0.01);
        assert!((places[2].1 - 3.0 * places[1].1).abs() < 0.01);
        let end = places[2].0 + places[2].1;
        assert!((end - (400.0 - EDGE)).abs() < 0.01);
    }

    #[test]
    fn columns_that_ask_for_too_much_stay_on_the_sheet() {
        let table = Table {
            columns: vec![column(Width::Mm(90.0)), column(Width::Mm(90.0)), column(Width::Share(1.0))],
        };
        let places = table.places(300.0);
        assert!(places.iter().all(|(x, width)| *width > 0.0 && x + width <= 300.01));
    }
}
