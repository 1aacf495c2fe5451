//! A patient's record, and the ways of writing a name.

use super::birth::Birth;
use super::death::Death;
use super::details::Details;
use super::duplicate::Traits;
use super::fold::is_cjk;
use super::mrn::Mrn;
use super::sex::Sex;
use crate::kit::id::Id;
use jiff::Timestamp;
use jiff::civil::Date;

/// The id of a patient.
pub type PatientId = Id<Patient>;

/// A patient's record with everything that is known of them as a person.
#[derive(Debug, Clone)]
pub struct Patient {
    /// Identity; the address of everything about them.
    pub id: PatientId,
    /// The number on labels and wristbands.
    pub mrn: String,
    /// The demographics.
    pub details: Details,
    /// Rises with every change.
    pub version: i64,
    /// Hidden from search since.
    pub archived_at: Option<Timestamp>,
    /// Why.
    pub archive_reason: Option<String>,
    /// The record this one was merged into.
    pub merged_into: Option<PatientId>,
    /// Registered.
    pub created_at: Timestamp,
    /// Last changed.
    pub changed_at: Timestamp,
    /// Whether there is a photo.
    pub has_photo: bool,
}

/// One line of a list or a search.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Identity.
    pub id: PatientId,
    /// Record number, eight digits.
    pub mrn: String,
    /// Family name.
    pub family: String,
    /// Given names.
    pub given: String,
    /// When they were born.
    pub birth: Birth,
    /// Sex.
    pub sex: Sex,
    /// Whether and when they died.
    pub death: Death,
    /// Where they live.
    pub town: Option<String>,
    /// National id as typed.
    pub national_id: Option<String>,
    /// Whether it is hidden from search.
    pub archived: bool,
    /// Phones, the first one first.
    pub phones: Vec<String>,
    /// What lists are ordered by.
    pub sort_key: String,
    /// What search looked into.
    pub search_key: String,
}

impl Patient {
    /// `Marković, Ana`, as in lists.
    pub fn list_name(&self) -> String {
        list_name(&self.details.family, &self.details.given)
    }

    /// `MARKOVIĆ, Ana`, as in banners and on paper.
    pub fn banner_name(&self) -> String {
        list_name(&self.details.family.to_uppercase(), &self.details.given)
    }

    /// `14-Mar-1984 (42y)`; the age is that at death when they have died. Nothing when not known.
    pub fn born(&self, today: Date) -> Option<String> {
        self.details.birth.with_age(self.details.death.day().unwrap_or(today))
    }

    /// `417-229-58`
    pub fn shown_mrn(&self) -> String {
        shown_mrn(&self.mrn)
    }
}

impl Hit {
    /// `Marković, Ana`
    pub fn list_name(&self) -> String {
        list_name(&self.family, &self.given)
    }

    /// `14-Mar-1984 (42y)`
    pub fn born(&self, today: Date) -> Option<String> {
        self.birth.with_age(self.death.day().unwrap_or(today))
    }

    /// `417-229-58`
    pub fn shown_mrn(&self) -> String {
        shown_mrn(&self.mrn)
    }

    /// What duplicates are recognised by.
    pub fn traits(&self) -> Traits {
        let id = self.national_id.as_deref().unwrap_or_default();
        Traits::new(&self.family, &self.given, self.birth, self.sex, &self.phones, id)
    }
}

/// Family name first, as the script writes it: Arabic has its own comma, Han and Hangul have none.
pub fn list_name(family: &str, given: &str) -> String {
    if family.is_empty() || given.is_empty() {
        return format!("{family}{given}");
    }
    let first = family.chars().next().unwrap_or(' ');
    let between = match first {
        '\u{600}'..='\u{6FF}' => "، ",
        _ if is_cjk(first) && given.chars().next().is_some_and(is_cjk) => "",
        _ => ", ",
    };
    format!("{family}{between}{given}")
}

/// A number as people read it: `417-229-58`.
pub fn shown_mrn(digits: &str) -> String {
    Mrn::parse(digits).map_or_else(|| digits.to_owned(), |mrn| mrn.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_lists() {
        for (family, given, shown) in [
            ("Marković", "Ana", "Marković, Ana"),
            ("العلي", "محمد", "العلي، محمد"),
            ("王", "小芳", "王小芳"),
            ("", "Suharto", "Suharto"),
            ("Suharto", "", "Suharto"),
        ] {
            assert_eq!(list_name(family, given), shown);
        }
    }
}
