//! What a referral takes along: what is known of a patient, in words.

use jiff::Zoned;
use jiff::tz::TimeZone;

use super::model::{Known, TakenAlong};
use crate::care::intake::{self, Allergy, Entry, Question};
use crate::care::record::{Precision, When};
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::people::patients::PatientId;
use crate::say;

/// What is known here and now; what they take is what they take today.
///
/// # Errors
/// What the database says.
pub fn known(conn: &mut Conn, patient: PatientId, here: &Zoned) -> Result<Known> {
    let today = When::date(here.date(), Precision::Day).map_err(Error::bug)?;
    let zone = here.time_zone();
    let mut known = Known::default();
    for standing in intake::standing(conn, patient, today.at)? {
        let question = standing.question;
        let taken = match (&standing.answer, &*standing.entries) {
            (None, []) if question == Question::Allergies => stated(conn, patient, zone)?,
            (None, []) => TakenAlong::NotAsked,
            (answer, []) => {
                TakenAlong::Nothing { answer: intake::why_empty(question, answer.as_ref(), zone) }
            }
            (_, entries) => TakenAlong::List(entries.iter().map(line).collect()),
        };
        match question {
            Question::Problems => known.problems = taken,
            Question::Medication => known.medication = taken,
            Question::Allergies => known.allergies = taken,
            Question::Vaccines => {}
        }
    }
    Ok(known)
}

/// An entry in a line; what came from elsewhere says so until somebody here has confirmed it.
fn line(entry: &Entry) -> String {
    let said = entry.said();
    let unconfirmed = entry.is_unconfirmed().then(|| say!("intake-imported"));
    let more = [said.dosage, said.reaction, unconfirmed].into_iter().flatten().collect::<Vec<_>>().join(", ");
    if more.is_empty() { said.what } else { format!("{} ({more})", said.what) }
}

/// Where nobody has asked, a row may say that there is no allergy.
fn stated(conn: &mut Conn, patient: PatientId, zone: &TimeZone) -> Result<TakenAlong> {
    let rows = intake::allergies_in_force(conn, patient)?;
    Ok(match rows.iter().find(|row| row.says_none()) {
        Some(row) => TakenAlong::Nothing { answer: statement(row, zone) },
        None => TakenAlong::NotAsked,
    })
}

fn statement(row: &Allergy, zone: &TimeZone) -> String {
    let day = row.when().shown_date(zone);
    let on = (!day.is_empty()).then(|| say!("intake-was-asked-on", date = day));
    let unconfirmed = row.is_unconfirmed().then(|| say!("intake-imported"));
    let words = [Some(say!("letters-allergies-none")), on, unconfirmed];
    words.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
