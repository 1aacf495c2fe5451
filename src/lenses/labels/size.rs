//! How large a label or band is: what papers there are, and what was asked for.

use std::fmt;
use std::ops::RangeInclusive;

use crate::kit::web::form::{Form, Query};
use crate::say;

/// At most so many copies in one file.
pub const MOST_COPIES: u32 = 100;

/// A paper in millimetres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Along the text.
    pub width: f32,
    /// Across it.
    pub height: f32,
}

/// What is to be printed, checked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Job {
    /// On what.
    pub size: Size,
    /// One page each.
    pub copies: u32,
}

/// What is printed, with the papers it comes on and how far they may be others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// For tubes and folders.
    Label,
    /// For the wrist.
    Wristband,
}

impl Kind {
    /// Papers one can buy, the usual one first.
    pub fn papers(self) -> &'static [Size] {
        const fn mm(width: f32, height: f32) -> Size {
            Size { width, height }
        }
        match self {
            Self::Label => {
                const { &[mm(50.0, 25.0), mm(57.0, 32.0), mm(62.0, 29.0), mm(89.0, 36.0), mm(100.0, 50.0)] }
            }
            Self::Wristband => const { &[mm(279.0, 25.0), mm(178.0, 25.0), mm(152.0, 25.0)] },
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

    /// A paper from its code, `50x25`; none when no printer has it.
    pub fn paper(self, code: &str) -> Option<Size> {
        let (width, height) = code.split_once('x')?;
        let (width, height) = (width.parse().ok()?, height.parse().ok()?);
        let fits = self.widths().contains(&width) && self.heights().contains(&height);
        fits.then_some(Size { width, height })
    }
}

/// Its code.
impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x{}", self.width, self.height)
    }
}

/// The fields of an address, `?size=50x25&copies=4` or `?width=60&height=40`, as a form.
pub fn form_of(query: &Query) -> Form {
    Form::with(String::new(), ["size", "width", "height", "copies"].map(|name| (name, query.get(name))))
}

impl Job {
    /// What was asked for; what was not is as `usual`, once. Lengths of one's own count before a paper's.
    /// What is wrong is said at the fields.
    pub fn read(form: &mut Form, kind: Kind, usual: Size) -> Option<Self> {
        let size = match form.raw("size") {
            "" => Some(usual),
            code => kind.paper(code),
        };
        if size.is_none() {
            form.refuse("size", say!("labels-no-such-paper"));
        }
        let size = size.unwrap_or(usual);
        let width = length(form, "width", size.width, kind.widths());
        let height = length(form, "height", size.height, kind.heights());
        let copies = match form.raw("copies") {
            "" => Some(1),
            text => text.parse().ok().filter(|copies| (1..=MOST_COPIES).contains(copies)),
        };
        if copies.is_none() {
            form.refuse("copies", say!("labels-copies", to = MOST_COPIES));
        }
        let job = Self { size: Size { width: width?, height: height? }, copies: copies? };
        form.is_valid().then_some(job)
    }
}

fn length(form: &mut Form, name: &'static str, usual: f32, bounds: RangeInclusive<f32>) -> Option<f32> {
    // A comma is a decimal point in much of the world.
    let text = form.raw(name).replace(',', ".");
    if text.is_empty() {
        return Some(usual);
    }
    let length = text.parse().ok().filter(|length| bounds.contains(length));
    if length.is_none() {
        let (from, to) = (bounds.start().to_string(), bounds.end().to_string());
        form.refuse(name, say!("labels-size", from = from, to = to));
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str, kind: Kind) -> Result<Job, Vec<(String, String)>> {
        let mut form = form_of(&Query::read(query).unwrap());
        Job::read(&mut form, kind, kind.papers()[0]).ok_or_else(|| form.errors())
    }

    fn job(width: f32, height: f32, copies: u32) -> Job {
        Job { size: Size { width, height }, copies }
    }

    #[test]
    fn what_is_not_asked_for_is_as_usual() {
        assert_eq!(read("", Kind::Wristband), Ok(job(279.0, 25.0, 1)));
        assert_eq!(read("size=62x29", Kind::Label), Ok(job(62.0, 29.0, 1)));
        assert_eq!(read("width=62.5&height=&copies=3", Kind::Label), Ok(job(62.5, 25.0, 3)));
        assert_eq!(read("size=100x50&width=62,5", Kind::Label), Ok(job(62.5, 50.0, 1)));
    }

    #[test]
    fn what_no_printer_has_is_refused_at_its_field() {
        for query in [
            "width=5000",
            "width=nan",
            "width=inf",
            "width=x",
            "height=-3",
            "copies=0",
            "copies=101",
            "copies=1.5",
            "size=1x1",
            "size=62",
        ] {
            let wrong = read(query, Kind::Label).unwrap_err();
            assert_eq!(wrong.len(), 1, "{query}");
            assert_eq!(Some(wrong[0].0.as_str()), query.split('=').next(), "{query}");
        }
    }

    #[test]
    fn every_paper_there_is_can_be_asked_for() {
        for kind in [Kind::Label, Kind::Wristband] {
            for paper in kind.papers() {
                assert_eq!(kind.paper(&paper.to_string()), Some(*paper));
            }
        }
    }
}
