//! The statements on notices, whom they address, and who has read them. Reads `accounts` and `account_sites`, which lie
//! below.

use std::collections::HashMap;

use diesel::prelude::*;
use jiff::Timestamp;
use jiff::civil::Date;

use super::model::{Audience, Notice, NoticeId, Sheet};
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::db::types::{Day, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::schema::{notice_sites, notices};

/// Broken when somebody else changed the notice in the meantime.
pub const CHANGED: &str = "notices_changed";
/// More notices than anybody reads; a board with more for one reader shows the newest of theirs.
const MOST: i64 = 300;

type Row = (
    (NoticeId, String, String, bool, Date, Option<Date>, String),
    (AccountId, String, Timestamp, Option<Timestamp>, Option<Timestamp>, i64),
);

macro_rules! columns {
    () => {
        (
            (
                notices::id,
                notices::title,
                notices::body,
                notices::pinned,
                notices::from_day,
                notices::until_day,
                notices::roles,
            ),
            (
                notices::written_by,
                notices::written_by_name,
                notices::made_at,
                notices::changed_at,
                notices::withdrawn_at,
                notices::version,
            ),
        )
    };
}

// After what they share.
mod board;
mod receipts;

pub use board::{Posted, for_reader};
pub(super) use board::{Wanted, one, posted};
pub(super) use receipts::{Addressed, addressed, confirm, counts};

fn sites_of(conn: &mut Conn, of: &[NoticeId]) -> Result<HashMap<NoticeId, Vec<SiteId>>> {
    let rows: Vec<(NoticeId, SiteId)> = notice_sites::table
        .filter(notice_sites::notice_id.eq_any(of.to_vec()))
        .order((notice_sites::notice_id, notice_sites::site_id))
        .select((notice_sites::notice_id, notice_sites::site_id))
        .load(conn)?;
    let mut sites: HashMap<NoticeId, Vec<SiteId>> = HashMap::new();
    for (id, site) in rows {
        sites.entry(id).or_default().push(site);
    }
    Ok(sites)
}

fn notice((said, made): Row, sites: &mut HashMap<NoticeId, Vec<SiteId>>) -> Notice {
    let (id, title, body, pinned, from, until, roles) = said;
    let (author, written_by_name, made_at, changed_at, withdrawn_at, version) = made;
    let audience =
        Audience { roles: Audience::roles_of(&roles), sites: sites.remove(&id).unwrap_or_default() };
    let sheet = Sheet { title, body, pinned, from, until, audience };
    Notice { id, sheet, author, written_by_name, made_at, changed_at, withdrawn_at, version }
}

/// One notice, also one that was taken down.
pub(super) fn find(conn: &mut Conn, id: NoticeId) -> Result<Notice> {
    let row: Row = notices::table.find(id).select(columns!()).first(conn)?;
    let mut sites = sites_of(conn, &[id])?;
    Ok(notice(row, &mut sites))
}

/// Several of them, in no order.
pub(super) fn of_ids(conn: &mut Conn, ids: &[NoticeId]) -> Result<Vec<Notice>> {
    let rows: Vec<Row> =
        notices::table.filter(notices::id.eq_any(ids.to_vec())).select(columns!()).load(conn)?;
    let mut sites = sites_of(conn, ids)?;
    Ok(rows.into_iter().map(|row| notice(row, &mut sites)).collect())
}

/// Puts a new notice on the board.
pub(super) fn insert(tx: &mut Tx<'_>, sheet: &Sheet, (author, name): (AccountId, &str)) -> Result<NoticeId> {
    let (id, now) = (NoticeId::new(), tx.now());
    diesel::insert_into(notices::table)
        .values((
            notices::id.eq(id),
            notices::title.eq(&sheet.title),
            notices::body.eq(&sheet.body),
            notices::pinned.eq(sheet.pinned),
            notices::from_day.eq(Day(sheet.from)),
            notices::until_day.eq(sheet.until.map(Day)),
            notices::roles.eq(sheet.audience.roles_kept()),
            notices::written_by.eq(author),
            notices::written_by_name.eq(name),
            notices::made_at.eq(Utc(now)),
            notices::version.eq(1_i64),
        ))
        .execute(tx.conn())?;
    put_sites(tx, id, &sheet.audience.sites)?;
    Ok(id)
}

/// Changes one that nobody changed since `version`.
///
/// # Errors
/// [`Error::Broken`] by [`CHANGED`], also when it was taken down.
pub(super) fn put(tx: &mut Tx<'_>, id: NoticeId, version: i64, sheet: &Sheet) -> Result<()> {
    let now = tx.now();
    let of_this =
        notices::table.find(id).filter(notices::version.eq(version)).filter(notices::withdrawn_at.is_null());
    let changed = diesel::update(of_this)
        .set((
            notices::title.eq(&sheet.title),
            notices::body.eq(&sheet.body),
            notices::pinned.eq(sheet.pinned),
            notices::from_day.eq(Day(sheet.from)),
            notices::until_day.eq(sheet.until.map(Day)),
            notices::roles.eq(sheet.audience.roles_kept()),
            notices::changed_at.eq(Some(Utc(now))),
            notices::version.eq(notices::version + 1),
        ))
        .execute(tx.conn())?;
    if changed != 1 {
        return Err(Error::Broken(CHANGED.into()));
    }
    diesel::delete(notice_sites::table.filter(notice_sites::notice_id.eq(id))).execute(tx.conn())?;
    put_sites(tx, id, &sheet.audience.sites)
}

fn put_sites(tx: &mut Tx<'_>, id: NoticeId, sites: &[SiteId]) -> Result<()> {
    for site in sites {
        diesel::insert_into(notice_sites::table)
            .values((notice_sites::notice_id.eq(id), notice_sites::site_id.eq(*site)))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Takes one down.
///
/// # Errors
/// [`Error::Broken`] by [`CHANGED`] when it is down already.
pub(super) fn withdraw(tx: &mut Tx<'_>, id: NoticeId) -> Result<()> {
    let now = tx.now();
    let down = diesel::update(notices::table.find(id).filter(notices::withdrawn_at.is_null()))
        .set(notices::withdrawn_at.eq(Some(Utc(now))))
        .execute(tx.conn())?;
    if down == 1 { Ok(()) } else { Err(Error::Broken(CHANGED.into())) }
}

/// Those that stand on the board on a day and have not rung yet as they are.
pub(super) fn to_ring(conn: &mut Conn, day: Date) -> Result<Vec<NoticeId>> {
    Ok(notices::table
        .filter(notices::withdrawn_at.is_null())
        .filter(notices::from_day.le(Day(day)))
        .filter(notices::until_day.is_null().or(notices::until_day.ge(Some(Day(day)))))
        .filter(notices::rung_version.is_null().or(notices::rung_version.ne(notices::version.nullable())))
        .order((notices::from_day, notices::id))
        .select(notices::id)
        .limit(MOST)
        .load(conn)?)
}

/// Notes that one has rung as it is; answers whether it had not.
pub(super) fn note_rung(tx: &mut Tx<'_>, of: &Notice) -> Result<bool> {
    let silent = notices::table
        .find(of.id)
        .filter(notices::version.eq(of.version))
        .filter(notices::rung_version.is_null().or(notices::rung_version.ne(notices::version.nullable())));
    let noted = diesel::update(silent).set(notices::rung_version.eq(Some(of.version))).execute(tx.conn())?;
    Ok(noted == 1)
}
