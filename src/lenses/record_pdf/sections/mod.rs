//! The sections of the record, each made from what is kept.

mod conditions;
mod letters;
mod notes;
mod plans;
mod results;
mod treatment;
mod visits;

use jiff::Timestamp;
use jiff::tz::TimeZone;

pub use conditions::allergy_state;

use super::model::{Body, Column, Row, Section};
use super::store::Kept;
use crate::care::visits::Visit;
use crate::kit::error::Result;
use crate::kit::pdf::{Align, Width};
use crate::say;

/// All clinical sections in their order on paper. `today` is the first instant of the day.
///
/// # Errors
/// [`crate::kit::error::Error::Bug`] when a note does not hold what we put there.
pub fn all(kept: &Kept, zone: &TimeZone, today: Timestamp) -> Result<Vec<Section>> {
    let mut sections = vec![
        conditions::allergies(kept, zone),
        conditions::problems(kept, zone),
        treatment::medication(kept, zone, today),
        treatment::vaccines(kept, zone),
    ];
    sections.extend(results::observations(kept, zone));
    sections.push(visits::visits(kept, zone));
    sections.extend(notes::notes(kept, zone)?);
    sections.extend([
        letters::letters(kept, zone),
        treatment::procedures(kept, zone),
        plans::plans(kept, zone),
        results::reports(kept, zone),
    ]);
    Ok(sections)
}

/// What belongs to one visit, of whatever there is; `kept` holds nothing else. `today` as for [`all`].
///
/// # Errors
/// As [`all`].
pub fn of_visit(kept: &Kept, visit: &Visit, zone: &TimeZone, today: Timestamp) -> Result<Vec<Section>> {
    let mut sections = vec![visits::facts(visit, zone)];
    sections.extend(visits::text(visit, zone));
    sections.extend(notes::notes(kept, zone)?);
    let mut tables = vec![conditions::problems(kept, zone), treatment::medication(kept, zone, today)];
    tables.extend(results::observations(kept, zone));
    tables.extend([
        treatment::procedures(kept, zone),
        letters::letters(kept, zone),
        results::reports(kept, zone),
    ]);
    tables.retain(|section| !matches!(&section.body, Body::Table(_, rows) if rows.is_empty()));
    // Who was asked the four questions, and when, is of the record and not of this visit.
    sections.extend(tables.into_iter().map(|section| Section { remark: None, ..section }));
    Ok(sections)
}

/// A section with what counts now before what is over, and without columns in which nobody wrote anything.
fn table(title: &str, remark: Option<String>, columns: Vec<Column>, mut rows: Vec<Row>) -> Section {
    rows.sort_by_key(|row| row.past);
    let used: Vec<bool> = (0..columns.len())
        .map(|place| rows.iter().any(|row| row.cells.get(place).is_some_and(|cell| !cell.is_empty())))
        .collect();
    let mut place = used.iter();
    let columns = columns.into_iter().filter(|_| place.next().is_some_and(|used| *used)).collect();
    for row in &mut rows {
        let mut place = used.iter();
        row.cells.retain(|_| place.next().is_some_and(|used| *used));
    }
    Section { title: say!(title), remark, body: Body::Table(columns, rows) }
}

fn wide(head: &str, share: f32) -> Column {
    Column { head: say!(head), width: Width::Share(share), align: Align::Left }
}

fn narrow(head: &str, mm: f32) -> Column {
    Column { head: say!(head), width: Width::Mm(mm), align: Align::Left }
}

fn number(head: &str, mm: f32) -> Column {
    Column { head: say!(head), width: Width::Mm(mm), align: Align::Right }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lenses::record_pdf::model::Cell;

    #[test]
    fn empty_columns_are_dropped_and_what_is_over_comes_last() {
        let row = |name: &str, past| Row {
            cells: vec![Cell::of(name), Cell::default(), Cell::of("x")],
            past,
            marked: false,
        };
        let columns = vec![
            wide("record-pdf-problem", 1.0),
            narrow("record-pdf-until", 9.0),
            narrow("record-pdf-status", 9.0),
        ];
        let section = table(
            "record-pdf-problems",
            None,
            columns,
            vec![row("old", true), row("new", false), row("older", true)],
        );
        let Body::Table(columns, rows) = section.body else { panic!("a table") };
        assert_eq!(columns.len(), 2);
        let order: Vec<&str> = rows.iter().map(|row| &*row.cells[0].main).collect();
        assert_eq!(order, ["new", "old", "older"]);
        assert!(rows.iter().all(|row| row.cells.len() == 2));
    }
}
