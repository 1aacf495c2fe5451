//! What is shown once when a feed is made.

use askama::Template;

use crate::kit::text::filters;
use crate::kit::web::frame::Frame;

/// The address, which is nowhere else.
#[derive(Template)]
#[template(path = "diary/feeds/made.html")]
pub(super) struct MadePage {
    pub frame: Frame,
    pub address: String,
    pub back: String,
}
