//! What the list is narrowed to: read from an address with care, and written the same way.

use jiff::Timestamp;

use super::asked::Asked;
use crate::diary::appointments::{AppointmentId, Status};
use crate::kit::error::Result;
use crate::kit::web::form::Query;

/// How many days one can look through at once, beginning with the one that is shown.
pub const SPANS: [i64; 4] = [1, 7, 28, 365];

/// Where the appointments stand that are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// At one status.
    At(Status),
    /// Wherever what was given and not called off can stand: what figures call appointments.
    Given,
}

impl Stands {
    /// All that can be chosen.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Given).chain(Status::ALL.map(Self::At))
    }

    /// The word in an address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::At(status) => status.as_str(),
            Self::Given => "given",
        }
    }

    /// The catalogue key of its name.
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::At(status) => status.label_key(),
            Self::Given => "diary-list-given",
        }
    }

    /// Whether it means an appointment that stands there.
    pub fn holds(self, status: Status) -> bool {
        match self {
            Self::At(one) => one == status,
            Self::Given => !matches!(status, Status::Cancelled | Status::Requested),
        }
    }

    /// Those it means.
    pub fn statuses(self) -> Vec<Status> {
        Status::ALL.into_iter().filter(|status| self.holds(*status)).collect()
    }

    fn of(word: &str) -> Option<Self> {
        Self::all().find(|one| one.as_str() == word)
    }
}

/// Appointments of a day, or of more, at a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// Where, when, with whom.
    pub asked: Asked,
    /// Standing there.
    pub status: Option<Stands>,
    /// Of whoever is found by these words; "" is everybody.
    pub words: String,
    /// Over so many days.
    pub days: i64,
    /// With what is over, on the page of today.
    pub earlier: bool,
    /// Only what comes after this one.
    pub after: Option<(Timestamp, AppointmentId)>,
}

impl Sought {
    /// Reads the words of an address; what cannot be read is as if it was not there.
    ///
    /// # Errors
    /// As [`Query::read`].
    pub fn read(query: &str) -> Result<Self> {
        let words = Query::read(query)?;
        let after = words.get("after").split_once('~');
        Ok(Self {
            asked: Asked { moving: None, page: 1, ..Asked::read(query)? },
            status: Stands::of(words.get("status")),
            words: words.get("q").to_owned(),
            days: words.get("days").parse().ok().filter(|days| SPANS.contains(days)).unwrap_or(1),
            earlier: !words.get("earlier").is_empty(),
            after: after.and_then(|(at, id)| Some((at.parse().ok()?, id.parse().ok()?))),
        })
    }

    /// The address of the list that asks for this.
    pub fn path(&self) -> String {
        self.to("/diary/list")
    }

    /// The address by which the list refreshes itself.
    pub fn refresh(&self) -> String {
        self.to("/diary/list/now")
    }

    /// What it is narrowed to on whatever day, in the words of an address.
    pub fn narrowed(&self) -> Vec<(&'static str, String)> {
        let mut words = Vec::new();
        words.extend(self.status.map(|status| ("status", status.as_str().to_owned())));
        words.extend((!self.words.is_empty()).then(|| ("q", self.words.clone())));
        words.extend((self.days != 1).then(|| ("days", self.days.to_string())));
        words
    }

    fn to(&self, path: &str) -> String {
        let mut words = self.narrowed();
        words.extend(self.earlier.then(|| ("earlier", "yes".to_owned())));
        words.extend(self.after.map(|(at, id)| ("after", format!("{at}~{id}"))));
        self.asked.with(path, &words)
    }

    /// Whether anything but place and day is asked for.
    pub fn is_narrowed(&self) -> bool {
        self.status.is_some() || !self.words.is_empty() || self.days != 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gate::hospital::SiteId;

    #[test]
    fn what_was_given_is_all_but_what_is_asked_for_and_what_was_called_off() {
        use Status::*;
        assert_eq!(Stands::Given.statuses(), [Booked, Arrived, InConsultation, Completed, NoShow]);
        assert_eq!(Stands::At(Requested).statuses(), [Requested]);
        for one in Stands::all() {
            assert_eq!(Stands::of(one.as_str()), Some(one));
        }
    }

    #[test]
    fn an_address_is_read_as_it_was_written() {
        let plain = Sought { asked: Asked { page: 1, ..Asked::default() }, days: 1, ..Sought::default() };
        let asked = Asked { site: Some(SiteId::new()), ..plain.asked };
        let all = Sought {
            asked,
            status: Some(Stands::At(Status::NoShow)),
            words: "Ana & José".into(),
            days: 28,
            earlier: true,
            after: Some(("2026-11-20T08:15:00Z".parse().unwrap(), AppointmentId::new())),
        };
        for sought in [Sought { status: Some(Stands::Given), ..plain.clone() }, all, plain] {
            let address = sought.path();
            let (path, query) = address.split_once('?').unwrap_or((&address, ""));
            assert_eq!((path, Sought::read(query).unwrap()), ("/diary/list", sought));
        }
        let read = Sought::read("status=gone&days=4&after=x~y&after=~").unwrap();
        assert_eq!((read.status, read.days, read.after), (None, 1, None));
    }
}
