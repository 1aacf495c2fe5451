//! An appointment as a key: who may do this, and with which one, decided before a handler runs.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::model::{Appointment, AppointmentId};
use super::store;
use crate::gate::access::model::{Identity, Role};
use crate::gate::access::permissions::{Grant, Permission, perm};
use crate::gate::actor::{AccountId, Actor};
use crate::gate::desk::{Desk, May, Pass, Standing};
use crate::kit::db::{Conn, Deed};
use crate::kit::error::{Error, Result};
use crate::kit::web::entry::{Demand, Entry};

/// Whose appointments are within reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiaryReach {
    /// All.
    Everything,
    /// Those with one doctor.
    Doctor(AccountId),
    /// Those at the sites of a nurse, a week either way.
    SitesOf {
        /// Who.
        nurse: AccountId,
        /// From.
        from: Timestamp,
        /// To.
        to: Timestamp,
    },
    /// None.
    Nothing,
}

/// How far from now an appointment may be for a nurse to see it.
const NURSE_WINDOW: SignedDuration = SignedDuration::from_hours(7 * 24);

impl DiaryReach {
    /// What somebody who was let in reaches.
    pub fn of<P>(may: &May<P>, now: Timestamp) -> Self {
        Self::granted(may.grant, &may.who, now)
    }

    /// What a grant of the diary reaches for somebody.
    pub(super) fn granted(grant: Grant, who: &Identity, now: Timestamp) -> Self {
        match grant {
            Grant::All => Self::Everything,
            Grant::Own | Grant::Relation => Self::Doctor(who.account),
            Grant::Wards => Self::SitesOf {
                nurse: who.account,
                from: now.saturating_sub(NURSE_WINDOW).unwrap_or(now),
                to: now.saturating_add(NURSE_WINDOW).unwrap_or(now),
            },
            Grant::Participant | Grant::No => Self::Nothing,
        }
    }
}

/// Whether an appointment is one that the employee who looks at it has as a patient. They have a patient's rights for
/// it, never those of their role: the pages of staff show it to them and do nothing with it.
pub fn is_own(who: &Identity, appointment: &Appointment) -> bool {
    who.role != Role::Patient && who.patient == Some(appointment.patient_id.uuid())
}

/// Permission `P` on the appointment whose id stands as `{id}` in the address. One out of reach and one that never
/// was are refused alike, and the refusal is on file with the id as it was asked for.
pub struct Held<P> {
    /// The person and what the contract grants them.
    pub may: May<P>,
    /// The appointment.
    pub appointment: Appointment,
    reach: DiaryReach,
}

impl<P> Held<P> {
    /// The account of who is here.
    pub fn account(&self) -> AccountId {
        self.may.who.account
    }
}

impl<P: Permission> Pass for Held<P> {
    fn actor(&self) -> &Actor {
        self.may.actor()
    }

    /// Whose reach has an end may lose the appointment while a body is on its way.
    fn standing(&self) -> Option<Standing> {
        let standing = self.may.standing()?;
        if self.reach == DiaryReach::Everything {
            return Some(standing);
        }
        let (reach, id) = (self.reach.clone(), self.appointment.id);
        let is_reached = move |conn: &mut Conn| match store::find(conn, &reach, id) {
            Ok(_) => Ok(true),
            Err(Error::NotFound) => Ok(false),
            Err(error) => Err(error),
        };
        Some(standing.on_record(is_reached, refusal::<P>(id)))
    }
}

fn refusal<P: Permission>(asked: impl ToString) -> Deed {
    Deed::new("appointment.refused")
        .on("appointment", asked)
        .with(json!({ "permission": P::ROW.code }))
        .refused()
}

impl<P: Permission> Held<P> {
    async fn enter(desk: &Desk, asked: String) -> Result<Self> {
        let may = May::<P>::enter(desk).await?;
        let reach = DiaryReach::of(&may, desk.clock().now());
        let found = match asked.parse::<AppointmentId>() {
            Ok(id) => {
                let reach = reach.clone();
                desk.read(move |conn| store::find(conn, &reach, id)).await
            }
            Err(_) => Err(Error::NotFound),
        };
        let is_kept = P::ROW.code != perm::AppointmentView::ROW.code;
        let found = found
            .and_then(|one| if is_kept && is_own(&may.who, &one) { Err(Error::NotFound) } else { Ok(one) });
        match found {
            Ok(appointment) => Ok(Self { may, appointment, reach }),
            Err(Error::NotFound) => {
                let deed = refusal::<P>(asked);
                desk.record(&may, deed).await?;
                Err(Error::NotFound)
            }
            Err(error) => Err(error),
        }
    }
}

impl<P: Permission> FromRequest for Held<P> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let desk = Desk::of(request);
        let asked = request.match_info().get("id").unwrap_or_default().to_owned();
        Box::pin(async move { Self::enter(&desk?, asked).await })
    }
}

impl<P: Permission> Entry for Held<P> {
    const DEMAND: Demand = Demand { entry: "Held", permission: Some(P::ROW.code), record: true };
}
