//! Statements on `codes`, `code_lists` and `code_favourites`.
//!
//! A search looks where the best hits are first: one's own favourites, codes that begin with what was typed, whole words,
//! words that begin with it, then any part of a word. What is rare is looked up in the index of words and all of it
//! compared; of what is common the first are taken from the index of ranks, which soon has enough of them.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::Integer;

use super::model::{CodeId, Hit, List, Typed};
use crate::gate::actor::AccountId;
use crate::kit::db::fixed::fixed;
use crate::kit::db::trigrams::{Part, Trigrams};
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::kit::id::Id;
use crate::people::patients::{Needle, trigrams};
use crate::schema::{code_favourites, code_lists, codes};

const INDEX: Trigrams =
    Trigrams { table: "codes", column: "search_key", key: "serial", index: "codes_by_trigram" };

/// Up to so many codes are all read and compared; above it the first of the index of ranks are.
const COMMON: i64 = 500;
/// How many of the index of ranks are compared, for each that is wanted.
const COMPARED: usize = 3;
/// More nobody keeps at hand.
const FAVOURITES: i64 = 300;

/// A row of `codes`.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = codes)]
pub struct Row {
    pub id: CodeId,
    pub serial: i64,
    pub list: String,
    pub system: String,
    pub code: String,
    pub code_key: String,
    pub text: String,
    pub search_key: String,
    pub leaf: bool,
    pub active: bool,
}

impl Row {
    fn hit(self, favourites: &[CodeId]) -> Hit {
        Hit {
            favourite: favourites.contains(&self.id),
            id: self.id,
            system: self.system,
            code: self.code,
            text: self.text,
            leaf: self.leaf,
            active: self.active,
        }
    }
}

/// The edition of a list that is in force; none when none was loaded.
///
/// # Errors
/// What the database says.
pub fn edition(conn: &mut Conn, list: List) -> Result<Option<String>> {
    Ok(code_lists::table.find(list.as_str()).select(code_lists::edition).first(conn).optional()?)
}

/// All codes of a list, those set aside too.
///
/// # Errors
/// What the database says.
pub fn all(conn: &mut Conn, list: List) -> Result<Vec<Row>> {
    Ok(codes::table.filter(codes::list.eq(list.as_str())).select(Row::as_select()).load(conn)?)
}

/// The number the next code gets.
///
/// # Errors
/// What the database says.
pub fn next_serial(conn: &mut Conn) -> Result<i64> {
    let last: Option<i64> = codes::table.select(diesel::dsl::max(codes::serial)).first(conn)?;
    Ok(last.unwrap_or(0) + 1)
}

/// Adds a code.
///
/// # Errors
/// What the database says.
pub fn insert(tx: &mut Tx<'_>, row: &Row) -> Result<()> {
    diesel::insert_into(codes::table).values(row).execute(tx.conn())?;
    Ok(())
}

