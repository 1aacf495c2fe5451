//! The statements on notifications and on what people chose. Reads `accounts`, which lies below.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use uuid::Uuid;

use super::model::{Channel, Group, Kind, News, NotificationId, Quiet};
use crate::gate::actor::AccountId;
use crate::kit::db::types::{AnyId, Doc, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::schema::{accounts, notification_choices, notifications, quiet_hours};

/// How long a notification is kept once it was read.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 90);

/// One notification of somebody.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = notifications)]
pub struct Notification {
    /// Its identity.
    pub id: NotificationId,
    /// What happened.
    pub kind: String,
    /// What it is chosen and filtered with.
    pub kind_group: String,
    /// The thing it happened to.
    pub subject_id: Uuid,
    /// Who did it.
    pub by_id: Option<AccountId>,
    /// What the thing itself does not say any more.
    pub facts: Value,
    /// When.
    pub at: Timestamp,
    /// When it was read; none while it is news.
    pub read_at: Option<Timestamp>,
}

/// Somebody who may be told.
#[derive(Clone, Debug)]
pub(super) struct Listener {
    pub id: AccountId,
    pub name: String,
    pub email: String,
    pub quiet: Option<Quiet>,
}

/// Those of these people who can sign in, with the hours in which they want to be left alone.
pub(super) fn listeners(conn: &mut Conn, of: &[AccountId]) -> Result<Vec<Listener>> {
    type Row = (AccountId, String, String, Option<i32>, Option<i32>);
    let rows: Vec<Row> = accounts::table
        .left_join(quiet_hours::table.on(quiet_hours::account_id.eq(accounts::id)))
        .filter(accounts::id.eq_any(of.to_vec()))
        .filter(accounts::active.eq(true))
        .select((
            accounts::id,
            accounts::name,
            accounts::email,
            quiet_hours::from_minute.nullable(),
            quiet_hours::to_minute.nullable(),
        ))
        .load(conn)?;
    let listener = |(id, name, email, from, to): Row| {
        let quiet = from.zip(to).map(|(from, to)| Quiet { from, to });
        Listener { id, name, email, quiet }
    };
    Ok(rows.into_iter().map(listener).collect())
}

/// What these people chose about a group: whoever is not named has what is usual.
pub(super) fn choices(
    conn: &mut Conn,
    of: &[AccountId],
    group: Group,
) -> Result<HashMap<(AccountId, String), bool>> {
    let rows: Vec<(AccountId, String, bool)> = notification_choices::table
        .filter(notification_choices::account_id.eq_any(of.to_vec()))
        .filter(notification_choices::kind_group.eq(group.word()))
        .select((
            notification_choices::account_id,
            notification_choices::channel,
            notification_choices::wanted,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(|(account, channel, wanted)| ((account, channel), wanted)).collect())
}

/// All that one person chose: group and channel.
pub(super) fn choices_of(conn: &mut Conn, of: AccountId) -> Result<HashMap<(String, String), bool>> {
    let rows: Vec<(String, String, bool)> = notification_choices::table
        .filter(notification_choices::account_id.eq(of))
        .select((
            notification_choices::kind_group,
            notification_choices::channel,
            notification_choices::wanted,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(|(group, channel, wanted)| ((group, channel), wanted)).collect())
}

/// When somebody wants to be left alone.
pub(super) fn quiet_of(conn: &mut Conn, of: AccountId) -> Result<Option<Quiet>> {
    let row: Option<(i32, i32)> = quiet_hours::table
        .find(of)
        .select((quiet_hours::from_minute, quiet_hours::to_minute))
        .first(conn)
        .optional()?;
    Ok(row.map(|(from, to)| Quiet { from, to }))
}

/// Keeps what somebody chose in place of what they had chosen.
pub(super) fn put_choices(
    tx: &mut Tx<'_>,
    of: AccountId,
    chosen: &[(Group, Channel, bool)],
    quiet: Option<Quiet>,
) -> Result<()> {
    // What cannot be chosen at the moment stays as it was.
    let channels: HashSet<&str> = chosen.iter().map(|(_, channel, _)| channel.word()).collect();
    diesel::delete(
        notification_choices::table
            .filter(notification_choices::account_id.eq(of))
            .filter(notification_choices::channel.eq_any(channels)),
    )
    .execute(tx.conn())?;
    for (group, channel, wanted) in chosen {
        diesel::insert_into(notification_choices::table)
            .values((
                notification_choices::account_id.eq(of),
                notification_choices::kind_group.eq(group.word()),
                notification_choices::channel.eq(channel.word()),
                notification_choices::wanted.eq(*wanted),
            ))
            .execute(tx.conn())?;
    }
    diesel::delete(quiet_hours::table.find(of)).execute(tx.conn())?;
    if let Some(quiet) = quiet {
        diesel::insert_into(quiet_hours::table)
            .values((
                quiet_hours::account_id.eq(of),
                quiet_hours::from_minute.eq(quiet.from),
                quiet_hours::to_minute.eq(quiet.to),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Writes one down for somebody.
pub(super) fn insert(tx: &mut Tx<'_>, to: AccountId, news: &News) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(notifications::table)
        .values((
            notifications::id.eq(NotificationId::new()),
            notifications::account_id.eq(to),
            notifications::kind.eq(news.kind.code),
            notifications::kind_group.eq(news.kind.group.word()),
            notifications::subject_id.eq(AnyId(news.subject)),
            notifications::by_id.eq(news.by),
            notifications::facts.eq(Doc(news.facts.clone())),
            notifications::at.eq(Utc(now)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Removes what nobody has read yet of a kind about a thing; answers whose it was.
pub(super) fn remove_unread(tx: &mut Tx<'_>, kind: &str, subject: Uuid) -> Result<HashSet<AccountId>> {
    let unread = notifications::table
        .filter(notifications::subject_id.eq(AnyId(subject)))
        .filter(notifications::kind.eq(kind.to_owned()))
        .filter(notifications::read_at.is_null());
    let whose: Vec<AccountId> = unread.clone().select(notifications::account_id).load(tx.conn())?;
    diesel::delete(unread).execute(tx.conn())?;
    Ok(whose.into_iter().collect())
}

/// What a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// Only what is news.
    pub unread: bool,
    /// Only of one group.
    pub group: Option<Group>,
    /// Only what is older than this one.
    pub before: Option<NotificationId>,
}

/// Somebody's own, the newest first.
pub(super) fn list(conn: &mut Conn, of: AccountId, shown: Shown, most: i64) -> Result<Vec<Notification>> {
    let mut query = notifications::table
        .filter(notifications::account_id.eq(of))
        .order(notifications::id.desc())
        .select(Notification::as_select())
        .limit(most)
        .into_boxed();
    if shown.unread {
        query = query.filter(notifications::read_at.is_null());
    }
    if let Some(group) = shown.group {
        query = query.filter(notifications::kind_group.eq(group.word()));
    }
    if let Some(before) = shown.before {
        query = query.filter(notifications::id.lt(before));
    }
    Ok(query.load(conn)?)
}

/// One of somebody's own.
pub(super) fn find(conn: &mut Conn, of: AccountId, id: NotificationId) -> Result<Notification> {
    Ok(notifications::table
        .find(id)
        .filter(notifications::account_id.eq(of))
        .select(Notification::as_select())
        .first(conn)?)
}

/// Whether somebody has read what they were told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The thing it was about.
    pub subject: Uuid,
    /// Who was told.
    pub account: AccountId,
    /// When they read it; none while it is news.
    pub read_at: Option<Timestamp>,
}

/// Who has read what they were told of a kind about these things. What was read is forgotten after a while; what was
/// not, stays.
///
/// # Errors
/// What the database says.
pub fn receipts(conn: &mut Conn, kind: Kind, subjects: &[Uuid]) -> Result<Vec<Receipt>> {
    let subjects: Vec<AnyId> = subjects.iter().copied().map(AnyId).collect();
    let rows: Vec<(Uuid, AccountId, Option<Timestamp>)> = notifications::table
        .filter(notifications::kind.eq(kind.code))
        .filter(notifications::subject_id.eq_any(subjects))
        .select((notifications::subject_id, notifications::account_id, notifications::read_at))
        .load(conn)?;
    Ok(rows.into_iter().map(|(subject, account, read_at)| Receipt { subject, account, read_at }).collect())
}

/// Marks one of somebody's own as read, or as news again.
pub(super) fn mark(tx: &mut Tx<'_>, of: AccountId, id: NotificationId, read: bool) -> Result<()> {
    let now = tx.now();
    let marked = diesel::update(notifications::table.find(id).filter(notifications::account_id.eq(of)))
        .set(notifications::read_at.eq(read.then_some(Utc(now))))
        .execute(tx.conn())?;
    if marked == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Whether somebody was told of a thing and has not read that.
///
/// # Errors
/// What the database says.
pub fn awaits(conn: &mut Conn, kind: Kind, subject: Uuid, of: AccountId) -> Result<bool> {
    Ok(diesel::select(diesel::dsl::exists(
        notifications::table
            .filter(notifications::subject_id.eq(AnyId(subject)))
            .filter(notifications::kind.eq(kind.code))
            .filter(notifications::account_id.eq(of))
            .filter(notifications::read_at.is_null()),
    ))
    .get_result(conn)?)
}

/// Marks what somebody was told of a thing as read; answers whether anything was news.
pub(super) fn mark_about(tx: &mut Tx<'_>, of: AccountId, kind: &str, subject: Uuid) -> Result<bool> {
    let now = tx.now();
    let news = notifications::table
        .filter(notifications::subject_id.eq(AnyId(subject)))
        .filter(notifications::kind.eq(kind.to_owned()))
        .filter(notifications::account_id.eq(of))
        .filter(notifications::read_at.is_null());
    Ok(diesel::update(news).set(notifications::read_at.eq(Some(Utc(now)))).execute(tx.conn())? > 0)
}

/// Marks all of somebody's own as read, or those of one group, up to the newest that they have seen; answers how many it
/// were.
pub(super) fn mark_all(
    tx: &mut Tx<'_>,
    of: AccountId,
    group: Option<Group>,
    until: NotificationId,
) -> Result<usize> {
    let now = tx.now();
    let unread = || {
        notifications::table
            .filter(notifications::account_id.eq(of))
            .filter(notifications::read_at.is_null())
            .filter(notifications::id.le(until))
    };
    let read = notifications::read_at.eq(Some(Utc(now)));
    Ok(match group {
        None => diesel::update(unread()).set(read).execute(tx.conn())?,
        Some(group) => diesel::update(unread().filter(notifications::kind_group.eq(group.word())))
            .set(read)
            .execute(tx.conn())?,
    })
}

/// Forgets what was read long ago.
pub(super) fn forget_old(tx: &mut Tx<'_>, now: Timestamp) -> Result<usize> {
    let before = now.saturating_sub(KEPT).map_err(Error::bug)?;
    Ok(diesel::delete(notifications::table.filter(notifications::read_at.lt(Some(Utc(before)))))
        .execute(tx.conn())?)
}
