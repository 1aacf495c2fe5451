//! What an address of the diary asks for: read with care, and written the same way.

use jiff::civil::Date;

use crate::diary::appointments::AppointmentId;
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::error::Result;
use crate::kit::web::form::Query;

/// A day, or the days around it, at a site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Where; a site of the reader's own when it is not said.
    pub site: Option<SiteId>,
    /// When; today when it is not said, so that a page left open turns with the day.
    pub date: Option<Date>,
    /// One doctor only.
    pub doctor: Option<AccountId>,
    /// Which page of doctors, from 1.
    pub page: usize,
    /// The appointment that is being moved.
    pub moving: Option<AppointmentId>,
}

impl Asked {
    /// Reads the words of an address; what cannot be read is as if it was not there.
    ///
    /// # Errors
    /// As [`Query::read`].
    pub fn read(query: &str) -> Result<Self> {
        let words = Query::read(query)?;
        Ok(Self {
            site: words.get("site").parse().ok(),
            date: date(words.get("date")),
            doctor: words.get("doctor").parse().ok(),
            page: words.get("doctors").parse().unwrap_or(1).clamp(1, 1000),
            moving: words.get("move").parse().ok(),
        })
    }

    /// The address of a page of the diary that asks for this.
    pub fn to(&self, path: &str) -> String {
        self.with(path, &[])
    }

    /// The same, with further words of the page.
    pub fn with(&self, path: &str, more: &[(&'static str, String)]) -> String {
        let mut words: Vec<(&str, String)> = Vec::new();
        words.extend(self.site.map(|site| ("site", site.to_string())));
        words.extend(self.date.map(|date| ("date", date.to_string())));
        words.extend(self.doctor.map(|doctor| ("doctor", doctor.to_string())));
        words.extend((self.page > 1).then(|| ("doctors", self.page.to_string())));
        words.extend(self.moving.map(|id| ("move", id.to_string())));
        words.extend(more.iter().cloned());
        match serde_urlencoded::to_string(&words) {
            Ok(words) if !words.is_empty() => format!("{path}?{words}"),
            _ => path.to_owned(),
        }
    }

    /// The same on another day.
    pub fn on(self, date: Option<Date>) -> Self {
        Self { date, ..self }
    }
}

/// A day as addresses and forms write it; within the years a diary can have.
pub fn date(text: &str) -> Option<Date> {
    text.parse::<Date>().ok().filter(|date| (1900..=2200).contains(&date.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_was_written() {
        let asked = Asked {
            site: Some(SiteId::new()),
            date: Some(jiff::civil::date(2026, 11, 20)),
            doctor: Some(AccountId::new()),
            page: 2,
            moving: Some(AppointmentId::new()),
        };
        let address = asked.to("/diary");
        let (path, query) = address.split_once('?').unwrap();
        assert_eq!((path, Asked::read(query).unwrap()), ("/diary", asked));
        assert_eq!(Asked::read("").unwrap().to("/diary"), "/diary");
    }

    #[test]
    fn what_cannot_be_read_is_not_there() {
        let asked = Asked::read("site=x&date=2026-02-30&doctor=1&doctors=-3&move=").unwrap();
        assert_eq!(asked, Asked { page: 1, ..Asked::default() });
        for year in ["1899-12-31", "2201-01-01", "-000001-01-01", "99999-01-01", "yesterday"] {
            assert_eq!(date(year), None, "{year}");
        }
    }
}
