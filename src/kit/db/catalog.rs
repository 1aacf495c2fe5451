//! Reads whole tables as JSON, the same from both databases: for exports that compare or move content.
//!
//! The one schema both databases share is also the list of what there is: its text is read, so that a new table or
//! column is exported without anybody having to remember it.

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::Text;
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::Conn;
use crate::kit::error::{Error, Result};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An id of a row, or another UUID.
    Id,
    /// An instant.
    Instant,
    /// A calendar day.
    Day,
    /// A JSON document.
    Document,
    /// A text.
    Text,
    /// A whole number.
    Whole,
    /// A number with a fraction.
    Real,
    /// True or false.
    Truth,
    /// Bytes.
    Bytes,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<Column>,
}

/// Every table of the schema.
///
/// # Errors
/// A column type that this module does not know.
pub fn tables() -> Result<Vec<Table>> {
    read(include_str!("../../schema.rs"))
}

fn read(schema: &str) -> Result<Vec<Table>> {
    let mut tables: Vec<Table> = Vec::new();
    for block in schema.split("diesel::table!").skip(1) {
        let body = block.split_once('}').map_or(block, |(body, _)| body);
        let mut lines = body.lines().map(|line| line.split("//").next().unwrap_or_default().trim());
        let head = lines.find(|line| line.ends_with('{') && line.contains('('));
        let name = head
            .and_then(|head| head.split('(').next())
            .map(str::trim)
            .ok_or_else(|| Error::bug("a table of the schema has no name"))?;
        let mut columns = Vec::new();
        for line in lines {
            let Some((column, kind)) = line.trim_end_matches(',').split_once("->") else { continue };
            let kind = kind.trim();
            let kind = kind.strip_prefix("Nullable<").and_then(|k| k.strip_suffix('>')).unwrap_or(kind);
            columns.push(Column { name: column.trim().to_owned(), kind: kind_of(kind)? });
        }
        tables.push(Table { name: name.to_owned(), columns });
    }
    Ok(tables)
}

fn kind_of(word: &str) -> Result<Kind> {
    Ok(match word {
        "Uid" => Kind::Id,
        "UtcTs" => Kind::Instant,
        "CivilDate" => Kind::Day,
        "JsonDoc" => Kind::Document,
        "Text" => Kind::Text,
        "BigInt" | "Integer" | "SmallInt" => Kind::Whole,
        "Double" | "Float" => Kind::Real,
        "Bool" => Kind::Truth,
        "Binary" => Kind::Bytes,
        other => return Err(Error::bug(format!("the schema has a column of type {other}"))),
    })
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    doc: String,
}

/// Runs `f` on one unchanging view of the whole database.
///
/// # Errors
/// What `f` answers, or what the database says.
pub fn snapshot<T>(conn: &mut Conn, f: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    let (begin, end) = match conn {
        Conn::Sqlite(_) => ("BEGIN", "COMMIT"),
        Conn::Postgres(_) => ("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "COMMIT"),
    };
    conn.batch_execute(begin)?;
    let result = f(conn);
    conn.batch_execute(end)?;
    result
}

/// All rows of a table, with the same values spelled the same way on both databases. In no particular order.
///
/// # Errors
/// What the database says.
pub fn rows(conn: &mut Conn, table: &Table) -> Result<Vec<Map<String, Value>>> {
    let found: Vec<Row> = match conn {
        Conn::Sqlite(c) => diesel::sql_query(sqlite(table)).load(c)?,
        Conn::Postgres(c) => diesel::sql_query(postgres(table)).load(c)?,
    };
    found.into_iter().map(|row| normal(table, &row.doc)).collect()
}

fn sqlite(table: &Table) -> String {
    let values = table.columns.iter().map(|Column { name, kind }| match kind {
        Kind::Id | Kind::Bytes => format!("CASE WHEN \"{name}\" IS NOT NULL THEN lower(hex(\"{name}\")) END"),
        Kind::Document => format!("json(\"{name}\")"),
        Kind::Real => format!("CASE WHEN \"{name}\" IS NOT NULL THEN printf('%!.17g', \"{name}\") END"),
        _ => format!("\"{name}\""),
    });
    select("json_array", values.collect(), &table.name)
}

fn postgres(table: &Table) -> String {
    let values = table.columns.iter().map(|Column { name, kind }| match kind {
        Kind::Id => format!("replace(\"{name}\"::text, '-', '')"),
        Kind::Bytes => format!("encode(\"{name}\", 'hex')"),
        Kind::Truth => format!("\"{name}\"::int"),
        Kind::Real => format!("\"{name}\"::text"),
        _ => format!("\"{name}\""),
    });
    select("json_build_array", values.collect(), &table.name)
}

fn select(array: &str, values: Vec<String>, table: &str) -> String {
    format!("SELECT CAST({array}({}) AS text) AS doc FROM \"{table}\"", values.join(", "))
}

/// Gives the values their names, and one spelling: instants and numbers are written a little differently by each.
fn normal(table: &Table, doc: &str) -> Result<Map<String, Value>> {
    let values: Vec<Value> = serde_json::from_str(doc).map_err(Error::bug)?;
    let mut row = Map::new();
    for (column, value) in table.columns.iter().zip(values) {
        let value = match (column.kind, value) {
            (_, Value::Null) => Value::Null,
            (Kind::Instant, Value::String(at)) => {
                Value::String(at.parse::<Timestamp>().map_err(Error::bug)?.to_string())
            }
            (Kind::Real, Value::String(number)) => Value::from(number.parse::<f64>().map_err(Error::bug)?),
            (Kind::Truth, Value::Number(number)) => Value::Bool(number.as_i64() != Some(0)),
            (_, value) => value,
        };
        row.insert(column.name.clone(), value);
    }
    Ok(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_read() {
        let tables = read(
            "diesel::table! {\n use diesel::sql_types::*;\n  things (id) {\n id -> Uid,\n at -> Nullable<UtcTs>, // when\n }\n}\n",
        )
        .unwrap();
        assert_eq!(tables.len(), 1);
        assert_eq!(tables[0].name, "things");
        let column = |name: &str, kind| Column { name: name.into(), kind };
        assert_eq!(tables[0].columns, [column("id", Kind::Id), column("at", Kind::Instant)]);
        assert!(read("diesel::table! {\n things (id) {\n id -> Blob,\n }\n}").is_err());
    }

    #[test]
    fn the_real_schema_has_its_tables() {
        let names: Vec<String> = tables().unwrap().into_iter().map(|table| table.name).collect();
        for name in ["accounts", "observations", "problems"] {
            assert!(names.iter().any(|n| n == name), "{name}");
        }
    }
}
