//! Rounds of vital signs and nursing notes of the last days: a quiet one, one that worries, one that was voided.

use jiff::civil::{Date, time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::sixty::SIXTY;
use super::staff::{Post, first_of};
use crate::care::notes::{self, Kind, Note, Voiding};
use crate::care::record::When;
use crate::care::vitals::{self, Mind, Oxygen, Round, Vital};
use crate::gate::access::reach::Reach;
use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::people::patients::{self, PatientId};

/// One round of the demonstration.
#[derive(Clone, Debug)]
pub(super) struct Told {
    whose: (&'static str, &'static str),
    at: Timestamp,
    values: &'static [(Vital, &'static str)],
    oxygen: Oxygen,
    mind: Mind,
    note: &'static str,
    restricted: bool,
    /// Why the note was voided; "" when it stands.
    void: &'static str,
}

/// All of them, each to be written in a transaction of its own.
pub(super) fn all(today: Date, zone: &TimeZone) -> Result<Vec<Told>> {
    let at = |days: i64, hour: i8, minute: i8| -> Result<Timestamp> {
        let day = today.checked_sub(Span::new().days(days)).map_err(Error::bug)?;
        Ok(day.to_datetime(time(hour, minute, 0, 0)).to_zoned(zone.clone()).map_err(Error::bug)?.timestamp())
    };
    use Vital::{Breaths, Diastolic, Pulse, Saturation, Systolic, Temperature, Weight};
    Ok(vec![
        Told {
            whose: ("Marković", "Ana"),
            at: at(1, 9, 33)?,
            values: &[
                (Systolic, "148"),
                (Diastolic, "92"),
                (Pulse, "84"),
                (Breaths, "16"),
                (Temperature, "36.7"),
                (Saturation, "98"),
                (Weight, "71.5"),
            ],
            oxygen: Oxygen::Air,
            mind: Mind::Alert,
            note: "Walked in without help. Says that the headache is worst on waking.",
            restricted: false,
            void: "",
        },
        Told {
            whose: ("Marković", "Ana"),
            at: at(1, 9, 50)?,
            values: &[],
            oxygen: Oxygen::Air,
            mind: Mind::Alert,
            note: "Would like nobody at reception to know why she came.",
            restricted: true,
            void: "",
        },
        Told {
            whose: ("Silva", "João"),
            at: at(2, 14, 5)?,
            values: &[
                (Systolic, "98"),
                (Diastolic, "60"),
                (Pulse, "118"),
                (Breaths, "23"),
                (Temperature, "38.9"),
                (Saturation, "93"),
            ],
            oxygen: Oxygen::Air,
            mind: Mind::Alert,
            note: "Short of breath on the stairs. Doctor told at 14:10.",
            restricted: false,
            void: "",
        },
        Told {
            whose: ("Silva", "João"),
            at: at(2, 14, 20)?,
            values: &[],
            oxygen: Oxygen::Air,
            mind: Mind::Alert,
            note: "Dressing on the left heel changed.",
            restricted: false,
            void: "Belongs to the patient in the next bed.",
        },
    ])
}

/// Writes one of them down; nothing about those who are not among `patients`.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    patients: &[PatientId],
    staff: &[(AccountId, String)],
    told: &Told,
    today: Date,
) -> Result<()> {
    tx.record(Deed::new("demonstration.rounds-told"));
    let place = SIXTY.iter().position(|shape| (shape.family, shape.given) == told.whose);
    let Some(patient) = place.and_then(|place| patients.get(place).copied()) else { return Ok(()) };
    let (account, name) = staff[first_of(Post::Nurse)].clone();
    let everybody = Reach::whole_house("the demonstration measures its own");
    let birth = patients::find(tx.conn(), &everybody, patient)?.details.birth;
    if !told.values.is_empty() {
        let values = told.values.iter();
        let values = values.filter_map(|(vital, typed)| Some((*vital, vital.read(typed).ok()?))).collect();
        let round = Round {
            values,
            oxygen: Some(told.oxygen),
            mind: Some(told.mind),
            at: Some(told.at),
            ..Round::default()
        };
        let body = vitals::body(tx.conn(), patient, birth, today)?;
        let by = vitals::By { account, name: name.clone() };
        vitals::record(tx, patient, None, &round, body, &by)?;
    }
    let note = Note {
        body: Some(told.note.to_owned()),
        restricted: told.restricted,
        author: Some(name.clone()),
        recorded_by: Some(account),
        recorded_at: Some(Utc(told.at)),
        ..Note::standing(Kind::Nursing, patient, When::instant(told.at))
    };
    notes::write(tx, &note)?;
    if !told.void.is_empty() {
        let voiding = Voiding { by: account, name, any: false, reason: told.void.to_owned() };
        notes::void(tx, &note, &voiding)?;
    }
    Ok(())
}
