//! What an admin does with sites: one transaction each.

use serde_json::json;

use super::forms::changed;
use crate::gate::hospital::{self, SiteId, SiteSheet};
use crate::kit::db::{Deed, Tx};
use crate::kit::error::Result;

/// Adds a site.
///
/// # Errors
/// As [`hospital::insert_site`].
pub(super) fn add(tx: &mut Tx<'_>, sheet: &SiteSheet) -> Result<SiteId> {
    let id = hospital::insert_site(tx, sheet)?;
    tx.record(Deed::new("hospital.site-added").on("site", id));
    Ok(id)
}

/// Saves a site.
///
/// # Errors
/// As [`hospital::change_site`].
pub(super) fn edit(tx: &mut Tx<'_>, id: SiteId, version: i64, sheet: &SiteSheet) -> Result<()> {
    let old = hospital::site(tx.conn(), id)?.sheet();
    hospital::change_site(tx, id, version, sheet)?;
    tx.record(
        Deed::new("hospital.site-changed").on("site", id).with(json!({ "fields": changed(&old, sheet) })),
    );
    Ok(())
}

/// Closes a site, or opens it again.
///
/// # Errors
/// As [`hospital::open_or_close_site`].
pub(super) fn open_or_close(tx: &mut Tx<'_>, id: SiteId, active: bool) -> Result<()> {
    hospital::open_or_close_site(tx, id, active)?;
    let deed = if active { Deed::new("hospital.site-opened") } else { Deed::new("hospital.site-closed") };
    tx.record(deed.on("site", id));
    Ok(())
}
