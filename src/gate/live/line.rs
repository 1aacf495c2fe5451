//! One line, from its opening to its end.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use actix_ws::{CloseCode, CloseReason, Message, MessageStream, ProtocolError};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{MissedTickBehavior, interval, timeout};

use super::hub::Place;
use super::watch::Watchers;
use crate::gate::access::model::{Identity, SessionState};
use crate::gate::access::store;
use crate::gate::actor::Actor;
use crate::kit::db::hints::{Heard, Mark, Told};
use crate::kit::db::{Db, Deed, Topic};
use crate::kit::error::Result;
use crate::kit::web::socket::{Answer, End, Rate, Watch};

/// What a line needs to know.
pub struct Line {
    /// Its place in the hub.
    pub place: Place,
    /// Who holds it, as they stood when it was opened.
    pub who: Arc<Identity>,
    /// The same, for the audit trail.
    pub actor: Actor,
    /// Where it is asked, and where hints come from.
    pub db: Db,
    /// Who may hear what.
    pub watchers: Watchers,
}

/// A line that is at work.
struct Open {
    line: Line,
    out: actix_ws::Session,
    shown: BTreeSet<Topic>,
    rate: Rate,
    heard_at: Instant,
}

impl Line {
    /// Holds the line until one end lets go.
    pub async fn hold(self, out: actix_ws::Session, messages: MessageStream) {
        let (bounds, now) = (*self.place.bounds(), Instant::now());
        let hints = self.db.hints().listen();
        let rate = Rate::new(&bounds, now);
        let open = Open { line: self, out, shown: BTreeSet::new(), rate, heard_at: now };
        open.work(messages.max_frame_size(bounds.message), hints).await;
    }
}

impl Open {
    async fn work(mut self, mut messages: MessageStream, mut hints: broadcast::Receiver<Heard>) {
        let bounds = *self.line.place.bounds();
        let mut pings = interval(bounds.ping);
        pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let end = loop {
            let step = tokio::select! {
                biased;
                why = self.line.place.is_cut() => Err(Some(why)),
                message = messages.recv() => self.take(message).await,
                heard = hints.recv() => self.pass_on(heard, &mut hints).await,
                _ = pings.tick() => self.ping().await,
            };
            if let Err(end) = step {
                break end;
            }
        };
        // Whoever has gone needs no farewell, and nobody waits long for one who does not listen.
        if let Some(end) = end {
            let reason = CloseReason { code: CloseCode::from(end.code()), description: None };
            timeout(bounds.send, self.out.close(Some(reason))).await.ok();
        }
    }

    /// What the page says. An error ends the line, with a reason where somebody is left to hear it.
    async fn take(&mut self, message: Option<Result<Message, ProtocolError>>) -> Result<(), Option<End>> {
        let bounds = *self.line.place.bounds();
        let message = match message {
            Some(Ok(Message::Close(_))) | None | Some(Err(ProtocolError::Io(_))) => return Err(None),
            Some(Err(_)) => return Err(Some(End::Bounds)),
            Some(Ok(message)) => message,
        };
        self.heard_at = Instant::now();
        if matches!(message, Message::Pong(_)) {
            return Ok(());
        }
        if !self.rate.allows(&bounds, self.heard_at) {
            return Err(Some(End::Bounds));
        }
        match message {
            Message::Text(text) => {
                let watch = Watch::read(&text, &bounds).map_err(|_| Some(End::Bounds))?;
                self.watch(watch).await
            }
            Message::Ping(bytes) => match timeout(bounds.send, self.out.pong(&bytes)).await {
                Ok(Ok(())) => Ok(()),
                _ => Err(Some(End::Silence)),
            },
            _ => Err(Some(End::Bounds)),
        }
    }

    /// The page shows these topics from now on, and hears what it missed of them.
    async fn watch(&mut self, watch: Watch) -> Result<(), Option<End>> {
        let wanted: BTreeSet<Topic> = watch.topics.into_iter().collect();
        let missed = match watch.since {
            Some(since) => self.line.db.hints().since(since),
            None => Heard { mark: self.line.db.hints().mark(), told: Arc::default() },
        };
        let allowed = self.ask(wanted.clone()).await?;
        let refused: Vec<&str> = wanted.difference(&allowed).map(Topic::as_str).collect();
        if !refused.is_empty() {
            self.put_on_file(&refused).await;
        }
        let mut answer = said(&missed.told, &allowed, missed.mark);
        answer.refused = refused;
        let written = answer.written();
        self.shown = allowed;
        self.send(written).await
    }

