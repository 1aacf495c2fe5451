//! Hints between servers on one PostgreSQL: NOTIFY in the transaction that changes something, LISTEN on a connection
//! of its own.
//!
//! Payloads are topics, that is ids. What is lost with a connection nobody can say, so after each return of the line
//! everybody in this process hears that everything may have changed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use diesel::r2d2::R2D2Connection as _;

use super::connection::{Conn, Manager};
use super::hints::{Hints, Told};
use crate::kit::error::{Error, Result};

/// How often the line is looked at.
const EVERY: Duration = Duration::from_millis(50);
/// How often it is asked whether anybody is at its other end.
const ASKED_EVERY: Duration = Duration::from_secs(10);
/// How long is waited before a lost line is taken up again: at first, and at most.
const FIRST_WAIT: Duration = Duration::from_millis(100);
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// PostgreSQL takes less than 8,000 bytes.
const LONGEST_PAYLOAD: usize = 7_000;
const CHANNEL: &str = "wardbook_hints";
/// What stands for everything.
const EVERYTHING: &str = "*";

/// Listens until it is dropped.
pub struct Listening(Arc<AtomicBool>);

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

pub(super) fn start(manager: Manager, hints: Hints) -> Result<Listening> {
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = stop.clone();
    std::thread::Builder::new()
        .name("listener".into())
        .spawn(move || listen(&manager, &hints, &stopped))
        .map_err(Error::bug)?;
    Ok(Listening(stop))
}

fn listen(manager: &Manager, hints: &Hints, stopped: &AtomicBool) {
    let mut wait = FIRST_WAIT;
    let mut lost = false;
    while !stopped.load(Ordering::Relaxed) {
        if let Ok(mut conn) = manager.open()
            && take_up(&mut conn).is_ok()
        {
            if lost {
                tracing::info!("hints of other servers arrive again");
            }
            // Of what happened before this moment nobody told us.
            hints.tell(Told::everything());
            wait = FIRST_WAIT;
            follow(&mut conn, hints, stopped);
        }
        if stopped.load(Ordering::Relaxed) {
            return;
        }
        if !lost || wait == FIRST_WAIT {
            tracing::warn!("the line for hints of other servers was lost");
        }
        lost = true;
        std::thread::sleep(wait);
        wait = (wait * 2).min(LONGEST_WAIT);
    }
}

fn take_up(conn: &mut Conn) -> Result<()> {
    Ok(conn.batch_execute(&format!("SET application_name = 'wardbook listener'; LISTEN {CHANNEL}"))?)
}

/// Passes on what arrives, until the line is lost or nobody wants it any more.
fn follow(conn: &mut Conn, hints: &Hints, stopped: &AtomicBool) {
    let mut asked = Instant::now();
    let own = origin(hints);
    while !stopped.load(Ordering::Relaxed) {
        let Conn::Postgres(pg) = &mut *conn else { return };
        let Ok(arrived) = pg.notifications_iter().collect::<Result<Vec<_>, _>>() else { return };
        let mut told = Told::default();
        for one in arrived {
            match read(&one.payload) {
                // What this process did it has told itself already.
                Some((from, _)) if from == own => {}
                Some((_, said)) => told.and(&said),
                None => tracing::warn!("a hint of another version could not be read"),
            }
        }
        hints.tell(told);
        if asked.elapsed() >= ASKED_EVERY {
            asked = Instant::now();
            if conn.ping().is_err() {
                return;
            }
        }
        std::thread::sleep(EVERY);
    }
}

/// Sends hints with the commit of the transaction they are said in; nothing on the embedded database, whose one server
/// tells them itself.
pub(super) fn notify(conn: &mut Conn, hints: &Hints, told: &Told) -> Result<()> {
    use diesel::prelude::*;
    let Conn::Postgres(pg) = conn else { return Ok(()) };
    for payload in written(&origin(hints), told) {
        diesel::sql_query("SELECT pg_notify($1, $2)")
            .bind::<diesel::sql_types::Text, _>(CHANNEL)
            .bind::<diesel::sql_types::Text, _>(payload)
            .execute(pg)?;
    }
    Ok(())
}

fn origin(hints: &Hints) -> String {
    format!("{:016x}", hints.process())
}

/// The sender and the topics with spaces between them, in as many parts as it takes.
fn written(origin: &str, told: &Told) -> Vec<String> {
    if told.everything {
        return vec![format!("{origin} {EVERYTHING}")];
    }
    let mut parts: Vec<String> = Vec::new();
    for topic in &told.topics {
        match parts.last_mut().filter(|part| part.len() + topic.as_str().len() < LONGEST_PAYLOAD) {
            Some(part) => {
                part.push(' ');
                part.push_str(topic.as_str());
            }
            None => parts.push(format!("{origin} {topic}")),
        }
    }
    parts
}

fn read(payload: &str) -> Option<(&str, Told)> {
    let (origin, topics) = payload.split_once(' ')?;
    if topics == EVERYTHING {
        return Some((origin, Told::everything()));
    }
    let topics = topics.split(' ').map(str::parse).collect::<Result<_, _>>().ok()?;
    Some((origin, Told { topics, everything: false }))
}

#[cfg(test)]
mod tests {
    use super::super::hints::Topic;
    use super::*;

    #[test]
    fn what_is_sent_is_what_arrives_in_parts_that_fit() {
        let mut told = Told::default();
        for n in 0..150 {
            told.add(Topic::of("room", format!("{n:0>120}")));
        }
        let parts = written("00ff", &told);
        assert!(parts.len() > 1 && parts.iter().all(|part| part.len() < 7_800), "{}", parts.len());
        let mut arrived = Told::default();
        for part in &parts {
            let (origin, some) = read(part).unwrap();
            assert_eq!(origin, "00ff");
            arrived.and(&some);
        }
        assert_eq!(arrived, told);
        assert_eq!(read(&written("1", &Told::everything())[0]), Some(("1", Told::everything())));
        for no in ["", "1", "1 ", "1 room", "1 room/1  room/2"] {
            assert_eq!(read(no), None, "{no:?}");
        }
    }
}
