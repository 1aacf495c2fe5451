//! The form of a prescription: what was typed as an order, and what is wrong with it in words.

use serde_json::{Map, Value};

use super::model::{Frequency, Issue, Order, Route};
use crate::care::prescriptions::Prescription;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::say;

/// The fields of an order, as they are sent, kept as a favourite and begun with.
pub const FIELDS: [&str; 12] = [
    "drug",
    "strength",
    "form",
    "dose",
    "route",
    "frequency",
    "as-needed",
    "days",
    "quantity",
    "repeats",
    "reason",
    "instructions",
];

/// Longer courses are begun anew.
const MOST_DAYS: i16 = 366;
const MOST_REPEATS: i32 = 12;

/// The order whose fields were kept.
///
/// # Errors
/// [`Error::Bug`] when they are not those of an order: only good ones are kept.
pub fn order_in(fields: &Value) -> Result<Order> {
    let mut form = Form::with(String::new(), texts(fields));
    order_of(&mut form).ok_or_else(|| Error::bug("fields were kept that are no order"))
}

/// The fields that were kept, as a form begins with them.
pub fn texts(fields: &Value) -> Vec<(String, String)> {
    let all = fields.as_object().into_iter().flatten();
    all.filter(|(name, _)| FIELDS.contains(&name.as_str()))
        .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
        .collect()
}

/// The fields of the order in a form, as they are kept.
pub fn fields_of(form: &Form) -> Map<String, Value> {
    let typed = FIELDS.iter().filter(|name| !form.raw(name).is_empty());
    typed.map(|name| ((*name).to_owned(), Value::String(form.raw(name).trim().to_owned()))).collect()
}

/// The order that was typed; none when something is wrong, which then stands at its field.
pub fn order_of(form: &mut Form) -> Option<Order> {
    let drug = form.name("drug", 120, "prescribing-drug-missing");
    let strength = form.optional("strength", 60);
    let form_of_it = form.optional("form", 60);
    let dose = form.required("dose", 80, "prescribing-dose-missing");
    let route = Route::of_word(form.raw("route"));
    if route.is_none() {
        form.refuse("route", say!("prescribing-route-missing"));
    }
    let frequency = Frequency::of_word(form.raw("frequency"));
    if frequency.is_none() {
        form.refuse("frequency", say!("prescribing-frequency-missing"));
    }
    let days = number(form, "days", 1, MOST_DAYS);
    let quantity = form.required("quantity", 60, "prescribing-quantity-missing");
    let repeats = number(form, "repeats", 0, MOST_REPEATS).unwrap_or(0);
    let reason = form.optional("reason", 200);
    let instructions = form.optional("instructions", 500);
    if frequency == Some(Frequency::Other) && instructions.is_none() {
        form.refuse("instructions", say!("prescribing-instructions-missing"));
    }
    let as_needed = form.ticked("as-needed");
    if !form.is_valid() {
        return None;
    }
    Some(Order {
        drug: drug?,
        strength,
        form: form_of_it,
        dose: dose?,
        route: route?,
        frequency: frequency?,
        as_needed,
        days,
        quantity: quantity?,
        repeats,
        reason,
        instructions,
    })
}

/// A whole number within bounds; none when nothing was typed, or something else.
fn number<N: std::str::FromStr + PartialOrd + std::fmt::Display + Copy>(
    form: &mut Form,
    name: &str,
    least: N,
    most: N,
) -> Option<N> {
    let typed = form.optional(name, 10)?;
    match typed.parse::<N>() {
        Ok(number) if number >= least && number <= most => Some(number),
        _ => {
            form.refuse(name, say!("prescribing-number", least = least.to_string(), most = most.to_string()));
            None
        }
    }
}

