//! Somebody else's list of patients: which of its columns is which field, and its rows as sheets.

use super::field::{Field, Sheet};
use super::fold::fold;
use super::sex::Sex;

/// What a column of the list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// One of our fields.
    Field(Field),
    /// Family and given name in one: "Family, Given" or "Given Family".
    WholeName,
    /// Nothing we take.
    Skip,
}

impl Column {
    /// The name used in forms and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Column::Field(field) => field.name(),
            Column::WholeName => "whole-name",
            Column::Skip => "skip",
        }
    }

    /// The column of that name.
    pub fn of_name(name: &str) -> Option<Column> {
        match name {
            "whole-name" => Some(Column::WholeName),
            "skip" => Some(Column::Skip),
            _ => Field::of_name(name).filter(|&f| is_importable(f)).map(Column::Field),
        }
    }

    /// Everything a column can be, for the choice in the form.
    pub fn all() -> impl Iterator<Item = Column> {
        let fields = Field::ALL.into_iter().filter(|&f| is_importable(f)).map(Column::Field);
        [Column::Skip, Column::WholeName].into_iter().chain(fields)
    }

    /// The likeliest column for a heading.
    pub fn guess(heading: &str) -> Column {
        let heading = fold(&heading.replace(['_', '-', '.'], " "));
        let heading = heading.split(' ').collect::<Vec<_>>().join(" ");
        let field = match heading.as_str() {
            "name" | "full name" | "fullname" | "patient" | "patient name" => return Column::WholeName,
            "family" | "family name" | "familyname" | "last name" | "lastname" | "surname" | "nachname"
            | "nom" | "prezime" | "apellidos" | "last" => Field::Family,
            "given" | "given name" | "given names" | "givenname" | "first name" | "firstname"
            | "forename" | "vorname" | "prenom" | "ime" | "nombre" | "first" => Field::Given,
            "title" | "prefix" | "titel" => Field::Title,
            "preferred" | "preferred name" | "nickname" | "known as" => Field::Preferred,
            "born" | "birth" | "birth date" | "birthdate" | "date of birth" | "dateofbirth" | "dob"
            | "geburtsdatum" | "date de naissance" | "datum rodenja" => Field::Born,
            "age" | "alter" | "estimated age" => Field::Age,
            "sex" | "gender" | "geschlecht" | "sexe" | "pol" => Field::Sex,
            "gender identity" => Field::GenderIdentity,
            "national id"
            | "nationalid"
            | "national number"
            | "ssn"
            | "nhs number"
            | "jmbg"
            | "id number"
            | "social security number" => Field::NationalId,
            "phone" | "telephone" | "tel" | "mobile" | "mobile phone" | "telefon" | "phone 1" | "cell"
            | "phone number" => Field::Phone,
            "phone 2" | "home phone" | "other phone" | "second phone" => Field::Phone2,
            "phone 3" | "work phone" => Field::Phone3,
            "email" | "e mail" | "mail" | "email address" => Field::Email,
            "street" | "address" | "address line 1" | "address 1" | "strasse" | "adresse" => Field::Street,
            "town" | "city" | "postcode and town" | "ort" | "ville" | "grad" => Field::Town,
            "country" | "land" | "pays" => Field::Country,
            "language" | "lang" | "sprache" => Field::Language,
            "next of kin" | "kin" | "kin name" | "emergency contact" | "contact name" => Field::KinName,
            "kin relation" | "relation" | "relationship" => Field::KinRelation,
            "kin phone" | "next of kin phone" | "emergency phone" | "contact phone" => Field::KinPhone,
            "payer" | "insurance" | "insurer" | "krankenkasse" => Field::Payer,
            "policy number" | "policy" | "insurance number" => Field::PolicyNumber,
            "policy until" | "valid until" | "insurance valid until" => Field::PolicyUntil,
            "note" | "notes" | "remark" | "remarks" | "comment" => Field::Note,
            "former number" | "old number" | "mrn" | "patient number" | "patient id" | "number" | "id"
            | "file number" | "record number" => Field::FormerNumber,
            "died" | "date of death" | "deceased" | "death date" => Field::Died,
            _ => return Column::Skip,
        };
        Column::Field(field)
    }
}

/// A doctor is chosen here, not read from a list.
fn is_importable(field: Field) -> bool {
    field != Field::UsualDoctor
}

