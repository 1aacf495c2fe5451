//! Problems and allergies, and whether somebody has asked for them.

use diesel::prelude::*;
use jiff::Timestamp;
use uuid::Uuid;

use super::IN_ERROR;
use super::visits::shown;
use crate::care::intake::Allergy;
use crate::care::problems::{OVER, REFUTED, is_over};
use crate::care::record::{Precision, When};
use crate::kit::db::fixed::{none_of, one_of};
use crate::kit::db::keyset::{Listed, Place, Placed, Side, paged};
use crate::kit::db::{Conn, MultiBackend};
use crate::kit::error::Result;
use crate::people::patients::PatientId;
use crate::schema::{allergies, problems};

/// A problem or diagnosis.
#[derive(Clone, Debug, Queryable)]
pub struct ProblemRow {
    pub id: Uuid,
    pub at: Timestamp,
    pub at_precision: String,
    pub status: String,
    pub certainty: Option<String>,
    pub code: Option<String>,
    pub code_display: Option<String>,
    pub code_text: String,
    pub author: Option<String>,
    pub onset_text: Option<String>,
    pub ended_at: Option<Timestamp>,
    pub ended_precision: Option<String>,
    pub ended_text: Option<String>,
    /// Imported, and nobody here has confirmed it.
    pub unconfirmed: bool,
}

impl ProblemRow {
    /// Its name in the coding's words.
    pub fn name(&self) -> &str {
        shown(self.code_display.as_deref(), &self.code_text)
    }

    /// Since when.
    pub fn since(&self) -> When {
        When { at: self.at, precision: Precision::from_word(&self.at_precision) }
    }

    /// Until when.
    pub fn until(&self) -> Option<When> {
        let precision = self.ended_precision.as_deref().map_or(Precision::Time, Precision::from_word);
        self.ended_at.map(|at| When { at, precision })
    }

    /// Whether it is still one.
    pub fn is_active(&self) -> bool {
        !is_over(&self.status, self.certainty.as_deref())
    }
}

impl Placed for ProblemRow {
    fn place(&self) -> Place {
        Place { at: self.at, id: self.id }
    }
}

macro_rules! problem_columns {
    () => {
        (
            problems::id,
            problems::at,
            problems::at_precision,
            problems::status,
            problems::certainty,
            problems::code,
            problems::code_display,
            problems::code_text,
            problems::author,
            problems::onset_text,
            problems::ended_at,
            problems::ended_precision,
            problems::ended_text,
            problems::source_id
                .is_not_null()
                .and(problems::edited_here.eq(false))
                .and(problems::confirmed_at.is_null()),
        )
    };
}

/// The problems that are not over, newest first.
pub fn active_problems(conn: &mut Conn, patient: PatientId, most: i64) -> Result<Vec<ProblemRow>> {
    let over = OVER.into_iter().chain([IN_ERROR]);
    Ok(problems::table
        .filter(problems::patient_id.eq(patient))
        .filter(none_of(problems::status, over))
        .filter(problems::certainty.is_null().or(problems::certainty.ne(REFUTED)))
        .order((problems::at.desc(), problems::id.desc()))
        .select(problem_columns!())
        .limit(most)
        .load(conn)?)
}

/// A page of the problems that are over.
pub fn past_problems(
    conn: &mut Conn,
    patient: PatientId,
    side: Side,
    size: usize,
) -> Result<Listed<ProblemRow>> {
    let query = problems::table
        .filter(problems::patient_id.eq(patient))
        .filter(problems::status.ne(IN_ERROR))
        .filter(one_of(problems::status, OVER).or(problems::certainty.eq(REFUTED)))
        .select(problem_columns!())
        .limit(i64::try_from(size + 1).unwrap_or(i64::MAX))
        .into_boxed::<MultiBackend>();
    Ok(Listed::cut(paged!(query, problems, side).load(conn)?, size, side))
}

/// An allergy or intolerance, as the intake feature keeps it.
#[derive(Clone, Debug)]
pub struct AllergyRow(Allergy);

impl AllergyRow {
    /// To what, in the coding's words.
    pub fn name(&self) -> &str {
        self.0.shown()
    }

    /// Since when.
    pub fn since(&self) -> When {
        self.0.when()
    }

    /// Whether it is no allergy but the statement that there is none.
    pub fn says_none(&self) -> bool {
        self.0.says_none()
    }
}

impl std::ops::Deref for AllergyRow {
    type Target = Allergy;
    fn deref(&self) -> &Allergy {
        &self.0
    }
}

/// All allergies: those in force first, the gravest before the others, then the newest.
pub fn allergies(conn: &mut Conn, patient: PatientId) -> Result<Vec<AllergyRow>> {
    let mut rows: Vec<Allergy> = allergies::table
        .filter(allergies::patient_id.eq(patient))
        .filter(allergies::status.ne(IN_ERROR))
        .order((allergies::at.desc(), allergies::id.desc()))
        .select(Allergy::as_select())
        .load(conn)?;
    Allergy::gravest_first(&mut rows);
    Ok(rows.into_iter().map(AllergyRow).collect())
}
