//! How large a label or band is, as asked for in the address.

use std::ops::RangeInclusive;

use crate::kit::error::{Error, Result};
use crate::kit::web::form::Query;
use crate::say;

/// At most so many copies in one file.
pub const MOST_COPIES: u32 = 100;

/// A checked size in millimetres, and how many copies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Along the text.
    pub width: f32,
    /// Across it.
    pub height: f32,
    /// One page each.
    pub copies: u32,
}

/// What is printed, with its usual size and how far that may be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// For tubes and folders: 50 x 25 mm.
    Label,
    /// For an adult's wrist: 279 x 25 mm.
    Wristband,
}

impl Kind {
    fn usual(self) -> (f32, f32) {
        match self {
            Self::Label => (50.0, 25.0),
            Self::Wristband => (279.0, 25.0),
        }
    }

    fn widths(self) -> RangeInclusive<f32> {
        match self {
            Self::Label => 40.0..=150.0,
            Self::Wristband => 120.0..=320.0,
        }
    }

    fn heights(self) -> RangeInclusive<f32> {
        match self {
            Self::Label => 20.0..=110.0,
            Self::Wristband => 16.0..=40.0,
        }
    }
}

impl Size {
    /// What follows the address, `?width=50&height=25&copies=4`; what is not asked for is as usual.
    ///
    /// # Errors
    /// [`Error::Invalid`] in words when a length or number is out of bounds.
    pub fn read(query: &Query, kind: Kind) -> Result<Self> {
        let (width, height) = kind.usual();
        Ok(Self {
            width: length(query.get("width"), width, kind.widths(), "labels-width")?,
            height: length(query.get("height"), height, kind.heights(), "labels-height")?,
            copies: match query.get("copies") {
                "" => 1,
                text => text
                    .parse()
                    .ok()
                    .filter(|copies| (1..=MOST_COPIES).contains(copies))
                    .ok_or_else(|| Error::Invalid(say!("labels-copies", to = MOST_COPIES)))?,
            },
        })
    }
}

fn length(text: &str, usual: f32, bounds: RangeInclusive<f32>, what: &str) -> Result<f32> {
    if text.is_empty() {
        return Ok(usual);
    }
    text.parse().ok().filter(|length| bounds.contains(length)).ok_or_else(|| {
        Error::Invalid(say!(
            "labels-size",
            what = say!(what),
            from = bounds.start().to_string(),
            to = bounds.end().to_string(),
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str, kind: Kind) -> Result<Size> {
        Size::read(&Query::read(query).unwrap(), kind)
    }

    #[test]
    fn what_is_not_asked_for_is_as_usual() {
        let usual = read("", Kind::Wristband).unwrap();
        assert_eq!(usual, Size { width: 279.0, height: 25.0, copies: 1 });
        let label = read("width=62.5&height=&copies=3", Kind::Label).unwrap();
        assert_eq!(label, Size { width: 62.5, height: 25.0, copies: 3 });
    }

    #[test]
    fn what_no_printer_has_is_refused() {
        for query in [
            "width=5000",
            "width=nan",
            "width=inf",
            "width=x",
            "height=-3",
            "copies=0",
            "copies=101",
            "copies=1.5",
        ] {
            assert!(matches!(read(query, Kind::Label), Err(Error::Invalid(_))), "{query}");
        }
    }
}
