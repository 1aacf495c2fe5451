//! Allergies, vaccines and answers as they are kept.

use diesel::prelude::*;
use serde_json::Value;

use crate::care::record::{ImportSource, clinical_row};
use crate::care::visits::VisitId;
use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::id::Id;
use crate::people::patients::PatientId;
use crate::schema::intake_answers;

clinical_row! {
    /// An allergy or intolerance. `at` is its onset, or else when it was recorded.
    Allergy in allergies {
        /// During which visit.
        visit_id: Option<VisitId>,
        /// `allergy` or `intolerance`.
        kind: Option<String>,
        /// food, medication, environment, biologic.
        category: Option<String>,
        /// `low`, `high` or `unknown`.
        criticality: Option<String>,
        /// `confirmed`, `unconfirmed`, `refuted` …
        certainty: Option<String>,
        /// What happened.
        reaction: Option<String>,
        /// `mild`, `moderate` or `severe`.
        severity: Option<String>,
        /// Since when, in words.
        onset_text: Option<String>,
        /// When it last happened.
        last_at: Option<Utc>,
        /// How exactly that is known.
        last_precision: Option<String>,
        /// When somebody here said that what was imported is right.
        confirmed_at: Option<Utc>,
        /// Who said so.
        confirmed_by: Option<AccountId>,
        /// Their name.
        confirmed_by_name: Option<String>,
    }
}

clinical_row! {
    /// A vaccine given, or not given. `at` is when.
    Vaccine in vaccines {
        /// During which visit.
        visit_id: Option<VisitId>,
        /// Why it was not given.
        status_reason: Option<String>,
        /// When, in words.
        given_text: Option<String>,
        /// Batch.
        lot: Option<String>,
        /// Which dose of the series.
        dose_number: Option<String>,
        /// How much.
        dose: Option<String>,
        /// Where in the body.
        site: Option<String>,
        /// How.
        route: Option<String>,
        /// When somebody here said that what was imported is right.
        confirmed_at: Option<Utc>,
        /// Who said so.
        confirmed_by: Option<AccountId>,
        /// Their name.
        confirmed_by_name: Option<String>,
    }
}

/// Codes that say that there is no allergy; each comes from SNOMED CT.
pub const NONE_KNOWN: &[&str] = &["716186003", "409137002", "428607008", "429625007"];

/// How much an allergy matters to whoever is about to give something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// No reaction was worse than mild, or the risk is called low.
    Mild,
    /// Nobody said.
    Unsaid,
    /// A moderate reaction.
    Moderate,
    /// The risk is called high, whatever has happened so far.
    HighRisk,
    /// A severe reaction.
    Severe,
}

impl Allergy {
    /// How much it matters, by the worst reaction and by the risk.
    pub fn gravity(&self) -> Gravity {
        match (self.severity.as_deref(), self.criticality.as_deref()) {
            (Some("severe"), _) => Gravity::Severe,
            (_, Some("high")) => Gravity::HighRisk,
            (Some("moderate"), _) => Gravity::Moderate,
            (Some("mild"), _) | (None, Some("low")) => Gravity::Mild,
            _ => Gravity::Unsaid,
        }
    }

    /// Whether it counts: everything that nobody called over, refuted or an error.
    pub fn is_in_force(&self) -> bool {
        !matches!(self.status.as_str(), "inactive" | "resolved" | "entered_in_error")
            && self.certainty.as_deref() != Some("refuted")
    }

    /// Puts those in force first, and among them the gravest; what is alike stays in its order.
    pub fn gravest_first(allergies: &mut [Self]) {
        allergies.sort_by_key(|allergy| std::cmp::Reverse((allergy.is_in_force(), allergy.gravity())));
    }

    /// Whether this row is no allergy but the statement that there is none.
    pub fn says_none(&self) -> bool {
        let others = self.other_codings.iter().filter_map(|list| list.0.as_array()).flatten();
        let others = others.filter_map(|coding| coding.get("code")?.as_str());
        self.code.as_deref().into_iter().chain(others).any(|code| NONE_KNOWN.contains(&code))
    }

    /// Whether it came from elsewhere and nobody here has confirmed or changed it.
    pub fn is_unconfirmed(&self) -> bool {
        self.source_id.is_some() && !self.edited_here && self.confirmed_at.is_none()
    }
}

/// The four questions of the first visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Question {
    /// Which allergies?
    Allergies,
    /// Which vaccines?
    Vaccines,
    /// Which chronic illnesses?
    Problems,
    /// Which medicines?
    Medication,
}

