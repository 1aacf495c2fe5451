//! Paging by place: a list sorted by time, newest first, continues where the reader stopped, however long it is.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use uuid::Uuid;

use crate::kit::db::types::is_kept;

/// Where a row stands in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// When.
    pub at: Timestamp,
    /// Which, among those of one instant.
    pub id: Uuid,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.as_microsecond(), self.id.simple())
    }
}

impl FromStr for Place {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (at, id) = text.split_once('.').ok_or(())?;
        let at = at.parse().map_err(|_| ())?;
        let at = Timestamp::from_microsecond(at).ok().filter(|at| is_kept(*at)).ok_or(())?;
        Ok(Self { at, id: Uuid::try_parse(id).map_err(|_| ())? })
    }
}

/// Which part of the list is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// From the newest on.
    #[default]
    Newest,
    /// What comes after this place.
    Older(Place),
    /// What comes before it.
    Newer(Place),
}

impl Side {
    /// Reads the addresses' `older` and `newer`; what cannot be read is the beginning.
    pub fn asked(older: &str, newer: &str) -> Self {
        match (older.parse().ok(), newer.parse().ok()) {
            (Some(place), _) => Self::Older(place),
            (None, Some(place)) => Self::Newer(place),
            (None, None) => Self::Newest,
        }
    }
}

/// One page of a list, newest first, and where the neighbouring pages begin.
#[derive(Clone, Debug)]
pub struct Listed<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// The page before starts here, if there is one.
    pub newer: Option<Place>,
    /// The page after starts here, if there is one.
    pub older: Option<Place>,
}

/// A row that knows its place.
pub trait Placed {
    /// Its place.
    fn place(&self) -> Place;
}

impl<T: Placed> Listed<T> {
    /// Makes a page of rows as they were read: one more than a page holds, and backwards when going back.
    pub fn cut(mut rows: Vec<T>, size: usize, side: Side) -> Self {
        let more = rows.len() > size;
        rows.truncate(size);
        if matches!(side, Side::Newer(_)) {
            rows.reverse();
        }
        let (before, after) = match side {
            Side::Newest => (false, more),
            Side::Older(_) => (true, more),
            Side::Newer(_) => (more, true),
        };
        let newer = rows.first().filter(|_| before).map(Placed::place);
        let older = rows.last().filter(|_| after).map(Placed::place);
        Self { rows, newer, older }
    }
}

/// Narrows a boxed query to one side of a place, in the order of an index that ends with the instant and the id: the
/// columns `at` and `id` of a table, or two that are named.
macro_rules! paged {
    ($query:expr, ($at:expr, $id:expr), $side:expr) => {{
        use diesel::prelude::*;
        use $crate::kit::db::keyset::Side;
        use $crate::kit::db::types::{AnyId, Utc};
        match $side {
            Side::Newest => $query.order(($at.desc(), $id.desc())),
            Side::Older(place) => $query
                .filter($at.le(Utc(place.at)))
                .filter($at.lt(Utc(place.at)).or($id.lt(AnyId(place.id))))
                .order(($at.desc(), $id.desc())),
            Side::Newer(place) => $query
                .filter($at.ge(Utc(place.at)))
                .filter($at.gt(Utc(place.at)).or($id.gt(AnyId(place.id))))
                .order(($at.asc(), $id.asc())),
        }
    }};
    ($query:expr, $table:ident, $side:expr) => {
        $crate::kit::db::keyset::paged!($query, ($table::at, $table::id), $side)
    };
}
pub(crate) use paged;

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug, PartialEq)]
    struct Row(i64);
    impl Placed for Row {
        fn place(&self) -> Place {
            Place { at: Timestamp::from_second(self.0).unwrap(), id: Uuid::nil() }
        }
    }

    #[test]
    fn a_place_survives_an_address() {
        let place = Place { at: "1984-03-14T08:05:00.123456Z".parse().unwrap(), id: Uuid::from_u128(7) };
        assert_eq!(place.to_string().parse(), Ok(place));
        for wrong in [
            "",
            ".",
            "1",
            "x.00000000000000000000000000000007",
            "99999999999999999999.0",
            "1.zz",
            "-377705023201000000.ffffffffffffffffffffffffffffffff",
        ] {
            assert!(wrong.parse::<Place>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_first_page_knows_only_older_ones() {
        let page = Listed::cut(vec![Row(9), Row(8), Row(7)], 2, Side::Newest);
        assert_eq!((page.rows, page.newer, page.older), (vec![Row(9), Row(8)], None, Some(Row(8).place())));
        let page = Listed::cut(vec![Row(9)], 2, Side::Newest);
        assert_eq!((page.newer, page.older), (None, None));
    }

    #[test]
    fn going_back_keeps_newest_first() {
        let page = Listed::cut(vec![Row(5), Row(6), Row(7)], 2, Side::Newer(Row(4).place()));
        assert_eq!(page.rows, vec![Row(6), Row(5)]);
        assert_eq!((page.newer, page.older), (Some(Row(6).place()), Some(Row(5).place())));
    }
}
