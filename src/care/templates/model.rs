//! What a template asks, and what somebody answers.

use diesel::prelude::*;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::gate::actor::AccountId;
use crate::kit::db::types::{Doc, Utc};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::people::patients::{clinical, parse_date};
use crate::schema::note_templates;

/// A template through all its editions.
#[derive(Clone, Copy, Debug)]
pub struct Template;
/// The id of a template: that of its first edition.
pub type TemplateId = Id<Template>;
/// The id of one edition of a template.
pub type EditionId = Id<Edition>;

/// A template as it was saved once.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = note_templates)]
pub struct Edition {
    /// Its identity.
    pub id: EditionId,
    /// The template it is an edition of.
    pub template_id: TemplateId,
    /// Counts the editions.
    pub version: i64,
    /// What the template is called.
    pub name: String,
    /// The specialty whose notes begin with it, if any.
    pub specialty: Option<String>,
    /// What it asks, as [`Edition::of_fields`] writes it.
    pub fields: Doc,
    /// Whether it is offered no more.
    pub is_retired: bool,
    /// When it was saved.
    pub made_at: Utc,
    /// By whom; none for those that come with the program.
    pub made_by: Option<AccountId>,
}

impl Edition {
    /// What it asks.
    ///
    /// # Errors
    /// [`Error::Bug`] when the column does not hold what we put there.
    pub fn asks(&self) -> Result<Vec<Field>> {
        let list = self.fields.0.get("list").cloned().unwrap_or_else(|| json!([]));
        serde_json::from_value(list).map_err(Error::bug)
    }

    /// Fields as they are kept.
    pub fn of_fields(fields: &[Field]) -> Doc {
        Doc(json!({ "list": fields }))
    }
}

/// One question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// What it is called in forms and in the kept answer; stays when its label changes.
    pub key: String,
    /// The question.
    pub label: String,
    /// What it asks for.
    #[serde(flatten)]
    pub asks: Asks,
}

/// What a question asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Asks {
    /// A number.
    Number {
        /// Its unit; "" for none.
        unit: String,
        /// What is usual at least.
        low: Option<f64>,
        /// What is usual at most.
        high: Option<f64>,
    },
    /// One of these.
    Choice {
        /// In the order in which they are offered.
        options: Vec<String>,
    },
    /// Some words.
    Text,
    /// A day.
    Date,
}

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Not a number.
    Number,
    /// None of the choices.
    Choice,
    /// Not a day.
    Date,
}

impl Field {
    /// The name of its field in the form of a note.
    pub fn name(&self) -> String {
        format!("t-{}", self.key)
    }

    /// An answer out of what was typed.
    ///
    /// # Errors
    /// [`Wrong`], for the field.
    pub fn read(&self, typed: &str, today: Date) -> Result<Answer, Wrong> {
        let value = match &self.asks {
            Asks::Number { .. } => number(typed).ok_or(Wrong::Number)?,
            Asks::Choice { options } => {
                options.iter().find(|one| *one == typed).cloned().ok_or(Wrong::Choice)?
            }
            Asks::Text => typed.to_owned(),
            // A check-up to come is a day too: two digits of a year may lie ahead.
            Asks::Date => {
                let ahead = today.saturating_add(jiff::Span::new().years(YEARS_AHEAD));
                parse_date(typed, ahead).ok_or(Wrong::Date)?.to_string()
            }
        };
        Ok(Answer { field: self.clone(), value })
    }
}

const YEARS_AHEAD: i32 = 20;

/// A number as people type it, with a point or a comma, as it is kept.
pub fn number(typed: &str) -> Option<String> {
    let written = typed.trim().replace(',', ".");
    let unsigned = written.strip_prefix('-').unwrap_or(&written);
    let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits =
        |text: &str| !text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(whole) && digits(part)).then_some(written)
}

/// An answer with its question, as a note keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The question as it was asked.
    #[serde(flatten)]
    pub field: Field,
    /// As typed while the note is a draft; then a number with a point, a choice, a text, or a day as `2026-11-20`.
    pub value: String,
}

/// On which side of what is usual a number lies, and where that ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Beyond {
    /// Lower than this.
    Below(f64),
    /// Higher than this.
    Above(f64),
}

