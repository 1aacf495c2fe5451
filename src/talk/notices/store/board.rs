//! What is on the board, for one reader.

use std::collections::HashMap;

use diesel::dsl::exists;
use diesel::prelude::*;
use jiff::Timestamp;
use jiff::civil::Date;

use super::super::model::{Notice, NoticeId};
use super::{MOST, Row, notice, sites_of};
use crate::gate::access::employees;
use crate::gate::access::model::Role;
use crate::gate::actor::AccountId;
use crate::kit::db::Conn;
use crate::kit::db::types::Day;
use crate::kit::error::{Error, Result};
use crate::schema::{notice_receipts, notice_sites, notices};

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
    let mut posted = posted(conn, who, role, Wanted::Mine(day))?;
    posted.retain(|one| one.is_for_me);
    Ok(posted)
}

/// One of them.
pub(in crate::talk::notices) fn one(
    conn: &mut Conn,
    who: AccountId,
    role: Role,
    id: NoticeId,
) -> Result<Posted> {
    posted(conn, who, role, Wanted::One(id))?.pop().ok_or(Error::NotFound)
}

/// Which of all notices are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::talk::notices) enum Wanted {
    /// Those that stand on a day and address the reader.
    Mine(Date),
    /// Those that stand on a day, whomever they address.
    Up(Date),
    /// Those that stand there no more, or not yet, on a day.
    Others(Date),
    /// This one, also when it was taken down.
    One(NoticeId),
}

/// What is wanted of them, with what the reader has to do with each.
pub(in crate::talk::notices) fn posted(
    conn: &mut Conn,
    who: AccountId,
    role: Role,
    wanted: Wanted,
) -> Result<Vec<Posted>> {
    let mine = employees::sites_of(conn, who)?;
    let mut query = notices::table
        .order((notices::pinned.desc(), notices::from_day.desc(), notices::id.desc()))
        .select(columns!())
        .limit(MOST)
        .into_boxed();
    if !matches!(wanted, Wanted::One(_)) {
        query = query.filter(notices::withdrawn_at.is_null());
    }
    query = match wanted {
        Wanted::One(id) => query.filter(notices::id.eq(id)),
        Wanted::Mine(day) | Wanted::Up(day) => query
            .filter(notices::from_day.le(Day(day)))
            .filter(notices::until_day.is_null().or(notices::until_day.ge(Some(Day(day))))),
        Wanted::Others(day) => query.filter(
            notices::from_day
                .gt(Day(day))
                .or(notices::until_day.is_not_null().and(notices::until_day.lt(Some(Day(day))))),
        ),
    };
    if let Wanted::Mine(_) = wanted {
        // As `Audience::includes` says, so that others' notices take no place of theirs. No role is part of another's
        // name.
        let sites = || notice_sites::table.filter(notice_sites::notice_id.eq(notices::id));
        query = query
            .filter(notices::roles.eq("").or(notices::roles.like(format!("%{}%", role.as_str()))))
            .filter(
                diesel::dsl::not(exists(sites()))
                    .or(exists(sites().filter(notice_sites::site_id.eq_any(mine.clone())))),
            );
    }
    let rows: Vec<Row> = query.load(conn)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<NoticeId> = rows.iter().map(|row| row.0.0).collect();
    let mut sites = sites_of(conn, &ids)?;
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
