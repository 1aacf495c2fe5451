//! Those who decide are told that somebody wants a record removed.

use std::collections::HashMap;

use super::model::patient::{Hit, Patient, PatientId};
use super::{REMOVALS_PATH, store};
use crate::gate::access::employees;
use crate::gate::access::permissions::{Permission as _, perm};
use crate::gate::actor::AccountId;
use crate::gate::notifications::bell::{
    Group, Kind, News, Notification, NotificationId, Reader, Teller, Told, tell,
};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::say;

const ASKED: Kind = Kind { code: "patient.removal-asked", group: Group::Requests };

/// Tells those who archive records.
pub(super) fn asked(tx: &mut Tx<'_>, by: Option<AccountId>, patient: &Patient) -> Result<()> {
    let to = employees::who_may(tx.conn(), perm::PatientArchive::ROW)?;
    let news = News { kind: ASKED, subject: patient.id.uuid(), by, facts: serde_json::Value::Null };
    tell(tx, &news, &to).map(|_| ())
}

/// Puts requests for removal into words.
pub struct RemovalTeller;

impl Teller for RemovalTeller {
    fn kinds(&self) -> &'static [&'static str] {
        &[ASKED.code]
    }

    fn tell(
        &self,
        conn: &mut Conn,
        reader: &Reader,
        some: &[&Notification],
    ) -> Result<HashMap<NotificationId, Told>> {
        if !reader.may(perm::PatientArchive::ROW) {
            return Ok(HashMap::new());
        }
        let named = named_by(conn, reader, some)?;
        Ok(named
            .into_iter()
            .map(|(id, hit)| {
                let title = say!("patients-removal-told", name = hit.list_name());
                let href = Some(REMOVALS_PATH.to_owned());
                (id, Told { title, sub: hit.shown_mrn(), href, glyph: "trash", family: "is-warn" })
            })
            .collect())
    }
}

/// The patients that notifications are about, as far as the reader finds them: for tellers whose subjects are patients.
///
/// # Errors
/// What the database says.
pub fn named_by(
    conn: &mut Conn,
    reader: &Reader,
    some: &[&Notification],
) -> Result<HashMap<NotificationId, Hit>> {
    let ids: Vec<PatientId> = some.iter().map(|one| one.subject_id.into()).collect();
    let hits = store::of_ids(conn, &reader.reach(perm::PatientSearch::ROW), &ids)?;
    let hit = |one: &&Notification| {
        let hit = hits.iter().find(|hit| hit.id.uuid() == one.subject_id)?;
        Some((one.id, hit.clone()))
    };
    Ok(some.iter().filter_map(hit).collect())
}
