//! The statements on `site_messages`.

use diesel::prelude::*;

use super::model::Rules;
use crate::gate::hospital::SiteId;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::schema::site_messages;

/// Broken when somebody else saved it in the meantime.
pub(super) const CHANGED: &str = "site_messages_changed";

type Row = (SiteId, bool, Option<i32>, Option<i32>, i64);

fn of((site, confirms, first_hours, second_hours, version): Row) -> (SiteId, Rules) {
    (site, Rules { confirms, first_hours, second_hours, version })
}

/// What a site writes; nothing when nobody ever said.
///
/// # Errors
/// What the database says.
pub fn rules(conn: &mut Conn, site: SiteId) -> Result<Option<Rules>> {
    let row: Option<Row> = site_messages::table.find(site).first(conn).optional()?;
    Ok(row.map(|row| of(row).1))
}

/// What each site writes for which somebody said so.
///
/// # Errors
/// What the database says.
pub fn all_rules(conn: &mut Conn) -> Result<Vec<(SiteId, Rules)>> {
    let rows: Vec<Row> = site_messages::table.order(site_messages::site_id).load(conn)?;
    Ok(rows.into_iter().map(of).collect())
}

/// Keeps what a site writes from now on, if nobody saved it since `rules.version`; the caller records the deed.
pub(super) fn put(tx: &mut Tx<'_>, site: SiteId, rules: &Rules) -> Result<()> {
    let changed = if rules.version == 0 {
        if self::rules(tx.conn(), site)?.is_some() {
            return Err(Error::Broken(CHANGED.into()));
        }
        diesel::insert_into(site_messages::table)
            .values((
                site_messages::site_id.eq(site),
                site_messages::confirms.eq(rules.confirms),
                site_messages::first_hours.eq(rules.first_hours),
                site_messages::second_hours.eq(rules.second_hours),
            ))
            .execute(tx.conn())?
    } else {
        diesel::update(site_messages::table.find(site).filter(site_messages::version.eq(rules.version)))
            .set((
                site_messages::confirms.eq(rules.confirms),
                site_messages::first_hours.eq(rules.first_hours),
                site_messages::second_hours.eq(rules.second_hours),
                site_messages::version.eq(site_messages::version + 1),
            ))
            .execute(tx.conn())?
    };
    if changed == 1 { Ok(()) } else { Err(Error::Broken(CHANGED.into())) }
}
