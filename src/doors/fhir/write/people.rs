//! Patients and the directory.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::ledger::Ledger;
use super::{Writing, Written};
use crate::care::directory::DirectoryEntry;
use crate::care::record::{ImportSource, Precision, When};
use crate::doors::fhir::imported::{self as from, Item};
use crate::doors::fhir::report::Duplicate;
use crate::doors::fhir::store::KnownPatient;
use crate::kit::error::Result;
use crate::kit::id::Id;
use crate::people::patients::{Birth, Death, Details, Patient, PatientId, Phone, Sex};

impl Writing<'_> {
    pub(super) fn directory(
        &mut self,
        to: &mut Ledger<'_, '_>,
        items: &[Item<from::DirectoryEntry>],
    ) -> Result<()> {
        for item in items {
            let entry = &item.value;
            let origin = self.finder.origin(to, item)?;
            let identifier = entry.identifier.clone().unzip();
            let row = DirectoryEntry {
                id: Id::new(),
                kind: entry.kind.to_owned(),
                name: entry.name.clone(),
                identifier_system: identifier.0,
                identifier: identifier.1,
                phone: entry.phone.clone(),
                address: entry.address.clone(),
                active: entry.active,
                source_id: Some(origin.source),
                original_type: Some(origin.kind.clone()),
                original_id: Some(origin.id.clone()),
                content_hash: Some(origin.hash.clone()),
                version: 1,
                edited_here: false,
            };
            // Bundles of different age name the same people; an older one must not undo a newer one for ever.
            if to.same_as_before(&origin)? {
                self.report.count(&item.original.kind, |counts| counts.skipped += 1);
                continue;
            }
            let (written, row) = self.put(to, item, &origin, None, row)?;
            if written == Written::Fresh {
                to.keep_entry(&row);
            }
        }
        Ok(())
    }

    pub(super) fn patients(&mut self, to: &mut Ledger<'_, '_>, items: &[Item<from::Patient>]) -> Result<()> {
        for item in items {
            let source = self.finder.source(to, &item.original)?;
            let known = to.patient_of(source, &item.original.id)?;
            let patient = match known {
                None => Some(self.new_patient(to, item, source)?),
                Some(known) => self.known_patient(to, item, source, known)?,
            };
            self.finder.keep_patient(&item.original, patient);
        }
        Ok(())
    }

    fn new_patient(
        &mut self,
        to: &mut Ledger<'_, '_>,
        item: &Item<from::Patient>,
        source: Id<ImportSource>,
    ) -> Result<PatientId> {
        let mut details = details(&item.value);
        let name = self.finder.name(&item.original).to_owned();
        let alike = to.resembling(&details)?;
        self.give_up_taken_number(to, &mut details, None)?;
        let (patient_id, patient_version, newcomer) = to.enter(details, &name, &item.original.id, self.by)?;
        let duplicates = alike.into_iter().map(|other| Duplicate { newcomer: newcomer.clone(), other });
        self.report.duplicates.extend(duplicates);
        let known = KnownPatient { patient_id, content_hash: item.hash.clone(), patient_version, version: 1 };
        to.keep_known(source, &item.original.id, &known)?;
        self.report.count("Patient", |counts| counts.created += 1);
        Ok(patient_id)
    }

    /// A national number belongs to one record; the newcomer waits for it until somebody has merged the two.
    fn give_up_taken_number(
        &mut self,
        to: &mut Ledger<'_, '_>,
        details: &mut Details,
        own: Option<PatientId>,
    ) -> Result<()> {
        let holder = to.number_holder(details)?;
        if holder.is_some() && holder != own {
            details.national_id = None;
            self.report.remark("Patient", "import-reason-national-number");
        }
        Ok(())
    }

    fn known_patient(
        &mut self,
        to: &mut Ledger<'_, '_>,
        item: &Item<from::Patient>,
        source: Id<ImportSource>,
        known: KnownPatient,
    ) -> Result<Option<PatientId>> {
        let survivor = to.survivor_of(known.patient_id)?;
        if known.content_hash == item.hash {
            self.report.count("Patient", |counts| counts.skipped += 1);
            return Ok(Some(survivor));
        }
        let before = to.patient(survivor)?;
        let mut details = updated(&before, &item.value);
        if somebody_else(&before, &details) {
            self.conflict("Patient", &item.original, "import-reason-another-person");
            return Ok(None);
        }
        if survivor != known.patient_id || before.version != known.patient_version {
            self.conflict("Patient", &item.original, "import-reason-changed-here");
            return Ok(Some(survivor));
        }
        self.give_up_taken_number(to, &mut details, Some(survivor))?;
        let patient_version = to.change(&before, details, self.by)?;
        let now = KnownPatient {
            patient_id: survivor,
            content_hash: item.hash.clone(),
            patient_version,
            version: known.version + 1,
        };
        to.keep_known(source, &item.original.id, &now)?;
        self.report.count("Patient", |counts| counts.updated += 1);
        Ok(Some(survivor))
    }
}

