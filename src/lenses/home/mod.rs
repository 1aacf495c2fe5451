//! The page after sign-in: today, as each role needs it.
//!
//! - Reception: who is in the house at a site, who comes next, who did not come, what came free and what is to be
//!   looked at. A nurse: the same waiting room with whose vital signs are due. A doctor: their own patients of today.
//!   An admin: decisions that wait, accounts, and how the installation is.
//! - What is shown follows the contract: each part asks for the right that its rows stand under and keeps their reach.
//! - It refreshes itself by an address of its own, which is no activity and takes no focus.
//! - A patient's account has its own page and nothing else until the portal comes.

mod asked;
mod day;
mod drawn;
mod health;
mod loaded;
mod pages;
mod views;

pub use pages::routes;
