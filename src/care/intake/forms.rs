//! Forms of the four questions: what was typed as entries and verdicts, and what is wrong with it in words.

use jiff::civil::Date;
use uuid::Uuid;

use super::actions::{Given, Verdict};
use super::model::rows::Question;
use super::model::said::{Gone, Part, Said, Wrong};
use super::model::standing::Standing;
use crate::kit::web::form::Form;
use crate::people::patients::Birth;
use crate::say;

/// More new entries of one question at once are two forms.
const MOST_ROWS: usize = 60;

/// What a field of the `n`th new entry of a question is sent under.
pub fn row_field(question: Question, n: usize, part: Part) -> String {
    format!("{}-{n}-{}", question.as_str(), part.name())
}

/// What the number of rows shown for a question is sent under.
pub fn rows_field(question: Question) -> String {
    format!("{}-rows", question.as_str())
}

/// What the verdict on an entry is sent under.
pub fn verdict_field(entry: Uuid) -> String {
    format!("is-{entry}")
}

/// What the version of an entry that was shown is sent under.
pub fn version_field(entry: Uuid) -> String {
    format!("version-{entry}")
}

/// How many rows a question's form shows: as many as it had, one more when that is asked for, at least one.
pub fn rows_shown(form: &Form, question: Question) -> usize {
    let shown: usize = form.raw(&rows_field(question)).parse().unwrap_or(1);
    let more = usize::from(form.raw("add") == question.as_str());
    (shown + more).clamp(1, MOST_ROWS)
}

/// Who the entries are about, and when: what dates are read against.
#[derive(Clone, Copy)]
pub struct Known {
    /// Today.
    pub today: Date,
    /// When the patient was born.
    pub birth: Birth,
}

/// The new entries of a question; blank rows are none. What is wrong stands at its field.
pub fn new_entries(form: &mut Form, question: Question, known: Known) -> Vec<Said> {
    let mut entries = Vec::new();
    for n in 0..rows_shown(form, question) {
        let fields: Vec<(Part, String)> =
            Part::of(question).iter().map(|&part| (part, row_field(question, n, part))).collect();
        let name = |part: Part| fields.iter().find(|(known, _)| *known == part).map_or("", |(_, name)| name);
        match Said::read(question, |part| form.raw(name(part)), known.today, known.birth) {
            Ok(said) => entries.extend(said),
            Err(wrong) => refuse_all(form, question, &wrong, |part| name(part).to_owned()),
        }
    }
    entries
}

/// What the form of one entry says; none when something is wrong, which then stands at its field.
pub fn one_entry(form: &mut Form, question: Question, known: Known) -> Option<Said> {
    match Said::read(question, |part| form.raw(part.name()), known.today, known.birth) {
        Ok(Some(said)) => Some(said),
        Ok(None) => {
            refuse_all(form, question, &[(Part::What, Wrong::Missing)], |part| part.name().to_owned());
            None
        }
        Err(wrong) => {
            refuse_all(form, question, &wrong, |part| part.name().to_owned());
            None
        }
    }
}

fn refuse_all(form: &mut Form, question: Question, wrong: &[(Part, Wrong)], name: impl Fn(Part) -> String) {
    for &(part, what) in wrong {
        let sentence = match what {
            Wrong::Missing => say!(&format!("intake-missing-{}", question.as_str())),
            Wrong::TooLong => say!("form-too-long", max = part.longest()),
            Wrong::NoDate => say!("intake-no-date"),
            Wrong::Future => say!("intake-future"),
            Wrong::BeforeBirth => say!("intake-before-birth"),
            Wrong::Unknown => say!("intake-no-such-severity"),
        };
        form.refuse(&name(part), sentence);
    }
}

/// Whether anything was typed or chosen for a question.
pub fn is_touched(form: &Form, question: Question) -> bool {
    let typed = (0..rows_shown(form, question)).any(|n| {
        Part::of(question).iter().any(|part| !form.raw(&row_field(question, n, *part)).trim().is_empty())
    });
    typed || form.ticked(question.as_str())
}

/// What was answered to the open questions; a question that was left alone is not among them. What is wrong stands in
/// the form.
pub fn given(form: &mut Form, standings: &[Standing], known: Known) -> Vec<Given> {
    let mut all = Vec::new();
    for standing in standings.iter().filter(|standing| standing.is_open()) {
        all.extend(given_to(form, standing, known));
    }
    if all.is_empty() && form.is_valid() {
        form.refuse("", say!("intake-nothing-answered"));
    }
    all
}

