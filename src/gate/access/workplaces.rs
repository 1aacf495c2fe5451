//! The statements on `account_sites`: where employees work.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::schema::{account_sites, accounts};

/// Where each employee works.
///
/// # Errors
/// What the database says.
pub fn sites(conn: &mut Conn) -> Result<HashMap<AccountId, Vec<SiteId>>> {
    let rows: Vec<(AccountId, SiteId)> =
        account_sites::table.select((account_sites::account_id, account_sites::site_id)).load(conn)?;
    let mut sites: HashMap<AccountId, Vec<SiteId>> = HashMap::new();
    for (account, site) in rows {
        sites.entry(account).or_default().push(site);
    }
    Ok(sites)
}

/// Where one employee works.
///
/// # Errors
/// What the database says.
pub fn sites_of(conn: &mut Conn, id: AccountId) -> Result<Vec<SiteId>> {
    Ok(account_sites::table
        .filter(account_sites::account_id.eq(id))
        .select(account_sites::site_id)
        .order(account_sites::site_id)
        .load(conn)?)
}

/// How many people who can sign in work at a site.
///
/// # Errors
/// What the database says.
pub fn count_at(conn: &mut Conn, site: SiteId) -> Result<i64> {
    Ok(account_sites::table
        .inner_join(accounts::table.on(accounts::id.eq(account_sites::account_id)))
        .filter(account_sites::site_id.eq(site))
        .filter(accounts::active.eq(true))
        .count()
        .get_result(conn)?)
}

/// Keeps where an employee works in place of what was.
///
/// # Errors
/// What the database says.
pub(super) fn put_sites(tx: &mut Tx<'_>, id: AccountId, sites: &[SiteId]) -> Result<()> {
    diesel::delete(account_sites::table.filter(account_sites::account_id.eq(id))).execute(tx.conn())?;
    for site in sites {
        diesel::insert_into(account_sites::table)
            .values((account_sites::account_id.eq(id), account_sites::site_id.eq(*site)))
            .execute(tx.conn())?;
    }
    Ok(())
}
