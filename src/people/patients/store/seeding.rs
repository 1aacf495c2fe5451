//! Many patients at once, for a demonstration and for measuring.

use super::super::model::details::Details;
use super::super::model::patient::PatientId;
use super::numbers::take_serials;
use super::record::add;
use crate::kit::db::Tx;
use crate::kit::error::{Error, Result};

/// Adds many patients with their numbers and keys and answers their ids, in order.
///
/// # Errors
/// As for one.
pub(in super::super) fn insert_many(tx: &mut Tx<'_>, people: &[Details]) -> Result<Vec<PatientId>> {
    let first = take_serials(tx, i64::try_from(people.len()).map_err(Error::bug)?)?;
    (first..).zip(people).map(|(serial, details)| add(tx, serial, details, None)).collect()
}
