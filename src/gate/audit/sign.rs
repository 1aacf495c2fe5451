//! An actor's signature under a transaction: its deeds as audit rows.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::store::{self, Row};
use crate::gate::actor::Actor;
use crate::kit::db::{Deed, Permit, Sign, Tx};
use crate::kit::error::Result;
use crate::kit::seal::{Key, Mac};

impl Permit for Actor {
    fn signer(&self) -> Arc<dyn Sign> {
        Arc::new(self.clone())
    }
}

impl Sign for Actor {
    fn sign(&self, tx: &mut Tx<'_>) -> Result<()> {
        let at = tx.now();
        for deed in tx.take_journal() {
            store::insert(tx, &self.row(at, deed))?;
        }
        Ok(())
    }
}

impl Actor {
    fn row(&self, at: Timestamp, deed: Deed) -> Row {
        let (subject_kind, subject_id) = deed.subject.map_or((None, None), |(kind, id)| {
            // A refused id is kept as it was asked, and somebody may ask with a novel.
            (Some(kind.to_owned()), Some(id.chars().filter(|c| *c != '\0').take(200).collect()))
        });
        let mut row = Row {
            id: Uuid::now_v7(),
            at,
            account_id: self.account.map(|id| id.uuid()),
            actor: self.name.clone(),
            verb: deed.verb.to_owned(),
            done: deed.done,
            subject_kind,
            subject_id,
            patient_id: deed.whose,
            detail: deed.detail,
            address: self.address.clone(),
            request_id: self.request.clone(),
            session_id: self.session.map(|id| id.uuid()),
            mac: Vec::new(),
            called: self.called.clone(),
        };
        row.mac = mac(&self.key, &row).as_bytes().to_vec();
        row
    }
}

/// The MAC over everything a row says.
pub(super) fn mac(key: &Key, row: &Row) -> Mac {
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (account_id, patient_id, session_id) = (id(row.account_id), id(row.patient_id), id(row.session_id));
    let (subject_kind, subject_id, detail) =
        (text(&row.subject_kind), text(&row.subject_id), canonical(&row.detail));
    let (at, done) = (row.at.as_microsecond().to_be_bytes(), [u8::from(row.done)]);
    let mut parts: Vec<&[u8]> = vec![
        row.id.as_bytes(),
        &at,
        account_id.as_bytes(),
        row.actor.as_bytes(),
        row.verb.as_bytes(),
        &done,
        subject_kind.as_bytes(),
        subject_id.as_bytes(),
        patient_id.as_bytes(),
        detail.as_bytes(),
        row.address.as_bytes(),
        row.request_id.as_bytes(),
        session_id.as_bytes(),
    ];
    // Rows of before names were kept are signed without one.
    parts.extend(row.called.as_ref().map(|called| called.as_bytes()));
    key.mac(&parts)
}

/// JSON in one spelling, whatever the database made of the order of its keys (serde_json's maps are sorted).
fn canonical(value: &Value) -> String {
    value.to_string()
}