    /// What was told to everybody: with all that has come meanwhile, to this page as far as it shows it.
    async fn pass_on(
        &mut self,
        heard: Result<Heard, RecvError>,
        hints: &mut broadcast::Receiver<Heard>,
    ) -> Result<(), Option<End>> {
        let everything = |mark| Heard { mark, told: Arc::new(Told::everything()) };
        let (mut mark, mut told) = match heard {
            Ok(heard) => (heard.mark, (*heard.told).clone()),
            Err(RecvError::Lagged(_)) => (self.line.db.hints().mark(), Told::everything()),
            Err(RecvError::Closed) => return Err(Some(End::Stopping)),
        };
        loop {
            let more = match hints.try_recv() {
                Ok(more) => more,
                Err(broadcast::error::TryRecvError::Lagged(_)) => everything(self.line.db.hints().mark()),
                Err(_) => break,
            };
            mark = more.mark;
            told.and(&more.told);
        }
        let mine: BTreeSet<Topic> = if told.everything {
            self.shown.clone()
        } else {
            self.shown.intersection(&told.topics).cloned().collect()
        };
        if mine.is_empty() {
            return Ok(());
        }
        let allowed = self.ask(mine.clone()).await?;
        let refused: Vec<&str> = mine.difference(&allowed).map(Topic::as_str).collect();
        let mut answer = said(&told, &allowed, mark);
        answer.refused.clone_from(&refused);
        let written = answer.written();
        self.shown.retain(|topic| !mine.contains(topic) || allowed.contains(topic));
        self.send(written).await
    }

    /// Which of these topics the holder of the line may hear of now.
    async fn ask(&self, topics: BTreeSet<Topic>) -> Result<BTreeSet<Topic>, Option<End>> {
        let (then, watchers) = (self.line.who.clone(), self.line.watchers.clone());
        let now = self.line.db.clock().now();
        let asked = self.line.db.read(move |conn| {
            let present = store::identity(conn, then.session, now)?
                .filter(|who| who.state == SessionState::Live && who.footing() == then.footing());
            let Some(present) = present else { return Ok(None) };
            let mut allowed = BTreeSet::new();
            for topic in topics {
                if watchers.may(conn, &present, &topic, now)? {
                    allowed.insert(topic);
                }
            }
            Ok(Some(allowed))
        });
        match asked.await {
            Ok(Some(allowed)) => Ok(allowed),
            Ok(None) => Err(Some(End::Session)),
            Err(error) => {
                tracing::warn!(%error, "it could not be asked what an open page may hear");
                Err(Some(End::Later))
            }
        }
    }

    async fn put_on_file(&self, refused: &[&str]) {
        let deed = Deed::new("live.refused").on("topic", refused.join(" ")).refused();
        let written = self.line.db.write(&self.line.actor, move |tx| {
            tx.record(deed.clone());
            Ok(())
        });
        if let Err(error) = written.await {
            tracing::warn!(%error, "a refusal could not be put on file");
        }
    }

    async fn ping(&mut self) -> Result<(), Option<End>> {
        let bounds = *self.line.place.bounds();
        if self.heard_at.elapsed() > bounds.silence {
            return Err(Some(End::Silence));
        }
        match timeout(bounds.send, self.out.ping(b"")).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Some(End::Silence)),
        }
    }

    async fn send(&mut self, text: String) -> Result<(), Option<End>> {
        match timeout(self.line.place.bounds().send, self.out.text(text)).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Some(End::Silence)),
        }
    }
}

/// What was told, as far as it is allowed.
fn said<'a>(told: &Told, allowed: &'a BTreeSet<Topic>, mark: Mark) -> Answer<'a> {
    let changed = allowed.iter().filter(|topic| told.topics.contains(topic)).map(Topic::as_str).collect();
    Answer { changed, everything: told.everything, mark: mark.to_string(), refused: Vec::new() }
}
