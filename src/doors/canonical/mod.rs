//! The content of a hospital as one JSON object, the same for two databases that hold the same.
//!
//! - Keys and rows are sorted. A reference is the other row's natural key or its original id at the sender, never an id
//!   of ours.
//! - What only says how or when something came to be in this database is left out: the audit trail, sessions, drafts,
//!   import runs, times of entry, keys for searching, secrets; and lists of others, which are loaded again. What two
//!   employees say to each other is theirs and no content of the hospital's.
//! - A new table is exported as soon as it is in the schema; a test fails when nobody has said what its references
//!   lead to.

use std::collections::HashMap;
use std::io::Write;

use serde_json::{Map, Value};

use crate::kit::db::Conn;
use crate::kit::db::catalog::{self, Kind, Table};
use crate::kit::error::{Error, Result};

/// Tables that are not content.
const LEFT_OUT: &[&str] = &[
    "audit_log",
    "audit_chain",
    "sessions",
    "sign_in_tallies",
    "recovery_codes",
    "one_time_links",
    "deliveries",
    "delivery_attempts",
    "notifications",
    "account_phones",
    "sendings",
    "sending_people",
    "sending_patients",
    "submissions",
    "conversations",
    "conversation_members",
    "messages",
    "message_files",
    "drafts",
    "jobs",
    "import_runs",
    "import_items",
    "patient_imports",
    "patient_looks",
    "patient_versions",
    "patient_merges",
    "patient_removal_requests",
    "record_versions",
    "intake_requests",
    "appointment_changes",
    "calendar_feeds",
    "job_marks",
    "mrn_counter",
    "code_lists",
    "codes",
    "code_favourites",
    "interaction_lists",
    "interaction_sides",
    "interactions",
    "prescription_favourites",
];

/// Columns that are not content, in whatever table.
const NOT_CONTENT: &[&str] = &[
    "added_at",
    "booked_at",
    "changed_at",
    "code_hash",
    "content_hash",
    "created_at",
    "email_key",
    "last_sign_in_at",
    "made_at",
    "national_id_key",
    "one_time_until",
    "password_hash",
    "rung_version",
    "patient_version",
    "search_key",
    "sort_key",
    "tail",
    "totp_last_step",
    "totp_secret",
];

/// Which table a column of ids leads to.
const REFERENCES: &[(&str, &str)] = &[
    ("account_id", "accounts"),
    ("added_by", "accounts"),
    ("amends_id", "notes"),
    ("answered_by", "accounts"),
    ("appointment_id", "appointments"),
    ("author_id", "directory_entries"),
    ("booked_by", "accounts"),
    ("confirmed_by", "accounts"),
    ("cancelled_by", "accounts"),
    ("cover_id", "accounts"),
    ("created_by", "accounts"),
    ("doctor_id", "accounts"),
    ("edition_id", "note_templates"),
    ("given_by", "accounts"),
    ("goal_id", "goals"),
    ("made_by", "accounts"),
    ("merged_into", "patients"),
    ("new_id", "prescriptions"),
    ("notice_id", "notices"),
    ("observation_id", "observations"),
    ("old_id", "prescriptions"),
    ("patient_id", "patients"),
    ("place_id", "directory_entries"),
    ("plan_id", "plans"),
    ("prescription_id", "prescriptions"),
    ("problem_id", "problems"),
    ("recorded_by", "accounts"),
    ("report_id", "reports"),
    ("room_id", "rooms"),
    ("series_id", "appointment_series"),
    ("signed_by", "accounts"),
    ("reviewed_by", "accounts"),
    ("site_id", "sites"),
    ("source_id", "import_sources"),
    ("specialty_id", "specialties"),
    ("template_id", "note_templates"),
    ("usual_doctor_id", "accounts"),
    ("visit_id", "visits"),
    ("voided_by", "accounts"),
    ("written_by", "accounts"),
];

/// What a row is called by others, for the tables that are referred to, in an order in which each key is known before
/// it is needed. Rows that have an original id are called by it.
const NAMES: &[(&str, &[&str])] = &[
    ("import_sources", &["name"]),
    ("sites", &["name"]),
    ("rooms", &["site_id", "name"]),
    ("specialties", &["name"]),
    ("accounts", &["email"]),
    ("patients", &["mrn"]),
    ("appointment_series", &["made_by", "made_at"]),
    ("appointments", &["patient_id", "doctor_id", "starts_at"]),
    ("directory_entries", &["kind", "name", "identifier"]),
    ("visits", &["patient_id", "at", "code_text"]),
    ("note_templates", &["name", "version"]),
    ("notes", &["patient_id", "visit_id", "at", "code_text"]),
    ("problems", &["patient_id", "at", "code_text"]),
    ("prescriptions", &["patient_id", "at", "code_text"]),
    ("observations", &["patient_id", "at", "code_text"]),
    ("goals", &["patient_id", "at", "code_text"]),
    ("plans", &["patient_id", "at", "code_text"]),
    ("reports", &["patient_id", "at", "code_text"]),
    ("notices", &["title", "made_at"]),
];

