//! Whose house this is: the hospital's own name, zone and currency, and its sites.
//!
//! There is one hospital in a database; before set-up there is none. A demonstration is marked as one for good.

mod model;
mod store;

pub use model::{Hospital, NewHospital, Site, SiteId, check_currency, check_time_zone};
pub use store::{create, find, insert_site, local_now, mark, require_second_factor, sites};
