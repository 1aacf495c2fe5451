//! What a letter says, as label and words, for paper and pages.

use super::model::{Content, Referral, SickNote, Urgency};
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
