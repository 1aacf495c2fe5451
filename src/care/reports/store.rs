//! Statements on `reports` and `report_results`.

use diesel::prelude::*;

use super::model::{Report, ReportResult};
use crate::care::record::clinical_store;
use crate::held_rows;
use crate::kit::db::Tx;
use crate::kit::error::Result;
use crate::kit::id::Id;
use crate::schema::report_results;

clinical_store!(reports, Report);
held_rows!(HeldReports, reports, history);

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
