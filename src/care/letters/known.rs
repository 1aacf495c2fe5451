//! What a referral takes along: what is known of a patient, in words.

use jiff::civil::Date;

use super::model::Known;
use crate::care::intake::{self, Question};
use crate::care::record::{Precision, When};
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::people::patients::PatientId;

/// What is known at this moment; what they take is what they take on the day that is `today`.
///
/// # Errors
/// What the database says.
pub fn known(conn: &mut Conn, patient: PatientId, today: Date) -> Result<Known> {
    let today = When::date(today, Precision::Day).map_err(Error::bug)?;
    let mut known = Known::default();
    for standing in intake::standing(conn, patient, today.at)? {
        let said: Vec<String> = standing
            .entries
            .iter()
            .map(|entry| {
                let said = entry.said();
                let more = [said.dosage, said.reaction].into_iter().flatten().collect::<Vec<_>>().join(", ");
                if more.is_empty() { said.what } else { format!("{} ({more})", said.what) }
            })
            .collect();
        match standing.question {
            Question::Problems => known.problems = said,
            Question::Medication => known.medication = said,
            Question::Allergies if standing.answer.is_some() || !said.is_empty() => {
                known.allergies = Some(said);
            }
            Question::Allergies | Question::Vaccines => {}
        }
    }
    Ok(known)
}
