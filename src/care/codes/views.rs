//! Codes as pages show them.

use askama::Template;

use super::model::{Hit, Typed};
use crate::kit::text::filters;
use crate::kit::web::frame::Frame;
use crate::people::patients::{Segment, segments};

/// A code in a list of hits.
#[derive(Clone, Debug)]
pub struct HitLine {
    /// Our id.
    pub id: String,
    /// The code.
    pub code: String,
    /// Its words, with what was typed marked.
    pub text: Vec<Segment>,
    /// The words alone.
    pub plain: String,
    /// Whether finer codes lie below it.
    pub broad: bool,
    /// Whether the edition in force no longer has it.
    pub aside: bool,
    /// Whether it is among the reader's favourites.
    pub favourite: bool,
}

/// The hits of a search as lines.
pub fn lines(hits: Vec<Hit>, typed: &str) -> Vec<HitLine> {
    let needles = Typed::parse(typed).needles;
    hits.into_iter()
        .map(|hit| HitLine {
            id: hit.id.to_string(),
            text: segments(&hit.text, &needles),
            code: hit.code,
            plain: hit.text,
            broad: !hit.leaf,
            aside: !hit.active,
            favourite: hit.favourite,
        })
        .collect()
}

/// What drops down below a field: each hit is a button of the form around it.
#[derive(Template)]
#[template(path = "care/codes/_hits.html")]
pub(super) struct HitsFragment {
    pub typed: String,
    /// What the buttons are called.
    pub name: String,
    pub loaded: bool,
    pub lines: Vec<HitLine>,
    pub more: bool,
}

/// `/codes`
#[derive(Template)]
#[template(path = "care/codes/page.html")]
pub(super) struct CodesPage {
    pub frame: Frame,
    pub typed: String,
    /// None when no list was loaded.
    pub edition: Option<String>,
    /// Each with the key of its form.
    pub lines: Vec<(HitLine, String)>,
    pub more: bool,
}
