//! Pairs of medicines that harm each other: fifteen severe ones that ship with the program, and lists that are loaded.
//!
//! - The shipped pairs are those of the high-priority list for electronic records: S. Phansalkar et al., Journal of the
//!   American Medical Informatics Association 2012;19:735–743, <https://doi.org/10.1136/amiajnl-2011-000612>. The pairs
//!   are its facts; words are our own, and so are the members by ATC code where the paper names a class.
//! - A list is loaded with `wardbook import interactions FILE` (the format is in `docs/medicines.md`) and takes the place
//!   of the one that was loaded under its name.
//! - The shipped pairs alone are no check of interactions, only one of the worst: [`Consulted::is_full`] says so.
//!
//! Words: a *side* is what one of the two medicines is: names and beginnings of ATC codes.

mod model;
mod store;
mod actions;

pub use actions::load;
pub use model::{Pair, PairFile, Severity, Side, Unreadable, severe};
pub use store::{Conflict, Consulted, between, consulted};
