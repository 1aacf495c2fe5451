//! The statement on entries, which are rows of `visits`.

use diesel::prelude::*;

use super::SETTING;
use crate::care::visits::{Visit, VisitId};
use crate::gate::actor::AccountId;
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::schema::visits;

/// An entry that this person wrote.
///
/// # Errors
/// [`crate::kit::error::Error::NotFound`] when they wrote none of this id.
pub fn written_by(conn: &mut Conn, account: AccountId, id: VisitId) -> Result<Visit> {
    Ok(visits::table
        .filter(visits::id.eq(id))
        .filter(visits::recorded_by.eq(account))
        .filter(visits::class.eq(SETTING))
        .select(Visit::as_select())
        .first(conn)?)
}
