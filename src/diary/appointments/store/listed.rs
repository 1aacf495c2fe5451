//! Appointments in lists, with the names that stand in them.

use diesel::expression::BoxableExpression;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::super::entry::DiaryReach;
use super::super::model::status::Status;
use super::super::model::{Appointment, AppointmentId};
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::db::fixed::fixed;
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
    /// With `site`: or wherever these are.
    pub wherever: Vec<AccountId>,
    /// With one of these doctors.
    pub doctors: Option<Vec<AccountId>>,
    /// Of one of these patients.
    pub patients: Option<Vec<PatientId>>,
    /// Standing at one of these.
    pub statuses: Option<Vec<Status>>,
    /// Only what comes after this one in the order of time.
    pub after: Option<(Timestamp, AppointmentId)>,
}

/// An appointment with the name of who comes.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The appointment.
    pub appointment: Appointment,
    /// Their number, digits alone.
    pub mrn: String,
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
        DiaryReach::Everything => Box::new(fixed::<Bool>("1 = 1")),
        DiaryReach::Nothing => Box::new(fixed::<Bool>("1 = 0")),
        DiaryReach::Doctor(doctor) => {
            Box::new(fixed::<Bool>("appointments.doctor_id = ").bind::<Uid, _>(*doctor))
        }
        DiaryReach::SitesOf { nurse, from, to } => Box::new(
            fixed::<Bool>("(appointments.starts_at >= ")
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

/// Narrows a query that has the table `appointments` to a window.
macro_rules! narrowed {
    ($table:expr, $reach:expr, $window:expr) => {{
        let (reach, window): (&DiaryReach, &Window) = ($reach, $window);
        let mut query = $table
            .filter(appointments::starts_at.gt(Utc(window.from - LONGEST)))
            .filter(appointments::starts_at.lt(Utc(window.to)))
            .filter(appointments::ends_at.gt(Utc(window.from)))
            .filter(within_diary(reach))
            .into_boxed();
        match window.site {
            Some(site) if window.wherever.is_empty() => query = query.filter(appointments::site_id.eq(site)),
            Some(site) => {
                let theirs = appointments::doctor_id.eq_any(window.wherever.clone());
                query = query.filter(appointments::site_id.eq(site).or(theirs));
            }
            None => {}
        }
        if let Some(doctors) = &window.doctors {
            query = query.filter(appointments::doctor_id.eq_any(doctors.clone()));
        }
        if let Some(patients) = &window.patients {
            query = query.filter(appointments::patient_id.eq_any(patients.clone()));
        }
        if let Some(statuses) = &window.statuses {
            let words: Vec<&str> = statuses.iter().map(|status| status.as_str()).collect();
            query = query.filter(appointments::status.eq_any(words));
        }
        if let Some((at, id)) = window.after {
            // The first half lets the index find the place, the second one decides among those that begin together.
            query = query
                .filter(appointments::starts_at.ge(Utc(at)))
                .filter(appointments::starts_at.gt(Utc(at)).or(appointments::id.gt(id)));
        }
        query
    }};
}

/// The appointments of a window within reach, by time, without names.
///
/// # Errors
/// What the database says.
pub fn between(conn: &mut Conn, reach: &DiaryReach, window: &Window) -> Result<Vec<Appointment>> {
    Ok(narrowed!(appointments::table, reach, window)
        .order((appointments::starts_at, appointments::id))
        .select(Appointment::as_select())
        .load(conn)?)
}

/// How many there are in a window within reach.
///
/// # Errors
/// What the database says.
pub fn count(conn: &mut Conn, reach: &DiaryReach, window: &Window) -> Result<i64> {
    Ok(narrowed!(appointments::table, reach, window).count().get_result(conn)?)
}

/// Who has an appointment in a window within reach, each once, at most `limit` of them and in no order.
///
/// # Errors
/// What the database says.
pub fn patients_between(
    conn: &mut Conn,
    reach: &DiaryReach,
    window: &Window,
    limit: i64,
) -> Result<Vec<PatientId>> {
    Ok(narrowed!(appointments::table, reach, window)
        .select(appointments::patient_id)
        .distinct()
        .limit(limit)
        .load(conn)?)
}

/// The first `limit` appointments of a window within reach, by time, with names, in one statement.
///
/// # Errors
/// What the database says.
pub fn listed(conn: &mut Conn, reach: &DiaryReach, window: &Window, limit: i64) -> Result<Vec<Listed>> {
    let named = appointments::table.inner_join(patients::table.on(patients::id.eq(appointments::patient_id)));
    let rows: Vec<(Appointment, Named)> = narrowed!(named, reach, window)
        .order((appointments::starts_at, appointments::id))
        .limit(limit)
        .select((Appointment::as_select(), NAMED))
        .load(conn)?;
    Ok(rows.into_iter().map(of_row).collect())
}

/// One appointment within reach, with the name of who comes.
///
/// # Errors
/// [`crate::kit::error::Error::NotFound`] when there is none, or none within reach.
pub fn listed_one(conn: &mut Conn, reach: &DiaryReach, id: AppointmentId) -> Result<Listed> {
    let row: (Appointment, Named) = appointments::table
        .inner_join(patients::table.on(patients::id.eq(appointments::patient_id)))
        .filter(appointments::id.eq(id))
        .filter(within_diary(reach))
        .select((Appointment::as_select(), NAMED))
        .first(conn)?;
    Ok(of_row(row))
}

/// Those of these ids that are within reach, in no order.
///
/// # Errors
/// What the database says.
pub fn listed_of(conn: &mut Conn, reach: &DiaryReach, ids: Vec<AppointmentId>) -> Result<Vec<Listed>> {
    let rows: Vec<(Appointment, Named)> = appointments::table
        .inner_join(patients::table.on(patients::id.eq(appointments::patient_id)))
        .filter(appointments::id.eq_any(ids))
        .filter(within_diary(reach))
        .select((Appointment::as_select(), NAMED))
        .load(conn)?;
    Ok(rows.into_iter().map(of_row).collect())
}

/// What is open, as the partial index says it, so that both databases use it: nearly everything of the past is closed.
const OPEN: &str = "appointments.status in ('booked', 'arrived', 'in_consultation')";

/// What is open still although its time is over: the first `limit` within reach that ended at `before` or earlier, by
/// time.
///
/// # Errors
/// What the database says.
pub fn still_open(
    conn: &mut Conn,
    reach: &DiaryReach,
    site: Option<SiteId>,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<Listed>> {
    let mut query = appointments::table
        .inner_join(patients::table.on(patients::id.eq(appointments::patient_id)))
        .filter(fixed::<Bool>(OPEN))
        .filter(appointments::starts_at.lt(Utc(before)))
        .filter(appointments::ends_at.le(Utc(before)))
        .filter(within_diary(reach))
        .into_boxed();
    if let Some(site) = site {
        query = query.filter(appointments::site_id.eq(site));
    }
    let rows: Vec<(Appointment, Named)> = query
        .order((appointments::starts_at, appointments::id))
        .limit(limit)
        .select((Appointment::as_select(), NAMED))
        .load(conn)?;
    Ok(rows.into_iter().map(of_row).collect())
}

/// How much is open still that ended at `before` or earlier, within reach; [`still_open`] lists it.
///
/// # Errors
/// What the database says.
pub fn count_still_open(
    conn: &mut Conn,
    reach: &DiaryReach,
    site: Option<SiteId>,
    before: Timestamp,
) -> Result<i64> {
    let mut query = appointments::table
        .filter(fixed::<Bool>(OPEN))
        .filter(appointments::starts_at.lt(Utc(before)))
        .filter(appointments::ends_at.le(Utc(before)))
        .filter(within_diary(reach))
        .into_boxed();
    if let Some(site) = site {
        query = query.filter(appointments::site_id.eq(site));
    }
    Ok(query.count().get_result(conn)?)
}

/// How many appointments at a site are asked for and not yet given, between two instants and within reach.
///
/// # Errors
/// What the database says.
pub fn count_requested(
    conn: &mut Conn,
    reach: &DiaryReach,
    site: SiteId,
    from: Timestamp,
    to: Timestamp,
) -> Result<i64> {
    // As the partial index says it.
    Ok(appointments::table
        .filter(fixed::<Bool>("appointments.status = 'requested'"))
        .filter(appointments::starts_at.gt(Utc(from - LONGEST)))
        .filter(appointments::starts_at.lt(Utc(to)))
        .filter(appointments::ends_at.gt(Utc(from)))
        .filter(appointments::site_id.eq(site))
        .filter(within_diary(reach))
        .count()
        .get_result(conn)?)
}

type Named = (String, String, String, Option<Date>, String);

const NAMED: (
    patients::mrn,
    patients::family_name,
    patients::given_names,
    patients::birth_date,
    patients::birth_precision,
) = (
    patients::mrn,
    patients::family_name,
    patients::given_names,
    patients::birth_date,
    patients::birth_precision,
);

fn of_row((appointment, (mrn, family, given, born, precision)): (Appointment, Named)) -> Listed {
    Listed { appointment, mrn, family, given, birth: Birth::of_columns(born, &precision) }
}
