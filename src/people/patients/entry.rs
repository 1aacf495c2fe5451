//! A patient's record as a key: who may do this, and to whom, decided before a handler runs.
//!
//! What an emergency access opens is read through the same key: the record is then out of reach otherwise, and each
//! look says so.

use std::future::Future;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::{FromRequest, HttpRequest};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::model::patient::{Patient, PatientId};
use super::store;
use crate::gate::access::emergency::{self, Emergency, Under};
use crate::gate::access::model::{Identity, Role};
use crate::gate::access::permissions::{Grant, Permission, perm};
use crate::gate::access::reach::Reach;
use crate::gate::actor::{AccountId, Actor};
use crate::gate::desk::{Desk, May, Pass, Standing};
use crate::kit::clock::Clock;
use crate::kit::db::{Conn, Deed};
use crate::kit::error::{Error, Result};
use crate::kit::web::entry::{Demand, Entry};

/// Permission `P` on the patient whose id stands as `{id}` in the address.
///
/// The record is loaded within reach; one that is out of reach and one that never was are refused alike, and the
/// refusal is on file with the id as it was asked for. The address of a record that was merged away gives its
/// survivor. A look is on file before the handler sees anything.
pub struct Chart<P> {
    /// The person and what the contract grants them.
    pub may: May<P>,
    /// The record.
    pub patient: Patient,
    /// The id that was asked for; another one than the patient's after a merge.
    pub asked: PatientId,
    /// What tells whether an emergency access is still open, where the record is within reach by it alone.
    alone: Option<(Emergency, Clock)>,
}

impl<P> Chart<P> {
    /// The account of who is here.
    pub fn account(&self) -> AccountId {
        self.may.who.account
    }

    /// Whose records they reach.
    pub fn reach(&self) -> &Reach {
        &self.may.reach
    }
}

/// Whether a record is that of the employee who looks at it.
pub fn is_own(who: &Identity, patient: &Patient) -> bool {
    who.role != Role::Patient && who.patient == Some(patient.id.uuid())
}

impl<P> Deref for Chart<P> {
    type Target = Patient;
    fn deref(&self) -> &Patient {
        &self.patient
    }
}

impl<P: Permission> Pass for Chart<P> {
    fn actor(&self) -> &Actor {
        self.may.actor()
    }

    /// Whose reach has an end may lose the record while a body is on its way.
    fn standing(&self) -> Option<Standing> {
        let standing = self.may.standing()?;
        if self.may.reach.is_everybody() {
            return Some(standing);
        }
        let (reach, id) = (self.may.reach.clone(), self.patient.id);
        if let Some((open, clock)) = self.alone.clone() {
            let is_open = move |conn: &mut Conn| emergency::is_open(conn, &open, clock.now());
            return Some(standing.on_record(is_open, refusal::<P>(id)));
        }
        let is_reached = move |conn: &mut Conn| store::is_reached(conn, &reach, id);
        Some(standing.on_record(is_reached, refusal::<P>(id)))
    }
}

pub(super) fn refusal<P: Permission>(asked: impl ToString) -> Deed {
    Deed::new("record.refused").on("patient", asked).with(json!({ "permission": P::ROW.code })).refused()
}

