//! Conversations between two employees.
//!
//! - Two have one conversation, whoever began it. Its address is a random string that nobody can guess, and no
//!   permission: whoever is not one of the two does not find it, whatever their role.
//! - A message is stored before anybody hears of it, under the next number of its conversation. What a page shows is
//!   read from there each time, in that order: a line that was lost leaves no gap and makes no repeat.
//! - Delivered means that a page of the other one has fetched it, read that they had the conversation before them.
//! - Mail and text messages tell of the first message that comes while somebody is away, and of no other until they have
//!   looked: whoever had the conversation before them a moment ago is not away.
//! - Words stay words: only https addresses become links. Files are judged by what they hold, and lie sealed on disk.
//! - Whoever has left the house is written to no more; what was said stays with the other one.

mod actions;
mod entry;
mod files;
mod model;
mod pages;
mod store;
mod telling;
mod views;
mod watch;

pub use actions::{Said, delivered, is_undelivered, recall, remove_strays, send, start};
pub use model::{Address, ConversationId, Message, Reached, SentFile, rules};
pub use store::{Window, find, messages};
pub use telling::MessageTeller;
pub use watch::{ConversationWatch, InboxWatch, TypingWatch};

use crate::kit::web::routes::Routes;

/// All conversations of somebody.
pub const PATH: &str = "/messages";

/// The page of a conversation.
pub fn path(address: &Address) -> String {
    format!("{PATH}/{address}")
}

/// `/messages` and what is below it.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get(PATH, pages::list::show)
        .get("/messages/list", pages::list::refreshed)
        .get("/messages/new", pages::people::choose)
        .post(PATH, pages::people::begin)
        .get("/messages/search", pages::search::show)
        .get("/messages/{address}", pages::conversation::show)
        .get("/messages/{address}/now", pages::conversation::refreshed)
        .post("/messages/{address}", pages::writing::send)
        .post("/messages/{address}/typing", pages::writing::typing)
        .get("/messages/{address}/files/{file}", pages::writing::file);
}