/// The fields a prescription like this one begins with.
pub fn values(row: &Prescription, issue: &Issue) -> Vec<(String, String)> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let mut drug = row.code_text.as_str();
    // The row keeps all in one text; strength and form stand beside it.
    for part in [
        issue.form.as_deref().map(|form| format!(", {form}")),
        issue.strength.as_deref().map(|s| format!(" {s}")),
    ]
    .into_iter()
    .flatten()
    {
        drug = drug.strip_suffix(part.as_str()).unwrap_or(drug);
    }
    let route = row.route.as_deref().and_then(Route::of_words).map_or("", Route::as_str);
    let frequency = row.frequency.as_deref().and_then(Frequency::of_words).map_or("", Frequency::as_str);
    let days: String = text(&row.duration).chars().filter(char::is_ascii_digit).collect();
    let mut values = vec![
        ("drug", drug.to_owned()),
        ("strength", text(&issue.strength)),
        ("form", text(&issue.form)),
        ("dose", text(&row.dose)),
        ("route", route.to_owned()),
        ("frequency", frequency.to_owned()),
        ("days", days),
        ("quantity", text(&row.quantity)),
        ("repeats", row.repeats.unwrap_or(0).to_string()),
        ("reason", text(&row.reason)),
        ("instructions", text(&row.note)),
    ];
    if row.as_needed {
        values.push(("as-needed", "on".to_owned()));
    }
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::record::When;
    use crate::care::safety::Checked;
    use crate::people::patients::PatientId;

    const GOOD: [(&str, &str); 7] = [
        ("drug", "Ramipril"),
        ("dose", "1 tablet"),
        ("route", "oral"),
        ("frequency", "morning"),
        ("quantity", "30"),
        ("days", "30"),
        ("repeats", "2"),
    ];

    fn read(change: &[(&str, &str)]) -> std::result::Result<Order, Vec<String>> {
        let mut form = Form::with(String::new(), GOOD);
        for (name, value) in change {
            form.set(name, *value);
        }
        order_of(&mut form).ok_or_else(|| form.errors().into_iter().map(|(name, _)| name).collect())
    }

    #[test]
    fn what_is_missing_or_impossible_is_said_at_its_field() {
        assert!(read(&[]).is_ok());
        for (name, value) in [
            ("drug", ""),
            ("drug", "\u{200b}"),
            ("dose", " "),
            ("route", "by owl"),
            ("frequency", ""),
            ("days", "0"),
            ("days", "many"),
            ("days", "400"),
            ("repeats", "-1"),
            ("repeats", "99999999999"),
            ("quantity", ""),
        ] {
            assert_eq!(read(&[(name, value)]), Err(vec![name.to_owned()]), "{name}: {value}");
        }
        assert_eq!(read(&[("frequency", "other")]), Err(vec!["instructions".to_owned()]));
        assert!(read(&[("frequency", "other"), ("instructions", "every other day")]).is_ok());
    }

    #[test]
    fn as_last_time_begins_with_the_same_order() {
        let order = read(&[("strength", "5 mg"), ("form", "tablets"), ("as-needed", "on")]).unwrap();
        let when = When::instant("2026-11-20T09:00:00Z".parse().unwrap());
        let row = Prescription {
            dose: Some(order.dose.clone()),
            route: Some(order.route.words()),
            frequency: Some(order.frequency.words()),
            as_needed: true,
            duration: order.duration(),
            quantity: Some(order.quantity.clone()),
            repeats: Some(order.repeats),
            ..Prescription::new(PatientId::new(), when, "active", order.concept())
        };
        let issue = Issue {
            strength: order.strength.clone(),
            form: order.form.clone(),
            licence: String::new(),
            found: Checked { warnings: Vec::new(), gaps: Vec::new(), allergies: 0, medicines: 0 },
            overridden: None,
            printed_at: None,
            stop_reason: None,
            voided: None,
        };
        let mut form = Form::with(String::new(), values(&row, &issue));
        assert_eq!(order_of(&mut form).as_ref(), Some(&order));
        assert_eq!(order_in(&Value::Object(fields_of(&form))).unwrap(), order, "and so does what was kept");
        assert!(order_in(&Value::Null).is_err());
    }
}
