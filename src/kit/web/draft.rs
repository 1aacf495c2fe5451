//! Long forms keep what is being typed: the place a form has for that, and what is offered when it is opened again.
//!
//! A form that was made with a [`Slot`] carries it in a hidden field (`ui/form.html`, `hidden`); two seconds after
//! typing stops the whole form is sent to [`SAVE`], and whoever takes the form in the end throws its drafts away.

use std::fmt;

use uuid::Uuid;

use super::form::Form;
use super::names::{CSRF_FIELD, DRAFT_FIELD, KEY_FIELD};

/// Where forms send what is being typed.
pub const SAVE: &str = "/drafts";
/// The longest address of a page with such a form.
const LONGEST: usize = 300;
/// Fields that are never written down, besides all with "password" in their name.
const SECRET: &[&str] = &["code", "current", "new", "again", "sealed"];

/// The place of one opened form: its own id, and the address of the page it is opened on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Tells forms apart that are open at the same time.
    pub id: Uuid,
    /// A path of ours, without a query.
    pub form: String,
}

impl Slot {
    /// The place of a form that is opened now.
    pub fn new(form: &str) -> Self {
        Self { id: Uuid::now_v7(), form: form.to_owned() }
    }

    /// From the hidden field; none for what no page of ours wrote there.
    pub fn parse(text: &str) -> Option<Self> {
        let (id, form) = text.split_once(' ')?;
        let ours = form.len() <= LONGEST
            && form.starts_with('/')
            && !form.starts_with("//")
            && form.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_.".contains(&b));
        ours.then(|| Some(Self { id: id.parse().ok()?, form: form.to_owned() }))?
    }

    /// Where the form is opened with what was kept.
    pub fn path(&self) -> String {
        format!("{}?{DRAFT_FIELD}={}", self.form, self.id)
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.id, self.form)
    }
}

/// Something kept, as the form's page speaks of it.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its place.
    pub slot: Slot,
    /// When it was kept last, in words.
    pub at: String,
    /// What tells it from others, such as the name that was typed; "" when nothing does.
    pub about: String,
}

impl Kept {
    /// `about` are the fields that tell it from others, and `at` when it was kept, in words.
    pub fn of(slot: &Slot, typed: &[(String, String)], about: &[&str], at: String) -> Self {
        let value = |field: &&str| {
            let (_, value) = typed.iter().find(|(name, _)| name == field)?;
            let value: String = value.trim().chars().take(60).collect();
            (!value.is_empty()).then_some(value)
        };
        let about: Vec<String> = about.iter().filter_map(value).collect();
        Self { slot: slot.clone(), at, about: about.join(", ") }
    }
}

/// What of a form may be written down: neither its tokens nor secrets.
pub fn typed(form: &Form) -> Vec<(String, String)> {
    let may = |name: &str| {
        name != CSRF_FIELD
            && name != KEY_FIELD
            && !SECRET.contains(&name)
            && !name.to_ascii_lowercase().contains("password")
    };
    form.pairs().iter().filter(|(name, _)| may(name)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_survives_its_hidden_field_and_leads_nowhere_else() {
        let slot = Slot::new("/patients/new");
        assert_eq!(Slot::parse(&slot.to_string()), Some(slot.clone()));
        assert_eq!(slot.path(), format!("/patients/new?draft={}", slot.id));
        for form in ["", "patients", "//evil.example", "/\\evil.example", "/a?b", "/a b", "/a\nb", "/ž"] {
            assert_eq!(Slot::parse(&format!("{} {form}", slot.id)), None, "{form:?}");
        }
        assert_eq!(Slot::parse("x /patients/new"), None);
        assert_eq!(Slot::parse(&format!("{} /{}", slot.id, "a".repeat(LONGEST))), None);
    }

    #[test]
    fn secrets_and_tokens_are_not_written_down() {
        let form = Form::read(b"csrf=1&key=2&note=a&password=b&new-Password=c&code=d", "/x").unwrap();
        assert_eq!(typed(&form), [("note".to_owned(), "a".to_owned())]);
    }
}
