//! Employees as values: the profile a doctor is booked by, and what an admin typed about somebody.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::gate::access::model::{Duties, Role};
use crate::gate::hospital::SiteId;

/// Slot lengths one can choose, in minutes.
pub const SLOTS: [i32; 8] = [5, 10, 15, 20, 30, 40, 45, 60];
/// Most specialties of one person.
pub const MOST_SPECIALTIES: usize = 12;
/// Longest name of a specialty.
pub const LONGEST_SPECIALTY: usize = 80;

/// What makes somebody bookable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoctorProfile {
    /// Whether they see patients at present; the rest is kept when they stop.
    pub sees_patients: bool,
    /// In the order in which they are named.
    pub specialties: Vec<String>,
    /// As their chamber or ministry issued it.
    pub licence: String,
    /// What a consultation costs, in minor units of the hospital's currency; none when it is not set.
    pub fee_minor: Option<i64>,
    /// Length of a slot.
    pub slot_minutes: i32,
    /// Whether reception may overbook them, with a reason.
    pub overbookable: bool,
}

impl Default for DoctorProfile {
    fn default() -> Self {
        Self {
            sees_patients: false,
            specialties: Vec::new(),
            licence: String::new(),
            fee_minor: None,
            slot_minutes: 15,
            overbookable: true,
        }
    }
}

/// What an admin wants an employee to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// As they write it.
    pub name: String,
    /// As typed.
    pub email: String,
    /// As compared.
    pub email_key: String,
    /// What they are here.
    pub role: Role,
    /// Work besides the role.
    pub duties: Duties,
    /// Where they work.
    pub sites: Vec<SiteId>,
    /// Kept when they see patients or have something in it.
    pub profile: DoctorProfile,
}

/// Names of specialties out of "Cardiology, internal medicine": trimmed, none twice.
pub fn specialties(typed: &str) -> Result<Vec<String>, TooMuch> {
    let mut seen = BTreeSet::new();
    let names: Vec<String> = typed
        .split([',', ';', '\n'])
        .map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|name| !name.is_empty() && seen.insert(folded(name)))
        .collect();
    let fits =
        names.len() <= MOST_SPECIALTIES && names.iter().all(|name| name.chars().count() <= LONGEST_SPECIALTY);
    if fits { Ok(names) } else { Err(TooMuch) }
}

/// More specialties, or longer ones, than anybody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many specialties, or too long")]
pub struct TooMuch;

/// Text as it is compared and ordered: without case and marks.
pub fn folded(text: &str) -> String {
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ł' => 'l',
            'ø' => 'o',
            'đ' | 'ð' => 'd',
            'ı' => 'i',
            other => other,
        })
        .collect()
}

/// Whether every word of a search is found in one of these texts.
pub fn matches(search: &str, texts: &[&str]) -> bool {
    let texts: Vec<String> = texts.iter().map(|text| folded(text)).collect();
    folded(search).split_whitespace().all(|word| texts.iter().any(|text| text.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn specialties_are_named_once_in_their_order() {
        assert_eq!(
            specialties(" Cardiology ,internal  medicine;cardiology, ,Geriatrics").unwrap(),
            ["Cardiology", "internal medicine", "Geriatrics"]
        );
        assert_eq!(specialties("").unwrap(), Vec::<String>::new());
        let thirteen: Vec<String> = (0..13).map(|n| format!("S{n}")).collect();
        assert_eq!(specialties(&thirteen.join(",")), Err(TooMuch));
        assert_eq!(specialties(&"x".repeat(81)), Err(TooMuch));
    }

    #[test]
    fn searches_forgive_case_marks_and_order() {
        let texts = ["Lê Thị Hoa", "h.le@lindenhof.example", "Orthopaedics"];
        for found in ["le thi", "HOA lê", "ortho hoa", "h.le@", ""] {
            assert!(matches(found, &texts), "{found}");
        }
        for missed in ["hoa cardiology", "lindenhofer"] {
            assert!(!matches(missed, &texts), "{missed}");
        }
        assert!(matches("kovac", &["Ante Kovač"]));
        assert!(matches("wojcik", &["Michał Wójcik"]));
    }

    proptest! {
        #[test]
        fn any_name_finds_itself(name in any::<String>()) {
            prop_assert!(matches(&name, &[&name]));
        }

        #[test]
        fn what_is_read_is_read_the_same_again(typed in "[A-Za-zÀ-ž ,;]{0,60}") {
            if let Ok(names) = specialties(&typed) {
                prop_assert_eq!(specialties(&names.join(", ")).unwrap(), names);
            }
        }
    }
}
