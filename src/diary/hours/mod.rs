//! When and where doctors see patients: weekly hours, extra hours, leave and public holidays.
//!
//! - Hours are civil times of their site: a weekly 09:00 stays 09:00 through a change of the clocks, an hour that does
//!   not exist that day is not offered, and one that comes twice is offered twice.
//! - A public holiday closes weekly hours; extra hours stand all the same. Leave closes both.
//! - A doctor is in one place at a time: hours that would overlap are refused.

mod entry;
mod forms;
mod model;
mod said;
mod store;

pub use entry::{Doctor, HoursOf};
pub use forms::{day_in_words, read_day, read_minute, require_day, require_minute};
pub use model::{
    ExtraHours, Holiday, Leave, LeaveId, Open, WeeklyHours, clock, instant, last_instant, minute_of, open_on,
};
pub use said::{Glance, ahead, day_name, glance, short_day, span, time_of};
pub use store::{
    Calendar, add_extra, add_holiday, add_leave, add_weekly, calendar, end_weekly, extra_hours, extra_of,
    holiday, holidays, leave, leaves_of, remove_extra, remove_holiday, remove_leave, set_cover, weekly,
    weekly_of, weekly_of_all,
};

use crate::gate::access::permissions::{Permission as _, perm};
use crate::gate::actor::AccountId;
use crate::gate::live::Matter;

/// Anybody's hours, leave, and public holidays: when somebody can be booked.
pub const HOURS: Matter =
    Matter { kind: "hours", rights: &[perm::HoursView::ROW, perm::AppointmentView::ROW] };

/// The page of a doctor's hours.
pub fn path(doctor: AccountId) -> String {
    format!("/hours/{doctor}")
}
