//! Documents made in answer to a request.

use std::time::Duration;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, Responder};
use tokio::sync::Semaphore;

use crate::kit::error::{Error, Result};

/// So many documents are set at once: memory stays bounded however many people print.
static PRESSES: Semaphore = Semaphore::const_new(2);
/// After this a browser is told to come again.
const LONGEST_WAIT: Duration = Duration::from_secs(15);

/// Sets a document away from the threads that answer requests, when it is its turn.
///
/// # Errors
/// [`Error::Unavailable`] when too many others are waiting.
pub async fn press<T: Send + 'static>(set: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let turn = tokio::time::timeout(LONGEST_WAIT, PRESSES.acquire())
        .await
        .map_err(|_| Error::Unavailable("too many documents are being printed"))?
        .map_err(Error::bug)?;
    let set = tokio::task::spawn_blocking(set).await.map_err(Error::bug);
    drop(turn);
    set
}

/// A document as an answer: shown by the browser, saved under a name of its own.
#[derive(Debug)]
pub struct Pdf {
    file: Vec<u8>,
    name: String,
}

impl Pdf {
    /// A finished file. Of the name, letters, digits and hyphens are kept.
    pub fn new(file: Vec<u8>, name: &str) -> Self {
        let name = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        Self { file, name }
    }
}

impl Responder for Pdf {
    type Body = actix_web::body::BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok()
            .content_type("application/pdf")
            .insert_header((header::CONTENT_DISPOSITION, format!("inline; filename=\"{}.pdf\"", self.name)))
            .body(self.file)
    }
}
