//! What a doctor still has before them, beside what decides whether it can stay where it is.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::model::{WAITING, Why, why};
use crate::diary::appointments::{self, AppointmentId, DiaryReach, Listed, Window};
use crate::diary::hours::{self, Calendar};
use crate::gate::actor::AccountId;
use crate::gate::hospital::{self, Site, SiteId};
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::kit::when;

/// How far ahead is looked.
const AHEAD: SignedDuration = SignedDuration::from_hours(3 * 366 * 24);
/// More appointments than one doctor has before them.
const MOST: i64 = 5_000;

/// A doctor's appointments that wait for their time, and the hours they lie in or outside of.
#[derive(Debug)]
pub struct Standing {
    /// The appointments, by time.
    pub listed: Vec<Listed>,
    /// What decides their days.
    pub calendar: Calendar,
    sites: HashMap<SiteId, (Site, TimeZone)>,
}

/// An appointment that cannot stay where it is.
#[derive(Clone, Debug)]
pub struct ToMove {
    /// The appointment, with the name of who comes.
    pub listed: Listed,
    /// Why.
    pub why: Why,
    /// The name of its site.
    pub place: String,
    /// The zone of its site.
    pub zone: TimeZone,
}

impl Standing {
    /// Loads what a doctor has from `now` on, as far as `reach` reaches.
    ///
    /// # Errors
    /// What the database says.
    pub fn load(conn: &mut Conn, reach: &DiaryReach, doctor: AccountId, now: Timestamp) -> Result<Self> {
        let window = Window {
            from: now,
            to: now.saturating_add(AHEAD).unwrap_or(now),
            doctors: Some(vec![doctor]),
            statuses: Some(WAITING.to_vec()),
            ..Window::default()
        };
        let listed = appointments::listed(conn, reach, &window, MOST)?;
        let days = |at: Timestamp| at.to_zoned(TimeZone::UTC).date();
        let first = days(now).yesterday().unwrap_or_else(|_| days(now));
        let last = listed.last().map_or(first, |one| days(one.appointment.ends_at));
        let last = last.tomorrow().unwrap_or(last);
        let calendar = hours::calendar(conn, None, Some(&[doctor]), first, last)?;
        let sites = hospital::sites(conn)?
            .into_iter()
            .map(|site| (site.id, (site.clone(), when::zone(&site.time_zone))))
            .collect();
        Ok(Self { listed, calendar, sites })
    }

    /// What is to be moved as things are.
    pub fn to_move(&self) -> Vec<ToMove> {
        self.to_move_under(&self.calendar)
    }

    /// What would be to be moved under other hours or with other leave.
    pub fn to_move_under(&self, calendar: &Calendar) -> Vec<ToMove> {
        self.listed
            .iter()
            .filter_map(|one| {
                let (site, zone) = self.sites.get(&one.appointment.site_id)?;
                let why = why(&one.appointment, calendar, zone)?;
                Some(ToMove { listed: one.clone(), why, place: site.name.clone(), zone: zone.clone() })
            })
            .collect()
    }

    /// All that waits for a time between two instants, as if it could not stay.
    pub fn within(&self, from: Timestamp, to: Timestamp) -> Vec<ToMove> {
        self.listed
            .iter()
            .filter(|one| one.appointment.starts_at < to && from < one.appointment.ends_at)
            .filter_map(|one| {
                let (site, zone) = self.sites.get(&one.appointment.site_id)?;
                Some(ToMove {
                    listed: one.clone(),
                    why: Why::Leave,
                    place: site.name.clone(),
                    zone: zone.clone(),
                })
            })
            .collect()
    }

    /// What would have to be moved only because of the difference.
    pub fn newly_to_move(&self, after: &Calendar) -> Vec<ToMove> {
        let before: Vec<AppointmentId> =
            self.to_move().into_iter().map(|one| one.listed.appointment.id).collect();
        let mut found = self.to_move_under(after);
        found.retain(|one| !before.contains(&one.listed.appointment.id));
        found
    }
}
