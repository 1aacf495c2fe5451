//! What a booking form is filled from: who can be booked, and when.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};

use super::entry::Booker;
use super::model::chosen::{Chosen, With};
use super::model::offered::{Offered, days, horizon, one_each};
use crate::diary::appointments::{self, Appointment, Bookable, Openings, Slot};
use crate::diary::rooms::{self, Room, RoomId};
use crate::gate::actor::AccountId;
use crate::gate::hospital::{self, Site, SiteId};
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::when;
use crate::people::patients::{Patient, PatientId};
use crate::people::staff::{self, Specialty, SpecialtyId};

/// Who and what there is to choose from.
pub struct Choices {
    /// Those whom the booker may book, by name.
    pub doctors: Vec<Bookable>,
    /// Their specialties.
    pub specialties: Vec<Specialty>,
    /// Sites in use, by name.
    pub sites: Vec<Site>,
    /// Rooms in use, by name.
    pub rooms: Vec<Room>,
}

impl Choices {
    /// Loads them for a booker, in four statements.
    ///
    /// # Errors
    /// What the database says.
    pub fn load(conn: &mut Conn, booker: &Booker) -> Result<Self> {
        let mut doctors = appointments::bookable_doctors(conn)?;
        doctors.retain(|doctor| booker.may_book_with(doctor.id));
        let mut specialties = staff::specialties(conn)?;
        for one in &mut specialties {
            one.doctors.retain(|doctor| booker.may_book_with(*doctor));
        }
        specialties.retain(|one| !one.doctors.is_empty());
        let mut sites = hospital::sites(conn)?;
        sites.retain(|site| site.active);
        let mut rooms = rooms::of_all_sites(conn)?;
        rooms.retain(|room| room.active);
        Ok(Self { doctors, specialties, sites, rooms })
    }

    /// The doctors a choice means.
    pub fn of(&self, with: With) -> Vec<AccountId> {
        match with {
            With::Doctor(id) => self.doctors.iter().filter(|one| one.id == id).map(|one| one.id).collect(),
            With::First(None) => self.doctors.iter().map(|one| one.id).collect(),
            With::First(Some(id)) => self.in_specialty(id).to_vec(),
        }
    }

    /// A doctor who can be booked.
    pub fn doctor(&self, id: AccountId) -> Option<&Bookable> {
        self.doctors.iter().find(|one| one.id == id)
    }

    /// A doctor's name; "" for somebody who cannot be booked.
    pub fn name(&self, id: AccountId) -> &str {
        self.doctor(id).map_or("", |one| &one.name)
    }

    /// "Cardiology, Internal medicine"; "" without one.
    pub fn specialties_of(&self, id: AccountId) -> String {
        let names: Vec<&str> = self
            .specialties
            .iter()
            .filter(|one| one.doctors.contains(&id))
            .map(|one| one.name.as_str())
            .collect();
        names.join(", ")
    }

    /// Those who share a specialty with somebody; everybody else when they have none.
    pub fn colleagues_of(&self, id: AccountId) -> Vec<AccountId> {
        let shared: Vec<&Specialty> =
            self.specialties.iter().filter(|one| one.doctors.contains(&id)).collect();
        let alike =
            |other: &Bookable| shared.is_empty() || shared.iter().any(|one| one.doctors.contains(&other.id));
        self.doctors.iter().filter(|other| other.id != id && alike(other)).map(|other| other.id).collect()
    }

    /// The room in use that a form names, with where it is.
    pub fn room(&self, named: &str) -> Option<(SiteId, RoomId)> {
        let id = named.parse::<RoomId>().ok()?;
        self.rooms.iter().find(|room| room.id == id).map(|room| (room.site_id, room.id))
    }

    /// The name of a room in use; "" for another.
    pub fn room_name(&self, id: RoomId) -> &str {
        self.rooms.iter().find(|room| room.id == id).map_or("", |room| &room.name)
    }

