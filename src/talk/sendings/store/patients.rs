//! The patients of a list to whom something was sent.

use std::collections::HashMap;

use diesel::prelude::*;
use uuid::Uuid;

use super::super::model::{By, SendingId};
use crate::kit::db::types::AnyId;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::people::patients::PatientId;
use crate::schema::sending_patients;

crate::held_rows!(HeldSendingPatients, sending_patients, passing);

/// Notes whom it was for, and by what each was told.
pub fn put_patients(tx: &mut Tx<'_>, id: SendingId, patients: &[(PatientId, By)]) -> Result<()> {
    for (patient, by) in patients {
        diesel::insert_into(sending_patients::table)
            .values((
                sending_patients::id.eq(AnyId(Uuid::now_v7())),
                sending_patients::sending_id.eq(id),
                sending_patients::patient_id.eq(*patient),
                sending_patients::way.eq(by.word()),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Whom it was for, in no order. Two whose records became one since are one.
pub fn patients(conn: &mut Conn, of: SendingId) -> Result<HashMap<PatientId, By>> {
    let rows: Vec<(PatientId, String)> = sending_patients::table
        .filter(sending_patients::sending_id.eq(of))
        .select((sending_patients::patient_id, sending_patients::way))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(patient, word)| Some((patient, By::of_word(&word)?))).collect())
}

/// For how many patients each of these was, for those that were for patients of a list.
pub fn patient_counts(conn: &mut Conn, of: &[SendingId]) -> Result<HashMap<SendingId, i64>> {
    let rows: Vec<(SendingId, i64)> = sending_patients::table
        .filter(sending_patients::sending_id.eq_any(of.to_vec()))
        .group_by(sending_patients::sending_id)
        .select((sending_patients::sending_id, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
