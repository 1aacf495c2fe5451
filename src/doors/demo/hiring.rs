//! The demonstration's hospital, sites and employees, as an admin would have entered them.

use super::staff::{Employee, LINDENHOF, Post, STAFF, first_of};
use crate::gate::access::model::{Duties, Role, email_key};
use crate::gate::access::store::{self as accounts, NewAccount};
use crate::gate::access::{NewInstallation, employees, found};
use crate::gate::actor::AccountId;
use crate::gate::hospital::{self, NewHospital, SiteId, SiteSheet};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::people::staff::{DoctorProfile, put_profile};

/// Founds the hospital with its sites and its staff, and answers their accounts in the order of the staff list.
pub(super) fn hire(tx: &mut Tx<'_>, mark: &str) -> Result<Vec<(AccountId, String)>> {
    let first = first_of(Post::Admin);
    let admin = found(
        tx,
        &NewInstallation {
            hospital: NewHospital {
                name: LINDENHOF.name.to_owned(),
                address: LINDENHOF.address.to_owned(),
                time_zone: LINDENHOF.time_zone.to_owned(),
                currency: LINDENHOF.currency.to_owned(),
                demonstration: Some(mark.to_owned()),
            },
            site: LINDENHOF.sites[0].to_owned(),
            admin: STAFF[first].account()?,
        },
    )?;
    hospital::insert_site(tx, &SiteSheet::new(LINDENHOF.sites[1], LINDENHOF.time_zone))?;
    let sites = sites(tx.conn())?;
    for (id, (address, phone)) in sites.iter().zip(LINDENHOF.contacts) {
        let site = hospital::site(tx.conn(), *id)?;
        let sheet = SiteSheet { address: address.to_owned(), phone: phone.to_owned(), ..site.sheet() };
        hospital::change_site(tx, *id, site.version, &sheet)?;
    }
    let mut staff = Vec::with_capacity(STAFF.len());
    for (place, employee) in STAFF.iter().enumerate() {
        let account =
            if place == first { admin } else { accounts::insert_account(tx, &employee.account()?)? };
        let places: Vec<SiteId> = employee.sites.iter().map(|site| sites[*site]).collect();
        employees::equip(tx, account, employee.duties(), &places)?;
        if employee.post == Post::Doctor {
            put_profile(tx, account, &employee.profile(place))?;
        }
        if employee.left {
            employees::set_active(tx, admin, account, false)?;
        }
        staff.push((account, employee.name()));
    }
    Ok(staff)
}

/// The sites in the order of [`LINDENHOF`].
pub(super) fn sites(conn: &mut Conn) -> Result<Vec<SiteId>> {
    let known = hospital::sites(conn)?;
    LINDENHOF
        .sites
        .iter()
        .map(|name| {
            let site = known.iter().find(|site| site.name == *name);
            site.map(|site| site.id).ok_or_else(|| Error::bug("a site of the demonstration is missing"))
        })
        .collect()
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

    fn duties(&self) -> Duties {
        let has = |duty| self.duties.contains(&duty);
        Duties { till: has("till"), pharmacy: has("pharmacy"), laboratory: has("laboratory") }
    }

    fn profile(&self, place: usize) -> DoctorProfile {
        DoctorProfile {
            sees_patients: !self.left,
            specialties: vec![self.specialty.to_owned()],
            licence: format!("LH-{:05}", 40_213 + 977 * place),
            fee_minor: Some(4_500),
            slot_minutes: 20,
            overbookable: true,
        }
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
