//! What a dry run remembers of the files it has read, so that it judges the set and not each file alone.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use crate::care::directory::DirectoryEntry;
use crate::care::record::{ImportSource, Known, Origin};
use crate::doors::fhir::store::KnownPatient;
use crate::kit::id::Id;
use crate::people::patients::{Details, Patient, PatientId, Traits};

/// What would be here by now. It holds names, since people are compared by them, and lives as long as the dry run.
#[derive(Default)]
pub struct Rehearsal {
    pub(super) sources: HashMap<String, Id<ImportSource>>,
    rows: HashMap<(&'static str, Id<ImportSource>, String, String), Known>,
    /// What directory entries have said before, by row and hash.
    pub(super) said: HashSet<(Uuid, String)>,
    pub(super) directory: HashMap<Id<DirectoryEntry>, String>,
    pub(super) numbers: HashMap<(String, String), Id<DirectoryEntry>>,
    pub(super) known_patients: HashMap<(Id<ImportSource>, String), KnownPatient>,
    /// Patients who would be new or changed.
    pub(super) patients: HashMap<PatientId, Patient>,
    /// Whom to compare a newcomer with: those with the same birth date, phone, number or name.
    newcomers: HashMap<String, Vec<PatientId>>,
}

impl Rehearsal {
    pub(super) fn row(&self, table: &'static str, origin: &Origin) -> Option<Known> {
        self.rows.get(&(table, origin.source, origin.kind.clone(), origin.id.clone())).cloned()
    }

    pub(super) fn keep_row(&mut self, table: &'static str, origin: &Origin, id: Uuid, version: i64) {
        let known = Known { id, version, hash: Some(origin.hash.clone()), edited_here: false };
        self.rows.insert((table, origin.source, origin.kind.clone(), origin.id.clone()), known);
    }

    pub(super) fn keep_newcomer(&mut self, patient: Patient) {
        for trace in traces(&patient.details) {
            self.newcomers.entry(trace).or_default().push(patient.id);
        }
        self.patients.insert(patient.id, patient);
    }

    /// Newcomers of earlier files who are probably this person.
    pub(super) fn resembling(&self, details: &Details) -> Vec<&Patient> {
        let traits = Traits::of(details);
        let mut seen = HashSet::new();
        traces(details)
            .iter()
            .filter_map(|trace| self.newcomers.get(trace))
            .flatten()
            .filter(|id| seen.insert(**id))
            .filter_map(|id| self.patients.get(id))
            .filter(|other| traits.likeness(&Traits::of(&other.details)).is_probable())
            .collect()
    }

    /// The newcomer who has this national number.
    pub(super) fn holder(&self, details: &Details) -> Option<PatientId> {
        let traits = Traits::of(details);
        self.newcomers
            .get(&number_trace(&traits))?
            .iter()
            .copied()
            .find(|id| self.patients.get(id).is_some_and(|other| other.details.national_id.is_some()))
    }
}

/// What two records of one person have in common, as a rule.
fn traces(details: &Details) -> Vec<String> {
    let traits = Traits::of(details);
    let day = details.birth.date();
    let swapped = day.and_then(|day| jiff::civil::Date::new(day.year(), day.day(), day.month()).ok());
    let mut traces: Vec<String> =
        [day, swapped].into_iter().flatten().map(|day| format!("born {day}")).collect();
    traces.dedup();
    traces.extend(
        traits.phone_tails().iter().filter(|tail| tail.len() >= 5).map(|tail| format!("phone {tail}")),
    );
    let (family, given) = traits.folded_name();
    let mut name = [family, given];
    name.sort_unstable();
    traces.push(format!("name {}", name.join(" ")));
    if !traits.national_id().is_empty() {
        traces.push(number_trace(&traits));
    }
    traces
}

fn number_trace(traits: &Traits) -> String {
    format!("number {}", traits.national_id())
}
