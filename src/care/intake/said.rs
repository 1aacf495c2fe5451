//! What an answer comes to in words, wherever its list stands: on the chart, on the desk, in a letter.

use jiff::tz::TimeZone;

use super::model::rows::{IntakeAnswer, Question};
use crate::care::record::When;
use crate::say;

/// Who asked, and when.
pub fn asked(answer: &IntakeAnswer, zone: &TimeZone) -> String {
    let day = When::instant(answer.answered_at.0).shown_date(zone);
    let who = answer.answered_by_name.clone();
    match (answer.is_imported(), who.trim().is_empty()) {
        (false, true) => say!("intake-was-asked-on", date = day),
        (false, false) => say!("intake-was-asked-by", date = day, who = who),
        (true, true) => say!("intake-asked-elsewhere-on", date = day),
        (true, false) => say!("intake-asked-elsewhere-by", date = day, who = who),
    }
}

/// Why a list is empty: somebody asked and there is nothing, what there was is over, or nobody has asked.
pub fn why_empty(question: Question, answer: Option<&IntakeAnswer>, zone: &TimeZone) -> String {
    let Some(answer) = answer else { return say!("intake-unasked") };
    let asked = asked(answer, zone);
    match (question, answer.none) {
        (Question::Allergies, true) => say!("intake-empty-no-allergies", asked = asked),
        (Question::Allergies, false) => say!("intake-empty-allergies-over", asked = asked),
        (_, true) => say!("intake-empty-none", asked = asked),
        (_, false) => say!("intake-empty-now", asked = asked),
    }
}

/// A word beside a list that nobody here has asked for, or in which something is not confirmed; `unconfirmed` is none
/// where the list is empty.
pub fn beside(answer: Option<&IntakeAnswer>, unconfirmed: Option<bool>) -> String {
    let Some(unconfirmed) = unconfirmed else { return String::new() };
    let asked = answer.is_some_and(|answer| !answer.is_imported());
    let words =
        [(!asked).then(|| say!("intake-beside-unasked")), unconfirmed.then(|| say!("intake-some-imported"))];
    words.into_iter().flatten().collect::<Vec<_>>().join("; ")
}
