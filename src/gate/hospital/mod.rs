//! Whose house this is: the hospital's own name, zone and currency, and its sites.
//!
//! There is one hospital in a database; before set-up there is none. A demonstration is marked as one for good.

mod model;
mod sites;
mod store;

pub use model::{
    Hospital, NewHospital, Site, SiteId, SiteSheet, check_currency, check_time_zone, time_zones,
};
pub use sites::{CHANGED, LAST_OPEN, NAME_TAKEN, change_site, insert_site, open_or_close_site, site, sites};
pub use store::{allow_emergency_access, create, find, local_now, mark, require_second_factor};
