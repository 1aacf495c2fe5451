//! Prescriptions that were written here: one against a warning, with its reason, one that replaces a smaller dose, and one
//! that lies in the basket of a visit that is not signed yet, with a sick note.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::json;

use super::sixty::SIXTY;
use super::staff::{Post, first_of};
use crate::care::letters;
use crate::care::notes;
use crate::care::prescribing::{
    Decision, Frequency, Order, Prescriber, Route, around, doubled, issue, look_over, order_in, put,
};
use crate::care::safety::Changing;
use crate::gate::actor::AccountId;
use crate::gate::hospital;
use crate::kit::db::{Deed, Tx};
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
        drug: "Cefalexin".to_owned(),
        strength: Some("500 mg".to_owned()),
        form: Some("tablets".to_owned()),
        dose: "1 tablet".to_owned(),
        route: Route::Oral,
        frequency: Frequency::Thrice,
        as_needed: false,
        days: Some(7),
        quantity: "21".to_owned(),
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
    let all_the_same = "Skin test for cephalosporins negative, tolerated twice since";
    for order in [tonsils, pressure] {
        let replaces: Vec<_> =
            doubled(tx.conn(), patient, &order, today)?.into_iter().map(|row| row.id).collect();
        let changing = Changing { leaving: replaces.clone(), ..Changing::default() };
        let seen = look_over(tx.conn(), patient, &order, today, &changing)?.fingerprint();
        let decision = Decision { seen: &seen, reason: Some(all_the_same), replaces: &replaces };
        issue(tx, patient, None, &order, decision, today, &by, key)?;
    }
    Ok(())
}

/// Puts one, and a sick note, into the basket of the first visit that the doctor has not signed, if there is one.
pub(super) fn lay(tx: &mut Tx<'_>, staff: &[(AccountId, String)], today: Date) -> Result<()> {
    tx.record(Deed::new("demonstration.baskets-filled"));
    let account = staff[first_of(Post::Doctor)].0;
    let Some((patient, visit, began)) = notes::unsigned(tx.conn(), account, 1)?
        .into_iter()
        .find_map(|note| Some((note.patient_id, note.visit_id?, note.at)))
    else {
        return Ok(());
    };
    let fields = json!({
        "drug": "Doxycycline",
        "strength": "100 mg",
        "form": "tablets",
        "dose": "1 tablet",
        "route": "oral",
        "frequency": "twice",
        "days": "7",
        "quantity": "14",
        "reason": "Crackles at the right base",
    });
    let changing = around(tx.conn(), visit, None)?.0;
    let seen = look_over(tx.conn(), patient, &order_in(&fields)?, today, &changing)?.fingerprint();
    let decision = Decision { seen: &seen, ..Decision::default() };
    put(tx, patient, (visit, None), fields, decision, today, account)?;
    let seen_on = hospital::local_now(tx.conn(), began)?.date();
    let rest = letters::Content::SickNote(letters::SickNote {
        seen_on,
        from: seen_on,
        until: seen_on.saturating_add(6.days()),
        continued: false,
        at_work: false,
        diagnosis: None,
        text: Some("Rest at home".to_owned()),
    });
    letters::put(tx, patient, (visit, None), &rest, account)
}
