//! The page in words: what was read, said for whoever asked.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::asked::Asked;
use super::day::{COMPLETED, IN_CONSULTATION, MISSED, VITALS_DUE, WAITING, day, due, nowhere};
use super::loaded::{Loaded, MOST};
use super::views::{Chance, Check, Figure, HomePage, LastHere, Link, Missed, Said, Unsigned, Upkeep};
use crate::care::{consultation, intake, notes};
use crate::diary::appointments::{self, Status, Wish};
use crate::diary::days::{Figures, Line, Reader, Today, minutes_said};
use crate::diary::hours::clock;
use crate::diary::waiting;
use crate::gate::access::model::Role;
use crate::gate::desk::Desk;
use crate::gate::hospital::Site;
use crate::kit::when;
use crate::lenses::written;
use crate::people::emergency;
use crate::people::patients::{self, Hit, Recent, record_path};
use crate::people::staff::Headcount;
use crate::say;
use crate::talk::notices;

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
        topics: topics(asked, with_today),
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
            .map(|today| figures(today, own, due(asked, &loaded)))
            .unwrap_or_default(),
        day: asked.reader.as_ref().filter(|_| !upkeep).map(|reader| match &loaded.today {
            Some(today) => day(desk, asked, reader, today, &loaded),
            None => nowhere(),
        }),
        // Who does not see patients has notes to sign only where they began one.
        unsigned: (asked.writes.is_some() && (own || !loaded.unsigned.is_empty())).then(|| {
            let said = |one| unsigned(one, &loaded.writable, now, here.time_zone());
            loaded.unsigned.iter().map(said).collect()
        }),
        missed: with_today
            .map(|(reader, today)| missed(desk, reader, today, &loaded.missed))
            .unwrap_or_default(),
        chances: loaded.chances.iter().map(|one| chance(one, &zone, now)).collect(),
        notices: loaded.notices.iter().map(said).collect(),
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
    let link = |site: &Site| Link {
        href: format!("/?site={}", site.id),
        text: site.name.clone(),
        current: site.id == today.site.id,
    };
    today.sites.iter().map(link).collect()
}

/// How many of whom there are, with the rows that are counted: those of the list, or on a doctor's page its own.
fn figures(today: &Today, own: bool, due: Option<usize>) -> Vec<Figure> {
    let Figures { appointments, waiting, in_consultation, completed, missed, mean_wait } = today.figures();
    let standing = |status: Status, (rows, section): (&str, &str), there: usize| match (own, there) {
        (false, _) => today.standing_path(status),
        // Where nobody is there are no rows, and the section says so.
        (true, 0) => section.to_owned(),
        (true, _) => format!("#{rows}"),
    };
    let (house, over) = (waiting + in_consultation, completed + missed);
    let waits = standing(Status::Arrived, (WAITING, "#house"), house);
    let figure = |count: usize, word: String, href: String| Figure { href, figure: count.to_string(), word };
    let mut figures = vec![
        figure(
            appointments,
            say!("home-figure-appointments", count = appointments),
            if own { "#main".to_owned() } else { today.given_path() },
        ),
        figure(waiting, say!("home-figure-waiting"), waits.clone()),
        figure(
            in_consultation,
            say!("home-figure-in-consultation"),
            standing(Status::InConsultation, (IN_CONSULTATION, "#house"), house),
        ),
        figure(
            completed,
            say!("home-figure-completed"),
            standing(Status::Completed, (COMPLETED, "#over"), over),
        ),
        figure(
            missed,
            say!("home-figure-no-shows", count = missed),
            standing(Status::NoShow, (MISSED, "#over"), over),
        ),
    ];
    let rows = if house > 0 { format!("#{VITALS_DUE}") } else { "#house".to_owned() };
    figures.extend(due.map(|due| figure(due, say!("home-figure-vitals-due"), rows)));
    figures.extend(mean_wait.map(|minutes| Figure {
        href: waits,
        figure: minutes_said(minutes),
        word: say!("home-figure-mean-wait"),
    }));
    figures
}

fn unsigned(one: &notes::Unsigned, writable: &[Hit], now: Timestamp, zone: &TimeZone) -> Unsigned {
    let is_out = !writable.iter().any(|hit| hit.id == one.patient_id);
    Unsigned {
        name: one.patient.clone(),
        href: match one.visit_id {
            _ if is_out => written::path(written::Kind::Note, one.id.uuid()),
            Some(visit) => consultation::desk_path(one.patient_id, visit),
            None => record_path(one.patient_id),
        },
        is_out,
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
            book: (!line.is_own).then(|| appointments::new_path(&wish)),
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
        href: patients::REMOVALS_PATH.to_owned(),
    }));
    reviews
}

fn check(count: i64, words: String, href: String) -> Option<Check> {
    (count > 0).then(|| Check { words, count: count.to_string(), href })
}

fn headcount(one: &Headcount) -> Check {
    Check { words: one.label.clone(), count: one.count.to_string(), href: one.href.clone() }
}

/// What the page has to hear of.
fn topics(asked: &Asked, with_today: Option<(&Reader, &Today)>) -> String {
    let mut topics = with_today.map(|(reader, today)| today.topics(reader)).unwrap_or_default();
    topics.extend(asked.decides.is_some().then(|| intake::CORRECTIONS.topic()));
    topics.extend(asked.archives.then(|| patients::REMOVALS.topic()));
    topics.extend((asked.role != Role::Patient).then(|| notices::NOTICES.topic()));
    topics.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// A notice of the board, by its headline.
fn said(one: &notices::Posted) -> Said {
    let notice = &one.notice;
    Said {
        title: notice.sheet.title.clone(),
        from: say!("notices-from", name = notice.written_by_name.clone()),
        href: notices::path(notice.id),
        pinned: notice.sheet.pinned,
        is_new: one.read_at.is_none(),
    }
}
