//! Statements on `observations` and `observation_parts`.

use diesel::prelude::*;

use super::model::{Observation, ObservationPart};
use crate::care::record::{Belongings, clinical_store};
use crate::held_rows;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::schema::observation_parts;

clinical_store!(observations, Observation, parts);
held_rows!(HeldObservations, observations, history);
held_rows!(HeldObservationParts, observation_parts, history);

/// The parts of an observation, as its history keeps them.
fn parts(conn: &mut Conn, observation: Id<Observation>) -> Result<Belongings> {
    let rows: Vec<ObservationPart> = observation_parts::table
        .filter(observation_parts::observation_id.eq(observation))
        .order(observation_parts::position)
        .select(ObservationPart::as_select())
        .load(conn)?;
    Ok(vec![("parts", serde_json::to_value(rows).map_err(Error::bug)?)])
}

/// Writes the parts of an observation in place of those it has.
///
/// # Errors
/// What the database says.
pub fn set_parts(tx: &mut Tx<'_>, observation_id: Id<Observation>, rows: &[ObservationPart]) -> Result<()> {
    diesel::delete(observation_parts::table.filter(observation_parts::observation_id.eq(observation_id)))
        .execute(tx.conn())?;
    for row in rows {
        diesel::insert_into(observation_parts::table).values(row).execute(tx.conn())?;
    }
    Ok(())
}
