//! Where a reference leads: within the bundle by `urn:uuid:`, relative or absolute address.

use std::collections::HashMap;

use serde::Deserialize;

use super::bundle::Entry;
use super::imported::{Link, Original};
use super::r4::{CodeableConcept, Reference};
use super::take::{concept, text};

/// The addresses of a bundle's entries.
pub(super) struct Links<'a> {
    by_address: HashMap<&'a str, usize>,
    by_kind_and_id: HashMap<(&'a str, &'a str), usize>,
    entries: &'a [Entry<'a>],
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct OnlyCode {
    code: Option<CodeableConcept>,
}

impl<'a> Links<'a> {
    pub(super) fn of(entries: &'a [Entry<'a>]) -> Self {
        let mut links = Self { by_address: HashMap::new(), by_kind_and_id: HashMap::new(), entries };
        for (index, entry) in entries.iter().enumerate() {
            if let Some(address) = &entry.full_url {
                links.by_address.entry(address).or_insert(index);
            }
            if let Some(original) = &entry.original {
                links.by_kind_and_id.entry((&original.kind, &original.id)).or_insert(index);
            }
        }
        links
    }

    /// Follows a reference made by an entry at `base`, to a resource of the `expected` type unless
    /// the reference says otherwise.
    pub(super) fn follow(&self, base: Option<&str>, reference: &Reference, expected: &str) -> Link {
        let named = reference.identifier.as_ref().and_then(|identifier| {
            let value = text(identifier.value.as_ref())?;
            Some((text(identifier.system.as_ref()).unwrap_or_default(), value))
        });
        let mut link = Link { target: None, identifier: named, display: text(reference.display.as_ref()) };
        let Some(address) = text(reference.reference.as_ref()) else { return link };
        if address.starts_with('#') {
            return link;
        }
        if let Some((_, query)) = address.split_once('?') {
            link.identifier = conditional(query).or(link.identifier);
            return link;
        }
        link.target = self.target(base, &address, expected);
        link
    }

    fn target(&self, base: Option<&str>, address: &str, expected: &str) -> Option<Original> {
        let address = address.split_once("/_history/").map_or(address, |(before, _)| before);
        if let Some(found) = self.by_address.get(address) {
            return self.entries[*found].original.clone();
        }
        if let Some(id) = address.strip_prefix("urn:uuid:").or(address.strip_prefix("urn:oid:")) {
            return Some(self.by_id_alone(expected, id).unwrap_or_else(|| Original {
                base: None,
                kind: expected.to_owned(),
                id: id.to_owned(),
            }));
        }
        let (own_base, kind, id) = split_address(address)?;
        let base = own_base.or(base);
        if let Some(base) = base
            && let Some(found) = self.by_address.get(format!("{base}/{kind}/{id}").as_str())
        {
            return self.entries[*found].original.clone();
        }
        let unknown = Original { base: base.map(str::to_owned), kind: kind.to_owned(), id: id.to_owned() };
        match self.by_kind_and_id.get(&(kind, id)) {
            // An absolute address elsewhere may carry the same short id for somebody else.
            Some(found) if own_base.is_none() => self.entries[*found].original.clone(),
            _ => Some(unknown),
        }
    }

    fn by_id_alone(&self, kind: &str, id: &str) -> Option<Original> {
        self.by_kind_and_id.get(&(kind, id)).and_then(|found| self.entries[*found].original.clone())
    }

    /// The words for what a reference names: the sender's, or those of the resource itself.
    pub(super) fn words(&self, link: &Link) -> Option<String> {
        link.display.clone().or_else(|| {
            let target = link.target.as_ref()?;
            let found = self.by_kind_and_id.get(&(target.kind.as_str(), target.id.as_str()))?;
            let code = self.code_of(*found)?;
            concept(Some(&code)).map(|concept| concept.shown().to_owned())
        })
    }

    /// The code of the resource that a link names, if it is in the bundle.
    pub(super) fn code(&self, link: &Link) -> Option<CodeableConcept> {
        let target = link.target.as_ref()?;
        self.by_kind_and_id
            .get(&(target.kind.as_str(), target.id.as_str()))
            .and_then(|found| self.code_of(*found))
    }

    /// A resource whose code is broken has none here; its own entry is refused with its place.
    fn code_of(&self, index: usize) -> Option<CodeableConcept> {
        let raw = self.entries[index].resource?.get();
        serde_json::from_str::<OnlyCode>(raw).unwrap_or_default().code
    }
}

/// `http://host/fhir/Patient/1` and `Patient/1`, as (base, type, id).
pub(super) fn split_address(address: &str) -> Option<(Option<&str>, &str, &str)> {
    let (rest, id) = address.rsplit_once('/')?;
    let (base, kind) = match rest.rsplit_once('/') {
        Some((base, kind)) => (Some(base), kind),
        None => (None, rest),
    };
    let is_type =
        kind.starts_with(|c: char| c.is_ascii_uppercase()) && kind.chars().all(|c| c.is_ascii_alphabetic());
    let is_base = base.is_none_or(|b| b.starts_with("http://") || b.starts_with("https://"));
    (is_type && is_base && !id.is_empty()).then_some((base, kind, id))
}

/// `identifier=system|value`, as conditional references in transactions have it.
fn conditional(query: &str) -> Option<(String, String)> {
    let wanted = query.split('&').find_map(|part| part.strip_prefix("identifier="))?;
    let decoded = wanted.replace("%7C", "|").replace("%7c", "|").replace("%3A", ":").replace("%2F", "/");
    let (system, value) = decoded.split_once('|').unwrap_or(("", decoded.as_str()));
    (!value.is_empty()).then(|| (system.to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_apart() {
        assert_eq!(split_address("Patient/1"), Some((None, "Patient", "1")));
        assert_eq!(
            split_address("https://a.example/fhir/Patient/1"),
            Some((Some("https://a.example/fhir"), "Patient", "1"))
        );
        for not in ["Patient", "patient/1", "urn:uuid:1", "ftp://x/Patient/1", "Patient/", "/1"] {
            assert_eq!(split_address(not), None, "{not}");
        }
    }

    #[test]
    fn conditional_references_name_an_identifier() {
        assert_eq!(
            conditional("identifier=http://hl7.org/fhir/sid/us-npi|9999"),
            Some(("http://hl7.org/fhir/sid/us-npi".into(), "9999".into()))
        );
        assert_eq!(conditional("identifier=http%3A%2F%2Fx%7C7"), Some(("http://x".into(), "7".into())));
        assert_eq!(conditional("name=x"), None);
    }
}
