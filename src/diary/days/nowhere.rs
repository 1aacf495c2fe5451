//! The diary of somebody who works at no site.

use super::asked::Asked;
use super::sheet::Reader;
use super::top::View;
use super::views::{DayPage, Link, Top};
use crate::gate::desk::Desk;
use crate::kit::when;
use crate::say;

/// A page that says so.
pub fn page(desk: &Desk, reader: &Reader, asked: Asked) -> DayPage {
    DayPage {
        frame: desk.frame(),
        top: bare(desk, reader),
        figures: Vec::new(),
        waits: 0,
        waiting: Vec::new(),
        to_confirm: Vec::new(),
        refresh: asked.to("/diary/day"),
        topics: String::new(),
        here: asked.to(View::Day.path()),
        moving: None,
        pages: None,
        grid: None,
        empty: (say!("diary-no-site"), say!("diary-no-site-why")),
    }
}

/// What stands above it: today, and nowhere to go.
fn bare(desk: &Desk, reader: &Reader) -> Top {
    let today = desk.here().date();
    let link = || Link { href: View::Day.path().to_owned(), text: say!("diary-today"), current: true };
    Top {
        title: when::named(today, today),
        note: String::new(),
        before: link(),
        now: link(),
        after: link(),
        span_label: say!("diary-day"),
        pick_action: View::Day.path().to_owned(),
        pick_kept: Vec::new(),
        pick_date: today.to_string(),
        sites: Vec::new(),
        site: reader.who.house.clone(),
        views: Vec::new(),
        new: None,
        walk_in: None,
        more: Vec::new(),
    }
}
