//! One's open emergency access on the record in the address, as a key.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde_json::json;

use crate::gate::access::emergency::{self, Emergency, Under};
use crate::gate::access::model::Identity;
use crate::gate::access::permissions::{Permission, perm};
use crate::gate::access::reach::Reach;
use crate::gate::actor::Actor;
use crate::gate::desk::{Desk, May, Pass, Standing};
use crate::kit::clock::Clock;
use crate::kit::db::{Conn, Deed};
use crate::kit::error::{Error, Result};
use crate::kit::web::entry::{Demand, Entry};
use crate::people::patients::{self, Patient, PatientId};

/// Whoever has opened the record of the patient `{id}` in an emergency, while it is open. Everybody else hears that
/// there is nothing.
pub struct BreakGlass {
    /// The person, who is here under that emergency access.
    pub may: May<perm::EmergencyOpen>,
    /// The emergency access.
    pub open: Emergency,
    /// The record.
    pub patient: Patient,
    clock: Clock,
}

impl Pass for BreakGlass {
    fn actor(&self) -> &Actor {
        self.may.actor()
    }

    /// The hour may be over while a body is on its way.
    fn standing(&self) -> Option<Standing> {
        let (open, clock) = (self.open.clone(), self.clock.clone());
        let refusal = Deed::new("record.refused")
            .on("patient", self.patient.id)
            .with(json!({ "permission": perm::EmergencyOpen::ROW.code }))
            .refused();
        let is_open = move |conn: &mut Conn| emergency::is_open(conn, &open, clock.now());
        Some(self.may.standing()?.on_record(is_open, refusal))
    }
}

impl BreakGlass {
    /// Lets the person behind the request in.
    ///
    /// # Errors
    /// As [`May::enter`]; [`Error::NotFound`] when nothing of theirs is open on the record.
    pub async fn enter(desk: &Desk, asked: &str) -> Result<Self> {
        let mut may = May::<perm::EmergencyOpen>::enter(desk).await?;
        let id: PatientId = asked.parse().map_err(|_| Error::NotFound)?;
        let (who, now) = (may.who.clone(), desk.clock().now());
        let reach = May::<perm::RecordView>::enter(desk).await?.reach;
        let (open, patient, is_reached) = desk
            .read(move |conn| {
                let survivor = patients::survivor_of(conn, id)?;
                let open = emergency::on_record(conn, who.account, survivor.uuid(), now)?
                    // Staff rights never apply to one's own record.
                    .filter(|open| who.patient != Some(open.patient()))
                    .ok_or(Error::NotFound)?;
                let patient = patients::find(conn, &Reach::under(&open), survivor)?;
                let is_reached = patients::is_reached(conn, &reach, patient.id)?;
                Ok((open, patient, is_reached))
            })
            .await?;
        let under = Under { open: open.clone(), alone: !is_reached };
        may.who = Arc::new(Identity { emergency: Some(under), ..(*may.who).clone() });
        Ok(Self { may, open, patient, clock: desk.clock().clone() })
    }
}

impl FromRequest for BreakGlass {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let desk = Desk::of(request);
        let asked = request.match_info().get("id").unwrap_or_default().to_owned();
        Box::pin(async move { Self::enter(&desk?, &asked).await })
    }
}

impl Entry for BreakGlass {
    const DEMAND: Demand =
        Demand { entry: "BreakGlass", permission: Some(perm::EmergencyOpen::ROW.code), record: false };
}
