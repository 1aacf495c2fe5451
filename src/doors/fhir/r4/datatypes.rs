//! FHIR R4 data types: coded values, quantities, references, names and addresses.
//! The fields are those of the specification, under its names.

use serde::Deserialize;

use super::{Decimal, Moment, Text};

/// One code of one system.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Coding {
    pub system: Option<Text>,
    pub code: Option<Text>,
    pub display: Option<Text>,
    pub user_selected: Option<bool>,
}

/// Several codes for one meaning, and the text as written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CodeableConcept {
    pub coding: Vec<Coding>,
    pub text: Option<Text>,
}

/// A pointer to another resource.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Reference {
    pub reference: Option<Text>,
    pub display: Option<Text>,
    pub identifier: Option<Box<Identifier>>,
}

/// A number given to somebody or something by a system.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Identifier {
    #[serde(rename = "use")]
    pub use_: Option<Text>,
    #[serde(rename = "type")]
    pub type_: Option<CodeableConcept>,
    pub system: Option<Text>,
    pub value: Option<Text>,
}

/// From and until.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Period {
    pub start: Option<Moment>,
    pub end: Option<Moment>,
}

/// A measured amount.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Quantity {
    pub value: Option<Decimal>,
    pub comparator: Option<Text>,
    pub unit: Option<Text>,
    pub code: Option<Text>,
}

/// Between two amounts.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Range {
    pub low: Option<Quantity>,
    pub high: Option<Quantity>,
}

/// One amount to another.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Ratio {
    pub numerator: Option<Quantity>,
    pub denominator: Option<Quantity>,
}

/// A remark.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Annotation {
    pub text: Option<Text>,
}

/// A person's name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct HumanName {
    #[serde(rename = "use")]
    pub use_: Option<Text>,
    pub text: Option<Text>,
    pub family: Option<Text>,
    pub given: Vec<Option<Text>>,
    pub prefix: Vec<Option<Text>>,
    pub suffix: Vec<Option<Text>>,
    pub period: Option<Period>,
}

/// A phone number or mail address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ContactPoint {
    pub system: Option<Text>,
    pub value: Option<Text>,
    #[serde(rename = "use")]
    pub use_: Option<Text>,
    pub period: Option<Period>,
}

/// A postal address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Address {
    #[serde(rename = "use")]
    pub use_: Option<Text>,
    pub text: Option<Text>,
    pub line: Vec<Option<Text>>,
    pub city: Option<Text>,
    pub district: Option<Text>,
    pub state: Option<Text>,
    pub postal_code: Option<Text>,
    pub country: Option<Text>,
    pub period: Option<Period>,
}

/// Something the specification does not define; only its address is of interest.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Extension {
    pub url: Option<Text>,
}
