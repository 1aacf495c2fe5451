//! The statements on notices, whom they address, and who has read them. Reads `accounts` and `account_sites`, which lie
//! below.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use jiff::Timestamp;
use jiff::civil::Date;

use super::model::{Audience, Notice, NoticeId, Sheet};
use crate::gate::access::employees;
use crate::gate::access::model::Role;
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::db::types::{Day, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::schema::{notice_receipts, notice_sites, notices};

/// Broken when somebody else changed the notice in the meantime.
pub const CHANGED: &str = "notices_changed";
/// More notices than anybody reads; a board with more shows the newest.
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

/// A notice with what one reader has to do with it.
#[derive(Clone, Debug)]
pub struct Posted {
    /// The notice.
    pub notice: Notice,
    /// Whether it addresses the reader.
    pub is_for_me: bool,
    /// When the reader said that they have read it as it is now.
    pub read_at: Option<Timestamp>,
}

/// What is on the board on a day for somebody, pinned ones first, then the newest.
///
/// # Errors
/// What the database says.
pub fn for_reader(conn: &mut Conn, who: AccountId, role: Role, day: Date) -> Result<Vec<Posted>> {
    let mut posted = posted(conn, who, role, Some(day))?;
    posted.retain(|one| one.is_for_me);
    Ok(posted)
}

/// All of them, or those that stand on a day, whomever they address.
pub(super) fn posted(conn: &mut Conn, who: AccountId, role: Role, day: Option<Date>) -> Result<Vec<Posted>> {
    let mut query = notices::table
        .filter(notices::withdrawn_at.is_null())
        .order((notices::pinned.desc(), notices::from_day.desc(), notices::id.desc()))
        .select(columns!())
        .limit(MOST)
        .into_boxed();
    if let Some(day) = day {
        query = query
            .filter(notices::from_day.le(Day(day)))
            .filter(notices::until_day.is_null().or(notices::until_day.ge(Some(Day(day)))));
    }
    let rows: Vec<Row> = query.load(conn)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<NoticeId> = rows.iter().map(|row| row.0.0).collect();
    let mut sites = sites_of(conn, &ids)?;
    let mine = employees::sites_of(conn, who)?;
    let read: Vec<(NoticeId, i64, Timestamp)> = notice_receipts::table
        .filter(notice_receipts::account_id.eq(who))
        .filter(notice_receipts::notice_id.eq_any(ids))
        .select((notice_receipts::notice_id, notice_receipts::version, notice_receipts::read_at))
        .load(conn)?;
    let read: HashMap<(NoticeId, i64), Timestamp> =
        read.into_iter().map(|(id, version, at)| ((id, version), at)).collect();
    Ok(rows
        .into_iter()
        .map(|row| {
            let notice = notice(row, &mut sites);
            Posted {
                is_for_me: notice.sheet.audience.includes(role, &mine),
                read_at: read.get(&(notice.id, notice.version)).copied(),
                notice,
            }
        })
        .collect())
}

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

/// Notes that somebody has read a notice as it is now.
pub(super) fn confirm(tx: &mut Tx<'_>, of: &Notice, who: AccountId) -> Result<()> {
    let now = tx.now();
    let before = notice_receipts::table.find((of.id, who));
    let known = diesel::update(before)
        .set((notice_receipts::version.eq(of.version), notice_receipts::read_at.eq(Utc(now))))
        .execute(tx.conn())?;
    if known == 0 {
        diesel::insert_into(notice_receipts::table)
            .values((
                notice_receipts::notice_id.eq(of.id),
                notice_receipts::account_id.eq(who),
                notice_receipts::version.eq(of.version),
                notice_receipts::read_at.eq(Utc(now)),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Somebody whom a notice addresses, and when they read it as it is now.
#[derive(Clone, Debug)]
pub(super) struct Addressed {
    pub account: AccountId,
    pub name: String,
    pub role: Role,
    pub read_at: Option<Timestamp>,
}

/// Everybody who works here and is addressed, those who have read it first.
pub(super) fn addressed(conn: &mut Conn, of: &Notice) -> Result<Vec<Addressed>> {
    let at = employees::sites(conn)?;
    let read: Vec<(AccountId, Timestamp)> = notice_receipts::table
        .filter(notice_receipts::notice_id.eq(of.id))
        .filter(notice_receipts::version.eq(of.version))
        .select((notice_receipts::account_id, notice_receipts::read_at))
        .load(conn)?;
    let read: HashMap<AccountId, Timestamp> = read.into_iter().collect();
    let nowhere = Vec::new();
    let mut all: Vec<Addressed> = employees::employees(conn)?
        .into_iter()
        .filter(|one| one.active)
        .filter(|one| of.sheet.audience.includes(one.role, at.get(&one.id).unwrap_or(&nowhere)))
        .map(|one| Addressed {
            read_at: read.get(&one.id).copied(),
            account: one.id,
            name: one.name,
            role: one.role,
        })
        .collect();
    all.sort_by(|a, b| (b.read_at.is_some(), &a.name).cmp(&(a.read_at.is_some(), &b.name)));
    Ok(all)
}

/// How many of whom each notice addresses have read it as it is now: read, addressed.
pub(super) fn counts(conn: &mut Conn, of: &[Posted]) -> Result<HashMap<NoticeId, (usize, usize)>> {
    let ids: Vec<NoticeId> = of.iter().map(|one| one.notice.id).collect();
    let receipts: Vec<(NoticeId, AccountId, i64)> = notice_receipts::table
        .filter(notice_receipts::notice_id.eq_any(ids))
        .select((notice_receipts::notice_id, notice_receipts::account_id, notice_receipts::version))
        .load(conn)?;
    let receipts: HashSet<(NoticeId, AccountId, i64)> = receipts.into_iter().collect();
    let at = employees::sites(conn)?;
    let nowhere = Vec::new();
    let all = employees::employees(conn)?;
    let count = |one: &Posted| {
        let notice = &one.notice;
        let addressed = all.iter().filter(|person| {
            person.active
                && notice.sheet.audience.includes(person.role, at.get(&person.id).unwrap_or(&nowhere))
        });
        let (mut read, mut total) = (0, 0);
        for person in addressed {
            total += 1;
            read += usize::from(receipts.contains(&(notice.id, person.id, notice.version)));
        }
        (notice.id, (read, total))
    };
    Ok(of.iter().map(count).collect())
}
