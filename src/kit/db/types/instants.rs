//! [`UtcTs`]: instants, to the microsecond.

use std::io::Write as _;

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql};
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sqlite::{Sqlite, SqliteValue};
use jiff::Timestamp;

use super::{Utc, UtcTs, text};

impl<DB: Backend> FromSql<UtcTs, DB> for Utc
where
    Timestamp: FromSql<UtcTs, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Timestamp::from_sql(value).map(Self)
    }
}
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

/// Whether both databases keep this instant as it is: from the year 1 on. Of much earlier ones PostgreSQL knows nothing,
/// and as text they do not sort as time does.
pub fn is_kept(at: Timestamp) -> bool {
    at >= Timestamp::constant(-62_135_596_800, 0)
}

/// The spelling in SQLite: always the same length, so that text order is time order.
pub fn fixed_width(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()
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
