//! Signing in: throttle, password, second factor, session.

mod attempt;
pub(super) mod pages;

pub use attempt::open_for;
pub(super) use attempt::{Outcome, busy, check_password, try_sign_in};
