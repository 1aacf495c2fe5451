//! Banner and tabs of every page about a patient.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::model::Reader;
use super::store::{self, AllergyRow};
use super::views::Paths;
use super::{paths, rows};
use crate::care::emergency_entry;
use crate::care::intake::{self, Gravity, IntakeAnswer, Question};
use crate::care::record::Precision;
use crate::gate::access::emergency::Emergency;
use crate::gate::access::model::{Identity, Role};
use crate::gate::access::permissions::{Permission, Row, perm};
use crate::gate::hospital;
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::people::emergency;
use crate::people::patients::{
    AllergyItem, AllergyZone, Banner, Death, Emergent, Head, Patient, Sex, Tab, clinical, is_own,
};
use crate::say;

/// The head of a page at `path`, for other features' pages about a patient.
///
/// # Errors
/// What the database says.
pub fn of(conn: &mut Conn, who: &Identity, patient: &Patient, path: &str, now: Timestamp) -> Result<Head> {
    let reader = reader(conn, now)?;
    for_reader(conn, &reader, who, patient, path)
}

/// Where and when the hospital is.
pub(super) fn reader(conn: &mut Conn, now: Timestamp) -> Result<Reader> {
    let zone = hospital::find(conn)?.map(|hospital| hospital.time_zone);
    let zone = zone.and_then(|name| TimeZone::get(&name).ok()).unwrap_or(TimeZone::UTC);
    Ok(Reader { zone, now })
}

pub(super) fn for_reader(
    conn: &mut Conn,
    reader: &Reader,
    who: &Identity,
    patient: &Patient,
    path: &str,
) -> Result<Head> {
    let may_ask = who.may(perm::IntakeAnswer::ROW) && !is_own(who, patient);
    let ask = may_ask.then(|| intake::path(patient.id));
    let allergies = allergy_zone(conn, reader, patient, ask)?;
    // Doctors see their own appointments only.
    let doctor = (who.role == Role::Doctor).then_some(who.account);
    let next = store::next_appointment(conn, patient.id, doctor, reader.now)?
        .map(|at| at.to_zoned(reader.zone.clone()).strftime("%d-%b-%Y %H:%M").to_string());
    let tabs = tabs(who, &paths::tabs(&patient.id.to_string()), path);
    let emergency = who.emergency.as_ref().map(|under| emergent(reader, &under.open, patient));
    Ok(Head { banner: Banner { emergency, ..banner(reader, patient, allergies, next) }, tabs })
}

fn banner(reader: &Reader, patient: &Patient, allergies: AllergyZone, next: Option<String>) -> Banner {
    let details = &patient.details;
    let born = patient.born(reader.today()).unwrap_or_else(|| say!("chart-not-known"));
    // Of the dead, the age stands beside the day they died.
    let (born, age) = match (details.death, born.split_once(" (")) {
        (Death::No, _) | (_, None) => (born, String::new()),
        (_, Some((day, age))) => (day.to_owned(), format!(" ({age}")),
    };
    let died = match details.death {
        Death::No => None,
        Death::On(day) => Some(format!("{}{age}", clinical(day))),
        Death::DayNotKnown => Some(say!("chart-died-day-unknown")),
    };
    let preferred = details.preferred.as_deref().map(|name| say!("chart-preferred", name = name.to_owned()));
    let archived = patient.archived_at.map(|at| {
        let day = clinical(at.to_zoned(reader.zone.clone()).date());
        say!("chart-archived", date = day)
    });
    Banner {
        name: patient.banner_name(),
        title: details.title.clone().unwrap_or_default(),
        born,
        sex: match details.sex {
            Sex::Female => say!("chart-sex-female"),
            Sex::Male => say!("chart-sex-male"),
            Sex::Other => say!("chart-sex-other"),
            Sex::Unknown => say!("chart-not-known"),
        },
        mrn: patient.shown_mrn(),
        died,
        next,
        also: preferred.unwrap_or_default(),
        archived,
        emergency: None,
        allergies,
    }
}

/// The state of a patient's allergies: the list, an answer "none", or nobody has asked; `ask` is where one asks.
///
/// # Errors
/// What the database says.
pub fn allergy_zone(
    conn: &mut Conn,
    reader: &Reader,
    patient: &Patient,
    ask: Option<String>,
) -> Result<AllergyZone> {
    let rows = store::allergies(conn, patient.id)?;
    let answers = intake::answers(conn, patient.id)?;
    let answer = intake::answer_to(&answers, Question::Allergies);
    Ok(zone_of(reader, &rows, answer, ask))
}

