//! The fields of a patient's sheet, by name: one list for the form, the two-versions page, the
//! merge preview, the CSV columns and the list of what changed.

use std::array;

/// A field that people fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Family name.
    Family,
    /// Given names.
    Given,
    /// Title before the name.
    Title,
    /// The name they go by.
    Preferred,
    /// Birth date, or as much of it as is known.
    Born,
    /// Estimated age in years, instead of a birth date.
    Age,
    /// Sex code.
    Sex,
    /// Gender identity in their words.
    GenderIdentity,
    /// National id.
    NationalId,
    /// First phone.
    Phone,
    /// Second phone.
    Phone2,
    /// Third phone.
    Phone3,
    /// E-mail.
    Email,
    /// Street and number.
    Street,
    /// Postcode and town.
    Town,
    /// Country.
    Country,
    /// Language code.
    Language,
    /// Next of kin: name.
    KinName,
    /// Next of kin: relation.
    KinRelation,
    /// Next of kin: phone.
    KinPhone,
    /// Insurance: payer.
    Payer,
    /// Insurance: policy number.
    PolicyNumber,
    /// Insurance: last day it is valid.
    PolicyUntil,
    /// Usual doctor's account id.
    UsualDoctor,
    /// Notes for reception.
    Note,
    /// Number in the register used before.
    FormerNumber,
    /// Day of death.
    Died,
}

const COUNT: usize = 27;

impl Field {
    /// All of them, in the order of the form.
    pub const ALL: [Field; COUNT] = [
        Field::Family,
        Field::Given,
        Field::Title,
        Field::Preferred,
        Field::Born,
        Field::Age,
        Field::Sex,
        Field::GenderIdentity,
        Field::NationalId,
        Field::Phone,
        Field::Phone2,
        Field::Phone3,
        Field::Email,
        Field::Street,
        Field::Town,
        Field::Country,
        Field::Language,
        Field::KinName,
        Field::KinRelation,
        Field::KinPhone,
        Field::Payer,
        Field::PolicyNumber,
        Field::PolicyUntil,
        Field::UsualDoctor,
        Field::Note,
        Field::FormerNumber,
        Field::Died,
    ];

    /// What a doctor or nurse may change: how to reach somebody, not who they are.
    pub const CONTACT: [Field; 11] = [
        Field::Phone,
        Field::Phone2,
        Field::Phone3,
        Field::Email,
        Field::Street,
        Field::Town,
        Field::Country,
        Field::Language,
        Field::KinName,
        Field::KinRelation,
        Field::KinPhone,
    ];

    /// Name of the input, and the end of its message in the catalogue.
    pub fn name(self) -> &'static str {
        match self {
            Field::Family => "family",
            Field::Given => "given",
            Field::Title => "title",
            Field::Preferred => "preferred",
            Field::Born => "born",
            Field::Age => "age",
            Field::Sex => "sex",
            Field::GenderIdentity => "gender-identity",
            Field::NationalId => "national-id",
            Field::Phone => "phone",
            Field::Phone2 => "phone-2",
            Field::Phone3 => "phone-3",
            Field::Email => "email",
            Field::Street => "street",
            Field::Town => "town",
            Field::Country => "country",
            Field::Language => "language",
            Field::KinName => "kin-name",
            Field::KinRelation => "kin-relation",
            Field::KinPhone => "kin-phone",
            Field::Payer => "payer",
            Field::PolicyNumber => "policy-number",
            Field::PolicyUntil => "policy-until",
            Field::UsualDoctor => "usual-doctor",
            Field::Note => "note",
            Field::FormerNumber => "former-number",
            Field::Died => "died",
        }
    }

    /// The field of that name.
    pub fn of_name(name: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Most characters it takes.
    pub fn longest(self) -> usize {
        match self {
            Field::Note => 2_000,
            Field::Email => 254,
            Field::Title | Field::Born | Field::PolicyUntil | Field::Died | Field::Language => 40,
            Field::Age => 3,
            Field::Phone | Field::Phone2 | Field::Phone3 | Field::KinPhone => 40,
            Field::NationalId | Field::PolicyNumber | Field::FormerNumber | Field::GenderIdentity => 100,
            _ => 200,
        }
    }

    fn at(self) -> usize {
        self as usize
    }
}

/// One text per field, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet([String; COUNT]);

impl Default for Sheet {
    fn default() -> Self {
        Sheet(array::from_fn(|_| String::new()))
    }
}

impl Sheet {
    /// The text of a field; empty when nothing was typed.
    pub fn get(&self, field: Field) -> &str {
        self.0.get(field.at()).map_or("", String::as_str)
    }

    /// Sets the text of a field.
    pub fn set(&mut self, field: Field, text: impl Into<String>) {
        if let Some(slot) = self.0.get_mut(field.at()) {
            *slot = text.into();
        }
    }

    /// The same, for building one.
    pub fn with(mut self, field: Field, text: impl Into<String>) -> Self {
        self.set(field, text);
        self
    }

    /// As a document of what is filled in, by name of the field.
    pub fn to_json(&self) -> serde_json::Value {
        let filled = Field::ALL.into_iter().filter(|&field| !self.get(field).is_empty());
        filled.map(|field| (field.name().to_owned(), serde_json::Value::from(self.get(field)))).collect()
    }

    /// From such a document; what it does not know is left out.
    pub fn of_json(document: &serde_json::Value) -> Sheet {
        let mut sheet = Sheet::default();
        for (name, text) in document.as_object().into_iter().flatten() {
            if let (Some(field), Some(text)) = (Field::of_name(name), text.as_str()) {
                sheet.set(field, text);
            }
        }
        sheet
    }

    /// Fields in which two sheets differ.
    pub fn differences<'a>(&'a self, other: &'a Sheet) -> impl Iterator<Item = Field> + 'a {
        Field::ALL.into_iter().filter(|&field| self.get(field) != other.get(field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_field_has_its_place_and_its_name() {
        let mut names = HashSet::new();
        for (at, field) in Field::ALL.into_iter().enumerate() {
            assert_eq!(field.at(), at);
            assert!(names.insert(field.name()));
            assert_eq!(Field::of_name(field.name()), Some(field));
        }
        assert_eq!(Field::of_name("role"), None);
    }

    #[test]
    fn sheets_differ_by_field() {
        let before = Sheet::default().with(Field::Family, "Marković");
        let after = before.clone().with(Field::Phone, "112");
        assert_eq!(before.differences(&after).collect::<Vec<_>>(), [Field::Phone]);
        assert_eq!(after.get(Field::Family), "Marković");
        assert_eq!(Sheet::of_json(&after.to_json()), after);
    }
}
