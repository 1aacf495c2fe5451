//! What is known of a patient as a person, parsed from a [`Sheet`] and written back to one.

use super::birth::Birth;
use super::dates;
use super::field::{Field, Sheet};
use super::fold::tidy;
use super::phone::Phone;
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

/// Whether and when somebody died.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Death {
    /// Not that anybody here knows.
    No,
    /// On that day.
    On(Date),
    /// The day is not known.
    DayNotKnown,
}

impl Death {
    /// Written in the field when the day is not known; `yes` is read the same.
    pub const DAY_NOT_KNOWN: &str = "day not known";

    /// From the two columns it is kept in.
    pub fn of_columns(deceased: bool, on: Option<Date>) -> Death {
        match (deceased, on) {
            (false, _) => Death::No,
            (true, Some(day)) => Death::On(day),
            (true, None) => Death::DayNotKnown,
        }
    }

    /// The day, when there is one and it is known.
    pub fn day(self) -> Option<Date> {
        match self {
            Death::On(day) => Some(day),
            _ => None,
        }
    }

    fn text(self) -> String {
        match self {
            Death::No => String::new(),
            Death::On(day) => dates::clinical(day),
            Death::DayNotKnown => Death::DAY_NOT_KNOWN.to_owned(),
        }
    }
}

/// Why a field cannot be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// A name is needed.
    NameMissing,
    /// Birth date or estimated age is needed.
    BirthMissing,
    /// One of the sexes has to be chosen.
    SexMissing,
    /// Birth date and estimated age contradict each other.
    BirthTwice,
    /// More characters than that.
    TooLong(usize),
    /// No such day.
    NotADate,
    /// A day that has not come.
    InFuture,
    /// More than 130 years ago.
    TooLongAgo,
    /// An age is a number from 0 to 130.
    NotAnAge,
    /// Not a phone number.
    NotAPhone,
    /// Not an e-mail address.
    NotAnEmail,
    /// The part after the @ is missing.
    EmailUnfinished,
    /// Not one of the choices.
    NotAChoice,
    /// Died before being born.
    BeforeBirth,
}

impl Problem {
    /// Its message in the catalogue, without the feature's prefix.
    pub fn key(self) -> &'static str {
        match self {
            Problem::NameMissing => "name-missing",
            Problem::BirthMissing => "birth-missing",
            Problem::SexMissing => "sex-missing",
            Problem::BirthTwice => "birth-twice",
            Problem::TooLong(_) => "too-long",
            Problem::NotADate => "not-a-date",
            Problem::InFuture => "in-future",
            Problem::TooLongAgo => "too-long-ago",
            Problem::NotAnAge => "not-an-age",
            Problem::NotAPhone => "not-a-phone",
            Problem::NotAnEmail => "not-an-email",
            Problem::EmailUnfinished => "email-unfinished",
            Problem::NotAChoice => "not-a-choice",
            Problem::BeforeBirth => "before-birth",
        }
    }
}

/// What is wrong, by field, in the order of the form.
pub type Problems = Vec<(Field, Problem)>;

impl Details {
    /// Reads a sheet; every problem is reported at once.
    pub fn parse(sheet: &Sheet, today: Date) -> Result<Details, Problems> {
        let mut reader = Reader { sheet, today, problems: Vec::new() };
        let details = reader.details();
        let mut problems = reader.problems;
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

struct Reader<'a> {
    sheet: &'a Sheet,
    today: Date,
    problems: Problems,
}

impl Reader<'_> {
    fn details(&mut self) -> Option<Details> {
        let family = self.text(Field::Family).unwrap_or_default();
        let given = self.text(Field::Given).unwrap_or_default();
        if family.is_empty() && given.is_empty() {
            self.wrong(Field::Family, Problem::NameMissing);
        }
        let birth = self.birth();
        let sex = self.sex();
        let phones = [Field::Phone, Field::Phone2, Field::Phone3];
        let phones: Vec<Phone> = phones.into_iter().filter_map(|field| self.phone(field)).collect();
        let death = self.death();
        if let (Some(birth), Some(died)) = (birth.and_then(Birth::day), death.day())
            && died < birth
        {
            self.wrong(Field::Died, Problem::BeforeBirth);
        }
        let details = Details {
            family,
            given,
            title: self.text(Field::Title),
            preferred: self.text(Field::Preferred),
            birth: birth.unwrap_or(Birth::NotKnown),
            sex: sex.unwrap_or(Sex::Unknown),
            gender_identity: self.text(Field::GenderIdentity),
            national_id: self.text(Field::NationalId),
            phones,
            email: self.email(),
            street: self.text(Field::Street),
            town: self.text(Field::Town),
            country: self.text(Field::Country),
            language: self.language(),
            kin_name: self.text(Field::KinName),
            kin_relation: self.text(Field::KinRelation),
            kin_phone: self.phone(Field::KinPhone).map(|p| p.number),
            payer: self.text(Field::Payer),
            policy_number: self.text(Field::PolicyNumber),
            policy_until: self.policy_until(),
            usual_doctor: self.doctor(),
            note: self.note(),
            former_number: self.text(Field::FormerNumber),
            death,
        };
        (birth.is_some() && sex.is_some()).then_some(details)
    }

