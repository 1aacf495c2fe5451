//! Prescriptions that were written here: one that all could not be checked for, and one against a warning, with its reason.

use jiff::civil::Date;

use super::sixty::SIXTY;
use super::staff::{Post, first_of};
use crate::care::prescribing::{Frequency, Order, Prescriber, Route, issue, look_over};
use crate::gate::actor::AccountId;
use crate::kit::db::Tx;
use crate::kit::error::Result;
use crate::kit::seal::Key;
use crate::people::patients::PatientId;
use crate::people::staff::profile;

/// Writes them, if who they are for is among `patients`.
pub(super) fn write(
    tx: &mut Tx<'_>,
    patients: &[PatientId],
    staff: &[(AccountId, String)],
    key: &Key,
    today: Date,
) -> Result<()> {
    let place = SIXTY.iter().position(|shape| shape.family == "Marković" && shape.given == "Ana");
    let Some(patient) = place.and_then(|place| patients.get(place).copied()) else {
        tx.nothing_to_record("nobody is here to prescribe for");
        return Ok(());
    };
    let (account, name) = &staff[first_of(Post::Doctor)];
    let licence = profile(tx.conn(), *account)?.map(|profile| profile.licence).unwrap_or_default();
    let by = Prescriber { account: *account, name: name.clone(), licence };
    let tonsils = Order {
        drug: "Clarithromycin".to_owned(),
        strength: Some("500 mg".to_owned()),
        form: Some("tablets".to_owned()),
        dose: "1 tablet".to_owned(),
        route: Route::Oral,
        frequency: Frequency::Twice,
        as_needed: false,
        days: Some(7),
        quantity: "14".to_owned(),
        repeats: 0,
        reason: Some("Acute tonsillitis".to_owned()),
        instructions: Some("With a glass of water".to_owned()),
    };
    let pressure = Order {
        drug: "Ramipril".to_owned(),
        strength: Some("10 mg".to_owned()),
        frequency: Frequency::Morning,
        days: None,
        quantity: "90".to_owned(),
        repeats: 1,
        reason: Some("Blood pressure above the aim".to_owned()),
        instructions: None,
        ..tonsils.clone()
    };
    for (order, reason) in
        [(tonsils, "No other choice"), (pressure, "The dose is raised; the 5 mg tablets are used up first")]
    {
        let seen = look_over(tx.conn(), patient, &order, today)?.fingerprint();
        issue(tx, patient, None, &order, (&seen, Some(reason)), today, &by, key)?;
    }
    Ok(())
}
