//! Doctors of a patient are told that somebody asks for a correction.

use super::REQUESTS_PATH;
use crate::diary::appointments;
use crate::gate::access::employees;
use crate::gate::access::permissions::{Permission as _, perm};
use crate::gate::actor::AccountId;
use crate::gate::notifications::bell::{Group, Kind, News, tell};
use crate::kit::db::Tx;
use crate::kit::error::Result;
use crate::people::patients::{PatientId, RequestTeller};

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
pub const CORRECTION_TELLER: RequestTeller = RequestTeller {
    codes: &[ASKED.code],
    right: perm::IntakeDecide::ROW,
    title: "intake-told-asked",
    href: REQUESTS_PATH,
    glyph: "edit",
    family: "is-info",
};
