//! A notice as a value, and the rules of whom it addresses and when.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::gate::access::model::Role;
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::id::Id;

/// The id of a notice.
pub type NoticeId = Id<Notice>;

/// Whom a notice addresses: of these roles, at these sites. None named is all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// The roles.
    pub roles: Vec<Role>,
    /// The sites.
    pub sites: Vec<SiteId>,
}

impl Audience {
    /// Whether it addresses somebody of a role who works at these sites. Patients are never addressed.
    pub fn includes(&self, role: Role, at: &[SiteId]) -> bool {
        role != Role::Patient
            && (self.roles.is_empty() || self.roles.contains(&role))
            && (self.sites.is_empty() || self.sites.iter().any(|site| at.contains(site)))
    }

    /// The roles as the database keeps them.
    pub fn roles_kept(&self) -> String {
        self.roles.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(",")
    }

    /// The same, read.
    pub fn roles_of(kept: &str) -> Vec<Role> {
        kept.split(',').filter_map(|word| word.parse().ok()).collect()
    }
}

/// What somebody writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// One line.
    pub title: String,
    /// The words.
    pub body: String,
    /// Whether it stands on top.
    pub pinned: bool,
    /// The first day on which it stands there.
    pub from: Date,
    /// The last one; none for one that stays.
    pub until: Option<Date>,
    /// Whom it addresses.
    pub audience: Audience,
}

impl Sheet {
    /// Whether it stands on the board on a day.
    pub fn stands_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// A notice on the board.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Its identity.
    pub id: NoticeId,
    /// What it says, and to whom.
    pub sheet: Sheet,
    /// Who wrote it.
    pub author: AccountId,
    /// Under which name.
    pub written_by_name: String,
    /// When.
    pub made_at: Timestamp,
    /// When it was last changed.
    pub changed_at: Option<Timestamp>,
    /// When it was taken down.
    pub withdrawn_at: Option<Timestamp>,
    /// Counts its changes.
    pub version: i64,
}

impl Notice {
    /// Whether it can be read on the board on a day.
    pub fn is_up(&self, day: Date) -> bool {
        self.withdrawn_at.is_none() && self.sheet.stands_on(day)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn nobody_named_is_everybody_who_works_here() {
        let (main, harbour) = (SiteId::new(), SiteId::new());
        let all = Audience::default();
        let nurses = Audience { roles: vec![Role::Nurse], sites: Vec::new() };
        let here = Audience { roles: vec![Role::Nurse, Role::Doctor], sites: vec![main] };
        for (audience, role, at, right) in [
            (&all, Role::Doctor, vec![], true),
            (&all, Role::Patient, vec![main], false),
            (&nurses, Role::Nurse, vec![], true),
            (&nurses, Role::Doctor, vec![main], false),
            (&here, Role::Doctor, vec![harbour, main], true),
            (&here, Role::Doctor, vec![harbour], false),
            (&here, Role::Receptionist, vec![main], false),
            (&here, Role::Doctor, vec![], false),
        ] {
            assert_eq!(audience.includes(role, &at), right, "{audience:?} {role} {at:?}");
        }
        assert_eq!(Audience::roles_of(&here.roles_kept()), here.roles);
        assert_eq!(Audience::roles_of(""), []);
    }

    #[test]
    fn it_stands_from_its_first_day_to_its_last() {
        let sheet = Sheet {
            title: "Fire drill".into(),
            body: String::new(),
            pinned: false,
            from: date(2026, 11, 20),
            until: Some(date(2026, 11, 22)),
            audience: Audience::default(),
        };
        for (day, right) in [(19, false), (20, true), (22, true), (23, false)] {
            assert_eq!(sheet.stands_on(date(2026, 11, day)), right, "{day}");
        }
        assert!(Sheet { until: None, ..sheet }.stands_on(date(2027, 1, 1)));
    }
}
