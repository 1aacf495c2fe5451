//! What a letter says, as label and words, for paper and pages.

use super::model::{Content, Referral, SickNote};
use crate::kit::when;
use crate::say;

/// What stands in a letter beside its running text.
pub fn facts(content: &Content) -> Vec<(String, String)> {
    match content {
        Content::SickNote(note) => of_sick_note(note),
        Content::Referral(referral) => of_referral(referral),
    }
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

fn of_sick_note(note: &SickNote) -> Vec<(String, String)> {
    let days = i64::from(note.from.until(note.until).map_or(0, |span| span.get_days())) + 1;
    let course = if note.continued { "letters-course-continued" } else { "letters-course-first" };
    let mut facts = vec![
        (say!("letters-first-day"), when::day(note.from)),
        (say!("letters-last-day"), when::day(note.until)),
        (say!("letters-days"), say!("letters-days-count", days = days)),
        (say!("letters-course"), say!(course)),
    ];
    if note.at_work {
        facts.push((say!("letters-cause"), say!("letters-at-work")));
    }
    facts.extend(note.diagnosis.iter().map(|words| (say!("letters-diagnosis"), words.clone())));
    facts
}

fn of_referral(referral: &Referral) -> Vec<(String, String)> {
    let urgency = say!(&format!("letters-urgency-{}", referral.urgency.word()));
    vec![(say!("letters-to"), referral.to.clone()), (say!("letters-urgency"), urgency)]
}
