//! The verbs on appointments. Each is part of one transaction and notes what happened.

mod asked_for;
mod booking;
mod series;
mod steps;

pub use asked_for::confirm;
pub(super) use booking::MOVED;
pub use booking::{book, check, held_room, move_to};
pub use series::{Repeat, Several, book_series, cancel_following, move_following, undo_series};
pub use steps::{close, take, undo, undoable};

use crate::gate::access::model::Role;
use crate::gate::actor::AccountId;

/// Who acts, as far as the rules of the diary ask.
#[derive(Clone, Copy, Debug)]
pub struct By {
    /// Their account.
    pub account: AccountId,
    /// What they are here: reception overbooks only those who agreed to it.
    pub role: Role,
}
