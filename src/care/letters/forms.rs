//! What was typed into the forms of letters.

use jiff::civil::Date;

use super::model::{BACKDATED, Content, Known, LONGEST, Referral, SickNote, Urgency, WrongDays};
use crate::kit::web::form::Form;
use crate::kit::when;
use crate::people::patients::parse_date;
use crate::say;

const NAME: usize = 200;
const REMARK: usize = 500;
const TEXT: usize = 8_000;
/// The words of the form for the course of a sick note.
pub const FIRST: &str = "first";
pub const CONTINUED: &str = "continued";

/// A sick note; what is wrong stands in the form.
pub fn sick_note(form: &mut Form, today: Date) -> Option<Content> {
    let seen_on = day(form, "seen-on", today);
    let from = day(form, "from", today);
    let until = day(form, "until", today);
    let diagnosis = form.optional("diagnosis", REMARK);
    let text = form.optional("text", REMARK);
    let note = SickNote {
        seen_on: seen_on?,
        from: from?,
        until: until?,
        continued: form.raw("course") == CONTINUED,
        at_work: form.ticked("at-work"),
        diagnosis,
        text,
    };
    refuse_days(form, &note, today);
    form.is_valid().then_some(Content::SickNote(note))
}

/// Says at their field what is wrong with the days of a sick note as of `today`.
pub fn refuse_days(form: &mut Form, note: &SickNote, today: Date) {
    if let Err(wrong) = note.check(today) {
        let (field, sentence) = days_said(wrong);
        form.refuse(field, sentence);
    }
}

/// The field in which wrong days are set right, and what is wrong with them.
pub fn days_said(wrong: WrongDays) -> (&'static str, String) {
    match wrong {
        WrongDays::Order => ("until", say!("letters-days-order")),
        WrongDays::TooLong => ("until", say!("letters-days-long", days = LONGEST)),
        WrongDays::TooFarBack => ("from", say!("letters-days-back", days = BACKDATED)),
        WrongDays::SeenLater => ("seen-on", say!("letters-days-seen")),
    }
}

/// A referral, which takes along what is `known` if the writer wants it to; what is wrong stands in the form.
pub fn referral(form: &mut Form, known: Known) -> Option<Content> {
    let to = form.required("to", NAME, "letters-to-missing");
    let text = form.required("text", TEXT, "letters-text-missing");
    let findings = form.optional("findings", TEXT);
    let urgency = Urgency::of_word(form.raw("urgency"));
    if urgency.is_none() {
        form.refuse("urgency", say!("letters-urgency-missing"));
    }
    let known = form.ticked("with-known").then_some(known);
    let referral = Referral { to: to?, urgency: urgency?, text: text?, findings, known };
    form.is_valid().then_some(Content::Referral(referral))
}

/// What the form of a new sick note begins with: from the day on which they were seen.
pub fn new_sick_note(seen_on: Date) -> Vec<(String, String)> {
    let day = when::day(seen_on);
    let values = [("seen-on", day.clone()), ("from", day), ("course", FIRST.to_owned())];
    values.map(|(name, value)| (name.to_owned(), value)).to_vec()
}

/// What the form of a new referral begins with.
pub fn new_referral() -> Vec<(String, String)> {
    let values = [("urgency", Urgency::Routine.word()), ("with-known", "on")];
    values.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}

/// What the form of a letter begins with that says this already.
pub fn values(content: &Content) -> Vec<(String, String)> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let ticked = |is: bool| if is { "on".to_owned() } else { String::new() };
    let values = match content {
        Content::SickNote(note) => vec![
            ("seen-on", when::day(note.seen_on)),
            ("from", when::day(note.from)),
            ("until", when::day(note.until)),
            ("course", if note.continued { CONTINUED } else { FIRST }.to_owned()),
            ("at-work", ticked(note.at_work)),
            ("diagnosis", text(&note.diagnosis)),
            ("text", text(&note.text)),
        ],
        Content::Referral(referral) => vec![
            ("to", referral.to.clone()),
            ("urgency", referral.urgency.word().to_owned()),
            ("text", referral.text.clone()),
            ("findings", text(&referral.findings)),
            ("with-known", ticked(referral.known.is_some())),
        ],
    };
    let said = values.into_iter().filter(|(_, value)| !value.is_empty());
    said.map(|(name, value)| (name.to_owned(), value)).collect()
}

fn day(form: &mut Form, name: &'static str, today: Date) -> Option<Date> {
    let day = parse_date(form.raw(name), today);
    if day.is_none() {
        form.refuse(name, say!("letters-day-missing"));
    }
    day
}

/// A day that was typed, in words; nothing when it is none.
pub fn in_words(form: &Form, name: &str, today: Date) -> String {
    parse_date(form.raw(name), today).map(when::named_in_full).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_form_that_begins_with_a_letter_says_the_same_letter() {
        let today = date(2026, 11, 20);
        let note = SickNote {
            seen_on: today,
            from: date(2026, 11, 19),
            until: date(2026, 11, 24),
            continued: true,
            at_work: true,
            diagnosis: Some("J03.9".into()),
            text: None,
        };
        let referral = Referral {
            to: "Cardiology".into(),
            urgency: Urgency::Soon,
            text: "Palpitations\nFor weeks".into(),
            findings: Some("None".into()),
            known: Some(Known::default()),
        };
        let without = Referral { known: None, findings: None, ..referral.clone() };
        for content in [Content::SickNote(note), Content::Referral(referral), Content::Referral(without)] {
            let mut form = Form::with(String::new(), values(&content));
            let again = match &content {
                Content::SickNote(_) => sick_note(&mut form, today),
                Content::Referral(_) => self::referral(&mut form, Known::default()),
            };
            assert_eq!(again, Some(content), "{:?}", form.errors());
        }
    }
}
