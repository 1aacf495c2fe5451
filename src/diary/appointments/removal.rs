//! Removing cancelled appointments for good, what may keep one, and who wants the time that becomes free.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::actions::MOVED;
use super::model::status::Status;
use super::model::{Appointment, AppointmentId, Change};
use super::store;
use crate::gate::access::model::Identity;
use crate::gate::access::reach::Reach;
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::db::{Conn, Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::people::patients::PatientId;
use crate::say;

/// Time of a doctor that an appointment took and takes no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freed {
    /// Whose.
    pub doctor: AccountId,
    /// Where.
    pub site: SiteId,
    /// From.
    pub from: Timestamp,
    /// To.
    pub to: Timestamp,
}

impl Freed {
    /// The time that the last thing that happened to an appointment made free, where it was then, while it is still to
    /// come.
    pub fn by(one: &Appointment, last: Option<&Change>, now: Timestamp) -> Option<Self> {
        let freed = match (one.status, last) {
            (Status::Cancelled, _) => {
                Self { doctor: one.doctor_id, site: one.site_id, from: one.starts_at, to: one.ends_at }
            }
            (_, Some(last)) if last.what == MOVED => Self {
                doctor: last.from_doctor_id,
                site: last.from_site_id.unwrap_or(one.site_id),
                from: last.from_starts_at,
                to: last.from_ends_at,
            },
            _ => return None,
        };
        (freed.to > now).then_some(freed)
    }
}

/// What can be done about an appointment, or with time it has freed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// In words.
    pub words: String,
    /// Where it is done; "" when it is only said.
    pub href: String,
}

/// A feature that has something on appointments. The features that know live higher up; the wiring lists them.
pub trait OnAppointments: Send + Sync {
    /// Which of these appointments it must keep, each with what is on it in words, such as "an invoice".
    ///
    /// # Errors
    /// What the database says.
    fn kept(&self, _conn: &mut Conn, _of: &[AppointmentId]) -> Result<Vec<(AppointmentId, String)>> {
        Ok(Vec::new())
    }

    /// What is still to be done about an appointment that is over, by this person.
    ///
    /// # Errors
    /// What the database says.
    fn left_over(&self, _conn: &mut Conn, _who: &Identity, _of: AppointmentId) -> Result<Option<Offer>> {
        Ok(None)
    }

    /// The note of an appointment that this person may read, or where they write it.
    ///
    /// # Errors
    /// What the database says.
    fn note(&self, _conn: &mut Conn, _who: &Identity, _of: &Appointment) -> Result<Option<Offer>> {
        Ok(None)
    }

    /// What this person has begun about a patient, to go on with.
    ///
    /// # Errors
    /// What the database says.
    fn begun(&self, _conn: &mut Conn, _who: &Identity, _patient: PatientId) -> Result<Option<Offer>> {
        Ok(None)
    }

    /// Lets go of an appointment that is about to be removed.
    ///
    /// # Errors
    /// What the database says.
    fn release(&self, _tx: &mut Tx<'_>, _of: AppointmentId) -> Result<()> {
        Ok(())
    }

    /// What can be done with time that became free, by somebody who reaches these patients; `only` is a doctor who
    /// books with themselves alone.
    ///
    /// # Errors
    /// What the database says.
    fn offer(
        &self,
        _conn: &mut Conn,
        _reach: &Reach,
        _only: Option<AccountId>,
        _freed: &Freed,
        _now: Timestamp,
    ) -> Result<Option<Offer>> {
        Ok(None)
    }
}

/// Every feature that has something on appointments.
#[derive(Clone, Default)]
pub struct Dependants(pub Vec<Arc<dyn OnAppointments>>);

impl Dependants {
    /// What this person has begun about a patient, to go on with.
    ///
    /// # Errors
    /// What the database says.
    pub fn begun(&self, conn: &mut Conn, who: &Identity, patient: PatientId) -> Result<Vec<Offer>> {
        let mut begun = Vec::new();
        for feature in &self.0 {
            begun.extend(feature.begun(conn, who, patient)?);
        }
        Ok(begun)
    }