/// Guesses every column; a field is taken once, by the first heading that fits.
pub fn guess_all(headings: &[String]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for heading in headings {
        let guess = Column::guess(heading);
        let taken = guess != Column::Skip && columns.contains(&guess);
        columns.push(if taken { Column::Skip } else { guess });
    }
    let names = [Column::Field(Field::Family), Column::Field(Field::Given)];
    if names.iter().any(|name| columns.contains(name)) {
        columns.iter_mut().filter(|c| **c == Column::WholeName).for_each(|c| *c = Column::Skip);
    }
    columns
}

/// A column that was chosen for two headings.
pub fn twice(columns: &[Column]) -> Option<Column> {
    let mut seen: Vec<Column> = Vec::new();
    for &column in columns.iter().filter(|column| **column != Column::Skip) {
        if seen.contains(&column) {
            return Some(column);
        }
        seen.push(column);
    }
    None
}

/// One row as a sheet, ready to be parsed like a form.
pub fn sheet<'a>(columns: &[Column], cells: impl Iterator<Item = &'a str>) -> Sheet {
    let mut sheet = Sheet::default();
    for (column, cell) in columns.iter().zip(cells) {
        let cell = cell.trim();
        match column {
            Column::Skip => {}
            Column::WholeName => {
                let (family, given) = split_name(cell);
                sheet.set(Field::Family, family);
                sheet.set(Field::Given, given);
            }
            Column::Field(Field::Sex) => {
                let code = Sex::of_code(cell).or_else(|| Sex::guess(cell)).map(Sex::code);
                sheet.set(Field::Sex, code.unwrap_or(cell));
            }
            Column::Field(field) => sheet.set(*field, cell),
        }
    }
    sheet
}

/// The sign between the cells, by what the heading line has most of.
pub fn delimiter(first_line: &str) -> u8 {
    let count = |sign: u8| first_line.bytes().filter(|&b| b == sign).count();
    let signs = [b',', b';', b'\t', b'|'];
    signs.into_iter().rev().max_by_key(|&sign| count(sign)).filter(|&s| count(s) > 0).unwrap_or(b',')
}

fn split_name(name: &str) -> (&str, &str) {
    match name.split_once([',', '،', '，']) {
        Some((family, given)) => (family.trim(), given.trim()),
        None => match name.rsplit_once(' ') {
            Some((given, family)) => (family.trim(), given.trim()),
            None => (name, ""),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(line: &str) -> Vec<Column> {
        guess_all(&line.split(',').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn usual_headings_are_understood() {
        use Column::{Field as F, Skip, WholeName};
        assert_eq!(
            headings("Patient ID,Last_Name,FirstName,DOB,Gender,Mobile Phone,Shoe size,name"),
            [
                F(Field::FormerNumber),
                F(Field::Family),
                F(Field::Given),
                F(Field::Born),
                F(Field::Sex),
                F(Field::Phone),
                Skip,
                Skip,
            ]
        );
        assert_eq!(headings("Name,Phone,Tel"), [WholeName, F(Field::Phone), Skip]);
        assert_eq!(headings("Prénom,Prezime"), [F(Field::Given), F(Field::Family)]);
    }

    #[test]
    fn rows_become_sheets() {
        let columns = headings("name,dob,sex");
        for (name, family, given) in [
            ("Marković, Ana", "Marković", "Ana"),
            ("Ana Marija Marković", "Marković", "Ana Marija"),
            ("Suharto", "Suharto", ""),
        ] {
            let sheet = sheet(&columns, [name, "14.3.1984", "W"].into_iter());
            assert_eq!((sheet.get(Field::Family), sheet.get(Field::Given)), (family, given));
            assert_eq!(sheet.get(Field::Sex), "female");
        }
        assert_eq!(sheet(&columns, ["x", "", "purple"].into_iter()).get(Field::Sex), "purple");
        assert_eq!(sheet(&columns, std::iter::empty()), Sheet::default());
    }

    #[test]
    fn delimiters() {
        assert_eq!(delimiter("a,b,c"), b',');
        assert_eq!(delimiter("a;b, c;d"), b';');
        assert_eq!(delimiter("a\tb"), b'\t');
        assert_eq!(delimiter("a"), b',');
    }

    #[test]
    fn names_of_columns() {
        for column in Column::all() {
            assert_eq!(Column::of_name(column.name()), Some(column));
        }
        assert_eq!(Column::of_name("usual-doctor"), None);
    }
}
