//! The answer to a change: one value, two faces.

use actix_web::{HttpRequest, HttpResponse, Responder, http::header};
use serde::{Deserialize, Serialize};

use super::frame::{Flash, Undo};
use super::names;

/// Where a change leads, and the sentence that says what was done.
///
/// Without script this is a redirect (303) and a flash on the next page; for htmx the same redirect in its own words.
/// It is also what a repeated submission is answered with, so it can be kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reply {
    to: String,
    flash: Option<Flash>,
    /// Whether script stays on the page.
    #[serde(default)]
    in_place: bool,
}

impl Reply {
    /// Leads to a page of ours, by its path.
    pub fn to(path: impl Into<String>) -> Self {
        Self { to: path.into(), flash: None, in_place: false }
    }

    /// Says what was done. The sentence must name nobody: it travels in a cookie.
    pub fn toast(mut self, sentence: String) -> Self {
        self.flash = Some(Flash { text: sentence, kind: String::new(), undo: None });
        self
    }

    /// Leads to the page that it was sent from: htmx fetches that and takes what has changed on it, in place of leaving
    /// it and coming back.
    pub fn in_place(mut self) -> Self {
        self.in_place = true;
        self
    }

    /// Offers to take back what the sentence says was done, by a form sent to `action`.
    pub fn undo(mut self, action: String) -> Self {
        let back = self.to.clone();
        if let Some(flash) = &mut self.flash {
            flash.undo = Some(Undo { action, back });
        }
        self
    }

    /// The path it leads to.
    pub fn path(&self) -> &str {
        &self.to
    }

    /// The sentence, for the one who signs cookies.
    pub fn flash(&self) -> Option<&Flash> {
        self.flash.as_ref()
    }
}

/// Left in the answer's extensions for the middleware that signs cookies.
#[derive(Clone, Debug)]
pub struct FlashToSet(pub Flash);

impl Responder for Reply {
    type Body = actix_web::body::BoxBody;
    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let mut response = if !self.in_place && request.headers().contains_key(names::HX_REQUEST) {
            HttpResponse::NoContent().insert_header((names::HX_REDIRECT, self.to)).finish()
        } else {
            HttpResponse::SeeOther().insert_header((header::LOCATION, self.to)).finish()
        };
        if let Some(flash) = self.flash {
            response.extensions_mut().insert(FlashToSet(flash));
        }
        response
    }
}

/// A page or a redirect, for handlers that may answer with either.
#[derive(Debug)]
pub enum Answer {
    /// A page.
    Page(super::page::Page),
    /// A redirect.
    Reply(Reply),
}

impl From<super::page::Page> for Answer {
    fn from(page: super::page::Page) -> Self {
        Self::Page(page)
    }
}
impl From<Reply> for Answer {
    fn from(reply: Reply) -> Self {
        Self::Reply(reply)
    }
}

impl Responder for Answer {
    type Body = actix_web::body::BoxBody;
    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::Page(page) => page.respond_to(request),
            Self::Reply(reply) => reply.respond_to(request),
        }
    }
}
