//! Whose records somebody can reach: the one predicate behind every list and every record.
//!
//! Who is within reach depends on appointments, which live higher up; this file alone may name their table, read-only.

use diesel::expression::BoxableExpression;
use diesel::sql_types::Bool;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::emergency::Emergency;
use super::permissions::Grant;
use crate::gate::actor::AccountId;
use crate::kit::db::MultiBackend;
use crate::kit::db::fixed::fixed;
use crate::kit::db::types::{AnyId, Uid, Utc, UtcTs};

/// Whose records are within reach. Comes only from an entry, or, for work of the house itself, from
/// [`Reach::whole_house`].
#[derive(Clone, Debug)]
pub struct Reach(Scope);

#[derive(Clone, Debug)]
enum Scope {
    Everybody,
    InRelationWith(AccountId),
    AtSitesOf(AccountId, Timestamp),
    Only(Uuid),
    Nobody,
}

/// How far from now an appointment may be to bring its patient into a nurse's reach.
const NURSE_WINDOW: SignedDuration = SignedDuration::from_hours(7 * 24);

impl Reach {
    /// Everybody, for work that is nobody's in particular. `because` is for the reader.
    pub fn whole_house(because: &'static str) -> Self {
        debug_assert!(!because.is_empty());
        Self(Scope::Everybody)
    }

    /// What a grant reaches for this person.
    pub(in crate::gate) fn of(
        grant: Grant,
        account: AccountId,
        patient: Option<Uuid>,
        now: Timestamp,
    ) -> Self {
        Self(match grant {
            Grant::All => Scope::Everybody,
            Grant::Relation => Scope::InRelationWith(account),
            Grant::Wards => Scope::AtSitesOf(account, now),
            Grant::Own => patient.map_or(Scope::Nobody, Scope::Only),
            Grant::Participant | Grant::No => Scope::Nobody,
        })
    }

    /// The one record that an emergency access opens.
    pub fn under(emergency: &Emergency) -> Self {
        Self(Scope::Only(emergency.patient()))
    }

    /// Whether it is everybody, so that a search can leave the predicate out.
    pub fn is_everybody(&self) -> bool {
        matches!(self.0, Scope::Everybody)
    }
}

/// What begins the question for one patient: does such an appointment exist?
const FOR_EACH: &str = "exists (select 1 from appointments where appointments.patient_id = patients.id and ";
/// What begins the same question for all at once: whose appointments are they?
const AMONG: &str = "patients.id in (select appointments.patient_id from appointments where ";

type Predicate<Source> = Box<dyn BoxableExpression<Source, MultiBackend, SqlType = Bool>>;

/// The predicate: is the patient of the row `patients` within reach? For any query that has that table.
///
/// A doctor has a patient while an appointment of the two is booked, arrived, in consultation or completed; a nurse
/// those with an appointment, not cancelled, at one of the nurse's sites within seven days either way.
pub fn within<Source: 'static>(reach: &Reach) -> Predicate<Source> {
    asked(reach, FOR_EACH)
}

/// [`within`] for lists: the same rule, asked the other way round, so that a database can begin with the few who are
/// within reach instead of walking through everybody.
pub fn reached<Source: 'static>(reach: &Reach) -> Predicate<Source> {
    asked(reach, AMONG)
}

fn asked<Source: 'static>(reach: &Reach, question: &'static str) -> Predicate<Source> {
    match &reach.0 {
        Scope::Everybody => Box::new(fixed::<Bool>("1 = 1")),
        Scope::Nobody => Box::new(fixed::<Bool>("1 = 0")),
        Scope::Only(patient) => Box::new(fixed::<Bool>("patients.id = ").bind::<Uid, _>(AnyId(*patient))),
        Scope::InRelationWith(doctor) => Box::new(
            fixed::<Bool>(question)
                .sql("appointments.status in ('booked', 'arrived', 'in_consultation', 'completed') ")
                .sql("and appointments.doctor_id = ")
                .bind::<Uid, _>(*doctor)
                .sql(")"),
        ),
        Scope::AtSitesOf(nurse, now) => Box::new(
            fixed::<Bool>(question)
                .sql("appointments.status <> 'cancelled' and appointments.starts_at >= ")
                .bind::<UtcTs, _>(Utc(now.saturating_sub(NURSE_WINDOW).unwrap_or(*now)))
                .sql(" and appointments.starts_at <= ")
                .bind::<UtcTs, _>(Utc(now.saturating_add(NURSE_WINDOW).unwrap_or(*now)))
                .sql(" and appointments.site_id in (select account_sites.site_id from account_sites ")
                .sql("where account_sites.account_id = ")
                .bind::<Uid, _>(*nurse)
                .sql("))"),
        ),
    }
}
