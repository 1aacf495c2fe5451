//! What the page shows, as plain values.

use askama::Template;

use crate::diary::days::Line;
use crate::kit::text::filters;
use crate::kit::web::frame::Frame;
use crate::people::patients::Recent;

/// `/`, and its part that refreshes itself.
#[derive(Template)]
#[template(path = "lenses/home/page.html", blocks = ["refreshed"])]
pub(super) struct HomePage {
    pub frame: Frame,
    /// `Today, Friday 20 November`
    pub title: String,
    /// The zone, when it is not the hospital's.
    pub note: String,
    /// The address the page refreshes itself by.
    pub refresh: String,
    /// What it has to hear of.
    pub topics: String,
    /// Where a step leads back to.
    pub here: String,
    /// `09:41`
    pub at: String,
    pub site: String,
    pub sites: Vec<Link>,
    /// Whether somebody can be registered.
    pub new_patient: bool,
    pub walk_in: Option<String>,
    pub new_appointment: Option<String>,
    pub figures: Vec<Figure>,
    /// The day; none for who sees no diary, or whose page is about something else.
    pub day: Option<Day>,
    /// What an admin looks after.
    pub upkeep: Option<Upkeep>,
    /// Notes the reader has not signed; none for who writes none.
    pub unsigned: Option<Vec<Unsigned>>,
    /// Who did not come; none for who does not book.
    pub missed: Vec<Missed>,
    pub chances: Vec<Chance>,
    /// What the board says to the reader.
    pub notices: Vec<Said>,
    /// What is to be looked at; none for who looks at nothing of the kind.
    pub checks: Option<Vec<Check>>,
    /// None for who cannot open records.
    pub recent: Option<Vec<Recent>>,
}

/// An address with its words.
pub(super) struct Link {
    pub href: String,
    pub text: String,
    pub current: bool,
}

/// One figure with the address of what it counts.
pub(super) struct Figure {
    pub href: String,
    pub figure: String,
    pub word: String,
}

/// The patients of today.
pub(super) struct Day {
    /// Whether it is about one doctor, who needs no column.
    pub is_own: bool,
    pub house: Vec<Group>,
    /// Whether vital signs are measured by the reader.
    pub measures: bool,
    /// Whether a step can be taken with somebody in the house.
    pub house_steps: bool,
    pub to_come: Vec<Present>,
    /// "12 of 31", when not all are shown.
    pub more: String,
    /// Everything of today.
    pub all: String,
    /// Those who have been seen, on a doctor's page.
    pub over: Vec<Group>,
    /// Where somebody is booked, said where nobody is to come.
    pub book: Option<String>,
    /// Why nothing is here at all: title, words.
    pub nowhere: Option<(String, String)>,
}

/// Rows that belong together.
pub(super) struct Group {
    /// What a figure leads to; "" when none does.
    pub id: &'static str,
    pub rows: Vec<Present>,
}

/// Somebody of today.
pub(super) struct Present {
    pub line: Line,
    /// Their record; none for who has it no more.
    pub record: Option<String>,
    pub vitals: Vitals,
}

/// How it is with somebody's vital signs.
pub(super) enum Vitals {
    /// To be measured: where.
    Due(String),
    /// Measured since they came: when, and where they are.
    Done(String, String),
    /// Nobody asks.
    Unasked,
}

/// What an admin looks after.
pub(super) struct Upkeep {
    /// Of the program.
    pub version: &'static str,
    pub reviews: Vec<Check>,
    pub health: Vec<Health>,
    pub headcounts: Vec<Check>,
    pub last_here: Vec<LastHere>,
}

/// How one part of the installation is.
pub(super) struct Health {
    pub what: String,
    pub good: bool,
    /// How it is, and what to do where it is not good.
    pub words: String,
}

/// Who signed in lately.
pub(super) struct LastHere {
    pub name: String,
    pub role: String,
    pub seen: String,
}

/// A note that waits to be signed.
pub(super) struct Unsigned {
    pub name: String,
    /// Its desk, or what one wrote in it while the patient is out of reach.
    pub href: String,
    pub is_out: bool,
    /// When it was begun.
    pub at: String,
    /// What the visit is about.
    pub about: String,
}

/// Somebody who did not come.
pub(super) struct Missed {
    pub name: String,
    pub href: String,
    pub phone: String,
    /// `10:00 · Dr A. Kovač`
    pub about: String,
    /// Where they are booked again, by whoever books for them.
    pub book: Option<String>,
}

/// A time that became free.
pub(super) struct Chance {
    /// `Dr S. Okafor, today 10:00, 30 min`
    pub words: String,
    pub count: usize,
    pub first: String,
    pub since: String,
    pub href: String,
}

/// How many of something there are, and where.
pub(super) struct Check {
    pub words: String,
    pub count: String,
    pub href: String,
}

/// A notice of the board.
pub(super) struct Said {
    pub title: String,
    pub from: String,
    pub href: String,
    pub pinned: bool,
    pub is_new: bool,
}
