//! A room as a value.

use diesel::prelude::*;

use crate::gate::hospital::SiteId;
use crate::kit::id::Id;
use crate::schema::rooms;

/// A room where patients are seen.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = rooms)]
pub struct Room {
    /// Its identity.
    pub id: RoomId,
    /// Where it is.
    pub site_id: SiteId,
    /// Its name, unique at its site.
    pub name: String,
    /// Whether it is still used.
    pub active: bool,
    /// Counts its changes.
    pub version: i64,
}

/// The id of a room.
pub type RoomId = Id<Room>;

/// What names are ordered by, so that room 6 comes before room 12.
pub(super) fn counted(name: &str) -> Vec<(u64, String)> {
    let mut parts: Vec<(u64, String)> = Vec::new();
    let mut was_digit = false;
    for letter in name.to_lowercase().chars() {
        let digit = letter.to_digit(10);
        match (digit, parts.last_mut()) {
            (Some(digit), Some((number, _))) if was_digit => {
                *number = number.saturating_mul(10).saturating_add(digit.into());
            }
            (Some(digit), _) => parts.push((digit.into(), String::new())),
            (None, Some((_, text))) => text.push(letter),
            (None, None) => parts.push((u64::MAX, letter.to_string())),
        }
        was_digit = digit.is_some();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn names_with_numbers_are_ordered_as_people_count() {
        let mut names =
            ["Room 12", "room 6", "Room 6a", "X-ray", "Room 100", "Consulting room", "2nd floor", "Room"];
        names.sort_by_cached_key(|name| counted(name));
        assert_eq!(
            names,
            ["2nd floor", "Consulting room", "Room", "room 6", "Room 6a", "Room 12", "Room 100", "X-ray"]
        );
    }
}
