//! The statements on `job_marks`: when recurring work was last done.

use diesel::prelude::*;
use jiff::Timestamp;

use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::schema::job_marks;

const NAME: &str = "purge";

/// When the purge last ran.
pub(super) fn mark(conn: &mut Conn) -> Result<Option<Timestamp>> {
    Ok(job_marks::table.find(NAME).select(job_marks::done_at).first(conn).optional()?)
}

/// Notes that it runs.
pub(super) fn set_mark(tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
    let known = diesel::update(job_marks::table.find(NAME))
        .set(job_marks::done_at.eq(Utc(now)))
        .execute(tx.conn())?;
    if known == 0 {
        diesel::insert_into(job_marks::table)
            .values((job_marks::name.eq(NAME), job_marks::done_at.eq(Utc(now))))
            .execute(tx.conn())?;
    }
    Ok(())
}
