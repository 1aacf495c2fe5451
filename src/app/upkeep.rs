//! What a server does by itself besides answering.

use std::time::Duration;

use actix_web::web;
use tokio::task::JoinHandle;

use crate::diary::{appointments, purge};
use crate::gate::access::{drafts, links, store};
use crate::gate::actor::Actor;
use crate::gate::audit::Sealer;
use crate::gate::desk::House;
use crate::gate::live;
use crate::gate::notifications::{bell, outbox};
use crate::kit::db::{Listening, Location};
use crate::kit::error::{Error, Result};
use crate::kit::leftovers;
use crate::kit::web::submissions;
use crate::people::patients;
use crate::talk::{chat, notices};
use crate::wiring;

/// All of it, while a server runs.
pub(super) struct Upkeep {
    house: web::Data<House>,
    tasks: Vec<JoinHandle<()>>,
    worker: outbox::Worker,
    listening: Option<Listening>,
}

impl Upkeep {
    /// Ends what an earlier server has left, and begins.
    ///
    /// # Errors
    /// What the database says.
    pub(super) async fn start(house: &web::Data<House>) -> Result<Self> {
        end_what_was_lost(house).await?;
        Ok(Self {
            listening: house.db.listen()?,
            tasks: vec![
                tokio::spawn(live::keep(house.db.clone(), house.live.clone())),
                tokio::spawn(seal(house.clone())),
                tokio::spawn(keep_tidy(house.clone())),
                tokio::spawn(remove_cancelled(house.clone())),
                tokio::spawn(remind(house.clone())),
                tokio::spawn(ring(house.clone())),
            ],
            worker: outbox::Worker::start(house.clone()),
            house: house.clone(),
        })
    }

    /// Ends it; what the last requests recorded is anchored.
    ///
    /// # Errors
    /// What the database says.
    pub(super) async fn stop(self) -> Result<()> {
        self.tasks.iter().for_each(JoinHandle::abort);
        self.worker.stop().await;
        drop(self.listening);
        let house = self.house;
        Sealer::new(house.db.clone(), &house.root, house.folder()).run().await?;
        Ok(())
    }
}

/// Work that ended with an earlier server says so before anybody looks at it.
async fn end_what_was_lost(house: &House) -> Result<()> {
    let actor = Actor::system("housekeeping", &house.root);
    // The embedded database has one server, and that is this one.
    let alone = matches!(house.db.location(), Location::Sqlite(_));
    let lost = house
        .db
        .write(&actor, move |tx| {
            tx.nothing_to_record("what has ended already is only said");
            if alone {
                outbox::release_all(tx)?;
            }
            patients::stop_lost_runs(tx, alone)
        })
        .await?;
    if lost > 0 {
        tracing::warn!(lost, "lists of patients were not read to their end by an earlier server");
    }
    // Servers that share a database may share the folder as well.
    let untouched = if alone { Duration::ZERO } else { LONGEST_UPLOAD };
    for name in ["uploads", "imports"] {
        match leftovers::clear(&house.folder().join(name), untouched) {
            Ok(0) => {}
            Ok(count) => {
                tracing::warn!(count, "files in {name} that an earlier server had left were removed")
            }
            Err(error) => {
                tracing::warn!(%error, "what an earlier server left in {name} could not be removed")
            }
        }
    }
    Ok(())
}

/// No upload takes longer, and no import of what it brought.
const LONGEST_UPLOAD: Duration = Duration::from_secs(24 * 3600);

/// Seals the audit trail, within a second of each commit.
async fn seal(house: web::Data<House>) {
    let mut sealer = Sealer::new(house.db.clone(), &house.root, house.folder());
    loop {
        if let Err(error) = sealer.run().await {
            tracing::warn!(%error, "the audit trail could not be sealed this time");
        }
        tokio::time::sleep(Duration::from_millis(800)).await;
    }
}

/// Tidies up every hour.
async fn keep_tidy(house: web::Data<House>) {
    loop {
        if let Err(error) = tidy(&house).await {
            tracing::warn!(%error, "old sessions could not be forgotten this time");
        }
        tokio::time::sleep(Duration::from_secs(3600)).await;
    }
}

/// Removes what was cancelled long ago, every hour.
async fn remove_cancelled(house: web::Data<House>) {
    loop {
        let here = house.clone();
        let run = tokio::task::spawn_blocking(move || {
            let actor = Actor::system("housekeeping", &here.root);
            purge::run(&here.db, &actor, &wiring::dependants(), here.settings.cancelled_kept_days, false)
        })
        .await
        .unwrap_or_else(|error| Err(Error::bug(error)));
        match run {
            Ok(purge::Run::Done { removed: 0, .. } | purge::Run::Busy) => {}
            Ok(purge::Run::Done { removed, kept }) => {
                tracing::info!(
                    removed,
                    kept = kept.values().sum::<u64>(),
                    "cancelled appointments were removed"
                );
            }
            Ok(purge::Run::Refused(_)) => tracing::warn!(
                "the clock jumped, so no cancelled appointment is removed: see wardbook doctor"
            ),
            Err(error) => tracing::warn!(%error, "cancelled appointments could not be removed this time"),
        }
        tokio::time::sleep(Duration::from_secs(3600)).await;
    }
}

/// Writes the reminders that are due, every minute.
async fn remind(house: web::Data<House>) {
    loop {
        let here = house.clone();
        let run = tokio::task::spawn_blocking(move || {
            appointments::remind(&here.db, &Actor::system("reminders", &here.root))
        });
        match run.await.unwrap_or_else(|error| Err(Error::bug(error))) {
            Ok(0) => {}
            Ok(written) => tracing::info!(written, "reminders were written"),
            Err(error) => tracing::warn!(%error, "reminders could not be written this time"),
        }
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
}

/// Rings for notices that have begun, every minute.
async fn ring(house: web::Data<House>) {
    loop {
        let here = house.clone();
        let run = tokio::task::spawn_blocking(move || {
            notices::ring(&here.db, &Actor::system("notices", &here.root))
        });
        match run.await.unwrap_or_else(|error| Err(Error::bug(error))) {
            Ok(0) => {}
            Ok(begun) => tracing::info!(begun, "notices have begun"),
            Err(error) => tracing::warn!(%error, "notices that have begun could not ring this time"),
        }
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
}

/// Forgets sessions, form keys, drafts, lists and tallies of failures that are of no use any more, and files that were
/// never sent.
///
/// # Errors
/// What the database says.
pub async fn tidy(house: &House) -> Result<()> {
    let actor = Actor::system("housekeeping", &house.root);
    let now = house.clock.now();
    let tidied = house.db.write(&actor, move |tx| {
        tx.nothing_to_record("what is over leaves no trace worth keeping");
        submissions::forget_old(tx, now)?;
        drafts::forget_old(tx, now)?;
        bell::forget_old(tx)?;
        patients::forget_waiting(tx, now)?;
        outbox::forget_old(tx)?;
        links::forget_old(tx)?;
        store::forget_tallies(tx, now)?;
        store::forget_sessions(tx, now)
    });
    tidied.await?;
    let (db, files) = (house.db.clone(), house.files.clone());
    let strays = tokio::task::spawn_blocking(move || chat::remove_strays(&db, &files));
    strays.await.map_err(Error::bug)?.map(|_| ())
}
