//! Hours as values, and the pure rules that turn them into stretches of time in which patients can be booked.

mod clock;
mod entries;
mod open;

pub use clock::{clock, instant, last_instant, minute_of};
pub use entries::{ExtraHours, Holiday, Leave, LeaveId, WeeklyHours};
pub use open::{Open, open_on};
