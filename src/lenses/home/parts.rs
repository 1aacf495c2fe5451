//! The parts of the page: what is read for whom, and how it is said.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::health;
use super::views::{
    Chance, Check, Day, Figure, HomePage, LastHere, Link, Missed, Present, Unsigned, Upkeep, Vitals,
};
use crate::care::{consultation, intake, notes, vitals};
use crate::diary::appointments::{self, DiaryReach, Status, Wish};
use crate::diary::days::{Figures, Line, Reader, Today, minutes_said};
use crate::diary::hours::clock;
use crate::diary::waiting;
use crate::gate::access::reach::Reach;
use crate::gate::access::store::last_here;
use crate::gate::actor::AccountId;
use crate::gate::desk::Desk;
use crate::gate::hospital::SiteId;
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::kit::when;
use crate::people::emergency;
use crate::people::patients::{self, Hit, PatientId, Recent, record_path};
use crate::people::staff::{self, Headcount};
use crate::say;

/// Records opened lately.
const RECENT: usize = 8;
/// Who signed in lately.
const LAST_HERE: i64 = 8;
/// Notes that wait to be signed.
const UNSIGNED: i64 = 50;
/// Who comes next, on the page of a whole site.
const NEXT: usize = 12;
/// Times that became free.
const CHANCES: usize = 3;
/// More decisions of a kind than anybody counts.
const MOST: i64 = 200;

/// What the page is asked for, and by whom.
pub(super) struct Asked {
    pub site: Option<SiteId>,
    pub account: AccountId,
    pub now: Timestamp,
    /// Sees the diary.
    pub reader: Option<Reader>,
    /// Opens records.
    pub recent: Option<Reach>,
    /// Books: for whom, and with whom alone.
    pub books: Option<(Reach, Option<AccountId>)>,
    /// Decides on corrections to the four questions.
    pub decides: Option<Reach>,
    /// Decides on records that somebody wants removed.
    pub archives: bool,
    /// Registers patients.
    pub registers: bool,
    /// Measures vital signs.
    pub measures: bool,
    /// Writes notes.
    pub writes: bool,
    /// Emergency accesses that wait for their review.
    pub emergencies: i64,
    /// Looks after the installation.
    pub installation: bool,
    /// Looks after accounts.
    pub accounts: bool,
}

impl Asked {
    /// Nothing yet, by somebody, at an instant.
    pub fn by(account: AccountId, now: Timestamp) -> Self {
        Self {
            site: None,
            account,
            now,
            reader: None,
            recent: None,
            books: None,
            decides: None,
            archives: false,
            registers: false,
            measures: false,
            writes: false,
            emergencies: 0,
            installation: false,
            accounts: false,
        }
    }

    /// Whether the page is about the house rather than about its patients.
    fn is_upkeep(&self) -> bool {
        self.installation
    }

    /// Whether it is about the patients of one doctor.
    fn is_own(&self) -> bool {
        self.reader.as_ref().is_some_and(|reader| matches!(reader.reach, DiaryReach::Doctor(_)))
    }

    /// How many of those in the house are still to be measured, for who measures at a site.
    fn due(&self, loaded: &Loaded) -> Option<usize> {
        let today = loaded.today.as_ref().filter(|_| self.measures && !self.is_own() && !self.is_upkeep())?;
        let is_due = |(patient, came): &(PatientId, Option<Timestamp>)| {
            last_measured(&loaded.measured, *patient, *came).is_none()
        };
        Some(today.in_the_house_since().iter().filter(|one| is_due(one)).count())
    }

    /// Whether they book for everybody, so that what came free and who did not come is theirs to look at.
    fn runs_the_diary(&self) -> bool {
        matches!(self.books, Some((_, None)))
    }
}

/// What was read for the page, in a number of statements that does not grow with what there is.
#[derive(Default)]
pub(super) struct Loaded {
    today: Option<Today>,
    measured: Vec<(PatientId, Timestamp)>,
    recent: Option<Vec<(Hit, Timestamp)>>,
    waiting: i64,
    chances: Vec<waiting::Chance>,
    missed: Vec<Hit>,
    unsigned: Vec<notes::Unsigned>,
    corrections: Option<i64>,
    removals: Option<usize>,
    health: Vec<super::views::Health>,
    headcounts: Vec<Headcount>,
    last_here: Vec<(String, crate::gate::access::model::Role, Timestamp)>,
}

