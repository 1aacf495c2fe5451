//! What a referral takes along of a patient.

use serde::{Deserialize, Serialize};

/// What is known of a patient, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Known {
    /// Problems in force.
    pub problems: TakenAlong,
    /// What they take.
    pub medication: TakenAlong,
    /// What they do not bear.
    pub allergies: TakenAlong,
}

/// What a referral takes along of one question. Letters of before this was told apart kept an empty list, for "none" and
/// for what nobody had asked alike; they are printed as they were.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum TakenAlong {
    /// What there is, a line each.
    List(Vec<String>),
    /// Somebody asked, and there is nothing.
    Nothing {
        /// The answer in words, with who gave it and when.
        answer: String,
    },
    /// Nobody has asked.
    #[default]
    NotAsked,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_letter_took_along_before_none_was_told_from_unasked_is_still_read() {
        let kept = r#"{ "problems": [], "medication": ["Ramipril"], "allergies": null }"#;
        let known = Known {
            problems: TakenAlong::List(Vec::new()),
            medication: TakenAlong::List(vec!["Ramipril".into()]),
            allergies: TakenAlong::NotAsked,
        };
        assert_eq!(serde_json::from_str::<Known>(kept).unwrap(), known);
    }
}
