//! What was typed into the forms of letters.

use jiff::civil::Date;

use super::model::{BACKDATED, Content, Known, LONGEST, Referral, SickNote, Urgency, WrongDays};
use crate::kit::web::form::Form;
use crate::people::patients::parse_date;
use crate::say;

const NAME: usize = 200;
const REMARK: usize = 500;
const TEXT: usize = 8_000;

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
        continued: form.raw("course") == "continued",
        at_work: form.ticked("at-work"),
        diagnosis,
        text,
    };
    if let Err(wrong) = note.check(today) {
        let (field, sentence) = match wrong {
            WrongDays::Order => ("until", say!("letters-days-order")),
            WrongDays::TooLong => ("until", say!("letters-days-long", days = LONGEST)),
            WrongDays::TooFarBack => ("from", say!("letters-days-back", days = BACKDATED)),
            WrongDays::SeenLater => ("seen-on", say!("letters-days-seen")),
        };
        form.refuse(field, sentence);
    }
    form.is_valid().then_some(Content::SickNote(note))
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

fn day(form: &mut Form, name: &'static str, today: Date) -> Option<Date> {
    let day = parse_date(form.raw(name), today);
    if day.is_none() {
        form.refuse(name, say!("letters-day-missing"));
    }
    day
}

/// A day that was typed, in words; nothing when it is none.
pub fn in_words(form: &Form, name: &str, today: Date) -> String {
    parse_date(form.raw(name), today).map(crate::kit::when::named_in_full).unwrap_or_default()
}