impl Loaded {
    /// Reads it.
    ///
    /// # Errors
    /// What the database says.
    pub fn read(conn: &mut Conn, asked: &Asked, house: Option<&health::Place>) -> Result<Self> {
        let mut loaded = Self::default();
        if let Some(reader) = &asked.reader {
            loaded.today = Today::load(conn, reader, asked.site)?;
            if let Some(today) = &loaded.today {
                if asked.measures && !asked.is_upkeep() {
                    let there = today.in_the_house_since();
                    let since = there.iter().filter_map(|(_, came)| *came).min().unwrap_or(asked.now);
                    let whose: Vec<PatientId> = there.into_iter().map(|(patient, _)| patient).collect();
                    loaded.measured = vitals::measured_since(conn, &whose, since)?;
                }
                if let (true, Some((reach, _))) = (asked.runs_the_diary(), &asked.books) {
                    let (site, now) = (&today.site, asked.now);
                    loaded.chances = waiting::came_free(conn, reach, &reader.reach, site, now, CHANCES)?;
                    loaded.missed = patients::of_ids(conn, reach, &today.who_missed())?;
                }
            }
        }
        if let Some((reach, only)) = &asked.books {
            loaded.waiting = waiting::count_open(conn, reach, *only)?;
        }
        if asked.writes {
            loaded.unsigned = notes::unsigned(conn, asked.account, UNSIGNED)?;
        }
        if let Some(reach) = &asked.recent {
            loaded.recent = Some(patients::recent(conn, reach, asked.account, RECENT)?);
        }
        if let Some(reach) = &asked.decides {
            loaded.corrections = Some(intake::open_requests(conn, reach)?);
        }
        if asked.archives {
            loaded.removals = Some(patients::open_requests(conn, None, MOST)?.len());
        }
        if let Some(house) = house {
            loaded.health = house.look(conn, asked.now)?;
        }
        if asked.accounts {
            loaded.headcounts = staff::headcounts(conn)?;
            loaded.last_here = last_here(conn, LAST_HERE)?;
        }
        Ok(loaded)
    }
}

/// Says it.
pub(super) fn drawn(desk: &Desk, asked: &Asked, mut loaded: Loaded) -> HomePage {
    let here = desk.here();
    let (recent, health) = (loaded.recent.take(), std::mem::take(&mut loaded.health));
    let (now, own, upkeep) = (asked.now, asked.is_own(), asked.is_upkeep());
    let site = loaded.today.as_ref().map(|today| today.site.id).filter(|_| !own);
    let to = |path: &str| match asked.site.filter(|asked| site == Some(*asked)) {
        Some(site) => format!("{path}?site={site}"),
        None => path.to_owned(),
    };
    let date = loaded.today.as_ref().map_or(here.date(), |today| today.day);
    let zone = loaded
        .today
        .as_ref()
        .map_or_else(|| here.time_zone().clone(), |today| when::zone(&today.site.time_zone));
    let with_today = asked.reader.as_ref().zip(loaded.today.as_ref());
    HomePage {
        frame: desk.frame(),
        title: say!("home-today", day = when::named(date, date)),
        note: with_today.map(|(reader, today)| today.zone_note(reader)).unwrap_or_default(),
        refresh: to("/now"),
        here: to("/"),
        at: clock(now, &zone),
        site: loaded.today.as_ref().map(|today| today.site.name.clone()).unwrap_or_default(),
        sites: loaded.today.as_ref().map(sites).unwrap_or_default(),
        new_patient: asked.registers,
        walk_in: site.filter(|_| asked.registers).map(appointments::walk_in_path),
        new_appointment: asked
            .books
            .as_ref()
            .map(|_| appointments::new_path(&Wish { site, ..Wish::default() })),
        figures: loaded
            .today
            .as_ref()
            .map(|today| figures(today, own, asked.due(&loaded)))
            .unwrap_or_default(),
        day: asked.reader.as_ref().filter(|_| !upkeep).map(|reader| match &loaded.today {
            Some(today) => day(desk, asked, reader, today, &loaded),
            None => nowhere(),
        }),
        // Who does not see patients has notes to sign only where they began one.
        unsigned: (asked.writes && (own || !loaded.unsigned.is_empty()))
            .then(|| loaded.unsigned.iter().map(|one| unsigned(one, now, here.time_zone())).collect()),
        missed: with_today
            .map(|(reader, today)| missed(desk, reader, today, &loaded.missed))
            .unwrap_or_default(),
        chances: loaded.chances.iter().map(|one| chance(one, &zone, now)).collect(),
        checks: checks(asked, &loaded),
        upkeep: upkeep.then(|| Upkeep {
            version: env!("CARGO_PKG_VERSION"),
            reviews: reviews(asked, &loaded),
            headcounts: loaded.headcounts.iter().map(headcount).collect(),
            last_here: loaded
                .last_here
                .iter()
                .map(|(name, role, seen)| LastHere {
                    name: name.clone(),
                    role: say!(role.label_key()),
                    seen: when::said(*seen, now, here.time_zone()),
                })
                .collect(),
            health,
        }),
        recent: recent.map(|hits| hits.iter().map(|hit| Recent::of(hit, &here)).collect()),
    }
}

