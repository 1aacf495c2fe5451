//! One line of an answer, and the words for what it says.

use super::Reader;
use crate::care::intake::forms::{verdict_field, version_field};
use crate::care::intake::model::kept::Kept;
use crate::care::intake::model::rows::Question;
use crate::care::intake::model::said::{Gone, Part, Said};
use crate::care::intake::model::standing::Entry;
use crate::say;

/// One line of an answer.
pub struct EntryView {
    pub what: String,
    /// How taken, what it does, how badly.
    pub detail: String,
    pub since: String,
    pub note: String,
    /// `Imported from …, not confirmed`.
    pub unconfirmed: String,
    /// Who says so.
    pub by: String,
    pub version: i64,
    pub id: String,
    /// Where it is changed or taken away, or that is asked for.
    pub href: Option<String>,
    /// Prescribed or diagnosed at a visit here.
    pub of_visit: bool,
    /// For questions that are still to be answered: names of its fields.
    pub verdict: String,
    pub version_name: String,
    pub verdicts: Vec<(&'static str, String)>,
    pub confirm_key: String,
}

impl EntryView {
    pub fn of(
        entry: &Entry,
        reader: &Reader,
        href: Option<String>,
        keys: &mut dyn FnMut() -> String,
    ) -> Self {
        let kept = &entry.kept;
        let said = kept.said();
        let detail = detail(&said);
        let since = said.since.map(|when| when.shown_date(&reader.zone));
        let since = since.or_else(|| kept.since_words().map(str::to_owned)).unwrap_or_default();
        let source = entry.source.clone().unwrap_or_default();
        let mut verdicts = Vec::new();
        if kept.is_writable() {
            verdicts.push(("right", say!("intake-right")));
            let question = kept.question();
            verdicts.extend(kept.ways_to_go().iter().map(|gone| (gone.word(), gone_words(question, *gone))));
        }
        Self {
            detail,
            since: if since.is_empty() {
                since
            } else if kept.question() == Question::Vaccines {
                say!("intake-given-on", date = since)
            } else {
                say!("intake-since", date = since)
            },
            note: said.note.unwrap_or_default(),
            what: said.what,
            unconfirmed: if kept.is_unconfirmed() {
                say!("intake-unconfirmed", source = source)
            } else {
                String::new()
            },
            by: recorded(kept, entry.source.as_deref(), reader),
            version: kept.version(),
            id: kept.id().to_string(),
            href: href.filter(|_| !kept.ways_to_go().is_empty()),
            of_visit: !kept.is_writable(),
            verdict: verdict_field(kept.id()),
            version_name: version_field(kept.id()),
            verdicts,
            confirm_key: keys(),
        }
    }
}

/// Dosage, reaction and severity in one line.
pub(super) fn detail(said: &Said) -> String {
    let severity = said.severity.map(|severity| say!(&format!("intake-severity-{}", severity.word())));
    [said.dosage.clone(), said.reaction.clone(), severity]
        .into_iter()
        .flatten()
        .filter(|text| !text.trim().is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Who says so, and who confirmed it.
pub fn recorded(kept: &Kept, source: Option<&str>, reader: &Reader) -> String {
    if let (Some((at, who)), Some(source)) = (kept.confirmed(), source) {
        return say!(
            "intake-confirmed",
            source = source.to_owned(),
            who = who.to_owned(),
            at = reader.day(at)
        );
    }
    match (kept.author(), kept.recorded_at()) {
        (Some(who), Some(at)) => say!("intake-recorded", who = who.to_owned(), at = reader.day(at)),
        (Some(who), None) => who.to_owned(),
        (None, _) => String::new(),
    }
}

/// Why an entry of this question goes, in words.
pub fn gone_words(question: Question, gone: Gone) -> String {
    say!(&format!("intake-gone-{}-{}", gone.word(), question.as_str()))
}

/// The label of a field of this question's entries.
pub fn label(question: Question, part: Part) -> String {
    match part {
        Part::What => say!(&format!("intake-what-{}", question.as_str())),
        Part::Since if question == Question::Vaccines => say!("intake-part-given"),
        part => say!(&format!("intake-part-{}", part.name())),
    }
}

/// A field's text as people read it.
pub fn words(part: Part, text: &str) -> String {
    match part {
        _ if text.is_empty() => say!("intake-blank"),
        Part::Severity => say!(&format!("intake-severity-{text}")),
        _ => text.to_owned(),
    }
}
