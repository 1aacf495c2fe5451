//! Today, for the pages that people begin with: who is in the house, who is to come, who has been here.
//!
//! Reception, admins and nurses see one site; a doctor sees their own patients wherever they work today, each by the
//! clock of its site. It is read in a number of statements that does not grow with the day.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::asked::Asked;
use super::pages::Scope;
use super::sheet::{Reader, midnight, sites_for};
use super::sought::{Sought, Stands};
use super::top::View;
use super::views::StepView;
use super::{steps, waiting};
use crate::diary::appointments::{
    self, Appointment, DiaryReach, Kind, Listed, Status, Window, day_topic, doctor_topic, path,
};
use crate::diary::hours::{HOURS, clock};
use crate::gate::access::permissions::{Permission, perm};
use crate::gate::actor::AccountId;
use crate::gate::desk::Desk;
use crate::gate::hospital::{Site, SiteId};
use crate::kit::db::{Conn, Topic};
use crate::kit::error::{Error, Result};
use crate::kit::when;
use crate::people::patients::{Birth, PatientId};
use crate::say;

/// More appointments than a site has on a day.
const MOST: i64 = 2_000;
/// Minutes after which somebody who has not come is late.
const LATE: i64 = 15;
/// The longest span of the list, over which requests are looked through.
const AHEAD: i64 = 365;

/// The appointments of today within reach.
pub struct Today {
    /// The site it is about.
    pub site: Site,
    /// Those one can choose from; none for a doctor, who sees all of theirs at once.
    pub sites: Vec<Site>,
    /// Today, at the site.
    pub day: Date,
    /// How much of earlier days nobody has closed.
    pub left_open: i64,
    /// How many appointments are asked for and not yet given, from today on; none for a doctor.
    pub requested: i64,
    places: HashMap<SiteId, Place>,
    listed: Vec<Listed>,
    doctors: HashMap<AccountId, String>,
    now: Timestamp,
}

/// Today at a site.
struct Place {
    name: String,
    zone: TimeZone,
    begins: Timestamp,
    ends: Timestamp,
}

impl Place {
    fn of(site: &Site, now: Timestamp) -> Result<Self> {
        let zone = when::zone(&site.time_zone);
        let day = now.to_zoned(zone.clone()).date();
        let ends = midnight(day.tomorrow().map_err(Error::bug)?, &zone)?;
        Ok(Self { name: site.name.clone(), begins: midnight(day, &zone)?, ends, zone })
    }
}

/// How many of whom there are today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Appointments that were not called off.
    pub appointments: usize,
    /// Those who wait.
    pub waiting: usize,
    /// Those with a doctor.
    pub in_consultation: usize,
    /// Those who have been seen.
    pub completed: usize,
    /// Those who did not come.
    pub missed: usize,
    /// How long those who wait have waited on average, in minutes; none when nobody does.
    pub mean_wait: Option<i64>,
}

