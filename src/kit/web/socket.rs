//! The words and the bounds of the line that an open page holds to the server.
//!
//! - A page says which topics it shows and up to where it has heard; the server answers that something among them
//!   changed, never what. The page then fetches what it shows by its own address, where its rights are asked.
//! - Everything is bounded: the size of a message, how many come in how short a time, topics, and how long a line may
//!   be silent.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::kit::db::Topic;
use crate::kit::db::hints::{Mark, NoTopic};

/// What a line may do and how long things may take.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// The longest message a page may send, in bytes.
    pub message: usize,
    /// How many messages may come at once.
    pub burst: u32,
    /// After how long one more may come.
    pub refill: Duration,
    /// How many topics a page may show.
    pub topics: usize,
    /// How many lines one person may hold; each open page has one.
    pub of_a_person: usize,
    /// How many lines one server holds.
    pub of_all: usize,
    /// How often the other end is asked whether it is there.
    pub ping: Duration,
    /// After how long without a sign of it the line is cut.
    pub silence: Duration,
    /// How long the other end may take to accept what is sent.
    pub send: Duration,
    /// How often it is asked whether those who hold lines still may.
    pub ask: Duration,
}

impl Bounds {
    /// What the documentation promises.
    pub const PROMISED: Self = Self {
        message: 8 * 1024,
        burst: 20,
        refill: Duration::from_millis(500),
        topics: 40,
        of_a_person: 30,
        of_all: 5_000,
        ping: Duration::from_secs(20),
        silence: Duration::from_secs(50),
        send: Duration::from_secs(2),
        ask: Duration::from_millis(900),
    };
}

/// What a page says.
#[derive(Debug, PartialEq, Eq)]
pub struct Watch {
    /// What it shows, in place of what it has said before.
    pub topics: Vec<Topic>,
    /// Up to where it has heard; none when it cannot say.
    pub since: Option<Mark>,
}

/// As it comes over the line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    watch: Vec<String>,
    #[serde(default)]
    since: String,
}

impl Watch {
    /// Understands a message.
    ///
    /// # Errors
    /// [`NoTopic`] when it is none of ours.
    pub fn read(text: &str, bounds: &Bounds) -> Result<Self, NoTopic> {
        let said: Said = serde_json::from_str(text).map_err(|_| NoTopic)?;
        if said.watch.len() > bounds.topics {
            return Err(NoTopic);
        }
        let topics = said.watch.iter().map(|topic| topic.parse()).collect::<Result<_, _>>()?;
        Ok(Self { topics, since: said.since.parse().ok() })
    }
}

/// What the server says.
#[derive(Debug, Default, Serialize)]
pub struct Answer<'a> {
    /// What changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<&'a str>,
    /// Whether all that the page shows may have changed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub everything: bool,
    /// What the page may not hear of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<&'a str>,
    /// Up to where the page has heard with this.
    pub mark: String,
}

impl Answer<'_> {
    /// As it goes over the line.
    pub fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Why a line is cut, as its other end hears it (RFC 6455, 7.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The server stops; another one will be there.
    Stopping,
    /// The session is over, or is not what it was. The page asks the server and hears how it stands.
    Session,
    /// A bound was broken.
    Bounds,
    /// Nothing came for too long, or nothing was accepted.
    Silence,
    /// A part is down; later.
    Later,
}

impl End {
    /// Its number.
    pub fn code(self) -> u16 {
        match self {
            Self::Stopping => 1001,
            Self::Session => 4401,
            Self::Bounds => 1008,
            Self::Silence => 4408,
            Self::Later => 1013,
        }
    }
}

/// Counts messages: so many at once, then one after each stretch of time.
#[derive(Debug)]
pub struct Rate {
    left: u32,
    counted: Instant,
}

impl Rate {
    /// Of a line that begins at `now`.
    pub fn new(bounds: &Bounds, now: Instant) -> Self {
        Self { left: bounds.burst, counted: now }
    }

    /// Counts one; whether it may come.
    pub fn allows(&mut self, bounds: &Bounds, now: Instant) -> bool {
        let passed = now.saturating_duration_since(self.counted);
        let earned = passed.as_nanos() / bounds.refill.as_nanos().max(1);
        if earned > 0 {
            self.left = u32::try_from(earned).unwrap_or(u32::MAX).saturating_add(self.left).min(bounds.burst);
            self.counted = now;
        }
        let allowed = self.left > 0;
        self.left = self.left.saturating_sub(1);
        allowed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_what_it_shows_and_nothing_else() {
        let bounds = Bounds { topics: 2, ..Bounds::PROMISED };
        let read = |text: &str| Watch::read(text, &bounds);
        let topics = vec!["a/1".parse().unwrap(), "b/2".parse().unwrap()];
        assert_eq!(read(r#"{"watch":["a/1","b/2"]}"#), Ok(Watch { topics, since: None }));
        assert!(read(r#"{"watch":[],"since":"1f.2"}"#).is_ok_and(|watch| watch.since.is_some()));
        for no in [
            "",
            "[]",
            "null",
            r#"{"watch":"a/1"}"#,
            r#"{"watch":["*"]}"#,
            r#"{"watch":["a/*"]}"#,
            r#"{"watch":["a/1","a/2","a/3"]}"#,
            r#"{"watch":["a/1"],"say":"x"}"#,
        ] {
            assert_eq!(read(no), Err(NoTopic), "{no}");
        }
    }

    #[test]
    fn the_server_says_no_more_than_it_must() {
        let said = Answer { changed: vec!["a/1"], mark: "1.2".into(), ..Answer::default() };
        assert_eq!(said.written(), r#"{"changed":["a/1"],"mark":"1.2"}"#);
        let said = Answer { everything: true, mark: "1.2".into(), ..Answer::default() };
        assert_eq!(said.written(), r#"{"everything":true,"mark":"1.2"}"#);
    }

    #[test]
    fn so_many_at_once_then_one_at_a_time() {
        let bounds = Bounds { burst: 3, refill: Duration::from_secs(1), ..Bounds::PROMISED };
        let begin = Instant::now();
        let mut rate = Rate::new(&bounds, begin);
        let mut allows = |ms: u64| rate.allows(&bounds, begin + Duration::from_millis(ms));
        assert!(allows(0) && allows(0) && allows(1) && !allows(2));
        assert!(allows(1_500) && !allows(1_600));
        assert!(allows(60_000) && allows(60_000) && allows(60_000) && !allows(60_000));
    }
}
