//! What a letter says, as label and words, for paper and pages.

use super::model::{Content, Known, Referral, SickNote, TakenAlong, Urgency};
use crate::kit::when;
use crate::say;

/// What stands in a letter beside its running text.
pub fn facts(content: &Content) -> Vec<(String, String)> {
    match content {
        Content::SickNote(note) => of_sick_note(note),
        Content::Referral(referral) => of_referral(referral),
    }
}

/// What stands in a letter beside its running text and what [`Content::about`] says of it, in one line.
pub fn more(content: &Content) -> String {
    let said_before = match content {
        Content::SickNote(_) => 2,
        Content::Referral(_) => 1,
    };
    facts(content).into_iter().skip(said_before).map(|(_, words)| words).collect::<Vec<_>>().join(", ")
}

/// Its running text.
pub fn texts(content: &Content) -> Vec<(String, String)> {
    let texts = match content {
        Content::SickNote(note) => vec![("letters-remark", note.text.as_ref())],
        Content::Referral(referral) => {
            vec![("letters-why", Some(&referral.text)), ("letters-findings", referral.findings.as_ref())]
        }
    };
    texts.into_iter().filter_map(|(key, text)| text.map(|text| (say!(key), text.clone()))).collect()
}

/// How long a sick note is: `5 days`.
pub fn length(note: &SickNote) -> String {
    let days = i64::from(note.from.until(note.until).map_or(0, |span| span.get_days())) + 1;
    say!("letters-days-count", days = days)
}

/// How soon, in words.
pub fn urgency(urgency: Urgency) -> String {
    say!(&format!("letters-urgency-{}", urgency.word()))
}

/// What a referral took along of a question.
pub struct KnownView {
    /// The catalogue key of its name.
    pub label: &'static str,
    /// What there is, or why there is nothing, a line each.
    pub lines: Vec<String>,
    /// Whether it warns: there are allergies.
    pub warns: bool,
}

/// What a referral took along, what matters most first.
pub fn known(known: &Known) -> [KnownView; 3] {
    let view = |label, taken: &TakenAlong, none: &str, not_asked: &str| KnownView {
        label,
        lines: match taken {
            TakenAlong::List(entries) if entries.is_empty() => vec![say!(none)],
            TakenAlong::List(entries) => entries.clone(),
            TakenAlong::Nothing { answer } => vec![answer.clone()],
            TakenAlong::NotAsked => vec![say!(not_asked)],
        },
        warns: false,
    };
    let allergies =
        view("letters-allergies", &known.allergies, "letters-allergies-none", "letters-allergies-unknown");
    let warns = matches!(&known.allergies, TakenAlong::List(entries) if !entries.is_empty());
    [
        KnownView { warns, ..allergies },
        view("letters-problems", &known.problems, "letters-none", "intake-unasked"),
        view("letters-medication", &known.medication, "letters-none", "intake-unasked"),
    ]
}

fn of_sick_note(note: &SickNote) -> Vec<(String, String)> {
    let course = if note.continued { "letters-course-continued" } else { "letters-course-first" };
    let mut facts = vec![
        (say!("letters-first-day"), when::day(note.from)),
        (say!("letters-last-day"), when::day(note.until)),
        (say!("letters-days"), length(note)),
        (say!("letters-course"), say!(course)),
    ];
    if note.at_work {
        facts.push((say!("letters-cause"), say!("letters-at-work")));
    }
    facts.extend(note.diagnosis.iter().map(|words| (say!("letters-diagnosis"), words.clone())));
    facts
}

fn of_referral(referral: &Referral) -> Vec<(String, String)> {
    vec![(say!("letters-to"), referral.to.clone()), (say!("letters-urgency"), urgency(referral.urgency))]
}
