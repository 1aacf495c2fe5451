//! What was signed about a patient, a page at a time.

use diesel::prelude::*;
use diesel::sql_types::Bool;
use jiff::Timestamp;

use crate::care::notes::model::{DRAFT, Kind, Note, Readers};
use crate::kit::db::fixed::fixed;
use crate::kit::db::keyset::{Side, paged as sided};
use crate::kit::db::types::{Uid, Utc};
use crate::kit::db::{Conn, MultiBackend};
use crate::kit::error::Result;
use crate::people::patients::PatientId;
use crate::schema::notes;

/// Which notes of a patient are wanted; all of them unless it says more.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// About that moment or a later one.
    pub from: Option<Timestamp>,
    /// About an earlier moment.
    pub until: Option<Timestamp>,
    /// On this side of a place.
    pub side: Side,
}

/// At most so many notes that were signed and that these eyes may read, newest first, or oldest first on the newer side of
/// a place. What was voided since is among them; what nobody signed is not. What amends a note is read by whoever reads
/// the note.
///
/// # Errors
/// What the database says.
pub fn paged(
    conn: &mut Conn,
    patient: PatientId,
    readers: Readers,
    wanted: Wanted,
    most: i64,
) -> Result<Vec<Note>> {
    if readers == Readers::Nobody {
        return Ok(Vec::new());
    }
    let mut query = notes::table
        .filter(notes::patient_id.eq(patient))
        .filter(notes::status.ne(DRAFT))
        // A draft that was discarded was never anybody's word.
        .filter(notes::kind.ne(Kind::Consultation.as_str()).or(notes::signed_at.is_not_null()))
        .select(Note::as_select())
        .limit(most)
        .into_boxed::<MultiBackend>();
    if let Readers::Author(account) = readers {
        let open = notes::restricted.eq(false);
        let own = notes::recorded_by.eq(account).or(notes::signed_by.eq(account));
        let amends_such = fixed::<Bool>(
            "exists (select 1 from notes amended where amended.id = notes.amends_id and (not amended.restricted \
             or amended.recorded_by = ",
        )
        .bind::<Uid, _>(account)
        .sql(" or amended.signed_by = ")
        .bind::<Uid, _>(account)
        .sql("))");
        query = query.filter(
            (notes::amends_id.is_null().and(open.or(own)))
                .or(notes::amends_id.is_not_null().and(amends_such)),
        );
    }
    if let Some(from) = wanted.from {
        query = query.filter(notes::at.ge(Utc(from)));
    }
    if let Some(until) = wanted.until {
        query = query.filter(notes::at.lt(Utc(until)));
    }
    Ok(sided!(query, notes, wanted.side).load(conn)?)
}
