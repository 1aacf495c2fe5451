//! The statements on `waiting_entries`. The row filter joins `patients`.

use diesel::prelude::*;
use jiff::civil::Date;

use super::actions::New;
use super::model::{Waiting, WaitingId};
use crate::diary::appointments::AppointmentId;
use crate::gate::access::reach::{Reach, reached, within};
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::db::types::{Day, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::people::patients::PatientId;
use crate::people::staff::SpecialtyId;
use crate::schema::{patients, waiting_entries};

/// Whose entries somebody sees.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Those of patients within reach.
    pub reach: Reach,
    /// Only those that this doctor can help.
    pub only: Option<AccountId>,
}

/// What an entry must ask for to be listed.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// It fits a time with this doctor, who has these specialties.
    pub doctor: Option<(AccountId, Vec<SpecialtyId>)>,
    /// It fits a time at this site.
    pub site: Option<SiteId>,
    /// It fits a time on this day.
    pub day: Option<Date>,
    /// It fits into so many minutes.
    pub minutes: Option<i32>,
}

/// The first `limit` who wait, the one who has waited longest first.
///
/// # Errors
/// What the database says.
pub fn open(conn: &mut Conn, seen: &Seen, sought: &Sought, limit: i64) -> Result<Vec<Waiting>> {
    let mut query = waiting_entries::table
        .inner_join(patients::table.on(patients::id.eq(waiting_entries::patient_id)))
        .filter(waiting_entries::closed_at.is_null())
        .filter(patients::archived_at.is_null())
        .filter(patients::deceased.eq(false))
        .filter(reached(&seen.reach))
        .into_boxed();
    if let Some(only) = seen.only {
        query = query.filter(waiting_entries::doctor_id.is_null().or(waiting_entries::doctor_id.eq(only)));
    }
    if let Some((doctor, specialties)) = &sought.doctor {
        query = query
            .filter(waiting_entries::doctor_id.is_null().or(waiting_entries::doctor_id.eq(*doctor)))
            .filter(
                waiting_entries::specialty_id
                    .is_null()
                    .or(waiting_entries::specialty_id.assume_not_null().eq_any(specialties.clone())),
            );
    }
    if let Some(site) = sought.site {
        query = query.filter(waiting_entries::site_id.is_null().or(waiting_entries::site_id.eq(site)));
    }
    if let Some(day) = sought.day {
        query = query
            .filter(waiting_entries::earliest.le(Day(day)))
            .filter(waiting_entries::latest.is_null().or(waiting_entries::latest.ge(Day(day))));
    }
    if let Some(minutes) = sought.minutes {
        query = query.filter(waiting_entries::minutes.le(minutes));
    }
    Ok(query
        .order((waiting_entries::made_at, waiting_entries::id))
        .limit(limit)
        .select(Waiting::as_select())
        .load(conn)?)
}

/// How many wait, of those that `reach` and `only` (a doctor who books with themselves alone) let somebody see.
///
/// # Errors
/// What the database says.
pub fn count_open(conn: &mut Conn, reach: &Reach, only: Option<AccountId>) -> Result<i64> {
    let mut query = waiting_entries::table
        .inner_join(patients::table.on(patients::id.eq(waiting_entries::patient_id)))
        .filter(waiting_entries::closed_at.is_null())
        .filter(patients::archived_at.is_null())
        .filter(patients::deceased.eq(false))
        .filter(reached(reach))
        .into_boxed();
    if let Some(only) = only {
        query = query.filter(waiting_entries::doctor_id.is_null().or(waiting_entries::doctor_id.eq(only)));
    }
    Ok(query.count().get_result(conn)?)
}

/// One entry of a patient within reach, whether or not they still wait.
///
/// # Errors
/// [`crate::kit::error::Error::NotFound`] when there is none, or none within reach.
pub fn find(conn: &mut Conn, seen: &Seen, id: WaitingId) -> Result<Waiting> {
    let mut query = waiting_entries::table
        .inner_join(patients::table.on(patients::id.eq(waiting_entries::patient_id)))
        .filter(waiting_entries::id.eq(id))
        .filter(within(&seen.reach))
        .into_boxed();
    if let Some(only) = seen.only {
        query = query.filter(waiting_entries::doctor_id.is_null().or(waiting_entries::doctor_id.eq(only)));
    }
    Ok(query.select(Waiting::as_select()).first(conn)?)
}

/// An entry of this patient, while they wait.
///
/// # Errors
/// What the database says.
pub fn find_open(conn: &mut Conn, id: WaitingId, patient: PatientId) -> Result<Option<Waiting>> {
    Ok(waiting_entries::table
        .filter(waiting_entries::id.eq(id))
        .filter(waiting_entries::patient_id.eq(patient))
        .filter(waiting_entries::closed_at.is_null())
        .select(Waiting::as_select())
        .first(conn)
        .optional()?)
}

/// Writes an entry down.
///
/// # Errors
/// What the database says.
pub fn insert(tx: &mut Tx<'_>, id: WaitingId, new: &New, by: AccountId) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(waiting_entries::table)
        .values((
            waiting_entries::id.eq(id),
            waiting_entries::patient_id.eq(new.patient),
            waiting_entries::doctor_id.eq(new.doctor),
            waiting_entries::specialty_id.eq(new.specialty),
            waiting_entries::site_id.eq(new.site),
            waiting_entries::earliest.eq(Day(new.earliest)),
            waiting_entries::latest.eq(new.latest.map(Day)),
            waiting_entries::minutes.eq(new.minutes),
            waiting_entries::reason.eq(&new.reason),
            waiting_entries::made_by.eq(by),
            waiting_entries::made_at.eq(Utc(now)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Ends a wait; answers whether they still waited.
///
/// # Errors
/// What the database says.
pub fn close(
    tx: &mut Tx<'_>,
    id: WaitingId,
    patient: PatientId,
    outcome: &str,
    appointment: Option<AppointmentId>,
) -> Result<bool> {
    let now = tx.now();
    let open = waiting_entries::table
        .filter(waiting_entries::id.eq(id))
        .filter(waiting_entries::patient_id.eq(patient))
        .filter(waiting_entries::closed_at.is_null());
    let closed = diesel::update(open)
        .set((
            waiting_entries::closed_at.eq(Utc(now)),
            waiting_entries::outcome.eq(outcome),
            waiting_entries::appointment_id.eq(appointment),
            waiting_entries::version.eq(waiting_entries::version + 1),
        ))
        .execute(tx.conn())?;
    Ok(closed == 1)
}

/// Has somebody who was taken off the list wait again; answers whether they did not.
///
/// # Errors
/// What the database says.
pub fn reopen(tx: &mut Tx<'_>, id: WaitingId) -> Result<bool> {
    let withdrawn = waiting_entries::table
        .filter(waiting_entries::id.eq(id))
        .filter(waiting_entries::outcome.eq("withdrawn"));
    let opened = diesel::update(withdrawn)
        .set((
            waiting_entries::closed_at.eq(None::<Utc>),
            waiting_entries::outcome.eq(None::<String>),
            waiting_entries::version.eq(waiting_entries::version + 1),
        ))
        .execute(tx.conn())?;
    Ok(opened == 1)
}

/// Entries that led to an appointment let go of it; they stay as they ended.
///
/// # Errors
/// What the database says.
pub fn let_go(tx: &mut Tx<'_>, of: AppointmentId) -> Result<()> {
    diesel::update(waiting_entries::table.filter(waiting_entries::appointment_id.eq(of)))
        .set(waiting_entries::appointment_id.eq(None::<AppointmentId>))
        .execute(tx.conn())?;
    Ok(())
}
