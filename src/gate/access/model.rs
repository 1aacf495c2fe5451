//! People as the gate knows them: role, duties, session.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::emergency::Under;
use crate::gate::actor::{AccountId, SessionId};

/// What a person is here. One person has one account and one role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Can do whatever any other employee can, and runs the installation.
    Admin,
    /// Sees the patients in relation with them.
    Doctor,
    /// Sees the patients of their sites and wards.
    Nurse,
    /// Sees all patients, writes nothing clinical.
    Receptionist,
    /// Sees themselves.
    Patient,
}

impl Role {
    /// All roles, in the order of the contract's columns.
    pub const ALL: [Self; 5] = [Self::Admin, Self::Doctor, Self::Nurse, Self::Receptionist, Self::Patient];

    /// Those of people who work here.
    pub const STAFF: [Self; 4] = [Self::Admin, Self::Doctor, Self::Nurse, Self::Receptionist];

    /// As it is kept.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Doctor => "doctor",
            Self::Nurse => "nurse",
            Self::Receptionist => "receptionist",
            Self::Patient => "patient",
        }
    }

    /// The catalogue key of its name.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Admin => "role-admin",
            Self::Doctor => "role-doctor",
            Self::Nurse => "role-nurse",
            Self::Receptionist => "role-receptionist",
            Self::Patient => "role-patient",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = UnknownRole;
    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(UnknownRole)
    }
}

/// There is no role of this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such role")]
pub struct UnknownRole;

/// Work an admin gives to an employee besides the role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duties {
    /// Bills, payments, drawers.
    pub till: bool,
    /// Stock and dispensing.
    pub pharmacy: bool,
    /// Results for orders.
    pub laboratory: bool,
}

/// What a session may do at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SessionState {
    /// The password was right, the second factor is still asked for.
    Half,
    /// Signed in.
    Live,
    /// The screen is locked: nothing but unlocking and signing out.
    Locked,
    /// Over by time. It is remembered for twelve hours, so that typing can be kept.
    Expired,
}

/// Who is behind a request, as the database said when the request came in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Identity {
    /// The session.
    pub session: SessionId,
    /// What the session may do.
    pub state: SessionState,
    /// The account.
    pub account: AccountId,
    /// The role, now.
    pub role: Role,
    /// The person's name as they write it.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
    /// Work besides the role.
    pub duties: Duties,
    /// The patient this account belongs to, for patients and for employees who are patients here too.
    pub patient: Option<Uuid>,
    /// Whether a one-time password waits to be replaced.
    pub must_change_password: bool,
    /// Whether the role needs a second factor that the account does not have yet.
    pub must_add_factor: bool,
    /// "", "light" or "dark".
    pub theme: String,
    /// Whether single keys are switched off.
    pub keys_off: bool,
    /// Seconds of idleness after which the session ends.
    pub idle_seconds: u32,
    /// When the session was last seen to act.
    pub last_seen_at: jiff::Timestamp,
    /// When it ends whatever happens.
    pub ends_at: jiff::Timestamp,
    /// The hospital's name, read with the session.
    pub house: String,
    /// The hospital's IANA time zone.
    pub time_zone: String,
    /// Whether this is a demonstration.
    pub demo: bool,
    /// Whether an emergency access of this person is open.
    pub has_emergency: bool,
    /// How many emergency accesses wait for a review; 0 for everybody but admins.
    pub reviews_waiting: i64,
    /// How many notifications of this person are unread.
    pub unread: i64,
    /// The emergency access that is open on the record of this request, if one is; the record's entry fills it in.
    #[serde(skip)]
    pub emergency: Option<Under>,
}

/// What rights hang on, whoever asks for them: while it is the same, somebody may do what they could.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footing {
    /// The account.
    pub account: AccountId,
    /// The role.
    pub role: Role,
    /// Work besides the role.
    pub duties: Duties,
    /// The patient the account belongs to.
    pub patient: Option<Uuid>,
    /// Whether a one-time password waits to be replaced.
    pub must_change_password: bool,
    /// Whether the role needs a second factor that the account does not have yet.
    pub must_add_factor: bool,
}

impl Identity {
    /// What this person's rights hang on now.
    pub fn footing(&self) -> Footing {
        Footing {
            account: self.account,
            role: self.role,
            duties: self.duties,
            patient: self.patient,
            must_change_password: self.must_change_password,
            must_add_factor: self.must_add_factor,
        }
    }
}

/// The e-mail address as it is compared: trimmed, lower case. None when it is no address.
pub fn email_key(typed: &str) -> Option<String> {
    let email = typed.trim().to_lowercase();
    let (local, domain) = email.rsplit_once('@')?;
    let plain = |part: &str| {
        !part.is_empty()
            && !part.chars().any(|c| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"@".contains(c))
    };
    let domain_ok = plain(domain)
        && !domain.starts_with(['.', '-'])
        && !domain.ends_with(['.', '-'])
        && !domain.contains("..");
    (plain(local) && domain_ok && email.len() <= 254).then_some(email)
}

/// One or two letters for the round mark beside a name.
pub fn initials(name: &str) -> String {
    let mut words =
        name.split_whitespace().filter(|word| !word.ends_with('.') && !matches!(*word, "Dr" | "Prof"));
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_without_case() {
        assert_eq!(email_key(" Rada@Lindenhof.Example ").as_deref(), Some("rada@lindenhof.example"));
        assert_eq!(email_key("élodie@bücher.example").as_deref(), Some("élodie@bücher.example"));
        for bad in ["", "rada", "@x", "a@", "a b@c.de", "a@b@c", "a@.de", "a@b..c", "<a@b.de>", "a@b.de\n"] {
            let expected = bad.ends_with('\n').then(|| "a@b.de".to_owned());
            assert_eq!(email_key(bad), expected, "{bad:?}");
        }
    }

    #[test]
    fn initials_of_names_in_any_script() {
        for (name, letters) in [
            ("Rada Jović", "RJ"),
            ("Dr Ante Kovač", "AK"),
            ("Lê Thị Hoa", "LH"),
            ("محمد العلي", "ما"),
            ("Zoë", "Z"),
            ("", ""),
        ] {
            assert_eq!(initials(name), letters);
        }
    }
}
