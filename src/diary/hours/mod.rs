//! When and where doctors see patients: weekly hours, extra hours, leave and public holidays.
//!
//! - Hours are civil times of their site: a weekly 09:00 stays 09:00 through a change of the clocks, an hour that does
//!   not exist that day is not offered, and one that comes twice is offered twice.
//! - A public holiday closes weekly hours; extra hours stand all the same. Leave closes both.
//! - A doctor is in one place at a time: hours that would overlap are refused.

mod model;
mod store;

pub use model::{ExtraHours, Holiday, Leave, LeaveId, Open, WeeklyHours, clock, instant, minute_of, open_on};
pub use store::{
    Calendar, add_extra, add_holiday, add_leave, add_weekly, calendar, end_weekly, holidays, leave,
    leaves_of, remove_extra, remove_holiday, remove_leave, weekly_of,
};
