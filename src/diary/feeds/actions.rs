//! Making a feed and ending it: one transaction each.

use super::model::Secret;
use super::store;
use crate::gate::actor::AccountId;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::Result;

/// Makes somebody's feed, in place of the one they had.
///
/// # Errors
/// What the database says.
pub(super) fn make(tx: &mut Tx<'_>, whose: AccountId, secret: &Secret) -> Result<()> {
    let had = store::put(tx, whose, &secret.hash())?;
    let deed = if had { Deed::new("calendar.renewed") } else { Deed::new("calendar.made") };
    tx.record(deed.on("account", whose));
    Ok(())
}

/// Ends somebody's feed.
///
/// # Errors
/// [`crate::kit::error::Error::NotFound`] when they have none.
pub(super) fn revoke(tx: &mut Tx<'_>, whose: AccountId) -> Result<()> {
    store::remove(tx, whose)?;
    tx.record(Deed::new("calendar.revoked").on("account", whose));
    Ok(())
}
