//! Those who decide are told that somebody wants a record removed.

use std::collections::HashMap;

use super::model::patient::{Patient, PatientId};
use super::{REMOVALS_PATH, store};
use crate::gate::access::employees;
use crate::gate::access::permissions::{Permission as _, Row, perm};
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
pub const REMOVAL_TELLER: RequestTeller = RequestTeller {
    codes: &[ASKED.code],
    right: perm::PatientArchive::ROW,
    title: "patients-removal-told",
    href: REMOVALS_PATH,
    glyph: "trash",
    family: "is-warn",
};

/// Puts what is asked about a patient into words, for those who decide.
pub struct RequestTeller {
    /// The codes of the kinds.
    pub codes: &'static [&'static str],
    /// The right to decide.
    pub right: &'static Row,
    /// The sentence with the patient's `name`.
    pub title: &'static str,
    /// Where it is decided.
    pub href: &'static str,
    /// The icon.
    pub glyph: &'static str,
    /// The class of its status.
    pub family: &'static str,
}

impl Teller for RequestTeller {
    fn kinds(&self) -> &'static [&'static str] {
        self.codes
    }

    fn tell(
        &self,
        conn: &mut Conn,
        reader: &Reader,
        some: &[&Notification],
    ) -> Result<HashMap<NotificationId, Told>> {
        if !reader.may(self.right) {
            return Ok(HashMap::new());
        }
        let ids: Vec<PatientId> = some.iter().map(|one| one.subject_id.into()).collect();
        let hits = store::of_ids(conn, &reader.reach(perm::PatientSearch::ROW), &ids)?;
        let told = |one: &&Notification| {
            let hit = hits.iter().find(|hit| hit.id.uuid() == one.subject_id)?;
            let (title, href) = (say!(self.title, name = hit.list_name()), Some(self.href.to_owned()));
            Some((one.id, Told { title, sub: hit.shown_mrn(), href, glyph: self.glyph, family: self.family }))
        };
        Ok(some.iter().filter_map(told).collect())
    }
}
