//! Interface text: one Fluent catalogue, so that a language can be added without touching code.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader as _, langid, static_loader};

static_loader! {
    static CATALOGUE = {
        locales: "./locales",
        fallback_language: "en",
        // The marks that isolate direction would show up in attributes and on paper; templates use <bdi> instead.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// The languages there are, by their BCP 47 tags.
pub const LANGUAGES: &[&str] = &["en"];

const ENGLISH: LanguageIdentifier = langid!("en");

/// The sentence under `key`.
pub fn t(key: &str) -> String {
    look_up(key, None)
}

/// The sentence under `key` with its variables filled in.
pub fn with<const N: usize>(key: &str, values: [(&'static str, FluentValue<'static>); N]) -> String {
    let values: HashMap<Cow<'static, str>, FluentValue<'static>> =
        values.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)).collect();
    look_up(key, Some(&values))
}

fn look_up(key: &str, values: Option<&HashMap<Cow<'static, str>, FluentValue<'_>>>) -> String {
    let found = match values {
        Some(values) => CATALOGUE.try_lookup_with_args(&ENGLISH, key, values),
        None => CATALOGUE.try_lookup(&ENGLISH, key),
    };
    // A law test finds keys without a sentence; here the key is better than a panic.
    found.unwrap_or_else(|| key.to_owned())
}

/// Whether the catalogue has this key.
pub fn has(key: &str) -> bool {
    CATALOGUE.try_lookup(&ENGLISH, key).is_some()
}

/// Builds a sentence: `say!("patients-found", count = 3)`.
#[macro_export]
macro_rules! say {
    ($key:expr) => { $crate::kit::text::t($key) };
    ($key:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::kit::text::with($key, [$((stringify!($name), $crate::kit::text::value($value))),+])
    };
}

/// What may stand for a variable of a sentence.
pub fn value(value: impl Into<FluentValue<'static>>) -> FluentValue<'static> {
    value.into()
}

/// Whether everything in a name is seen: no control characters, no breaks of line or paragraph, and none of the marks
/// that turn the direction of what follows. The joiners of Persian and Indic spelling are part of names.
pub fn is_seen(name: &str) -> bool {
    !name.chars().any(|c| {
        c.is_control()
            || matches!(c,
                '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
                    | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            )
    })
}

/// A sentence of the catalogue that is kept and said later, in whatever language it is then read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Sentence {
    key: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    with: Vec<(String, String)>,
}

impl Sentence {
    /// The sentence under `key`.
    pub fn of(key: &str) -> Self {
        Self { key: key.to_owned(), with: Vec::new() }
    }

    /// The same with one variable filled in.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.with.push((name.to_owned(), value.to_string()));
        self
    }
}

impl std::fmt::Display for Sentence {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let values = self.with.iter().map(|(name, text)| (Cow::Owned(name.clone()), number_or_text(text)));
        to.write_str(&look_up(&self.key, Some(&values.collect())))
    }
}

/// Whole numbers choose plural forms, so they go in as numbers; `007` is a text.
fn number_or_text(text: &str) -> FluentValue<'static> {
    match text.parse::<i64>() {
        Ok(number) if number.to_string() == text => value(number),
        _ => value(text.to_owned()),
    }
}

/// Template filters: `{{ "key"|t }}` and `{{ "key"|t1("name", value) }}`.
#[expect(missing_docs, reason = "filter_fn makes types and methods that carry no docs")]
pub mod filters {
    use std::fmt::Display;

    /// The sentence under a key.
    #[askama::filter_fn]
    pub fn t<K: Display>(key: K, _: &dyn askama::Values) -> askama::Result<String> {
        Ok(super::t(&key.to_string()))
    }

    /// The sentence under a key with one variable, given as text.
    #[askama::filter_fn]
    pub fn t1<K: Display, V: Display>(
        key: K,
        _: &dyn askama::Values,
        name: &'static str,
        value: V,
    ) -> askama::Result<String> {
        Ok(super::with(&key.to_string(), [(name, super::number_or_text(&value.to_string()))]))
    }

    /// The drawing of an icon: `{{ "print"|icon }}`.
    #[askama::filter_fn]
    pub fn icon<K: Display>(
        name: K,
        _: &dyn askama::Values,
    ) -> askama::Result<askama::filters::Safe<&'static str>> {
        Ok(askama::filters::Safe(crate::kit::web::icon::svg(&name.to_string())))
    }
}

#[cfg(test)]
mod tests {
    use super::is_seen;

    #[test]
    fn names_of_any_script_are_seen_and_marks_of_direction_are_not() {
        for name in ["Ines Falk", "محمد العلي", "علی\u{200c}رضا", "क्\u{200d}ष", "Nguyễn Thị", "O’Neill-Çelik"]
        {
            assert!(is_seen(name), "{name}");
        }
        for mark in ['\u{7}', '\n', '\u{202e}', '\u{2066}', '\u{200f}', '\u{2028}', '\u{feff}', '\u{85}'] {
            assert!(!is_seen(&format!("Ines{mark}Falk")), "{mark:?}");
        }
    }
}
