//! Sends what is due, a few messages at a time, beside the server.

use std::sync::Arc;
use std::time::Duration;

use actix_web::web;
use serde_json::json;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::letter::Content;
use super::model::{Channel, Kind, Next, State, after_failure};
use super::store::{self, Job};
use crate::gate::access::{links, phones};
use crate::gate::actor::Actor;
use crate::gate::desk::{AskWay, House};
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::mail::Mail;
use crate::kit::sending::{Accepted, Failure, Reason, WayTo};
use crate::kit::sms::TextMessage;

/// Messages of one channel that are tried at once: one that hangs holds up none of the others.
const AT_ONCE: usize = 8;
/// How often it is looked whether anything is due.
const PAUSE: Duration = Duration::from_secs(1);
/// How long a clean stop waits for what is being tried.
const LAST_TRIES: Duration = Duration::from_secs(15);
/// How often it is tried to note what became of a try, when the database is away.
const NOTES: u32 = 30;

/// The one that sends, while the server runs.
pub struct Worker {
    stop: watch::Sender<bool>,
    task: tokio::task::JoinHandle<()>,
}

impl Worker {
    /// Begins to send.
    pub fn start(house: web::Data<House>) -> Self {
        let (stop, stopped) = watch::channel(false);
        Self { stop, task: tokio::spawn(work(house, stopped)) }
    }

    /// Takes nothing new, and waits a while for what is being tried. What is not through then is on lease until that
    /// ends.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        if tokio::time::timeout(LAST_TRIES, self.task).await.is_err() {
            tracing::warn!("messages were still being sent when the server ended; they are tried again");
        }
    }
}

async fn work(house: web::Data<House>, mut stopped: watch::Receiver<bool>) {
    let owner = Uuid::now_v7();
    let mut running = JoinSet::new();
    let places = Channel::SENT.map(|channel| (channel, Arc::new(Semaphore::new(AT_ONCE))));
    while !*stopped.borrow() {
        while running.try_join_next().is_some() {}
        for (channel, places) in &places {
            let jobs =
                take(&house, owner, *channel, places.available_permits()).await.unwrap_or_else(|error| {
                    tracing::warn!(%error, "the outbox could not be looked into this time");
                    Vec::new()
                });
            for (job, kept_from) in jobs {
                let place = places.clone().try_acquire_owned();
                let (house, channel) = (house.clone(), *channel);
                running.spawn(async move {
                    attempt(&house, owner, channel, &job, kept_from).await;
                    drop(place);
                });
            }
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            Some(_) = running.join_next() => {}
            _ = stopped.changed() => {}
        }
    }
    while running.join_next().await.is_some() {}
}

/// Tries everything that is due now, one message after the other, and answers how many that were.
///
/// # Errors
/// What the database says.
pub async fn round(house: &House) -> Result<usize> {
    let owner = Uuid::now_v7();
    let mut tried = 0;
    for channel in Channel::SENT {
        loop {
            let jobs = take(house, owner, channel, AT_ONCE).await?;
            if jobs.is_empty() {
                break;
            }
            for (job, kept_from) in jobs {
                attempt(house, owner, channel, &job, kept_from).await;
                tried += 1;
            }
        }
    }
    Ok(tried)
}

fn actor(house: &House) -> Actor {
    Actor::system("outbox", &house.root)
}

/// What is due, each with what keeps it from being sent, if anything does.
async fn take(
    house: &House,
    owner: Uuid,
    channel: Channel,
    free: usize,
) -> Result<Vec<(Job, Option<Reason>)>> {
    let now = house.clock.now();
    if free == 0 || !house.db.read(move |conn| store::is_anything_due(conn, now)).await? {
        return Ok(Vec::new());
    }
    let most = i64::try_from(free).map_err(Error::bug)?;
    let ask = house.above.way_to_patient;
    house
        .db
        .write(&actor(house), move |tx| {
            tx.nothing_to_record("that a try begins is noted beside the message");
            let jobs = store::take(tx, owner, channel, most)?;
            jobs.into_iter().map(|job| as_agreed(tx, ask, channel, job)).collect()
        })
        .await
}

