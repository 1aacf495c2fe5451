//! SQL types that mean the same on both databases, so that one `schema.rs` serves both.
//!
//! | ours | PostgreSQL | SQLite |
//! |---|---|---|
//! | [`Uid`] | `uuid` | 16-byte `BLOB` |
//! | [`UtcTs`] | `timestamptz` | `TEXT`, `2026-11-20T08:05:00.123456Z`, which sorts as time does |
//! | [`CivilDate`] | `date` | `TEXT`, `2026-11-20` |
//! | [`JsonDoc`] | `jsonb` | `TEXT` under a `json_valid` check |

use std::io::Write as _;

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, Queryable};
use diesel::expression::AsExpression;
use diesel::internal::derives::as_expression::Bound;
use diesel::pg::{Pg, PgValue};
use diesel::query_builder::QueryId;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{Binary, HasSqlType, Nullable, SqlOrd, SqlType, Text};
use diesel::sqlite::{Sqlite, SqliteValue};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;
use uuid::Uuid;

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

/// Whether both databases keep this instant as it is: from the year 1 on. Of much earlier ones PostgreSQL knows nothing,
/// and as text they do not sort as time does.
pub fn is_kept(at: Timestamp) -> bool {
    at >= Timestamp::constant(-62_135_596_800, 0)
}

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

impl<T: 'static> AsExpression<Uid> for Id<T> {
    type Expression = Bound<Uid, Self>;
    fn as_expression(self) -> Self::Expression {
        Bound::new(self)
    }
}
impl<T: 'static> AsExpression<Uid> for &Id<T> {
    type Expression = Bound<Uid, Self>;
    fn as_expression(self) -> Self::Expression {
        Bound::new(self)
    }
}
impl<T: 'static> AsExpression<Nullable<Uid>> for Id<T> {
    type Expression = Bound<Nullable<Uid>, Self>;
    fn as_expression(self) -> Self::Expression {
        Bound::new(self)
    }
}
impl<T: 'static> AsExpression<Nullable<Uid>> for &Id<T> {
    type Expression = Bound<Nullable<Uid>, Self>;
    fn as_expression(self) -> Self::Expression {
        Bound::new(self)
    }
}
impl<T: 'static> ToSql<Nullable<Uid>, MultiBackend> for Id<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        ToSql::<Uid, MultiBackend>::to_sql(self, out)
    }
}

impl<DB: Backend> FromSql<UtcTs, DB> for Utc
where
    Timestamp: FromSql<UtcTs, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Timestamp::from_sql(value).map(Self)
    }
}
impl<DB: Backend> FromSql<JsonDoc, DB> for Doc
where
    Value: FromSql<JsonDoc, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Value::from_sql(value).map(Self)
    }
}

// Uid

impl FromSql<Uid, Pg> for Uuid {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Uuid::from_slice(value.as_bytes())?)
    }
}
impl ToSql<Uid, Pg> for Uuid {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(self.as_bytes())?;
        Ok(IsNull::No)
    }
}
impl FromSql<Uid, Sqlite> for Uuid {
    fn from_sql(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        let bytes = <Vec<u8> as FromSql<Binary, Sqlite>>::from_sql(value)?;
        Ok(Uuid::from_slice(&bytes)?)
    }
}
impl ToSql<Uid, Sqlite> for Uuid {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.as_bytes().as_slice());
        Ok(IsNull::No)
    }
}
impl<T> FromSql<Uid, Pg> for Id<T> {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        <Uuid as FromSql<Uid, Pg>>::from_sql(value).map(Self::from)
    }
}
impl<T> ToSql<Uid, Pg> for Id<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(self.as_uuid().as_bytes())?;
        Ok(IsNull::No)
    }
}
impl<T> FromSql<Uid, Sqlite> for Id<T> {
    fn from_sql(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        <Uuid as FromSql<Uid, Sqlite>>::from_sql(value).map(Self::from)
    }
}
impl<T> ToSql<Uid, Sqlite> for Id<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.as_uuid().as_bytes().as_slice());
        Ok(IsNull::No)
    }
}

// UtcTs

/// PostgreSQL counts microseconds from this instant.
const PG_EPOCH_MICROS: i64 = 946_684_800_000_000;

impl FromSql<UtcTs, Pg> for Timestamp {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        let micros = <i64 as FromSql<diesel::sql_types::BigInt, Pg>>::from_sql(value)?;
        let micros = micros.checked_add(PG_EPOCH_MICROS).ok_or("an instant beyond the calendar")?;
        Ok(Timestamp::from_microsecond(micros)?)
    }
}
impl ToSql<UtcTs, Pg> for Timestamp {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        let micros = self.as_microsecond() - PG_EPOCH_MICROS;
        out.write_all(&micros.to_be_bytes())?;
        Ok(IsNull::No)
    }
}
impl FromSql<UtcTs, Sqlite> for Timestamp {
    fn from_sql(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        Ok(text(value)?.parse()?)
    }
}
impl ToSql<UtcTs, Sqlite> for Timestamp {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(fixed_width(*self));
        Ok(IsNull::No)
    }
}

/// The spelling in SQLite: always the same length, so that text order is time order.
pub fn fixed_width(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()
}

// CivilDate

/// PostgreSQL counts days from this one.
const PG_EPOCH_DAY: Date = jiff::civil::date(2000, 1, 1);

impl FromSql<CivilDate, Pg> for Date {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        let days = <i32 as FromSql<diesel::sql_types::Integer, Pg>>::from_sql(value)?;
        Ok(PG_EPOCH_DAY.checked_add(jiff::Span::new().try_days(days)?)?)
    }
}
impl ToSql<CivilDate, Pg> for Date {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        let days = PG_EPOCH_DAY.until((jiff::Unit::Day, *self))?.get_days();
        out.write_all(&days.to_be_bytes())?;
        Ok(IsNull::No)
    }
}
impl FromSql<CivilDate, Sqlite> for Date {
    fn from_sql(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        Ok(text(value)?.parse()?)
    }
}
impl ToSql<CivilDate, Sqlite> for Date {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.to_string());
        Ok(IsNull::No)
    }
}

// JsonDoc

impl FromSql<JsonDoc, Pg> for Value {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        match value.as_bytes() {
            [1, json @ ..] => Ok(serde_json::from_slice(json)?),
            _ => Err("an unknown version of jsonb".into()),
        }
    }
}
impl ToSql<JsonDoc, Pg> for Value {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(&[1])?;
        serde_json::to_writer(out, self)?;
        Ok(IsNull::No)
    }
}
impl FromSql<JsonDoc, Sqlite> for Value {
    fn from_sql(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        Ok(serde_json::from_str(&text(value)?)?)
    }
}
impl ToSql<JsonDoc, Sqlite> for Value {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(serde_json::to_string(self)?);
        Ok(IsNull::No)
    }
}

fn text(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<String> {
    <String as FromSql<Text, Sqlite>>::from_sql(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_order_is_time_order() {
        let times = ["2026-11-20T08:05:00Z", "2026-11-20T08:05:00.000001Z", "2026-11-20T08:05:00.1Z"];
        let kept: Vec<String> = times.iter().map(|t| fixed_width(t.parse().unwrap())).collect();
        assert!(kept.is_sorted());
        assert!(kept.iter().all(|t| t.len() == "2026-11-20T08:05:00.123456Z".len()));
    }
}
