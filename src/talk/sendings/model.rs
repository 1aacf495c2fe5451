//! Something sent by hand, as a value.

use jiff::Timestamp;
use uuid::Uuid;

use crate::gate::access::model::Role;
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::id::Id;
use crate::people::patients::PatientId;

/// The id of something that was sent. Later ones sort after earlier ones.
pub type SendingId = Id<Sending>;

/// The roles that can be written to.
pub const ROLES: [Role; 4] = [Role::Admin, Role::Doctor, Role::Nurse, Role::Receptionist];

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
}

impl Audience {
    /// As the database keeps it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Person(_) => "person",
            Self::Role(_) => "role",
            Self::Site(_) => "site",
            Self::Patient(_) => "patient",
        }
    }

    /// Whether it includes somebody of a role who works at these sites. A patient's account is none of them.
    pub fn includes(self, who: AccountId, role: Role, at: &[SiteId]) -> bool {
        role != Role::Patient
            && match self {
                Self::Person(one) => one == who,
                Self::Role(one) => one == role,
                Self::Site(site) => at.contains(&site),
                Self::Patient(_) => false,
            }
    }

    /// As the form of an admin sends it.
    pub fn value(self) -> String {
        match self {
            Self::Person(id) => format!("person {id}"),
            Self::Role(role) => format!("role {role}"),
            Self::Site(id) => format!("site {id}"),
            Self::Patient(id) => format!("patient {id}"),
        }
    }

    /// The same, read; never a patient, who is written to from their record alone.
    pub fn of_value(value: &str) -> Option<Self> {
        let (word, of) = value.split_once(' ')?;
        match word {
            "person" => of.parse().ok().map(Self::Person),
            "role" => of.parse().ok().filter(|role| ROLES.contains(role)).map(Self::Role),
            "site" => of.parse().ok().map(Self::Site),
            _ => None,
        }
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

impl Sending {
    /// The same as what others know of things.
    pub fn subject_id(&self) -> Uuid {
        self.id.uuid()
    }
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
        for value in ["", "everybody", "role patient", "role ", "site x", "person", &patient.value()] {
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
        ] {
            assert_eq!(audience.includes(me, Role::Nurse, &[site]), right, "{audience:?}");
            assert!(!audience.includes(me, Role::Patient, &[site]), "{audience:?}");
        }
    }
}
