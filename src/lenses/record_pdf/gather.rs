//! The record, or one visit of it, from what is kept.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::model::{Body, Letterhead, Person, Printed, Record, Section, Title};
use super::sections;
use super::store::Kept;
use super::words::joined;
use crate::care::visits::Visit;
use crate::gate::access::model::Identity;
use crate::gate::hospital::Hospital;
use crate::kit::error::Result;
use crate::kit::pdf::isolate;
use crate::people::patients::{Death, Details, Patient, Sex, clinical};
use crate::say;

/// The hospital's paper: whose record, for whom, as of when.
pub struct Sheet<'a> {
    pub patient: &'a Patient,
    pub hospital: &'a Hospital,
    pub by: &'a Identity,
    pub at: Timestamp,
}

/// Puts a whole record into words.
///
/// # Errors
/// [`crate::kit::error::Error::Bug`] when a note does not hold what we put there.
pub fn whole(sheet: &Sheet<'_>, kept: &Kept) -> Result<Record> {
    let Moment { zone, now, midnight } = sheet.moment();
    let mut all = vec![demographics(sheet.patient, &now)];
    all.extend(sections::all(kept, &zone, midnight)?);
    let (name, mrn) = (sheet.patient.banner_name(), sheet.patient.shown_mrn());
    let title = Title {
        words: say!("record-pdf-title"),
        file: say!("record-pdf-file-title", name = name, mrn = mrn),
        end: say!("record-pdf-end"),
    };
    Ok(sheet.filled(title, kept, all))
}

/// Puts one visit into words; `kept` holds nothing else.
///
/// # Errors
/// As [`whole`].
pub fn of_visit(sheet: &Sheet<'_>, kept: &Kept, visit: &Visit) -> Result<Record> {
    let Moment { zone, midnight, .. } = sheet.moment();
    let all = sections::of_visit(kept, visit, &zone, midnight)?;
    let day = visit.when().shown_date(&zone);
    let title = Title {
        words: say!("record-pdf-visit-title", kind = isolate(visit.shown()), day = day.clone()),
        file: say!("record-pdf-visit-file-title", day = day, mrn = sheet.patient.shown_mrn()),
        end: say!("record-pdf-visit-end"),
    };
    Ok(sheet.filled(title, kept, all))
}

struct Moment {
    zone: TimeZone,
    now: jiff::Zoned,
    /// The beginning of today, as dates without a time are kept.
    midnight: Timestamp,
}

impl Sheet<'_> {
    fn moment(&self) -> Moment {
        let zone = TimeZone::get(&self.hospital.time_zone).unwrap_or(TimeZone::UTC);
        let now = self.at.to_zoned(zone.clone());
        let midnight = now.date().to_zoned(TimeZone::UTC).map_or(self.at, |midnight| midnight.timestamp());
        Moment { zone, now, midnight }
    }

    fn filled(&self, title: Title, kept: &Kept, sections: Vec<Section>) -> Record {
        let Self { patient, hospital, by, at } = *self;
        let Moment { zone, now, .. } = self.moment();
        Record {
            title,
            letterhead: Letterhead {
                name: hospital.name.clone(),
                address: hospital.address.clone(),
                demonstration: hospital.demonstration.is_some().then(|| say!("record-pdf-demonstration")),
            },
            person: Person {
                name: patient.banner_name(),
                preferred: patient.details.preferred.clone(),
                born: patient.born(now.date()).unwrap_or_else(|| say!("record-pdf-unknown")),
                sex: sex(patient.details.sex),
                mrn: patient.shown_mrn(),
                remarks: remarks(patient),
            },
            allergies: sections::allergy_state(kept, &zone),
            printed: Printed {
                by: format!("{} ({})", by.name, say!(by.role.label_key())),
                when: format!("{} ({})", now.strftime("%d-%b-%Y %H:%M"), hospital.time_zone),
                at,
            },
            sections,
            in_error: kept.in_error,
        }
    }
}

fn remarks(patient: &Patient) -> Vec<String> {
    let died = match patient.details.death {
        Death::No => None,
        Death::On(day) => Some(say!("record-pdf-deceased-on", date = clinical(day))),
        Death::DayNotKnown => Some(say!("record-pdf-deceased")),
    };
    let archived = patient.archived_at.is_some().then(|| say!("record-pdf-archived"));
    died.into_iter().chain(archived).collect()
}

fn sex(sex: Sex) -> String {
    match sex {
        Sex::Female => say!("record-pdf-female"),
        Sex::Male => say!("record-pdf-male"),
        Sex::Other => say!("record-pdf-other"),
        Sex::Unknown => say!("record-pdf-unknown"),
    }
}

/// Who they are, without reception's own notes.
fn demographics(patient: &Patient, now: &jiff::Zoned) -> Section {
    let Details { title, preferred, gender_identity, national_id, email, former_number, .. } =
        &patient.details;
    let details = &patient.details;
    let own = |text: &Option<String>| text.as_deref().map(isolate);
    let phones: Vec<String> = details.phones.iter().map(|phone| isolate(&phone.number)).collect();
    let until = details.policy_until.map(|day| say!("record-pdf-valid-until", date = clinical(day)));
    let name = match title {
        Some(title) => format!("{} ({})", isolate(&patient.banner_name()), isolate(title)),
        None => isolate(&patient.banner_name()),
    };
    let facts = [
        ("record-pdf-name", Some(name)),
        ("record-pdf-preferred-name", own(preferred)),
        ("record-pdf-born", Some(patient.born(now.date()).unwrap_or_else(|| say!("record-pdf-unknown")))),
        ("record-pdf-sex", Some(sex(details.sex))),
        ("record-pdf-gender-identity", own(gender_identity)),
        ("record-pdf-mrn", Some(patient.shown_mrn())),
        ("record-pdf-national-id", own(national_id)),
        ("record-pdf-phone", Some(phones.join(", "))),
        ("record-pdf-email", own(email)),
        (
            "record-pdf-address",
            Some(joined([own(&details.street), own(&details.town), own(&details.country)])),
        ),
        ("record-pdf-language", own(&details.language)),
        (
            "record-pdf-kin",
            Some(joined([own(&details.kin_name), own(&details.kin_relation), own(&details.kin_phone)])),
        ),
        ("record-pdf-insurance", Some(joined([own(&details.payer), own(&details.policy_number), until]))),
        ("record-pdf-former-number", own(former_number)),
    ];
    let facts = facts
        .into_iter()
        .filter_map(|(key, value)| value.filter(|value| !value.is_empty()).map(|value| (say!(key), value)))
        .collect();
    Section { title: say!("record-pdf-demographics"), remark: None, body: Body::Facts(facts) }
}
