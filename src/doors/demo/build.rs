//! Makes the demonstration in an empty database, through the same facades as everybody else.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use super::staff::{Employee, LINDENHOF, Post, STAFF, first_of};
use super::{SHAPED, shaped};
use crate::gate::access::model::{Role, email_key};
use crate::gate::access::store::{self as accounts, NewAccount};
use crate::gate::access::{NewInstallation, found};
use crate::gate::actor::{AccountId, Actor};
use crate::gate::desk::Offered;
use crate::gate::hospital::{self, NewHospital};
use crate::kit::db::{Conn, Db, Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::seal::Key;

/// What a database says that is not finished yet: nothing agrees with it, so the next start begins again.
const UNFINISHED: &str = "unfinished";

/// What a demonstration is made from. Two of the same seed and size, begun on the same day, are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demonstration {
    /// Another seed makes other people.
    pub seed: u64,
    /// How many patients.
    pub patients: u64,
}

impl Default for Demonstration {
    fn default() -> Self {
        Self { seed: 1, patients: SHAPED as u64 }
    }
}

impl fmt::Display for Demonstration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "seed {}, {} patients", self.seed, self.patients)
    }
}

/// The mark in a database is not one that this version makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the mark of a finished demonstration")]
pub struct OtherMark;

impl FromStr for Demonstration {
    type Err = OtherMark;
    fn from_str(mark: &str) -> Result<Self, OtherMark> {
        let (seed, patients) = mark.split_once(", ").ok_or(OtherMark)?;
        let seed = seed.strip_prefix("seed ").and_then(|seed| seed.parse().ok()).ok_or(OtherMark)?;
        let patients =
            patients.strip_suffix(" patients").and_then(|count| count.parse().ok()).ok_or(OtherMark)?;
        Ok(Self { seed, patients })
    }
}

/// Fills an empty database. `progress` hears how many patients are in.
///
/// # Errors
/// [`Error::Conflict`] when there is a hospital already; what the database says.
pub fn build(db: &Db, root: &Key, wanted: Demonstration, today: Date, progress: &dyn Fn(u64)) -> Result<()> {
    let actor = Actor::system("demonstration", root);
    let staff = db.write_now(&actor, hire)?;
    progress(0);
    drop((staff, shaped(wanted.seed, today)));
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

impl Employee {
    fn role(&self) -> Role {
        match self.post {
            Post::Admin => Role::Admin,
            Post::Doctor => Role::Doctor,
            Post::Nurse => Role::Nurse,
            Post::Receptionist => Role::Receptionist,
        }
    }

    /// The name on records and lists.
    #[must_use]
    pub fn name(&self) -> String {
        let name = format!("{} {}", self.given, self.family);
        if self.post == Post::Doctor { format!("Dr {name}") } else { name }
    }

    fn account(&self) -> Result<NewAccount> {
        Ok(NewAccount {
            role: self.role(),
            name: self.name(),
            email: self.email.to_owned(),
            email_key: email_key(self.email).ok_or_else(|| Error::bug("an address of the staff list"))?,
            password_hash: None,
            one_time_until: None,
            patient: None,
        })
    }
}

/// Founds the hospital with its sites and its staff, and answers their accounts in the order of the staff list.
fn hire(tx: &mut Tx<'_>) -> Result<Vec<(AccountId, String)>> {
    let first = first_of(Post::Admin);
    let admin = found(
        tx,
        &NewInstallation {
            hospital: NewHospital {
                name: LINDENHOF.name.to_owned(),
                address: LINDENHOF.address.to_owned(),
                time_zone: LINDENHOF.time_zone.to_owned(),
                currency: LINDENHOF.currency.to_owned(),
                demonstration: Some(UNFINISHED.to_owned()),
            },
            site: LINDENHOF.sites[0].to_owned(),
            admin: STAFF[first].account()?,
        },
    )?;
    hospital::insert_site(tx, LINDENHOF.sites[1], LINDENHOF.time_zone)?;
    let mut staff = Vec::with_capacity(STAFF.len());
    for (place, employee) in STAFF.iter().enumerate() {
        let account =
            if place == first { admin } else { accounts::insert_account(tx, &employee.account()?)? };
        staff.push((account, employee.name()));
    }
    let email = email_of(Role::Patient);
    accounts::insert_account(
        tx,
        &NewAccount {
            role: Role::Patient,
            name: "Ana Marković".to_owned(),
            email: email.to_owned(),
            email_key: email.to_owned(),
            password_hash: None,
            one_time_until: None,
            patient: None,
        },
    )?;
    Ok(staff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_as_it_was_written() {
        let wanted = Demonstration { seed: 9, patients: 1_000_000 };
        assert_eq!(wanted.to_string().parse(), Ok(wanted));
        for other in ["", UNFINISHED, "seed x, 3 patients", "seed 1, patients"] {
            assert_eq!(other.parse::<Demonstration>(), Err(OtherMark), "{other}");
        }
    }
}
