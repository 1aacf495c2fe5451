//! What was sent by hand, in the words of a notification.

use std::collections::HashMap;

use super::model::SendingId;
use super::{path, store};
use crate::gate::notifications::bell::{Group, Kind, Notification, NotificationId, Reader, Teller, Told};
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::say;

pub(super) const SENT: Kind = Kind { code: "sending.sent", group: Group::ByHand };

/// Puts what was sent by hand into words, for those it was for.
pub struct SendingTeller;

impl Teller for SendingTeller {
    fn kinds(&self) -> &'static [&'static str] {
        &[SENT.code]
    }

    fn tell(
        &self,
        conn: &mut Conn,
        _: &Reader,
        some: &[&Notification],
    ) -> Result<HashMap<NotificationId, Told>> {
        let ids: Vec<SendingId> = some.iter().map(|one| one.subject_id.into()).collect();
        let found: HashMap<_, _> =
            store::of_ids(conn, &ids)?.into_iter().map(|one| (one.id.uuid(), one)).collect();
        let words = |one: &&Notification| {
            let sent = found.get(&one.subject_id)?;
            let told = Told {
                title: sent.words.subject.clone(),
                sub: say!("sendings-from", name = sent.sent_by_name.clone()),
                href: Some(path(sent.id)),
                glyph: "send",
                family: "",
            };
            Some((one.id, told))
        };
        Ok(some.iter().filter_map(words).collect())
    }
}
