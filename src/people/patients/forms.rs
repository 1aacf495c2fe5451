//! Forms as sheets, and what is wrong with them in words.

use jiff::civil::Date;

use super::actions::sentence;
use super::model::dates::clinical;
use super::model::details::Details;
use super::model::field::{Field, Sheet};
use super::model::problem::Problems;
use super::model::query::split_date;
use crate::kit::web::form::Form;

/// What was typed.
pub fn sheet_of(form: &Form) -> Sheet {
    let mut sheet = Sheet::default();
    for field in Field::ALL {
        sheet.set(field, form.raw(field.name()));
    }
    sheet
}

/// A sheet's fields as values of a form.
pub fn values_of(sheet: &Sheet) -> Vec<(String, String)> {
    Field::ALL.iter().map(|&field| (field.name().to_owned(), sheet.get(field).to_owned())).collect()
}

/// Puts the problems at their fields.
pub fn refuse_all(form: &mut Form, problems: &Problems) {
    for &(field, problem) in problems {
        form.refuse(field.name(), sentence(problem));
    }
}

/// Stands for a family name that is not known yet; nobody's, once it is folded.
const NOBODY: &str = "?";

/// Reads a sheet as well as it goes, for comparing it with records before it is complete: none while there is neither
/// a name nor a number to look for.
pub fn as_far_as_known(sheet: &Sheet, today: Date) -> Option<Details> {
    let mut known = sheet.clone();
    for _ in 0..Field::ALL.len() {
        let problems = match Details::parse(&known, today) {
            Ok(mut details) => {
                if known.get(Field::Family) == NOBODY {
                    details.family.clear();
                }
                let has_number = details.national_id.is_some() || !details.phones.is_empty();
                return (!details.family.is_empty() || has_number).then_some(details);
            }
            Err(problems) => problems,
        };
        for (field, _) in problems {
            match field {
                Field::Family => known.set(field, NOBODY),
                Field::Sex => known.set(field, "unknown"),
                // Who is compared without a birth date is compared by name and phone.
                Field::Born | Field::Age => {
                    known.set(Field::Age, "");
                    known.set(Field::Born, "1900");
                }
                _ => known.set(field, ""),
            }
        }
    }
    None
}

/// What somebody looked for in vain, as the beginning of a registration.
pub fn sheet_of_search(typed: &str, today: Date) -> Sheet {
    let mut sheet = Sheet::default();
    let (day, words) = split_date(typed, today);
    if let Some(day) = day {
        sheet.set(Field::Born, clinical(day));
    }
    let (numbers, names): (Vec<&str>, Vec<&str>) =
        words.iter().map(String::as_str).partition(|word| word.chars().any(|c| c.is_ascii_digit()));
    let number = numbers.join(" ");
    if super::model::phone::digits(&number).len() >= 6 {
        sheet.set(Field::Phone, number);
    }
    let name = names.join(" ");
    let (family, given) = match name.split_once(',') {
        Some((family, given)) => (family, given),
        None => name.split_once(' ').unwrap_or((&name, "")),
    };
    sheet.set(Field::Family, family.trim());
    sheet.set(Field::Given, given.trim());
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 20);

    #[test]
    fn a_search_in_vain_begins_a_registration() {
        let sheet = sheet_of_search("Marković Ana Marija 14.3.84", TODAY);
        assert_eq!(sheet.get(Field::Family), "Marković");
        assert_eq!(sheet.get(Field::Given), "Ana Marija");
        assert_eq!(sheet.get(Field::Born), "14-Mar-1984");
        let sheet = sheet_of_search("van der Berg, Jan 064 555 0182", TODAY);
        assert_eq!((sheet.get(Field::Family), sheet.get(Field::Given)), ("van der Berg", "Jan"));
        assert_eq!(sheet.get(Field::Phone), "064 555 0182");
        assert_eq!(sheet_of_search("", TODAY), Sheet::default());
    }

    #[test]
    fn half_a_form_can_be_compared() {
        let sheet = Sheet::default().with(Field::Family, "Marković").with(Field::Email, "ana@");
        let details = as_far_as_known(&sheet, TODAY).unwrap();
        assert_eq!((details.family.as_str(), details.email), ("Marković", None));
        let numbered = as_far_as_known(&Sheet::default().with(Field::Phone, "064 555 0182"), TODAY).unwrap();
        assert_eq!((numbered.family.as_str(), numbered.phones.len()), ("", 1));
        let born = Sheet::default().with(Field::Given, "Ana").with(Field::Born, "14.3.1984");
        assert!(as_far_as_known(&born, TODAY).is_none());
    }
}
