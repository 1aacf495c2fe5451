//! How browsers write the fields of a form into a body or an address.

use crate::kit::error::{Error, Result};
use crate::say;

/// More fields than any page of ours sends.
pub(super) const MOST_FIELDS: usize = 2000;

/// The fields, in order.
///
/// # Errors
/// [`Error::Invalid`] for what no browser sends.
pub(super) fn decode(body: &[u8]) -> Result<Vec<(String, String)>> {
    // serde_urlencoded would put replacement characters where bytes are no UTF-8.
    let text = std::str::from_utf8(body).map_err(|_| Error::Invalid(say!("form-broken")))?;
    let mut pairs = Vec::new();
    for part in text.split('&').filter(|part| !part.is_empty()) {
        if pairs.len() == MOST_FIELDS {
            return Err(Error::Invalid(say!("form-broken")));
        }
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        pairs.push((percent(name)?, percent(value)?));
    }
    Ok(pairs)
}

fn percent(text: &str) -> Result<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let pair = [rest.next().unwrap_or(0), rest.next().unwrap_or(0)];
                let mut value = [0];
                hex::decode_to_slice(pair, &mut value).map_err(|_| Error::Invalid(say!("form-broken")))?;
                value[0]
            }
            other => other,
        });
    }
    // A lone surrogate is no UTF-8 either.
    String::from_utf8(bytes).map_err(|_| Error::Invalid(say!("form-broken")))
}
