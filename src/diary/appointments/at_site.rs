//! Appointments on the page of a site.

use jiff::Timestamp;

use super::store;
use crate::diary::sites::{AtSite, Fact};
use crate::gate::hospital::SiteId;
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::say;

/// How many appointments are still to come at a site.
pub struct AppointmentsAtSite;

impl AtSite for AppointmentsAtSite {
    fn facts(&self, conn: &mut Conn, site: SiteId, now: Timestamp) -> Result<Vec<Fact>> {
        let count = store::count_ahead_at(conn, site, now)?;
        Ok(vec![Fact { label: say!("appointments-to-come"), text: count.to_string(), href: None }])
    }
}
