//! Appointments in lists, with the names that stand in them.

use diesel::dsl::sql;
use diesel::expression::BoxableExpression;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::super::entry::DiaryReach;
use super::super::model::Appointment;
use super::super::model::status::Status;
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::db::types::{Uid, Utc, UtcTs};
use crate::kit::db::{Conn, MultiBackend};
use crate::kit::error::Result;
use crate::people::patients::{Birth, PatientId, list_name};
use crate::schema::{appointments, patients};

/// Which appointments: those that lie between two instants and are the rest, where said.
#[derive(Clone, Debug, Default)]
pub struct Window {
    /// Ending after.
    pub from: Timestamp,
    /// Beginning before.
    pub to: Timestamp,
    /// At this site.
    pub site: Option<SiteId>,
    /// With one of these doctors.
    pub doctors: Option<Vec<AccountId>>,
    /// Of this patient.
    pub patient: Option<PatientId>,
    /// Standing at one of these.
    pub statuses: Option<Vec<Status>>,
}

/// An appointment with the name of who comes.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The appointment.
    pub appointment: Appointment,
    /// Family name.
    pub family: String,
    /// Given names.
    pub given: String,
    /// When they were born.
    pub birth: Birth,
}

impl Listed {
    /// `Marković, Ana`
    pub fn name(&self) -> String {
        list_name(&self.family, &self.given)
    }
}

/// No appointment is longer; the database holds it.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// The predicate of [`DiaryReach`], for any query that has the table `appointments`.
pub(super) fn within_diary<Source>(
    reach: &DiaryReach,
) -> Box<dyn BoxableExpression<Source, MultiBackend, SqlType = Bool>>
where
    Source: 'static,
{
    match reach {
        DiaryReach::Everything => Box::new(sql::<Bool>("1 = 1")),
        DiaryReach::Nothing => Box::new(sql::<Bool>("1 = 0")),
        DiaryReach::Doctor(doctor) => {
            Box::new(sql::<Bool>("appointments.doctor_id = ").bind::<Uid, _>(*doctor))
        }
        DiaryReach::SitesOf { nurse, from, to } => Box::new(
            sql::<Bool>("(appointments.starts_at >= ")
                .bind::<UtcTs, _>(Utc(*from))
                .sql(" and appointments.starts_at <= ")
                .bind::<UtcTs, _>(Utc(*to))
                .sql(
                    " and appointments.site_id in (select account_sites.site_id from account_sites \
                     where account_sites.account_id = ",
                )
                .bind::<Uid, _>(*nurse)
                .sql("))"),
        ),
    }
}

type Narrowed<'a> = appointments::BoxedQuery<'a, MultiBackend, appointments::SqlType>;

fn narrowed<'a>(reach: &DiaryReach, window: &Window) -> Narrowed<'a> {
    let mut query = appointments::table
        .filter(appointments::starts_at.gt(Utc(window.from - LONGEST)))
        .filter(appointments::starts_at.lt(Utc(window.to)))
        .filter(appointments::ends_at.gt(Utc(window.from)))
        .filter(within_diary(reach))
        .into_boxed();
    if let Some(site) = window.site {
        query = query.filter(appointments::site_id.eq(site));
    }
    if let Some(doctors) = &window.doctors {
        query = query.filter(appointments::doctor_id.eq_any(doctors.clone()));
    }
    if let Some(patient) = window.patient {
        query = query.filter(appointments::patient_id.eq(patient));
    }
    if let Some(statuses) = &window.statuses {
        let words: Vec<&str> = statuses.iter().map(|status| status.as_str()).collect();
        query = query.filter(appointments::status.eq_any(words));
    }
    query
}

/// The appointments of a window within reach, by time, without names.
///
/// # Errors
/// What the database says.
pub fn between(conn: &mut Conn, reach: &DiaryReach, window: &Window) -> Result<Vec<Appointment>> {
    Ok(narrowed(reach, window)
        .order((appointments::starts_at, appointments::id))
        .select(Appointment::as_select())
        .load(conn)?)
}

/// How many there are in a window within reach.
///
/// # Errors
/// What the database says.
pub fn count(conn: &mut Conn, reach: &DiaryReach, window: &Window) -> Result<i64> {
    Ok(narrowed(reach, window).count().get_result(conn)?)
}

/// The first `limit` appointments of a window within reach, by time, with names.
///
/// # Errors
/// What the database says.
pub fn listed(conn: &mut Conn, reach: &DiaryReach, window: &Window, limit: i64) -> Result<Vec<Listed>> {
    let found: Vec<Appointment> = narrowed(reach, window)
        .order((appointments::starts_at, appointments::id))
        .limit(limit)
        .select(Appointment::as_select())
        .load(conn)?;
    named(conn, found)
}

fn named(conn: &mut Conn, found: Vec<Appointment>) -> Result<Vec<Listed>> {
    type Name = (PatientId, String, String, Option<Date>, String);
    let mut ids: Vec<PatientId> = found.iter().map(|one| one.patient_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let names: Vec<Name> = patients::table
        .filter(patients::id.eq_any(ids))
        .order(patients::id)
        .select((
            patients::id,
            patients::family_name,
            patients::given_names,
            patients::birth_date,
            patients::birth_precision,
        ))
        .load(conn)?;
    let by_id: std::collections::HashMap<PatientId, Name> =
        names.into_iter().map(|name| (name.0, name)).collect();
    Ok(found
        .into_iter()
        .filter_map(|appointment| {
            let (_, family, given, born, precision) = by_id.get(&appointment.patient_id)?;
            Some(Listed {
                family: family.clone(),
                given: given.clone(),
                birth: Birth::of_columns(*born, precision),
                appointment,
            })
        })
        .collect())
}
