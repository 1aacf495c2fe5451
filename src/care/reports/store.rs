//! Statements on `reports` and `report_results`.

use diesel::prelude::*;

use super::model::{Report, ReportResult};
use crate::care::record::{Belongings, clinical_store};
use crate::held_rows;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::schema::report_results;

clinical_store!(reports, Report, results);
held_rows!(HeldReports, reports, history);

/// The results of a report, as its history keeps them.
fn results(conn: &mut Conn, report: Id<Report>) -> Result<Belongings> {
    let rows: Vec<ReportResult> = report_results::table
        .filter(report_results::report_id.eq(report))
        .order(report_results::position)
        .select(ReportResult::as_select())
        .load(conn)?;
    Ok(vec![("results", serde_json::to_value(rows).map_err(Error::bug)?)])
}

/// Writes the results of a report in place of those it has.
///
/// # Errors
/// What the database says.
pub fn set_results(tx: &mut Tx<'_>, report_id: Id<Report>, rows: &[ReportResult]) -> Result<()> {
    diesel::delete(report_results::table.filter(report_results::report_id.eq(report_id)))
        .execute(tx.conn())?;
    for row in rows {
        diesel::insert_into(report_results::table).values(row).execute(tx.conn())?;
    }
    Ok(())
}
