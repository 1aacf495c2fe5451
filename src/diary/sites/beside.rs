//! What there is at a site. The features that know live higher up; each brings an [`AtSite`], and the wiring hands
//! them to these pages.

use std::sync::Arc;

use jiff::Timestamp;

use crate::gate::hospital::SiteId;
use crate::kit::db::Conn;
use crate::kit::error::Result;

/// Everything that knows something about sites.
#[derive(Default)]
pub struct Beside(pub Vec<Arc<dyn AtSite>>);

/// A feature that has something at sites.
pub trait AtSite: Send + Sync {
    /// What it has there at this moment.
    ///
    /// # Errors
    /// What the database says.
    fn facts(&self, conn: &mut Conn, site: SiteId, now: Timestamp) -> Result<Vec<Fact>>;
}

/// One line about a site: "Appointments to come: 38".
#[derive(Clone, Debug)]
pub struct Fact {
    /// What it is about.
    pub label: String,
    /// How much, or what.
    pub text: String,
    /// The page that shows it, where there is one.
    pub href: Option<String>,
}

impl Beside {
    pub(super) fn facts(&self, conn: &mut Conn, site: SiteId, now: Timestamp) -> Result<Vec<Fact>> {
        let mut facts = Vec::new();
        for feature in &self.0 {
            facts.extend(feature.facts(conn, site, now)?);
        }
        Ok(facts)
    }
}
