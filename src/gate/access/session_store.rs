//! Sessions for actix-session, on our own table.
//!
//! The row is written by sign-in's own transaction, together with its audit row; this store only hands the token to
//! the cookie. State never changes after sign-in, so nothing here can bring a session back that was ended while a
//! slow request was in flight.

use std::collections::HashMap;

use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_web::cookie::time::Duration;

use super::store;
use crate::kit::db::Db;
use crate::kit::error::Error;

/// The key under which sign-in hands over the token of the session it has just opened.
pub const TOKEN: &str = "token";

/// The key under which a request finds who is behind its cookie.
pub const WHO: &str = "who";

/// The key under which a request finds that nobody could say who is behind its cookie: null when the database was
/// away, otherwise what went wrong. The root middleware answers with a face; an error from here would have none.
pub const UNKNOWN: &str = "unknown";

/// The store.
#[derive(Clone)]
pub struct Sessions {
    db: Db,
}

impl Sessions {
    /// On this database.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

impl SessionStore for Sessions {
    async fn load(&self, key: &SessionKey) -> Result<Option<HashMap<String, String>>, LoadError> {
        let hash = store::token_hash(key.as_ref());
        let now = self.db.clock().now();
        let found = self.db.read(move |conn| store::identify(conn, &hash, now)).await;
        let (name, json) = match found {
            Ok(None) => return Ok(None),
            Ok(Some(identity)) => (WHO, serde_json::to_string(&identity)),
            Err(Error::Unavailable(_)) => (UNKNOWN, serde_json::to_string(&None::<String>)),
            Err(error) => (UNKNOWN, serde_json::to_string(&Some(error.to_string()))),
        };
        let json = json.map_err(|error| LoadError::Deserialization(error.into()))?;
        Ok(Some(HashMap::from([(name.to_owned(), json)])))
    }

    async fn save(&self, state: HashMap<String, String>, _: &Duration) -> Result<SessionKey, SaveError> {
        let missing = || SaveError::Other(anyhow::anyhow!("no session was opened"));
        let token: String =
            state.get(TOKEN).and_then(|json| serde_json::from_str(json).ok()).ok_or_else(missing)?;
        SessionKey::try_from(token).map_err(|_| missing())
    }

    async fn update(
        &self,
        key: SessionKey,
        _: HashMap<String, String>,
        _: &Duration,
    ) -> Result<SessionKey, UpdateError> {
        Ok(key)
    }

    async fn update_ttl(&self, _: &SessionKey, _: &Duration) -> anyhow::Result<()> {
        Ok(())
    }

    async fn delete(&self, _: &SessionKey) -> anyhow::Result<()> {
        // Whoever ends a session has ended its row, in a transaction with its audit row.
        Ok(())
    }
}
