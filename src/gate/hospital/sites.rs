//! The statements on `sites`, and the rules that hold whoever asks: a name stands once, and one site stays open.

use diesel::prelude::*;

use super::model::{Site, SiteId, SiteSheet};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::schema::sites;

/// Broken when another site has the name.
pub const NAME_TAKEN: &str = "sites_name_key";
/// Broken when somebody else saved the site in the meantime.
pub const CHANGED: &str = "sites_changed";
/// Broken by whoever would close the last open site.
pub const LAST_OPEN: &str = "sites_last_open";

/// All sites by name, closed ones too.
///
/// # Errors
/// What the database says.
pub fn sites(conn: &mut Conn) -> Result<Vec<Site>> {
    Ok(sites::table.order(sites::name).select(Site::as_select()).load(conn)?)
}

/// One site.
///
/// # Errors
/// [`Error::NotFound`].
pub fn site(conn: &mut Conn, id: SiteId) -> Result<Site> {
    Ok(sites::table.find(id).select(Site::as_select()).first(conn)?)
}

/// Adds a site; the caller records the deed.
///
/// # Errors
/// [`Error::Broken`] by [`NAME_TAKEN`].
pub fn insert_site(tx: &mut Tx<'_>, sheet: &SiteSheet) -> Result<SiteId> {
    let id = SiteId::new();
    diesel::insert_into(sites::table)
        .values((
            sites::id.eq(id),
            sites::name.eq(&sheet.name),
            sites::time_zone.eq(&sheet.time_zone),
            sites::address.eq(&sheet.address),
            sites::phone.eq(&sheet.phone),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

/// Saves a site, if nobody saved it since `version`; the caller records the deed.
///
/// # Errors
/// [`Error::Broken`] by [`CHANGED`] or [`NAME_TAKEN`].
pub fn change_site(tx: &mut Tx<'_>, id: SiteId, version: i64, sheet: &SiteSheet) -> Result<()> {
    let changed = diesel::update(sites::table.find(id).filter(sites::version.eq(version)))
        .set((
            sites::name.eq(&sheet.name),
            sites::time_zone.eq(&sheet.time_zone),
            sites::address.eq(&sheet.address),
            sites::phone.eq(&sheet.phone),
            sites::version.eq(sites::version + 1),
        ))
        .execute(tx.conn())?;
    if changed == 1 { Ok(()) } else { Err(Error::Broken(CHANGED.into())) }
}

/// Closes a site for whatever is new, or opens it again; the caller records the deed. The others are counted inside
/// the transaction, so that two admins cannot close the last two at the same moment.
///
/// # Errors
/// [`Error::Broken`] by [`LAST_OPEN`]; [`Error::NotFound`].
pub fn open_or_close_site(tx: &mut Tx<'_>, id: SiteId, active: bool) -> Result<()> {
    let old = site(tx.conn(), id)?;
    if old.active && !active {
        let others: i64 = sites::table
            .filter(sites::active.eq(true))
            .filter(sites::id.ne(id))
            .count()
            .get_result(tx.conn())?;
        if others == 0 {
            return Err(Error::Broken(LAST_OPEN.into()));
        }
    }
    diesel::update(sites::table.find(id))
        .set((sites::active.eq(active), sites::version.eq(sites::version + 1)))
        .execute(tx.conn())?;
    Ok(())
}