    /// A site in use.
    pub fn site(&self, id: SiteId) -> Option<&Site> {
        self.sites.iter().find(|site| site.id == id)
    }

    fn in_specialty(&self, id: SpecialtyId) -> &[AccountId] {
        self.specialties.iter().find(|one| one.id == id).map_or(&[], |one| &one.doctors)
    }

    /// With whom a patient most likely wants to come: whom they call their doctor, or saw last, or whoever is first.
    ///
    /// # Errors
    /// What the database says.
    pub fn likeliest(&self, conn: &mut Conn, patient: &Patient) -> Result<With> {
        if let [only] = self.doctors.as_slice() {
            return Ok(With::Doctor(only.id));
        }
        let usual = patient.details.usual_doctor.map(AccountId::from).filter(|id| self.doctor(*id).is_some());
        let known = match usual {
            Some(usual) => Some(usual),
            None => appointments::last_doctor(conn, patient.id)?.filter(|id| self.doctor(*id).is_some()),
        };
        Ok(known.map_or(With::First(None), With::Doctor))
    }
}

/// What times are asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// With whom.
    pub with: With,
    /// On which day; none for the first that has a free time.
    pub day: Option<Date>,
    /// For how long, in minutes; none for the usual length.
    pub minutes: Option<i64>,
    /// Which time was chosen, if one was.
    pub chosen: Option<Chosen>,
    /// Who comes: times at which they are elsewhere are left out.
    pub patient: Option<PatientId>,
    /// The appointment that is moved: its own time counts as free.
    pub moved: Option<Appointment>,
    /// The room it is to be in, where that room is; none for that of the hours.
    pub room: Option<(SiteId, RoomId)>,
}

/// What was found.
pub struct Times {
    /// The day.
    pub day: Date,
    /// Its times.
    pub offered: Offered,
    /// Zones and hours.
    pub openings: Openings,
}

/// Finds the times that can be offered.
///
/// # Errors
/// What the database says.
pub fn times(
    conn: &mut Conn,
    choices: &Choices,
    booker: &Booker,
    asked: &Asked,
    now: Timestamp,
) -> Result<Times> {
    let today = hospital::local_now(conn, now)?.date();
    let doctors = choices.of(asked.with);
    let length = asked.minutes.map(SignedDuration::from_mins);
    let chosen = asked.chosen.filter(|chosen| doctors.contains(&chosen.doctor));
    let chosen_day = chosen.and_then(|chosen| {
        let site = choices.site(chosen.site)?;
        Some(chosen.at.to_zoned(when::zone(&site.time_zone)).date())
    });
    let day = asked.day.or(chosen_day).unwrap_or(today);
    let mut openings = Openings::hours(conn, &doctors, None, day, horizon(day), now)?.in_room(asked.room);
    if let Some(patient) = asked.patient {
        let (from, to) = around(day, horizon(day))?;
        let but = asked.moved.as_ref().map(|moved| moved.id);
        openings = openings.without(appointments::patient_taken(conn, patient, but, from, to)?);
    }
    openings.take(conn, &doctors, day, day)?;
    let openings = match &asked.moved {
        Some(moved) => openings.ignoring(moved),
        None => openings,
    };
    let over = match asked.with {
        With::Doctor(id) => choices.doctor(id).is_some_and(|doctor| booker.may_overbook(doctor)),
        With::First(_) => false,
    };
    let offered = Offered::on(&openings, day, length, over);
    if !offered.free.is_empty() {
        return Ok(Times { day, offered, openings });
    }
    let mut ahead = openings.clone();
    let later = next_free(conn, &mut ahead, &doctors, day, length)?;
    match (asked.day.or(chosen_day), later) {
        // Nobody asked for the day: the first one that has a free time is shown instead.
        (None, Some((day, _))) => {
            ahead.take(conn, &doctors, day, day)?;
            Ok(Times { day, offered: Offered::on(&ahead, day, length, over), openings: ahead })
        }
        (_, later) => {
            let later = later.map(|(_, slots)| slots).unwrap_or_default();
            Ok(Times { day, offered: offered.and_later(later), openings })
        }
    }
}