type Row = Map<String, Value>;

/// Writes everything to `out`.
///
/// # Errors
/// What the database says; or what keeps `out` from taking it.
pub fn export(conn: &mut Conn, out: &mut dyn Write) -> Result<()> {
    catalog::snapshot(conn, |conn| {
        let tables = catalog::tables()?;
        let mut names = Names::default();
        let mut kept: HashMap<String, Vec<Row>> = HashMap::new();
        for (name, columns) in NAMES {
            let Some(table) = tables.iter().find(|table| table.name == *name) else { continue };
            let rows = catalog::rows(conn, table)?;
            for row in &rows {
                names.learn(name, columns, table, row)?;
            }
            kept.insert((*name).to_owned(), rows);
        }
        let mut content: Vec<&Table> =
            tables.iter().filter(|t| !LEFT_OUT.contains(&t.name.as_str())).collect();
        content.sort_by(|a, b| a.name.cmp(&b.name));
        put(out, "{")?;
        for (index, table) in content.iter().enumerate() {
            let rows = match kept.remove(&table.name) {
                Some(rows) => rows,
                None => catalog::rows(conn, table)?,
            };
            let mut lines = Vec::with_capacity(rows.len());
            for row in rows {
                lines.push(serde_json::to_string(&names.content(table, row)?).map_err(Error::bug)?);
            }
            lines.sort_unstable();
            let before = if index == 0 { "" } else { "," };
            put(out, &format!("{before}\n\"{}\":[", table.name))?;
            for (index, line) in lines.iter().enumerate() {
                put(out, if index == 0 { "\n" } else { ",\n" })?;
                put(out, line)?;
            }
            put(out, "]")?;
        }
        put(out, "\n}\n")
    })
}

fn put(out: &mut dyn Write, text: &str) -> Result<()> {
    out.write_all(text.as_bytes()).map_err(|_| Error::Unavailable("the output cannot be written"))
}

/// What rows are called, by table and id.
#[derive(Default)]
struct Names(HashMap<(&'static str, String), String>);

impl Names {
    fn learn(&mut self, table: &'static str, columns: &[&str], shape: &Table, row: &Row) -> Result<()> {
        let Some(id) = row.get("id").and_then(Value::as_str).map(str::to_owned) else { return Ok(()) };
        let original = ["source_id", "original_type", "original_id"];
        let columns: &[&str] = match row.get("original_id") {
            Some(Value::String(_)) => &original,
            _ => columns,
        };
        let mut parts = Vec::with_capacity(columns.len());
        for name in columns {
            let kind =
                shape.columns.iter().find(|c| c.name == *name).map_or(Kind::Text, |column| column.kind);
            parts.push(match row.get(*name) {
                None | Some(Value::Null) => String::new(),
                Some(value) => plain(&self.value(shape, name, kind, value.clone())?),
            });
        }
        self.0.insert((table, id), parts.join("/"));
        Ok(())
    }

    /// A row without what is not content, and with the names of the rows it refers to.
    fn content(&self, table: &Table, mut row: Row) -> Result<Row> {
        let time_is_unknown = row.get("at_precision").and_then(Value::as_str) == Some("unknown");
        let is_imported = row.get("source_id").is_some_and(|source| !source.is_null());
        let mut content = Row::new();
        for column in &table.columns {
            let name = column.name.as_str();
            let Some(value) = row.remove(name) else { continue };
            // An unknown time was filled with that of the import; so was that of an imported answer.
            let filled_in = (name == "at" && time_is_unknown) || (name == "answered_at" && is_imported);
            if name == "id" || NOT_CONTENT.contains(&name) || value.is_null() || filled_in {
                continue;
            }
            content.insert(name.to_owned(), self.value(table, name, column.kind, value)?);
        }
        Ok(content)
    }

    fn value(&self, table: &Table, column: &str, kind: Kind, value: Value) -> Result<Value> {
        let (Kind::Id, Value::String(id)) = (kind, &value) else { return Ok(value) };
        let (_, target) = REFERENCES
            .iter()
            .find(|(name, _)| *name == column)
            .ok_or_else(|| Error::bug(format!("nobody said where {}.{column} leads", table.name)))?;
        let name = self
            .0
            .get(&(*target, id.clone()))
            .ok_or_else(|| Error::bug(format!("{}.{column} leads to a row that has no name", table.name)))?;
        Ok(Value::String(name.clone()))
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests;
