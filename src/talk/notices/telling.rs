//! Whom a notice addresses, the bell tells.

use std::collections::HashMap;

use jiff::civil::Date;
use serde_json::Value;

use super::model::{Notice, NoticeId};
use super::{NOTICES, path, store};
use crate::gate::access::employees;
use crate::gate::actor::AccountId;
use crate::gate::hospital;
use crate::gate::notifications::bell::{
    Group, Kind, News, Notification, NotificationId, Reader, Teller, Told, settle, take_back, tell,
};
use crate::kit::db::{Conn, Db, Deed, Permit, Tx};
use crate::kit::error::Result;
use crate::say;

const PUBLISHED: Kind = Kind { code: "notice.published", group: Group::Notices };

/// Tells everybody it addresses, once for each of its versions; nobody as long as it is not up. Answers whether it did.
pub(super) fn published(tx: &mut Tx<'_>, notice: &Notice, by: AccountId, today: Date) -> Result<bool> {
    if !notice.is_up(today) || !store::note_rung(tx, notice)? {
        return Ok(false);
    }
    let to: Vec<AccountId> =
        store::addressed(tx.conn(), notice)?.into_iter().map(|one| one.account).collect();
    let news = News { kind: PUBLISHED, subject: notice.id.uuid(), by: Some(by), facts: Value::Null };
    tell(tx, &news, &to)?;
    Ok(true)
}

/// Rings for every notice that has begun and has not rung yet, to whom it addresses now; answers for how many. One whose
/// last day is over never rings.
///
/// # Errors
/// What the database says; what has rung before has rung.
pub fn ring(db: &Db, permit: &impl Permit) -> Result<usize> {
    let now = db.clock().now();
    let (today, due) = db.read_now(|conn| {
        let today = hospital::local_now(conn, now)?.date();
        Ok((today, store::to_ring(conn, today)?))
    })?;
    let mut rung = 0;
    for id in due {
        let is_news = db.write_now(permit, move |tx| {
            let notice = store::find(tx.conn(), id)?;
            let is_news = published(tx, &notice, notice.author, today)?;
            if is_news {
                NOTICES.hint(tx);
                tx.record(Deed::new("notice.begun").on("notice", id));
            } else {
                tx.nothing_to_record("another server has rung, or it was changed or taken down meanwhile");
            }
            Ok(is_news)
        })?;
        rung += usize::from(is_news);
    }
    Ok(rung)
}

/// What is not so any more is no news for whoever has not read it.
pub(super) fn taken_back(tx: &mut Tx<'_>, id: NoticeId) -> Result<()> {
    take_back(tx, PUBLISHED, id.uuid())
}

/// Who has read it has nothing more to be told of it.
pub(super) fn settled(tx: &mut Tx<'_>, id: NoticeId, who: AccountId) -> Result<()> {
    settle(tx, PUBLISHED, id.uuid(), who)
}

/// Puts notices into words, for those they address.
pub struct NoticeTeller;

impl Teller for NoticeTeller {
    fn kinds(&self) -> &'static [&'static str] {
        &[PUBLISHED.code]
    }

    fn tell(
        &self,
        conn: &mut Conn,
        reader: &Reader,
        some: &[&Notification],
    ) -> Result<HashMap<NotificationId, Told>> {
        let ids: Vec<NoticeId> = some.iter().map(|one| one.subject_id.into()).collect();
        let found = store::of_ids(conn, &ids)?;
        let mine = employees::sites_of(conn, reader.who.account)?;
        let today = reader.now.to_zoned(reader.zone.clone()).date();
        let mut told = HashMap::new();
        for one in some {
            let notice = found.iter().find(|notice| notice.id.uuid() == one.subject_id);
            let Some(notice) = notice.filter(|notice| {
                notice.is_up(today) && notice.sheet.audience.includes(reader.who.role, &mine)
            }) else {
                continue;
            };
            let words = Told {
                title: say!("notices-told", title = notice.sheet.title.clone()),
                sub: say!("notices-from", name = notice.written_by_name.clone()),
                href: Some(path(notice.id)),
                glyph: "file",
                family: "",
            };
            told.insert(one.id, words);
        }
        Ok(told)
    }
}
