//! An entry as its table keeps it: what the four kinds of rows have in common for the questions.

use jiff::Timestamp;
use uuid::Uuid;

use super::rows::{Allergy, Question, Vaccine};
use super::said::{Gone, Part, Said, Severity};
use super::standing::By;
use crate::care::prescriptions::Prescription;
use crate::care::problems::Problem;
use crate::care::record::{Concept, ImportSource, Precision, When};
use crate::kit::db::types::Utc;
use crate::kit::id::Id;
use crate::people::patients::PatientId;

/// A row that is an entry.
#[derive(Clone, Debug)]
pub enum Kept {
    /// A vaccine received.
    Vaccine(Vaccine),
    /// A chronic illness.
    Problem(Problem),
    /// An allergy or intolerance.
    Allergy(Allergy),
    /// A medicine taken.
    Medicine(Prescription),
}

/// Runs one expression on whichever row it is.
macro_rules! each {
    ($kept:expr, $row:ident => $what:expr) => {
        match $kept {
            Kept::Vaccine($row) => $what,
            Kept::Problem($row) => $what,
            Kept::Allergy($row) => $what,
            Kept::Medicine($row) => $what,
        }
    };
}
pub(in crate::care::intake) use each;

impl Kept {
    /// A new row for what was said.
    pub fn fresh(question: Question, patient: PatientId, said: &Said, by: &By, now: Timestamp) -> Self {
        let when = said.since.unwrap_or(When { at: now, precision: Precision::Unknown });
        let what = Concept::text(&*said.what);
        let mut kept = match question {
            Question::Vaccines => Self::Vaccine(Vaccine::new(patient, when, "completed", what)),
            Question::Problems => Self::Problem(Problem {
                category: "problem".to_owned(),
                ..Problem::new(patient, when, "active", what)
            }),
            Question::Allergies => Self::Allergy(Allergy::new(patient, when, "active", what)),
            Question::Medication => Self::Medicine(Prescription {
                intent: "statement".to_owned(),
                ..Prescription::new(patient, when, "active", what)
            }),
        };
        kept.apply(&[Part::Since, Part::Dosage, Part::Reaction, Part::Severity, Part::Note], said);
        each!(&mut kept, row => {
            row.author = Some(by.name.clone());
            row.recorded_by = by.account;
            row.recorded_at = Some(Utc(now));
        });
        kept
    }

    /// The question it answers.
    pub fn question(&self) -> Question {
        match self {
            Self::Vaccine(_) => Question::Vaccines,
            Self::Problem(_) => Question::Problems,
            Self::Allergy(_) => Question::Allergies,
            Self::Medicine(_) => Question::Medication,
        }
    }

    /// The row's id.
    pub fn id(&self) -> Uuid {
        each!(self, row => row.id.uuid())
    }

    /// Whose it is.
    pub fn patient(&self) -> PatientId {
        each!(self, row => row.patient_id)
    }

    /// Counts changes, from 1.
    pub fn version(&self) -> i64 {
        each!(self, row => row.version)
    }

    /// What it says.
    pub fn said(&self) -> Said {
        let known = |when: When| (when.precision != Precision::Unknown).then_some(when);
        let mut said = Said {
            what: each!(self, row => row.shown().to_owned()),
            since: known(each!(self, row => row.when())),
            note: each!(self, row => row.note.clone()),
            ..Said::default()
        };
        match self {
            Self::Vaccine(_) | Self::Problem(_) => {}
            Self::Allergy(row) => {
                said.reaction.clone_from(&row.reaction);
                said.severity = row.severity.as_deref().and_then(Severity::of_word);
            }
            Self::Medicine(row) => {
                said.dosage.clone_from(&row.dosage);
                if let Some(Utc(at)) = row.starts_at {
                    let precision = row.starts_precision.as_deref().unwrap_or_default();
                    said.since = Some(When { at, precision: Precision::from_word(precision) });
                }
            }
        }
        said
    }

    /// The code of what it is.
    pub fn code(&self) -> Option<&str> {
        each!(self, row => row.code.as_deref())
    }

    /// The words somebody gave instead of a date.
    pub fn since_words(&self) -> Option<&str> {
        match self {
            Self::Vaccine(row) => row.given_text.as_deref(),
            Self::Problem(row) => row.onset_text.as_deref(),
            Self::Allergy(row) => row.onset_text.as_deref(),
            Self::Medicine(_) => None,
        }
    }

    /// Who says so, if anybody is named.
    pub fn author(&self) -> Option<&str> {
        each!(self, row => row.author.as_deref())
    }

    /// When it was written down.
    pub fn recorded_at(&self) -> Option<Timestamp> {
        each!(self, row => row.recorded_at.map(|at| at.0))
    }

    /// Where it came from; none for what was written here.
    pub fn source(&self) -> Option<Id<ImportSource>> {
        each!(self, row => row.source_id)
    }

    /// When and by whom what was imported was confirmed.
    pub fn confirmed(&self) -> Option<(Timestamp, &str)> {
        each!(self, row => Some((row.confirmed_at?.0, row.confirmed_by_name.as_deref().unwrap_or_default())))
    }