/// An appointment of today in words.
pub struct Line {
    /// Names its row on the page.
    pub id: String,
    /// The page of the appointment.
    pub href: String,
    /// Who it is.
    pub patient: PatientId,
    /// Whether it is the reader, as a patient.
    pub is_own: bool,
    /// `Marković, Ana`
    pub name: String,
    /// `42y`; "" when not known.
    pub age: String,
    /// `09:45`
    pub due: String,
    /// With whom.
    pub doctor: String,
    /// Where, when it is not the site the page is about; "" otherwise.
    pub elsewhere: String,
    /// Why they come.
    pub about: String,
    /// What is to be seen at once: family and words.
    pub tags: Vec<(&'static str, String)>,
    /// `13 min`: how long they have waited, or been with the doctor.
    pub since: String,
    /// Said of a wait that is long: family and words.
    pub long: Option<(&'static str, String)>,
    /// When they came.
    pub arrived_at: Option<Timestamp>,
    /// Where it stands.
    pub stands: Status,
    /// The class of its status.
    pub family: &'static str,
    /// The glyph of its status.
    pub glyph: &'static str,
    /// Its status in words.
    pub status: String,
    /// Where its consultation goes on, for who holds it.
    pub consultation: Option<String>,
    /// What one click does, for who may.
    pub steps: Vec<StepView>,
}

impl Today {
    /// Reads it; none when the reader works at no site.
    ///
    /// # Errors
    /// What the database says.
    pub fn load(conn: &mut Conn, reader: &Reader, asked: Option<SiteId>) -> Result<Option<Self>> {
        let Some((site, sites)) = sites_for(conn, reader, asked)? else { return Ok(None) };
        let own = matches!(reader.reach, DiaryReach::Doctor(_));
        let here = Place::of(&site, reader.now)?;
        let (day, midnight) = (reader.now.to_zoned(here.zone.clone()).date(), here.begins);
        let mut places = HashMap::from([(site.id, here)]);
        if own {
            for other in &sites {
                places.insert(other.id, Place::of(other, reader.now)?);
            }
        }
        let window = Window {
            from: places.values().map(|place| place.begins).min().unwrap_or(midnight),
            to: places.values().map(|place| place.ends).max().unwrap_or(midnight),
            site: (!own).then_some(site.id),
            ..Window::default()
        };
        let mut listed = appointments::listed(conn, &reader.reach, &window, MOST)?;
        // Where it is tomorrow already, today is over.
        listed.retain(|one| {
            let one = &one.appointment;
            let at = places.get(&one.site_id);
            at.is_some_and(|place| one.starts_at < place.ends && place.begins < one.ends_at)
        });
        let doctors = if own {
            HashMap::new()
        } else {
            appointments::names(conn, listed.iter().map(|one| one.appointment.doctor_id))?
        };
        let place = (!own).then_some(site.id);
        let left_open = appointments::count_still_open(conn, &reader.reach, place, midnight)?;
        let until = day.saturating_add(Span::new().days(AHEAD));
        let until = super::sheet::midnight(until, &when::zone(&site.time_zone))?;
        let requested = match place {
            Some(at) => appointments::count_requested(conn, &reader.reach, at, midnight, until)?,
            None => 0,
        };
        let sites = if own { Vec::new() } else { sites };
        let now = reader.now;
        Ok(Some(Self { site, sites, day, left_open, requested, places, listed, doctors, now }))
    }

    /// What a page about it has to hear of.
    pub fn topics(&self, reader: &Reader) -> Vec<Topic> {
        let appointments = match &reader.reach {
            DiaryReach::Doctor(me) => doctor_topic(*me),
            _ => day_topic(self.site.id, self.day),
        };
        vec![appointments, HOURS.topic()]
    }

    /// How many of whom there are.
    pub fn figures(&self) -> Figures {
        let count = |status| self.standing(&[status]).count();
        let waits: Vec<i64> = self
            .standing(&[Status::Arrived])
            .map(|one| waiting::minutes(self.now, &one.appointment))
            .collect();
        let whole = i64::try_from(waits.len()).unwrap_or(i64::MAX);
        Figures {
            appointments: self
                .listed
                .iter()
                .filter(|one| Stands::Given.holds(one.appointment.status))
                .count(),
            waiting: waits.len(),
            in_consultation: count(Status::InConsultation),
            completed: count(Status::Completed),
            missed: count(Status::NoShow),
            mean_wait: (whole > 0).then(|| waits.iter().sum::<i64>() / whole),
        }
    }

    /// Those who wait, the longest first, then those who are with a doctor.
    pub fn in_the_house(&self, desk: &Desk, reader: &Reader) -> Vec<Line> {
        let mut there: Vec<&Listed> = self.standing(&[Status::Arrived, Status::InConsultation]).collect();
        there.sort_by_key(|one| {
            let one = &one.appointment;
            (one.status, -waiting::minutes(self.now, one), one.id)
        });
        there.into_iter().map(|one| self.line(desk, reader, one)).collect()
    }

    /// Those who are expected, by time; those who are late come first.
    pub fn to_come(&self, desk: &Desk, reader: &Reader) -> Vec<Line> {
        self.standing(&[Status::Booked]).map(|one| self.line(desk, reader, one)).collect()
    }

    /// Those who have been seen and those who did not come, the latest first.
    pub fn over(&self, desk: &Desk, reader: &Reader) -> Vec<Line> {
        let over: Vec<&Listed> = self.standing(&[Status::Completed, Status::NoShow]).collect();
        over.into_iter().rev().map(|one| self.line(desk, reader, one)).collect()
    }

    /// Those who did not come, by time.
    pub fn missed(&self, desk: &Desk, reader: &Reader) -> Vec<Line> {
        self.standing(&[Status::NoShow]).map(|one| self.line(desk, reader, one)).collect()
    }

    /// Who is in the house, each with when they came; without the reader, if they are a patient too.
    pub fn in_the_house_since(&self, reader: &Reader) -> Vec<(PatientId, Option<Timestamp>)> {
        self.standing(&[Status::Arrived, Status::InConsultation])
            .filter(|one| !appointments::is_own(&reader.who, &one.appointment))
            .map(|one| (one.appointment.patient_id, one.appointment.arrived_at.map(|at| at.0)))
            .collect()
    }

    /// Who did not come.
    pub fn who_missed(&self) -> Vec<PatientId> {
        self.standing(&[Status::NoShow]).map(|one| one.appointment.patient_id).collect()
    }

    /// The list of today at the site.
    pub fn list_path(&self) -> String {
        self.sought(None, 1).path()
    }

    /// The list of what [`Figures::appointments`] counts.
    pub fn given_path(&self) -> String {
        self.sought(Some(Stands::Given), 1).path()
    }

    /// The list of those that stand there today.
    pub fn standing_path(&self, status: Status) -> String {
        self.sought(Some(Stands::At(status)), 1).path()
    }

    /// The list of what [`Today::requested`] counts.
    pub fn requested_path(&self) -> String {
        self.sought(Some(Stands::At(Status::Requested)), AHEAD).path()
    }

    /// The list of what [`Today::left_open`] counts.
    pub fn left_open_path(&self) -> String {
        // A doctor has their own wherever they are.
        Scope { earlier: true, everywhere: self.sites.is_empty() }.to(&self.asked())
    }

    /// The day in the diary.
    pub fn day_path(&self) -> String {
        self.asked().to(View::Day.path())
    }

    /// Said when the site has another zone than the hospital's; "" otherwise.
    pub fn zone_note(&self, reader: &Reader) -> String {
        let elsewhere = reader.who.time_zone != self.site.time_zone;
        if elsewhere { say!("diary-zone", zone = self.site.time_zone.clone()) } else { String::new() }
    }

    fn asked(&self) -> Asked {
        Asked { site: Some(self.site.id), page: 1, ..Asked::default() }
    }

    fn sought(&self, status: Option<Stands>, days: i64) -> Sought {
        Sought { asked: self.asked(), status, days, ..Sought::default() }
    }

    fn standing<'a>(&'a self, at: &'a [Status]) -> impl Iterator<Item = &'a Listed> {
        self.listed.iter().filter(move |one| at.contains(&one.appointment.status))
    }

    fn line(&self, desk: &Desk, reader: &Reader, listed: &Listed) -> Line {
        let one = &listed.appointment;
        let place = self.places.get(&one.site_id);
        let zone = place.map_or(TimeZone::UTC, |place| place.zone.clone());
        let since = waiting::minutes(self.now, one);
        let late = self.late(one);
        let is_own = appointments::is_own(&reader.who, one);
        let missed = late.and_then(|_| steps::missed(desk, reader, one));
        Line {
            id: format!("a-{}", one.id),
            href: path(one.id),
            patient: one.patient_id,
            is_own,
            name: listed.name(),
            age: age(listed.birth, self.day),
            due: clock(one.starts_at, &zone),
            doctor: self.doctors.get(&one.doctor_id).cloned().unwrap_or_default(),
            elsewhere: match place {
                Some(place) if one.site_id != self.site.id => place.name.clone(),
                _ => String::new(),
            },
            about: if one.reason.is_empty() { say!(one.kind.label_key()) } else { one.reason.clone() },
            tags: tags(one, late),
            since: waiting::said(since),
            long: waiting::long(one, since),
            arrived_at: one.arrived_at.map(|at| at.0),
            stands: one.status,
            family: one.status.class(),
            glyph: one.status.glyph(),
            status: say!(one.status.label_key()),
            consultation: (one.status == Status::InConsultation
                && reader.may(perm::AppointmentRun::ROW)
                && !is_own)
                .then(|| appointments::consultation_path(one.id)),
            steps: steps::next(desk, reader, one).into_iter().chain(missed).collect(),
        }
    }

    /// How many minutes somebody is late who is still expected.
    fn late(&self, one: &Appointment) -> Option<i64> {
        let past = self.now.duration_since(one.starts_at).as_mins();
        (one.status == Status::Booked && past >= LATE).then_some(past)
    }
}

fn tags(one: &Appointment, late: Option<i64>) -> Vec<(&'static str, String)> {
    let mut tags = Vec::new();
    tags.extend(late.map(|minutes| ("is-warn", say!("diary-late", time = waiting::said(minutes)))));
    if one.kind != Kind::FollowUp {
        tags.push(("", say!(one.kind.label_key())));
    }
    if one.walk_in {
        tags.push(("", say!("diary-walk-in")));
    }
    if one.overbook_reason.is_some() && one.status.is_live() {
        tags.push(("", say!("diary-overbooked")));
    }
    tags
}

/// `42y`, `~42y` when the day of birth is not known for certain, "" when nothing is.
fn age(birth: Birth, on: Date) -> String {
    let about = if birth.day().is_some() { "" } else { "~" };
    birth.age(on).map_or_else(String::new, |age| format!("{about}{age}"))
}
