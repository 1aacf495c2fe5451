//! Prescriptions and medicines that somebody takes.

use diesel::prelude::*;
use diesel::sql_types::Bool;
use jiff::Timestamp;
use uuid::Uuid;

use super::IN_ERROR;
use super::visits::shown;
use crate::care::prescriptions::OVER;
use crate::care::record::{Precision, When};
use crate::kit::db::fixed::{fixed, none_of, one_of};
use crate::kit::db::keyset::{Listed, Place, Placed, Side, paged};
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, MultiBackend};
use crate::kit::error::Result;
use crate::people::patients::PatientId;
use crate::schema::prescriptions;

/// Whether a prescription was voided here, and stays to be seen as such.
pub(super) const WITHDRAWN: &str = "EXISTS (SELECT 1 FROM issued_prescriptions i \
     WHERE i.prescription_id = prescriptions.id AND i.voided_at IS NOT NULL)";

/// A prescription, or a medicine somebody takes.
#[derive(Clone, Debug, Queryable)]
pub struct PrescriptionRow {
    pub id: Uuid,
    pub patient_id: PatientId,
    pub at: Timestamp,
    pub at_precision: String,
    pub status: String,
    pub code_display: Option<String>,
    pub code_text: String,
    pub author: Option<String>,
    pub dosage: Option<String>,
    pub starts_at: Option<Timestamp>,
    pub starts_precision: Option<String>,
    pub ends_at: Option<Timestamp>,
    pub ends_precision: Option<String>,
    pub reason: Option<String>,
    /// Imported, and nobody here has confirmed it.
    pub unconfirmed: bool,
}

impl PrescriptionRow {
    /// The medicine in the coding's words.
    pub fn name(&self) -> &str {
        shown(self.code_display.as_deref(), &self.code_text)
    }

    /// Since when it is taken, or else when it was written.
    pub fn since(&self) -> When {
        match self.starts_at {
            Some(at) => When { at, precision: word(self.starts_precision.as_deref()) },
            None => When { at: self.at, precision: Precision::from_word(&self.at_precision) },
        }
    }

    /// Until when.
    pub fn until(&self) -> Option<When> {
        self.ends_at.map(|at| When { at, precision: word(self.ends_precision.as_deref()) })
    }

    /// Whether it is taken at present.
    pub fn is_current(&self, today: Timestamp) -> bool {
        !OVER.contains(&self.status.as_str())
            && self.status != IN_ERROR
            && self.ends_at.is_none_or(|ends| ends >= today)
    }
}

fn word(precision: Option<&str>) -> Precision {
    precision.map_or(Precision::Time, Precision::from_word)
}

impl Placed for PrescriptionRow {
    fn place(&self) -> Place {
        Place { at: self.at, id: self.id }
    }
}

macro_rules! prescription_columns {
    () => {
        (
            prescriptions::id,
            prescriptions::patient_id,
            prescriptions::at,
            prescriptions::at_precision,
            prescriptions::status,
            prescriptions::code_display,
            prescriptions::code_text,
            prescriptions::author,
            prescriptions::dosage,
            prescriptions::starts_at,
            prescriptions::starts_precision,
            prescriptions::ends_at,
            prescriptions::ends_precision,
            prescriptions::reason,
            prescriptions::source_id
                .is_not_null()
                .and(prescriptions::edited_here.eq(false))
                .and(prescriptions::confirmed_at.is_null()),
        )
    };
}

/// What is taken at present. `today` is the first instant of the day: what ends today is still taken.
pub fn current_medication(
    conn: &mut Conn,
    patient: PatientId,
    today: Timestamp,
    most: i64,
) -> Result<Vec<PrescriptionRow>> {
    let over = OVER.into_iter().chain([IN_ERROR]);
    Ok(prescriptions::table
        .filter(prescriptions::patient_id.eq(patient))
        .filter(none_of(prescriptions::status, over))
        .filter(prescriptions::ends_at.is_null().or(prescriptions::ends_at.ge(Utc(today))))
        .order((prescriptions::at.desc(), prescriptions::id.desc()))
        .select(prescription_columns!())
        .limit(most)
        .load(conn)?)
}

/// A page of what is no longer taken, and of what was voided.
pub fn past_medication(
    conn: &mut Conn,
    patient: PatientId,
    today: Timestamp,
    side: Side,
    size: usize,
) -> Result<Listed<PrescriptionRow>> {
    let query = prescriptions::table
        .filter(prescriptions::patient_id.eq(patient))
        .filter(
            prescriptions::status
                .ne(IN_ERROR)
                .and(
                    one_of(prescriptions::status, OVER)
                        .or(prescriptions::ends_at.is_not_null().and(prescriptions::ends_at.lt(Utc(today)))),
                )
                .or(prescriptions::status.eq(IN_ERROR).and(fixed::<Bool>(WITHDRAWN))),
        )
        .select(prescription_columns!())
        .limit(i64::try_from(size + 1).unwrap_or(i64::MAX))
        .into_boxed::<MultiBackend>();
    Ok(Listed::cut(paged!(query, prescriptions, side).load(conn)?, size, side))
}
