//! Reading a sheet, field by field.

use super::birth::Birth;
use super::dates;
use super::death::Death;
use super::details::Details;
use super::field::{Field, Sheet};
use super::fold::tidy;
use super::phone::{self, Phone};
use super::problem::{Problem, Problems};
use super::sex::Sex;
use jiff::civil::Date;

/// Reads the fields of a sheet, and remembers what is wrong with them.
pub(super) struct Reader<'a> {
    sheet: &'a Sheet,
    today: Date,
    problems: Problems,
}

impl<'a> Reader<'a> {
    pub(super) fn of(sheet: &'a Sheet, today: Date) -> Self {
        Self { sheet, today, problems: Vec::new() }
    }

    /// What was wrong so far.
    pub(super) fn into_problems(self) -> Problems {
        self.problems
    }

    /// The details, when enough of them could be read.
    pub(super) fn details(&mut self) -> Option<Details> {
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
                let birth = phone::digits(&age)
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