impl Question {
    /// All of them, in the order they are asked.
    pub const ALL: [Self; 4] = [Self::Vaccines, Self::Problems, Self::Allergies, Self::Medication];

    /// From its word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|question| question.as_str() == word)
    }

    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allergies => "allergies",
            Self::Vaccines => "vaccines",
            Self::Problems => "problems",
            Self::Medication => "medication",
        }
    }
}

/// Who answered one of the four questions, and whether with "none".
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = intake_answers, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct IntakeAnswer {
    /// Our id.
    pub id: Id<IntakeAnswer>,
    /// Whose.
    pub patient_id: PatientId,
    /// Which question.
    pub question: String,
    /// Whether the answer is an explicit "none".
    pub none: bool,
    /// When it was answered.
    pub answered_at: Utc,
    /// Who wrote the answer down here.
    pub answered_by: Option<AccountId>,
    /// Their name, or the sender's.
    pub answered_by_name: String,
    /// Where it was imported from; nothing if it was asked here.
    pub source_id: Option<Id<ImportSource>>,
    /// Counts changes, from 1.
    pub version: i64,
}

impl IntakeAnswer {
    /// An answer as a version of its row kept it; none when that says too little.
    pub fn of_kept(content: &Value) -> Option<Self> {
        let text = |name: &str| content.get(name).and_then(Value::as_str);
        Some(Self {
            id: text("id")?.parse().ok()?,
            patient_id: text("patient_id")?.parse().ok()?,
            question: text("question")?.to_owned(),
            none: content.get("none")?.as_bool()?,
            answered_at: Utc(text("answered_at")?.parse().ok()?),
            answered_by: text("answered_by").and_then(|id| id.parse().ok()),
            answered_by_name: text("answered_by_name").unwrap_or_default().to_owned(),
            source_id: text("source_id").and_then(|id| id.parse().ok()),
            version: content.get("version")?.as_i64()?,
        })
    }

    /// Whether only an import brought it, and nobody here has asked.
    pub fn is_imported(&self) -> bool {
        self.source_id.is_some()
    }
}

/// The answer to a question among those of a patient.
pub fn answer_to(answers: &[IntakeAnswer], question: Question) -> Option<&IntakeAnswer> {
    answers.iter().find(|answer| answer.question == question.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::record::{Concept, Precision, When};

    fn allergy(name: &str, severity: Option<&str>, criticality: Option<&str>) -> Allergy {
        let when = When::date(jiff::civil::date(2020, 1, 1), Precision::Day).unwrap();
        Allergy {
            severity: severity.map(str::to_owned),
            criticality: criticality.map(str::to_owned),
            ..Allergy::new(PatientId::new(), when, "active", Concept::text(name))
        }
    }

    #[test]
    fn an_answer_is_read_back_from_its_version() {
        let answer = IntakeAnswer {
            id: Id::new(),
            patient_id: PatientId::new(),
            question: "problems".into(),
            none: true,
            answered_at: Utc("2026-11-20T08:33:00Z".parse().unwrap()),
            answered_by: Some(AccountId::new()),
            answered_by_name: "Dr Kovač".into(),
            source_id: None,
            version: 2,
        };
        assert_eq!(IntakeAnswer::of_kept(&serde_json::to_value(&answer).unwrap()), Some(answer));
        assert_eq!(IntakeAnswer::of_kept(&serde_json::json!({ "question": "problems" })), None);
    }

    #[test]
    fn the_gravest_in_force_lead() {
        let over = Allergy { status: "resolved".into(), ..allergy("over", Some("severe"), Some("high")) };
        let refuted =
            Allergy { certainty: Some("refuted".into()), ..allergy("refuted", Some("severe"), None) };
        let mut all = [
            over,
            allergy("mild", Some("mild"), None),
            allergy("unsaid", None, None),
            allergy("risk", None, Some("high")),
            refuted,
            allergy("moderate", Some("moderate"), Some("low")),
            allergy("severe", Some("severe"), Some("low")),
            allergy("unsaid too", None, Some("unknown")),
        ];
        Allergy::gravest_first(&mut all);
        let names: Vec<&str> = all.iter().map(Allergy::shown).collect();
        assert_eq!(names, ["severe", "risk", "moderate", "unsaid", "unsaid too", "mild", "over", "refuted"]);
    }
}
