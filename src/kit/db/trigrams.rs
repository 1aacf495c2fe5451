//! Looking for any part of a text among a million rows, on both databases.
//!
//! The table keeps a folded text. PostgreSQL has a `pg_trgm` index on it; SQLite has an FTS5 table of the index's name
//! that knows which runs of three characters a row has. Either narrows down; whether a row really contains the
//! pattern is then looked up in the text itself.

use diesel::dsl::sql;
use diesel::expression::BoxableExpression;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};

use super::connection::{Conn, MultiBackend};
use super::fixed::{Fixed, fixed};
use crate::kit::error::Result;

/// A column that can be looked into, and what stands for it on SQLite.
#[derive(Clone, Copy, Debug)]
pub struct Trigrams {
    /// The table.
    pub table: &'static str,
    /// Its column with the folded text.
    pub column: &'static str,
    /// Its integer key.
    pub key: &'static str,
    /// The FTS5 table.
    pub index: &'static str,
}

/// What a text must contain.
#[derive(Clone, Debug)]
pub struct Part {
    /// Word for word.
    pub text: String,
    /// Runs of three characters that a text containing it must have.
    pub grams: Vec<String>,
}

/// A condition on the rows of one table.
pub type Condition<Source> = Box<dyn BoxableExpression<Source, MultiBackend, SqlType = Bool>>;

impl Trigrams {
    /// Rows that contain every part. On SQLite at most `candidates` rows of the index are looked at.
    pub fn contains<Source>(&self, conn: &Conn, parts: &[Part], candidates: i64) -> Condition<Source>
    where
        Source: 'static,
    {
        let words = self.contains_slowly(conn, parts);
        match (conn, match_expression(parts)) {
            (Conn::Sqlite(_), Some(grams)) => {
                let Self { table, key, index, .. } = *self;
                let rowids = [table, ".", key, " in (select rowid from ", index, " where ", index, " match "];
                let narrowed =
                    said(rowids).bind::<Text, _>(grams).sql(" limit ").bind::<BigInt, _>(candidates).sql(")");
                Box::new(narrowed.and(words))
            }
            (Conn::Sqlite(_), None) => Box::new(fixed::<Bool>("1 = 0")),
            (Conn::Postgres(_), _) => words,
        }
    }

    /// Rows that contain every part, looked at one by one: for when something else narrows them down.
    pub fn contains_slowly<Source>(&self, conn: &Conn, parts: &[Part]) -> Condition<Source>
    where
        Source: 'static,
    {
        let Self { table, column, .. } = *self;
        let mut all: Condition<Source> = Box::new(fixed::<Bool>("1 = 1"));
        for part in parts {
            all = match conn {
                Conn::Sqlite(_) => {
                    let one = said(["instr(", table, ".", column, ", "]);
                    Box::new(all.and(one.bind::<Text, _>(part.text.clone()).sql(") > 0")))
                }
                Conn::Postgres(_) => {
                    // Planned anew each time: by how rare the pattern is.
                    let one = sql::<Bool>(&format!("{table}.{column} like "));
                    Box::new(all.and(one.bind::<Text, _>(containing(&part.text)).sql(" escape '\\'")))
                }
            };
        }
        all
    }

    /// Whether more than `many` rows may contain every part. Cheap, and only a guess on PostgreSQL, which plans by
    /// itself and is always told "no".
    ///
    /// # Errors
    /// What the database says.
    pub fn is_common(&self, conn: &mut Conn, parts: &[Part], many: i64) -> Result<bool> {
        let Some(grams) = match_expression(parts) else { return Ok(false) };
        if let Conn::Postgres(_) = conn {
            return Ok(false);
        }
        let Self { index, .. } = *self;
        let counted = fixed::<BigInt>("(select count(*) from (select rowid from ")
            .sql(index)
            .sql(" where ")
            .sql(index)
            .sql(" match ")
            .bind::<Text, _>(grams)
            .sql(" limit ")
            .bind::<BigInt, _>(many + 1)
            .sql("))");
        let found: i64 = diesel::select(counted).get_result(conn)?;
        Ok(found > many)
    }
}

fn said(words: impl IntoIterator<Item = &'static str>) -> Fixed<Bool> {
    words.into_iter().fold(fixed(""), Fixed::sql)
}

/// All grams, each as a quoted word of FTS5's language.
fn match_expression(parts: &[Part]) -> Option<String> {
    let mut grams: Vec<String> = Vec::new();
    for gram in parts.iter().flat_map(|part| &part.grams) {
        let quoted = format!("\"{}\"", gram.replace('"', "\"\""));
        if !grams.contains(&quoted) {
            grams.push(quoted);
        }
    }
    (!grams.is_empty()).then(|| grams.join(" AND "))
}

/// The pattern of `LIKE`, with `\` as its escape, of texts that contain this one: `%`, `_` and the escape itself are
/// letters like any other.
pub fn containing(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_the_pattern_language_are_letters() {
        assert_eq!(containing(r"100%_\"), r"%100\%\_\\%");
        let part = Part { text: "a\"b".into(), grams: vec!["a\"b".into(), "a\"b".into()] };
        assert_eq!(match_expression(&[part]).as_deref(), Some("\"a\"\"b\""));
        assert_eq!(match_expression(&[]), None);
    }
}
