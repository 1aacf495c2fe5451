//! What is done with notices: one transaction each, with its line in the audit trail.

use jiff::civil::Date;
use serde_json::json;

use super::model::{Notice, NoticeId, Sheet};
use super::{NOTICES, store, telling};
use crate::gate::actor::AccountId;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::Result;

/// Puts a notice on the board; whom it addresses hears of it, if it stands there today.
///
/// # Errors
/// What the database says.
pub fn publish(tx: &mut Tx<'_>, sheet: &Sheet, by: (AccountId, &str), today: Date) -> Result<NoticeId> {
    NOTICES.hint(tx);
    let id = store::insert(tx, sheet, by)?;
    let made = store::find(tx.conn(), id)?;
    telling::published(tx, &made, by.0, today)?;
    tx.record(Deed::new("notice.published").on("notice", id).with(facts(sheet)));
    Ok(id)
}

/// Changes a notice: it is to be read again.
///
/// # Errors
/// [`crate::kit::error::Error::Broken`] by [`store::CHANGED`].
pub(super) fn change(
    tx: &mut Tx<'_>,
    id: NoticeId,
    version: i64,
    sheet: &Sheet,
    by: AccountId,
    today: Date,
) -> Result<()> {
    NOTICES.hint(tx);
    store::put(tx, id, version, sheet)?;
    let made = store::find(tx.conn(), id)?;
    telling::taken_back(tx, id)?;
    telling::published(tx, &made, by, today)?;
    tx.record(Deed::new("notice.changed").on("notice", id).with(facts(sheet)));
    Ok(())
}

/// Takes a notice down.
///
/// # Errors
/// [`crate::kit::error::Error::Broken`] by [`store::CHANGED`].
pub(super) fn withdraw(tx: &mut Tx<'_>, id: NoticeId) -> Result<()> {
    NOTICES.hint(tx);
    store::withdraw(tx, id)?;
    telling::taken_back(tx, id)?;
    tx.record(Deed::new("notice.withdrawn").on("notice", id));
    Ok(())
}

/// Notes that somebody says they have read it, as it is given here; the bell has nothing more to tell them of it.
///
/// # Errors
/// [`crate::kit::error::Error::Broken`] by [`store::CHANGED`] when it is not so any more.
pub(super) fn confirm(tx: &mut Tx<'_>, notice: &Notice, who: AccountId) -> Result<()> {
    store::confirm(tx, notice, who)?;
    telling::settled(tx, notice.id, who)?;
    tx.record(Deed::new("notice.read").on("notice", notice.id).with(json!({ "version": notice.version })));
    Ok(())
}

fn facts(sheet: &Sheet) -> serde_json::Value {
    json!({
        "roles": sheet.audience.roles_kept(),
        "sites": sheet.audience.sites.len(),
        "from": sheet.from.to_string(),
        "until": sheet.until.map(|day| day.to_string()),
        "pinned": sheet.pinned,
    })
}
