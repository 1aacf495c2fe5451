//! Consultations: those that go on now; one that was signed and amended, one that was voided, one that is a draft still, one
//! that is restricted. Each is the visit of an appointment, but the one that was begun by mistake.

use jiff::SignedDuration;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::sixty::SIXTY;
use super::staff::{Post, first_of};
use crate::care::consultation::{self, Basket, Sections, Shown, Signing};
use crate::care::notes::{self, Voiding};
use crate::care::record::Concept;
use crate::care::templates::{self, Answer, Field};
use crate::care::visits::VisitId;
use crate::care::vitals::{Body, By, Round};
use crate::diary::appointments::{self, DiaryReach, Kind, Status, Window};
use crate::gate::actor::AccountId;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::people::patients::PatientId;
use crate::say;

/// What becomes of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Draft,
    Amended(&'static str, &'static str),
    Voided(&'static str),
    Restricted,
}

/// One consultation of the demonstration.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    whose: (&'static str, &'static str),
    texts: [&'static str; 5],
    diagnoses: &'static [(&'static str, &'static str)],
    /// Answers to questions of the general template, by their keys.
    answers: &'static [(&'static str, &'static str)],
    fate: Fate,
}

/// What is typed at the appointment of today that goes on now.
const NOW: Told = Told {
    whose: ("Marković", "Ana"),
    texts: [
        "Headache in the mornings for three weeks, worse after salty food. Takes ramipril most days.",
        "Heart sounds normal, no oedema. Throat red, tonsils swollen with white patches, neck nodes tender.",
        "Blood pressure above the aim of 140/90 for the fourth time. Acute tonsillitis.",
        "Raise ramipril to 10 mg; repeat potassium today before the first higher dose.",
        "In one week, with the result of the potassium.",
    ],
    diagnoses: &[("J03.9", "Acute tonsillitis, unspecified")],
    answers: &[("fit-for-work", "Partly"), ("work-and-home", "Nights in a bakery")],
    fate: Fate::Draft,
};

/// All others, each to be written in a transaction of its own.
pub(super) const ALL: [Told; 4] = [
    Told {
        whose: ("Nowak", "Zofia"),
        texts: [
            "Less short of breath since the water tablets. Sleeps on one pillow again.",
            "Lungs clear, a little oedema at both ankles.",
            "Heart failure, better.",
            "Go on as before; weigh every morning. Blood for potassium and creatinine.",
            "In four weeks.",
        ],
        diagnoses: &[("I50.9", "Heart failure, unspecified")],
        answers: &[("general-condition", "Good")],
        fate: Fate::Amended("Potassium of today: 5.1 mmol/L.", "The result came after signing"),
    },
    Told {
        whose: ("Silva", "Beatriz"),
        texts: ["Short of breath on the stairs since Monday.", "Crackles at the right base.", "", "", ""],
        diagnoses: &[],
        answers: &[("pain", "2"), ("general-condition", "Slightly reduced"), ("smoking", "Formerly")],
        fate: Fate::Draft,
    },
    Told {
        whose: ("Silva", "Beatriz"),
        texts: ["Sore knee after a fall.", "No swelling, full movement.", "Bruise", "Cool it, rest.", ""],
        diagnoses: &[("S80.0", "Contusion of knee")],
        answers: &[],
        fate: Fate::Voided("Written into the wrong record."),
    },
    Told {
        whose: ("Marković", "Ana"),
        texts: ["Sleeps badly since the winter.", "", "Worries about work.", "Talk again in two weeks.", ""],
        diagnoses: &[("Z56.6", "Other physical and mental strain related to work")],
        answers: &[],
        fate: Fate::Restricted,
    },
];

