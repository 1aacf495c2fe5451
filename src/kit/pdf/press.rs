//! Documents made in answer to a request.

use std::time::Duration;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, Responder};

use crate::kit::turns::Turns;

/// After this a browser is told to come again.
const LONGEST_WAIT: Duration = Duration::from_secs(15);

/// Where documents of any length are set: so few at once that memory stays bounded however many people print.
pub static DOCUMENTS: Turns = Turns::new(2, LONGEST_WAIT, "too many documents are being printed");

/// Where labels are set, and wristbands: a place of their own, so that no long document keeps them waiting.
pub static LABELS: Turns = Turns::new(1, LONGEST_WAIT, "too many labels are being printed");

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
