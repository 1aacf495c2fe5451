//! The outbox: what leaves the house by mail or text message.
//!
//! - A message is written in the transaction of what causes it ([`queue`]), so there is none without its cause and no
//!   cause without it. It says nothing clinical; a test of each feature that writes one holds that.
//! - A worker ([`Worker`]) takes what is due on a lease, tries it, and notes each try. Whoever dies with a lease loses
//!   it after two minutes, and the message is tried again under the same Message-ID: sent at least once, and twice only
//!   if the process died between the other side's yes and the note of it.
//! - What passes (nobody answers, "later", too slow) is tried again after a growing while, eight times in about a day,
//!   and then given up. What does not pass (no such address, refused, nothing set up) has failed at once. Both show, and
//!   those to patients are reception's call list until somebody has called.
//! - To whom nothing may be written is called: [`Via::Call`] is on the call list from the beginning.
//! - What is past its time ([`Message::not_after`]) or called off ([`call_off`]) is not sent.
//! - The words are kept until they are sent, the rest for [`KEPT_DAYS`].

mod actions;
mod letter;
mod model;
mod pages;
mod recalled;
mod store;
mod views;
mod worker;

pub use actions::{call_off, forget_old, queue, queue_at, release_all, retry, retry_about};
pub use letter::{Letter, LinkInLetter, TextBody};
pub use model::{Channel, DeliveryId, KEPT_DAYS, Kind, Message, Recipient, State, Via};
pub use recalled::{Past, Try, recall};
pub use store::{Standing, Tally, standing, tallies, written};
pub use views::{Badge, Fate, fates, fates_of};
pub use worker::{Worker, round};

use crate::kit::web::routes::Routes;

/// What went out, and what did not.
pub const PATH: &str = "/outbox";
/// Whom to call because a message did not reach them.
pub const CALLS_PATH: &str = "/calls";

/// The page of one message.
pub fn path(id: DeliveryId) -> String {
    format!("{PATH}/{id}")
}

/// `/outbox`, `/calls` and what is below them.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get(PATH, pages::outbox::list)
        .post("/outbox/retry", pages::outbox::retry_all)
        .get("/outbox/{delivery}", pages::outbox::show)
        .post("/outbox/{delivery}/retry", pages::outbox::retry)
        .get(CALLS_PATH, pages::calls::list)
        .post("/calls/{delivery}", pages::calls::note)
        .post("/calls/{delivery}/retry", pages::calls::retry);
}
