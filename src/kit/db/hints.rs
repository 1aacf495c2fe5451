//! Hints: that something changed, never what.
//!
//! - A write says [`super::Tx::hint`] while it runs; the hint leaves when the write is on disk, and not at all when it
//!   is undone.
//! - Who listens hears the topics of one commit together. What a [`Topic`] is about only the feature knows that made
//!   it; here it is a word and some ids.
//! - Each hint has a number, and the last ones are kept: who says by a [`Mark`] what they have heard is told what they
//!   missed, so that nothing falls between a page and the line that keeps it up to date. Who has missed more, or has a
//!   mark of another process, hears that everything may have changed.

use std::collections::{BTreeSet, VecDeque};
use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::broadcast;

/// How many commits are remembered for those who were away for a moment: some minutes of a busy house.
const REMEMBERED: usize = 1024;
/// Topics of one commit beyond which it is simpler to say that everything may have changed.
const MOST_OF_A_COMMIT: usize = 200;
/// Longer topics are refused: ids and days are short.
const LONGEST: usize = 160;

/// What a hint is about: a kind, and ids that the feature behind it understands, such as `room/<id>`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Topic(Arc<str>);

impl Topic {
    /// A topic of a kind. `about` is made of ids and days: never of what people typed.
    pub fn of(kind: &'static str, about: impl fmt::Display) -> Self {
        let text = format!("{kind}/{about}");
        debug_assert!(is_plain(&text), "{text}");
        Self(text.into())
    }

    /// The kind.
    pub fn kind(&self) -> &str {
        self.0.split_once('/').map_or("", |(kind, _)| kind)
    }

    /// What follows the kind.
    pub fn about(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, about)| about)
    }

    /// The whole.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// That is no topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no topic")]
pub struct NoTopic;

impl FromStr for Topic {
    type Err = NoTopic;
    fn from_str(text: &str) -> Result<Self, NoTopic> {
        if is_plain(text) { Ok(Self(text.into())) } else { Err(NoTopic) }
    }
}

fn is_plain(text: &str) -> bool {
    let plain = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'/' | b'-' | b'_' | b'.');
    text.len() <= LONGEST
        && text.bytes().all(plain)
        && text.split_once('/').is_some_and(|(kind, about)| !kind.is_empty() && !about.is_empty())
}

/// What one commit changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What changed.
    pub topics: BTreeSet<Topic>,
    /// Whether anything may have changed besides.
    pub everything: bool,
}

impl Told {
    /// That everything may have changed.
    pub fn everything() -> Self {
        Self { topics: BTreeSet::new(), everything: true }
    }

    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.topics.is_empty() && !self.everything
    }

    pub(super) fn add(&mut self, topic: Topic) {
        if self.everything {
            return;
        }
        self.topics.insert(topic);
        if self.topics.len() > MOST_OF_A_COMMIT {
            *self = Self::everything();
        }
    }

    /// This and that.
    pub fn and(&mut self, other: &Self) {
        if other.everything {
            *self = Self::everything();
        }
        for topic in &other.topics {
            self.add(topic.clone());
        }
    }
}

/// Up to where somebody has heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    process: u64,
    number: u64,
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}.{:x}", self.process, self.number)
    }
}

impl FromStr for Mark {
    type Err = NoTopic;
    fn from_str(text: &str) -> Result<Self, NoTopic> {
        let number = |text| u64::from_str_radix(text, 16).map_err(|_| NoTopic);
        let (process, at) = text.split_once('.').ok_or(NoTopic)?;
        Ok(Self { process: number(process)?, number: number(at)? })
    }
}

/// A commit, as those hear it who listen.
#[derive(Clone, Debug)]
pub struct Heard {
    /// Up to where they have heard now.
    pub mark: Mark,
    /// What changed.
    pub told: Arc<Told>,
}

/// Where hints of this process, and of others on the same database, come together.
#[derive(Clone)]
pub struct Hints(Arc<Inner>);

struct Inner {
    process: u64,
    last: Mutex<Last>,
    line: broadcast::Sender<Heard>,
}

#[derive(Default)]
struct Last {
    number: u64,
    told: VecDeque<Arc<Told>>,
}

impl Hints {
    pub(super) fn new() -> Self {
        let (line, _) = broadcast::channel(REMEMBERED);
        Self(Arc::new(Inner { process: rand::random(), last: Mutex::default(), line }))
    }