/// The first day after `day` with a free time, and its times. Looks week by week, so that near days cost little.
///
/// # Errors
/// What the database says.
pub fn next_free(
    conn: &mut Conn,
    openings: &mut Openings,
    doctors: &[AccountId],
    day: Date,
    length: Option<SignedDuration>,
) -> Result<Option<(Date, Vec<Slot>)>> {
    let last = horizon(day);
    let mut from = day.saturating_add(1.day());
    while from <= last && !doctors.is_empty() {
        let to = from.saturating_add(6.days()).min(last);
        openings.take(conn, doctors, from, to)?;
        for day in days(from, to) {
            let free = one_each(openings.free_on(day, length));
            if !free.is_empty() {
                return Ok(Some((day, free)));
            }
        }
        from = to.saturating_add(1.day());
    }
    Ok(None)
}

/// Instants between which the days of any zone lie.
///
/// # Errors
/// Never for a day of the calendar that people use.
pub fn around(first: Date, last: Date) -> Result<(Timestamp, Timestamp)> {
    let midnight = |day: Date| -> Result<Timestamp> {
        Ok(day.to_zoned(jiff::tz::TimeZone::UTC).map_err(Error::bug)?.timestamp())
    };
    let (first, last) = (midnight(first)?, midnight(last)?);
    Ok((first - SignedDuration::from_hours(24), last + SignedDuration::from_hours(48)))
}

/// When somebody has time next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// Who.
    pub doctor: AccountId,
    /// Their first free times; none within [`super::model::offered::DAYS_AHEAD`] days.
    pub slots: Vec<Slot>,
}

/// What "first available" is asked for.
#[derive(Clone, Debug)]
pub struct Search {
    /// Of whom.
    pub with: With,
    /// Where; none for any site.
    pub site: Option<SiteId>,
    /// From which day on.
    pub from: Date,
    /// For how long, in minutes; none for the usual length.
    pub minutes: Option<i64>,
    /// Who comes: times at which they are elsewhere are left out.
    pub patient: Option<PatientId>,
    /// How many times of each doctor.
    pub each: usize,
}

/// The first free times of each doctor, whoever has time first on top. Hours are loaded once; what is taken week by
/// week, of those who still lack times.
///
/// # Errors
/// What the database says.
pub fn first_free(conn: &mut Conn, choices: &Choices, search: &Search, now: Timestamp) -> Result<Vec<Next>> {
    let doctors = choices.of(search.with);
    let last = horizon(search.from);
    let mut openings = Openings::hours(conn, &doctors, search.site, search.from, last, now)?;
    if let Some(patient) = search.patient {
        let (from, to) = around(search.from, last)?;
        openings = openings.without(appointments::patient_taken(conn, patient, None, from, to)?);
    }
    let length = search.minutes.map(SignedDuration::from_mins);
    let mut all: Vec<Next> = doctors.into_iter().map(|doctor| Next { doctor, slots: Vec::new() }).collect();
    let mut from = search.from;
    while from <= last {
        let lacking: Vec<AccountId> =
            all.iter().filter(|one| one.slots.len() < search.each).map(|one| one.doctor).collect();
        if lacking.is_empty() {
            break;
        }
        let to = from.saturating_add(6.days()).min(last);
        openings.take(conn, &lacking, from, to)?;
        for slot in days(from, to).flat_map(|day| openings.free_on(day, length)) {
            if let Some(next) = all.iter_mut().find(|one| one.doctor == slot.doctor)
                && next.slots.len() < search.each
            {
                next.slots.push(slot);
            }
        }
        from = to.saturating_add(1.day());
    }
    let begins = |next: &Next| next.slots.first().map_or(Timestamp::MAX, |slot| slot.starts_at);
    all.sort_by_key(begins);
    Ok(all)
}
