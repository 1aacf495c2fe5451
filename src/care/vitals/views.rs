//! What the templates of rounds get: plain values, times in the hospital's zone.

use askama::Template;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::model::Vital;
use super::model::{Mind, Oxygen, source};
use super::store::Shown;
use crate::care::notes::Note;
use crate::care::observations::{Flag, Measured, Observation, ObservationPart, flag, loudness, number, unit};
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

/// What was typed into the fields of a round, in words on one line.
pub fn typed_said(typed: &[(String, String)]) -> String {
    let one = |(name, typed): &(String, String)| {
        let label = match name.as_str() {
            "second-scale" => return say!("vitals-second-scale-used"),
            name => say!(&format!("vitals-{name}")),
        };
        let value = match name.as_str() {
            "oxygen" | "mind" => {
                let chosen = if name == "oxygen" { oxygens() } else { minds() };
                chosen.into_iter().find(|(word, _)| word == typed).map(|(_, said)| said)
            }
            "measured" => Some(typed.replace('T', " ")),
            _ => None,
        };
        format!("{label} {}", value.unwrap_or_else(|| typed.clone()))
    };
    typed.iter().map(one).collect::<Vec<_>>().join(", ")
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
    /// High, low, very high; nothing for a usual one.
    pub flag: Option<Flag>,
    /// The catalogue key of where the rule comes from, of a value that is computed here.
    pub source: Option<&'static str>,
}

/// Where the rules of these computed values come from, each once, in words.
pub fn sources<'a>(values: impl IntoIterator<Item = &'a ValueView>) -> String {
    let mut keys: Vec<&str> = values.into_iter().filter_map(|value| value.source).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter().map(|key| say!(key)).collect::<Vec<_>>().join(" ")
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

/// What was measured, in words; of several parts the loudest flag.
pub fn value(row: &Observation, parts: &[ObservationPart]) -> ValueView {
    let whole = Measured::of(row);
    let parts: Vec<Measured> = parts.iter().map(Measured::of_part).collect();
    let (text, unit) = match parts.as_slice() {
        [] => (whole.text.clone().unwrap_or_else(|| number(&whole)), unit(&whole)),
        [first, ..] => (parts.iter().map(number).collect::<Vec<_>>().join("/"), unit(first)),
    };
    let flags = std::iter::once(&whole).chain(&parts).map(flag);
    ValueView {
        label: row.shown().to_owned(),
        text: format!("{text} {unit}").trim().to_owned(),
        flag: flags.max_by_key(|flag| loudness(*flag)).flatten(),
        source: source(&row.test_key).filter(|_| row.source_id.is_none()),
    }
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
    /// Where the rules of the computed values come from; "" when there are none.
    pub sources: String,
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
