//! SQL types that mean the same on both databases, so that one `schema.rs` serves both.
//!
//! | ours | PostgreSQL | SQLite |
//! |---|---|---|
//! | [`Uid`] | `uuid` | 16-byte `BLOB` |
//! | [`UtcTs`] | `timestamptz` | `TEXT`, `2026-11-20T08:05:00.123456Z`, which sorts as time does |
//! | [`CivilDate`] | `date` | `TEXT`, `2026-11-20` |
//! | [`JsonDoc`] | `jsonb` | `TEXT` under a `json_valid` check |

mod days;
mod documents;
mod ids;
mod instants;

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, Queryable};
use diesel::expression::AsExpression;
use diesel::pg::Pg;
use diesel::query_builder::QueryId;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{HasSqlType, SqlOrd, SqlType, Text};
use diesel::sqlite::{Sqlite, SqliteValue};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;
use uuid::Uuid;

pub use self::instants::{fixed_width, is_kept};
use super::connection::MultiBackend;
use crate::kit::id::Id;

/// A UUID column.
#[derive(SqlType, QueryId, Clone, Copy, Debug)]
#[diesel(postgres_type(oid = 2950, array_oid = 2951))]
#[diesel(sqlite_type(name = "Binary"))]
pub struct Uid;

/// An instant, in UTC, exact to the microsecond.
#[derive(SqlType, QueryId, Clone, Copy, Debug)]
#[diesel(postgres_type(oid = 1184, array_oid = 1185))]
#[diesel(sqlite_type(name = "Text"))]
pub struct UtcTs;

/// A day of the calendar, in no time zone.
#[derive(SqlType, QueryId, Clone, Copy, Debug)]
#[diesel(postgres_type(oid = 1082, array_oid = 1182))]
#[diesel(sqlite_type(name = "Text"))]
pub struct CivilDate;

/// A JSON document.
#[derive(SqlType, QueryId, Clone, Copy, Debug)]
#[diesel(postgres_type(oid = 3802, array_oid = 3807))]
#[diesel(sqlite_type(name = "Text"))]
pub struct JsonDoc;

macro_rules! on_both {
    ($($sql:ty),*) => {$(
        impl HasSqlType<$sql> for MultiBackend {
            fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
                MultiBackend::lookup_sql_type::<$sql>(lookup)
            }
        }
    )*};
}
on_both!(Uid, UtcTs, CivilDate, JsonDoc);

// `max`, `min` and the comparisons of keyset paging.
impl SqlOrd for Uid {}
impl SqlOrd for UtcTs {}
impl SqlOrd for CivilDate {}

macro_rules! carried_by {
    ($([$($generic:ident)?] $rust:ty => $sql:ident),* $(,)?) => {$(
        impl<$($generic: 'static)?> FromSql<$sql, MultiBackend> for $rust {
            fn from_sql(bytes: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
                bytes.from_sql::<Self, $sql>()
            }
        }
        impl<$($generic: 'static)?> ToSql<$sql, MultiBackend> for $rust {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
                out.set_value(($sql, self));
                Ok(IsNull::No)
            }
        }
        impl<DB: Backend, $($generic: 'static)?> Queryable<$sql, DB> for $rust
        where
            Self: FromSql<$sql, DB>,
        {
            type Row = Self;
            fn build(row: Self) -> deserialize::Result<Self> {
                Ok(row)
            }
        }
    )*};
}
carried_by! {
    [] Uuid => Uid,
    [T] Id<T> => Uid,
    [] Timestamp => UtcTs,
    [] Date => CivilDate,
    [] Value => JsonDoc,
}

/// An instant on its way into a statement: diesel takes only types of this crate there. Rows are read as `Timestamp`;
/// those that are written back as they were read hold a `Utc`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, AsExpression, diesel::FromSqlRow,
)]
#[serde(transparent)]
#[diesel(sql_type = UtcTs)]
pub struct Utc(pub Timestamp);

/// A civil date on its way into a statement; rows are read as `Date`.
#[derive(Clone, Copy, Debug, AsExpression)]
#[diesel(sql_type = CivilDate)]
pub struct Day(pub Date);

/// A JSON document on its way into a statement. Rows are read as `serde_json::Value`; those that are written back as
/// they were read hold a `Doc`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, AsExpression, diesel::FromSqlRow)]
#[serde(transparent)]
#[diesel(sql_type = JsonDoc)]
pub struct Doc(pub Value);

/// A UUID of any kind of row on its way into a statement; rows are read as `Uuid`.
#[derive(Clone, Copy, Debug, AsExpression)]
#[diesel(sql_type = Uid)]
pub struct AnyId(pub Uuid);

macro_rules! written_as {
    ($($wrapper:ident($rust:ty) => $sql:ident),* $(,)?) => {$(
        impl ToSql<$sql, MultiBackend> for $wrapper {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
                out.set_value(($sql, &self.0));
                Ok(IsNull::No)
            }
        }
        impl ToSql<$sql, Pg> for $wrapper {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
                ToSql::<$sql, Pg>::to_sql(&self.0, out)
            }
        }
        impl ToSql<$sql, Sqlite> for $wrapper {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
                ToSql::<$sql, Sqlite>::to_sql(&self.0, out)
            }
        }
        impl From<$rust> for $wrapper {
            fn from(value: $rust) -> Self {
                Self(value)
            }
        }
    )*};
}
written_as! {
    Utc(Timestamp) => UtcTs,
    Day(Date) => CivilDate,
    Doc(Value) => JsonDoc,
    AnyId(Uuid) => Uid,
}

/// What SQLite keeps as text.
fn text(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<String> {
    <String as FromSql<Text, Sqlite>>::from_sql(value)
}
