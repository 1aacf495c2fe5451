//! Two versions of one thing side by side, when somebody else saved it while a form was open.
//!
//! The page sends the form again, with what was typed, the saved version's number and one choice for each field that
//! differs; `ui/compare.html` draws it.

use super::form::Form;
use super::names::{CSRF_FIELD, KEY_FIELD};

/// A field of which the two versions differ, in words.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The field's name in the form.
    pub field: &'static str,
    /// What it is called.
    pub label: String,
    /// As typed.
    pub mine: String,
    /// As saved meanwhile.
    pub theirs: String,
}

/// What the page of two versions shows and sends.
#[derive(Clone, Debug)]
pub struct Versions {
    /// Where the choice is sent.
    pub action: String,
    /// Number of the saved version.
    pub version: i64,
    /// All that was typed.
    pub typed: Vec<(String, String)>,
    /// The fields that differ.
    pub rows: Vec<Difference>,
}

impl Versions {
    /// The typed form beside what is saved as `version`; of `rows` those that differ are kept.
    pub fn of(form: &Form, action: String, version: i64, rows: Vec<Difference>) -> Self {
        let ours = |name: &str| matches!(name, CSRF_FIELD | KEY_FIELD | "version" | "all");
        let typed = form
            .pairs()
            .iter()
            .filter(|(name, _)| !ours(name) && !name.starts_with("pick-"))
            .cloned()
            .collect();
        let rows = rows.into_iter().filter(|row| row.mine != row.theirs).collect();
        Self { action, version, typed, rows }
    }
}

/// Whether the saved version of a field was picked on that page.
pub fn is_theirs(form: &Form, field: &str) -> bool {
    let all = form.raw("all");
    let picked = if all.is_empty() { form.raw(&format!("pick-{field}")) } else { all };
    picked == "theirs"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_goes_along_and_the_choices_do_not() {
        let typed =
            [("csrf", "x"), ("key", "y"), ("version", "3"), ("name", "North"), ("pick-name", "theirs")];
        let form = Form::with(String::new(), typed);
        assert!(is_theirs(&form, "name") && !is_theirs(&form, "phone"));
        let row = |field, mine: &str| Difference {
            field,
            label: String::new(),
            mine: mine.to_owned(),
            theirs: "South".to_owned(),
        };
        let versions = Versions::of(&form, "/x".into(), 4, vec![row("name", "North"), row("phone", "South")]);
        assert_eq!(versions.typed, [("name".to_owned(), "North".to_owned())]);
        assert_eq!(versions.rows.iter().map(|row| row.field).collect::<Vec<_>>(), ["name"]);
        let all = Form::with(String::new(), [("all", "mine"), ("pick-name", "theirs")]);
        assert!(!is_theirs(&all, "name"));
    }
}