/// What the sender says, in the terms of our own register.
fn details(from: &from::Patient) -> Details {
    let address = from.address.clone().unwrap_or_default();
    let town = [
        address.postal_code.as_deref(),
        address.city.as_deref(),
        address.district.as_deref(),
        address.state.as_deref(),
    ];
    let town = joined(&town, " ");
    let kin = from.contacts.first();
    Details {
        family: from.family.clone(),
        given: from.given.clone(),
        title: from.prefix.clone(),
        preferred: from.preferred.clone(),
        birth: birth(from.birth),
        sex: Sex::of_code(from.sex).unwrap_or(Sex::Unknown),
        gender_identity: None,
        national_id: from.national_id.clone(),
        phones: from.phones.iter().filter_map(|phone| Phone::parse(phone)).take(MOST_PHONES).collect(),
        email: from.email.clone(),
        street: joined(&address.lines.iter().map(|line| Some(line.as_str())).collect::<Vec<_>>(), ", "),
        town,
        country: address.country,
        language: from.language.clone(),
        kin_name: kin.map(|kin| kin.name.clone()),
        kin_relation: kin.and_then(|kin| kin.relationship.clone()),
        kin_phone: kin.and_then(|kin| kin.phone.clone()),
        payer: None,
        policy_number: None,
        policy_until: None,
        usual_doctor: None,
        note: None,
        former_number: former_number(&from.identifiers),
        death: death(from),
    }
}

/// A patient record has room for three.
const MOST_PHONES: usize = 3;

/// What the sender says, over what only we know.
fn updated(before: &Patient, from: &from::Patient) -> Details {
    let ours = &before.details;
    Details {
        gender_identity: ours.gender_identity.clone(),
        payer: ours.payer.clone(),
        policy_number: ours.policy_number.clone(),
        policy_until: ours.policy_until,
        usual_doctor: ours.usual_doctor,
        note: ours.note.clone(),
        ..details(from)
    }
}

/// Two senders that number their patients 1, 2, 3 must not overwrite each other's.
fn somebody_else(before: &Patient, now: &Details) -> bool {
    let then = &before.details;
    then.family != now.family && then.given != now.given && then.birth != now.birth
}

fn birth(when: Option<When>) -> Birth {
    let Some(when) = when else { return Birth::NotKnown };
    let date = when.civil_date(&TimeZone::UTC);
    match when.precision {
        Precision::Year => Birth::Year(date),
        Precision::Month => Birth::Month(date),
        Precision::Day | Precision::Time => Birth::Day(date),
        Precision::Unknown => Birth::NotKnown,
    }
}

fn death(from: &from::Patient) -> Death {
    let day: Option<Date> = from
        .deceased_at
        .filter(|when| matches!(when.precision, Precision::Day | Precision::Time))
        .map(|when| when.civil_date(&TimeZone::UTC));
    Death::of_columns(from.deceased, day)
}

/// The number in the sender's own register, so that old papers still find the patient.
fn former_number(identifiers: &[(String, String)]) -> Option<String> {
    let is_record_number = |label: &str| {
        let label = label.to_lowercase();
        label.contains("medical record") || label == "mr" || label == "mrn"
    };
    identifiers.iter().find(|(label, _)| is_record_number(label)).map(|(_, value)| value.clone())
}

fn joined(parts: &[Option<&str>], between: &str) -> Option<String> {
    let parts: Vec<&str> = parts.iter().flatten().copied().collect();
    (!parts.is_empty()).then(|| parts.join(between))
}
