//! The columns and the statements that all clinical tables share, written once.

use serde::Serialize;
use uuid::Uuid;

use super::store::ImportSource;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::kit::id::Id;

/// Which resource of which sender a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The sender.
    pub source: Id<ImportSource>,
    /// The sender's word for this kind of thing.
    pub kind: String,
    /// The sender's id.
    pub id: String,
    /// What the sender said, as a hash.
    pub hash: String,
}

/// What is already here of a sender's resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Our id.
    pub id: Uuid,
    /// Its version here.
    pub version: i64,
    /// What the sender said the last time.
    pub hash: Option<String>,
    /// Whether staff have changed it since.
    pub edited_here: bool,
}

/// Rows that belong to another one, by what they are.
pub type Belongings = Vec<(&'static str, serde_json::Value)>;

/// A row that an import can find again and bring up to date.
pub trait Stored: Serialize + Sized {
    /// The name of its table, which is also the name of this kind of thing in `record_versions`.
    const KIND: &'static str;

    /// Finds the row that an earlier import made of this resource.
    ///
    /// # Errors
    /// What the database says.
    fn known(conn: &mut Conn, origin: &Origin) -> Result<Option<Known>>;

    /// Reads the whole row, to keep it as a version.
    ///
    /// # Errors
    /// What the database says.
    fn load(conn: &mut Conn, id: Uuid) -> Result<Self>;

    /// Reads the rows that belong to it, such as the parts of a measurement, by what they are.
    ///
    /// # Errors
    /// What the database says.
    fn belongings(_conn: &mut Conn, _id: Uuid) -> Result<Belongings> {
        Ok(Vec::new())
    }

    /// Reads the whole rows of these ids, in no order; those that are not there are left out.
    ///
    /// # Errors
    /// What the database says.
    fn load_many(conn: &mut Conn, ids: &[Uuid]) -> Result<Vec<Self>>;

    /// Our id of the row.
    fn uuid(&self) -> Uuid;

    /// Makes this the given version of the row that is already here.
    fn becomes(&mut self, id: Uuid, version: i64);

    /// Writes a new row.
    ///
    /// # Errors
    /// What the database says.
    fn insert(&self, tx: &mut Tx<'_>) -> Result<()>;

    /// Writes all columns of a row that is already here.
    ///
    /// # Errors
    /// What the database says.
    fn replace(&self, tx: &mut Tx<'_>) -> Result<()>;
}

/// Declares the row of a clinical table: the shared columns, and those of its own.
macro_rules! clinical_row {
    (
        $(#[$about:meta])*
        $name:ident in $table:ident {
            $( $(#[$field_about:meta])* $field:ident: $type:ty, )*
        }
    ) => {
        $(#[$about])*
        #[derive(
            Clone, Debug, PartialEq, serde::Serialize,
            diesel::Queryable, diesel::Selectable, diesel::Insertable, diesel::AsChangeset,
        )]
        #[diesel(table_name = crate::schema::$table, treat_none_as_null = true, treat_none_as_default_value = false)]
        pub struct $name {
            /// Our id.
            pub id: crate::kit::id::Id<$name>,
            /// Whose.
            pub patient_id: crate::people::patients::PatientId,
            /// When it was true.
            pub at: crate::kit::db::types::Utc,
            /// How exactly that is known.
            pub at_precision: String,
            /// Its status, a word of the table's own list.
            pub status: String,
            /// The code system.
            pub code_system: Option<String>,
            /// The code.
            pub code: Option<String>,
            /// The system's words for the code.
            pub code_display: Option<String>,
            /// The text as written.
            pub code_text: String,
            /// Further codings of the same thing.
            pub other_codings: Option<crate::kit::db::types::Doc>,
            /// Who says so or did it, if they are in the directory.
            pub author_id: Option<crate::kit::id::Id<crate::care::directory::DirectoryEntry>>,
            /// Their name.
            pub author: Option<String>,
            /// Remarks.
            pub note: Option<String>,
            /// When it was written down, if anybody says.
            pub recorded_at: Option<crate::kit::db::types::Utc>,
            /// Who wrote it down here.
            pub recorded_by: Option<crate::gate::actor::AccountId>,
            /// Where it was imported from; nothing if it was written here.
            pub source_id: Option<crate::kit::id::Id<crate::care::record::ImportSource>>,
            /// The sender's word for this kind of thing.
            pub original_type: Option<String>,
            /// The sender's id.
            pub original_id: Option<String>,
            /// What the sender said, as a hash.
            pub content_hash: Option<String>,
            /// Counts changes, from 1.
            pub version: i64,
            /// Whether staff have changed it since it was imported.
            pub edited_here: bool,
            $( $(#[$field_about])* pub $field: $type, )*
        }

        impl $name {
            /// A new row of version 1 with nothing but what every row must have; the table's own fields are empty
            /// and follow by `..` update.
            pub fn new(
                patient: crate::people::patients::PatientId,
                when: crate::care::record::When,
                status: impl Into<String>,
                code: crate::care::record::Concept,
            ) -> Self {
                let other_codings = code.others_kept();
                Self {
                    id: crate::kit::id::Id::new(),
                    patient_id: patient,
                    at: crate::kit::db::types::Utc(when.at),
                    at_precision: when.precision.as_str().to_owned(),
                    status: status.into(),
                    code_system: code.system,
                    code: code.code,
                    code_display: code.display,
                    code_text: code.text,
                    other_codings,
                    author_id: None,
                    author: None,
                    note: None,
                    recorded_at: None,
                    recorded_by: None,
                    source_id: None,
                    original_type: None,
                    original_id: None,
                    content_hash: None,
                    version: 1,
                    edited_here: false,
                    $( $field: Default::default(), )*
                }
            }

            /// When it was true, as exactly as it is known.
            pub fn when(&self) -> crate::care::record::When {
                crate::care::record::When {
                    at: self.at.0,
                    precision: crate::care::record::Precision::from_word(&self.at_precision),
                }
            }

            /// What it is: the coding's words, or else the text as written.
            pub fn shown(&self) -> &str {
                self.code_display.as_deref().filter(|words| !words.trim().is_empty()).unwrap_or(&self.code_text)
            }
        }
    };
}

/// The statements that every clinical table needs; each feature's store expands it over its own table. The last
/// argument, where there is one, reads the rows that belong to a row.
macro_rules! clinical_store {
    ($table:ident, $row:ty $(, $belongings:path)?) => {
        impl crate::care::record::Stored for $row {
            const KIND: &'static str = stringify!($table);

            fn known(
                conn: &mut crate::kit::db::Conn,
                origin: &crate::care::record::Origin,
            ) -> crate::kit::error::Result<Option<crate::care::record::Known>> {
                use crate::schema::$table::dsl;
                let found: Option<(uuid::Uuid, i64, Option<String>, bool)> = dsl::$table
                    .filter(dsl::source_id.eq(origin.source))
                    .filter(dsl::original_type.eq(&origin.kind))
                    .filter(dsl::original_id.eq(&origin.id))
                    .select((dsl::id, dsl::version, dsl::content_hash, dsl::edited_here))
                    .first(conn)
                    .optional()?;
                Ok(found.map(|(id, version, hash, edited_here)| crate::care::record::Known {
                    id,
                    version,
                    hash,
                    edited_here,
                }))
            }

            fn load(conn: &mut crate::kit::db::Conn, id: uuid::Uuid) -> crate::kit::error::Result<Self> {
                use crate::schema::$table::dsl;
                Ok(dsl::$table
                    .filter(dsl::id.eq(crate::kit::db::types::AnyId(id)))
                    .select(<$row>::as_select())
                    .first(conn)?)
            }

            $(
                fn belongings(
                    conn: &mut crate::kit::db::Conn,
                    id: uuid::Uuid,
                ) -> crate::kit::error::Result<crate::care::record::Belongings> {
                    $belongings(conn, id.into())
                }
            )?

            fn load_many(
                conn: &mut crate::kit::db::Conn,
                ids: &[uuid::Uuid],
            ) -> crate::kit::error::Result<Vec<Self>> {
                use crate::schema::$table::dsl;
                let ids = ids.iter().copied().map(crate::kit::db::types::AnyId);
                Ok(dsl::$table.filter(dsl::id.eq_any(ids)).select(<$row>::as_select()).load(conn)?)
            }

            fn uuid(&self) -> uuid::Uuid {
                self.id.uuid()
            }

            fn becomes(&mut self, id: uuid::Uuid, version: i64) {
                self.id = id.into();
                self.version = version;
            }

            fn insert(&self, tx: &mut crate::kit::db::Tx<'_>) -> crate::kit::error::Result<()> {
                diesel::insert_into(crate::schema::$table::table).values(self).execute(tx.conn())?;
                Ok(())
            }

            fn replace(&self, tx: &mut crate::kit::db::Tx<'_>) -> crate::kit::error::Result<()> {
                use crate::schema::$table::dsl;
                diesel::update(dsl::$table.filter(dsl::id.eq(self.id))).set(self).execute(tx.conn())?;
                Ok(())
            }
        }
    };
}

pub(crate) use {clinical_row, clinical_store};
