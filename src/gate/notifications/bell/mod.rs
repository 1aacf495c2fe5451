//! The bell: what somebody is told in the house, on every page, as it happens.
//!
//! - It is written in the transaction of what caused it ([`tell`]), for everybody it concerns but who did it. It is
//!   there when they come, whoever was away; who has a page open hears it ring.
//! - A row holds ids and times and no words. They are made when they are read, by the feature that knows the thing
//!   ([`Teller`], brought together in `wiring`), as far as the reader reaches it at that moment: whoever has lost a
//!   patient reads no name.
//! - Everybody chooses what rings and what is sent by mail besides, and when they want to be left alone: then nothing
//!   rings and mail waits. What must be known at once, such as an emergency access, always rings and leaves at once.
//! - One's own only: an id of somebody else's is one that never was.

mod actions;
mod model;
mod pages;
mod store;
mod telling;
mod views;

pub use actions::{forget_old, ring, settle, take_back, tell};
pub use model::{Group, Kind, News, NotificationId};
pub use store::{Notification, Receipt, awaits, receipts};
pub use telling::{Asking, Reader, Teller, Tellers, Told};

use crate::kit::web::routes::Routes;

/// The list.
pub const PATH: &str = "/notifications";

/// `/notifications` and what is below it.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get(PATH, pages::list)
        .get("/notifications/now", pages::refreshed)
        .get("/notifications/bell", pages::bell)
        .post("/notifications/read", pages::read_all)
        .post("/notifications/choices", pages::choose)
        .post("/notifications/{notification}/opening", pages::open)
        .post("/notifications/{notification}/reading", pages::mark);
}
