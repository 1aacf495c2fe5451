//! The sections of the record, each made from what is kept.

mod conditions;
mod plans;
mod results;
mod treatment;
mod visits;

use jiff::tz::TimeZone;

pub use conditions::allergy_state;

use super::model::{Body, Column, Row, Section};
use super::store::Kept;
use crate::kit::pdf::{Align, Width};
use crate::say;

/// All clinical sections in their order on paper.
pub fn all(kept: &Kept, zone: &TimeZone) -> Vec<Section> {
    let mut sections = vec![
        conditions::allergies(kept, zone),
        conditions::problems(kept, zone),
        treatment::medication(kept, zone),
        treatment::vaccines(kept, zone),
    ];
    sections.extend(results::observations(kept, zone));
    sections.extend([
        visits::visits(kept, zone),
        treatment::procedures(kept, zone),
        plans::plans(kept, zone),
        results::reports(kept, zone),
    ]);
    sections
}

fn table(title: &str, remark: Option<String>, columns: Vec<Column>, rows: Vec<Row>) -> Section {
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
