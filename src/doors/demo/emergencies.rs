//! Two records that were opened in an emergency: one waits for its review, the other is reviewed.

use super::courses::Field;
use super::sixty::SIXTY;
use super::staff::{Post, STAFF, doctor_of, first_of};
use crate::gate::access::emergency::{self, Verdict};
use crate::gate::access::reach::Reach;
use crate::gate::actor::{AccountId, Actor};
use crate::kit::db::{Db, Tx};
use crate::kit::error::Result;
use crate::kit::seal::Key;
use crate::people::emergency::{end, open, review};
use crate::people::patients::{self, Patient, PatientId};

/// Opens, ends and reviews; nothing about those who are not among `patients`.
pub(super) fn tell(db: &Db, root: &Key, patients: &[PatientId], staff: &[(AccountId, String)]) -> Result<()> {
    let of = |family: &str, given: &str| {
        let place = SIXTY.iter().position(|shape| shape.family == family && shape.given == given)?;
        patients.get(place).copied()
    };
    let acting = |place: usize, role: &str| {
        let (account, name) = &staff[place];
        Actor::system("demonstration", root).person(*account, role, name, None)
    };
    let doctor = doctor_of(Field::Cardiology);
    if let Some(patient) = of("Berg", "Nora") {
        let by = staff[doctor].0;
        db.write_now(&acting(doctor, "doctor"), move |tx| {
            let patient = find(tx, patient)?;
            open(tx, by, &patient, "Brought in unconscious after a fall; allergies and medicines needed")?;
            end(tx, by, patient.id)
        })?;
    }
    let nurse = STAFF.iter().rposition(|one| one.post == Post::Nurse && !one.left).unwrap_or_default();
    if let Some(patient) = of("Bianchi", "Sofia") {
        let (by, admin) = (staff[nurse].0, first_of(Post::Admin));
        let id = db.write_now(&acting(nurse, "nurse"), move |tx| {
            let patient = find(tx, patient)?;
            let open =
                open(tx, by, &patient, "Fainted in the corridor; blood pressure and medicines needed")?;
            end(tx, by, patient.id)?;
            Ok(open.id())
        })?;
        let (account, name) = staff[admin].clone();
        db.write_now(&acting(admin, "admin"), move |tx| {
            let listed = emergency::find(tx.conn(), id)?;
            let remark = "The ward confirms it: she was taken to the emergency room.";
            review(tx, &listed, (account, &name), Verdict::Justified, Some(remark))
        })?;
    }
    Ok(())
}

fn find(tx: &mut Tx<'_>, patient: PatientId) -> Result<Patient> {
    patients::find(tx.conn(), &Reach::whole_house("the demonstration opens one of its own"), patient)
}
