//! Letters of one patient: a sick note, one that was voided for it, and a referral.

use jiff::Span;
use jiff::civil::Date;

use super::courses::Field;
use super::sixty::SIXTY;
use super::staff::doctor_of;
use crate::care::letters::{Content, Known, Referral, SickNote, TakenAlong, Urgency, void, write};
use crate::gate::actor::AccountId;
use crate::kit::db::Tx;
use crate::kit::error::Result;
use crate::people::patients::PatientId;

/// Writes them; nothing when the patient is not among `patients`.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    patients: &[PatientId],
    staff: &[(AccountId, String)],
    today: Date,
) -> Result<()> {
    tx.nothing_to_record("each letter says itself that it was written");
    let place = SIXTY.iter().position(|shape| shape.family == "Marković" && shape.given == "Ana");
    let Some(patient) = place.and_then(|place| patients.get(place)).copied() else { return Ok(()) };
    let (account, name) = &staff[doctor_of(Field::General)];
    let sick = SickNote {
        seen_on: today,
        from: today,
        until: today + Span::new().days(4),
        continued: false,
        at_work: false,
        diagnosis: None,
        text: Some("Light work at home is possible from the third day on.".to_owned()),
    };
    let wrong = SickNote { until: today + Span::new().days(14), ..sick.clone() };
    let wrong = write(tx, patient, None, &Content::SickNote(wrong), (*account, name))?;
    void(tx, patient, wrong, (*account, name), "The last day was wrong")?;
    write(tx, patient, None, &Content::SickNote(sick), (*account, name))?;
    let referral = Referral {
        to: "Cardiology, Harbour clinic".to_owned(),
        urgency: Urgency::Soon,
        text:
            "Raised blood pressure in spite of two medicines. A 24-hour measurement and your advice, please."
                .to_owned(),
        findings: Some("Heart sounds clear, no oedema.".to_owned()),
        known: Some(Known {
            problems: TakenAlong::List(vec!["Hypertension".to_owned()]),
            medication: TakenAlong::List(vec!["Ramipril 5 mg (once a day)".to_owned()]),
            allergies: TakenAlong::List(vec!["Penicillin (anaphylaxis)".to_owned()]),
        }),
    };
    write(tx, patient, None, &Content::Referral(referral), (*account, name))?;
    Ok(())
}
