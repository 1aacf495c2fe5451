//! The pages of the board.

pub mod reading;
pub mod writing;

use std::collections::HashMap;

use actix_web::HttpRequest;
use jiff::Zoned;

use super::model::NoticeId;
use super::path;
use super::store::Posted;
use super::views::Line;
use crate::gate::desk::Desk;
use crate::gate::hospital::{Site, SiteId};
use crate::kit::error::{Error, Result};
use crate::kit::marked;
use crate::kit::when;
use crate::say;

fn named_in(request: &HttpRequest) -> Result<NoticeId> {
    request.match_info().get("notice").unwrap_or_default().parse().map_err(|_| Error::NotFound)
}

/// The names of sites.
fn names(sites: Vec<Site>) -> HashMap<SiteId, String> {
    sites.into_iter().map(|site| (site.id, site.name)).collect()
}

/// A notice in words; `count` is how many of how many have read it, for who writes notices.
fn line(
    one: &Posted,
    sites: &HashMap<SiteId, String>,
    count: Option<(usize, usize)>,
    desk: &Desk,
    here: &Zoned,
) -> Line {
    let (notice, today) = (&one.notice, here.date());
    let sheet = &notice.sheet;
    let said = |at| when::said(at, here.timestamp(), here.time_zone());
    let days = match sheet.until {
        _ if sheet.from > today => say!("notices-begins", day = when::named(sheet.from, today)),
        Some(until) if until < today => say!("notices-was-until", day = when::named(until, today)),
        Some(until) => say!("notices-until", day = when::named(until, today)),
        None => String::new(),
    };
    let by = say!("notices-from", name = notice.written_by_name.clone());
    Line {
        id: format!("notice-{}", notice.id),
        href: path(notice.id),
        title: sheet.title.clone(),
        blocks: marked::parse(&sheet.body),
        from: format!("{by}, {}", said(notice.changed_at.unwrap_or(notice.made_at))),
        audience: audience(one, sites),
        days,
        pinned: sheet.pinned,
        is_new: one.is_for_me && one.read_at.is_none() && notice.is_up(today),
        read: one.read_at.map(|at| say!("notices-you-read", at = said(at))).unwrap_or_default(),
        confirm: (one.is_for_me && one.read_at.is_none() && notice.is_up(today))
            .then(|| format!("{}/receipt", path(notice.id))),
        version: notice.version,
        key: desk.form().key,
        count: count
            .map(|(read, total)| say!("notices-count", read = read, total = total))
            .unwrap_or_default(),
    }
}

/// "Nurses, doctors · Main house"
fn audience(one: &Posted, sites: &HashMap<SiteId, String>) -> String {
    let audience = &one.notice.sheet.audience;
    let roles: Vec<String> = audience.roles.iter().map(|role| say!(role.label_key())).collect();
    let at: Vec<String> = audience.sites.iter().filter_map(|site| sites.get(site).cloned()).collect();
    let roles = if roles.is_empty() { say!("notices-everybody") } else { roles.join(", ") };
    if at.is_empty() { roles } else { format!("{roles} · {}", at.join(", ")) }
}
