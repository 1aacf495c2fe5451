//! What a form sends for a time and for a doctor.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::diary::appointments::Slot;
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::people::staff::SpecialtyId;

/// A time with whom and where it is: it says by itself what is to be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// From.
    pub at: Timestamp,
    /// With whom.
    pub doctor: AccountId,
    /// Where.
    pub site: SiteId,
    /// Its usual length in minutes.
    pub minutes: i64,
    /// Whether it was chosen although it is taken.
    pub over: bool,
}

/// Nothing that a form of ours sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a time or a doctor of a form")]
pub struct Unreadable;

impl Chosen {
    /// A free time.
    pub fn free(slot: &Slot) -> Self {
        let minutes = slot.ends_at.duration_since(slot.starts_at).as_mins();
        Self { at: slot.starts_at, doctor: slot.doctor, site: slot.site, minutes, over: false }
    }

    /// Whether it is this time, whatever its length.
    pub fn is_at(&self, slot: &Slot) -> bool {
        (self.at, self.doctor, self.site) == (slot.starts_at, slot.doctor, slot.site)
    }

    /// The same time, to be overbooked.
    pub fn over(self) -> Self {
        Self { over: true, ..self }
    }
}

impl fmt::Display for Chosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}~{}~{}~{}", self.at, self.doctor, self.site, self.minutes)?;
        f.write_str(if self.over { "~over" } else { "" })
    }
}

impl FromStr for Chosen {
    type Err = Unreadable;
    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let mut parts = text.split('~');
        let mut next = || parts.next().ok_or(Unreadable);
        let at = next()?.parse().ok().filter(|at| is_thinkable(*at)).ok_or(Unreadable)?;
        let doctor = next()?.parse().map_err(|_| Unreadable)?;
        let site = next()?.parse().map_err(|_| Unreadable)?;
        let minutes =
            next()?.parse().ok().filter(|minutes| (1..=1440).contains(minutes)).ok_or(Unreadable)?;
        let over = match (parts.next(), parts.next()) {
            (None, None) => false,
            (Some("over"), None) => true,
            _ => return Err(Unreadable),
        };
        Ok(Self { at, doctor, site, minutes, over })
    }
}

/// Whether an instant lies in years for which anybody is booked. Far beyond them there are no more instants to count
/// with.
pub fn is_thinkable(at: Timestamp) -> bool {
    is_thinkable_day(at.to_zoned(TimeZone::UTC).date())
}

/// The same of a day.
pub fn is_thinkable_day(day: Date) -> bool {
    (2000..2200).contains(&day.year())
}

/// With whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum With {
    /// This doctor.
    Doctor(AccountId),
    /// Whoever of a specialty, or of all, has time first.
    First(Option<SpecialtyId>),
}

impl fmt::Display for With {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Doctor(id) => id.fmt(f),
            Self::First(None) => f.write_str("first"),
            Self::First(Some(specialty)) => write!(f, "first:{specialty}"),
        }
    }
}

impl FromStr for With {
    type Err = Unreadable;
    fn from_str(text: &str) -> Result<Self, Unreadable> {
        match text.strip_prefix("first") {
            Some("") => Ok(Self::First(None)),
            Some(specialty) => {
                let id = specialty.strip_prefix(':').and_then(|id| id.parse().ok()).ok_or(Unreadable)?;
                Ok(Self::First(Some(id)))
            }
            None => text.parse().map(Self::Doctor).map_err(|_| Unreadable),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_form_shows_is_read_back() {
        let free = Chosen {
            at: "2026-11-20T09:15:00Z".parse().unwrap(),
            doctor: AccountId::new(),
            site: SiteId::new(),
            minutes: 15,
            over: false,
        };
        for chosen in [free, free.over()] {
            assert_eq!(chosen.to_string().parse(), Ok(chosen));
        }
        let text = free.to_string();
        let endless = text.replace("~15", "~1441");
        for broken in [
            "",
            "~~~",
            &text[..20],
            &text[1..],
            &format!("{text}~"),
            &format!("{text}~over~"),
            &endless,
            &text.replace("2026", "9999"),
        ] {
            assert_eq!(broken.parse::<Chosen>(), Err(Unreadable), "{broken}");
        }
        for with in [With::Doctor(AccountId::new()), With::First(None), With::First(Some(SpecialtyId::new()))]
        {
            assert_eq!(with.to_string().parse(), Ok(with));
        }
        for broken in ["", "firstly", "first:", "first:x", "anybody"] {
            assert_eq!(broken.parse::<With>(), Err(Unreadable), "{broken}");
        }
    }
}
