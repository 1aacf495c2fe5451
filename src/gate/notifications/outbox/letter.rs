//! The words of a message: sentences of the catalogue, set the same way in every mail.

use askama::Template;
use serde::{Deserialize, Serialize};

use crate::gate::access::links::LinkId;
use crate::kit::error::{Error, Result};
use crate::kit::text::filters;

/// Stands where the address of a link will: in no name and no sentence, since nobody can type it.
pub(super) const LINK: &str = "\u{e000}link\u{e000}";

/// Mail as whatever causes it writes it.
#[derive(Clone, Debug, Default)]
pub struct Letter {
    /// What it is about.
    pub subject: String,
    /// What it says, paragraph by paragraph.
    pub paragraphs: Vec<String>,
    /// What is looked up in it, such as when and where: name and value.
    pub facts: Vec<(String, String)>,
    /// A link that lets whoever gets the mail do one thing.
    pub link: Option<LinkInLetter>,
    /// What it says below that.
    pub closing: Vec<String>,
    /// A calendar file that goes with it.
    pub calendar: Option<String>,
}

/// A link in a mail. Its address is made when the mail leaves, and kept nowhere.
#[derive(Clone, Debug)]
pub struct LinkInLetter {
    /// The link.
    pub id: LinkId,
    /// What opening it does.
    pub label: String,
}

/// A text message: few words.
#[derive(Clone, Debug)]
pub struct TextBody {
    /// What lists call it.
    pub subject: String,
    /// All of it.
    pub text: String,
    /// What the code in it proves, if there is one. The code is made when the message leaves, and kept nowhere.
    pub code: Option<LinkId>,
}

impl TextBody {
    /// One without a code.
    pub fn new(subject: String, text: String) -> Self {
        Self { subject, text, code: None }
    }

    /// One with a code, where `text` puts it.
    pub fn with_code(subject: String, proof: LinkId, text: impl FnOnce(&str) -> String) -> Self {
        Self { subject, text: text(LINK), code: Some(proof) }
    }
}

/// What is kept of a message until it is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Content {
    /// The words.
    pub text: String,
    /// The same words for those who read HTML; "" in a text message.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub html: String,
    /// A calendar file that goes with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
}

#[derive(Template)]
#[template(path = "gate/notifications/mail.html")]
struct Html<'a> {
    letter: &'a Letter,
    to: &'a str,
    house: &'a str,
    address: &'static str,
}

#[derive(Template)]
#[template(path = "gate/notifications/mail.txt")]
struct Plain<'a> {
    letter: &'a Letter,
    to: &'a str,
    house: &'a str,
    address: &'static str,
}

impl Content {
    /// The same with the address of its link, or its code, in place.
    pub(super) fn leading_to(self, address: &str) -> Self {
        // An address of ours has nothing in it that HTML would read otherwise.
        Self { text: self.text.replace(LINK, address), html: self.html.replace(LINK, address), ..self }
    }
}

impl Letter {
    /// Sets it for somebody, from the hospital of this name.
    pub(super) fn set(&self, to: &str, house: &str) -> Result<Content> {
        Ok(Content {
            text: Plain { letter: self, to, house, address: LINK }.render().map_err(Error::bug)?,
            html: Html { letter: self, to, house, address: LINK }.render().map_err(Error::bug)?,
            calendar: self.calendar.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_faces_say_the_same_and_words_stay_words() {
        let letter = Letter {
            subject: "Your appointment".into(),
            paragraphs: vec!["It is booked.".into()],
            facts: vec![
                ("When".into(), "Monday 23 November, 09:15".into()),
                ("Where".into(), "Main <house>".into()),
            ],
            closing: vec!["Call us to change it.".into()],
            link: Some(LinkInLetter { id: LinkId::new(), label: "Look".into() }),
            calendar: None,
        };
        let set = letter.set("Ana & Ivo", "Lindenhof").unwrap();
        for words in ["It is booked.", "Monday 23 November, 09:15", "Call us to change it.", "Lindenhof"] {
            assert!(set.text.contains(words) && set.html.contains(words), "{words}");
        }
        assert!(set.text.contains("Main <house>") && set.text.contains("Ana & Ivo"));
        assert!(!set.html.contains("<house>") && !set.html.contains("Ana & Ivo"));
        assert!(!set.text.contains("\n\n\n"), "{}", set.text);
        let sent = set.leading_to("https://book.example/link/1");
        assert!(sent.html.contains("<a href=\"https://book.example/link/1\">Look</a>"), "{}", sent.html);
        assert!(sent.text.contains("Look:\nhttps://book.example/link/1\n") && !sent.text.contains(LINK));
    }
}
