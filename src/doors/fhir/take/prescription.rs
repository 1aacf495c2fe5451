//! Prescriptions, and medicines that somebody says they take.

use crate::doors::fhir::imported::{Link, Prescription};
use crate::doors::fhir::r4::{self, CodeableConcept, Contained, Reference};

use super::dosage::{self, Dosing};
use super::{At, NotTaken, amount, concept, end, known, notes, start, status, text, when};
use crate::care::record::Concept;

pub(in crate::doors::fhir) fn prescription(
    from: r4::MedicationRequest,
    at: &At<'_>,
) -> Result<Prescription, NotTaken> {
    if from.do_not_perform == Some(true) {
        return Err(NotTaken::because("import-reason-do-not-give"));
    }
    let drug = drug(&from.medication_codeable_concept, &from.medication_reference, &from.contained, at)?;
    let dispense = from.dispense_request.unwrap_or_default();
    let taken = taken(drug, at.patient(from.subject.as_ref())?, dosage::read(&from.dosage_instruction));
    let (reason, problem) = at.reason(&from.reason_code, &from.reason_reference);
    Ok(Prescription {
        visit: at.link(from.encounter.as_ref(), "Encounter"),
        intent: known(
            "intent",
            text(from.intent.as_ref()).as_deref(),
            &[
                ("proposal", "proposal"),
                ("plan", "plan"),
                ("order", "order"),
                ("original-order", "order"),
                ("reflex-order", "order"),
                ("filler-order", "order"),
                ("instance-order", "order"),
                ("option", "option"),
            ],
            "order",
        )?,
        status: status(
            from.status.as_ref(),
            &[
                ("active", "active"),
                ("on-hold", "on_hold"),
                ("cancelled", "cancelled"),
                ("completed", "completed"),
                ("entered-in-error", "entered_in_error"),
                ("stopped", "stopped"),
                ("draft", "draft"),
                ("unknown", "unknown"),
            ],
        )?,
        duration: taken.duration.clone().or_else(|| amount(dispense.expected_supply_duration.as_ref())),
        quantity: amount(dispense.quantity.as_ref()),
        repeats: dispense.number_of_repeats_allowed,
        written: when(from.authored_on),
        starts: taken.starts.or_else(|| start(dispense.validity_period.as_ref())),
        ends: taken.ends.or_else(|| end(dispense.validity_period.as_ref())),
        prescriber: at.link(from.requester.as_ref(), "Practitioner"),
        reason,
        problem,
        note: notes(&from.note),
        ..taken
    })
}

pub(in crate::doors::fhir) fn statement(
    from: r4::MedicationStatement,
    at: &At<'_>,
) -> Result<Prescription, NotTaken> {
    let drug = drug(&from.medication_codeable_concept, &from.medication_reference, &from.contained, at)?;
    let taken = taken(drug, at.patient(from.subject.as_ref())?, dosage::read(&from.dosage));
    let (reason, problem) = at.reason(&from.reason_code, &from.reason_reference);
    Ok(Prescription {
        visit: at
            .link(from.context.as_ref(), "Encounter")
            .filter(|link| link.target.as_ref().is_none_or(|target| target.kind == "Encounter")),
        intent: "statement",
        status: status(
            from.status.as_ref(),
            &[
                ("active", "active"),
                ("completed", "completed"),
                ("entered-in-error", "entered_in_error"),
                ("intended", "draft"),
                ("stopped", "stopped"),
                ("on-hold", "on_hold"),
                ("not-taken", "cancelled"),
                ("unknown", "unknown"),
            ],
        )?,
        written: when(from.date_asserted)
            .or_else(|| when(from.effective_date_time))
            .or_else(|| start(from.effective_period.as_ref())),
        starts: when(from.effective_date_time)
            .or_else(|| start(from.effective_period.as_ref()))
            .or(taken.starts),
        ends: end(from.effective_period.as_ref()).or(taken.ends),
        prescriber: at
            .link(from.information_source.as_ref(), "Practitioner")
            .filter(|link| link.target.as_ref().is_none_or(|target| target.kind.starts_with("Practitioner"))),
        reason,
        problem,
        note: notes(&from.note),
        ..taken
    })
}

/// What both kinds of resource say alike: which medicine, for whom, how it is taken.
fn taken(drug: Concept, patient: Link, dosing: Dosing) -> Prescription {
    let Dosing { dosage, dose, route, frequency, as_needed, duration, starts, ends } = dosing;
    Prescription {
        patient,
        visit: None,
        intent: "order",
        drug,
        status: "unknown",
        dosage,
        dose,
        route,
        frequency,
        as_needed,
        duration,
        quantity: None,
        repeats: None,
        written: None,
        starts,
        ends,
        prescriber: None,
        reason: None,
        problem: None,
        note: None,
    }
}

/// The medicine stands in the resource, inside it, beside it in the bundle, or only as words.
fn drug(
    coded: &Option<CodeableConcept>,
    reference: &Option<Reference>,
    contained: &[Contained],
    at: &At<'_>,
) -> Result<Concept, NotTaken> {
    let unnamed = || NotTaken::because("import-reason-no-medicine");
    if let Some(drug) = concept(coded.as_ref()) {
        return Ok(drug);
    }
    let reference = reference.as_ref().ok_or_else(unnamed)?;
    let inside = text(reference.reference.as_ref()).and_then(|address| {
        let id = address.strip_prefix('#')?.to_owned();
        contained.iter().find(|one| text(one.id.as_ref()).as_ref() == Some(&id))
    });
    if let Some(drug) = inside.and_then(|one| concept(one.code.as_ref())) {
        return Ok(drug);
    }
    let link = at.link(Some(reference), "Medication").ok_or_else(unnamed)?;
    concept(at.links.code(&link).as_ref()).or_else(|| link.display.map(Concept::text)).ok_or_else(unnamed)
}