    /// The note of an appointment that this person may read, or where they write it.
    ///
    /// # Errors
    /// What the database says.
    pub fn note(&self, conn: &mut Conn, who: &Identity, of: &Appointment) -> Result<Option<Offer>> {
        for feature in &self.0 {
            if let Some(note) = feature.note(conn, who, of)? {
                return Ok(Some(note));
            }
        }
        Ok(None)
    }

    /// What is still to be done about an appointment that is over, by this person.
    ///
    /// # Errors
    /// What the database says.
    pub fn left_over(&self, conn: &mut Conn, who: &Identity, of: AppointmentId) -> Result<Option<Offer>> {
        for feature in &self.0 {
            if let Some(left) = feature.left_over(conn, who, of)? {
                return Ok(Some(left));
            }
        }
        Ok(None)
    }

    /// Which of these appointments are kept for good, each with what is on it.
    ///
    /// # Errors
    /// What the database says.
    pub fn kept(&self, conn: &mut Conn, of: &[AppointmentId]) -> Result<Vec<(AppointmentId, String)>> {
        let mut kept = Vec::new();
        for feature in &self.0 {
            kept.extend(feature.kept(conn, of)?);
        }
        Ok(kept)
    }

    /// What can be done with time that became free; see [`OnAppointments::offer`].
    ///
    /// # Errors
    /// What the database says.
    pub fn offers(
        &self,
        conn: &mut Conn,
        reach: &Reach,
        only: Option<AccountId>,
        freed: &Freed,
        now: Timestamp,
    ) -> Result<Vec<Offer>> {
        let mut offers = Vec::new();
        for feature in &self.0 {
            offers.extend(feature.offer(conn, reach, only, freed, now)?);
        }
        Ok(offers)
    }
}

/// A place in the row of cancelled appointments.
pub type Cursor = (Timestamp, AppointmentId);

/// What became of some cancelled appointments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// How many are gone.
    pub removed: u64,
    /// What is on those that were kept, one for each.
    pub kept: Vec<String>,
    /// Where to go on; none when these were the last.
    pub next: Option<Cursor>,
}

/// Removes the first `limit` appointments behind `after` that have been cancelled for `kept_days` at `now`, with their
/// history; the audit trail keeps that they were. One that something depends on is kept.
///
/// # Errors
/// What the database says.
pub fn remove_cancelled(
    tx: &mut Tx<'_>,
    on: &Dependants,
    kept_days: u16,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Removed> {
    let kept = SignedDuration::from_hours(24 * i64::from(kept_days));
    let until = tx.now().saturating_sub(kept).unwrap_or(Timestamp::MIN);
    let due = store::cancelled_until(tx.conn(), until, after, limit)?;
    let mut done = Removed::default();
    if due.len() == usize::try_from(limit).unwrap_or(usize::MAX) {
        done.next = due.last().and_then(|last| Some((last.cancelled_at?.0, last.id)));
    }
    let ids: Vec<AppointmentId> = due.iter().map(|one| one.id).collect();
    let kept = on.kept(tx.conn(), &ids)?;
    for one in due {
        if let Some((_, why)) = kept.iter().find(|(id, _)| *id == one.id) {
            done.kept.push(why.clone());
            continue;
        }
        debug_assert_eq!(one.status, Status::Cancelled);
        let gone = tx.savepoint(|tx| {
            for feature in &on.0 {
                feature.release(tx, one.id)?;
            }
            store::remove(tx, one.id)?;
            tx.record(
                Deed::new("appointment.purged").on("appointment", one.id).about(one.patient_id.uuid()).with(
                    json!({ "doctor": one.doctor_id, "at": one.starts_at, "cancelled": one.cancelled_at }),
                ),
            );
            Ok(())
        });
        match gone {
            Ok(()) => done.removed += 1,
            // A row of another feature leads here that no feature told of: it stays whole.
            Err(Error::Broken(_)) => done.kept.push(say!("purge-kept-other")),
            Err(error) => return Err(error),
        }
    }
    Ok(done)
}
