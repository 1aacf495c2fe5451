//! What the templates of rounds get: plain values, times in the hospital's zone.

use askama::Template;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::model::Vital;
use super::model::{Mind, Oxygen};
use super::store::Shown;
use crate::care::notes::Note;
use crate::care::observations::{Observation, ObservationPart};
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::kit::when;
use crate::people::patients::{AllergyZone, Banner, Tab};
use crate::say;

/// A field for a number.
#[derive(Clone, Debug)]
pub struct FieldView {
    /// The name it is sent under.
    pub name: &'static str,
    /// What it is called.
    pub label: String,
    /// The unit.
    pub unit: &'static str,
}

/// The fields of a round, in order.
pub fn fields() -> Vec<FieldView> {
    Vital::ALL
        .into_iter()
        .map(|vital| {
            let facts = vital.facts();
            FieldView { name: facts.name, label: say!(&format!("vitals-{}", facts.name)), unit: facts.unit }
        })
        .collect()
}

/// What may be chosen for oxygen: nothing, air, oxygen.
pub fn oxygens() -> Vec<(&'static str, String)> {
    let all = Oxygen::ALL.into_iter();
    let named = all.map(|one| (one.word(), say!(&format!("vitals-oxygen-{}", one.word()))));
    std::iter::once(("", say!("vitals-not-noted"))).chain(named).collect()
}

/// What may be chosen for how awake somebody is.
pub fn minds() -> Vec<(&'static str, String)> {
    let all = Mind::ALL.into_iter();
    let named = all.map(|one| (one.word(), say!(&format!("vitals-mind-{}", one.word()))));
    std::iter::once(("", say!("vitals-not-noted"))).chain(named).collect()
}

/// One value of a round in words.
#[derive(Clone, Debug)]
pub struct ValueView {
    /// What.
    pub label: String,
    /// How much, with its unit.
    pub text: String,
    /// High, low, very high: family, glyph, word; nothing for a usual one.
    pub flag: Option<(&'static str, &'static str, String)>,
}

/// A round or a nursing note, in words.
#[derive(Clone, Debug)]
pub struct RoundView {
    /// The id by which it is voided.
    pub id: String,
    /// When.
    pub at: String,
    /// By whom.
    pub by: String,
    /// What was measured.
    pub values: Vec<ValueView>,
    /// What was written.
    pub text: String,
    /// Whether only its author and admins read it.
    pub restricted: bool,
    /// Who voided it, when and why; "" while it stands.
    pub voided: String,
    /// Where it is voided, for who may.
    pub void_href: Option<String>,
    /// To sort by.
    pub(super) when: Timestamp,
}

/// Where and when somebody reads.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The hospital's zone.
    pub zone: TimeZone,
    /// The present instant.
    pub now: Timestamp,
}

impl RoundView {
    /// A round in words.
    pub fn of(shown: &Shown, reader: &Reader, void_href: Option<String>) -> Self {
        let first = shown.rows.first().map(|(row, _)| row);
        let at = shown.at().unwrap_or(reader.now);
        let voided = shown.voided.as_ref().map(|(when, by)| {
            let reason = first.and_then(|row| row.note.clone()).unwrap_or_default();
            voided_words(reader, *when, by.clone().unwrap_or_default(), reason)
        });
        Self {
            id: shown.id.to_string(),
            at: when::said(at, reader.now, &reader.zone),
            by: first.and_then(|row| row.author.clone()).unwrap_or_default(),
            values: shown.rows.iter().map(|(row, parts)| value(row, parts)).collect(),
            text: String::new(),
            restricted: false,
            void_href: void_href.filter(|_| voided.is_none()),
            voided: voided.unwrap_or_default(),
            when: at,
        }
    }

    /// A nursing note in words.
    pub fn of_note(note: &Note, reader: &Reader, void_href: Option<String>) -> Self {
        let voided = note.voided_at.map(|at| {
            let by = note.voided_by_name.clone().unwrap_or_default();
            voided_words(reader, at.0, by, note.void_reason.clone().unwrap_or_default())
        });
        Self {
            id: note.id.to_string(),
            at: when::said(note.at.0, reader.now, &reader.zone),
            by: note.author.clone().unwrap_or_default(),
            values: Vec::new(),
            text: note.body.clone().unwrap_or_default(),
            restricted: note.restricted,
            void_href: void_href.filter(|_| voided.is_none()),
            voided: voided.unwrap_or_default(),
            when: note.at.0,
        }
    }
}

fn voided_words(reader: &Reader, at: Timestamp, by: String, reason: String) -> String {
    say!("vitals-voided", at = when::said(at, reader.now, &reader.zone), by = by, reason = reason)
}

/// What was measured, in words.
pub fn value(row: &Observation, parts: &[ObservationPart]) -> ValueView {
    let written = |written: &Option<String>, unit: &Option<String>| {
        format!("{} {}", written.as_deref().unwrap_or_default(), unit.as_deref().unwrap_or_default())
            .trim()
            .to_owned()
    };
    let text = match parts {
        [] => row.value_text.clone().unwrap_or_else(|| written(&row.value_written, &row.unit)),
        parts => {
            let values: Vec<&str> =
                parts.iter().map(|part| part.value.value_written.as_deref().unwrap_or_default()).collect();
            let unit = parts.first().and_then(|part| part.value.unit.clone()).unwrap_or_default();
            format!("{} {unit}", values.join("/"))
        }
    };
    let mut flags =
        std::iter::once(flag(row.value, row.range_low, row.range_high, row.interpretation.as_deref())).chain(
            parts
                .iter()
                .map(|part| flag(part.value.value, part.value.range_low, part.value.range_high, None)),
        );
    ValueView { label: row.shown().to_owned(), text, flag: flags.find_map(|flag| flag) }
}

fn flag(
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    interpretation: Option<&str>,
) -> Option<(&'static str, &'static str, String)> {
    match interpretation {
        Some("HH") => return Some(("is-danger", "high", say!("vitals-flag-very-high"))),
        Some("H") => return Some(("is-warn", "high", say!("vitals-flag-high"))),
        _ => {}
    }
    let value = value?;
    if high.is_some_and(|high| value > high) {
        return Some(("is-warn", "high", say!("vitals-flag-high")));
    }
    low.is_some_and(|low| value < low).then(|| ("is-info", "low", say!("vitals-flag-low")))
}

/// `/patients/{id}/vitals/new`
#[derive(Template)]
#[template(path = "care/vitals/new.html")]
pub struct NewPage {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub path: String,
    pub form: Form,
    pub fields: Vec<FieldView>,
    pub oxygens: Vec<(&'static str, String)>,
    pub minds: Vec<(&'static str, String)>,
    /// What is unlikely and waits for somebody to say that it is right; "" when nothing is.
    pub unlikely: String,
    /// Why there will be no early warning score, in words; "" when there can be one.
    pub unscored: String,
}

/// `/patients/{id}/vitals`
#[derive(Template)]
#[template(path = "care/vitals/list.html")]
pub struct ListPage {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    /// Where the next one is written, for who may.
    pub new: Option<String>,
    pub entries: Vec<RoundView>,
}

/// `/patients/{id}/vitals/{entry}/void`
#[derive(Template)]
#[template(path = "care/vitals/void.html")]
pub struct VoidPage {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub path: String,
    pub form: Form,
    pub entry: RoundView,
    pub action: String,
}
