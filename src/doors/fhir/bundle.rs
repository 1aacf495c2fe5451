//! Reads a bundle: its frame first, then one entry after the other.

use std::collections::HashSet;
use std::io::Read;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::imported::{ImportedBundle, Item, LONGEST_TEXT, Original};
use super::links::{Links, split_address};
use super::r4;
use super::refusal::{Place, Refusal, wrong};
use super::take::{self, At, NotTaken};
use crate::kit::text::Sentence;

/// The largest file that is read. A patient's whole life is a tenth of it.
pub const LARGEST_FILE: u64 = 256_000_000;

/// FHIR allows 64 characters; senders with longer ones exist, and an index has its limits.
const LONGEST_ID: usize = 200;

/// Bundle types that carry records.
const KINDS: &[&str] = &["transaction", "batch", "collection", "searchset", "document"];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawBundle<'a> {
    #[serde(default)]
    resource_type: Option<String>,
    #[serde(default, rename = "type")]
    kind: Option<String>,
    #[serde(default, borrow)]
    entry: Vec<RawEntry<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawEntry<'a> {
    #[serde(default)]
    full_url: Option<String>,
    #[serde(default, borrow)]
    resource: Option<&'a RawValue>,
    #[serde(default)]
    request: Option<Request>,
}

#[derive(Deserialize)]
struct Request {
    #[serde(default)]
    method: Option<String>,
    #[serde(default)]
    url: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Head {
    resource_type: Option<r4::Text>,
    id: Option<r4::Text>,
}

/// An entry of which the type and the identity are known, and no more.
pub(super) struct Entry<'a> {
    pub full_url: Option<String>,
    pub resource: Option<&'a RawValue>,
    pub kind: Option<String>,
    pub original: Option<Original>,
    deletes: bool,
}

/// Reads a file of at most [`LARGEST_FILE`] bytes.
pub fn read_file(path: &Path) -> Result<String, Refusal> {
    read_file_up_to(path, LARGEST_FILE)
}

/// As [`read_file`], with a limit of one's own. A device or a file that grows is cut off as well.
pub fn read_file_up_to(path: &Path, limit: u64) -> Result<String, Refusal> {
    let unreadable = |error: std::io::Error| Refusal::Unreadable(error.kind());
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let about = file.metadata().map_err(unreadable)?;
    if about.len() > limit {
        return Err(Refusal::TooLarge(limit));
    }
    let mut bytes = Vec::with_capacity(about.len() as usize);
    file.take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > limit {
        return Err(Refusal::TooLarge(limit));
    }
    String::from_utf8(bytes).map_err(|error| Refusal::NotText(error.utf8_error().valid_up_to()))
}

/// Reads a whole bundle. Either all of it can be understood, or it is refused with its place.
pub fn read_bundle(json: &str) -> Result<ImportedBundle, Refusal> {
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    let raw: RawBundle<'_> = serde_json::from_str(json)
        .map_err(|error| wrong(Place::Line(error.line(), error.column()), &error))?;
    match (raw.resource_type.as_deref(), raw.kind.as_deref()) {
        (Some("Bundle"), Some(kind)) if KINDS.contains(&kind) => {}
        (Some("Bundle"), Some(kind)) => {
            return Err(Refusal::NotABundle(named("import-refusal-bundle-type", kind)));
        }
        (Some("Bundle"), None) => return Err(Refusal::NotABundle(Sentence::of("import-refusal-no-type"))),
        (Some(other), _) => {
            return Err(Refusal::NotABundle(named("import-refusal-other-resource", other)));
        }
        (None, _) => return Err(Refusal::NotABundle(Sentence::of("import-refusal-no-bundle"))),
    }
    let entries = raw
        .entry
        .into_iter()
        .enumerate()
        .map(|(index, entry)| identify(index, entry))
        .collect::<Result<Vec<_>, _>>()?;
    let links = Links::of(&entries);
    let mut reading = Reading { links: &links, seen: HashSet::new(), bundle: ImportedBundle::default() };
    for (index, entry) in entries.iter().enumerate() {
        reading.take(index, entry)?;
    }
    Ok(reading.bundle)
}

/// A sentence about something the sender calls by this name.
fn named(key: &str, name: &str) -> Sentence {
    Sentence::of(key).with("name", name.chars().take(40).collect::<String>())
}

fn identify(index: usize, raw: RawEntry<'_>) -> Result<Entry<'_>, Refusal> {
    let deletes = raw.request.as_ref().is_some_and(|r| r.method.as_deref() == Some("DELETE"));
    let mut entry =
        Entry { full_url: raw.full_url, resource: raw.resource, kind: None, original: None, deletes };
    let Some(resource) = entry.resource else { return Ok(entry) };
    let head: Head = parse(index, resource)?;
    let Some(kind) = take::text(head.resource_type.as_ref()) else {
        return Err(Refusal::Wrong {
            place: Place::Element(format!("entry[{index}].resource")),
            why: Sentence::of("import-wrong-no-resource-type"),
        });
    };
    let address = entry.full_url.as_deref().unwrap_or_default();
    let (base, address_id) = match split_address(address) {
        Some((base, _, id)) => (base.map(str::to_owned), Some(id.to_owned())),
        None => {
            (None, address.strip_prefix("urn:uuid:").or(address.strip_prefix("urn:oid:")).map(str::to_owned))
        }
    };
    let asked_for = raw
        .request
        .and_then(|r| r.url)
        .and_then(|url| split_address(&url).map(|(_, _, id)| id.to_owned()).filter(|id| !id.contains('?')));
    let id = take::text(head.id.as_ref()).or(address_id).or(asked_for);
    entry.original = id.map(|id| Original { base, kind: kind.clone(), id });
    entry.kind = Some(kind);
    Ok(entry)
}

fn parse<T: DeserializeOwned>(index: usize, resource: &RawValue) -> Result<T, Refusal> {
    let mut from = serde_json::Deserializer::from_str(resource.get());
    serde_path_to_error::deserialize(&mut from).map_err(|error| {
        let path = error.path().to_string();
        let dot = if path.is_empty() || path == "." { String::new() } else { format!(".{path}") };
        wrong(Place::Element(format!("entry[{index}].resource{dot}")), error.inner())
    })
}

struct Reading<'a> {
    links: &'a Links<'a>,
    seen: HashSet<&'a Original>,
    bundle: ImportedBundle,
}

