//! Who has read what.

use std::collections::{HashMap, HashSet};

use diesel::dsl::exists;
use diesel::prelude::*;
use jiff::Timestamp;

use super::super::model::{Notice, NoticeId};
use super::{CHANGED, Posted};
use crate::gate::access::employees;
use crate::gate::access::model::Role;
use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::schema::{notice_receipts, notices};

/// Notes that somebody has read a notice as it is now.
///
/// # Errors
/// [`Error::Broken`] by [`CHANGED`] when it was changed or taken down since it was as it is given here.
pub(in crate::talk::notices) fn confirm(tx: &mut Tx<'_>, of: &Notice, who: AccountId) -> Result<()> {
    let now = tx.now();
    let as_read = notices::table
        .find(of.id)
        .filter(notices::version.eq(of.version))
        .filter(notices::withdrawn_at.is_null());
    if !diesel::select(exists(as_read)).get_result::<bool>(tx.conn())? {
        return Err(Error::Broken(CHANGED.into()));
    }
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
pub(in crate::talk::notices) struct Addressed {
    pub account: AccountId,
    pub name: String,
    pub role: Role,
    pub read_at: Option<Timestamp>,
}

/// Everybody who works here and is addressed, those who have read it first.
pub(in crate::talk::notices) fn addressed(conn: &mut Conn, of: &Notice) -> Result<Vec<Addressed>> {
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
pub(in crate::talk::notices) fn counts(
    conn: &mut Conn,
    of: &[Posted],
) -> Result<HashMap<NoticeId, (usize, usize)>> {
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