    /// What tells this process from others that share its database.
    pub(super) fn process(&self) -> u64 {
        self.0.process
    }

    /// Up to where everything is told at this moment.
    pub fn mark(&self) -> Mark {
        let last = self.0.last.lock().unwrap_or_else(PoisonError::into_inner);
        Mark { process: self.0.process, number: last.number }
    }

    /// Hears what is told from now on. A listener who is too slow hears [`broadcast::error::RecvError::Lagged`].
    pub fn listen(&self) -> broadcast::Receiver<Heard> {
        self.0.line.subscribe()
    }

    /// What was told since a mark, and the mark that is reached with it.
    pub fn since(&self, mark: Mark) -> Heard {
        let last = self.0.last.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Mark { process: self.0.process, number: last.number };
        let behind = last.number.checked_sub(mark.number).filter(|_| mark.process == now.process);
        let behind = behind.and_then(|behind| usize::try_from(behind).ok());
        let told = match behind.filter(|behind| *behind <= last.told.len()) {
            None => Told::everything(),
            Some(behind) => {
                let mut all = Told::default();
                for told in last.told.iter().skip(last.told.len() - behind) {
                    all.and(told);
                }
                all
            }
        };
        Heard { mark: now, told: Arc::new(told) }
    }

    /// Tells everybody who listens in this process. For what is committed.
    pub(super) fn tell(&self, told: Told) {
        if told.is_empty() {
            return;
        }
        let told = Arc::new(told);
        let mut last = self.0.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.number += 1;
        if last.told.len() == REMEMBERED {
            last.told.pop_front();
        }
        last.told.push_back(told.clone());
        let mark = Mark { process: self.0.process, number: last.number };
        // Inside the lock, so that all hear the numbers in order; without listeners there is nobody to hear.
        drop(self.0.line.send(Heard { mark, told }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(topics: &[&str]) -> Told {
        Told { topics: topics.iter().map(|text| text.parse().unwrap()).collect(), everything: false }
    }

    #[test]
    fn topics_are_ids_and_nothing_else() {
        let topic = Topic::of("room", "019a/2026-11-20");
        assert_eq!((topic.kind(), topic.about()), ("room", "019a/2026-11-20"));
        assert_eq!(topic.as_str().parse(), Ok(topic.clone()));
        let long = format!("room/{}", "a".repeat(200));
        for no in ["", "room", "room/", "/1", "*", "room/*", "room/a b", "room/a\nb", "room/ä", &long] {
            assert_eq!(no.parse::<Topic>(), Err(NoTopic), "{no:?}");
        }
    }

    #[test]
    fn who_was_away_hears_what_they_missed_and_no_more() {
        let hints = Hints::new();
        let before = hints.mark();
        hints.tell(told(&["a/1"]));
        let between = hints.mark();
        hints.tell(told(&["a/2", "b/1"]));
        assert_eq!(*hints.since(before).told, told(&["a/1", "a/2", "b/1"]));
        let missed = hints.since(between);
        assert_eq!(*missed.told, told(&["a/2", "b/1"]));
        assert!(hints.since(missed.mark).told.is_empty());
        assert_eq!(between.to_string().parse(), Ok(between));
    }

    #[test]
    fn whoever_cannot_be_told_exactly_hears_that_everything_may_have_changed() {
        let (hints, other) = (Hints::new(), Hints::new());
        let first = hints.mark();
        assert!(hints.since(other.mark()).told.everything, "a mark of another process");
        let ahead = Mark { number: first.number + 1, ..first };
        assert!(hints.since(ahead).told.everything, "a mark that was never given");
        for _ in 0..=REMEMBERED {
            hints.tell(told(&["a/1"]));
        }
        assert!(hints.since(first).told.everything, "too long ago");
        let mut many = Told::default();
        for n in 0..=MOST_OF_A_COMMIT {
            many.add(Topic::of("a", n));
        }
        assert_eq!(many, Told::everything());
    }

    #[test]
    fn what_changes_nothing_is_not_told() {
        let hints = Hints::new();
        let mut line = hints.listen();
        hints.tell(Told::default());
        hints.tell(told(&["a/1"]));
        let heard = line.try_recv().unwrap();
        assert_eq!((*heard.told).clone(), told(&["a/1"]));
        assert_eq!(heard.mark, hints.mark());
        assert!(line.try_recv().is_err());
    }
}
