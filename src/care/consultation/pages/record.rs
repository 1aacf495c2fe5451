//! The record beside the note: what is wrong, what is taken, what they were vaccinated with, what is out of range, what
//! was last.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};

use super::super::list_path;
use super::super::said::texts;
use super::super::views::{RecordLine, RecordList, RecordView};
use crate::care::intake::{self, Entry, Question, Standing};
use crate::care::notes::{self, Note, Readers};
use crate::care::observations::{self, high_in_a_row, line_chart, pressure_keys, pressure_samples};
use crate::care::record::{Precision, When};
use crate::care::visits::VisitId;
use crate::care::vitals::{self, ValueView};
use crate::gate::desk::Desk;
use crate::kit::chart_svg::Svg;
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::when;
use crate::people::patients::PatientId;
use crate::say;

/// How much of each stands beside the note; the rest is in the record.
const MOST: usize = 12;
/// The vaccines that stand beside the note.
const MOST_VACCINES: usize = 5;
/// The lists beside the note; allergies stand in the banner.
const LISTS: [(Question, &str); 3] = [
    (Question::Problems, "consultation-problems"),
    (Question::Medication, "consultation-medication"),
    (Question::Vaccines, "consultation-vaccines"),
];
/// Results that are older say little today.
const LATELY: SignedDuration = SignedDuration::from_hours(365 * 24);
const MOST_RESULTS: i64 = 300;
/// Readings of blood pressure that are drawn.
const PRESSURES: u32 = 24;

/// Everything beside the note of a visit.
pub async fn beside(desk: &Desk, patient: PatientId, visit: VisitId, readers: Readers) -> Result<RecordView> {
    let here = desk.here();
    desk.read(move |conn| {
        let today = When::date(here.date(), Precision::Day).map_err(Error::bug)?.at;
        let since = here.timestamp().saturating_sub(LATELY).map_err(Error::bug)?;
        let zone = here.time_zone();
        let standings = intake::standing(conn, patient, today)?;
        let round = vitals::rounds(conn, patient, 60)?.into_iter().find(|round| round.voided.is_none());
        let round = round.filter(|round| round.at() >= Some(since)).map(|round| {
            let by = round.rows.first().and_then(|(row, _)| row.author.clone()).unwrap_or_default();
            let at = round.at().map(|at| when::said(at, here.timestamp(), zone)).unwrap_or_default();
            let values: Vec<_> = round.rows.iter().map(|(row, parts)| vitals::value(row, parts)).collect();
            (say!("consultation-by-at", by = by, at = at), values)
        });
        Ok(RecordView {
            lists: LISTS
                .into_iter()
                .filter_map(|(question, title)| {
                    let standing = standings.iter().find(|standing| standing.question == question)?;
                    Some(list(patient, standing, title, zone))
                })
                .collect(),
            odd: odd(conn, patient, since)?,
            sources: vitals::sources(round.iter().flat_map(|(_, values)| values)),
            round,
            pressure: pressure(conn, patient, &here)?,
            last: last(conn, patient, visit, readers)?
                .map(|note| {
                    let texts = texts(&note)?;
                    Ok::<_, Error>((when::day(note.at.0.to_zoned(zone.clone()).date()), texts))
                })
                .transpose()?,
        })
    })
    .await
}

/// One of the questions as it stands; of vaccines the newest dose of each.
fn list(patient: PatientId, standing: &Standing, title: &'static str, zone: &TimeZone) -> RecordList {
    let (question, answer) = (standing.question, standing.answer.as_ref());
    let entries = match question {
        Question::Vaccines => intake::newest_of_each(&standing.entries, Entry::kind),
        _ => standing.entries.iter().map(|entry| (entry, 1)).collect(),
    };
    let most = if question == Question::Vaccines { MOST_VACCINES } else { MOST };
    RecordList {
        id: question.as_str(),
        title,
        href: list_path(patient, question),
        note: intake::beside(answer, (!entries.is_empty()).then_some(false)),
        empty: intake::why_empty(question, answer, zone),
        more: entries.len().saturating_sub(most),
        lines: entries.into_iter().take(most).map(|(entry, doses)| line(entry, doses, zone)).collect(),
    }
}

fn line(entry: &Entry, doses: usize, zone: &TimeZone) -> RecordLine {
    let said = entry.said();
    let since = said.since.map(|when| when.shown_date(zone)).filter(|day| !day.is_empty());
    let since = since.or_else(|| entry.since_words().map(str::to_owned));
    let is_taken = entry.question() == Question::Medication;
    let doses = (doses > 1).then(|| say!("consultation-doses", count = doses));
    let more = if is_taken { said.dosage } else { since };
    RecordLine {
        name: said.what,
        more: more.into_iter().chain(doses).collect::<Vec<_>>().join(", "),
        unconfirmed: entry.is_unconfirmed(),
    }
}

/// The newest result of each test of the last year, if it is out of range.
fn odd(conn: &mut Conn, patient: PatientId, since: Timestamp) -> Result<Vec<ValueView>> {
    let rows = observations::results_since(conn, patient, since, MOST_RESULTS)?;
    let mut seen: Vec<&str> = Vec::new();
    let mut odd = Vec::new();
    for row in &rows {
        if seen.contains(&row.test_key.as_str()) {
            continue;
        }
        seen.push(&row.test_key);
        let value = vitals::value(row, &[]);
        if value.flag.is_some() {
            odd.push(value);
        }
    }
    odd.truncate(MOST);
    Ok(odd)
}

/// Blood pressure over time, and whether it stays high; nothing to see with fewer than two readings.
fn pressure(conn: &mut Conn, patient: PatientId, here: &Zoned) -> Result<Option<(Svg, String)>> {
    let rows = observations::vital_readings(conn, patient, &pressure_keys(), PRESSURES)?;
    let parts = observations::parts_of_rows(conn, &rows)?;
    let samples = pressure_samples(&rows, &parts);
    if samples.len() < 2 {
        return Ok(None);
    }
    let name = say!("consultation-pressure");
    let drawing = line_chart(here, ("pressure", &name), &samples, true, true).draw();
    let stays = match high_in_a_row(&samples) {
        0 | 1 => String::new(),
        count => say!("consultation-pressure-high", count = count),
    };
    Ok(drawing.map(|drawing| (drawing, stays)))
}

/// The last signed note of another visit.
pub(super) fn last(
    conn: &mut Conn,
    patient: PatientId,
    visit: VisitId,
    readers: Readers,
) -> Result<Option<Note>> {
    let notes = notes::of_patient(conn, patient, notes::Kind::Consultation, readers, 10)?;
    Ok(notes.into_iter().find(|note| note.visit_id != Some(visit) && note.is_standing()))
}