/// The sites one can choose from; none when there is no choice.
fn sites(today: &Today) -> Vec<Link> {
    if today.sites.len() < 2 {
        return Vec::new();
    }
    let link = |site: &crate::gate::hospital::Site| Link {
        href: format!("/?site={}", site.id),
        text: site.name.clone(),
        current: site.id == today.site.id,
    };
    today.sites.iter().map(link).collect()
}

/// How many of whom there are, with the rows that are counted: those of the list, or on a doctor's page its own.
fn figures(today: &Today, own: bool, due: Option<usize>) -> Vec<Figure> {
    let Figures { appointments, waiting, in_consultation, completed, missed, mean_wait } = today.figures();
    let href = |status: Option<Status>, here: &str| {
        if own { here.to_owned() } else { today.list_path(status) }
    };
    let figure = |count: usize, word: String, href: String| Figure { href, figure: count.to_string(), word };
    let mut figures = vec![
        figure(appointments, say!("home-figure-appointments", count = appointments), href(None, "#main")),
        figure(waiting, say!("home-figure-waiting"), href(Some(Status::Arrived), "#house")),
        figure(
            in_consultation,
            say!("home-figure-in-consultation"),
            href(Some(Status::InConsultation), "#house"),
        ),
        figure(completed, say!("home-figure-completed"), href(Some(Status::Completed), "#over")),
        figure(missed, say!("home-figure-no-shows", count = missed), href(Some(Status::NoShow), "#over")),
    ];
    let vitals = |due| figure(due, say!("home-figure-vitals-due"), "#house".to_owned());
    figures.extend(due.map(vitals));
    figures.extend(mean_wait.map(|minutes| Figure {
        href: href(Some(Status::Arrived), "#house"),
        figure: minutes_said(minutes),
        word: say!("home-figure-mean-wait"),
    }));
    figures
}

fn day(desk: &Desk, asked: &Asked, reader: &Reader, today: &Today, loaded: &Loaded) -> Day {
    let own = asked.is_own();
    let zone = when::zone(&today.site.time_zone);
    let house: Vec<Present> = today
        .in_the_house(desk, reader)
        .into_iter()
        .map(|line| {
            let vitals = match asked.measures {
                true => measured(&line, &loaded.measured, &zone),
                false => Vitals::Unasked,
            };
            Present { record: Some(record_path(line.patient)), vitals, line }
        })
        .collect();
    let mut to_come: Vec<Present> = today.to_come(desk, reader).into_iter().map(known).collect();
    let all = to_come.len();
    if !own {
        to_come.truncate(NEXT);
    }
    Day {
        is_own: own,
        measures: asked.measures,
        house_steps: house.iter().any(|one| !one.line.steps.is_empty()),
        house,
        more: if all > to_come.len() {
            say!("home-next-of", shown = to_come.len(), count = all)
        } else {
            String::new()
        },
        to_come,
        all: if own { today.day_path() } else { today.list_path(None) },
        over: if own { today.over(desk, reader).into_iter().map(seen).collect() } else { Vec::new() },
        book: asked
            .books
            .as_ref()
            .map(|_| appointments::new_path(&Wish { site: Some(today.site.id), ..Wish::default() })),
        nowhere: None,
    }
}

/// The day of somebody who works at no site.
fn nowhere() -> Day {
    Day {
        is_own: false,
        house: Vec::new(),
        measures: false,
        house_steps: false,
        to_come: Vec::new(),
        more: String::new(),
        all: String::new(),
        over: Vec::new(),
        book: None,
        nowhere: Some((say!("diary-no-site"), say!("home-no-site-why"))),
    }
}

fn known(line: Line) -> Present {
    Present { record: Some(record_path(line.patient)), vitals: Vitals::Unasked, line }
}

/// Whoever did not come may have left the reach of the reader by that.
fn seen(line: Line) -> Present {
    let record = (line.family == Status::Completed.class()).then(|| record_path(line.patient));
    Present { record, vitals: Vitals::Unasked, line }
}

