//! A whole page as an answer.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, Responder};
use askama::Template;

use crate::kit::error::{Error, Result};

/// A rendered page (or a fragment of one that has an address of its own).
#[derive(Debug)]
pub struct Page {
    status: StatusCode,
    html: String,
    wait: Option<u32>,
}

impl Page {
    /// The page as asked for: 200.
    ///
    /// # Errors
    /// [`Error::Bug`] when the template cannot be rendered.
    pub fn ok(view: &impl Template) -> Result<Self> {
        Self::with(StatusCode::OK, view)
    }

    /// The form again, with what is wrong: 422.
    ///
    /// # Errors
    /// As [`Page::ok`].
    pub fn invalid(view: &impl Template) -> Result<Self> {
        Self::with(StatusCode::UNPROCESSABLE_ENTITY, view)
    }

    /// Somebody or something was faster: 409.
    ///
    /// # Errors
    /// As [`Page::ok`].
    pub fn conflict(view: &impl Template) -> Result<Self> {
        Self::with(StatusCode::CONFLICT, view)
    }

    /// The form again, so many seconds too early to be looked at: 429.
    ///
    /// # Errors
    /// As [`Page::ok`].
    pub fn too_early(view: &impl Template, seconds: u32) -> Result<Self> {
        Ok(Self { wait: Some(seconds), ..Self::with(StatusCode::TOO_MANY_REQUESTS, view)? })
    }

    /// A page under another status.
    ///
    /// # Errors
    /// As [`Page::ok`].
    pub fn with(status: StatusCode, view: &impl Template) -> Result<Self> {
        Ok(Self { status, html: view.render().map_err(Error::bug)?, wait: None })
    }
}

impl Responder for Page {
    type Body = actix_web::body::BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::build(self.status);
        if let Some(seconds) = self.wait {
            response.insert_header((header::RETRY_AFTER, seconds.to_string()));
        }
        response.content_type("text/html; charset=utf-8").body(self.html)
    }
}
