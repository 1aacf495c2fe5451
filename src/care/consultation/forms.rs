//! The form of a note: what was typed as sections, diagnoses and measurements.

use super::model::{LONGEST_DIAGNOSIS, MOST_DIAGNOSES, Section, Sections, unpacked};
use crate::care::record::Concept;
use crate::care::templates::{self, Edition};
use crate::care::vitals;
use crate::kit::error::Result;
use crate::kit::web::compare::is_theirs;
use crate::kit::web::form::Form;
use crate::say;

/// The field that names the edition of the template whose questions a form holds.
pub const EDITION: &str = "edition";
/// The longest section, in characters: a note of 2,000 words is some 14,000.
pub const LONGEST: usize = 30_000;

/// What was typed. A diagnosis still in its field is one too; the one whose cross was pressed is not.
///
/// # Errors
/// As [`Edition::asks`].
pub fn read(form: &mut Form, edition: Option<&Edition>) -> Result<Sections> {
    let mut sections = Sections { restricted: form.ticked("restricted"), ..Sections::default() };
    if let Some(edition) = edition {
        sections.template = Some((edition.id, edition.name.clone()));
        sections.answers = templates::answers(edition, form)?;
    }
    for (text, section) in sections.texts.iter_mut().zip(Section::ALL) {
        *text = form.optional(section.name(), LONGEST).unwrap_or_default();
    }
    let removed: Option<usize> = form.raw("remove").parse().ok();
    let listed: Vec<Concept> = form
        .all("dx")
        .enumerate()
        .filter(|(place, _)| Some(*place) != removed)
        .filter_map(|(_, field)| unpacked(field))
        .collect();
    let picked = unpacked(form.raw("pick"));
    let typed = form.optional("dx-new", LONGEST_DIAGNOSIS).map(Concept::text);
    // What was picked from the list replaces the letters it was sought by.
    let new = if picked.is_some() { picked } else { typed };
    for diagnosis in listed.into_iter().chain(new) {
        sections.diagnose(diagnosis);
    }
    if sections.diagnoses.len() > MOST_DIAGNOSES {
        form.refuse("dx-new", say!("consultation-too-many", max = MOST_DIAGNOSES));
    }
    sections.measured = vitals::FIELDS
        .iter()
        .filter(|name| **name != "sure")
        .map(|name| ((*name).to_owned(), form.raw(name).trim().chars().take(40).collect::<String>()))
        .filter(|(_, typed)| !typed.is_empty())
        .collect();
    Ok(sections)
}

/// What was typed, but for the fields in which the saved version was picked on the page of two versions.
pub fn picked(form: &Form, mine: Sections, theirs: &Sections) -> Sections {
    let mut all = mine;
    for ((text, theirs), section) in all.texts.iter_mut().zip(&theirs.texts).zip(Section::ALL) {
        if is_theirs(form, section.name()) {
            text.clone_from(theirs);
        }
    }
    if is_theirs(form, "diagnoses") {
        all.diagnoses.clone_from(&theirs.diagnoses);
    }
    if is_theirs(form, "answers") {
        all.template.clone_from(&theirs.template);
        all.answers.clone_from(&theirs.answers);
    }
    if is_theirs(form, "measured") {
        all.measured.clone_from(&theirs.measured);
    }
    if is_theirs(form, "restricted") {
        all.restricted = theirs.restricted;
    }
    all
}

/// The fields of a note as a form begins with them.
pub fn values(sections: &Sections, version: i64) -> Vec<(String, String)> {
    let mut values: Vec<(String, String)> = Section::ALL
        .iter()
        .map(|section| (section.name().to_owned(), sections.text(*section).to_owned()))
        .collect();
    values.extend(sections.diagnoses.iter().map(|one| ("dx".to_owned(), super::model::packed(one))));
    values.extend(sections.measured.iter().cloned());
    if let Some((edition, _)) = &sections.template {
        values.push((EDITION.to_owned(), edition.to_string()));
    }
    values.extend(sections.answers.iter().map(|answer| (answer.field.name(), answer.value.clone())));
    if sections.restricted {
        values.push(("restricted".to_owned(), "on".to_owned()));
    }
    values.push(("version".to_owned(), version.to_string()));
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Form {
        Form::with(String::new(), fields.iter().copied())
    }

    #[test]
    fn what_the_form_begins_with_is_what_it_sends_back() {
        let mut sections = Sections { restricted: true, ..Sections::default() };
        sections.texts[0] = "Headache".into();
        sections.diagnose(unpacked("s|I10|Hypertension").unwrap());
        sections.measured.push(("pulse".into(), "84".into()));
        let mut sent = Form::with(String::new(), values(&sections, 3));
        assert_eq!(read(&mut sent, None).unwrap(), sections);
        assert_eq!(sent.raw("version"), "3");
    }

    #[test]
    fn diagnoses_are_added_picked_and_taken_away() {
        let listed = [("dx", "s|I10|Hypertension"), ("dx", "||Tired")];
        let with = |more: &[(&str, &str)]| {
            read(&mut form(&[&listed[..], more].concat()), None).unwrap().diagnoses_said()
        };
        assert_eq!(with(&[]), "I10 Hypertension; Tired");
        assert_eq!(with(&[("dx-new", "Cough")]), "I10 Hypertension; Tired; Cough");
        assert_eq!(
            with(&[("dx-new", "tons"), ("pick", "s|J03.9|Acute tonsillitis")]),
            "I10 Hypertension; Tired; J03.9 Acute tonsillitis"
        );
        assert_eq!(with(&[("remove", "0")]), "Tired");
        assert_eq!(with(&[("remove", "9")]), "I10 Hypertension; Tired");
    }

    #[test]
    fn of_two_versions_each_field_is_the_one_that_was_picked() {
        let mine =
            read(&mut form(&[("complaint", "mine"), ("plan", "mine"), ("dx", "||Cough")]), None).unwrap();
        let mut theirs = Sections::default();
        theirs.texts[0] = "theirs".into();
        theirs.texts[3] = "theirs".into();
        let both = picked(&form(&[("pick-plan", "theirs"), ("pick-diagnoses", "theirs")]), mine, &theirs);
        assert_eq!((both.text(Section::Complaint), both.text(Section::Plan)), ("mine", "theirs"));
        assert!(both.diagnoses.is_empty());
    }
}
