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
    /// As it was when the form was opened, where that is known.
    pub before: Option<String>,
    /// As typed.
    pub mine: String,
    /// As saved meanwhile.
    pub theirs: String,
}

impl Difference {
    /// Whether mine is picked to begin with: not where only the other one changed something, so that nobody takes a
    /// change back without having meant to.
    pub fn is_mine(&self) -> bool {
        self.before.as_ref() != Some(&self.mine)
    }

    /// Whether the other one changed it.
    pub fn is_changed(&self) -> bool {
        self.before.as_ref().is_some_and(|before| *before != self.theirs)
    }
}

/// What the page of two versions shows and sends.
#[derive(Clone, Debug)]
pub struct Versions {
    /// Where the choice is sent.
    pub action: String,
    /// Where one goes without saving.
    pub leave: String,
    /// Number of the saved version.
    pub version: i64,
    /// All that was typed, and what the form was opened with.
    pub typed: Vec<(String, String)>,
    /// The fields that differ.
    pub rows: Vec<Difference>,
    /// Who saved meanwhile and when, in words; "" where nobody knows.
    pub saved: String,
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
        Self { leave: action.clone(), action, version, typed, rows, saved: String::new() }
    }

    /// Leads whoever does not save to a page other than the form.
    pub fn leaving_to(self, leave: String) -> Self {
        Self { leave, ..self }
    }

    /// Names who saved meanwhile, and when.
    pub fn saved_by(self, saved: String) -> Self {
        Self { saved, ..self }
    }

    /// Whether it is known how anything was before.
    pub fn has_before(&self) -> bool {
        self.rows.iter().any(|row| row.before.is_some())
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
            before: None,
            mine: mine.to_owned(),
            theirs: "South".to_owned(),
        };
        let versions = Versions::of(&form, "/x".into(), 4, vec![row("name", "North"), row("phone", "South")]);
        assert_eq!(versions.typed, [("name".to_owned(), "North".to_owned())]);
        assert_eq!(versions.rows.iter().map(|row| row.field).collect::<Vec<_>>(), ["name"]);
        let known = |before: &str, mine| Difference { before: Some(before.to_owned()), ..row("name", mine) };
        assert!(row("name", "North").is_mine() && known("East", "North").is_mine());
        assert!(!known("North", "North").is_mine(), "only the other one changed it");
        assert!(known("North", "North").is_changed() && !known("South", "North").is_changed());
        let all = Form::with(String::new(), [("all", "mine"), ("pick-name", "theirs")]);
        assert!(!is_theirs(&all, "name"));
    }
}