fn zone_of(
    reader: &Reader,
    rows: &[AllergyRow],
    answer: Option<&IntakeAnswer>,
    ask: Option<String>,
) -> AllergyZone {
    let items: Vec<AllergyItem> = rows
        .iter()
        .filter(|row| row.is_in_force() && !row.says_none())
        .map(|row| item(reader, row))
        .collect();
    if !items.is_empty() {
        let checked = answer
            .filter(|answer| !answer.is_imported())
            .map(|answer| say!("chart-allergies-checked", date = rows::day(reader, answer.answered_at.0)));
        return AllergyZone::List { items, checked: checked.unwrap_or_default() };
    }
    if let Some(answer) = answer {
        let asked = intake::asked(answer, &reader.zone);
        // Asked, and what there was is over: nobody needs to ask again.
        let asked = if answer.none { asked } else { say!("chart-allergies-over", asked = asked) };
        return AllergyZone::None { asked };
    }
    match rows.iter().find(|row| row.says_none() && row.is_in_force()) {
        Some(row) => {
            let day = row.since().shown_date(&reader.zone);
            let asked = if day.is_empty() { day } else { say!("intake-was-asked-on", date = day) };
            AllergyZone::None { asked }
        }
        None => AllergyZone::Unknown { ask },
    }
}

/// The strip above the banner.
fn emergent(reader: &Reader, open: &Emergency, patient: &Patient) -> Emergent {
    let until = open.until().to_zoned(reader.zone.clone()).strftime("%H:%M").to_string();
    Emergent {
        until: say!("emergency-until", time = until),
        left: say!("emergency-left", minutes = open.minutes_left(reader.now)),
        end: emergency::end_path(patient.id),
        entry: open.has_entry_left().then(|| emergency_entry::path(patient.id)),
    }
}

fn item(reader: &Reader, row: &AllergyRow) -> AllergyItem {
    let year = (row.since().precision != Precision::Unknown)
        .then(|| row.since().civil_date(&reader.zone).year().to_string());
    let (mark, severity) = match row.gravity() {
        Gravity::Severe => (Some(say!("chart-severity-severe")), None),
        Gravity::HighRisk => (Some(say!("chart-risk-high")), None),
        Gravity::Moderate => (None, Some(say!("chart-banner-moderate"))),
        Gravity::Mild | Gravity::Unsaid => (None, row.severity.is_some().then(|| say!("chart-banner-mild"))),
    };
    let unconfirmed = row.is_unconfirmed().then(|| say!("intake-imported"));
    let parts = [row.reaction.clone().filter(|text| !text.trim().is_empty()), severity, year, unconfirmed];
    AllergyItem {
        substance: row.name().to_owned(),
        mark,
        detail: parts.into_iter().flatten().collect::<Vec<_>>().join(", "),
    }
}

fn tabs(who: &Identity, paths: &Paths, path: &str) -> Vec<Tab> {
    let may = |row: &Row| who.may(row);
    // The record of a day is a page of the timeline.
    let path = if path.ends_with("/as-of") { &paths.timeline } else { path };
    let mut tabs = Vec::new();
    let mut tab = |key: &str, href: &String| {
        let inside = *href != paths.summary && path.starts_with(&format!("{href}/"));
        tabs.push(Tab { label: say!(key), href: href.clone(), current: path == href || inside });
    };
    if may(perm::RecordView::ROW) {
        tab("chart-tab-summary", &paths.summary);
        tab("chart-tab-visits", &paths.visits);
        tab("chart-tab-timeline", &paths.timeline);
        tab("chart-tab-problems", &paths.problems);
        tab("chart-tab-medication", &paths.medication);
        tab("chart-tab-results", &paths.results);
        tab("chart-tab-vitals", &paths.vitals);
        tab("chart-tab-vaccines", &paths.vaccines);
        tab("chart-tab-intake", &paths.intake);
        tab("chart-tab-care", &paths.care);
        tab("chart-tab-letters", &paths.letters);
    }
    if may(perm::PatientEdit::ROW) {
        tab("chart-tab-details", &paths.details);
    }
    if may(perm::AccessReport::ROW) {
        tab("chart-tab-access", &paths.access);
    }
    tabs
}