/// Makes a code say what this row says.
///
/// # Errors
/// What the database says.
pub fn update(tx: &mut Tx<'_>, row: &Row) -> Result<()> {
    diesel::update(codes::table.find(row.id))
        .set((
            codes::code.eq(&row.code),
            codes::text.eq(&row.text),
            codes::search_key.eq(&row.search_key),
            codes::leaf.eq(row.leaf),
            codes::active.eq(row.active),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// What a list was loaded from.
#[derive(Clone, Debug)]
pub struct Source {
    /// The code system's address.
    pub system: String,
    /// The edition.
    pub edition: String,
    /// The file's name.
    pub file_name: String,
    /// The file's SHA-256, in hexadecimal digits.
    pub digest: String,
    /// How many codes it has.
    pub codes: i64,
}

/// Says which edition of a list is in force now.
///
/// # Errors
/// What the database says.
pub fn put_list(tx: &mut Tx<'_>, list: List, source: &Source) -> Result<()> {
    let now = tx.now();
    diesel::delete(code_lists::table.find(list.as_str())).execute(tx.conn())?;
    diesel::insert_into(code_lists::table)
        .values((
            code_lists::name.eq(list.as_str()),
            code_lists::system.eq(&source.system),
            code_lists::edition.eq(&source.edition),
            code_lists::file_name.eq(&source.file_name),
            code_lists::digest.eq(&source.digest),
            code_lists::codes.eq(source.codes),
            code_lists::loaded_at.eq(Utc(now)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The code of a list that is written so, with or without its dot; one in force before one that was set aside.
///
/// # Errors
/// What the database says.
pub fn find(conn: &mut Conn, list: List, code: &str) -> Result<Option<Hit>> {
    let row: Option<Row> = codes::table
        .filter(codes::list.eq(list.as_str()))
        .filter(codes::code_key.eq(super::model::key(code)))
        .order((codes::active.desc(), codes::serial.desc()))
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    Ok(row.map(|row| row.hit(&[])))
}

/// Whether there is such a code.
///
/// # Errors
/// What the database says.
pub fn exists(conn: &mut Conn, id: CodeId) -> Result<bool> {
    Ok(diesel::select(diesel::dsl::exists(codes::table.find(id))).get_result(conn)?)
}

/// Keeps a code at hand for somebody.
///
/// # Errors
/// What the database says.
pub fn keep_favourite(tx: &mut Tx<'_>, account: AccountId, code: CodeId) -> Result<()> {
    let now = tx.now();
    let kept = diesel::select(diesel::dsl::exists(code_favourites::table.find((account, code))));
    if !kept.get_result::<bool>(tx.conn())? {
        diesel::insert_into(code_favourites::table)
            .values((
                code_favourites::account_id.eq(account),
                code_favourites::code_id.eq(code),
                code_favourites::kept_at.eq(Utc(now)),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// No longer keeps a code at hand.
///
/// # Errors
/// What the database says.
pub fn drop_favourite(tx: &mut Tx<'_>, account: AccountId, code: CodeId) -> Result<()> {
    diesel::delete(code_favourites::table.find((account, code))).execute(tx.conn())?;
    Ok(())
}

fn favourites(conn: &mut Conn, list: List, account: AccountId) -> Result<Vec<Row>> {
    // Chosen and put in order here: asked for both, a database walks the whole list to find the few that are kept.
    let mut kept: Vec<Row> = codes::table
        .inner_join(code_favourites::table.on(code_favourites::code_id.eq(codes::id)))
        .filter(code_favourites::account_id.eq(account))
        .limit(FAVOURITES)
        .select(Row::as_select())
        .load(conn)?;
    kept.retain(|row| row.list == list.as_str());
    kept.sort_by(|one, other| (&one.code_key, one.id).cmp(&(&other.code_key, other.id)));
    Ok(kept)
}

/// The best `most` codes for what was typed, and whether there are more; one's favourites when nothing was typed. Codes
/// that the edition in force does not have are found only among favourites, and marked.
///
/// # Errors
/// What the database says.
pub fn search(
    conn: &mut Conn,
    list: List,
    account: AccountId,
    typed: &str,
    most: usize,
) -> Result<(Vec<Hit>, bool)> {
    let typed = Typed::parse(typed);
    let mut kept = favourites(conn, list, account)?;
    let ids: Vec<CodeId> = kept.iter().map(|row| row.id).collect();
    if !typed.is_empty() {
        let begins =
            |row: &Row| typed.code.as_ref().is_some_and(|code| row.code_key.starts_with(code.as_str()));
        kept.retain(|row| begins(row) || typed.fits(&row.search_key));
    }
    let mut search = Search { conn, list, typed: &typed, enough: most + 1, rows: Vec::new() };
    search.take(kept);
    if !typed.is_empty() {
        search.by_code()?;
        search.by_words(Needle::as_whole_word)?;
        search.by_words(Needle::as_word_start)?;
        search.by_words(Needle::pattern)?;
    }
    let mut rows = search.rows;
    let more = rows.len() > most;
    rows.truncate(most);
    Ok((rows.into_iter().map(|row| row.hit(&ids)).collect(), more))
}

struct Search<'a> {
    conn: &'a mut Conn,
    list: List,
    typed: &'a Typed,
    enough: usize,
    rows: Vec<Row>,
}

impl Search<'_> {
    /// Adds rows that are not there yet, best first; among equals the shorter text.
    fn take(&mut self, mut rows: Vec<Row>) {
        let known: HashMap<Id<super::model::Code>, ()> = self.rows.iter().map(|row| (row.id, ())).collect();
        rows.retain(|row| !known.contains_key(&row.id));
        rows.sort_by_cached_key(|row| {
            let points = self.typed.score(&row.code_key, &row.search_key, row.leaf);
            (std::cmp::Reverse(points), row.text.chars().count(), row.code_key.clone())
        });
        let room = self.enough.saturating_sub(self.rows.len());
        self.rows.extend(rows.into_iter().take(room));
    }

    fn by_code(&mut self) -> Result<()> {
        let Some(code) = self.typed.code.clone().filter(|_| self.rows.len() < self.enough) else {
            return Ok(());
        };
        let rows = codes::table
            .filter(codes::list.eq(self.list.as_str()))
            .filter(codes::active.eq(true))
            .filter(codes::code_key.ge(code.clone()))
            .filter(codes::code_key.lt(format!("{code}\u{10FFFF}")))
            .order((codes::code_key, codes::id))
            .limit(i64::try_from(2 * self.enough).unwrap_or(COMMON))
            .select(Row::as_select())
            .load(self.conn)?;
        self.take(rows);
        Ok(())
    }

    fn by_words(&mut self, way: fn(&Needle) -> String) -> Result<()> {
        if self.rows.len() >= self.enough {
            return Ok(());
        }
        let parts: Vec<Part> = self
            .typed
            .needles
            .iter()
            .map(|needle| {
                let text = way(needle);
                Part { grams: trigrams(&text), text }
            })
            .collect();
        let rows = codes::table.select(Row::as_select()).filter(codes::active.eq(true)).into_boxed();
        let is_common = INDEX.is_common(self.conn, &parts, COMMON)?;
        let rows = if is_common {
            let compared = i64::try_from(COMPARED * self.enough).unwrap_or(COMMON);
            rows.filter(INDEX.contains_slowly(self.conn, &parts)).limit(compared)
        } else {
            rows.filter(INDEX.contains(self.conn, &parts, COMMON)).limit(COMMON)
        };
        let rows = match self.conn {
            // As an expression: by the list alone SQLite would walk all of it instead of going by the words.
            Conn::Sqlite(_) if !is_common => rows.filter(codes::list.concat("").eq(self.list.as_str())),
            _ => rows.filter(codes::list.eq(self.list.as_str())),
        };
        let length = fixed::<Integer>("length(codes.text)");
        let rows = rows.order((codes::leaf.desc(), length, codes::code_key)).load(self.conn)?;
        self.take(rows);
        Ok(())
    }
}
