//! Measurements and results.

use crate::doors::fhir::imported::{Measured, Observation};
use crate::doors::fhir::r4::{self, CodeableConcept, Quantity, Ratio, ReferenceRange};

use super::{
    At, NotTaken, amount, code_of, concept, end, joined, notes, required, span, start, status, text, when,
    words,
};

/// A resource and its components spell their values alike; one place reads both.
macro_rules! measured {
    ($from:ident) => {{
        let mut measured = Measured { kind: "none", ..Measured::default() };
        if let Some(quantity) = &$from.value_quantity {
            quantity_into(&mut measured, quantity);
        } else if let Some(coded) = concept($from.value_codeable_concept.as_ref()) {
            measured.kind = "coded";
            measured.concept = Some(coded);
        } else if let Some(number) = $from.value_integer {
            measured.kind = "quantity";
            measured.number = Some(number.to_string());
        } else {
            let period = $from.value_period.as_ref();
            measured.text = text($from.value_string.as_ref())
                .or_else(|| $from.value_boolean.map(|yes| if yes { "Yes" } else { "No" }.to_owned()))
                .or_else(|| span($from.value_range.as_ref()))
                .or_else(|| ratio($from.value_ratio.as_ref()))
                .or_else(|| text($from.value_time.as_ref()))
                .or_else(|| when($from.value_date_time).map(in_words))
                .or_else(|| joined(start(period).into_iter().chain(end(period)).map(in_words), " – "));
            if measured.text.is_some() {
                measured.kind = "text";
            } else if let Some(why) = words($from.data_absent_reason.as_ref()) {
                measured.kind = "absent";
                measured.text = Some(why);
            }
        }
        range_into(&mut measured, &$from.reference_range);
        measured.interpretation = interpretation(&$from.interpretation);
        measured
    }};
}

pub(in crate::doors::fhir) fn observation(
    from: r4::Observation,
    at: &At<'_>,
) -> Result<Observation, NotTaken> {
    let mut parts = Vec::with_capacity(from.component.len());
    for component in &from.component {
        parts.push((required(component.code.as_ref())?, measured!(component)));
    }
    Ok(Observation {
        patient: at.patient(from.subject.as_ref())?,
        visit: at.link(from.encounter.as_ref(), "Encounter"),
        category: category(&from.category),
        code: required(from.code.as_ref())?,
        status: status(
            from.status.as_ref(),
            &[
                ("registered", "registered"),
                ("preliminary", "preliminary"),
                ("final", "final"),
                ("amended", "amended"),
                ("corrected", "corrected"),
                ("cancelled", "cancelled"),
                ("entered-in-error", "entered_in_error"),
                ("unknown", "unknown"),
            ],
        )?,
        effective: when(from.effective_date_time)
            .or_else(|| when(from.effective_instant))
            .or_else(|| start(from.effective_period.as_ref())),
        issued: when(from.issued),
        value: measured!(from),
        parts,
        performer: from.performer.iter().find_map(|one| at.link(Some(one), "Practitioner")),
        note: notes(&from.note),
    })
}

/// The first category that we have a list for.
fn category(categories: &[CodeableConcept]) -> &'static str {
    let codes = categories
        .iter()
        .flat_map(|category| &category.coding)
        .filter_map(|coding| text(coding.code.as_ref()));
    codes
        .into_iter()
        .find_map(|code| {
            Some(match code.as_str() {
                "vital-signs" => "vital_signs",
                "laboratory" | "LAB" => "laboratory",
                "imaging" => "imaging",
                "survey" => "survey",
                "social-history" => "social_history",
                "exam" => "exam",
                "procedure" => "procedure",
                "therapy" => "therapy",
                "activity" => "activity",
                _ => return None,
            })
        })
        .unwrap_or("other")
}

fn quantity_into(measured: &mut Measured, quantity: &Quantity) {
    let Some(value) = &quantity.value else {
        measured.text = text(quantity.unit.as_ref());
        measured.kind = if measured.text.is_some() { "text" } else { "none" };
        return;
    };
    measured.kind = "quantity";
    measured.number = Some(value.to_string());
    measured.comparator = text(quantity.comparator.as_ref());
    measured.unit_code = text(quantity.code.as_ref());
    measured.unit = text(quantity.unit.as_ref()).or_else(|| measured.unit_code.clone());
}

/// The usual range: the one that says so, or says nothing about its kind.
fn range_into(measured: &mut Measured, ranges: &[ReferenceRange]) {
    let kind = |range: &ReferenceRange| code_of(range.type_.as_ref());
    let usual = ranges
        .iter()
        .find(|range| kind(range).is_none_or(|kind| kind == "normal"))
        .or_else(|| ranges.first());
    let Some(usual) = usual else { return };
    let number = |quantity: &Option<Quantity>| {
        quantity.as_ref().and_then(|quantity| quantity.value.as_ref()).map(ToString::to_string)
    };
    measured.range_low = number(&usual.low);
    measured.range_high = number(&usual.high);
    measured.range_text = text(usual.text.as_ref());
}

fn interpretation(written: &[CodeableConcept]) -> Option<String> {
    written.iter().find_map(|one| code_of(Some(one))).map(|code| code.chars().take(40).collect())
}

/// Titres are written `1:128`, other ratios with their units.
fn ratio(ratio: Option<&Ratio>) -> Option<String> {
    let ratio = ratio?;
    let (above, below) = (ratio.numerator.as_ref()?, ratio.denominator.as_ref()?);
    match (&above.value, &below.value) {
        (Some(one), Some(other)) if above.unit.is_none() && below.unit.is_none() => {
            Some(format!("{one}:{other}"))
        }
        _ => Some(format!("{} / {}", amount(Some(above))?, amount(Some(below))?)),
    }
}

fn in_words(when: crate::care::record::When) -> String {
    when.shown(&jiff::tz::TimeZone::UTC)
}
