//! Something sent by hand, as a value.

use jiff::Timestamp;

use crate::gate::access::model::Role;
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::id::Id;
use crate::people::patients::{Contact, PatientId, Way};

/// The id of something that was sent. Later ones sort after earlier ones.
pub type SendingId = Id<Sending>;

/// To whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// One person who works here.
    Person(AccountId),
    /// Everybody of a role.
    Role(Role),
    /// Everybody at a site.
    Site(SiteId),
    /// A patient.
    Patient(PatientId),
    /// The patients of a list of the diary; who they are is kept beside it.
    Patients,
}

impl Audience {
    /// As the database keeps it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Person(_) => "person",
            Self::Role(_) => "role",
            Self::Site(_) => "site",
            Self::Patient(_) => "patient",
            Self::Patients => "patients",
        }
    }

    /// Whether it includes somebody of a role who works at these sites. A patient's account is none of them.
    pub fn includes(self, who: AccountId, role: Role, at: &[SiteId]) -> bool {
        role != Role::Patient
            && match self {
                Self::Person(one) => one == who,
                Self::Role(one) => one == role,
                Self::Site(site) => at.contains(&site),
                Self::Patient(_) | Self::Patients => false,
            }
    }

    /// As the form of an admin sends it.
    pub fn value(self) -> String {
        match self {
            Self::Person(id) => format!("person {id}"),
            Self::Role(role) => format!("role {role}"),
            Self::Site(id) => format!("site {id}"),
            Self::Patient(id) => format!("patient {id}"),
            Self::Patients => "patients".to_owned(),
        }
    }

    /// The same, read; never patients, who are written to from their record or from a list of the diary.
    pub fn of_value(value: &str) -> Option<Self> {
        let (word, of) = value.split_once(' ')?;
        match word {
            "person" => of.parse().ok().map(Self::Person),
            "role" => of.parse().ok().filter(|role| Role::STAFF.contains(role)).map(Self::Role),
            "site" => of.parse().ok().map(Self::Site),
            _ => None,
        }
    }
}

/// By what a patient of a list is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// Mail.
    Mail,
    /// A text message.
    Text,
    /// A call of reception.
    Call,
}

impl By {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Mail, Self::Text, Self::Call];

    /// What becomes of this contact; none of whom nobody tells anything.
    pub fn of(contact: &Contact) -> Option<Self> {
        match contact {
            Contact::Message(to) => Some(match to.way {
                Way::Mail(_) => Self::Mail,
                Way::Text(_) => Self::Text,
            }),
            Contact::Call { .. } => Some(Self::Call),
            Contact::Nobody => None,
        }
    }

    /// As the database keeps it; also the end of its catalogue key.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Text => "text",
            Self::Call => "call",
        }
    }

    /// The way of this word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// What somebody writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// One line.
    pub subject: String,
    /// The rest.
    pub body: String,
}

/// Something that was sent.
#[derive(Clone, Debug)]
pub struct Sending {
    /// Its identity.
    pub id: SendingId,
    /// What it says.
    pub words: Words,
    /// To whom.
    pub audience: Audience,
    /// What they were called then; "" of a role.
    pub to_name: String,
    /// Who sent it.
    pub sent_by: AccountId,
    /// Under which name.
    pub sent_by_name: String,
    /// When.
    pub sent_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_form_sends_is_read_back_and_a_patient_is_none_of_it() {
        let (me, site) = (AccountId::new(), SiteId::new());
        for audience in [Audience::Person(me), Audience::Role(Role::Nurse), Audience::Site(site)] {
            assert_eq!(Audience::of_value(&audience.value()), Some(audience));
        }
        let patient = Audience::Patient(PatientId::new());
        let patients = Audience::Patients.value();
        for value in
            ["", "everybody", "role patient", "role ", "site x", "person", &patient.value(), &patients]
        {
            assert_eq!(Audience::of_value(value), None, "{value}");
        }
    }

    #[test]
    fn nobody_but_those_named_is_included() {
        let (me, other, site) = (AccountId::new(), AccountId::new(), SiteId::new());
        for (audience, right) in [
            (Audience::Person(me), true),
            (Audience::Person(other), false),
            (Audience::Role(Role::Nurse), true),
            (Audience::Role(Role::Doctor), false),
            (Audience::Site(site), true),
            (Audience::Site(SiteId::new()), false),
            (Audience::Patient(PatientId::new()), false),
            (Audience::Patients, false),
        ] {
            assert_eq!(audience.includes(me, Role::Nurse, &[site]), right, "{audience:?}");
            assert!(!audience.includes(me, Role::Patient, &[site]), "{audience:?}");
        }
    }
}
