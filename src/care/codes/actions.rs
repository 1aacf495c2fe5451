//! Loading a list, and keeping codes at hand.

use std::collections::HashMap;

use serde_json::json;

use super::model::file::CodeFile;
use super::model::{CodeId, List, key, search_key};
use super::store::{self, Row, Source};
use crate::gate::actor::AccountId;
use crate::kit::db::{Conn, Db, Deed, Permit, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;

/// How many codes go into one transaction: whoever saves something at the desk meanwhile waits no longer than for these.
const BATCH: usize = 1_000;

/// What loading a file does to a list.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    added: Vec<Row>,
    changed: Vec<Row>,
    dropped: Vec<Row>,
    /// Codes that stay as they are.
    pub same: usize,
}

/// How many codes were, or would be, touched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// New ones.
    pub added: usize,
    /// With other words than before, or in force again.
    pub changed: usize,
    /// No longer in force: the file does not have them.
    pub dropped: usize,
    /// As they were.
    pub same: usize,
}

impl Plan {
    /// Its figures.
    pub fn counts(&self) -> Loaded {
        Loaded {
            added: self.added.len(),
            changed: self.changed.len(),
            dropped: self.dropped.len(),
            same: self.same,
        }
    }
}

/// Compares a file with what is there. A file that would set aside more than half of a list in force is refused: it is a
/// part of one.
///
/// # Errors
/// [`Error::Conflict`] in words for such a file; what the database says.
pub fn plan(conn: &mut Conn, list: List, file: &CodeFile, also_smaller: bool) -> Result<Plan> {
    let mut serial = store::next_serial(conn)?;
    let rows = store::all(conn, list)?;
    let in_force = rows.iter().filter(|row| row.active).count();
    let mut known: HashMap<(String, String), Row> =
        rows.into_iter().map(|row| ((row.system.clone(), row.code_key.clone()), row)).collect();
    let mut plan = Plan::default();
    for entry in &file.entries {
        let code_key = key(&entry.code);
        let search_key = search_key(&entry.code, &entry.text);
        let (code, text) = (entry.code.clone(), entry.text.clone());
        match known.remove(&(file.system.clone(), code_key.clone())) {
            None => {
                plan.added.push(Row {
                    id: Id::new(),
                    serial,
                    list: list.as_str().to_owned(),
                    system: file.system.clone(),
                    code,
                    code_key,
                    text,
                    search_key,
                    leaf: entry.leaf,
                    active: true,
                });
                serial += 1;
            }
            Some(row) => {
                let after = Row { code, text, search_key, leaf: entry.leaf, active: true, ..row.clone() };
                let said = |row: &Row| (row.code.clone(), row.text.clone(), row.leaf, row.active);
                if said(&row) == said(&after) && row.search_key == after.search_key {
                    plan.same += 1;
                } else {
                    plan.changed.push(after);
                }
            }
        }
    }
    plan.dropped.extend(known.into_values().filter(|row| row.active).map(|row| Row { active: false, ..row }));
    plan.dropped.sort_by(|a, b| a.code_key.cmp(&b.code_key));
    if plan.dropped.len() * 2 > in_force && !also_smaller {
        return Err(Error::Conflict(format!(
            "Of the {in_force} codes in force the file has fewer than half. Nothing was changed. If it is another \
             classification and shall take their place, say so with --replace."
        )));
    }
    Ok(plan)
}

/// Carries a plan out, some codes at a time, and says at the end which edition is in force. Broken off it leaves codes of
/// both editions in force; loading the file again completes it. `progress` hears how many codes are done.
///
/// # Errors
/// What the database says.
pub fn load(
    db: &Db,
    permit: &impl Permit,
    list: List,
    plan: &Plan,
    source: &Source,
    mut progress: impl FnMut(usize),
) -> Result<Loaded> {
    let counts = plan.counts();
    let begun = Deed::new("import.codes-begun")
        .on("code-list", list.as_str())
        .with(json!({ "file": source.file_name, "sha256": source.digest }));
    db.write_now(permit, move |tx| {
        tx.record(begun.clone());
        Ok(())
    })?;
    let mut done = 0;
    let steps = plan.added.chunks(BATCH).map(|rows| (rows, true));
    let updates = plan.changed.chunks(BATCH).chain(plan.dropped.chunks(BATCH)).map(|rows| (rows, false));
    for (rows, new) in steps.chain(updates) {
        let batch = rows.to_vec();
        db.write_now(permit, move |tx| {
            for row in &batch {
                if new { store::insert(tx, row)? } else { store::update(tx, row)? }
            }
            tx.nothing_to_record("loading a list is on file when it begins and when it ends");
            Ok(())
        })?;
        done += rows.len();
        progress(done);
    }
    let source = source.clone();
    db.write_now(permit, move |tx| {
        store::put_list(tx, list, &source)?;
        tx.record(Deed::new("import.codes-loaded").on("code-list", list.as_str()).with(json!({
            "edition": source.edition,
            "file": source.file_name,
            "added": counts.added,
            "changed": counts.changed,
            "set_aside": counts.dropped,
        })));
        Ok(())
    })?;
    Ok(counts)
}

/// Keeps a code at hand for somebody, or no longer.
///
/// # Errors
/// [`Error::NotFound`] when there is no such code.
pub fn favour(tx: &mut Tx<'_>, account: AccountId, code: CodeId, keep: bool) -> Result<()> {
    if !store::exists(tx.conn(), code)? {
        return Err(Error::NotFound);
    }
    if keep {
        store::keep_favourite(tx, account, code)?;
    } else {
        store::drop_favourite(tx, account, code)?;
    }
    tx.nothing_to_record("which codes somebody keeps at hand is their own affair");
    Ok(())
}
