//! Rows of other features that belong to a patient.
//!
//! Patients know nothing of what is built on them. Every table with a patient in it says here how to count its rows
//! and how to hand them over when two records become one; `wiring.rs` lists them all, and a law test compares that
//! list with the schema.

use jiff::Timestamp;

use super::super::model::patient::PatientId;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;

/// A table whose rows belong to patients.
pub trait HeldRows: Sync {
    /// The table's name, as a merge is remembered by.
    fn table(&self) -> &'static str;

    /// Whether its rows are history: a record that has any is archived, never removed.
    fn is_history(&self) -> bool;

    /// How many rows a patient has.
    ///
    /// # Errors
    /// What the database says.
    fn count(&self, conn: &mut Conn, of: PatientId) -> Result<i64>;

    /// What keeps one patient's rows from going to another, in words; none when nothing does.
    ///
    /// # Errors
    /// What the database says.
    fn obstacle(&self, _conn: &mut Conn, _from: PatientId, _to: PatientId) -> Result<Option<String>> {
        Ok(None)
    }

    /// Gives all rows of one patient to another and answers their ids.
    ///
    /// # Errors
    /// What the database says.
    fn hand_over(&self, tx: &mut Tx<'_>, from: PatientId, to: PatientId) -> Result<Vec<String>>;

    /// Gives those of these rows that are still there to a patient.
    ///
    /// # Errors
    /// What the database says.
    fn hand_back(&self, tx: &mut Tx<'_>, ids: &[String], to: PatientId) -> Result<()>;

    /// Deletes a patient's rows; asked only of tables that are no history.
    ///
    /// # Errors
    /// What the database says.
    fn clear(&self, tx: &mut Tx<'_>, of: PatientId) -> Result<()>;
}

/// When somebody was here last, and with whom.
#[derive(Clone, Debug)]
pub struct LastSeen {
    /// The patient.
    pub patient: PatientId,
    /// When.
    pub at: Timestamp,
    /// The doctor's name.
    pub doctor: String,
}

/// Answers when patients were here last, for those who were.
pub type Seen = fn(&mut Conn, &[PatientId]) -> Result<Vec<LastSeen>>;

/// What the features built on patients lend them; `wiring.rs` makes the one there is.
#[derive(Clone, Copy)]
pub struct Neighbours {
    /// Every table with a patient in it.
    pub held: &'static [&'static dyn HeldRows],
    /// Where something is written to a patient by hand.
    pub write: fn(PatientId) -> String,
    /// When patients were here last.
    pub last_seen: Seen,
    /// Where a new appointment of a patient is booked.
    pub book: fn(PatientId) -> String,
}

/// Makes a [`HeldRows`] of a table with the columns `id -> Uid` and `patient_id -> Uid`, for the table's own store:
/// `held_rows!(Problems, problems, history);`, or with a function that is [`HeldRows::obstacle`]:
/// `held_rows!(Problems, problems, history, obstacle);`
#[macro_export]
macro_rules! held_rows {
    ($name:ident, $table:ident, history $(, $obstacle:path)?) => {
        $crate::held_rows!(@ $name, $table, true $(, $obstacle)?);
    };
    ($name:ident, $table:ident, passing) => {
        $crate::held_rows!(@ $name, $table, false);
    };
    (@ $name:ident, $table:ident, $history:literal $(, $obstacle:path)?) => {
        #[doc = concat!("The rows of `", stringify!($table), "` that a patient holds.")]
        #[derive(Debug)]
        pub struct $name;

        impl $crate::people::patients::HeldRows for $name {
            fn table(&self) -> &'static str {
                stringify!($table)
            }
            fn is_history(&self) -> bool {
                $history
            }
            $(
                fn obstacle(
                    &self,
                    conn: &mut $crate::kit::db::Conn,
                    from: $crate::people::patients::PatientId,
                    to: $crate::people::patients::PatientId,
                ) -> $crate::kit::error::Result<Option<String>> {
                    $obstacle(conn, from, to)
                }
            )?
            fn count(
                &self,
                conn: &mut $crate::kit::db::Conn,
                of: $crate::people::patients::PatientId,
            ) -> $crate::kit::error::Result<i64> {
                use diesel::prelude::*;
                use $crate::schema::$table as held;
                Ok(held::table.filter(held::patient_id.eq(of)).count().get_result(conn)?)
            }
            fn hand_over(
                &self,
                tx: &mut $crate::kit::db::Tx<'_>,
                from: $crate::people::patients::PatientId,
                to: $crate::people::patients::PatientId,
            ) -> $crate::kit::error::Result<Vec<String>> {
                use diesel::prelude::*;
                use $crate::schema::$table as held;
                let ids: Vec<uuid::Uuid> =
                    held::table.filter(held::patient_id.eq(from)).order(held::id).select(held::id).load(tx.conn())?;
                diesel::update(held::table.filter(held::patient_id.eq(from)))
                    .set(held::patient_id.eq(to))
                    .execute(tx.conn())?;
                Ok(ids.iter().map(ToString::to_string).collect())
            }
            fn hand_back(
                &self,
                tx: &mut $crate::kit::db::Tx<'_>,
                ids: &[String],
                to: $crate::people::patients::PatientId,
            ) -> $crate::kit::error::Result<()> {
                use diesel::prelude::*;
                use $crate::schema::$table as held;
                for chunk in ids.chunks(500) {
                    let ids: Vec<$crate::kit::db::types::AnyId> = chunk
                        .iter()
                        .filter_map(|id| id.parse::<uuid::Uuid>().ok())
                        .map($crate::kit::db::types::AnyId)
                        .collect();
                    diesel::update(held::table.filter(held::id.eq_any(ids)))
                        .set(held::patient_id.eq(to))
                        .execute(tx.conn())?;
                }
                Ok(())
            }
            fn clear(
                &self,
                tx: &mut $crate::kit::db::Tx<'_>,
                of: $crate::people::patients::PatientId,
            ) -> $crate::kit::error::Result<()> {
                use diesel::prelude::*;
                use $crate::schema::$table as held;
                diesel::delete(held::table.filter(held::patient_id.eq(of))).execute(tx.conn())?;
                Ok(())
            }
        }
    };
}
