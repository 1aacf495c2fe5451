//! What is sent with a message: judged by what it holds, whatever it is called, and put away sealed.

use std::path::Path;
use std::time::Duration;

use image::{ImageFormat, ImageReader};

use super::model::{FileId, FileKind, SentFile};
use crate::kit::error::{Error, Result};
use crate::kit::files::Files;
use crate::kit::turns::Turns;
use crate::kit::web::upload::{Limits, Received};

/// What one message can carry.
pub(super) const LIMITS: Limits = Limits { files: 5, each: 10_000_000, all: 25_000_000 };

/// A few at once, so that memory stays bounded however many are sent and fetched.
pub(super) static SHELF: Turns = Turns::new(4, Duration::from_secs(10), "too many files are on their way");

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refused {
    /// How it is called.
    pub name: String,
}

/// Puts what was sent away. With one that is not taken, none is kept.
pub(super) fn put_away(files: &Files, sent: &[Received]) -> Result<Result<Vec<SentFile>, Refused>> {
    let mut kept = Vec::new();
    for one in sent {
        match put_one(files, one) {
            Ok(Some(file)) => kept.push(file),
            Ok(None) => {
                remove(files, &kept);
                return Ok(Err(Refused { name: one.name.clone() }));
            }
            Err(error) => {
                remove(files, &kept);
                return Err(error);
            }
        }
    }
    Ok(Ok(kept))
}

fn put_one(files: &Files, one: &Received) -> Result<Option<SentFile>> {
    let bytes = read(&one.path)?;
    let Some(kind) = kind_of(&bytes) else { return Ok(None) };
    let id = FileId::new();
    files.put(id.uuid(), &bytes)?;
    let size = i64::try_from(bytes.len()).map_err(Error::bug)?;
    Ok(Some(SentFile { id, name: named(&one.name, kind), kind, size }))
}

/// The name it is shown and saved under: it ends as what it is, since what opens it goes by that, and turns no
/// direction, which could hide the end (Unicode UAX 9, 2).
fn named(name: &str, kind: FileKind) -> String {
    let turns = |c: char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let name: String = name.chars().filter(|c| !turns(*c)).collect();
    let name = name.trim();
    let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
    match stem {
        "" => format!("file.{}", kind.word()),
        _ if kind.is_called(end) => name.to_owned(),
        _ => format!("{name}.{}", kind.word()),
    }
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(Error::bug)
}

/// Takes away what belongs to no message; what stays is found when the house is tidied.
pub(super) fn remove(files: &Files, some: &[SentFile]) {
    for file in some {
        if let Err(error) = files.remove(file.id.uuid()) {
            tracing::warn!(%error, "a file that belongs to no message stays for now");
        }
    }
}

/// What a file is, by its content; none for what is not taken.
fn kind_of(bytes: &[u8]) -> Option<FileKind> {
    if is_pdf(bytes) {
        return Some(FileKind::Pdf);
    }
    let format = image::guess_format(bytes).ok()?;
    let kind = match format {
        ImageFormat::Png => FileKind::Png,
        ImageFormat::Jpeg => FileKind::Jpeg,
        ImageFormat::WebP => FileKind::Webp,
        _ => return None,
    };
    // Begins like a picture, and goes on like one as far as its measures.
    let (width, height) =
        ImageReader::with_format(std::io::Cursor::new(bytes), format).into_dimensions().ok()?;
    (width > 0 && height > 0).then_some(kind)
}

/// ISO 32000-2, 7.5: a header at the beginning, and an end marker near the end.
fn is_pdf(bytes: &[u8]) -> bool {
    const NEAR: usize = 1024;
    let tail = &bytes[bytes.len().saturating_sub(NEAR)..];
    bytes.starts_with(b"%PDF-") && tail.windows(5).any(|part| part == b"%%EOF")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ends_as_what_the_file_is() {
        for (name, kind, right) in [
            ("wound.png", FileKind::Png, "wound.png"),
            ("wound.JPG", FileKind::Jpeg, "wound.JPG"),
            ("wound.jpeg", FileKind::Jpeg, "wound.jpeg"),
            ("list.html", FileKind::Pdf, "list.html.pdf"),
            ("list", FileKind::Pdf, "list.pdf"),
            ("photo\u{202e}gnp.exe", FileKind::Pdf, "photognp.exe.pdf"),
            (".png", FileKind::Png, "file.png"),
            ("", FileKind::Webp, "file.webp"),
        ] {
            assert_eq!(named(name, kind), right, "{name:?}");
        }
    }

    #[test]
    fn a_file_is_what_it_holds() {
        let mut png = Vec::new();
        let picture = image::DynamicImage::new_rgb8(3, 2);
        picture.write_to(&mut std::io::Cursor::new(&mut png), ImageFormat::Png).unwrap();
        let mut jpeg = Vec::new();
        picture.write_to(&mut std::io::Cursor::new(&mut jpeg), ImageFormat::Jpeg).unwrap();
        assert_eq!(kind_of(&png), Some(FileKind::Png));
        assert_eq!(kind_of(&jpeg), Some(FileKind::Jpeg));
        assert_eq!(kind_of(b"%PDF-1.7\n1 0 obj\n%%EOF\n"), Some(FileKind::Pdf));
        for no in [
            &b""[..],
            b"MZ\x90\x00",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"<html><script>alert(1)</script>",
            b"GIF89a\x01\x00\x01\x00",
            b"%PDF-1.7 without an end",
            b"<html>%PDF-1.7 %%EOF",
            &png[..12],
            &jpeg[..4],
        ] {
            assert_eq!(kind_of(no), None, "{:?}", String::from_utf8_lossy(no));
        }
    }
}
