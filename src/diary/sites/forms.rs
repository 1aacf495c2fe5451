//! What an admin typed about a site, read or refused field by field.

use crate::gate::hospital::{SiteSheet, check_time_zone};
use crate::kit::web::compare::{self, Difference};
use crate::kit::web::form::Form;
use crate::say;

/// The fields, in the order of the form.
const FIELDS: [&str; 4] = ["name", "address", "phone", "time_zone"];

/// The values of a site as the form shows them.
pub(super) fn values(sheet: &SiteSheet) -> [(&'static str, String); 4] {
    [
        ("name", sheet.name.clone()),
        ("address", sheet.address.clone()),
        ("phone", sheet.phone.clone()),
        ("time_zone", sheet.time_zone.clone()),
    ]
}

/// Reads the form; what is wrong with it stands in it afterwards.
pub(super) fn read(form: &mut Form) -> Option<SiteSheet> {
    let name = form.required("name", 80, "sites-error-name");
    let address = form.optional("address", 500).unwrap_or_default();
    let phone = form.optional("phone", 40).unwrap_or_default();
    let time_zone = check_time_zone(form.raw("time_zone"));
    if time_zone.is_none() {
        form.refuse("time_zone", say!("setup-time-zone-unknown"));
    }
    let sheet = SiteSheet { name: one_line(&name?), address, phone: one_line(&phone), time_zone: time_zone? };
    form.is_valid().then_some(sheet)
}

/// After a conflict: takes the saved value wherever it was picked.
pub(super) fn pick(form: &mut Form, saved: &SiteSheet) {
    for (field, value) in values(saved) {
        if compare::is_theirs(form, field) {
            form.set(field, value);
        }
    }
}

/// The typed version beside the saved one.
pub(super) fn differences(form: &Form, saved: &SiteSheet) -> Vec<Difference> {
    let shown =
        |text: &str| if text.trim().is_empty() { say!("sites-blank") } else { text.trim().to_owned() };
    let opened = form.opened();
    values(saved)
        .into_iter()
        .map(|(field, theirs)| Difference {
            field,
            before: opened.as_ref().map(|opened| shown(opened.raw(field))),
            label: say!(&format!("sites-field-{}", field.replace('_', "-"))),
            mine: shown(form.raw(field)),
            theirs: shown(&theirs),
        })
        .collect()
}

/// Names of the fields in which two versions differ, for the audit trail.
pub(super) fn changed(old: &SiteSheet, new: &SiteSheet) -> Vec<&'static str> {
    let (old, new) = (values(old), values(new));
    FIELDS.into_iter().filter(|field| value(&old, field) != value(&new, field)).collect()
}

fn value<'a>(values: &'a [(&'static str, String)], field: &str) -> Option<&'a str> {
    values.iter().find(|(name, _)| *name == field).map(|(_, value)| value.as_str())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> Form {
        let typed = [
            ("name", " Harbour \n clinic "),
            ("address", "Quay 7\n20990 Lindenhafen"),
            ("phone", "+49 40 555 01"),
            ("time_zone", "europe/berlin"),
        ];
        Form::with(String::new(), typed)
    }

    #[test]
    fn a_site_is_read_as_typed() {
        let sheet = read(&mut good()).unwrap();
        assert_eq!((sheet.name.as_str(), sheet.time_zone.as_str()), ("Harbour clinic", "Europe/Berlin"));
        assert_eq!(sheet.address, "Quay 7\n20990 Lindenhafen");
        assert_eq!(sheet.phone, "+49 40 555 01");
    }

    #[test]
    fn each_wrong_field_is_named_and_nothing_is_read() {
        let long = "x".repeat(501);
        for (field, value) in [
            ("name", " "),
            ("name", &long[..81]),
            ("address", &long),
            ("phone", &long[..41]),
            ("time_zone", "Mars"),
        ] {
            let mut form = good();
            form.set(field, value);
            assert!(read(&mut form).is_none());
            assert_eq!(form.errors().len(), 1, "{field}");
            assert!(form.field(field).error.is_some());
        }
    }

    #[test]
    fn versions_are_told_apart_field_by_field() {
        let old = SiteSheet::new("Main house", "Europe/Berlin");
        let new = SiteSheet { phone: "1".into(), ..SiteSheet::new("North house", "Europe/Berlin") };
        assert_eq!(changed(&old, &new), ["name", "phone"]);
        assert!(changed(&old, &old).is_empty());
    }
}
