//! Patients, and the people and places that a record names.

use crate::doors::fhir::imported::{Address, Contact, DirectoryEntry, Patient};
use crate::doors::fhir::r4::{self, HumanName, Identifier, Text};

use crate::kit::text::Sentence;

use super::{At, NotTaken, code_of, joined, joined_all, known, text, when, words};

/// Identifier types that are national numbers.
const NATIONAL_TYPES: &[&str] = &["SS", "NI"];
/// Systems that are national numbers, whatever the type says.
const NATIONAL_SYSTEMS: &[&str] =
    &["http://hl7.org/fhir/sid/us-ssn", "urn:oid:2.16.840.1.113883.4.1", "https://fhir.nhs.uk/Id/nhs-number"];

/// No name is longer; names are indexed, and an index has its limits.
const LONGEST_NAME: usize = 300;
/// The same for numbers.
const LONGEST_NUMBER: usize = 100;

pub(in crate::doors::fhir) fn patient(from: r4::Patient, _at: &At<'_>) -> Result<Patient, NotTaken> {
    let name = legal_name(&from.name).ok_or_else(|| NotTaken::because("import-reason-no-name"))?;
    let (family, given) = family_and_given(name);
    if family.is_empty() && given.is_empty() {
        return Err(NotTaken::because("import-reason-no-name"));
    }
    if family.chars().count() > LONGEST_NAME || given.chars().count() > LONGEST_NAME {
        return Err(NotTaken(Sentence::of("import-reason-long-name").with("most", LONGEST_NAME)));
    }
    let sex = known(
        "gender",
        text(from.gender.as_ref()).as_deref(),
        &[("male", "male"), ("female", "female"), ("other", "other"), ("unknown", "unknown")],
        "unknown",
    )?;
    let national = from.identifier.iter().find(|identifier| is_national(identifier));
    let preferred = from
        .name
        .iter()
        .find(|name| matches!(text(name.use_.as_ref()).as_deref(), Some("usual" | "nickname")))
        .filter(|usual| !std::ptr::eq(*usual, name))
        .and_then(whole_name);
    let phones = from
        .telecom
        .iter()
        .filter(|point| {
            matches!(text(point.system.as_ref()).as_deref(), Some("phone" | "sms")) && !is_old(point)
        })
        .filter_map(|point| text(point.value.as_ref()));
    Ok(Patient {
        family,
        given,
        prefix: joined_words(&name.prefix),
        suffix: joined_words(&name.suffix),
        preferred,
        birth: when(from.birth_date),
        sex,
        deceased: from.deceased_date_time.is_some() || from.deceased_boolean == Some(true),
        deceased_at: when(from.deceased_date_time),
        phones: distinct(phones),
        email: from
            .telecom
            .iter()
            .find(|point| text(point.system.as_ref()).as_deref() == Some("email") && !is_old(point))
            .and_then(|point| text(point.value.as_ref())),
        address: address(&from.address),
        national_id: national.and_then(|identifier| text(identifier.value.as_ref())),
        identifiers: from
            .identifier
            .iter()
            .filter(|identifier| !national.is_some_and(|national| std::ptr::eq(national, *identifier)))
            .filter_map(labelled)
            .collect(),
        marital_status: words(from.marital_status.as_ref()).map(|written| marital(&written, &from)),
        language: from
            .communication
            .iter()
            .find(|language| language.preferred == Some(true))
            .or_else(|| from.communication.first())
            .and_then(|language| code_of(language.language.as_ref())),
        contacts: from.contact.iter().filter_map(contact).collect(),
    })
}

pub(in crate::doors::fhir) fn practitioner(
    from: r4::Practitioner,
    _at: &At<'_>,
) -> Result<DirectoryEntry, NotTaken> {
    let name = legal_name(&from.name)
        .and_then(whole_name)
        .ok_or_else(|| NotTaken::because("import-reason-no-name"))?;
    Ok(DirectoryEntry {
        kind: "person",
        name,
        identifier: known_by(&from.identifier),
        phone: phone(&from.telecom),
        address: address(&from.address).map(|address| address.one_line()),
        active: from.active != Some(false),
    })
}

pub(in crate::doors::fhir) fn organisation(
    from: r4::Organization,
    _at: &At<'_>,
) -> Result<DirectoryEntry, NotTaken> {
    let name = text(from.name.as_ref()).ok_or_else(|| NotTaken::because("import-reason-no-name"))?;
    Ok(DirectoryEntry {
        kind: "organisation",
        name,
        identifier: known_by(&from.identifier),
        phone: phone(&from.telecom),
        address: address(&from.address).map(|address| address.one_line()),
        active: from.active != Some(false),
    })
}

