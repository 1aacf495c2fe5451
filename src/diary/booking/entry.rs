//! Who books, and who is to come.

use serde_json::json;

use crate::diary::appointments::{Bookable, By, Kind};
use crate::gate::access::model::Role;
use crate::gate::access::permissions::{Grant, Permission, perm};
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, May};
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};
use crate::people::patients::{self, Patient, PatientId};
use crate::say;

/// Somebody who may book.
pub type Booking = May<perm::AppointmentBook>;

/// Who books, as far as the rules ask.
#[derive(Clone, Copy, Debug)]
pub struct Booker {
    /// For the rules of the diary.
    pub by: By,
    /// Books follow-ups with themselves only.
    pub own_only: bool,
}

impl Booker {
    /// What the contract grants them.
    pub fn of<P>(may: &May<P>) -> Self {
        Self { by: By { account: may.who.account, role: may.who.role }, own_only: may.grant != Grant::All }
    }

    /// Whether they may book with this doctor.
    pub fn may_book_with(&self, doctor: AccountId) -> bool {
        !self.own_only || doctor == self.by.account
    }

    /// Whether they may book this kind.
    pub fn may_book_kind(&self, kind: Kind) -> bool {
        !self.own_only || kind == Kind::FollowUp
    }

    /// Whether they may put somebody over another appointment of this doctor.
    pub fn may_overbook(&self, doctor: &Bookable) -> bool {
        self.may_book_with(doctor.id) && (self.by.role != Role::Receptionist || doctor.overbookable)
    }
}

/// The patient of an id that was sent, within reach of who books; merged records give their survivor. Out of reach,
/// never issued and one's own, for which nobody has the rights of their role, are refused alike, and the refusal is on
/// file.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] when nobody is named at all.
pub async fn guest<P: Permission>(may: &May<P>, desk: &Desk, asked: &str) -> Result<Patient> {
    if asked.is_empty() {
        return Err(Error::Invalid(say!("booking-nobody-chosen")));
    }
    let found = match asked.parse::<PatientId>() {
        Ok(id) => {
            let reach = may.reach.clone();
            let found = desk.read(move |conn| patients::find_survivor(conn, &reach, id)).await;
            found
                .and_then(|one| if patients::is_own(&may.who, &one) { Err(Error::NotFound) } else { Ok(one) })
        }
        Err(_) => Err(Error::NotFound),
    };
    if matches!(found, Err(Error::NotFound)) {
        let deed = Deed::new("record.refused")
            .on("patient", asked)
            .with(json!({ "permission": P::ROW.code }))
            .refused();
        desk.write(may, move |tx| {
            tx.record(deed.clone());
            Ok(())
        })
        .await?;
    }
    found
}

/// Puts on file that somebody looked at who a patient is, before the page shows it.
///
/// # Errors
/// What the database says; nothing may be shown then.
pub async fn note_look<P: Permission>(may: &May<P>, desk: &Desk, patient: PatientId) -> Result<()> {
    let account = may.who.account;
    desk.write(may, move |tx| {
        patients::note_look(tx, account, patient)?;
        tx.record(Deed::new("patient.opened").on("patient", patient).about(patient.uuid()));
        Ok(())
    })
    .await
}
