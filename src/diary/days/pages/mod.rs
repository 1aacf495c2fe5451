//! The pages of the diary.

mod day;

use crate::kit::web::routes::Routes;

/// `/diary` and what is below it.
pub fn routes(routes: &mut Routes<'_>) {
    routes.get("/diary", day::show).get("/diary/day", day::refreshed);
}