/// Vital signs are due until some are measured after the patient came.
fn measured(line: &Line, measured: &[(PatientId, Timestamp)], zone: &TimeZone) -> Vitals {
    match last_measured(measured, line.patient, line.arrived_at) {
        Some(last) => Vitals::Done(clock(last, zone), vitals::path(line.patient)),
        None => Vitals::Due(vitals::new_path(line.patient)),
    }
}

/// When somebody was measured, if that was after they came.
fn last_measured(
    measured: &[(PatientId, Timestamp)],
    patient: PatientId,
    came: Option<Timestamp>,
) -> Option<Timestamp> {
    let last = measured.iter().find(|(who, _)| *who == patient).map(|(_, at)| *at)?;
    came.filter(|came| last >= *came).map(|_| last)
}

fn unsigned(one: &notes::Unsigned, now: Timestamp, zone: &TimeZone) -> Unsigned {
    Unsigned {
        name: one.patient.clone(),
        href: match one.visit_id {
            Some(visit) => consultation::desk_path(one.patient_id, visit),
            None => record_path(one.patient_id),
        },
        at: when::said(one.at, now, zone),
        about: one.visit.clone(),
    }
}

fn missed(desk: &Desk, reader: &Reader, today: &Today, people: &[Hit]) -> Vec<Missed> {
    let line = |line: Line| {
        let hit = people.iter().find(|hit| hit.id == line.patient)?;
        let wish = Wish { patient: Some(hit.id), site: Some(today.site.id), ..Wish::default() };
        Some(Missed {
            phone: hit.phones.first().cloned().unwrap_or_default(),
            about: format!("{} · {}", line.due, line.doctor),
            book: appointments::new_path(&wish),
            href: line.href,
            name: line.name,
        })
    };
    today.missed(desk, reader).into_iter().filter_map(line).collect()
}

fn chance(one: &waiting::Chance, zone: &TimeZone, now: Timestamp) -> Chance {
    let today = now.to_zoned(zone.clone()).date();
    let day = one.slot.starts_at.to_zoned(zone.clone()).date();
    Chance {
        words: say!(
            "home-chance",
            doctor = one.doctor.clone(),
            day = if day == today { say!("home-chance-today") } else { when::named(day, today) },
            time = clock(one.slot.starts_at, zone),
            minutes = one.slot.ends_at.duration_since(one.slot.starts_at).as_mins()
        ),
        count: one.count,
        first: one.first.clone(),
        since: when::said(one.since, now, zone),
        href: one.href.clone(),
    }
}

/// What is to be looked at, as far as there is any; none for who looks at nothing of the kind.
fn checks(asked: &Asked, loaded: &Loaded) -> Option<Vec<Check>> {
    asked.books.as_ref()?;
    let mut checks = Vec::new();
    if let Some(today) = &loaded.today {
        checks.extend(check(today.requested, say!("home-check-requested"), today.requested_path()));
        checks.extend(check(today.left_open, say!("home-check-open"), today.left_open_path()));
    }
    if !asked.is_upkeep() {
        let corrections = loaded.corrections.unwrap_or_default();
        checks.extend(check(corrections, say!("home-check-corrections"), intake::REQUESTS_PATH.to_owned()));
    }
    checks.extend(check(loaded.waiting, say!("home-check-waiting"), waiting::PATH.to_owned()));
    Some(checks)
}

/// Decisions that wait for an admin, as far as there are any.
fn reviews(asked: &Asked, loaded: &Loaded) -> Vec<Check> {
    let corrections = loaded.corrections.unwrap_or_default();
    let removals = loaded.removals.unwrap_or_default();
    let is_full = i64::try_from(removals) == Ok(MOST);
    let mut reviews = Vec::new();
    let emergencies = (say!("home-review-emergencies"), emergency::REVIEWS_PATH.to_owned());
    reviews.extend(check(asked.emergencies, emergencies.0, emergencies.1));
    reviews.extend(check(corrections, say!("home-check-corrections"), intake::REQUESTS_PATH.to_owned()));
    reviews.extend((removals > 0).then(|| Check {
        words: say!("home-review-removals"),
        count: if is_full { format!("{removals}+") } else { removals.to_string() },
        href: "/patients/removal-requests".to_owned(),
    }));
    reviews
}

fn check(count: i64, words: String, href: String) -> Option<Check> {
    (count > 0).then(|| Check { words, count: count.to_string(), href })
}

fn headcount(one: &Headcount) -> Check {
    Check { words: one.label.clone(), count: one.count.to_string(), href: one.href.clone() }
}
