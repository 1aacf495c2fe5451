//! Patients, and the people and places that a record names.

use serde::Serialize;

use crate::care::record::When;

/// A person or an organisation elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DirectoryEntry {
    /// `person` or `organisation`.
    pub kind: &'static str,
    /// The whole name as shown.
    pub name: String,
    /// A number they are known by, as (system, value).
    pub identifier: Option<(String, String)>,
    /// Phone.
    pub phone: Option<String>,
    /// Address on one line.
    pub address: Option<String>,
    /// Whether the sender still counts them.
    pub active: bool,
}

/// Demographics of a patient.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Patient {
    /// Family name.
    pub family: String,
    /// Given names.
    pub given: String,
    /// Title.
    pub prefix: Option<String>,
    /// What follows the name.
    pub suffix: Option<String>,
    /// The name people use, where the sender gives one beside the legal name.
    pub preferred: Option<String>,
    /// Birth date, as exactly as it is known.
    pub birth: Option<When>,
    /// `male`, `female`, `other` or `unknown`.
    pub sex: &'static str,
    /// Whether they have died.
    pub deceased: bool,
    /// When they died.
    pub deceased_at: Option<When>,
    /// Phone numbers.
    pub phones: Vec<String>,
    /// Mail address.
    pub email: Option<String>,
    /// Postal address.
    pub address: Option<Address>,
    /// National identity number.
    pub national_id: Option<String>,
    /// All other numbers, as (label, value).
    pub identifiers: Vec<(String, String)>,
    /// Marital status in words.
    pub marital_status: Option<String>,
    /// Language tag (BCP 47).
    pub language: Option<String>,
    /// Next of kin.
    pub contacts: Vec<Contact>,
}

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Address {
    /// Street lines.
    pub lines: Vec<String>,
    /// City.
    pub city: Option<String>,
    /// District.
    pub district: Option<String>,
    /// State or region.
    pub state: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Country.
    pub country: Option<String>,
}

impl Address {
    /// All of it on one line.
    pub fn one_line(&self) -> String {
        let parts = self.lines.iter().map(String::as_str).chain(
            [&self.city, &self.district, &self.state, &self.postal_code, &self.country]
                .into_iter()
                .filter_map(Option::as_deref),
        );
        parts.collect::<Vec<_>>().join(", ")
    }
}

/// Next of kin.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Contact {
    /// Name.
    pub name: String,
    /// How they are related.
    pub relationship: Option<String>,
    /// Phone.
    pub phone: Option<String>,
}
