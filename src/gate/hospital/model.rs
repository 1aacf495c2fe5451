//! The hospital and its sites as values.

use diesel::prelude::*;

use crate::kit::id::Id;
use crate::schema::{hospital, sites};

/// The hospital.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = hospital)]
pub struct Hospital {
    /// As it stands on its paper.
    pub name: String,
    /// As it stands on its paper; may have several lines.
    pub address: String,
    /// IANA time zone of the hospital.
    pub time_zone: String,
    /// ISO 4217 code.
    pub currency: String,
    /// What the demonstration was made from; none in a real hospital.
    pub demonstration: Option<String>,
    /// Roles whose accounts must have a second factor, separated by commas.
    pub second_factor_roles: String,
    /// Counts its changes.
    pub version: i64,
    /// Whether doctors and nurses may open a record in an emergency.
    pub emergency_access: bool,
}

impl Hospital {
    /// Whether accounts of this role must have a second factor.
    pub fn needs_second_factor(&self, role: &str) -> bool {
        self.second_factor_roles.split(',').any(|listed| listed == role)
    }
}

/// What is asked for at set-up.
#[derive(Clone, Debug)]
pub struct NewHospital {
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: String,
    /// IANA time zone.
    pub time_zone: String,
    /// ISO 4217 code.
    pub currency: String,
    /// What the demonstration is made from; none for a real hospital.
    pub demonstration: Option<String>,
}

/// Marks the ids of sites; a site is a place where patients are seen.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = sites)]
pub struct Site {
    /// Its identity.
    pub id: SiteId,
    /// Its name, unique in the hospital.
    pub name: String,
    /// IANA time zone of the site.
    pub time_zone: String,
    /// Whether it is still used.
    pub active: bool,
    /// Counts its changes.
    pub version: i64,
    /// Where it is; may have several lines.
    pub address: String,
    /// How it is called, as people write it.
    pub phone: String,
}

impl Site {
    /// What an admin can change of it.
    pub fn sheet(&self) -> SiteSheet {
        SiteSheet {
            name: self.name.clone(),
            address: self.address.clone(),
            phone: self.phone.clone(),
            time_zone: self.time_zone.clone(),
        }
    }
}

/// What an admin wants a site to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteSheet {
    /// Its name, unique in the hospital.
    pub name: String,
    /// Where it is; may have several lines.
    pub address: String,
    /// How it is called, as people write it.
    pub phone: String,
    /// IANA time zone of the site.
    pub time_zone: String,
}

impl SiteSheet {
    /// A site of which only name and zone are known.
    pub fn new(name: impl Into<String>, time_zone: impl Into<String>) -> Self {
        Self { name: name.into(), address: String::new(), phone: String::new(), time_zone: time_zone.into() }
    }
}

/// The id of a site.
pub type SiteId = Id<Site>;

/// The zone's name as the time zone database spells it, or none when there is no such zone.
pub fn check_time_zone(name: &str) -> Option<String> {
    let zone = jiff::tz::db().get(name.trim()).ok()?;
    zone.iana_name().map(ToOwned::to_owned)
}

/// Every zone there is, by name.
pub fn time_zones() -> Vec<String> {
    let mut zones: Vec<String> = jiff::tz::db().available().map(|zone| zone.to_string()).collect();
    zones.sort_unstable();
    zones
}

/// The code in capitals when ISO 4217 has it.
pub fn check_currency(code: &str) -> Option<String> {
    iso_currency::Currency::from_code(&code.trim().to_ascii_uppercase()).map(|known| known.code().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_and_currencies() {
        assert_eq!(check_time_zone(" europe/berlin ").as_deref(), Some("Europe/Berlin"));
        assert_eq!(check_time_zone("Europe/Atlantis"), None);
        assert_eq!(check_currency("eur").as_deref(), Some("EUR"));
        for code in ["", "EU", "EURO", "€€€", "E1R", "QQQ"] {
            assert_eq!(check_currency(code), None, "{code}");
        }
    }
}