    /// Whether it came from elsewhere and nobody here has confirmed or changed it.
    pub fn is_unconfirmed(&self) -> bool {
        each!(self, row => row.source_id.is_some() && !row.edited_here && row.confirmed_at.is_none())
    }

    /// Whether it counts. `today` is the first instant of the day.
    pub fn is_in_force(&self, today: Timestamp) -> bool {
        match self {
            Self::Vaccine(row) => row.status == "completed",
            Self::Problem(row) => row.is_in_force(),
            Self::Allergy(row) => row.is_in_force() && !row.says_none(),
            Self::Medicine(row) => row.is_current(today),
        }
    }

    /// Whether the questions may change it: what a doctor of this house diagnosed or prescribed at a visit is changed
    /// there.
    pub fn is_writable(&self) -> bool {
        match self {
            Self::Vaccine(_) | Self::Allergy(_) => true,
            Self::Problem(row) => row.source_id.is_some() || row.category == "problem",
            Self::Medicine(row) => row.source_id.is_some() || row.intent == "statement",
        }
    }

    /// Why it may be taken away here: a diagnosis of a visit may be over, but whether it ever was one stands in the
    /// signed note, and a prescription is stopped where it was written.
    pub fn ways_to_go(&self) -> &'static [Gone] {
        match self {
            kept if kept.is_writable() => Gone::of(kept.question()),
            Self::Problem(_) => &[Gone::Over],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn by() -> By {
        By { account: None, name: "N. Nurse".into() }
    }

    fn now() -> Timestamp {
        "2026-11-20T09:00:00Z".parse().unwrap()
    }

    fn said(what: &str) -> Said {
        Said {
            what: what.into(),
            since: Some(When::date(date(2019, 1, 1), Precision::Year).unwrap()),
            dosage: None,
            reaction: Some("rash".into()),
            severity: Some(Severity::Severe),
            note: Some("told by the mother".into()),
        }
    }

    #[test]
    fn what_was_said_is_read_back_from_every_table() {
        for question in Question::ALL {
            let mut wanted = said("Something");
            if question != Question::Allergies {
                (wanted.reaction, wanted.severity) = (None, None);
            }
            if question == Question::Medication {
                wanted.dosage = Some("1-0-1".into());
            }
            let kept = Kept::fresh(question, PatientId::new(), &wanted, &by(), now());
            assert_eq!(kept.said(), wanted, "{question:?}");
            assert!(kept.is_in_force(now()) && kept.is_writable() && !kept.is_unconfirmed());
            assert_eq!((kept.question(), kept.author()), (question, Some("N. Nurse")));
        }
    }

    #[test]
    fn a_name_written_anew_loses_its_code_and_nothing_else() {
        let mut row = Allergy::new(
            PatientId::new(),
            When::date(date(2019, 1, 1), Precision::Year).unwrap(),
            "active",
            Concept {
                system: Some("s".into()),
                code: Some("1".into()),
                display: Some("Peanut".into()),
                ..Concept::text("x")
            },
        );
        row.source_id = Some(Id::new());
        let mut kept = Kept::Allergy(row);
        assert!(kept.is_unconfirmed());
        kept.apply(&[Part::Note], &said("Peanut"));
        assert_eq!(kept.said().what, "Peanut");
        kept.apply(&[Part::What], &said("Hazelnut"));
        kept.becomes_next(&by(), now());
        let Kept::Allergy(row) = &kept else { panic!("an allergy") };
        assert_eq!((row.code.as_deref(), row.code_text.as_str()), (None, "Hazelnut"));
        assert!(row.edited_here && row.version == 2 && !kept.is_unconfirmed());
    }

    #[test]
    fn what_is_gone_no_longer_counts() {
        let today = When::date(date(2026, 11, 20), Precision::Day).unwrap();
        for question in Question::ALL {
            for gone in Gone::of(question) {
                let mut kept = Kept::fresh(question, PatientId::new(), &said("x"), &by(), now());
                kept.withdraw(*gone, today);
                assert!(!kept.is_in_force(today.at), "{question:?} {gone:?}");
            }
        }
    }

    #[test]
    fn what_was_prescribed_or_diagnosed_here_is_changed_there() {
        let mut kept = Kept::fresh(Question::Medication, PatientId::new(), &said("x"), &by(), now());
        let Kept::Medicine(row) = &mut kept else { panic!("a medicine") };
        row.intent = "order".into();
        assert!(!kept.is_writable() && kept.ways_to_go().is_empty());
        let mut kept = Kept::fresh(Question::Problems, PatientId::new(), &said("x"), &by(), now());
        let Kept::Problem(row) = &mut kept else { panic!("a problem") };
        row.category = "diagnosis".into();
        assert!(!kept.is_writable());
        assert_eq!(kept.ways_to_go(), [Gone::Over], "an illness ends, whoever found it");
        row_from_elsewhere(&mut kept);
        assert!(kept.is_writable());
        assert_eq!(kept.ways_to_go(), [Gone::Over, Gone::Error]);
    }

    fn row_from_elsewhere(kept: &mut Kept) {
        each!(kept, row => row.source_id = Some(Id::new()));
    }
}
