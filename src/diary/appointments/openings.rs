//! Free times read from hours and appointments that were loaded at once.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::model::slots::{self, Slot, Taken};
use super::model::{Appointment, rules};
use super::store;
use crate::diary::hours::{Calendar, Open, calendar};
use crate::diary::rooms::RoomId;
use crate::gate::actor::AccountId;
use crate::gate::hospital::{self, Site, SiteId};
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::when;

/// Hours and taken time of some doctors over some days: any day among them can be asked without another statement.
#[derive(Clone, Debug)]
pub struct Openings {
    sites: Vec<(Site, TimeZone)>,
    calendar: Calendar,
    taken: Vec<Taken>,
    room: Option<(SiteId, RoomId)>,
    busy: Vec<(Timestamp, Timestamp)>,
    now: Timestamp,
}

impl Openings {
    /// Loads what decides the days `first` to `last`, in seven statements at most. `site` narrows it to one place.
    /// Times that are over at `now` are never free.
    ///
    /// # Errors
    /// What the database says.
    pub fn load(
        conn: &mut Conn,
        doctors: &[AccountId],
        site: Option<SiteId>,
        first: Date,
        last: Date,
        now: Timestamp,
    ) -> Result<Self> {
        let mut openings = Self::hours(conn, doctors, site, first, last, now)?;
        openings.take(conn, doctors, first, last)?;
        Ok(openings)
    }

    /// Hours alone; [`Openings::take`] loads what is taken when it is wanted.
    ///
    /// # Errors
    /// What the database says.
    pub fn hours(
        conn: &mut Conn,
        doctors: &[AccountId],
        site: Option<SiteId>,
        first: Date,
        last: Date,
        now: Timestamp,
    ) -> Result<Self> {
        let sites = hospital::sites(conn)?
            .into_iter()
            .filter(|one| one.active && site.is_none_or(|only| only == one.id))
            .map(|one| (one.clone(), when::zone(&one.time_zone)))
            .collect();
        let calendar = calendar(conn, site, Some(doctors), first, last)?;
        Ok(Self { sites, calendar, taken: Vec::new(), room: None, busy: Vec::new(), now })
    }

    /// Looks for times in this room, where it is; elsewhere in that of the hours. Asked before [`Openings::take`].
    pub fn in_room(mut self, room: Option<(SiteId, RoomId)>) -> Self {
        self.room = room;
        self
    }

    /// Loads the time of these doctors, and that of the rooms they would be in, that is taken on the days `first` to
    /// `last`, in place of what was loaded before.
    ///
    /// # Errors
    /// What the database says.
    pub fn take(&mut self, conn: &mut Conn, doctors: &[AccountId], first: Date, last: Date) -> Result<()> {
        let (from, to) = around(first, last)?;
        self.taken = store::taken(conn, doctors, from, to)?;
        self.taken.extend(store::rooms_taken(conn, &self.rooms(), doctors, from, to)?);
        Ok(())
    }

    /// Leaves out what lies over these times, whoever's they are: a patient's other appointments, those in a room.
    pub fn without(mut self, busy: impl IntoIterator<Item = (Timestamp, Timestamp)>) -> Self {
        self.busy.extend(busy);
        self
    }

    /// Counts the time of one appointment as free: the one that is to be moved.
    pub fn ignoring(mut self, one: &Appointment) -> Self {
        let its = Taken::by(one);
        if let Some(place) = self.taken.iter().position(|taken| *taken == its) {
            self.taken.swap_remove(place);
        }
        self
    }

    /// What is free on a day of each site's own calendar for `length` (a slot of the hours when none is said), by time.
    pub fn free_on(&self, day: Date, length: Option<SignedDuration>) -> Vec<Slot> {
        let mut free = self.offered_on(day, length, &self.taken);
        free.retain(|slot| !self.is_busy(slot));
        free
    }

    /// The slots of a day that are taken, and could be overbooked for `length`, by time: not those where two lie over
    /// each other already.
    pub fn taken_on(&self, day: Date, length: Option<SignedDuration>) -> Vec<Slot> {
        let mut all = self.offered_on(day, length, &[]);
        let taken = |slot: &Slot| self.taken.iter().any(|one| over(one, slot));
        all.retain(|slot| !self.is_busy(slot) && taken(slot) && !slots::is_full(slot, &self.taken));
        // Whoever shares a doctor does not share the room.
        all.into_iter().map(|slot| Slot { room: self.room_at(slot.site), ..slot }).collect()
    }

