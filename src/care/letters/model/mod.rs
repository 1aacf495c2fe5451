//! What a letter says, and the rules it keeps.

mod known;

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use serde::{Deserialize, Serialize};

pub use self::known::{Known, TakenAlong};
use crate::care::visits::VisitId;
use crate::gate::actor::AccountId;
use crate::kit::db::keyset::{Place, Placed};
use crate::kit::id::Id;
use crate::people::patients::clinical;
use crate::say;

/// The longest time one sick note covers, in days.
pub const LONGEST: i32 = 366;
/// How far back one may begin, in days.
pub const BACKDATED: i32 = 31;

/// The id of a letter.
pub type LetterId = Id<Letter>;

/// What kind of letter it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Says that somebody cannot work.
    SickNote,
    /// Sends somebody to a colleague.
    Referral,
}

impl Kind {
    /// As it is kept.
    pub fn word(self) -> &'static str {
        match self {
            Self::SickNote => "sick_note",
            Self::Referral => "referral",
        }
    }

    /// The kind kept so.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::SickNote, Self::Referral].into_iter().find(|kind| kind.word() == word)
    }

    /// The catalogue key of its name.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::SickNote => "letters-sick-note",
            Self::Referral => "letters-referral",
        }
    }
}

/// What stands in a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Content {
    /// That somebody cannot work.
    SickNote(SickNote),
    /// That a colleague may see somebody.
    Referral(Referral),
}

impl Content {
    /// What kind of letter it makes.
    pub fn kind(&self) -> Kind {
        match self {
            Self::SickNote(_) => Kind::SickNote,
            Self::Referral(_) => Kind::Referral,
        }
    }

    /// What keeps a letter that somebody put in a basket from being signed on the day that is `today`: it is the word of who
    /// signs it, and the days of a sick note are looked at once more.
    pub fn hindrance(&self, put_in_by: AccountId, signer: AccountId, today: Date) -> Option<Hindrance> {
        if put_in_by != signer {
            return Some(Hindrance::Others);
        }
        match self {
            Self::SickNote(note) => note.check(today).err().map(Hindrance::Days),
            Self::Referral(_) => None,
        }
    }

    /// What it is about in a line: the days, or to whom.
    pub fn about(&self) -> String {
        match self {
            Self::SickNote(note) => {
                say!("letters-from-until", from = clinical(note.from), until = clinical(note.until))
            }
            Self::Referral(referral) => referral.to.clone(),
        }
    }
}

/// Why a letter in a basket cannot be signed as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// Somebody else put it there.
    Others,
    /// Its days are wrong by now.
    Days(WrongDays),
}

/// That somebody cannot work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SickNote {
    /// When they were seen.
    pub seen_on: Date,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Whether it goes on from one before.
    pub continued: bool,
    /// Whether an accident at work is the cause.
    pub at_work: bool,
    /// On the paper, for an insurer; an employer has no business with it.
    pub diagnosis: Option<String>,
    /// A remark for the paper.
    pub text: Option<String>,
}

/// What is wrong with the days of a sick note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongDays {
    /// It ends before it begins.
    #[error("the last day lies before the first")]
    Order,
    /// It is longer than [`LONGEST`].
    #[error("too long")]
    TooLong,
    /// It begins further back than [`BACKDATED`].
    #[error("begins too far back")]
    TooFarBack,
    /// They are said to have been seen on a day to come.
    #[error("seen in the future")]
    SeenLater,
}

impl SickNote {
    /// Looks at its days as of `today`.
    ///
    /// # Errors
    /// The first thing that is wrong with them.
    pub fn check(&self, today: Date) -> Result<(), WrongDays> {
        let days_back = |day: Date, days: i32| day.checked_sub(Span::new().days(days)).unwrap_or(Date::MIN);
        if self.until < self.from {
            return Err(WrongDays::Order);
        }
        if days_back(self.until, LONGEST) > self.from {
            return Err(WrongDays::TooLong);
        }
        if self.from < days_back(today, BACKDATED) {
            return Err(WrongDays::TooFarBack);
        }
        if self.seen_on > today { Err(WrongDays::SeenLater) } else { Ok(()) }
    }
}

