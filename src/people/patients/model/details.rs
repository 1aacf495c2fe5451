//! What is known of a patient as a person, parsed from a [`Sheet`] and written back to one.

use super::birth::Birth;
use super::dates;
use super::death::Death;
use super::field::{Field, Sheet};
use super::phone::Phone;
use super::problem::Problems;
use super::reader::Reader;
use super::sex::Sex;
use jiff::civil::Date;

/// The demographics, valid by construction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// Family name; empty only when there is a given name.
    pub family: String,
    /// Given names; empty only when there is a family name.
    pub given: String,
    /// Title before the name.
    pub title: Option<String>,
    /// The name they go by.
    pub preferred: Option<String>,
    /// When they were born.
    pub birth: Birth,
    /// Sex.
    pub sex: Sex,
    /// Gender identity in their words.
    pub gender_identity: Option<String>,
    /// National id, unique in the house.
    pub national_id: Option<String>,
    /// At most three.
    pub phones: Vec<Phone>,
    /// E-mail.
    pub email: Option<String>,
    /// Street and number.
    pub street: Option<String>,
    /// Postcode and town.
    pub town: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Language code (BCP 47).
    pub language: Option<String>,
    /// Next of kin: name.
    pub kin_name: Option<String>,
    /// Next of kin: relation.
    pub kin_relation: Option<String>,
    /// Next of kin: phone.
    pub kin_phone: Option<String>,
    /// Insurance: payer; nothing means they pay themselves.
    pub payer: Option<String>,
    /// Insurance: policy number.
    pub policy_number: Option<String>,
    /// Insurance: last day it is valid.
    pub policy_until: Option<Date>,
    /// Usual doctor's account; gives no access.
    pub usual_doctor: Option<uuid::Uuid>,
    /// Notes for reception.
    pub note: Option<String>,
    /// Number in the register used before.
    pub former_number: Option<String>,
    /// Whether they have died.
    pub death: Death,
}

impl Details {
    /// Reads a sheet; every problem is reported at once.
    pub fn parse(sheet: &Sheet, today: Date) -> Result<Details, Problems> {
        let mut reader = Reader::of(sheet, today);
        let details = reader.details();
        let mut problems = reader.into_problems();
        problems.sort_by_key(|(field, _)| *field);
        problems.dedup_by_key(|(field, _)| *field);
        match details {
            Some(details) if problems.is_empty() => Ok(details),
            _ => Err(problems),
        }
    }

    /// Writes the sheet that reads as these details.
    pub fn sheet(&self) -> Sheet {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let day = |value: Option<Date>| value.map(dates::clinical).unwrap_or_default();
        let phone = |at: usize| self.phones.get(at).map(|p| p.number.clone()).unwrap_or_default();
        Sheet::default()
            .with(Field::Family, &*self.family)
            .with(Field::Given, &*self.given)
            .with(Field::Title, text(&self.title))
            .with(Field::Preferred, text(&self.preferred))
            .with(Field::Born, self.birth.text().unwrap_or_default())
            .with(Field::Sex, self.sex.code())
            .with(Field::GenderIdentity, text(&self.gender_identity))
            .with(Field::NationalId, text(&self.national_id))
            .with(Field::Phone, phone(0))
            .with(Field::Phone2, phone(1))
            .with(Field::Phone3, phone(2))
            .with(Field::Email, text(&self.email))
            .with(Field::Street, text(&self.street))
            .with(Field::Town, text(&self.town))
            .with(Field::Country, text(&self.country))
            .with(Field::Language, text(&self.language))
            .with(Field::KinName, text(&self.kin_name))
            .with(Field::KinRelation, text(&self.kin_relation))
            .with(Field::KinPhone, text(&self.kin_phone))
            .with(Field::Payer, text(&self.payer))
            .with(Field::PolicyNumber, text(&self.policy_number))
            .with(Field::PolicyUntil, day(self.policy_until))
            .with(Field::UsualDoctor, self.usual_doctor.map(|id| id.to_string()).unwrap_or_default())
            .with(Field::Note, text(&self.note))
            .with(Field::FormerNumber, text(&self.former_number))
            .with(Field::Died, self.death.text())
    }
}