    /// The slot of the hours that begins at an instant; none outside the hours.
    pub fn slot_at(&self, doctor: AccountId, at: Timestamp, length: Option<SignedDuration>) -> Option<Slot> {
        self.sites.iter().find_map(|(site, zone)| {
            let day = at.to_zoned(zone.clone()).date();
            self.open(day, site.id, zone).into_iter().filter(|one| one.doctor == doctor).find_map(|one| {
                let ends_at = at + length.unwrap_or_else(|| one.slot());
                one.holds(at, ends_at).then_some(Slot {
                    doctor,
                    site: site.id,
                    room: one.room,
                    starts_at: at,
                    ends_at,
                })
            })
        })
    }

    /// Which rule a slot of these doctors would break, as far as hours, leave and what was loaded as taken say.
    pub fn breaks(&self, slot: &Slot) -> Option<&'static str> {
        let length = slot.ends_at.duration_since(slot.starts_at);
        if self.calendar.leave_over(slot.doctor, slot.starts_at, slot.ends_at).is_some() {
            Some(rules::ON_LEAVE)
        } else if self.taken.iter().any(|one| over(one, slot)) {
            Some(rules::DOCTOR_TAKEN)
        } else if self.is_busy(slot) {
            Some(rules::PATIENT_TAKEN)
        } else if self.taken.iter().any(|one| one.is_in_the_way_of(slot)) {
            Some(rules::ROOM_TAKEN)
        } else if self
            .slot_at(slot.doctor, slot.starts_at, Some(length))
            .is_none_or(|at| at.site != slot.site)
        {
            Some(rules::OUTSIDE_HOURS)
        } else {
            None
        }
    }

    /// How many a doctor sees or expects at an instant.
    pub fn seen_at(&self, doctor: AccountId, at: Timestamp) -> usize {
        self.taken.iter().filter(|one| one.doctor == doctor && one.from <= at && at < one.to).count()
    }

    /// Length of the first slot of a day, in minutes; none when nobody sees anybody then.
    pub fn slot_minutes(&self, day: Date) -> Option<i32> {
        self.sites
            .iter()
            .flat_map(|(site, zone)| self.calendar.open(day, site.id, zone))
            .min_by_key(|open| open.from)
            .map(|open| open.slot_minutes)
    }

    /// The sites that were loaded, with their zones.
    pub fn sites(&self) -> &[(Site, TimeZone)] {
        &self.sites
    }

    /// The zone of a site; UTC for one that was not loaded.
    pub fn zone(&self, site: SiteId) -> TimeZone {
        let found = self.sites.iter().find(|(one, _)| one.id == site);
        found.map_or(TimeZone::UTC, |(_, zone)| zone.clone())
    }

    fn offered_on(&self, day: Date, length: Option<SignedDuration>, taken: &[Taken]) -> Vec<Slot> {
        let mut offered: Vec<Slot> = self
            .sites
            .iter()
            .flat_map(|(site, zone)| slots::free(&self.open(day, site.id, zone), taken, length, self.now))
            .collect();
        offered.sort_by_key(|slot| (slot.starts_at, slot.doctor, slot.site));
        offered
    }

    /// When patients can be booked at a site on a day, in the room that is looked for.
    fn open(&self, day: Date, site: SiteId, zone: &TimeZone) -> Vec<Open> {
        let wished = self.room_at(site);
        let mut open = self.calendar.open(day, site, zone);
        open.iter_mut().for_each(|one| one.room = wished.or(one.room));
        open
    }

    fn room_at(&self, site: SiteId) -> Option<RoomId> {
        self.room.filter(|(at, _)| *at == site).map(|(_, room)| room)
    }

    /// The rooms in which any of these hours would be.
    fn rooms(&self) -> Vec<RoomId> {
        let of_hours = self.calendar.weekly.iter().filter_map(|one| one.room_id);
        let extra = self.calendar.extra.iter().filter_map(|one| one.room_id);
        let mut rooms: Vec<RoomId> = of_hours.chain(extra).chain(self.room.map(|(_, room)| room)).collect();
        rooms.sort_unstable();
        rooms.dedup();
        rooms
    }

    fn is_busy(&self, slot: &Slot) -> bool {
        self.busy.iter().any(|(from, to)| *from < slot.ends_at && slot.starts_at < *to)
    }
}

fn over(taken: &Taken, slot: &Slot) -> bool {
    taken.doctor == slot.doctor && taken.is_over(slot.starts_at, slot.ends_at)
}

/// A day of any zone lies within a day of Greenwich's and the half days around it.
fn around(first: Date, last: Date) -> Result<(Timestamp, Timestamp)> {
    let midnight = |day: Date| Ok::<_, Error>(day.to_zoned(TimeZone::UTC).map_err(Error::bug)?.timestamp());
    let from = midnight(first)? - SignedDuration::from_hours(24);
    Ok((from, midnight(last)? + SignedDuration::from_hours(48)))
}
