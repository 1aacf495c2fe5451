//! What an address asks for.

use std::collections::BTreeMap;

use super::encoding::decode;
use crate::kit::error::{Error, Result};
use crate::say;

/// The words of an address after `?`, read with the same care as a form.
#[derive(Clone, Debug, Default)]
pub struct Query(BTreeMap<String, String>);

impl Query {
    /// Reads the query of an address.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it is not what a browser sends.
    pub fn read(query: &str) -> Result<Self> {
        let pairs = decode(query.as_bytes())?;
        if pairs.iter().any(|(name, value)| name.contains('\0') || value.contains('\0')) {
            return Err(Error::Invalid(say!("form-has-nul")));
        }
        Ok(Self(pairs.into_iter().collect()))
    }

    /// The value of a word, trimmed; "" when it is not there.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }
}