/// Parses an entry as one type and puts it where it belongs.
macro_rules! taken {
    ($self:ident, $index:ident, $original:ident, $resource:ident, $r4:ty, $take:path, $list:ident) => {{
        let parsed: $r4 = parse($index, $resource)?;
        let at = At { links: $self.links, base: $original.base.as_deref() };
        if parsed.modifier_extension.is_empty() {
            match $take(parsed, &at) {
                Ok(value) => {
                    let item = Item::new($index, $original.clone(), value)
                        .map_err(|error| wrong(Place::Element(format!("entry[{}]", $index)), &error))?;
                    match item {
                        Some(item) => $self.bundle.$list.push(item),
                        None => $self.leave(&$original.kind, too_long()),
                    }
                }
                Err(NotTaken(reason)) => $self.leave(&$original.kind, reason),
            }
        } else {
            $self.leave(&$original.kind, Sentence::of("import-reason-modifier"));
        }
    }};
}

impl<'a> Reading<'a> {
    fn leave(&mut self, kind: &str, reason: Sentence) {
        *self.bundle.not_taken.entry((kind.to_owned(), reason)).or_default() += 1;
    }

    fn take(&mut self, index: usize, entry: &'a Entry<'a>) -> Result<(), Refusal> {
        let (Some(resource), Some(kind)) = (entry.resource, entry.kind.as_deref()) else {
            let reason = if entry.deletes { "import-reason-delete" } else { "import-reason-empty" };
            self.leave("Bundle.entry", Sentence::of(reason));
            return Ok(());
        };
        if !TAKEN.contains(&kind) {
            let kind: String = kind.chars().take(60).collect();
            self.leave(&kind, Sentence::of(left_out(&kind)));
            return Ok(());
        }
        let Some(original) = &entry.original else {
            self.leave(kind, Sentence::of("import-reason-no-id"));
            return Ok(());
        };
        if original.id.len() > LONGEST_ID
            || original.base.as_ref().is_some_and(|base| base.len() > LONGEST_ID)
        {
            self.leave(kind, Sentence::of("import-reason-long-id").with("most", LONGEST_ID));
            return Ok(());
        }
        if !self.seen.insert(original) {
            self.leave(kind, Sentence::of("import-reason-id-twice"));
            return Ok(());
        }
        match kind {
            "Patient" => taken!(self, index, original, resource, r4::Patient, take::patient, patients),
            "Practitioner" => {
                taken!(self, index, original, resource, r4::Practitioner, take::practitioner, directory)
            }
            "Organization" => {
                taken!(self, index, original, resource, r4::Organization, take::organisation, directory)
            }
            "Encounter" => taken!(self, index, original, resource, r4::Encounter, take::visit, visits),
            "Condition" => taken!(self, index, original, resource, r4::Condition, take::problem, problems),
            "AllergyIntolerance" => {
                taken!(self, index, original, resource, r4::AllergyIntolerance, take::allergy, allergies)
            }
            "Immunization" => {
                taken!(self, index, original, resource, r4::Immunization, take::vaccine, vaccines)
            }
            "MedicationRequest" => {
                taken!(
                    self,
                    index,
                    original,
                    resource,
                    r4::MedicationRequest,
                    take::prescription,
                    prescriptions
                )
            }
            "MedicationStatement" => {
                taken!(
                    self,
                    index,
                    original,
                    resource,
                    r4::MedicationStatement,
                    take::statement,
                    prescriptions
                )
            }
            "Observation" => {
                taken!(self, index, original, resource, r4::Observation, take::observation, observations)
            }
            "Procedure" => {
                taken!(self, index, original, resource, r4::Procedure, take::procedure, procedures)
            }
            "DiagnosticReport" => {
                taken!(self, index, original, resource, r4::DiagnosticReport, take::report, reports)
            }
            "Goal" => taken!(self, index, original, resource, r4::Goal, take::goal, goals),
            _ => taken!(self, index, original, resource, r4::CarePlan, take::plan, plans),
        }
        Ok(())
    }
}

/// Why a resource with an endless text is left out; cut off, it might say something else.
fn too_long() -> Sentence {
    Sentence::of("import-reason-long-text").with("most", LONGEST_TEXT)
}

/// The resource types that have a place here.
const TAKEN: &[&str] = &[
    "Patient",
    "Practitioner",
    "Organization",
    "Encounter",
    "Condition",
    "AllergyIntolerance",
    "Immunization",
    "MedicationRequest",
    "MedicationStatement",
    "Observation",
    "Procedure",
    "DiagnosticReport",
    "Goal",
    "CarePlan",
];

/// The key of why a kind of resource is left out.
fn left_out(kind: &str) -> &'static str {
    match kind {
        "Claim" | "ExplanationOfBenefit" | "Coverage" | "Invoice" | "Account" => "import-reason-bills",
        "ImagingStudy" | "Media" | "DocumentReference" | "Binary" => "import-reason-documents",
        "Medication" => "import-reason-medicine",
        "OperationOutcome" => "import-reason-message",
        _ => "import-reason-no-place",
    }
}
