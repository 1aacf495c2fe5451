//! What an entry found out about somebody, asked again by the write itself.
//!
//! A body comes as slowly as its sender likes, and meanwhile its sender may be dismissed. So each transaction of a
//! person begins, inside itself, with the questions that the entry asked before the body was read: is the session
//! live and the account active, are role, duties and patient the same, is the record within reach still? Whoever has
//! lost their standing is refused, the refusal is on file, and nothing of the write has happened.
//!
//! Only [`Pass`]es may write through the desk, and what they stand on is asked there and nowhere else: no handler can
//! forget it. [`super::May`] is no permit of the database's own, so there is no way around the desk.

use std::sync::Arc;

use jiff::Timestamp;

use crate::gate::access::model::{Identity, SessionState};
use crate::gate::access::permissions::{Grant, Row};
use crate::gate::access::store;
use crate::gate::actor::Actor;
use crate::kit::db::{Conn, Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::say;

/// What lets a handler write: an entry, which says who acts and on what they stand.
pub trait Pass {
    /// Who acts, for the audit trail.
    fn actor(&self) -> &Actor;
    /// What they stand on; none where nobody needs a right.
    fn standing(&self) -> Option<Standing>;
}

/// A session, the right it was let in with, and perhaps a record that has to be within reach.
#[derive(Clone)]
pub struct Standing {
    who: Arc<Identity>,
    right: &'static Row,
    since: Timestamp,
    record: Option<Record>,
}

type Question = Arc<dyn Fn(&mut Conn) -> Result<bool> + Send + Sync>;

#[derive(Clone)]
struct Record {
    is_reached: Question,
    refusal: Deed,
}

/// Why somebody does not stand any more, and the deed that says so where it is worth a line.
pub(super) struct Fallen {
    pub error: Error,
    pub deed: Option<Deed>,
}

impl Standing {
    /// Of somebody who was let in at `since`.
    pub(super) fn new(who: Arc<Identity>, right: &'static Row, since: Timestamp) -> Self {
        Self { who, right, since, record: None }
    }

    /// The same, for a write on a record: `is_reached` is asked too, and `refusal` is put on file when it is not.
    pub fn on_record(
        self,
        is_reached: impl Fn(&mut Conn) -> Result<bool> + Send + Sync + 'static,
        refusal: Deed,
    ) -> Self {
        Self { record: Some(Record { is_reached: Arc::new(is_reached), refusal }), ..self }
    }

    /// Asks again, inside the transaction: none is as it was.
    pub(super) fn ask(&self, tx: &mut Tx<'_>) -> Result<Option<Fallen>> {
        let now = tx.now();
        // Whoever sends files for half an hour has not been idle; the end of the session holds all the same.
        let present =
            store::identity(tx.conn(), self.who.session, self.since)?.filter(|who| who.ends_at > now);
        if let Some(fallen) = self.judge(present.as_ref()) {
            return Ok(Some(fallen));
        }
        let Some(record) = &self.record else { return Ok(None) };
        let is_lost = !(record.is_reached)(tx.conn())?;
        Ok(is_lost.then(|| Fallen { error: Error::NotFound, deed: Some(record.refusal.clone()) }))
    }

    fn judge(&self, present: Option<&Identity>) -> Option<Fallen> {
        let then = &self.who;
        let silent = |error| Some(Fallen { error, deed: None });
        let Some(present) = present.filter(|present| present.state == SessionState::Live) else {
            return silent(Error::SignIn);
        };
        let grant = self.right.grant(present.role, present.duties);
        if grant == Grant::No {
            let deed = Deed::new("access.refused").on("permission", self.right.code).refused();
            let error = Error::Forbidden { missing: super::guards::label_key(self.right.code) };
            return Some(Fallen { error, deed: Some(deed) });
        }
        // What the handler was let in with is not what would let it in now, though something would.
        let is_other = present.role != then.role
            || present.patient != then.patient
            || grant != self.right.grant(then.role, then.duties)
            || (present.must_change_password && !then.must_change_password)
            || (present.must_add_factor && !then.must_add_factor);
        if is_other { silent(Error::Conflict(say!("error-rights-changed"))) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gate::access::model::{Duties, Role};
    use crate::gate::access::permissions::{Permission as _, perm};
    use crate::gate::actor::{AccountId, SessionId};

    fn nurse() -> Identity {
        Identity {
            session: SessionId::new(),
            state: SessionState::Live,
            account: AccountId::new(),
            role: Role::Nurse,
            name: "Test nurse".into(),
            email: "nurse@test.example".into(),
            duties: Duties::default(),
            patient: None,
            must_change_password: false,
            must_add_factor: false,
            theme: String::new(),
            keys_off: false,
            idle_seconds: 900,
            last_seen_at: jiff::Timestamp::UNIX_EPOCH,
            ends_at: jiff::Timestamp::UNIX_EPOCH,
            house: "Test Hospital".into(),
            time_zone: "UTC".into(),
            demo: false,
            has_emergency: false,
            reviews_waiting: 0,
            unread: 0,
            emergency: None,
        }
    }

    fn refused(change: impl FnOnce(&mut Identity)) -> Option<Error> {
        let then = nurse();
        let mut present = then.clone();
        change(&mut present);
        Standing::new(Arc::new(then), perm::PatientEdit::ROW, jiff::Timestamp::UNIX_EPOCH)
            .judge(Some(&present))
            .map(|fallen| fallen.error)
    }

    #[test]
    fn nobody_is_refused_for_what_gives_and_takes_no_right() {
        assert!(refused(|_| ()).is_none());
        assert!(refused(|who| who.name = "N. B.".into()).is_none());
        assert!(refused(|who| who.theme = "dark".into()).is_none());
        assert!(refused(|who| who.duties.till = true).is_none(), "another right, not this one");
    }

    #[test]
    fn whoever_is_not_who_they_were_is_refused() {
        for state in [SessionState::Half, SessionState::Locked, SessionState::Expired] {
            assert!(matches!(refused(|who| who.state = state), Some(Error::SignIn)), "{state:?}");
        }
        let standing = Standing::new(Arc::new(nurse()), perm::PatientEdit::ROW, jiff::Timestamp::UNIX_EPOCH);
        assert!(matches!(standing.judge(None).map(|fallen| fallen.error), Some(Error::SignIn)));
        for role in [Role::Admin, Role::Doctor, Role::Receptionist, Role::Patient] {
            assert!(matches!(refused(|who| who.role = role), Some(Error::Conflict(_))), "{role}");
        }
        assert!(matches!(refused(|who| who.patient = Some(uuid::Uuid::now_v7())), Some(Error::Conflict(_))));
        assert!(matches!(refused(|who| who.must_change_password = true), Some(Error::Conflict(_))));
        assert!(matches!(refused(|who| who.must_add_factor = true), Some(Error::Conflict(_))));
    }

    #[test]
    fn a_right_that_was_taken_away_is_named_and_the_refusal_is_on_file() {
        let admin = Identity { role: Role::Admin, ..nurse() };
        let present = Identity { role: Role::Doctor, ..admin.clone() };
        let standing = Standing::new(Arc::new(admin), perm::StaffManage::ROW, jiff::Timestamp::UNIX_EPOCH);
        let fallen = standing.judge(Some(&present)).expect("refused");
        assert!(matches!(fallen.error, Error::Forbidden { missing: "permission-staff-manage" }));
        assert!(fallen.deed.is_some_and(|deed| deed.verb == "access.refused" && !deed.done));
    }
}
