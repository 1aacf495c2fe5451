//! Statements on `interaction_lists`, `interactions` and `interaction_sides`.

use std::collections::BTreeSet;

use diesel::prelude::*;
use uuid::Uuid;

use super::model::{Pair, Severity, Side, severe};
use crate::kit::db::types::{AnyId, Utc};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::schema::{interaction_lists, interaction_sides, interactions};

/// What was looked into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consulted {
    /// The names of the lists that were loaded; the shipped pairs are always looked into.
    pub lists: Vec<String>,
}

impl Consulted {
    /// Whether a list was loaded: the shipped pairs are only the worst.
    pub fn is_full(&self) -> bool {
        !self.lists.is_empty()
    }
}

/// A pair that was found between two medicines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Which of the other medicines, by its place.
    pub with: usize,
    /// How bad.
    pub severity: Severity,
    /// What happens.
    pub effect: String,
    /// What to do.
    pub advice: String,
    /// Who says so.
    pub source: String,
}

/// What [`between`] looks into.
///
/// # Errors
/// What the database says.
pub fn consulted(conn: &mut Conn) -> Result<Consulted> {
    let names = interaction_lists::table.order(interaction_lists::name).select(interaction_lists::name);
    Ok(Consulted { lists: names.load(conn)? })
}

/// The pairs between one medicine and others, each known by its keys; the worst first.
///
/// # Errors
/// What the database says.
pub fn between(
    conn: &mut Conn,
    one: &BTreeSet<String>,
    others: &[BTreeSet<String>],
) -> Result<Vec<Conflict>> {
    let mut pairs = loaded(conn, one, others)?;
    pairs.extend(severe().iter().cloned());
    let mut found = Vec::new();
    for (with, other) in others.iter().enumerate() {
        for pair in pairs.iter().filter(|pair| pair.is_between(one, other)) {
            found.push(Conflict {
                with,
                severity: pair.severity,
                effect: pair.effect.clone(),
                advice: pair.advice.clone(),
                source: pair.source.clone(),
            });
        }
    }
    found.sort_by_key(|conflict| std::cmp::Reverse(conflict.severity));
    Ok(found)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = interactions)]
struct Row {
    id: Uuid,
    a: String,
    b: String,
    severity: String,
    effect: String,
    advice: String,
    source: String,
}

/// Pairs of loaded lists of which one side is this medicine and the other one of those; their sides hold no other keys
/// than these medicines'.
fn loaded(conn: &mut Conn, one: &BTreeSet<String>, others: &[BTreeSet<String>]) -> Result<Vec<Pair>> {
    let all: BTreeSet<&String> = one.iter().chain(others.iter().flatten()).collect();
    let own: Vec<Uuid> = interaction_sides::table
        .filter(interaction_sides::key.eq_any(one.iter()))
        .select(interaction_sides::interaction_id)
        .distinct()
        .load(conn)?;
    let mut pairs = Vec::new();
    for ids in own.chunks(1_000) {
        let ids = || ids.iter().copied().map(AnyId);
        let sides: Vec<(Uuid, String, String)> = interaction_sides::table
            .filter(interaction_sides::interaction_id.eq_any(ids()))
            .filter(interaction_sides::key.eq_any(all.iter().copied()))
            .select((interaction_sides::interaction_id, interaction_sides::side, interaction_sides::key))
            .load(conn)?;
        let keys = |id: Uuid, side: &str| -> BTreeSet<String> {
            let of = sides.iter().filter(|(of, which, _)| *of == id && which == side);
            of.map(|(_, _, key)| key.clone()).collect()
        };
        let both: Vec<Uuid> = {
            let of_side = |side: &str| -> BTreeSet<Uuid> {
                sides.iter().filter(|(_, which, _)| which == side).map(|(id, ..)| *id).collect()
            };
            of_side("a").intersection(&of_side("b")).copied().collect()
        };
        let rows: Vec<Row> = interactions::table
            .filter(interactions::id.eq_any(both.into_iter().map(AnyId)))
            .order(interactions::id)
            .select(Row::as_select())
            .load(conn)?;
        pairs.extend(rows.into_iter().map(|row| Pair {
            a: Side { name: row.a, keys: keys(row.id, "a") },
            b: Side { name: row.b, keys: keys(row.id, "b") },
            // A word of a later version of the program is taken for the worst.
            severity: Severity::of_word(&row.severity).unwrap_or(Severity::Severe),
            effect: row.effect,
            advice: row.advice,
            source: row.source,
        }));
    }
    Ok(pairs)
}

/// Takes a list away with its pairs.
///
/// # Errors
/// What the database says.
pub fn remove_list(tx: &mut Tx<'_>, name: &str) -> Result<usize> {
    let of_list = interactions::table.filter(interactions::list.eq(name)).select(interactions::id);
    diesel::delete(interaction_sides::table.filter(interaction_sides::interaction_id.eq_any(of_list)))
        .execute(tx.conn())?;
    let gone = diesel::delete(interactions::table.filter(interactions::list.eq(name))).execute(tx.conn())?;
    diesel::delete(interaction_lists::table.find(name)).execute(tx.conn())?;
    Ok(gone)
}

/// Says that a list is there.
///
/// # Errors
/// What the database says.
pub fn insert_list(tx: &mut Tx<'_>, name: &str, file: &str, digest: &str, pairs: usize) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(interaction_lists::table)
        .values((
            interaction_lists::name.eq(name),
            interaction_lists::file_name.eq(file),
            interaction_lists::digest.eq(digest),
            interaction_lists::pairs.eq(i64::try_from(pairs).unwrap_or(i64::MAX)),
            interaction_lists::loaded_at.eq(Utc(now)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Adds a pair to a list.
///
/// # Errors
/// What the database says.
pub fn insert(tx: &mut Tx<'_>, list: &str, pair: &Pair) -> Result<()> {
    let id = Uuid::now_v7();
    diesel::insert_into(interactions::table)
        .values((
            interactions::id.eq(AnyId(id)),
            interactions::list.eq(list),
            interactions::a.eq(&pair.a.name),
            interactions::b.eq(&pair.b.name),
            interactions::severity.eq(pair.severity.as_str()),
            interactions::effect.eq(&pair.effect),
            interactions::advice.eq(&pair.advice),
            interactions::source.eq(&pair.source),
        ))
        .execute(tx.conn())?;
    for (side, keys) in [("a", &pair.a.keys), ("b", &pair.b.keys)] {
        for key in keys {
            diesel::insert_into(interaction_sides::table)
                .values((
                    interaction_sides::interaction_id.eq(AnyId(id)),
                    interaction_sides::side.eq(side),
                    interaction_sides::key.eq(key),
                ))
                .execute(tx.conn())?;
        }
    }
    Ok(())
}
