//! Typed identities: a patient's id cannot be handed to a function that wants an account's.

use std::{fmt, hash, marker::PhantomData, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// The identity of a `T`: a version 7 UUID (RFC 9562), so that new rows sort after old ones.
pub struct Id<T>(Uuid, PhantomData<fn() -> T>);

impl<T> Id<T> {
    /// A new identity that sorts after all made before it on this machine.
    pub fn new() -> Self {
        Self::from(Uuid::now_v7())
    }

    pub(crate) fn as_uuid(&self) -> &Uuid {
        &self.0
    }

    /// The bare UUID, for places that hold ids of many kinds, such as the audit trail.
    pub fn uuid(self) -> Uuid {
        self.0
    }
}

impl<T> Default for Id<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> From<Uuid> for Id<T> {
    fn from(uuid: Uuid) -> Self {
        Self(uuid, PhantomData)
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> hash::Hash for Id<T> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// Only the hyphenated form that we print is read, so that one record has one address.
impl<T> FromStr for Id<T> {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        uuid::fmt::Hyphenated::from_str(text).map(|id| Self::from(id.into_uuid()))
    }
}

impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}
impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Thing;

    #[test]
    fn an_address_has_one_spelling() {
        let id = Id::<Thing>::new();
        assert_eq!(id.to_string().parse::<Id<Thing>>().unwrap(), id);
        for other in [id.uuid().simple().to_string(), format!("{{{id}}}"), format!("urn:uuid:{id}")] {
            assert!(other.parse::<Id<Thing>>().is_err(), "{other}");
        }
    }

    #[test]
    fn later_ids_sort_later() {
        let ids: Vec<Id<Thing>> = (0..100).map(|_| Id::new()).collect();
        assert!(ids.is_sorted());
    }
}
