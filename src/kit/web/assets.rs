//! Style sheet, scripts and pictures: embedded, under hashed addresses, compressed once at start.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::LazyLock;

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

#[derive(RustEmbed)]
#[folder = "static/"]
#[include = "css/*.css"]
#[include = "vendor/*.css"]
#[include = "vendor/*.js"]
#[include = "vendor/icons/*.svg"]
#[include = "img/*"]
#[include = "*.js"]
struct Files;

/// The layers, in the order in which later ones win.
const SHEETS: [&str; 7] = [
    "vendor/bootstrap.layer.css",
    "css/tokens.css",
    "css/base.css",
    "css/components.css",
    "css/diary.css",
    "css/utilities.css",
    "css/print.css",
];
const LAYERS: &str = "@layer vendor, tokens, base, components, utilities, print;\n";
const SCRIPTS: [&str; 2] = ["vendor/htmx.min.js", "app.js"];

/// The addresses a layout needs.
#[derive(Debug)]
pub struct Addresses {
    /// The one style sheet.
    pub css: String,
    /// The scripts, in order.
    pub js: Vec<String>,
    /// The favicon.
    pub favicon: String,
}

struct Asset {
    kind: &'static str,
    plain: Vec<u8>,
    brotli: Option<Vec<u8>>,
    gzip: Option<Vec<u8>>,
}

struct Shelf {
    by_address: HashMap<String, Asset>,
    addresses: Addresses,
}

static SHELF: LazyLock<Shelf> = LazyLock::new(stock);

/// The addresses of this build's assets.
pub fn addresses() -> &'static Addresses {
    &SHELF.addresses
}

/// Answers requests below `/static/`. Whoever has an address has it for good: another content has another address.
pub fn serve(server: &mut web::ServiceConfig) {
    server.route("/static/{path:.*}", web::get().to(answer));
}

async fn answer(request: HttpRequest, path: web::Path<String>) -> HttpResponse {
    let Some(asset) = SHELF.by_address.get(path.as_str()) else {
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
    response.body(body.clone())
}

fn stock() -> Shelf {
    let mut by_address = HashMap::new();
    let mut hashed = HashMap::new();
    let mut put = |name: &str, bytes: Vec<u8>| {
        let address = with_hash(name, &bytes);
        by_address.insert(address.clone(), compressed(name, bytes));
        let address = format!("/static/{address}");
        hashed.insert(name.to_owned(), address.clone());
        address
    };
    let mut sheet = LAYERS.to_owned();
    for name in Files::iter().filter(|name| !name.ends_with(".css")) {
        if let Some(file) = Files::get(&name) {
            put(&name, file.data.into_owned());
        }
    }
    for name in SHEETS {
        if let Some(file) = Files::get(name) {
            sheet.push_str(&String::from_utf8_lossy(&file.data));
            sheet.push('\n');
        }
    }
    for (name, address) in hashed.clone() {
        sheet = sheet.replace(&format!("\"/static/{name}\""), &format!("\"{address}\""));
    }
    let css = {
        let address = with_hash("app.css", sheet.as_bytes());
        by_address.insert(address.clone(), compressed("app.css", sheet.into_bytes()));
        format!("/static/{address}")
    };
    let address_of = |name: &str| hashed.get(name).cloned().unwrap_or_default();
    Shelf {
        addresses: Addresses {
            css,
            js: SCRIPTS.iter().map(|name| address_of(name)).collect(),
            favicon: address_of("img/favicon.svg"),
        },
        by_address,
    }
}

/// `css/app.css` becomes `css/app-0123abcd.css`.
fn with_hash(name: &str, bytes: &[u8]) -> String {
    let hash = hex::encode(&Sha256::digest(bytes)[..6]);
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}-{hash}.{ending}"),
        None => format!("{name}-{hash}"),
    }
}

fn compressed(name: &str, plain: Vec<u8>) -> Asset {
    let kind = match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    };
    let brotli = brotli_of(&plain).filter(|small| small.len() < plain.len());
    let gzip = gzip_of(&plain).filter(|small| small.len() < plain.len());
    Asset { kind, plain, brotli, gzip }
}

fn brotli_of(plain: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    // Quality 9: within two per cent of the smallest at a tenth of its time, and the server starts at once.
    let mut writer = brotli::CompressorWriter::new(&mut out, 4096, 9, 22);
    writer.write_all(plain).and_then(|()| writer.flush()).ok()?;
    drop(writer);
    Some(out)
}

fn gzip_of(plain: &[u8]) -> Option<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(plain).ok()?;
    writer.finish().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_in_the_sheet_is_served() {
        let css = SHELF.addresses.css.trim_start_matches("/static/");
        let sheet = String::from_utf8(SHELF.by_address[css].plain.clone()).unwrap();
        assert!(sheet.len() > 100_000);
        let mut found = 0;
        for part in sheet.split("url(\"").skip(1) {
            let address = part.split('"').next().unwrap().trim_start_matches("/static/");
            assert!(SHELF.by_address.contains_key(address), "{address}");
            found += 1;
        }
        assert!(found > 10);
        assert!(!sheet.contains("url(data:") && !sheet.contains("url(\"data:"));
    }

    #[test]
    fn scripts_and_favicon_are_there() {
        for address in SHELF.addresses.js.iter().chain([&SHELF.addresses.favicon]) {
            assert!(SHELF.by_address.contains_key(address.trim_start_matches("/static/")), "{address}");
        }
    }
}
