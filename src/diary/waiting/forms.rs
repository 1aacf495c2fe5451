//! What somebody waits for, read or refused field by field.

use jiff::civil::Date;

use super::actions::New;
use super::model::For;
use crate::diary::appointments::Bookable;
use crate::diary::hours;
use crate::gate::actor::AccountId;
use crate::gate::hospital::Site;
use crate::kit::web::form::Form;
use crate::people::patients::PatientId;
use crate::people::staff::Specialty;
use crate::say;

/// Lengths one can wait for, in minutes.
pub const LENGTHS: [i32; 10] = [5, 10, 15, 20, 30, 40, 45, 60, 90, 120];

/// What there is to choose from.
pub struct Choices {
    /// Who can be waited for.
    pub doctors: Vec<Bookable>,
    /// Their specialties.
    pub specialties: Vec<Specialty>,
    /// Sites in use.
    pub sites: Vec<Site>,
    /// A doctor puts patients on the list for themselves alone.
    pub only: Option<AccountId>,
}

/// Reads the form; what is wrong with it stands in it afterwards.
pub fn read(form: &mut Form, patient: PatientId, choices: &Choices, today: Date) -> Option<New> {
    let whom = For::read(form.raw("for")).filter(|whom| match whom {
        For::Anybody => choices.only.is_none(),
        For::Specialty(id) => choices.only.is_none() && choices.specialties.iter().any(|one| one.id == *id),
        For::Doctor(id) => choices.doctors.iter().any(|one| one.id == *id),
    });
    if whom.is_none() {
        form.refuse("for", say!("waiting-for-unknown"));
    }
    let site = match form.raw("site").to_owned().as_str() {
        "" => None,
        typed => {
            let site = choices.sites.iter().find(|site| site.id.to_string() == typed).map(|site| site.id);
            if site.is_none() {
                form.refuse("site", say!("waiting-site-unknown"));
            }
            site
        }
    };
    let earliest = hours::require_day(form, "earliest", today);
    let latest = match form.raw("latest").trim() {
        "" => None,
        _ => hours::read_day(form, "latest", today),
    };
    if let (Some(earliest), Some(latest)) = (earliest, latest)
        && latest < earliest
    {
        form.refuse("latest", say!("waiting-latest-before"));
    }
    if latest.is_some_and(|latest| latest < today) {
        form.refuse("latest", say!("waiting-latest-past"));
    }
    let minutes = form.raw("minutes").parse().ok().filter(|minutes| LENGTHS.contains(minutes));
    if minutes.is_none() {
        form.refuse("minutes", say!("waiting-length-unknown"));
    }
    let reason = form.optional("reason", 300).unwrap_or_default();
    if !form.is_valid() {
        return None;
    }
    let (doctor, specialty) = match whom? {
        For::Anybody => (None, None),
        For::Specialty(id) => (None, Some(id)),
        For::Doctor(id) => (Some(id), None),
    };
    Some(New { patient, doctor, specialty, site, earliest: earliest?, latest, minutes: minutes?, reason })
}