/// What a look is called in the audit trail; none where the handler's own deed says it.
fn look(permission: &'static str, method: &Method, path: &str) -> Option<&'static str> {
    match permission {
        _ if *method != Method::GET => None,
        "record.view"
        | "record.write"
        | "record.write-nursing"
        | "record.void"
        | "intake.ask"
        | "order.view"
        | "order.write" => Some("record.opened"),
        // Paper says itself that it was printed.
        "record.print" if path.ends_with(".pdf") => None,
        "record.access-report" => None,
        _ => Some("patient.opened"),
    }
}

/// How long after a look a picture still belongs to the page that was opened with it.
const SAME_LOOK: SignedDuration = SignedDuration::from_mins(5);

/// A picture belongs to a page whose look is on file, if there is one; asked for by itself it is a look of its own.
async fn is_part_of_a_look<P: Permission>(desk: &Desk, may: &May<P>, patient: &Patient) -> Result<bool> {
    if !desk.visit().path.ends_with("/photo") {
        return Ok(false);
    }
    let (account, id) = (may.who.account, patient.id);
    let since = desk.clock().now().saturating_sub(SAME_LOOK).map_err(Error::bug)?;
    desk.read(move |conn| store::has_looked(conn, account, id, since)).await
}

/// The record, and the emergency access of who asks if one is open on it.
fn find<P: Permission>(
    conn: &mut Conn,
    who: &Identity,
    reach: &Reach,
    id: PatientId,
    now: Timestamp,
) -> Result<(Patient, Option<Under>)> {
    let open = if who.has_emergency {
        let survivor = store::survivor_of(conn, id)?;
        emergency::on_record(conn, who.account, survivor.uuid(), now)?
            .filter(|_| perm::EmergencyOpen::ROW.grant(who.role, who.duties) != Grant::No)
            // Staff rights never apply to one's own record.
            .filter(|open| who.patient != Some(open.patient()))
    } else {
        None
    };
    match (store::find_survivor(conn, reach, id), open) {
        (Err(Error::NotFound), Some(open)) if P::ROW.is_for_emergencies() => {
            let patient = store::find_survivor(conn, &Reach::under(&open), id)?;
            Ok((patient, Some(Under { open, alone: true })))
        }
        (found, open) => Ok((found?, open.map(|open| Under { open, alone: false }))),
    }
}

impl<P: Permission> Chart<P> {
    async fn enter(desk: &Desk, asked: String, method: Method) -> Result<Self> {
        let mut may = May::<P>::enter(desk).await?;
        let mut alone = None;
        let found = match asked.parse::<PatientId>() {
            Ok(id) => {
                let (who, reach, now) = (may.who.clone(), may.reach.clone(), desk.clock().now());
                match desk.read(move |conn| find::<P>(conn, &who, &reach, id, now)).await {
                    Ok((patient, under)) => {
                        if let Some(under) = under {
                            if under.alone {
                                may.reach = Reach::under(&under.open);
                                alone = Some((under.open.clone(), desk.clock().clone()));
                            }
                            may.who = Arc::new(Identity { emergency: Some(under), ..(*may.who).clone() });
                        }
                        Ok((patient, id))
                    }
                    Err(error) => Err(error),
                }
            }
            Err(_) => Err(Error::NotFound),
        };
        // An employee who is a patient here has a patient's rights for their own record, never those of their role.
        let found = found.and_then(|(patient, asked)| {
            if is_own(&may.who, &patient) {
                may.grant = P::ROW.grant(Role::Patient, may.who.duties);
            }
            if may.grant == Grant::No { Err(Error::NotFound) } else { Ok((patient, asked)) }
        });
        let (patient, asked) = match found {
            Ok(found) => found,
            Err(Error::NotFound) => {
                let deed = refusal::<P>(asked);
                desk.record(&may, deed).await?;
                return Err(Error::NotFound);
            }
            Err(error) => return Err(error),
        };
        let verb = look(P::ROW.code, &method, &desk.visit().path);
        if let Some(verb) = verb
            && !is_part_of_a_look(desk, &may, &patient).await?
        {
            let (account, id) = (may.who.account, patient.id);
            let mut deed = Deed::new(verb).on("patient", id).about(id.uuid());
            if may.who.emergency.is_some() {
                deed = Deed { verb: "emergency.read", ..deed }.with(json!({ "page": verb }));
            }
            desk.write(&may, move |tx| {
                store::note_look(tx, account, id)?;
                tx.record(deed.clone());
                Ok(())
            })
            .await?;
        }
        Ok(Self { may, patient, asked, alone })
    }
}

impl<P: Permission> FromRequest for Chart<P> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let desk = Desk::of(request);
        let asked = request.match_info().get("id").unwrap_or_default().to_owned();
        let method = request.method().clone();
        Box::pin(async move { Self::enter(&desk?, asked, method).await })
    }
}

impl<P: Permission> Entry for Chart<P> {
    const DEMAND: Demand = Demand { entry: "Chart", permission: Some(P::ROW.code), record: true };
}
