//! Lists of patients.

use askama::Template;
use jiff::Zoned;

use super::super::model::highlight::{Segment, segments};
use super::super::model::patient::Hit;
use super::super::model::query::Needle;
use super::super::record_path;
use super::super::store::LastSeen;
use super::{last_seen, moment, or_not_known, sex};
use crate::kit::text::filters;
use crate::kit::web::frame::Frame;

/// One row.
pub struct Line {
    pub href: String,
    pub name: Vec<Segment>,
    pub born: String,
    pub sex: String,
    pub mrn: String,
    pub phone: String,
    pub seen: String,
    pub archived: bool,
    pub dead: bool,
    /// Where an appointment is booked, for who may.
    pub book: Option<String>,
}

impl Line {
    pub fn of(hit: &Hit, needles: &[Needle], seen: &[LastSeen], now: &Zoned) -> Line {
        Line {
            href: record_path(hit.id),
            name: segments(&hit.list_name(), needles),
            born: or_not_known(hit.born(now.date())),
            sex: sex(hit.sex),
            mrn: hit.shown_mrn(),
            phone: hit.phones.first().cloned().unwrap_or_default(),
            seen: last_seen(seen.iter().find(|seen| seen.patient == hit.id), now),
            archived: hit.archived,
            dead: hit.death != super::super::model::death::Death::No,
            book: None,
        }
    }

    /// The same with the way to a new appointment, unless the record takes none.
    pub fn bookable(self, path: String) -> Line {
        let takes = !self.archived && !self.dead;
        Line { book: takes.then_some(path), ..self }
    }
}

/// A record opened lately.
pub struct Recent {
    /// Where it is.
    pub href: String,
    /// `Marković, Ana`
    pub name: String,
    /// `14-Mar-1984 (42y)`, or that it is not known.
    pub born: String,
    /// When it was opened: `09:28`, or the day.
    pub at: String,
}

impl Recent {
    /// As lists show it.
    pub fn of((hit, at): &(Hit, jiff::Timestamp), now: &Zoned) -> Recent {
        let there = at.to_zoned(now.time_zone().clone());
        let time = there.strftime("%H:%M").to_string();
        let at = if there.date() == now.date() { time } else { moment(*at, now) };
        Recent {
            href: record_path(hit.id),
            name: hit.list_name(),
            born: or_not_known(hit.born(now.date())),
            at,
        }
    }
}

/// What a search found, or one page of everybody.
pub struct Results {
    /// As typed; "" lists everybody.
    pub typed: String,
    pub lines: Vec<Line>,
    /// Bold and plain words when namesakes are among them.
    pub namesakes: Option<(String, String)>,
    pub count: String,
    pub first_page: Option<String>,
    pub next_page: Option<String>,
    /// Where to register somebody with what was typed, for who may.
    pub register: Option<String>,
    /// Where a record out of reach is opened in an emergency, for who may.
    pub emergency: Option<String>,
}

/// `/patients`.
#[derive(Template)]
#[template(path = "people/patients/list.html")]
pub struct ListPage {
    pub frame: Frame,
    pub results: Results,
    pub archived: bool,
    pub new: Option<String>,
    pub recent: Vec<Recent>,
    pub requests: i64,
    pub may_import: bool,
}

/// The part of it that changes while one types.
#[derive(Template)]
#[template(path = "people/patients/_results.html")]
pub struct ResultsFragment {
    pub results: Results,
}

/// What drops down from the header's box.
#[derive(Template)]
#[template(path = "people/patients/_find.html")]
pub struct FindFragment {
    pub typed: String,
    pub lines: Vec<Line>,
    pub recent: Vec<Recent>,
    pub all: Option<String>,
    pub register: Option<String>,
    pub emergency: Option<String>,
}
