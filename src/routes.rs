//! Every route, one line per feature.

use crate::kit::web::routes::{Listed, Routes};
use crate::{care, diary, doors, gate, lenses, people, talk};

/// Registers all routes.
pub fn all(routes: &mut Routes<'_>) {
    gate::door::routes(routes);
    gate::notifications::outbox::routes(routes);
    gate::notifications::bell::routes(routes);
    people::patients::routes(routes);
    people::emergency::routes(routes);
    people::staff::routes(routes);
    diary::sites::routes(routes);
    diary::messages::routes(routes);
    diary::rooms::routes(routes);
    diary::leave::routes(routes);
    diary::feeds::routes(routes);
    diary::timetable::routes(routes);
    diary::waiting::routes(routes);
    // Words such as `/appointments/new` come before ids.
    diary::booking::routes(routes);
    diary::appointments::routes(routes);
    care::codes::routes(routes);
    care::intake::routes(routes);
    care::prescribing::routes(routes);
    diary::days::routes(routes);
    care::vitals::routes(routes);
    care::templates::routes(routes);
    care::consultation::routes(routes);
    care::emergency_entry::routes(routes);
    care::letters::routes(routes);
    talk::chat::routes(routes);
    talk::notices::routes(routes);
    talk::sendings::routes(routes);
    lenses::home::routes(routes);
    lenses::audit::routes(routes);
    lenses::labels::routes(routes);
    lenses::record_pdf::routes(routes);
    lenses::written::routes(routes);
    doors::fhir::routes(routes);
    lenses::chart::routes(routes);
}

/// The route table with what each route demands, by address.
pub fn list() -> Vec<Listed> {
    let mut listed = Routes::listing(all);
    listed.sort_by_key(|route| (route.path, route.method));
    listed
}
