//! The pages of the diary.

mod day;
mod list;
mod open;
mod paper;
mod week;

pub use open::Scope;

use crate::kit::web::routes::Routes;

/// `/diary` and what is below it.
pub fn routes(routes: &mut Routes<'_>) {
    routes
        .get("/diary", day::show)
        .get("/diary/day", day::refreshed)
        .get("/diary/week", week::show)
        .get("/diary/week/now", week::refreshed)
        .get("/diary/list", list::show)
        .get("/diary/list/now", list::refreshed)
        .get("/diary/open", open::show)
        .get("/diary/print", paper::page)
        .get("/diary/day.pdf", paper::file);
}
