//! The days of the diary: who sees whom, when, and what is free.
//!
//! - A day has one column a doctor: those with hours or appointments at the site. A doctor sees their own column, a
//!   nurse the sites where they work, a week either way; what others have then takes time and names nobody.
//! - Columns are drawn as time passes, so that a day of 23 hours has 23 and one of 25 has 25; the days of a week are
//!   drawn by the clock on the wall, so that they stay in line.
//! - Pages refresh themselves by an address of their own, which is no activity and takes no focus.
//!
//! Reads the tables of appointments and hours through their features, and names of doctors from `accounts`.

mod asked;
mod cells;
mod chosen;
mod grid;
mod lines;
mod live;
mod model;
mod nowhere;
mod pages;
mod print;
mod sheet;
mod sought;
mod store;
mod top;
mod views;
mod steps;
mod today;
mod waiting;

pub use chosen::{Chosen, WriteTo, chosen};
pub use pages::routes;
pub use sheet::Reader;
pub use today::{Figures, Line, Today};
pub use views::StepView;
pub use waiting::said as minutes_said;
