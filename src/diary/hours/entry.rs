//! A doctor's hours as a key: who may do this with them, decided before a handler runs.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde_json::json;

use crate::gate::access::employees;
use crate::gate::access::model::Role;
use crate::gate::access::permissions::{Grant, Permission};
use crate::gate::actor::{AccountId, Actor};
use crate::gate::desk::{Desk, May, Pass, Standing};
use crate::kit::db::{Conn, Deed};
use crate::kit::error::{Error, Result};
use crate::kit::web::entry::{Demand, Entry};
use crate::people::staff::{self, DoctorProfile};

/// Somebody who has hours, or may have some.
#[derive(Clone, Debug)]
pub struct Doctor {
    /// Who.
    pub id: AccountId,
    /// As they write it.
    pub name: String,
    /// Whether they still work here.
    pub active: bool,
    /// What they are booked by.
    pub profile: DoctorProfile,
}

impl Doctor {
    /// Whether anybody can book them: hours alone do not make somebody bookable.
    pub fn can_be_booked(&self) -> bool {
        self.active && self.profile.sees_patients
    }
}

/// Permission `P` on the hours of the doctor whose id stands as `{doctor}` in the address: one's own, or anybody's.
/// Hours of others and of nobody are refused alike, and the refusal is on file.
pub struct HoursOf<P> {
    /// The person and what the contract grants them.
    pub may: May<P>,
    /// Whose hours.
    pub doctor: Doctor,
}

impl<P> HoursOf<P> {
    /// Whether these are the hours of who is here.
    pub fn is_own(&self) -> bool {
        self.may.who.account == self.doctor.id
    }
}

impl<P: Permission> Pass for HoursOf<P> {
    fn actor(&self) -> &Actor {
        self.may.actor()
    }

    /// Whose hours they are does not change while a body is on its way.
    fn standing(&self) -> Option<Standing> {
        self.may.standing()
    }
}

impl<P: Permission> HoursOf<P> {
    async fn enter(desk: &Desk, asked: String) -> Result<Self> {
        let may = May::<P>::enter(desk).await?;
        let reached = |id: &AccountId| match may.grant {
            Grant::All => true,
            Grant::Own => *id == may.who.account,
            _ => false,
        };
        let found = match asked.parse::<AccountId>().ok().filter(reached) {
            Some(id) => desk.read(move |conn| doctor(conn, id)).await,
            None => Err(Error::NotFound),
        };
        match found {
            Ok(doctor) => Ok(Self { may, doctor }),
            Err(Error::NotFound) => {
                let deed = Deed::new("hours.refused")
                    .on("account", asked)
                    .with(json!({ "permission": P::ROW.code }))
                    .refused();
                desk.record(&may, deed).await?;
                Err(Error::NotFound)
            }
            Err(error) => Err(error),
        }
    }
}

/// A doctor, or anybody else who has a profile to be booked by.
fn doctor(conn: &mut Conn, id: AccountId) -> Result<Doctor> {
    let employee = employees::employee(conn, id)?;
    let profile = staff::profile(conn, id)?;
    if profile.is_none() && employee.role != Role::Doctor {
        return Err(Error::NotFound);
    }
    Ok(Doctor { id, name: employee.name, active: employee.active, profile: profile.unwrap_or_default() })
}

impl<P: Permission> FromRequest for HoursOf<P> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let desk = Desk::of(request);
        let asked = request.match_info().get("doctor").unwrap_or_default().to_owned();
        Box::pin(async move { Self::enter(&desk?, asked).await })
    }
}

impl<P: Permission> Entry for HoursOf<P> {
    const DEMAND: Demand = Demand { entry: "HoursOf", permission: Some(P::ROW.code), record: true };
}