    fn wrong(&mut self, field: Field, problem: Problem) {
        self.problems.push((field, problem));
    }

    fn text(&mut self, field: Field) -> Option<String> {
        let text = tidy(self.sheet.get(field));
        if text.chars().count() > field.longest() {
            self.wrong(field, Problem::TooLong(field.longest()));
        }
        (!text.is_empty()).then_some(text)
    }

    fn note(&mut self) -> Option<String> {
        let typed = self.sheet.get(Field::Note).replace("\r\n", "\n");
        let text = typed.split(['\n', '\r']).map(tidy).collect::<Vec<_>>().join("\n");
        let text = text.trim_matches('\n').to_owned();
        if text.chars().count() > Field::Note.longest() {
            self.wrong(Field::Note, Problem::TooLong(Field::Note.longest()));
        }
        (!text.is_empty()).then_some(text)
    }

    fn birth(&mut self) -> Option<Birth> {
        match (self.text(Field::Born), self.text(Field::Age)) {
            (Some(_), Some(_)) => {
                self.wrong(Field::Age, Problem::BirthTwice);
                None
            }
            (Some(born), None) => match Birth::parse(&born, self.today) {
                None => {
                    self.wrong(Field::Born, Problem::NotADate);
                    None
                }
                Some(birth) => {
                    let date = birth.date()?;
                    if date > self.today {
                        self.wrong(Field::Born, Problem::InFuture);
                    } else if self.today.year() - date.year() > 130 {
                        self.wrong(Field::Born, Problem::TooLongAgo);
                    }
                    Some(birth)
                }
            },
            (None, Some(age)) => {
                let birth = super::phone::digits(&age)
                    .parse()
                    .ok()
                    .filter(|_| age.chars().all(char::is_numeric))
                    .and_then(|years| Birth::estimated(years, self.today));
                if birth.is_none() {
                    self.wrong(Field::Age, Problem::NotAnAge);
                }
                birth
            }
            (None, None) => {
                self.wrong(Field::Born, Problem::BirthMissing);
                None
            }
        }
    }

    fn sex(&mut self) -> Option<Sex> {
        let code = self.text(Field::Sex);
        let sex = code.as_deref().and_then(Sex::of_code);
        match (sex, code) {
            (None, None) => self.wrong(Field::Sex, Problem::SexMissing),
            (None, Some(_)) => self.wrong(Field::Sex, Problem::NotAChoice),
            (Some(_), _) => {}
        }
        sex
    }

    fn phone(&mut self, field: Field) -> Option<Phone> {
        let text = self.text(field)?;
        let phone = Phone::parse(&text);
        if phone.is_none() {
            self.wrong(field, Problem::NotAPhone);
        }
        phone
    }

    fn email(&mut self) -> Option<String> {
        let text = self.text(Field::Email)?;
        match text.split_once('@') {
            Some((_, "")) => self.wrong(Field::Email, Problem::EmailUnfinished),
            Some((name, host)) => {
                let odd = |c: char| c.is_whitespace() || "<>()[],;:\\\"@".contains(c);
                let host_fits = host.contains('.') && host.split('.').all(|part| !part.is_empty());
                if name.is_empty() || name.contains(odd) || host.contains(odd) || !host_fits {
                    self.wrong(Field::Email, Problem::NotAnEmail);
                }
            }
            None => self.wrong(Field::Email, Problem::NotAnEmail),
        }
        Some(text)
    }

    fn language(&mut self) -> Option<String> {
        let text = self.text(Field::Language)?;
        let mut parts = text.split('-');
        let first = parts.next().unwrap_or_default();
        let fits = (2..=3).contains(&first.len())
            && first.chars().all(|c| c.is_ascii_lowercase())
            && parts.all(|p| (1..=8).contains(&p.len()) && p.chars().all(|c| c.is_ascii_alphanumeric()));
        if !fits {
            self.wrong(Field::Language, Problem::NotAChoice);
        }
        Some(text)
    }

    fn death(&mut self) -> Death {
        let Some(text) = self.text(Field::Died) else { return Death::No };
        if text == Death::DAY_NOT_KNOWN || text.eq_ignore_ascii_case("yes") {
            return Death::DayNotKnown;
        }
        match dates::parse(&text, self.today) {
            None => self.wrong(Field::Died, Problem::NotADate),
            Some(day) if day > self.today => self.wrong(Field::Died, Problem::InFuture),
            Some(day) => return Death::On(day),
        }
        Death::No
    }

    /// Policies end in the future: a two-digit year is one of this century.
    fn policy_until(&mut self) -> Option<Date> {
        let text = self.text(Field::PolicyUntil)?;
        let far = Date::new(self.today.year() / 100 * 100 + 99, 12, 31).unwrap_or(self.today);
        let day = dates::parse(&text, far);
        if day.is_none() {
            self.wrong(Field::PolicyUntil, Problem::NotADate);
        }
        day
    }

    fn doctor(&mut self) -> Option<uuid::Uuid> {
        let text = self.text(Field::UsualDoctor)?;
        let id = uuid::Uuid::parse_str(&text).ok();
        if id.is_none() {
            self.wrong(Field::UsualDoctor, Problem::NotAChoice);
        }
        id
    }
}

#[cfg(test)]
mod tests {
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
