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

/// The key under which sign-in hands over the token of the session it has just opened.
pub const TOKEN: &str = "token";

/// The key under which a request finds who is behind its cookie.
pub const WHO: &str = "who";

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

/// What the cookie machinery calls an error; the cause is in our log already.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Away(String);

impl SessionStore for Sessions {
    async fn load(&self, key: &SessionKey) -> Result<Option<HashMap<String, String>>, LoadError> {
        let hash = store::token_hash(key.as_ref());
        let now = self.db.clock().now();
        let identity = self
            .db
            .read(move |conn| store::identify(conn, &hash, now))
            .await
            .map_err(|error| LoadError::Other(Away(error.to_string()).into()))?;
        identity
            .map(|identity| {
                let json = serde_json::to_string(&identity)
                    .map_err(|error| LoadError::Deserialization(Away(error.to_string()).into()))?;
                Ok(HashMap::from([(WHO.to_owned(), json)]))
            })
            .transpose()
    }

    async fn save(&self, state: HashMap<String, String>, _: &Duration) -> Result<SessionKey, SaveError> {
        let missing = || SaveError::Other(Away("no session was opened".into()).into());
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
