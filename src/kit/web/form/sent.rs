//! A form that was sent: read with care, known again, its token checked.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use futures_util::StreamExt as _;

use super::Form;
use super::encoding::decode;
use crate::kit::error::{Error, Result};
use crate::kit::web::frame::FormKeys;
use crate::kit::web::names::{CSRF_FIELD, KEY_FIELD};
use crate::kit::web::pace;
use crate::say;

/// What makes sending it twice do nothing twice.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The single-use key it carried.
    pub key: String,
    /// SHA-256 of all else it carried, and of the address it was sent to.
    pub body_hash: [u8; 32],
}

impl Form {
    /// Reads a sent body. The single-use key and the token are checked by whoever calls this.
    ///
    /// # Errors
    /// [`Error::Invalid`] for what no browser sends: broken encoding, NUL, far too many fields.
    pub fn read(body: &[u8], address: &str) -> Result<Self> {
        let pairs: Vec<(String, String)> = decode(body)?;
        Self::of_pairs(pairs, address)
    }

    /// As [`Form::read`], for the text fields of a multipart body.
    ///
    /// # Errors
    /// As [`Form::read`].
    pub fn of_pairs(mut pairs: Vec<(String, String)>, address: &str) -> Result<Self> {
        use sha2::Digest as _;
        if pairs.iter().any(|(name, value)| name.contains('\0') || value.contains('\0')) {
            return Err(Error::Invalid(say!("form-has-nul")));
        }
        let key = pairs
            .iter()
            .find(|(name, _)| name == KEY_FIELD)
            .map(|(_, value)| value.clone())
            .unwrap_or_default();
        let mut hash = sha2::Sha256::new();
        hash.update(address.as_bytes());
        for (name, value) in &pairs {
            if name != CSRF_FIELD && name != KEY_FIELD {
                for part in [name, value] {
                    hash.update((part.len() as u64).to_be_bytes());
                    hash.update(part.as_bytes());
                }
            }
        }
        for (_, value) in &mut pairs {
            // Browsers send line ends as CR LF; one spelling is kept.
            if value.contains('\r') {
                *value = value.replace("\r\n", "\n").replace('\r', "\n");
            }
        }
        let sent = Some(Sent { key: key.clone(), body_hash: hash.finalize().into() });
        Ok(Self { key, pairs, sent, ..Self::default() })
    }

    /// What makes sending it twice do nothing twice; none for a form that was not sent.
    pub fn sent(&self) -> Option<&Sent> {
        self.sent.as_ref()
    }
}

/// The largest form; documents come in another way.
const LARGEST: usize = 512 * 1024;

/// A sent form, with its token checked: without one of this session's, nothing is read.
impl FromRequest for Form {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let keys = request.extensions().get::<FormKeys>().cloned();
        let address = request.path().to_owned();
        let is_form = request.content_type().eq_ignore_ascii_case("application/x-www-form-urlencoded");
        let mut body = payload.take();
        Box::pin(async move {
            let mut bytes = Vec::new();
            while let Some(chunk) = body.next().await {
                let chunk = chunk.map_err(|error| pace::refusal(&error))?;
                if bytes.len() + chunk.len() > LARGEST {
                    return Err(Error::TooLarge(LARGEST));
                }
                bytes.extend_from_slice(&chunk);
            }
            if !is_form {
                return Err(Error::Invalid(say!("form-broken")));
            }
            let form = Self::read(&bytes, &address)?;
            match keys {
                Some(keys) if keys.is_csrf(form.raw(CSRF_FIELD)) => Ok(form),
                _ => Err(Error::Invalid(say!("form-stale"))),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::encoding::MOST_FIELDS;
    use super::*;

    #[test]
    fn what_no_browser_sends_is_refused_in_words() {
        for body in ["a=%ED%A0%80", "a=%00", "a=%zz", "a=%f", "a=%C3"] {
            assert!(matches!(Form::read(body.as_bytes(), "/x"), Err(Error::Invalid(_))), "{body}");
        }
        let flood = vec!["a=1"; MOST_FIELDS + 1].join("&");
        assert!(Form::read(flood.as_bytes(), "/x").is_err());
    }

    #[test]
    fn the_body_hash_ignores_only_the_tokens() {
        let hash = |body: &str, to: &str| Form::read(body.as_bytes(), to).unwrap().sent.unwrap().body_hash;
        assert_eq!(hash("a=1&csrf=x&key=y", "/p"), hash("a=1&csrf=z", "/p"));
        assert_ne!(hash("a=1", "/p"), hash("a=2", "/p"));
        assert_ne!(hash("a=1", "/p"), hash("a=1", "/q"));
        assert_ne!(hash("a=1&b=", "/p"), hash("a=&b=1", "/p"));
    }
}
