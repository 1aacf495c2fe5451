//! Makes the demonstration in an empty database, through the same facades as everybody else.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::booked;
use super::charts::{self, Writers};
use super::hiring::hire;
use super::history::History;
use super::letters;
use super::people::{self, Born, Person};
use super::staff::{LINDENHOF, Post, STAFF, first_of};
use super::{SHAPED, shaped, throng};
use super::{
    consultations, diagnoses, emergencies, hopes, notices, prescribed, questions, rounds, sent, talked,
};
use crate::gate::access::model::Role;
use crate::gate::access::reach::Reach;
use crate::gate::access::store::{self as accounts, NewAccount};
use crate::gate::actor::{AccountId, Actor};
use crate::gate::desk::Offered;
use crate::gate::hospital;
use crate::kit::db::{Conn, Db, Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::seal::Key;
use crate::people::patients::{self, Birth, Death, Details, PatientId, Phone, Sex};

/// What a database says that is not finished yet: nothing agrees with it, so the next start begins again.
const UNFINISHED: &str = "unfinished";
/// Patients of the crowd in one transaction.
const AT_ONCE: u64 = 5_000;

/// What a demonstration is made from. Two of the same seed and size, begun on the same day, are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demonstration {
    /// Another seed makes other people.
    pub seed: u64,
    /// How many patients.
    pub patients: u64,
    /// How many appointments besides those of the shaped days.
    pub appointments: u64,
}

impl Default for Demonstration {
    fn default() -> Self {
        Self { seed: 1, patients: SHAPED as u64, appointments: 0 }
    }
}

impl fmt::Display for Demonstration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "seed {}, {} patients", self.seed, self.patients)?;
        if self.appointments > 0 { write!(f, ", {} appointments", self.appointments) } else { Ok(()) }
    }
}

/// The mark in a database is not one that this version makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the mark of a finished demonstration")]
pub struct OtherMark;

impl FromStr for Demonstration {
    type Err = OtherMark;
    fn from_str(mark: &str) -> Result<Self, OtherMark> {
        let mut parts = mark.split(", ");
        let mut part = |before: &str, after: &str| {
            let part = parts.next()?.strip_prefix(before)?.strip_suffix(after)?;
            Some(part.parse::<u64>().map_err(|_| OtherMark))
        };
        let seed = part("seed ", "").ok_or(OtherMark)??;
        let patients = part("", " patients").ok_or(OtherMark)??;
        let appointments = part("", " appointments").transpose()?.unwrap_or_default();
        Ok(Self { seed, patients, appointments })
    }
}

/// Fills an empty database. `progress` hears how many patients and appointments are in.
///
/// # Errors
/// [`Error::Conflict`] when there is a hospital already; what the database says.
pub fn build(db: &Db, root: &Key, wanted: Demonstration, today: Date, progress: &dyn Fn(u64)) -> Result<()> {
    let actor = Actor::system("demonstration", root);
    let staff: Arc<[(AccountId, String)]> = db.write_now(&actor, |tx| hire(tx, UNFINISHED))?.into();
    let zone = TimeZone::get(LINDENHOF.time_zone).map_err(Error::bug)?;

    let known: Vec<(Person, History)> =
        shaped(wanted.seed, today).take(usize::try_from(wanted.patients).unwrap_or(SHAPED)).collect();
    let sheets: Vec<Details> = known.iter().map(|(person, _)| details(person)).collect();
    let ids = db.write_now(&actor, move |tx| patients::seed(tx, &sheets))?;
    for ((person, past), id) in known.into_iter().zip(ids.iter().copied()) {
        let (staff, zone) = (staff.clone(), zone.clone());
        db.write_now(&actor, move |tx| {
            charts::write(tx, &Writers { accounts: &staff, zone: &zone }, id, &past)?;
            if person.archived {
                let everybody = Reach::whole_house("the demonstration archives one of its own");
                let patient = patients::find(tx.conn(), &everybody, id)?;
                patients::archive(tx, &patient, "Not seen for ten years", None)?;
            }
            Ok(())
        })?;
    }
    diagnoses::load(db, &actor)?;
    let offered_doctor = staff[first_of(Post::Doctor)].0;
    let first = ids.first().copied();
    db.write_now(&actor, move |tx| let_in(tx, first))?;
    let (guests, asking) = (ids.clone(), staff.clone());
    db.write_now(&actor, move |tx| questions::tell(tx, &guests, &asking, today))?;
    for one in rounds::all(today, &zone)? {
        let (guests, staff) = (ids.clone(), staff.clone());
        db.write_now(&actor, move |tx| rounds::tell(tx, &guests, &staff, &one, today))?;
    }
    let (guests, writing) = (ids.clone(), staff.clone());
    db.write_now(&actor, move |tx| letters::tell(tx, &guests, &writing, today))?;
    emergencies::tell(db, root, &ids, &staff)?;
    let writing = staff.clone();
    db.write_now(&actor, move |tx| notices::tell(tx, &writing, today))?;
    let (guests, writing, key) = (ids.clone(), staff.clone(), root.clone());
    db.write_now(&actor, move |tx| prescribed::write(tx, &guests, &writing, &key, today))?;
    let guests = ids.clone();
    let hired: Vec<AccountId> = staff.iter().map(|(account, _)| *account).collect();
    let here = zone.clone();
    db.write_now(&actor, move |tx| {
        booked::open(tx, &guests, &hired, &zone, today)?;
        hopes::tell(tx, &guests, &hired, &zone, today)
    })?;
    let (talking, clocks) = (staff.clone(), here.clone());
    db.write_now(&actor, move |tx| talked::tell(tx, &talking, &clocks, today))?;
    let (guests, writing, clocks) = (ids.clone(), staff.clone(), here.clone());
    db.write_now(&actor, move |tx| sent::tell(tx, &guests, &writing, &clocks, today))?;
    for one in consultations::ALL {
        let (guests, staff) = (ids.clone(), staff.clone());
        db.write_now(&actor, move |tx| consultations::tell(tx, &guests, &staff, &one))?;
    }
    let (guests, writing) = (ids.clone(), staff.clone());
    db.write_now(&actor, move |tx| consultations::begin(tx, &guests, &writing, today, &here))?;
    let prescribing = staff.clone();
    db.write_now(&actor, move |tx| prescribed::lay(tx, &prescribing, today))?;

    let shaped = ids.len() as u64;
    progress(shaped);
    let mut crowd = Vec::new();
    let mut done = shaped;
    while done < wanted.patients {
        let count = (wanted.patients - done).min(AT_ONCE);
        let sheets: Vec<Details> =
            people::crowd(wanted.seed, done + 1, count).map(|person| details(&person)).collect();
        let made = db.write_now(&actor, move |tx| patients::seed(tx, &sheets))?;
        if wanted.appointments > 0 {
            crowd.extend(made);
        }
        done += count;
        progress(done);
    }
    if wanted.appointments > 0 && !crowd.is_empty() {
        let booked = |count| progress(done + count);
        throng::book(db, &actor, &crowd, offered_doctor, wanted.appointments, today, &booked)?;
    }
    db.write_now(&actor, move |tx| {
        hospital::mark(tx, &wanted.to_string())?;
        tx.record(Deed::new("demonstration.finished"));
        Ok(())
    })
}