fn given_to(form: &mut Form, standing: &Standing, known: Known) -> Option<Given> {
    let question = standing.question;
    let name = question.as_str();
    let whole = [name, "all"].contains(&form.raw("whole")) && standing.unconfirmed() > 0;
    let verdicts: Vec<(Uuid, i64, Verdict)> = standing
        .entries
        .iter()
        .filter(|entry| entry.kept.is_writable())
        .filter_map(|entry| {
            let id = entry.kept.id();
            let verdict = match form.raw(&verdict_field(id)) {
                "right" => Verdict::Right,
                "" if whole && entry.is_unconfirmed() => Verdict::Right,
                word => Verdict::Gone(Gone::of_word(word)?),
            };
            Some((id, form.raw(&version_field(id)).parse().ok()?, verdict))
        })
        .collect();
    let was_valid = form.is_valid();
    let said = new_entries(form, question, known);
    let broken = was_valid && !form.is_valid();
    let chosen = match form.raw(name) {
        "" if broken || !said.is_empty() || !verdicts.is_empty() => "some".to_owned(),
        chosen => chosen.to_owned(),
    };
    let left =
        standing.entries.len() - verdicts.iter().filter(|(_, _, verdict)| *verdict != Verdict::Right).count();
    let of_visits = standing.entries.iter().filter(|entry| !entry.kept.is_writable()).count();
    match chosen.as_str() {
        "none" if broken || !said.is_empty() => form.refuse(name, say!("intake-none-but-typed")),
        "none" if of_visits > 0 => form.refuse(name, say!("intake-none-but-of-visit", count = of_visits)),
        "none" if left > 0 => form.refuse(name, say!("intake-none-but-recorded", count = left)),
        "some" if !broken && said.is_empty() && left == 0 => {
            form.refuse(name, say!("intake-some-but-nothing"));
        }
        "none" | "some" => {}
        _ => return None,
    }
    Some(Given { question, none: chosen == "none", said, verdicts })
}

/// A word of why something is asked or answered, which must be there.
pub fn reason(form: &mut Form) -> Option<String> {
    form.required("reason", 500, "intake-reason-missing")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const KNOWN: Known = Known { today: date(2026, 11, 20), birth: Birth::Day(date(1984, 3, 14)) };

    fn unasked() -> Vec<Standing> {
        Question::ALL
            .into_iter()
            .map(|question| Standing { question, answer: None, entries: Vec::new() })
            .collect()
    }

    fn read(fields: &[(&str, &str)]) -> (Form, Vec<Given>) {
        let mut form = Form::with(String::new(), fields.iter().copied());
        let given = given(&mut form, &unasked(), KNOWN);
        (form, given)
    }

    #[test]
    fn blank_means_nothing_was_answered() {
        let (form, given) = read(&[("allergies-0-what", " ")]);
        assert!(given.is_empty() && !form.is_valid());
    }

    #[test]
    fn none_and_entries_are_answers_and_the_rest_stays_unasked() {
        let (form, given) =
            read(&[("allergies", "none"), ("vaccines-0-what", "Tetanus"), ("vaccines-0-since", "2019")]);
        assert!(form.is_valid(), "{:?}", form.errors());
        assert_eq!(given.len(), 2);
        assert!(!given[0].none && given[0].said[0].what == "Tetanus");
        assert!(given[1].none && given[1].question == Question::Allergies);
    }

    #[test]
    fn what_contradicts_itself_is_refused() {
        for fields in [
            [("allergies", "none"), ("allergies-0-what", "Latex")],
            [("allergies", "some"), ("allergies-0-what", "")],
            [("allergies", "none"), ("allergies-0-note", "only a note")],
        ] {
            assert!(!read(&fields).0.is_valid(), "{fields:?}");
        }
    }

    #[test]
    fn another_row_is_shown_when_it_is_asked_for() {
        let form = Form::with(String::new(), [("vaccines-rows", "2"), ("add", "vaccines")]);
        assert_eq!(rows_shown(&form, Question::Vaccines), 3);
        assert_eq!(rows_shown(&form, Question::Allergies), 1);
        let form = Form::with(String::new(), [("vaccines-rows", "99999999")]);
        assert_eq!(rows_shown(&form, Question::Vaccines), MOST_ROWS);
    }
}