/// What was agreed and where they are may have changed since it was written, or since it was tried before.
fn as_agreed(tx: &mut Tx<'_>, ask: AskWay, channel: Channel, mut job: Job) -> Result<(Job, Option<Reason>)> {
    let Some(patient) = job.patient.filter(|_| Kind::is_as_agreed(&job.kind)) else { return Ok((job, None)) };
    let kept_from = match (ask(tx.conn(), patient)?, channel) {
        (WayTo::Mail(address), Channel::Mail) | (WayTo::Text(address), Channel::Text) => {
            store::readdress(tx, job.id, &address)?;
            job.to_address = address;
            None
        }
        (WayTo::Nobody, _) => Some(Reason::CalledOff),
        (WayTo::Mail(_) | WayTo::Text(_) | WayTo::Call, _) => Some(Reason::NoWay),
    };
    Ok((job, kept_from))
}

/// Tries one message and notes what became of it, as long as it takes.
async fn attempt(house: &House, owner: Uuid, channel: Channel, job: &Job, kept_from: Option<Reason>) {
    let outcome = match kept_from {
        Some(reason) => Err(Failure::of(reason)),
        None => send(house, channel, job).await,
    };
    for pause in 0..NOTES {
        match note(house, owner, job, &outcome).await {
            Ok(()) => return,
            Err(error) => {
                tracing::warn!(%error, delivery = %job.id, "what became of a message is not noted yet")
            }
        }
        tokio::time::sleep(Duration::from_secs(u64::from(pause).min(3))).await;
    }
}

async fn send(house: &House, channel: Channel, job: &Job) -> Result<Accepted, Failure> {
    let now = house.clock.now();
    if job.not_after.is_some_and(|end| end <= now) {
        return Err(Failure::of(Reason::TooLate));
    }
    let content = job.content.clone().and_then(|content| serde_json::from_value::<Content>(content).ok());
    let content = content.ok_or_else(|| Failure::said(Reason::Refused, "the message cannot be read"))?;
    let content = match (job.link, channel) {
        (Some(link), Channel::Mail) => {
            content.leading_to(&format!("{}/link/{}", house.address(), links::token(&house.root, link)))
        }
        (Some(proof), Channel::Text) => content.leading_to(&phones::code(&house.root, proof)),
        (_, Channel::Call) | (None, _) => content,
    };
    match channel {
        Channel::Mail => {
            let mail = Mail {
                id: job.message_id.clone(),
                written_at: job.created_at,
                to_name: job.to_name.clone(),
                to: job.to_address.clone(),
                subject: job.subject.clone(),
                text: content.text,
                html: content.html,
                calendar: content.calendar,
            };
            house.post.mailer.send(&mail).await
        }
        Channel::Text => {
            let message =
                TextMessage { id: job.id.to_string(), to: job.to_address.clone(), text: content.text };
            house.post.texter.send(&message, now).await
        }
        Channel::Call => Err(Failure::of(Reason::NoWay)),
    }
}

async fn note(house: &House, owner: Uuid, job: &Job, outcome: &Result<Accepted, Failure>) -> Result<()> {
    let (job, outcome) = (job.clone(), outcome.clone());
    let jitter = rand::random::<f64>();
    house
        .db
        .write(&actor(house), move |tx| {
            let facts = |reason: Option<Reason>| json!({ "kind": job.kind, "try": job.tries, "reason": reason.map(Reason::word) });
            let (verb, reason, is_news) = match &outcome {
                Ok(accepted) => {
                    if let Some(link) = job.link {
                        links::note_sent(tx, link)?;
                    }
                    ("message.sent", None, store::note_sent(tx, &job, &accepted.by)?)
                }
                Err(failure) => {
                    let (now, until) = (tx.now(), store::not_after(tx.conn(), job.id)?);
                    let is_called_off = until != job.not_after;
                    let called_off = Failure { reason: Reason::CalledOff, said: failure.said.clone() };
                    let failure = if is_called_off { &called_off } else { failure };
                    let next = after_failure(failure, job.spent, now, until, jitter);
                    let (verb, noted) = match next {
                        Next::Again(due) => {
                            tx.nothing_to_record("each try is noted beside the message");
                            store::note_again(tx, &job, owner, failure, due)?;
                            return Ok(());
                        }
                        Next::Failed => {
                            ("message.failed", store::note_ended(tx, &job, owner, failure, State::Failed)?)
                        }
                        Next::GivenUp => {
                            ("message.given-up", store::note_ended(tx, &job, owner, failure, State::GivenUp)?)
                        }
                    };
                    (verb, Some(failure.reason), noted)
                }
            };
            if !is_news {
                tx.nothing_to_record("another process has noted it");
                return Ok(());
            }
            let deed = Deed::new(verb).on("delivery", job.id).with(facts(reason));
            tx.record(match job.patient {
                Some(patient) => deed.about(patient),
                None => deed,
            });
            Ok(())
        })
        .await
}
