//! Two records of one person become one, and, when that was wrong, two again.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::super::model::details::Details;
use super::super::model::field::{Field, Sheet};
use super::super::model::merge::{Plan, Side};
use super::super::model::patient::Patient;
use super::super::store::{self, HeldRows, Merge, NewMerge};
use crate::gate::access::reach::Reach;
use crate::gate::actor::AccountId;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::say;

/// Where a merge keeps by what the photo that moved is known again.
const PHOTO: &str = "patient_photos";

/// Two records of one person, and what whoever merges them has decided.
pub struct Merging<'a> {
    /// The record that stays.
    pub survivor: &'a Patient,
    /// The record that goes into it.
    pub absorbed: &'a Patient,
    /// Fields for which the plan's own choice is overruled.
    pub picked: &'a dyn Fn(Field) -> Option<Side>,
    /// Why they are the same person.
    pub reason: &'a str,
    /// Today, where the hospital is.
    pub today: Date,
    /// Who merges.
    pub by: Option<AccountId>,
}

/// Moves everything of `absorbed` to `survivor`. The absorbed record stays as it was left and leads to the survivor,
/// by its address and by its number.
///
/// # Errors
/// [`Error::Conflict`] when one of the two was merged or archived meanwhile, the picked fields do not fit together, or
/// something that hangs on the two cannot be one person's.
pub fn merge(tx: &mut Tx<'_>, merging: &Merging<'_>, held: &[&dyn HeldRows]) -> Result<()> {
    let Merging { survivor, absorbed, picked, reason, today, by } = *merging;
    let is_in_use = |p: &Patient| p.merged_into.is_none() && p.archived_at.is_none();
    if survivor.id == absorbed.id || !is_in_use(survivor) || !is_in_use(absorbed) {
        return Err(Error::Conflict(say!("patients-not-to-be-merged")));
    }
    let before = survivor.details.sheet();
    let after = Plan::of(&before, &absorbed.details.sheet()).outcome(picked);
    let details = parse(&after, &survivor.details, today)?;

    let mut moved = Map::new();
    for rows in held {
        if let Some(sentence) = rows.obstacle(tx.conn(), absorbed.id, survivor.id)? {
            return Err(Error::Conflict(sentence));
        }
        let ids = rows.hand_over(tx, absorbed.id, survivor.id)?;
        if !ids.is_empty() {
            moved.insert(rows.table().to_owned(), ids.into());
        }
    }
    if !survivor.has_photo
        && let Some(mark) = store::hand_over_photo(tx, absorbed.id, survivor.id)?
    {
        moved.insert(PHOTO.to_owned(), json!([mark]));
    }
    let counts: Map<String, Value> =
        moved.iter().map(|(table, ids)| (table.clone(), ids.as_array().map_or(0, Vec::len).into())).collect();
    // First the mark, so that the national id is free for the survivor.
    store::record_merge(
        tx,
        &NewMerge {
            survivor: survivor.id,
            absorbed,
            reason,
            moved: Value::Object(moved),
            before: &before,
            after: &details.sheet(),
            by,
        },
    )
    .map_err(stale)?;
    store::update(tx, survivor, &details, by).map_err(stale)?;
    store::refresh_numbers(tx, survivor.id)?;
    store::decide_requests(tx, absorbed.id, "archived", by)?;
    let detail = json!({ "absorbed": absorbed.id.to_string(), "mrn": absorbed.mrn, "moved": counts });
    tx.record(
        Deed::new("patient.merged").on("patient", survivor.id).about(survivor.id.uuid()).with(detail.clone()),
    );
    let detail = json!({ "survivor": survivor.id.to_string() });
    tx.record(
        Deed::new("patient.merged-away").on("patient", absorbed.id).about(absorbed.id.uuid()).with(detail),
    );
    Ok(())
}

/// Gives the absorbed record its rows and its own life back. Fields that the merge changed and nobody since go back
/// too; rows that were added since stay with the survivor, and so does a photo that was.
///
/// # Errors
/// [`Error::NotFound`] when it was undone meanwhile; [`Error::Conflict`] when the survivor was itself merged away.
pub fn unmerge(
    tx: &mut Tx<'_>,
    merge: &Merge,
    held: &[&dyn HeldRows],
    today: Date,
    by: Option<AccountId>,
) -> Result<()> {
    let house = Reach::whole_house("undoing a merge gives both records back");
    let survivor = store::find(tx.conn(), &house, merge.survivor)?;
    if survivor.merged_into.is_some() {
        return Err(Error::Conflict(say!("patients-not-to-be-unmerged")));
    }
    for rows in held {
        let ids = ids_of(&merge.moved, rows.table());
        rows.hand_back(tx, &ids, merge.absorbed)?;
    }
    for mark in ids_of(&merge.moved, PHOTO) {
        store::hand_back_photo(tx, &mark, merge.survivor, merge.absorbed)?;
    }
    let mut sheet = survivor.details.sheet();
    for field in merge.before.differences(&merge.after).collect::<Vec<_>>() {
        if sheet.get(field) == merge.after.get(field) {
            sheet.set(field, merge.before.get(field));
        }
    }
    // The survivor lets go of the national id before the absorbed record takes it up again.
    if sheet != survivor.details.sheet() {
        let details = parse(&sheet, &survivor.details, today)?;
        store::update(tx, &survivor, &details, by).map_err(stale)?;
    }
    store::record_undoing(tx, merge, by)?;
    store::refresh_numbers(tx, merge.survivor)?;
    for (verb, id, other) in [
        ("patient.unmerged", merge.survivor, merge.absorbed),
        ("patient.given-back", merge.absorbed, merge.survivor),
    ] {
        let detail = json!({ "other": other.to_string() });
        tx.record(Deed::new(verb).on("patient", id).about(id.uuid()).with(detail));
    }
    Ok(())
}

fn ids_of(moved: &Value, table: &str) -> Vec<String> {
    let ids = moved.get(table).and_then(Value::as_array).into_iter().flatten();
    ids.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// What was valid when it was typed may miss a birth date that another system never had.
fn parse(sheet: &Sheet, of: &Details, today: Date) -> Result<Details> {
    match Details::parse(sheet, today) {
        Ok(details) => Ok(details),
        Err(problems) if problems.iter().all(|(field, _)| *field == Field::Born) => {
            let known = sheet.clone().with(Field::Born, "1900");
            let mut details = Details::parse(&known, today)
                .map_err(|_| Error::Conflict(say!("patients-fields-do-not-fit")))?;
            details.birth = of.birth;
            Ok(details)
        }
        Err(_) => Err(Error::Conflict(say!("patients-fields-do-not-fit"))),
    }
}

fn stale(error: Error) -> Error {
    match error {
        Error::NotFound => Error::Conflict(say!("patients-changed-meanwhile")),
        other => other,
    }
}
