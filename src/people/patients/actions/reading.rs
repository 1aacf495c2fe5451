//! A list that is read beside the server, while its page asks how far it has come.

use std::sync::Arc;

use serde_json::Value;

use super::super::store::{self, ImportId, Standing};
use super::importing::{ImportOutcome, Noting, Source, import_lines};
use crate::gate::actor::Actor;
use crate::gate::hospital;
use crate::kit::db::Db;
use crate::kit::error::{Error, Result};

/// What is to be read.
pub struct Order {
    /// Which list; its run has been started.
    pub id: ImportId,
    /// How.
    pub source: Source,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Order {
    /// Reads it on a thread of its own, as `actor`; the list's row says how far it has come and how it ended.
    ///
    /// # Errors
    /// When there is no thread to be had.
    pub fn begin(self, db: Db, actor: Actor) -> Result<()> {
        let work = move || {
            if let Err(error) = self.run(&db, &actor) {
                tracing::error!(%error, import = %self.id, "a list was not read to its end");
                let id = self.id;
                let stopped = db.write_now(&actor, move |tx| {
                    tx.nothing_to_record("how far a list was read is no deed");
                    store::stop_run(tx, id)
                });
                if stopped.is_err() {
                    tracing::error!(import = %id, "and that could not be written down");
                }
            }
        };
        std::thread::Builder::new().name("patient list".into()).spawn(work).map(drop).map_err(Error::bug)
    }

    fn run(&self, db: &Db, actor: &Actor) -> Result<()> {
        let (id, at) = (self.id, db.clock().now());
        let today = db.read_now(|conn| hospital::local_now(conn, at))?.date();
        let noting: Noting = Arc::new(move |tx, so_far| {
            store::note_standing(tx, id, &standing(so_far, Value::Null, "running"))
        });
        let outcome = import_lines(db, actor, &self.source, &self.bytes, today, &noting, |_| ())?;
        let report = serde_json::to_value(&outcome).map_err(Error::bug)?;
        let state = if self.source.dry_run { "waiting" } else { "done" };
        db.write_now(actor, move |tx| {
            tx.nothing_to_record("how far a list was read is no deed");
            store::note_standing(tx, id, &standing(&outcome, report.clone(), state))
        })
    }
}

fn standing(outcome: &ImportOutcome, report: Value, state: &'static str) -> Standing {
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    Standing {
        seen: number(outcome.seen),
        taken: number(outcome.taken),
        refused: number(outcome.refused + outcome.duplicates),
        report,
        state,
    }
}
