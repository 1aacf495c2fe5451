//! Admins are told at once that somebody opened a record in an emergency.

use std::collections::{HashMap, HashSet};

use crate::gate::access::emergency::{self, Emergency, EmergencyId};
use crate::gate::access::employees;
use crate::gate::access::permissions::{Permission as _, perm};
use crate::gate::actor::AccountId;
use crate::gate::notifications::bell::{
    Group, Kind, News, Notification, NotificationId, Reader, Teller, Told, receipts, tell,
};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::people::patients::{self, PatientId};
use crate::say;

const OPENED: Kind = Kind { code: "emergency.opened", group: Group::Emergencies };

/// Tells those who review.
pub(super) fn opened(tx: &mut Tx<'_>, by: AccountId, open: &Emergency) -> Result<()> {
    let to = employees::who_may(tx.conn(), perm::EmergencyReview::ROW)?;
    let news = News { kind: OPENED, subject: open.id().uuid(), by: Some(by), facts: serde_json::Value::Null };
    tell(tx, &news, &to).map(|_| ())
}

/// Who was told that this one was opened, by name.
///
/// # Errors
/// What the database says.
pub fn told(conn: &mut Conn, open: &Emergency) -> Result<Vec<String>> {
    let told: HashSet<AccountId> =
        receipts(conn, OPENED, &[open.id().uuid()])?.into_iter().map(|one| one.account).collect();
    let mut names: Vec<String> = employees::employees(conn)?
        .into_iter()
        .filter(|one| told.contains(&one.id))
        .map(|one| one.name)
        .collect();
    names.sort_by_cached_key(|name| name.to_lowercase());
    Ok(names)
}

/// Puts emergency accesses into words, for those who review them.
pub struct EmergencyTeller;

impl Teller for EmergencyTeller {
    fn kinds(&self) -> &'static [&'static str] {
        &[OPENED.code]
    }

    fn tell(
        &self,
        conn: &mut Conn,
        reader: &Reader,
        some: &[&Notification],
    ) -> Result<HashMap<NotificationId, Told>> {
        if !reader.may(perm::EmergencyReview::ROW) {
            return Ok(HashMap::new());
        }
        let ids: Vec<EmergencyId> = some.iter().map(|one| one.subject_id.into()).collect();
        let found = emergency::of_ids(conn, &ids)?;
        let whose: Vec<PatientId> = found.iter().map(|one| one.patient.into()).collect();
        let hits = patients::of_ids(conn, &reader.reach(perm::PatientSearch::ROW), &whose)?;
        let mut told = HashMap::new();
        for one in some {
            let Some(access) = found.iter().find(|access| access.id.uuid() == one.subject_id) else {
                continue;
            };
            let hit = hits.iter().find(|hit| hit.id.uuid() == access.patient);
            let patient = hit.map_or_else(|| say!("emergency-a-patient"), patients::Hit::list_name);
            let words = Told {
                title: say!("emergency-told", name = access.name.clone()),
                sub: patient,
                href: Some(format!("{}/{}", super::REVIEWS_PATH, access.id)),
                glyph: "unlock",
                family: "is-danger",
            };
            told.insert(one.id, words);
        }
        Ok(told)
    }
}
