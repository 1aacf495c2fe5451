//! Messages on the page of a site.

use jiff::Timestamp;

use super::{path, store};
use crate::diary::sites::{AtSite, Fact};
use crate::gate::hospital::SiteId;
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::say;

/// What a site writes to patients.
pub struct MessagesAtSite;

impl AtSite for MessagesAtSite {
    fn facts(&self, conn: &mut Conn, site: SiteId, _: Timestamp) -> Result<Vec<Fact>> {
        let rules = store::rules(conn, site)?.unwrap_or_default();
        let mut words = Vec::new();
        if rules.confirms {
            words.push(say!("messages-confirms-short"));
        }
        for hours in rules.first_hours.into_iter().chain(rules.second_hours) {
            words.push(say!("messages-hours-before", hours = hours));
        }
        let text = if words.is_empty() { say!("messages-off") } else { words.join(", ") };
        Ok(vec![Fact { label: say!("messages-title"), text, href: Some(path(site)) }])
    }
}
