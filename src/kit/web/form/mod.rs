//! Forms: what was typed is kept as it was typed, beside what is wrong with it.

mod encoding;
mod query;
mod sent;

use jiff::civil::Date;

pub use self::query::Query;
pub use self::sent::Sent;
use super::draft::{Kept, Slot};
use super::names::DRAFT_FIELD;
use crate::kit::text;
use crate::say;

/// A form that was sent, or one that is about to be shown.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// The single-use key that the shown form carries.
    pub key: String,
    /// What was kept of forms like this one and is not shown in it.
    pub offered: Vec<Kept>,
    /// What was kept and is shown in it.
    pub continued: Option<Kept>,
    pairs: Vec<(String, String)>,
    wrong: Vec<(String, String)>,
    prefix: &'static str,
    sent: Option<Sent>,
}

/// One field as the templates want it.
#[derive(Clone, Debug)]
pub struct Field {
    /// Unique on the page.
    pub id: String,
    /// The name it is sent under.
    pub name: String,
    /// As typed.
    pub value: String,
    /// What is wrong with it.
    pub error: Option<String>,
}

impl Form {
    /// A form to be shown, with the values it starts with.
    pub fn with<K: Into<String>, V: Into<String>>(
        key: String,
        values: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        let pairs = values.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        Self { key, pairs, ..Self::default() }
    }

    /// Sets what the ids of the fields begin with, for two forms on one page.
    pub fn prefixed(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self
    }

    /// All that was typed, in order.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// As typed; "" when it was not sent.
    pub fn raw(&self, name: &str) -> &str {
        self.pairs.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Every value sent under a name, such as ticked boxes.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.raw(name).is_empty()
    }

    /// Lets it carry along what it was opened with, for when somebody else saves meanwhile.
    pub fn remembering(mut self) -> Self {
        let opened: Vec<_> =
            self.pairs.iter().map(|(name, value)| (format!("{OPENED}{name}"), value.clone())).collect();
        self.pairs.extend(opened);
        self
    }

    /// What it carries along, as it is sent.
    pub fn carried(&self) -> impl Iterator<Item = &(String, String)> {
        self.pairs.iter().filter(|(name, _)| is_carried(name))
    }

    /// What it was opened with; none when it does not carry that along.
    pub fn opened(&self) -> Option<Self> {
        let pairs: Vec<_> = self
            .carried()
            .filter_map(|(name, value)| Some((name.strip_prefix(OPENED)?, value.as_str())))
            .collect();
        (!pairs.is_empty()).then(|| Self::with(String::new(), pairs))
    }

    /// Where it keeps what is being typed, if it does.
    pub fn slot(&self) -> Option<Slot> {
        Slot::parse(self.raw(DRAFT_FIELD))
    }

    /// All drafts that are done with once it is taken: its own, and the one it was sent from.
    pub fn slots(&self) -> impl Iterator<Item = Slot> {
        self.all(DRAFT_FIELD).filter_map(Slot::parse)
    }

    /// Replaces what a field shows.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.pairs.retain(|(known, _)| known != name);
        self.pairs.push((name.to_owned(), value.into()));
    }

    /// Replaces everything under a name, such as the rows of a list.
    pub fn set_all(&mut self, name: &str, values: impl IntoIterator<Item = String>) {
        self.pairs.retain(|(known, _)| known != name);
        self.pairs.extend(values.into_iter().map(|value| (name.to_owned(), value)));
    }

    /// Says what is wrong with a field; the first word on it stands. Name "" is the form as a whole.
    pub fn refuse(&mut self, name: &str, sentence: String) {
        if !self.wrong.iter().any(|(known, _)| known == name) {
            self.wrong.push((name.to_owned(), sentence));
        }
    }

    /// Whether nothing is wrong with it.
    pub fn is_valid(&self) -> bool {
        self.wrong.is_empty()
    }

    /// Trimmed text of at most `max` characters, or none when blank. Too long is refused.
    pub fn optional(&mut self, name: &str, max: usize) -> Option<String> {
        let text = self.raw(name).trim().to_owned();
        if text.chars().count() > max {
            self.refuse(name, say!("form-too-long", max = max));
            return None;
        }
        (!text.is_empty()).then_some(text)
    }

    /// Trimmed text that must be there; the sentence under `missing` says what to enter.
    pub fn required(&mut self, name: &str, max: usize, missing: &str) -> Option<String> {
        let text = self.optional(name, max);
        if text.is_none() {
            self.refuse(name, say!(missing));
        }
        text
    }

    /// As [`Form::required`], for what somebody or something is called: nothing in it that is not seen.
    pub fn name(&mut self, name: &str, max: usize, missing: &str) -> Option<String> {
        let text = self.required(name, max, missing)?;
        if !text::is_seen(&text) {
            self.refuse(name, say!("form-unseen"));
            return None;
        }
        Some(text)
    }

    /// A date as a date field sends it, `2026-11-20`, or none when blank.
    pub fn date(&mut self, name: &str) -> Option<Date> {
        let text = self.optional(name, 40)?;
        match text.parse::<Date>() {
            Ok(date) if date.to_string() == text => Some(date),
            _ => {
                self.refuse(name, say!("form-no-such-date"));
                None
            }
        }
    }

    /// A field for the template.
    pub fn field(&self, name: &str) -> Field {
        Field {
            id: self.id(name),
            name: name.to_owned(),
            value: self.raw(name).to_owned(),
            error: self.wrong.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone()),
        }
    }

    /// All that is wrong, as (id of the field or "", sentence).
    pub fn errors(&self) -> Vec<(String, String)> {
        self.wrong
            .iter()
            .map(|(name, text)| (if name.is_empty() { String::new() } else { self.id(name) }, text.clone()))
            .collect()
    }

    /// Gives the form a fresh single-use key, for showing it again after a refusal.
    pub fn rekeyed(mut self, key: String) -> Self {
        self.key = key;
        self
    }

    fn id(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }
}

/// What the names of fields begin with that say what the form was opened with.
const OPENED: &str = "was-";

/// Whether a field only says what the form was opened with.
pub fn is_carried(name: &str) -> bool {
    name.starts_with(OPENED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays_as_typed() {
        let mut form = Form::read(b"name=%20Ana%20&note=a%0D%0Ab&name=second", "/x").unwrap();
        assert_eq!(form.raw("name"), " Ana ");
        assert_eq!(form.required("name", 10, "form-broken").as_deref(), Some("Ana"));
        assert_eq!(form.raw("note"), "a\nb");
        assert_eq!(form.all("name").count(), 2);
        assert_eq!(form.required("none", 10, "form-broken"), None);
        assert_eq!(form.errors().len(), 1);
    }

    #[test]
    fn what_it_was_opened_with_goes_along() {
        let form = Form::with(String::new(), [("name", "North"), ("phone", "")]).remembering();
        assert_eq!(form.carried().count(), 2);
        let sent = Form::read(b"name=South&was-name=North&was-phone=", "/x").unwrap();
        let opened = sent.opened().unwrap();
        assert_eq!((opened.raw("name"), opened.raw("phone"), sent.raw("name")), ("North", "", "South"));
        assert!(Form::read(b"name=South", "/x").unwrap().opened().is_none());
    }

    #[test]
    fn dates_that_do_not_exist_are_refused() {
        for text in ["2026-02-30", "20261120", "2026-11-20T00:00", "0000-00-00", "yesterday"] {
            let mut form = Form::with(String::new(), [("born", text)]);
            assert_eq!(form.date("born"), None);
            assert!(!form.is_valid(), "{text}");
        }
    }
}