#[cfg(test)]
mod tests {
    use super::super::problem::Problem;
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 11, 20);

    fn least() -> Sheet {
        Sheet::default()
            .with(Field::Family, "Marković")
            .with(Field::Born, "14.03.1984")
            .with(Field::Sex, "female")
    }

    fn problems(sheet: Sheet) -> Problems {
        Details::parse(&sheet, TODAY).err().unwrap_or_default()
    }

    #[test]
    fn name_birth_and_sex_are_enough() {
        let details = Details::parse(&least(), TODAY).unwrap();
        assert_eq!(details.birth, Birth::Day(date(1984, 3, 14)));
        assert_eq!(details.phones, []);
        let one_name = least().with(Field::Family, "").with(Field::Given, "Suharto");
        assert_eq!(Details::parse(&one_name, TODAY).unwrap().given, "Suharto");
        let by_age = least().with(Field::Born, "").with(Field::Age, "40");
        assert_eq!(Details::parse(&by_age, TODAY).unwrap().birth, Birth::About(date(1986, 1, 1)));
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        assert_eq!(
            problems(Sheet::default().with(Field::Email, "ana@").with(Field::Phone, "none")),
            [
                (Field::Family, Problem::NameMissing),
                (Field::Born, Problem::BirthMissing),
                (Field::Sex, Problem::SexMissing),
                (Field::Phone, Problem::NotAPhone),
                (Field::Email, Problem::EmailUnfinished),
            ]
        );
    }

    #[test]
    fn impossible_values() {
        for (field, text, problem) in [
            (Field::Born, "30.02.2020", Problem::NotADate),
            (Field::Born, "21.11.2026", Problem::InFuture),
            (Field::Born, "01.01.1860", Problem::TooLongAgo),
            (Field::Born, "<script>", Problem::NotADate),
            (Field::Age, "40", Problem::BirthTwice),
            (Field::Sex, "F", Problem::NotAChoice),
            (Field::Email, "ana", Problem::NotAnEmail),
            (Field::Email, "a b@c.d", Problem::NotAnEmail),
            (Field::Email, "a@b@c.d", Problem::NotAnEmail),
            (Field::Language, "Klingon", Problem::NotAChoice),
            (Field::PolicyUntil, "31.11.2026", Problem::NotADate),
            (Field::UsualDoctor, "1", Problem::NotAChoice),
            (Field::Died, "13.03.1984", Problem::BeforeBirth),
            (Field::Died, "21.11.2026", Problem::InFuture),
        ] {
            assert_eq!(problems(least().with(field, text)), [(field, problem)], "{text}");
        }
        let long = "x".repeat(201);
        assert_eq!(problems(least().with(Field::Given, long)), [(Field::Given, Problem::TooLong(200))]);
        assert_eq!(problems(least().with(Field::Given, "🎉".repeat(200))), []);
        assert_eq!(
            problems(least().with(Field::Family, "\u{0}\u{202e}")),
            [(Field::Family, Problem::NameMissing)]
        );
    }

    #[test]
    fn policies_end_in_this_century() {
        let details = Details::parse(&least().with(Field::PolicyUntil, "31.12.27"), TODAY).unwrap();
        assert_eq!(details.policy_until, Some(date(2027, 12, 31)));
    }

    #[test]
    fn notes_keep_their_lines() {
        let details = Details::parse(&least().with(Field::Note, " needs a ramp \r\n\r\nmornings\n"), TODAY);
        assert_eq!(details.unwrap().note.as_deref(), Some("needs a ramp\n\nmornings"));
    }

    proptest! {
        #[test]
        fn what_is_written_reads_the_same(
            family in "[a-zA-Zа-я <>&\"]{0,20}x",
            phone in "\\+?[0-9]{3,15}",
            note in "[a-z \n]{0,30}",
            kind in 0..4,
            days in 0..36_000_i64,
        ) {
            let day = date(1920, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            let born = match kind {
                0 => Birth::Day(day).text(),
                1 => Birth::Month(day).text(),
                2 => Birth::Year(day).text(),
                _ => Birth::About(day).text(),
            };
            let sheet = least()
                .with(Field::Family, family)
                .with(Field::Phone2, phone)
                .with(Field::Note, note)
                .with(Field::Born, born.unwrap());
            let once = Details::parse(&sheet, TODAY).unwrap();
            prop_assert_eq!(Details::parse(&once.sheet(), TODAY).unwrap(), once);
        }

        #[test]
        fn nothing_panics(texts in proptest::collection::vec(any::<String>(), 27)) {
            let mut sheet = Sheet::default();
            for (field, text) in Field::ALL.into_iter().zip(texts) {
                sheet.set(field, text);
            }
            prop_assert!(Details::parse(&sheet, TODAY).is_err());
        }
    }
}