impl Answer {
    /// Whether it is a number outside of what is usual.
    pub fn beyond(&self) -> Option<Beyond> {
        let Asks::Number { low, high, .. } = &self.field.asks else { return None };
        let value: f64 = number(&self.value)?.parse().ok()?;
        match (low, high) {
            (Some(low), _) if value < *low => Some(Beyond::Below(*low)),
            (_, Some(high)) if value > *high => Some(Beyond::Above(*high)),
            _ => None,
        }
    }

    /// What was answered, with its unit, without its question.
    pub fn shown(&self) -> String {
        match &self.field.asks {
            Asks::Number { unit, .. } => format!("{} {unit}", self.value).trim_end().to_owned(),
            Asks::Date => self.value.parse().map_or_else(|_| self.value.clone(), clinical),
            Asks::Choice { .. } | Asks::Text => self.value.clone(),
        }
    }
}

/// A key for a new question: from its label, another one than those that are taken.
pub fn key(label: &str, taken: &[String]) -> String {
    let mut slug: String = crate::people::patients::fold(label)
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' })
        .take(LONGEST_KEY)
        .collect();
    while slug.contains("--") {
        slug = slug.replace("--", "-");
    }
    let slug = slug.trim_matches('-');
    let slug = if slug.is_empty() { "field" } else { slug };
    let numbered = (2..).map(|number| format!("{slug}-{number}"));
    std::iter::once(slug.to_owned())
        .chain(numbered)
        .find(|key| !taken.contains(key))
        .unwrap_or_else(|| slug.to_owned())
}

const LONGEST_KEY: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn field(asks: Asks) -> Field {
        Field { key: "k".into(), label: "Question".into(), asks }
    }

    fn read(asks: Asks, typed: &str) -> Result<String, Wrong> {
        field(asks).read(typed, date(2026, 11, 20)).map(|answer| answer.shown())
    }

    fn centimetres() -> Asks {
        Asks::Number { unit: "cm".into(), low: Some(30.0), high: Some(60.0) }
    }

    #[test]
    fn answers_are_read_as_people_type_them() {
        assert_eq!(read(centimetres(), "36,5"), Ok("36.5 cm".into()));
        assert_eq!(read(Asks::Date, "3.4.27"), Ok("03-Apr-2027".into()));
        assert_eq!(read(Asks::Date, "2026-11-19"), Ok("19-Nov-2026".into()));
        assert_eq!(read(Asks::Text, "two\nlines"), Ok("two\nlines".into()));
        let either = Asks::Choice { options: vec!["Yes".into(), "No".into()] };
        assert_eq!(read(either.clone(), "No"), Ok("No".into()));
        assert_eq!(read(either, "Perhaps"), Err(Wrong::Choice));
        assert_eq!(read(Asks::Date, "soon"), Err(Wrong::Date));
        for typed in ["", "x", "3.", ".5", "1e3", "NaN", "--1", "1.2.3", "٣"] {
            assert_eq!(read(centimetres(), typed), Err(Wrong::Number), "{typed}");
        }
        assert_eq!(number("-2,5").as_deref(), Some("-2.5"));
    }

    #[test]
    fn what_is_not_usual_is_said() {
        let beyond = |typed: &str| Answer { field: field(centimetres()), value: typed.into() }.beyond();
        assert_eq!((beyond("36"), beyond("30"), beyond("x")), (None, None, None));
        assert_eq!((beyond("29.9"), beyond("61")), (Some(Beyond::Below(30.0)), Some(Beyond::Above(60.0))));
        assert_eq!(Answer { field: field(Asks::Text), value: "900".into() }.beyond(), None);
    }

    #[test]
    fn keys_come_from_labels_and_are_never_the_same() {
        let taken = ["pain".to_owned(), "pain-2".to_owned()];
        assert_eq!(key("Pain", &taken), "pain-3");
        assert_eq!(key("  Taille (cm) ", &[]), "taille-cm");
        assert_eq!(key("身長", &[]), "field");
    }

    #[test]
    fn an_answer_keeps_its_question() {
        let answer = Answer { field: field(centimetres()), value: "36".into() };
        let kept = serde_json::to_value(&answer).unwrap();
        assert_eq!(
            (&kept["label"], &kept["unit"], &kept["kind"]),
            (&json!("Question"), &json!("cm"), &json!("number"))
        );
        assert_eq!(serde_json::from_value::<Answer>(kept).unwrap(), answer);
    }
}
