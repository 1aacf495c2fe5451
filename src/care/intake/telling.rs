//! Doctors of a patient are told that somebody asks for a correction.

use std::collections::HashMap;

use super::REQUESTS_PATH;
use crate::diary::appointments;
use crate::gate::access::employees;
use crate::gate::access::permissions::{Permission as _, perm};
use crate::gate::actor::AccountId;
use crate::gate::notifications::bell::{
    Group, Kind, News, Notification, NotificationId, Reader, Teller, Told, tell,
};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::people::patients::{self, PatientId};
use crate::say;

const ASKED: Kind = Kind { code: "intake.asked", group: Group::Requests };

/// Tells the doctors in relation with the patient; where there are none, those who may decide on everybody's.
pub(super) fn asked(tx: &mut Tx<'_>, by: Option<AccountId>, patient: PatientId) -> Result<()> {
    let mut to = appointments::doctors_of(tx.conn(), patient)?;
    if to.is_empty() {
        to = employees::who_may(tx.conn(), perm::IntakeDecide::ROW)?;
    }
    let news = News { kind: ASKED, subject: patient.uuid(), by, facts: serde_json::Value::Null };
    tell(tx, &news, &to).map(|_| ())
}

/// Puts requests for corrections into words.
pub struct CorrectionTeller;

impl Teller for CorrectionTeller {
    fn kinds(&self) -> &'static [&'static str] {
        &[ASKED.code]
    }

    fn tell(
        &self,
        conn: &mut Conn,
        reader: &Reader,
        some: &[&Notification],
    ) -> Result<HashMap<NotificationId, Told>> {
        if !reader.may(perm::IntakeDecide::ROW) {
            return Ok(HashMap::new());
        }
        let named = patients::named_by(conn, reader, some)?;
        Ok(named
            .into_iter()
            .map(|(id, hit)| {
                let title = say!("intake-told-asked", name = hit.list_name());
                let href = Some(REQUESTS_PATH.to_owned());
                (id, Told { title, sub: hit.shown_mrn(), href, glyph: "edit", family: "is-info" })
            })
            .collect())
    }
}
