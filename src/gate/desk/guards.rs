//! Guards: what stands first in every handler's arguments.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use jiff::Timestamp;

use super::standing::{Pass, Standing};
use super::working::Desk;
use crate::gate::access::model::Identity;
use crate::gate::access::permissions::{Grant, Permission, perm};
use crate::gate::access::reach::Reach;
use crate::gate::actor::Actor;
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};
use crate::kit::web::entry::{Demand, Entry};

/// A signed-in person whose role (or duty) has permission `P`. Also the pass for what they then write.
pub struct May<P> {
    /// Who it is.
    pub who: Arc<Identity>,
    /// What the contract grants them.
    pub grant: Grant,
    /// Whose records that reaches.
    pub reach: Reach,
    actor: Actor,
    since: Timestamp,
    permission: PhantomData<fn() -> P>,
}

impl<P> May<P> {
    /// Who acts, for the audit trail.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }
}

impl<P: Permission> Pass for May<P> {
    fn actor(&self) -> &Actor {
        &self.actor
    }
    fn standing(&self) -> Option<Standing> {
        Some(Standing::new(self.who.clone(), P::ROW, self.since))
    }
}

impl<P: Permission> May<P> {
    /// Lets the person behind the request in, or puts the refusal on file.
    ///
    /// # Errors
    /// [`Error::SignIn`] without a live session, [`Error::Forbidden`] when the role may never do this.
    pub async fn enter(desk: &Desk) -> Result<Self> {
        let who = desk.visit().live()?.clone();
        let actor = desk.visit().actor(desk.house());
        let grant = P::ROW.grant(who.role, who.duties);
        if grant == Grant::No {
            let deed = Deed::new("access.refused").on("permission", P::ROW.code).refused();
            desk.write_as(&actor, move |tx| {
                tx.record(deed.clone());
                Ok(())
            })
            .await?;
            return Err(Error::Forbidden { missing: label_key(P::ROW.code) });
        }
        let since = desk.clock().now();
        let reach = Reach::of(grant, who.account, who.patient, since);
        Ok(Self { who, grant, reach, actor, since, permission: PhantomData })
    }
}

/// The catalogue key that names a permission: `permission-` and its code with a hyphen for the dot.
pub(super) fn label_key(code: &'static str) -> &'static str {
    LABELS.iter().find(|(known, _)| *known == code).map_or("permission-other", |(_, key)| key)
}

macro_rules! labels {
    ($($code:literal $key:literal)*) => { const LABELS: &[(&str, &str)] = &[$(($code, $key)),*]; };
}
labels! {
    "staff.manage" "permission-staff-manage"
    "staff.directory" "permission-staff-directory"
    "staff.reset" "permission-staff-reset"
    "sessions.end" "permission-sessions-end"
    "patient.register" "permission-patient-register"
    "patient.search" "permission-patient-search"
    "patient.view" "permission-patient-view"
    "patient.edit" "permission-patient-edit"
    "patient.remove" "permission-patient-remove"
    "patient.archive" "permission-patient-archive"
    "patient.ask-archive" "permission-patient-ask-archive"
    "patient.merge" "permission-patient-merge"
    "patient.unmerge" "permission-patient-unmerge"
    "record.view" "permission-record-view"
    "record.write" "permission-record-write"
    "record.write-nursing" "permission-record-write-nursing"
    "record.void" "permission-record-void"
    "order.write" "permission-order-write"
    "order.view" "permission-order-view"
    "record.print" "permission-record-print"
    "record.access-report" "permission-record-access-report"
    "intake.answer" "permission-intake-answer"
    "intake.ask" "permission-intake-ask"
    "intake.decide" "permission-intake-decide"
    "audit.view" "permission-audit-view"
    "emergency.open" "permission-emergency-open"
    "emergency.review" "permission-emergency-review"
    "settings.manage" "permission-settings-manage"
    "notice.write" "permission-notice-write"
    "chat.staff" "permission-chat-staff"
    "appointment.book" "permission-appointment-book"
    "appointment.view" "permission-appointment-view"
    "appointment.move" "permission-appointment-move"
    "appointment.check-in" "permission-appointment-check-in"
    "appointment.run" "permission-appointment-run"
    "appointment.no-show" "permission-appointment-no-show"
    "hours.edit" "permission-hours-edit"
    "hours.view" "permission-hours-view"
    "notification.call-list" "permission-notification-call-list"
    "notification.retry" "permission-notification-retry"
    "notification.send" "permission-notification-send"
    "notification.send-staff" "permission-notification-send-staff"
    "outbox.view" "permission-outbox-view"
}

impl<P: Permission> FromRequest for May<P> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let desk = Desk::of(request);
        Box::pin(async move { Self::enter(&desk?).await })
    }
}

impl<P: Permission> Entry for May<P> {
    const DEMAND: Demand = Demand { entry: "May", permission: Some(P::ROW.code), record: false };
}

/// Anybody who is signed in, for what is their own.
pub type SignedIn = May<perm::AccountOwn>;

/// Everybody, signed in or not. The root middleware's short list decides where it may stand.
pub struct Anyone {
    actor: Actor,
}

impl Pass for Anyone {
    fn actor(&self) -> &Actor {
        &self.actor
    }
    fn standing(&self) -> Option<Standing> {
        None
    }
}

impl FromRequest for Anyone {
    type Error = Error;
    type Future = std::future::Ready<Result<Self>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Desk::of(request).map(|desk| Self { actor: desk.visit().actor(desk.house()) }))
    }
}

impl Entry for Anyone {
    const DEMAND: Demand = Demand { entry: "Anyone", permission: None, record: false };
}

#[cfg(test)]
mod tests {
    use super::LABELS;
    use crate::gate::access::permissions::TABLE;

    #[test]
    fn every_built_permission_that_can_be_refused_has_words() {
        use super::Grant;
        for row in TABLE.iter().filter(|row| row.built && row.cells[..5].contains(&Grant::No)) {
            let (_, key) = LABELS.iter().find(|(code, _)| *code == row.code).expect(row.code);
            assert_eq!(*key, format!("permission-{}", row.code.replace('.', "-")));
            assert!(crate::kit::text::has(key), "{key}");
        }
    }
}
