//! A message as it travels.

use lettre::Message;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart};

use super::Mail;
use crate::kit::sending::{Failure, Reason};

/// Builds it: the same bytes but for the marks between its parts, however often.
pub(super) fn build(mail: &Mail, from: &Mailbox) -> Result<Message, Failure> {
    let address = mail.to.parse().map_err(|error| Failure::said(Reason::Address, error))?;
    // Names are other people's input: what is not seen has no place in a header.
    let name: String = mail.to_name.chars().filter(|c| !c.is_control()).collect();
    let to = Mailbox::new((!name.trim().is_empty()).then_some(name), address);
    let words = MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone());
    let parts = match &mail.calendar {
        None => words,
        Some(calendar) => {
            let kind = ContentType::parse("text/calendar; charset=utf-8; method=PUBLISH")
                .map_err(|error| Failure::said(Reason::Refused, error))?;
            let file = Attachment::new("appointment.ics".into()).body(calendar.clone(), kind);
            MultiPart::mixed().multipart(words).singlepart(file)
        }
    };
    Message::builder()
        .message_id(Some(format!("<{}>", mail.id)))
        .date(mail.written_at.into())
        .from(from.clone())
        .to(to)
        .subject(mail.subject.replace(['\r', '\n'], " "))
        // Nobody's "I am on holiday" is an answer to this.
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".into(),
        ))
        .multipart(parts)
        .map_err(|error| Failure::said(Reason::Address, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail() -> Mail {
        Mail {
            id: "0193@outbox.wardbook".into(),
            written_at: "2026-11-20T07:05:00Z".parse().unwrap(),
            to_name: "王, 伟".into(),
            to: "wei@patient.example".into(),
            subject: "Your appointment on Monday".into(),
            text: "Monday, 09:15".into(),
            html: "<p>Monday, 09:15</p>".into(),
            calendar: Some("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".into()),
        }
    }

    fn built(mail: &Mail) -> String {
        let from = crate::kit::mail::sender("Hospital <office@hospital.example>").unwrap();
        String::from_utf8(build(mail, &from).unwrap().formatted()).unwrap()
    }

    #[test]
    fn it_says_who_what_when_and_that_a_machine_wrote_it() {
        let text = built(&mail());
        for line in [
            "Message-ID: <0193@outbox.wardbook>",
            "Date: Fri, 20 Nov 2026 07:05:00 +0000",
            "From: Hospital <office@hospital.example>",
            "Auto-Submitted: auto-generated",
            "Subject: Your appointment on Monday",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in\n{text}");
        }
        for part in ["text/plain", "text/html", "text/calendar", "appointment.ics", "wei@patient.example"] {
            assert!(text.contains(part), "{part}");
        }
    }

    #[test]
    fn nobody_writes_headers_through_a_name_or_a_subject() {
        let evil = "x\r\nBcc: everybody@evil.example\r\n\r\nbody";
        let text = built(&Mail { to_name: evil.into(), subject: evil.into(), ..mail() });
        assert!(!text.lines().any(|line| line.starts_with("Bcc:")), "{text}");
        let from = crate::kit::mail::sender("office@hospital.example").unwrap();
        let wrong = build(&Mail { to: format!("a@b.example{evil}"), ..mail() }, &from).unwrap_err();
        assert_eq!(wrong.reason, Reason::Address);
    }
}
