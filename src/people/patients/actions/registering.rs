//! Registering and changing.

use jiff::civil::Date;
use serde_json::json;

use super::super::model::details::Details;
use super::super::model::field::Field;
use super::super::model::patient::{Patient, PatientId};
use super::super::model::photo::Photo;
use super::super::store;
use crate::gate::actor::AccountId;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::say;

/// Why somebody is registered although a record resembles them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DuplicateReason {
    /// The birth date was checked with the patient.
    BirthDateChecked,
    /// An identity document was seen.
    DocumentSeen,
    /// The other person is known: a twin, a parent, a namesake.
    OtherPersonKnown,
}

impl DuplicateReason {
    /// In the order of the form.
    pub const ALL: [Self; 3] = [Self::BirthDateChecked, Self::DocumentSeen, Self::OtherPersonKnown];

    /// As sent and kept.
    pub fn code(self) -> &'static str {
        match self {
            Self::BirthDateChecked => "birth-date-checked",
            Self::DocumentSeen => "document-seen",
            Self::OtherPersonKnown => "other-person-known",
        }
    }

    /// From its code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// Broken by a registration of somebody who resembles a record, when nobody has said why this is another.
pub const UNDECIDED: &str = "patients_probable_duplicate";

/// Registers somebody at the desk unless they are probably here already. `answered` says why this is another person
/// than those whose ids were `shown`; whoever came up since then is asked about too.
///
/// # Errors
/// [`Error::Broken`] with [`UNDECIDED`], or as [`register`].
pub fn register_decided(
    tx: &mut Tx<'_>,
    details: &Details,
    answered: Option<DuplicateReason>,
    shown: &[String],
    today: Date,
    by: AccountId,
) -> Result<Patient> {
    let alike = store::resembling(tx.conn(), details, None, today)?.probable;
    let ids: Vec<PatientId> = alike.iter().map(|alike| alike.hit.id).collect();
    let all_shown = ids.iter().all(|id| shown.contains(&id.to_string()));
    let judged = match answered.filter(|_| all_shown) {
        _ if ids.is_empty() => None,
        Some(reason) => Some((reason, ids.as_slice())),
        None => return Err(Error::Broken(UNDECIDED.to_owned())),
    };
    register(tx, details, judged, Some(by))
}

/// Registers a patient at the desk; `resembling` are the records that were shown and judged to be somebody else.
///
/// # Errors
/// [`Error::Broken`] `patients_national_id_key_key` when another record has that national id.
pub fn register(
    tx: &mut Tx<'_>,
    details: &Details,
    resembling: Option<(DuplicateReason, &[PatientId])>,
    by: Option<AccountId>,
) -> Result<Patient> {
    let patient = store::insert(tx, details, by)?;
    let detail = match resembling {
        Some((reason, ids)) => json!({
            "not_the_same_as": ids.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "because": reason.code(),
        }),
        None => json!({}),
    };
    tx.record(
        Deed::new("patient.registered").on("patient", patient.id).about(patient.id.uuid()).with(detail),
    );
    Ok(patient)
}

/// Adds a patient that another system has vouched for, without asking back; `source` is for the audit trail.
///
/// # Errors
/// As [`register`].
pub fn enter(tx: &mut Tx<'_>, details: &Details, source: &str, by: Option<AccountId>) -> Result<Patient> {
    let patient = store::insert(tx, details, by)?;
    let detail = json!({ "source": source });
    tx.record(
        Deed::new("patient.registered").on("patient", patient.id).about(patient.id.uuid()).with(detail),
    );
    Ok(patient)
}

/// Replaces what is known of a patient and answers the new version. Unchanged details change nothing.
///
/// # Errors
/// [`Error::Conflict`] when somebody else changed the record since `before` was read; [`Error::Broken`] as
/// [`register`].
pub fn change(tx: &mut Tx<'_>, before: &Patient, details: &Details, by: Option<AccountId>) -> Result<i64> {
    let old = before.details.sheet();
    let fields: Vec<&str> = old.differences(&details.sheet()).map(Field::name).collect();
    if fields.is_empty() {
        tx.nothing_to_record("the form was saved as it was");
        return Ok(before.version);
    }
    store::update(tx, before, details, by).map_err(|error| match error {
        Error::NotFound => Error::Conflict(say!("patients-changed-meanwhile")),
        other => other,
    })?;
    tx.record(
        Deed::new("patient.changed")
            .on("patient", before.id)
            .about(before.id.uuid())
            .with(json!({ "fields": fields })),
    );
    Ok(before.version + 1)
}

/// Keeps a photo in the place of the one there was.
///
/// # Errors
/// What the database says.
pub fn keep_photo(tx: &mut Tx<'_>, of: &Patient, photo: &Photo, by: Option<AccountId>) -> Result<()> {
    store::set_photo(tx, of, photo, by)?;
    tx.record(Deed::new("patient.photo-changed").on("patient", of.id).about(of.id.uuid()));
    Ok(())
}

/// Takes the photo away.
///
/// # Errors
/// What the database says.
pub fn drop_photo(tx: &mut Tx<'_>, of: &Patient) -> Result<()> {
    store::remove_photo(tx, of)?;
    tx.record(Deed::new("patient.photo-removed").on("patient", of.id).about(of.id.uuid()));
    Ok(())
}

/// Adds many invented patients at once and answers their ids; one line in the audit trail for all of them.
///
/// # Errors
/// What the database says.
pub fn seed(tx: &mut Tx<'_>, people: &[Details]) -> Result<Vec<PatientId>> {
    let ids = store::insert_many(tx, people)?;
    tx.record(Deed::new("patient.seeded").with(json!({ "count": ids.len() })));
    Ok(ids)
}
