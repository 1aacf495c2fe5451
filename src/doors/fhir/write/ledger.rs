//! Where an import writes: into the record, or, in a dry run, nowhere.
//!
//! A dry run only reads. It takes no turn at the writer, and what each file would have brought is remembered for the
//! files that follow.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::rehearsal::Rehearsal;
use crate::care::directory::{self, DirectoryEntry};
use crate::care::record::{self, ImportSource, Known, Origin, Stored, keep_version, source_named};
use crate::doors::fhir::report::Party;
use crate::doors::fhir::store::{self, KnownPatient};
use crate::gate::access::reach::Reach;
use crate::gate::actor::AccountId;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;
use crate::kit::id::Id;
use crate::people::patients::{self, Details, Patient, PatientId};

pub(super) enum Ledger<'l, 'tx> {
    /// The record itself.
    Record(&'l mut Tx<'tx>),
    /// Nowhere, at this instant.
    Rehearsal(&'l mut Conn, Timestamp, &'l mut Rehearsal),
}

impl<'tx> Ledger<'_, 'tx> {
    pub(super) fn conn(&mut self) -> &mut Conn {
        match self {
            Self::Record(tx) => tx.conn(),
            Self::Rehearsal(conn, ..) => conn,
        }
    }

    pub(super) fn now(&self) -> Timestamp {
        match self {
            Self::Record(tx) => tx.now(),
            Self::Rehearsal(_, now, _) => *now,
        }
    }

    /// The transaction, for what nothing later depends on.
    pub(super) fn tx(&mut self) -> Option<&mut Tx<'tx>> {
        match self {
            Self::Record(tx) => Some(tx),
            Self::Rehearsal(..) => None,
        }
    }

    fn rehearsal(&mut self) -> Option<&mut Rehearsal> {
        match self {
            Self::Record(_) => None,
            Self::Rehearsal(_, _, kept) => Some(kept),
        }
    }

    /// The sender of that name.
    pub(super) fn source(&mut self, name: &str) -> Result<Id<ImportSource>> {
        match self {
            Self::Record(tx) => source_named(tx, name),
            Self::Rehearsal(conn, _, kept) => {
                if let Some(id) = kept.sources.get(name) {
                    return Ok(*id);
                }
                let id = record::find_source(conn, name)?.unwrap_or_default();
                kept.sources.insert(name.to_owned(), id);
                Ok(id)
            }
        }
    }

    // Rows of the record.

    pub(super) fn known<R: Stored>(&mut self, origin: &Origin) -> Result<Option<Known>> {
        match self.rehearsal().and_then(|kept| kept.row(R::KIND, origin)) {
            Some(known) => Ok(Some(known)),
            None => R::known(self.conn(), origin),
        }
    }

    pub(super) fn insert<R: Stored>(&mut self, origin: &Origin, row: &R) -> Result<()> {
        match self {
            Self::Record(tx) => row.insert(tx),
            Self::Rehearsal(_, _, kept) => {
                kept.keep_row(R::KIND, origin, row.uuid(), 1);
                Ok(())
            }
        }
    }

    /// Writes the new version of a row over the one there was, which is kept.
    pub(super) fn replace<R: Stored>(
        &mut self,
        origin: &Origin,
        row: &R,
        patient: Option<PatientId>,
        version: i64,
        by: Option<AccountId>,
    ) -> Result<()> {
        match self {
            Self::Record(tx) => {
                let before = R::load(tx.conn(), row.uuid())?;
                keep_version(tx, &before, patient, version - 1, by)?;
                row.replace(tx)
            }
            Self::Rehearsal(_, _, kept) => {
                kept.keep_row(R::KIND, origin, row.uuid(), version);
                Ok(())
            }
        }
    }

    // The directory.

    /// Whether the sender has said exactly this of them before.
    pub(super) fn same_as_before(&mut self, origin: &Origin) -> Result<bool> {
        if let Some(kept) = self.rehearsal()
            && let Some(known) = kept.row(DirectoryEntry::KIND, origin)
            && (known.hash.as_deref() == Some(&origin.hash)
                || kept.said.contains(&(known.id, origin.hash.clone())))
        {
            return Ok(true);
        }
        directory::same_as_before(self.conn(), origin)
    }

    /// Remembers an entry of the directory that would have been written.
    pub(super) fn keep_entry(&mut self, entry: &DirectoryEntry) {
        let Some(kept) = self.rehearsal() else { return };
        kept.said.extend(entry.content_hash.clone().map(|hash| (entry.id.uuid(), hash)));
        kept.directory.insert(entry.id, entry.name.clone());
        if let (Some(system), Some(number)) = (&entry.identifier_system, &entry.identifier) {
            kept.numbers.insert((system.clone(), number.clone()), entry.id);
        }
    }

    pub(super) fn name_of(&mut self, id: Id<DirectoryEntry>) -> Result<Option<String>> {
        match self.rehearsal().and_then(|kept| kept.directory.get(&id).cloned()) {
            Some(name) => Ok(Some(name)),
            None => directory::name_of(self.conn(), id),
        }
    }

    pub(super) fn by_identifier(
        &mut self,
        system: &str,
        number: &str,
    ) -> Result<Option<(Id<DirectoryEntry>, String)>> {
        if let Some(found) = directory::by_identifier(self.conn(), system, number)? {
            return Ok(Some(found));
        }
        let Some(kept) = self.rehearsal() else { return Ok(None) };
        let id = kept.numbers.get(&(system.to_owned(), number.to_owned())).copied();
        Ok(id.and_then(|id| kept.directory.get(&id).map(|name| (id, name.clone()))))
    }

    // Patients.

    pub(super) fn patient_of(
        &mut self,
        source: Id<ImportSource>,
        original_id: &str,
    ) -> Result<Option<KnownPatient>> {
        let key = (source, original_id.to_owned());
        match self.rehearsal().and_then(|kept| kept.known_patients.get(&key).cloned()) {
            Some(known) => Ok(Some(known)),
            None => store::patient_of(self.conn(), source, original_id),
        }
    }

    /// Remembers which patient here a sender's patient is.
    pub(super) fn keep_known(
        &mut self,
        source: Id<ImportSource>,
        original_id: &str,
        known: &KnownPatient,
    ) -> Result<()> {
        match self {
            Self::Record(tx) if known.version == 1 => store::add_patient(tx, source, original_id, known),
            Self::Record(tx) => store::change_patient(tx, source, original_id, known),
            Self::Rehearsal(_, _, kept) => {
                kept.known_patients.insert((source, original_id.to_owned()), known.clone());
                Ok(())
            }
        }
    }

    /// The record that somebody's was merged into, or their own.
    pub(super) fn survivor_of(&mut self, id: PatientId) -> Result<PatientId> {
        match self.rehearsal().is_some_and(|kept| kept.patients.contains_key(&id)) {
            true => Ok(id),
            false => patients::survivor_of(self.conn(), id),
        }
    }

    pub(super) fn patient(&mut self, id: PatientId) -> Result<Patient> {
        if let Some(patient) = self.rehearsal().and_then(|kept| kept.patients.get(&id)) {
            return Ok(patient.clone());
        }
        let house = Reach::whole_house("an import brings records of everybody up to date");
        patients::find(self.conn(), &house, id)
    }

    /// Everybody who is probably this person, here or in an earlier file of a dry run.
    pub(super) fn resembling(&mut self, details: &Details) -> Result<Vec<Party>> {
        let today = self.now().to_zoned(TimeZone::UTC).date();
        let alike = patients::resembling(self.conn(), details, None, today)?.probable;
        let mut parties: Vec<Party> =
            alike.iter().map(|other| Party::here(other.hit.id, other.hit.shown_mrn())).collect();
        if let Some(kept) = self.rehearsal() {
            parties.extend(kept.resembling(details).into_iter().map(|other| Party::sent(&other.mrn)));
        }
        Ok(parties)
    }

    /// Who has this person's national number.
    pub(super) fn number_holder(&mut self, details: &Details) -> Result<Option<PatientId>> {
        let Some(number) = &details.national_id else { return Ok(None) };
        match patients::national_id_holder(self.conn(), number)? {
            Some(holder) => Ok(Some(holder)),
            None => Ok(self.rehearsal().and_then(|kept| kept.holder(details))),
        }
    }

    /// Adds a patient; in a dry run their number is the sender's.
    pub(super) fn enter(
        &mut self,
        details: Details,
        sender: &str,
        original_id: &str,
        by: Option<AccountId>,
    ) -> Result<(PatientId, i64, Party)> {
        match self {
            Self::Record(tx) => {
                let patient = patients::enter(tx, &details, sender, by)?;
                Ok((patient.id, patient.version, Party::here(patient.id, patient.shown_mrn())))
            }
            Self::Rehearsal(_, now, kept) => {
                let patient = Patient {
                    id: PatientId::new(),
                    mrn: original_id.to_owned(),
                    details,
                    version: 1,
                    archived_at: None,
                    archive_reason: None,
                    merged_into: None,
                    created_at: *now,
                    changed_at: *now,
                    has_photo: false,
                };
                let (id, version) = (patient.id, patient.version);
                kept.keep_newcomer(patient);
                Ok((id, version, Party::sent(original_id)))
            }
        }
    }

    /// Replaces what is known of a patient and answers the new version.
    pub(super) fn change(
        &mut self,
        before: &Patient,
        details: Details,
        by: Option<AccountId>,
    ) -> Result<i64> {
        match self {
            Self::Record(tx) => patients::change(tx, before, &details, by),
            Self::Rehearsal(_, _, kept) => {
                let version = before.version + 1;
                kept.patients.insert(before.id, Patient { details, version, ..before.clone() });
                Ok(version)
            }
        }
    }
}