/// The accounts the sign-in page offers: one per role, in the order of the roles.
///
/// # Errors
/// [`Error::Bug`] when one is missing.
pub fn offered(conn: &mut Conn) -> Result<Vec<Offered>> {
    Role::ALL
        .into_iter()
        .map(|role| {
            let email = email_of(role);
            let found = accounts::by_email(conn, email)?
                .ok_or_else(|| Error::bug("an offered account is missing"))?;
            Ok(Offered { role, account: found.id, name: found.name, email: email.to_owned() })
        })
        .collect()
}

/// Gives the offered accounts one password, good until the next start.
///
/// # Errors
/// What the database says.
pub fn set_passwords(db: &Db, root: &Key, offered: &[Offered], hash: String) -> Result<()> {
    let accounts: Vec<AccountId> = offered.iter().map(|one| one.account).collect();
    db.write_now(&Actor::system("demonstration", root), move |tx| {
        for account in &accounts {
            accounts::set_password(tx, *account, &hash, None)?;
        }
        tx.record(Deed::new("demonstration.opened"));
        Ok(())
    })
}

/// The address the demonstration's person of a role signs in with.
#[must_use]
pub fn email_of(role: Role) -> &'static str {
    match role {
        Role::Admin => STAFF[first_of(Post::Admin)].email,
        Role::Doctor => STAFF[first_of(Post::Doctor)].email,
        Role::Nurse => STAFF[first_of(Post::Nurse)].email,
        Role::Receptionist => STAFF[first_of(Post::Receptionist)].email,
        Role::Patient => "ana.markovic@mail.example",
    }
}

/// Gives the first patient an account.
fn let_in(tx: &mut Tx<'_>, patient: Option<PatientId>) -> Result<()> {
    let email = email_of(Role::Patient);
    let account = accounts::insert_account(
        tx,
        &NewAccount {
            role: Role::Patient,
            name: "Ana Marković".to_owned(),
            email: email.to_owned(),
            email_key: email.to_owned(),
            password_hash: None,
            one_time_until: None,
            patient: patient.map(PatientId::uuid),
        },
    )?;
    tx.record(Deed::new("account.created").on("account", account));
    Ok(())
}

/// A person as reception would have registered them.
fn details(person: &Person) -> Details {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Details {
        family: person.family.clone(),
        given: person.given.clone(),
        title: person.title.map(str::to_owned),
        preferred: person.preferred.clone(),
        birth: match person.born {
            Born::On(day) => Birth::Day(day),
            Born::About(years, on) => Birth::estimated(i16::from(years), on).unwrap_or(Birth::NotKnown),
        },
        sex: match person.sex {
            people::Sex::Female => Sex::Female,
            people::Sex::Male => Sex::Male,
            people::Sex::Other => Sex::Other,
            people::Sex::Unknown => Sex::Unknown,
        },
        gender_identity: None,
        national_id: person.national_id.clone(),
        phones: person.phones.iter().filter_map(|number| Phone::parse(number)).collect(),
        email: person.email.clone(),
        street: text(&person.street),
        town: text(&person.town),
        country: None,
        language: text(person.language),
        kin_name: person.kin.as_ref().map(|kin| kin.name.clone()),
        kin_relation: person.kin.as_ref().map(|kin| kin.relation.to_owned()),
        kin_phone: person.kin.as_ref().map(|kin| kin.phone.clone()),
        payer: person.insurance.as_ref().map(|insurance| insurance.payer.to_owned()),
        policy_number: person.insurance.as_ref().map(|insurance| insurance.policy.clone()),
        policy_until: person.insurance.as_ref().map(|insurance| insurance.until),
        usual_doctor: None,
        note: person.notes.map(str::to_owned),
        former_number: None,
        death: person.died.map_or(Death::No, Death::On),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_as_it_was_written() {
        for appointments in [0, 5_000_000] {
            let wanted = Demonstration { seed: 9, patients: 1_000_000, appointments };
            assert_eq!(wanted.to_string().parse(), Ok(wanted));
        }
        for other in ["", UNFINISHED, "seed x, 3 patients", "seed 1, patients", "seed 1"] {
            assert_eq!(other.parse::<Demonstration>(), Err(OtherMark), "{other}");
        }
    }
}
