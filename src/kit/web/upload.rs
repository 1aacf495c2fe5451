//! Forms that carry files.
//!
//! - The token stands first in the form and is checked before a single byte of a file is kept.
//! - Everything that is sent counts against a limit: the files, the text, the names, and what stands around them.
//! - Files go to a folder under names of ours, as they come in; too many or too large, and nothing is kept.
//! - What each file holds is part of what makes sending the form twice do nothing twice.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::web::{Bytes, Payload};
use actix_web::{HttpMessage as _, HttpRequest};
use futures_util::{Stream, StreamExt as _};
use sha2::{Digest as _, Sha256};

use super::form::Form;
use super::frame::FormKeys;
use super::names::CSRF_FIELD;
use super::pace;
use crate::kit::error::{Error, Result};
use crate::say;

/// How much is taken.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Files.
    pub files: usize,
    /// Bytes of one file.
    pub each: usize,
    /// Bytes of all files together.
    pub all: usize,
}

/// A file that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The form field it came in.
    pub field: String,
    /// Its name on the sender's machine, without folders; only to be shown.
    pub name: String,
    /// Where it lies now.
    pub path: PathBuf,
    /// How large it is.
    pub size: usize,
}

/// A folder for one request. It goes with all that is in it when the request is over, also when whoever sent it hangs
/// up.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// The folder of this path, which nobody else uses; it is made when something is put into it.
    pub fn new(path: PathBuf) -> Self {
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if self.0.exists() && std::fs::remove_dir_all(&self.0).is_err() {
            tracing::warn!("what was sent could not be removed from {}", self.0.display());
        }
    }
}

/// A form with its files.
#[derive(Debug)]
pub struct Upload {
    /// The text fields.
    pub form: Form,
    /// The files, in order.
    pub files: Vec<Received>,
}

/// All text fields together, with the names of all fields, are never larger.
const LARGEST_TEXT: usize = 64 * 1024;
/// What a part takes of that besides its name and its text, so that empty ones come to an end too.
const EACH_PART: usize = 64;
/// What the names that go with one file may take.
const NAMES: usize = 1024;
/// What stands around a part on its way takes no more than this.
const AROUND: usize = 1024;

impl Limits {
    /// Bytes of text and of names.
    fn text(&self) -> usize {
        LARGEST_TEXT + self.files * NAMES
    }

    /// Bytes of the whole body.
    fn whole(&self) -> usize {
        self.all + self.text() + (self.files + LARGEST_TEXT / EACH_PART) * AROUND
    }
}

/// Reads a form with files into a folder; the files are there as long as that.
///
/// # Errors
/// [`Error::Invalid`] for a form that is not one of ours, [`Error::TooLarge`] past the limits.
pub async fn receive(
    request: &HttpRequest,
    body: Payload,
    folder: &Scratch,
    limits: Limits,
) -> Result<Upload> {
    if announced(request).is_some_and(|bytes| bytes > limits.whole()) {
        return Err(Error::TooLarge(limits.all));
    }
    let broken = |error: MultipartError| match error {
        MultipartError::Payload(PayloadError::Overflow) => Error::TooLarge(limits.all),
        other => broken_off(other),
    };
    let mut parts = Multipart::new(request.headers(), bounded(body, limits.whole()));
    let keys =
        request.extensions().get::<FormKeys>().cloned().ok_or_else(|| Error::Invalid(say!("form-stale")))?;
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut files: Vec<Received> = Vec::new();
    let (mut room, mut text_room) = (limits.all, limits.text());
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(broken)?;
        let field = part.name().unwrap_or_default().to_owned();
        let file_name = part.content_disposition().and_then(|about| about.get_filename()).map(last_part);
        let names = EACH_PART + field.len() + file_name.as_ref().map_or(0, String::len);
        text_room = text_room.checked_sub(names).ok_or(Error::TooLarge(LARGEST_TEXT))?;
        let Some(name) = file_name else {
            let text = read_text(&mut part, &mut text_room).await?;
            pairs.push((field, text));
            continue;
        };
        if !pairs.iter().any(|(name, value)| name == CSRF_FIELD && keys.is_csrf(value)) {
            return Err(Error::Invalid(say!("form-stale")));
        }
        // A file field that was left empty comes as a file without name and content.
        if name.is_empty() {
            drain_empty(&mut part).await?;
            continue;
        }
        if files.len() == limits.files {
            return Err(Error::Invalid(say!("form-too-many-files", count = limits.files)));
        }
        std::fs::create_dir_all(&folder.0).map_err(Error::bug)?;
        let path = folder.0.join(format!("{}", files.len()));
        let (size, hash) = keep(&mut part, &path, limits.each.min(room)).await?;
        room -= size;
        pairs.push((format!("{field} {name}"), hash));
        files.push(Received { field, name, path, size });
    }
    if !pairs.iter().any(|(name, value)| name == CSRF_FIELD && keys.is_csrf(value)) {
        return Err(Error::Invalid(say!("form-stale")));
    }
    Ok(Upload { form: Form::of_pairs(pairs, request.path())?, files })
}

