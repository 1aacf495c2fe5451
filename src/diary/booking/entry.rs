//! Who books, and who is to come.

use crate::diary::appointments::{Bookable, By, Kind};
use crate::gate::access::model::Role;
use crate::gate::access::permissions::{Grant, Permission, perm};
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, May};
use crate::kit::error::{Error, Result};
use crate::people::patients::{self, Patient};
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

/// The patient of an id that was sent; see [`patients::named`].
///
/// # Errors
/// As there; [`Error::Invalid`] when nobody is named at all.
pub async fn guest<P: Permission>(may: &May<P>, desk: &Desk, asked: &str) -> Result<Patient> {
    if asked.is_empty() {
        return Err(Error::Invalid(say!("booking-nobody-chosen")));
    }
    patients::named(may, desk, asked).await
}
