//! What stands above every page of the diary.

use jiff::Span;
use jiff::civil::Date;

use super::asked::Asked;
use super::sheet::{Reader, Sheet, week_of};
use super::views::{Link, Top};
use crate::diary::appointments::{Wish, new_path, walk_in_path};
use crate::diary::waiting;
use crate::gate::access::permissions::{Permission, perm};
use crate::gate::hospital::Site;
use crate::kit::when;
use crate::say;

/// The pages that show the same days in other ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// One column a doctor.
    Day,
    /// One column a day.
    Week,
    /// One line an appointment.
    List,
    /// What is still open although its time is over.
    Open,
}

impl View {
    /// The address.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Day => "/diary",
            Self::Week => "/diary/week",
            Self::List => "/diary/list",
            Self::Open => "/diary/open",
        }
    }
}

/// Where and when a page of the diary is.
pub struct Place<'a> {
    /// What was asked for, with the site it is answered for.
    pub asked: Asked,
    /// The site.
    pub site: &'a Site,
    /// Those one can look at.
    pub sites: &'a [Site],
    /// The day, or one day of the week.
    pub day: Date,
    /// Today, at the site.
    pub today: Date,
    /// What the page is narrowed to besides, on whatever day and at whatever site.
    pub narrowed: Vec<(&'static str, String)>,
}

impl<'a> Place<'a> {
    /// The place of a sheet.
    pub fn of(sheet: &'a Sheet) -> Self {
        Self {
            asked: sheet.asked,
            site: &sheet.site,
            sites: &sheet.sites,
            day: sheet.asked.date.unwrap_or(sheet.today),
            today: sheet.today,
            narrowed: Vec::new(),
        }
    }
}

/// Fills it in for a page under `view`.
pub fn top(place: &Place<'_>, reader: &Reader, view: View, title: String) -> Top {
    let Place { asked, site, sites, day, today, narrowed } = place;
    let (asked, day, today) = (Asked { page: 1, ..*asked }, *day, *today);
    let step = if view == View::Week { 7 } else { 1 };
    let is_now = if view == View::Week { week_of(day) == week_of(today) } else { day == today };
    let beside = |days: i64| {
        let other = day.saturating_add(Span::new().days(days));
        let text = match view {
            View::Week => say!("diary-week-of", date = when::named(week_of(other).0, today)),
            View::Day | View::List | View::Open => when::named(other, today),
        };
        Link { href: asked.on(Some(other)).with(view.path(), narrowed), text, current: false }
    };
    let views =
        [(View::Day, "diary-view-day"), (View::Week, "diary-view-week"), (View::List, "diary-view-list")];
    let elsewhere = reader.who.time_zone != site.time_zone;
    let printed = Asked { moving: None, ..asked };
    let mut kept: Vec<(&'static str, String)> = vec![("site", site.id.to_string())];
    kept.extend(asked.doctor.map(|doctor| ("doctor", doctor.to_string())));
    kept.extend(asked.moving.map(|id| ("move", id.to_string())));
    kept.extend(narrowed.iter().cloned());
    // The first one has the key `p`.
    let more = [
        ("/diary/print", "diary-print"),
        ("/diary/day.pdf", "diary-pdf"),
        ("/diary/open", "diary-still-open"),
    ];
    Top {
        title,
        note: if elsewhere { say!("diary-zone", zone = site.time_zone.clone()) } else { String::new() },
        before: beside(-step),
        now: Link {
            // A page without a day turns with the days; a move without one begins where the appointment is.
            href: asked.on(asked.moving.map(|_| today)).with(view.path(), narrowed),
            text: if view == View::Week { say!("diary-this-week") } else { say!("diary-today") },
            current: is_now,
        },
        after: beside(step),
        span_label: if view == View::Week { say!("diary-week") } else { say!("diary-day") },
        pick_action: view.path().to_owned(),
        pick_kept: kept,
        pick_date: day.to_string(),
        sites: sites
            .iter()
            .map(|other| Link {
                href: Asked { site: Some(other.id), doctor: None, ..asked }.with(view.path(), narrowed),
                text: other.name.clone(),
                current: other.id == site.id,
            })
            .collect(),
        site: site.name.clone(),
        views: views
            .into_iter()
            .map(|(other, key)| Link {
                href: asked.to(other.path()),
                text: say!(key),
                current: other == view,
            })
            .collect(),
        new: (reader.may(perm::AppointmentBook::ROW) && asked.moving.is_none())
            .then(|| new_path(&Wish { site: Some(site.id), doctor: asked.doctor, ..Wish::default() })),
        walk_in: (reader.may(perm::PatientRegister::ROW) && asked.moving.is_none())
            .then(|| walk_in_path(site.id)),
        more: more
            .into_iter()
            .map(|(path, key)| Link { href: printed.to(path), text: say!(key), current: false })
            .chain(reader.may(perm::AppointmentBook::ROW).then(|| Link {
                href: waiting::PATH.to_owned(),
                text: say!("diary-waiting-list"),
                current: false,
            }))
            .collect(),
    }
}