/// How large the body says it is.
fn announced(request: &HttpRequest) -> Option<usize> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The body, which breaks off when it is larger than `most` bytes.
fn bounded(body: Payload, most: usize) -> impl Stream<Item = Result<Bytes, PayloadError>> {
    let mut room = most;
    body.map(move |chunk| {
        let chunk = chunk?;
        room = room.checked_sub(chunk.len()).ok_or(PayloadError::Overflow)?;
        Ok(chunk)
    })
}

/// What whoever sent a body that ends in the middle is told.
fn broken_off(error: MultipartError) -> Error {
    match error {
        MultipartError::Payload(cause) => pace::refusal(&cause),
        _ => Error::Invalid(say!("form-broken")),
    }
}

/// Some browsers send the whole path; a name of thousands of letters is cut.
fn last_part(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(200).collect()
}

async fn read_text(part: &mut Field, room: &mut usize) -> Result<String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.next().await {
        let chunk = chunk.map_err(broken_off)?;
        *room = room.checked_sub(chunk.len()).ok_or(Error::TooLarge(LARGEST_TEXT))?;
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| Error::Invalid(say!("form-broken")))
}

async fn drain_empty(part: &mut Field) -> Result<()> {
    while let Some(chunk) = part.next().await {
        if !chunk.map_err(broken_off)?.is_empty() {
            return Err(Error::Invalid(say!("form-broken")));
        }
    }
    Ok(())
}

async fn keep(part: &mut Field, path: &Path, most: usize) -> Result<(usize, String)> {
    let mut file = File::create(path).map_err(Error::bug)?;
    let mut hash = Sha256::new();
    let mut size = 0_usize;
    while let Some(chunk) = part.next().await {
        let chunk = chunk.map_err(broken_off)?;
        size += chunk.len();
        if size > most {
            return Err(Error::TooLarge(most));
        }
        hash.update(&chunk);
        // A chunk is a few kilobytes and goes to the page cache.
        file.write_all(&chunk).map_err(Error::bug)?;
    }
    Ok((size, hex::encode(hash.finalize())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_goes_with_its_request() {
        let path = std::env::temp_dir().join(format!("wardbook-upload-{:016x}", rand::random::<u64>()));
        drop(Scratch::new(path.clone()));
        let folder = Scratch::new(path.clone());
        std::fs::create_dir_all(&path).unwrap();
        std::fs::write(path.join("0"), "a photo").unwrap();
        drop(folder);
        assert!(!path.exists());
    }

    #[test]
    fn names_lose_their_folders_and_their_excess() {
        assert_eq!(last_part("C:\\Users\\ana\\a.json"), "a.json");
        assert_eq!(last_part("../../etc/passwd"), "passwd");
        assert_eq!(last_part("a\nb.json"), "ab.json");
        assert_eq!(last_part(&"x".repeat(5000)).len(), 200);
    }
}
