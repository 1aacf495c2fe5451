//! Vaccines, given and not given.

use diesel::prelude::*;
use jiff::Timestamp;
use uuid::Uuid;

use super::IN_ERROR;
use super::visits::shown;
use crate::care::record::{Precision, When};
use crate::kit::db::fixed::none_of;
use crate::kit::db::keyset::{Listed, Place, Placed, Side, paged};
use crate::kit::db::{Conn, MultiBackend};
use crate::kit::error::Result;
use crate::people::patients::PatientId;
use crate::schema::vaccines;

/// A dose of a vaccine.
#[derive(Clone, Debug, Queryable)]
pub struct VaccineRow {
    pub id: Uuid,
    pub at: Timestamp,
    pub at_precision: String,
    pub status: String,
    pub code: Option<String>,
    pub code_display: Option<String>,
    pub code_text: String,
    pub author: Option<String>,
    pub given_text: Option<String>,
    pub lot: Option<String>,
    pub dose_number: Option<String>,
    pub dose: Option<String>,
    /// Imported, and nobody here has confirmed it.
    pub unconfirmed: bool,
}

impl VaccineRow {
    /// Which vaccine, in the coding's words.
    pub fn name(&self) -> &str {
        shown(self.code_display.as_deref(), &self.code_text)
    }

    /// When it was given.
    pub fn when(&self) -> When {
        When { at: self.at, precision: Precision::from_word(&self.at_precision) }
    }

    /// Whether it was given.
    pub fn was_given(&self) -> bool {
        self.status != "not_done"
    }
}

impl Placed for VaccineRow {
    fn place(&self) -> Place {
        Place { at: self.at, id: self.id }
    }
}

macro_rules! vaccine_columns {
    () => {
        (
            vaccines::id,
            vaccines::at,
            vaccines::at_precision,
            vaccines::status,
            vaccines::code,
            vaccines::code_display,
            vaccines::code_text,
            vaccines::author,
            vaccines::given_text,
            vaccines::lot,
            vaccines::dose_number,
            vaccines::dose,
            vaccines::source_id
                .is_not_null()
                .and(vaccines::edited_here.eq(false))
                .and(vaccines::confirmed_at.is_null()),
        )
    };
}

/// A page of the vaccines, newest first.
pub fn vaccines(conn: &mut Conn, patient: PatientId, side: Side, size: usize) -> Result<Listed<VaccineRow>> {
    let query = vaccines::table
        .filter(vaccines::patient_id.eq(patient))
        .filter(vaccines::status.ne(IN_ERROR))
        .select(vaccine_columns!())
        .limit(i64::try_from(size + 1).unwrap_or(i64::MAX))
        .into_boxed::<MultiBackend>();
    Ok(Listed::cut(paged!(query, vaccines, side).load(conn)?, size, side))
}

/// The newest doses given, for the summary, where the doses of one vaccine become one line.
pub fn all_given(conn: &mut Conn, patient: PatientId, most: i64) -> Result<Vec<VaccineRow>> {
    Ok(vaccines::table
        .filter(vaccines::patient_id.eq(patient))
        .filter(none_of(vaccines::status, [IN_ERROR, "not_done"]))
        .order((vaccines::at.desc(), vaccines::id.desc()))
        .select(vaccine_columns!())
        .limit(most)
        .load(conn)?)
}