/// How soon a colleague should see somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// In its turn.
    Routine,
    /// Within days.
    Soon,
    /// Today.
    Urgent,
}

impl Urgency {
    /// All of them, the usual one first.
    pub const ALL: [Self; 3] = [Self::Routine, Self::Soon, Self::Urgent];

    /// As it is kept.
    pub fn word(self) -> &'static str {
        match self {
            Self::Routine => "routine",
            Self::Soon => "soon",
            Self::Urgent => "urgent",
        }
    }

    /// Reads a word as it is kept.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|urgency| urgency.word() == word)
    }
}

/// That a colleague may see somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referral {
    /// To whom, or to which department.
    pub to: String,
    /// How soon.
    pub urgency: Urgency,
    /// Why, and what is asked.
    pub text: String,
    /// What was found so far.
    pub findings: Option<String>,
    /// What is known of the patient, as it stood when the letter was written, or put in a basket; none when the writer left
    /// it out.
    pub known: Option<Known>,
}

/// A letter as it is kept.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Its identity.
    pub id: LetterId,
    /// What it says.
    pub content: Content,
    /// When it was written.
    pub written_at: Timestamp,
    /// Who wrote it.
    pub written_by: AccountId,
    /// Their name, as it was then.
    pub written_by_name: String,
    /// Their licence, as it was then.
    pub licence: String,
    /// The visit it was signed with, if any.
    pub visit: Option<VisitId>,
    /// When it was printed for the first time.
    pub printed_at: Option<Timestamp>,
    /// When it was voided, by whom and why.
    pub voided: Option<Voided>,
}

impl Placed for Letter {
    fn place(&self) -> Place {
        Place { at: self.written_at, id: self.id.uuid() }
    }
}

/// That a letter counts no longer.
#[derive(Clone, Debug)]
pub struct Voided {
    /// Since when.
    pub at: Timestamp,
    /// The name of who voided it, as it was then.
    pub by: String,
    /// Why.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn note(from: Date, until: Date) -> SickNote {
        SickNote { seen_on: from, from, until, continued: false, at_work: false, diagnosis: None, text: None }
    }

    #[test]
    fn the_days_of_a_sick_note_are_looked_at() {
        let today = date(2026, 11, 20);
        let check = |from, until| note(from, until).check(today);
        assert_eq!(check(today, today), Ok(()), "one day");
        assert_eq!(check(today, date(2026, 11, 19)), Err(WrongDays::Order));
        assert_eq!(check(today, date(2027, 11, 21)), Ok(()));
        assert_eq!(check(today, date(2027, 11, 22)), Err(WrongDays::TooLong));
        assert_eq!(check(date(2026, 10, 20), today), Ok(()));
        assert_eq!(check(date(2026, 10, 19), today), Err(WrongDays::TooFarBack));
        assert_eq!(check(date(2026, 11, 21), date(2026, 11, 22)), Err(WrongDays::SeenLater));
    }

    #[test]
    fn a_letter_in_a_basket_is_signed_by_who_put_it_there_while_its_days_are_right() {
        let (today, me) = (date(2026, 11, 20), AccountId::new());
        let content = Content::SickNote(note(today, today));
        assert_eq!(content.hindrance(me, me, today), None);
        assert_eq!(content.hindrance(me, AccountId::new(), today), Some(Hindrance::Others));
        let later = date(2027, 1, 20);
        assert_eq!(content.hindrance(me, me, later), Some(Hindrance::Days(WrongDays::TooFarBack)));
    }

    #[test]
    fn what_is_kept_is_read_as_it_was_written() {
        let today = date(2026, 11, 20);
        let referral = Content::Referral(Referral {
            to: "Cardiology".into(),
            urgency: Urgency::Soon,
            text: "Palpitations".into(),
            findings: None,
            known: Some(Known {
                problems: TakenAlong::List(vec!["Asthma".into()]),
                allergies: TakenAlong::Nothing { answer: "No known allergies".into() },
                medication: TakenAlong::NotAsked,
            }),
        });
        for content in [Content::SickNote(note(today, today)), referral] {
            let kept = serde_json::to_value(&content).unwrap();
            assert_eq!(kept["kind"], content.kind().word());
            assert_eq!(serde_json::from_value::<Content>(kept).unwrap(), content);
        }
    }
}
