//! The first run: the hospital, its first site, its first admin.

use super::model::Role;
use super::store::{self, NewAccount};
use crate::gate::actor::AccountId;
use crate::gate::hospital::{self, NewHospital, SiteSheet};
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};

/// Everything a new installation needs.
#[derive(Clone, Debug)]
pub struct NewInstallation {
    /// The hospital.
    pub hospital: NewHospital,
    /// The first site's name.
    pub site: String,
    /// The first admin.
    pub admin: NewAccount,
}

/// Founds the hospital. Only one of two who try at the same moment succeeds.
///
/// # Errors
/// [`Error::Conflict`] in words when there is a hospital already.
pub fn found(tx: &mut Tx<'_>, new: &NewInstallation) -> Result<AccountId> {
    if hospital::find(tx.conn())?.is_some() || store::is_anybody_here(tx.conn())? {
        return Err(Error::Conflict(crate::say!("setup-done-already")));
    }
    debug_assert!(new.admin.role == Role::Admin);
    hospital::create(tx, &new.hospital)?;
    let site = hospital::insert_site(tx, &SiteSheet::new(&new.site, &new.hospital.time_zone))?;
    let admin = store::insert_account(tx, &new.admin)?;
    tx.record(Deed::new("hospital.founded").on("site", site));
    tx.record(Deed::new("account.created").on("account", admin).with(serde_json::json!({ "role": "admin" })));
    Ok(admin)
}
