//! Packs style sheet, scripts and pictures into the binary: under hashed addresses, compressed as far as it goes, so
//! that the server spends neither time nor memory on it.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use sha2::{Digest as _, Sha256};

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
const SCRIPTS: [&str; 3] = ["vendor/htmx.min.js", "app.js", "live.js"];
/// Pictures that pages and style sheet name by their address; the others are drawn into the pages by templates.
const PICTURES: [&str; 2] = ["img", "vendor/icons"];
const FAVICON: &str = "img/favicon.svg";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=static");
    let from = Path::new("static");
    let mut shelf = Shelf { folder: env::var("OUT_DIR")?.into(), files: BTreeMap::new() };
    let mut addresses = BTreeMap::new();
    let pictures = PICTURES.iter().map(|folder| names(from, folder)).collect::<Result<Vec<_>, _>>()?;
    for name in pictures.into_iter().flatten().chain(SCRIPTS.map(str::to_owned)) {
        let address = shelf.put(&name, &fs::read(from.join(&name))?)?;
        addresses.insert(name, format!("/static/{address}"));
    }
    let mut sheet = LAYERS.to_owned();
    for name in SHEETS {
        sheet.push_str(&fs::read_to_string(from.join(name))?);
        sheet.push('\n');
    }
    for (name, address) in &addresses {
        sheet = sheet.replace(&format!("\"/static/{name}\""), &format!("\"{address}\""));
    }
    let css = format!("/static/{}", shelf.put("app.css", sheet.as_bytes())?);
    let js = SCRIPTS.map(|name| addresses[name].as_str());
    shelf.write(&css, &js, &addresses[FAVICON])
}

/// The files of a folder, by their names below `static`.
fn names(from: &Path, folder: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(from.join(folder))? {
        let name = entry?.file_name();
        names.push(format!("{folder}/{}", name.to_string_lossy()));
    }
    names.sort_unstable();
    Ok(names)
}

struct Shelf {
    folder: PathBuf,
    /// What stands at each address, as the source of a constant.
    files: BTreeMap<String, String>,
}

impl Shelf {
    /// Keeps a file in each encoding that makes it smaller, and answers its address.
    fn put(&mut self, name: &str, plain: &[u8]) -> Result<String, Box<dyn Error>> {
        let address = with_hash(name, plain);
        let number = self.files.len();
        let keep = |ending: &str, bytes: &[u8]| -> Result<String, Box<dyn Error>> {
            let file = format!("asset{number}.{ending}");
            fs::write(self.folder.join(&file), bytes)?;
            Ok(format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{file}\"))"))
        };
        let mut source = format!("plain: {}", keep("plain", plain)?);
        for (field, small) in [("brotli", brotli_of(plain)?), ("gzip", gzip_of(plain)?)] {
            let value = match small.len() < plain.len() {
                true => format!("Some({})", keep(field, &small)?),
                false => "None".to_owned(),
            };
            write!(source, ", {field}: {value}")?;
        }
        self.files.insert(address.clone(), source);
        Ok(address)
    }

    /// Writes the table that the server looks addresses up in.
    fn write(&self, css: &str, js: &[&str], favicon: &str) -> Result<(), Box<dyn Error>> {
        let mut source = format!("static FILES: [Asset; {}] = [\n", self.files.len());
        for (address, fields) in &self.files {
            writeln!(source, "    Asset {{ address: {address:?}, kind: {:?}, {fields} }},", kind(address))?;
        }
        writeln!(source, "];\nstatic ADDRESSES: Addresses =")?;
        writeln!(source, "    Addresses {{ css: {css:?}, js: &{js:?}, favicon: {favicon:?} }};")?;
        Ok(fs::write(self.folder.join("assets.rs"), source)?)
    }
}

/// `img/x.svg` becomes `img/x-0123456789ab.svg`.
fn with_hash(name: &str, bytes: &[u8]) -> String {
    let hash = hex::encode(&Sha256::digest(bytes)[..6]);
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}-{hash}.{ending}"),
        None => format!("{name}-{hash}"),
    }
}

fn kind(address: &str) -> &'static str {
    match address.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

fn brotli_of(plain: &[u8]) -> Result<Vec<u8>, std::io::Error> {
    let mut small = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut small, 4096, 11, 22);
    writer.write_all(plain)?;
    writer.flush()?;
    drop(writer);
    Ok(small)
}

fn gzip_of(plain: &[u8]) -> Result<Vec<u8>, std::io::Error> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(plain)?;
    writer.finish()
}