/// Writes one of them down, at the last appointment of the two that is over; nothing about those who are not among
/// `patients`.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    patients: &[PatientId],
    staff: &[(AccountId, String)],
    told: &Told,
) -> Result<()> {
    tx.record(Deed::new("demonstration.consultations-told"));
    let place = SIXTY.iter().position(|shape| (shape.family, shape.given) == told.whose);
    let Some(patient) = place.and_then(|place| patients.get(place).copied()) else { return Ok(()) };
    let (account, name) = staff[first_of(Post::Doctor)].clone();
    let by = By { account, name: name.clone() };
    let appointment = match told.fate {
        Fate::Voided(_) => None,
        Fate::Draft | Fate::Amended(..) | Fate::Restricted => {
            let window = Window {
                to: tx.now(),
                patients: Some(vec![patient]),
                statuses: Some(vec![Status::Completed]),
                ..Window::default()
            };
            appointments::between(tx.conn(), &DiaryReach::Doctor(account), &window)?.pop()
        }
    };
    let kind = appointment.as_ref().map_or(Kind::FollowUp, |one| one.kind);
    let words = say!(kind.label_key());
    // Told of another day: what was measured today belongs to somebody else's visit.
    let day_began = tx.now();
    let visit = consultation::start(tx, patient, (kind, &words), appointment.as_ref(), day_began, &by)?;
    let sections = sections_of(tx, told)?;
    let first = Shown { visit, version: 1 };
    if told.fate == Fate::Draft {
        return consultation::save(tx, patient, &first, &sections, &by);
    }
    let (round, basket) = (Round::default(), Basket::default());
    let signing = Signing { sections: &sections, round: &round, body: Body::default(), basket: &basket };
    consultation::sign(tx, patient, &first, &signing, &by)?;
    after(tx, patient, visit, told.fate, &by)
}

fn after(tx: &mut Tx<'_>, patient: PatientId, visit: VisitId, fate: Fate, by: &By) -> Result<()> {
    let note = notes::main_of_visit(tx.conn(), patient, visit)?;
    match fate {
        Fate::Amended(text, reason) => consultation::amend(tx, patient, &note, text, reason, by),
        Fate::Voided(reason) => {
            let voiding =
                Voiding { by: by.account, name: by.name.clone(), any: false, reason: reason.to_owned() };
            consultation::void(tx, patient, visit, &note, &Basket::default(), &voiding)
        }
        Fate::Draft | Fate::Restricted => Ok(()),
    }
}

/// What one of them says.
fn sections_of(tx: &mut Tx<'_>, told: &Told) -> Result<Sections> {
    let sections = Sections {
        texts: told.texts.map(str::to_owned),
        diagnoses: told.diagnoses.iter().map(|(code, words)| icd(code, words)).collect(),
        restricted: told.fate == Fate::Restricted,
        ..Sections::default()
    };
    match told.answers {
        [] => Ok(sections),
        answers => answered(tx, sections, answers),
    }
}

/// The sections under the general template, with these answers.
fn answered(tx: &mut Tx<'_>, sections: Sections, answers: &[(&str, &str)]) -> Result<Sections> {
    let offered = templates::offered(tx.conn())?;
    let Some(general) = offered.into_iter().find(|edition| edition.name == "General") else {
        return Ok(sections);
    };
    let given = |field: &Field| answers.iter().find(|(key, _)| field.key == *key).map(|(_, value)| *value);
    let answers = general
        .asks()?
        .into_iter()
        .filter_map(|field| Some(Answer { value: given(&field)?.to_owned(), field }))
        .collect();
    Ok(Sections { template: Some((general.id, general.name)), answers, ..sections })
}

/// Everybody who is with a doctor now has a note that was begun, and one of them says something already.
pub(super) fn begin(
    tx: &mut Tx<'_>,
    patients: &[PatientId],
    staff: &[(AccountId, String)],
    today: Date,
    zone: &TimeZone,
) -> Result<()> {
    tx.record(Deed::new("demonstration.consultations-told"));
    let midnight = today.to_zoned(zone.clone()).map_err(Error::bug)?.timestamp();
    let window = Window {
        from: midnight,
        to: midnight.saturating_add(SignedDuration::from_hours(24)).unwrap_or(midnight),
        statuses: Some(vec![Status::InConsultation]),
        ..Window::default()
    };
    for one in appointments::between(tx.conn(), &DiaryReach::Everything, &window)? {
        let Some((account, name)) = staff.iter().find(|(account, _)| *account == one.doctor_id) else {
            continue;
        };
        let by = By { account: *account, name: name.clone() };
        let words = say!(one.kind.label_key());
        let visit = consultation::start(tx, one.patient_id, (one.kind, &words), Some(&one), midnight, &by)?;
        let place = SIXTY.iter().position(|shape| (shape.family, shape.given) == NOW.whose);
        if place.and_then(|place| patients.get(place)) == Some(&one.patient_id) {
            let sections = sections_of(tx, &NOW)?;
            consultation::save(tx, one.patient_id, &Shown { visit, version: 1 }, &sections, &by)?;
        }
    }
    Ok(())
}

fn icd(code: &str, words: &str) -> Concept {
    Concept {
        system: Some("http://hl7.org/fhir/sid/icd-10".to_owned()),
        code: Some(code.to_owned()),
        display: Some(words.to_owned()),
        ..Concept::text(words)
    }
}
