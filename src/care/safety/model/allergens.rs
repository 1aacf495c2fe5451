//! Whether a medicine touches an allergy, and whether it is known what somebody is allergic to.

use super::Recorded;
use super::findings::How;
use crate::care::substances::{Class, Medicine, classes, classes_in, named_in, names_another_thing, parts};
use crate::people::patients::fold;

pub fn touches(proposed: &Medicine, allergen: &Medicine) -> Option<How> {
    let whole = format!("name:{}", fold(&allergen.name));
    if proposed.shares(allergen).is_some() || (whole.len() > 5 && proposed.keys.contains(&whole)) {
        return Some(How::Substance);
    }
    let is_group =
        |code: &&String| code.len() < 7 && proposed.atc.iter().any(|own| own.starts_with(code.as_str()));
    if allergen.atc.iter().any(|code| is_group(&code)) {
        return Some(How::Class { class: allergen.name.clone() });
    }
    let own: Vec<&'static Class> = classes_of(allergen);
    if let Some(class) = own.iter().find(|class| class.holds(&proposed.atc)) {
        return Some(How::Class { class: class.name.clone() });
    }
    own.iter().find_map(|class| {
        let related = class.related().find(|related| related.holds(&proposed.atc))?;
        Some(How::Related { class: related.name.clone(), of: class.name.clone() })
    })
}

/// The classes an allergy names, and those its substances belong to.
fn classes_of(allergen: &Medicine) -> Vec<&'static Class> {
    let mut found = classes_in(&allergen.name);
    for class in classes().iter().filter(|class| class.holds(&allergen.atc)) {
        if !found.contains(&class) {
            found.push(class);
        }
    }
    found
}

/// Words beside the name of what somebody is allergic to.
const BESIDE: [&str; 20] = [
    "allergy",
    "allergic",
    "anaphylaxis",
    "angioedema",
    "antibiotics",
    "childhood",
    "drugs",
    "hives",
    "history",
    "intolerance",
    "itching",
    "mild",
    "moderate",
    "nausea",
    "rash",
    "reaction",
    "severe",
    "swelling",
    "urticaria",
    "vomiting",
];

/// Whether it is known what somebody is allergic to, be it a medicine or something else: all of it, where several things
/// stand in one line.
pub fn is_known(allergy: &Recorded) -> bool {
    if matches!(allergy.category.as_deref(), Some("food" | "environment")) {
        return true;
    }
    let name = &allergy.allergen.name;
    let names =
        |text: &str| !named_in(text).is_empty() || !classes_in(text).is_empty() || names_another_thing(text);
    let is_aside =
        |part: &str| part.split(' ').all(|word| word.chars().count() < 3 || BESIDE.contains(&word));
    let parts: Vec<String> = parts(&name.replace([',', '(', ')'], ";"));
    let rest = parts.iter().any(|part| !names(part) && !is_aside(part));
    let is_named = names(name) || !allergy.allergen.substances.is_empty();
    // A code tells what a text in other words is about, not what stands beside a name.
    if is_named { !rest || !names(name) } else { !allergy.allergen.atc.is_empty() }
}
