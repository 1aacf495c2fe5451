//! The page after sign-in.

use askama::Template;

use crate::gate::desk::{Desk, SignedIn};
use crate::kit::error::Result;
use crate::kit::text::filters;
use crate::kit::web::frame::Frame;
use crate::kit::web::page::Page;
use crate::kit::web::routes::Routes;

/// `/`.
pub fn routes(routes: &mut Routes<'_>) {
    routes.get("/", show);
}

#[derive(Template)]
#[template(path = "lenses/home/page.html")]
struct HomePage {
    frame: Frame,
}

async fn show(_: SignedIn, desk: Desk) -> Result<Page> {
    Page::ok(&HomePage { frame: desk.frame() })
}