/// The official name, or else the first that is in use.
fn legal_name(names: &[HumanName]) -> Option<&HumanName> {
    let is = |name: &&HumanName, wanted: &str| text(name.use_.as_ref()).as_deref() == Some(wanted);
    names
        .iter()
        .find(|name| is(name, "official"))
        .or_else(|| {
            names.iter().find(|name| !is(name, "old") && !is(name, "maiden") && !is(name, "nickname"))
        })
        .or_else(|| names.first())
}

/// Family and given names; a name that comes only as one text is not taken apart by guessing.
fn family_and_given(name: &HumanName) -> (String, String) {
    let family = text(name.family.as_ref()).unwrap_or_default();
    let given = joined_words(&name.given).unwrap_or_default();
    if family.is_empty() && given.is_empty() {
        return (text(name.text.as_ref()).unwrap_or_default(), String::new());
    }
    (family, given)
}

fn whole_name(name: &HumanName) -> Option<String> {
    let parts = [
        joined_words(&name.prefix),
        joined_words(&name.given),
        text(name.family.as_ref()),
        joined_words(&name.suffix),
    ];
    let has_name = text(name.family.as_ref()).is_some() || joined_words(&name.given).is_some();
    if has_name { joined_all(parts.into_iter().flatten()) } else { text(name.text.as_ref()) }
}

fn joined_words(parts: &[Option<Text>]) -> Option<String> {
    joined_all(parts.iter().filter_map(|part| text(part.as_ref())))
}

fn is_national(identifier: &Identifier) -> bool {
    if text(identifier.value.as_ref()).is_none_or(|value| value.len() > LONGEST_NUMBER) {
        return false;
    }
    let of_type =
        code_of(identifier.type_.as_ref()).is_some_and(|code| NATIONAL_TYPES.contains(&code.as_str()));
    let of_system =
        text(identifier.system.as_ref()).is_some_and(|system| NATIONAL_SYSTEMS.contains(&system.as_str()));
    of_type || of_system
}

/// A number with what it is called: the type's words, or the system's address.
fn labelled(identifier: &Identifier) -> Option<(String, String)> {
    let value = text(identifier.value.as_ref())?;
    let label = words(identifier.type_.as_ref()).or_else(|| text(identifier.system.as_ref()));
    Some((label.unwrap_or_default(), value))
}

/// Some senders put the code where the words belong.
fn marital(written: &str, from: &r4::Patient) -> String {
    let word = match code_of(from.marital_status.as_ref()).as_deref().unwrap_or(written) {
        "A" => "Annulled",
        "D" => "Divorced",
        "I" => "Interlocutory",
        "L" => "Legally separated",
        "M" => "Married",
        "P" => "Polygamous",
        "S" => "Never married",
        "T" => "Domestic partner",
        "U" => "Unmarried",
        "W" => "Widowed",
        _ => written,
    };
    word.to_owned()
}

fn contact(from: &r4::PatientContact) -> Option<Contact> {
    let name = from.name.as_ref().and_then(whole_name)?;
    Some(Contact {
        name,
        relationship: joined(from.relationship.iter().filter_map(|one| words(Some(one))), ", "),
        phone: phone(&from.telecom),
    })
}

fn phone(points: &[r4::ContactPoint]) -> Option<String> {
    points
        .iter()
        .find(|point| text(point.system.as_ref()).as_deref() == Some("phone") && !is_old(point))
        .and_then(|point| text(point.value.as_ref()))
}

fn is_old(point: &r4::ContactPoint) -> bool {
    text(point.use_.as_ref()).as_deref() == Some("old")
}

fn distinct(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for value in values {
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
    kept
}

fn address(all: &[r4::Address]) -> Option<Address> {
    let is = |address: &&r4::Address, wanted: &str| text(address.use_.as_ref()).as_deref() == Some(wanted);
    let one = all.iter().find(|a| is(a, "home")).or_else(|| all.iter().find(|a| !is(a, "old")))?;
    let mut lines: Vec<String> = one.line.iter().filter_map(|line| text(line.as_ref())).collect();
    let city = text(one.city.as_ref());
    if lines.is_empty() && city.is_none() {
        lines.extend(text(one.text.as_ref()));
    }
    let address = Address {
        lines,
        city,
        district: text(one.district.as_ref()),
        state: text(one.state.as_ref()),
        postal_code: text(one.postal_code.as_ref()),
        country: text(one.country.as_ref()),
    };
    (address != Address::default()).then_some(address)
}

/// The first number that says which register it is from.
fn known_by(identifiers: &[Identifier]) -> Option<(String, String)> {
    identifiers
        .iter()
        .filter_map(|identifier| Some((text(identifier.system.as_ref())?, text(identifier.value.as_ref())?)))
        .find(|(system, value)| system.len() + value.len() <= 2 * LONGEST_NUMBER)
}
