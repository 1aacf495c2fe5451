//! [`CivilDate`]: days of the calendar.

use std::io::Write as _;

use diesel::deserialize::{self, FromSql};
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sqlite::{Sqlite, SqliteValue};
use jiff::civil::Date;

use super::{CivilDate, text};

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
