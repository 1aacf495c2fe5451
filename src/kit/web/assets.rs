//! Style sheet, scripts and pictures: in the binary, under hashed addresses, compressed when it was built (`build.rs`).

use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{self, Bytes};
use actix_web::{HttpRequest, HttpResponse};

/// The addresses a layout needs.
#[derive(Debug)]
pub struct Addresses {
    /// The one style sheet.
    pub css: &'static str,
    /// The scripts, in order.
    pub js: &'static [&'static str],
    /// The favicon.
    pub favicon: &'static str,
}

struct Asset {
    /// Below `/static/`.
    address: &'static str,
    kind: &'static str,
    plain: &'static [u8],
    /// Only where it is smaller.
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

// `FILES`, sorted by address, and `ADDRESSES`.
include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The addresses of this build's assets.
pub fn addresses() -> &'static Addresses {
    &ADDRESSES
}

/// Answers requests below `/static/`. Whoever has an address has it for good: another content has another address.
pub fn serve(server: &mut web::ServiceConfig) {
    server.route("/static/{path:.*}", web::get().to(answer));
}

fn find(address: &str) -> Option<&'static Asset> {
    FILES.binary_search_by_key(&address, |asset| asset.address).ok().map(|at| &FILES[at])
}

async fn answer(request: HttpRequest, path: web::Path<String>) -> HttpResponse {
    let Some(asset) = find(&path) else {
        return HttpResponse::NotFound().finish();
    };
    let accepted = request
        .headers()
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let (encoding, body) = match asset {
        Asset { brotli: Some(body), .. } if accepted.contains("br") => (Some("br"), body),
        Asset { gzip: Some(body), .. } if accepted.contains("gzip") => (Some("gzip"), body),
        asset => (None, &asset.plain),
    };
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, asset.kind))
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::VARY, "Accept-Encoding"));
    if let Some(encoding) = encoding {
        response.insert_header((header::CONTENT_ENCODING, HeaderValue::from_static(encoding)));
    }
    response.body(Bytes::from_static(body))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address: &str) -> &'static Asset {
        find(address.trim_start_matches("/static/")).unwrap_or_else(|| panic!("{address}"))
    }

    #[test]
    fn every_address_in_the_sheet_is_served() {
        let sheet = std::str::from_utf8(at(ADDRESSES.css).plain).unwrap();
        assert!(sheet.len() > 100_000);
        let mut found = 0;
        for part in sheet.split("url(\"").skip(1) {
            at(part.split('"').next().unwrap());
            found += 1;
        }
        assert!(found > 10);
        assert!(!sheet.contains("url(data:") && !sheet.contains("url(\"data:"));
    }

    #[test]
    fn scripts_and_favicon_are_there() {
        for address in ADDRESSES.js.iter().chain([&ADDRESSES.favicon]) {
            at(address);
        }
    }

    #[test]
    fn each_encoding_is_smaller_and_the_same_content() {
        use std::io::Read as _;
        assert!(FILES.is_sorted_by_key(|asset| asset.address));
        for asset in &FILES {
            if let Some(small) = asset.gzip {
                assert!(small.len() < asset.plain.len());
                let mut whole = Vec::new();
                flate2::read::GzDecoder::new(small).read_to_end(&mut whole).unwrap();
                assert_eq!(whole, asset.plain, "{}", asset.address);
            }
            if let Some(small) = asset.brotli {
                assert!(small.len() < asset.plain.len());
                let mut whole = Vec::new();
                brotli::Decompressor::new(small, 4096).read_to_end(&mut whole).unwrap();
                assert_eq!(whole, asset.plain, "{}", asset.address);
            }
        }
    }
}
