//! Finds what references lead to, among what was just written and what earlier imports brought.

use std::collections::HashMap;

use super::ledger::Ledger;
use crate::care::directory::DirectoryEntry;
use crate::care::record::{ImportSource, Origin, Stored};
use crate::doors::fhir::imported::{Item, Link, Original};
use crate::kit::error::Result;
use crate::kit::id::Id;
use crate::people::patients::PatientId;
use uuid::Uuid;

/// The name of the source when neither the caller nor the sender's addresses say.
const NAMELESS_SOURCE: &str = "fhir";

pub(super) struct Finder<'a> {
    source: Option<&'a str>,
    sources: HashMap<String, Id<ImportSource>>,
    patients: HashMap<Original, Option<PatientId>>,
    rows: HashMap<(&'static str, Original), Option<Uuid>>,
    directory: HashMap<Link, Option<(Id<DirectoryEntry>, String)>>,
    /// How many references of the resource at hand led nowhere.
    unresolved: usize,
}

impl<'a> Finder<'a> {
    pub(super) fn new(source: Option<&'a str>) -> Self {
        Self {
            source,
            sources: HashMap::new(),
            patients: HashMap::new(),
            rows: HashMap::new(),
            directory: HashMap::new(),
            unresolved: 0,
        }
    }

    /// The name of a resource's source.
    pub(super) fn name<'n>(&'n self, original: &'n Original) -> &'n str {
        self.source.or(original.base.as_deref()).unwrap_or(NAMELESS_SOURCE)
    }

    pub(super) fn source(
        &mut self,
        to: &mut Ledger<'_, '_>,
        original: &Original,
    ) -> Result<Id<ImportSource>> {
        let name = self.name(original);
        if let Some(known) = self.sources.get(name) {
            return Ok(*known);
        }
        let id = to.source(name)?;
        self.sources.insert(name.to_owned(), id);
        Ok(id)
    }

    /// The origin of a resource whose references have all been followed.
    pub(super) fn origin<T>(&mut self, to: &mut Ledger<'_, '_>, item: &Item<T>) -> Result<Origin> {
        let missing = std::mem::take(&mut self.unresolved);
        let hash = if missing == 0 { item.hash.clone() } else { format!("{}-{missing}", item.hash) };
        Ok(Origin {
            source: self.source(to, &item.original)?,
            kind: item.original.kind.clone(),
            id: item.original.id.clone(),
            hash,
        })
    }

    /// Begins with a new resource.
    pub(super) fn begin(&mut self) {
        self.unresolved = 0;
    }

    pub(super) fn keep_patient(&mut self, original: &Original, patient: Option<PatientId>) {
        self.patients.insert(original.clone(), patient);
    }

    pub(super) fn keep_row<R: Stored>(&mut self, original: &Original, row: &R) {
        self.rows.insert((R::KIND, original.clone()), Some(row.uuid()));
    }

    pub(super) fn patient(&mut self, to: &mut Ledger<'_, '_>, link: &Link) -> Result<Option<PatientId>> {
        let Some(original) = &link.target else { return Ok(None) };
        if let Some(found) = self.patients.get(original) {
            return Ok(*found);
        }
        let source = self.source(to, original)?;
        let found = to.patient_of(source, &original.id)?.map(|known| known.patient_id);
        self.patients.insert(original.clone(), found);
        Ok(found)
    }

    pub(super) fn row<R: Stored>(
        &mut self,
        to: &mut Ledger<'_, '_>,
        link: Option<&Link>,
    ) -> Result<Option<Uuid>> {
        let Some(original) = link.and_then(|link| link.target.as_ref()) else { return Ok(None) };
        let key = (R::KIND, original.clone());
        let found = match self.rows.get(&key) {
            Some(found) => *found,
            None => {
                let origin = Origin {
                    source: self.source(to, original)?,
                    kind: original.kind.clone(),
                    id: original.id.clone(),
                    hash: String::new(),
                };
                let found = to.known::<R>(&origin)?.map(|known| known.id);
                self.rows.insert(key, found);
                found
            }
        };
        if found.is_none() {
            self.unresolved += 1;
        }
        Ok(found)
    }

    /// Whoever is named: their entry, and their name in the sender's words or the directory's.
    pub(super) fn somebody(
        &mut self,
        to: &mut Ledger<'_, '_>,
        link: Option<&Link>,
    ) -> Result<(Option<Id<DirectoryEntry>>, Option<String>)> {
        let Some(link) = link else { return Ok((None, None)) };
        let found = match self.directory.get(link) {
            Some(found) => found.clone(),
            None => {
                let found = self.look_up(to, link)?;
                self.directory.insert(link.clone(), found.clone());
                found
            }
        };
        let could_be_found = link.target.is_some() || link.identifier.is_some();
        if found.is_none() && could_be_found {
            self.unresolved += 1;
        }
        let name = link.display.clone().or_else(|| found.as_ref().map(|(_, name)| name.clone()));
        Ok((found.map(|(id, _)| id), name))
    }

    fn look_up(
        &mut self,
        to: &mut Ledger<'_, '_>,
        link: &Link,
    ) -> Result<Option<(Id<DirectoryEntry>, String)>> {
        if let Some(original) = &link.target {
            let origin = Origin {
                source: self.source(to, original)?,
                kind: original.kind.clone(),
                id: original.id.clone(),
                hash: String::new(),
            };
            if let Some(known) = to.known::<DirectoryEntry>(&origin)? {
                let id = Id::from(known.id);
                return Ok(to.name_of(id)?.map(|name| (id, name)));
            }
        }
        match &link.identifier {
            Some((system, value)) => to.by_identifier(system, value),
            None => Ok(None),
        }
    }
}
