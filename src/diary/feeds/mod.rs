//! Calendar feeds: a doctor's appointments on their own devices, behind a secret address.
//!
//! - Only the doctor makes one, and it is shown once; only its hash is kept. A new one ends the old one, and it ends
//!   with the account.
//! - Whoever knows the address sees when and where, never who or why.
//! - Whoever does not is answered as if there were nothing, and as often as any stranger.

mod actions;
mod model;
mod pages;
mod store;
mod views;

pub use store::made_at;

use crate::diary::hours;
use crate::gate::actor::AccountId;
use crate::kit::web::routes::Routes;

/// The addresses of feeds.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .post("/hours/{doctor}/feed", pages::make)
        .post("/hours/{doctor}/feed/revocation", pages::revoke)
        .get("/calendar/{secret}.ics", pages::show);
}

/// Where a doctor makes or renews their feed.
pub fn path(doctor: AccountId) -> String {
    format!("{}/feed", hours::path(doctor))
}
