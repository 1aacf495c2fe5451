//! Appointments on the page of a site.

use diesel::prelude::*;
use jiff::Timestamp;

use super::leaving::OPEN;
use crate::diary::sites::{AtSite, Fact};
use crate::gate::hospital::SiteId;
use crate::kit::db::Conn;
use crate::kit::db::types::Utc;
use crate::kit::error::Result;
use crate::say;
use crate::schema::appointments;

/// How many appointments are still to come at a site.
pub struct AppointmentsAtSite;

impl AtSite for AppointmentsAtSite {
    fn facts(&self, conn: &mut Conn, site: SiteId, now: Timestamp) -> Result<Vec<Fact>> {
        let count: i64 = appointments::table
            .filter(appointments::site_id.eq(site))
            .filter(appointments::status.eq_any(OPEN))
            .filter(appointments::ends_at.gt(Utc(now)))
            .count()
            .get_result(conn)?;
        Ok(vec![Fact { label: say!("appointments-to-come"), text: count.to_string(), href: None }])
    }
}
