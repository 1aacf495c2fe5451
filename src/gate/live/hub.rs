//! Who holds a line at this moment.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::mpsc;

use crate::gate::access::model::{Footing, Identity};
use crate::gate::actor::SessionId;
use crate::kit::web::socket::{Bounds, End};

/// All lines of this server; cloning gives another hand on the same.
#[derive(Clone)]
pub struct Hub(Arc<Inner>);

struct Inner {
    bounds: Bounds,
    lines: Mutex<Lines>,
}

#[derive(Default)]
struct Lines {
    stopping: bool,
    last: u64,
    held: HashMap<u64, Held>,
}

struct Held {
    session: SessionId,
    footing: Footing,
    cut: mpsc::Sender<End>,
}

/// There is no room for another line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

/// A line's place in the hub; given up when it is dropped.
pub struct Place {
    hub: Hub,
    number: u64,
    cut: mpsc::Receiver<End>,
}

impl Hub {
    /// Without lines.
    pub fn new(bounds: Bounds) -> Self {
        Self(Arc::new(Inner { bounds, lines: Mutex::default() }))
    }

    /// What lines are held to.
    pub fn bounds(&self) -> &Bounds {
        &self.0.bounds
    }

    /// How many lines there are.
    pub fn count(&self) -> usize {
        self.lines().held.len()
    }

    /// A place for a line of this session.
    ///
    /// # Errors
    /// [`Full`] when this person, or this server, holds as many as may be, or the server is about to stop.
    pub fn take(&self, who: &Identity) -> Result<Place, Full> {
        let mut lines = self.lines();
        let own = lines.held.values().filter(|line| line.footing.account == who.account).count();
        let bounds = &self.0.bounds;
        if lines.stopping || own >= bounds.of_a_person || lines.held.len() >= bounds.of_all {
            return Err(Full);
        }
        let (send, cut) = mpsc::channel(1);
        lines.last += 1;
        let number = lines.last;
        lines.held.insert(number, Held { session: who.session, footing: who.footing(), cut: send });
        Ok(Place { hub: self.clone(), number, cut })
    }

    /// The sessions that hold lines.
    pub(super) fn sessions(&self) -> Vec<SessionId> {
        let mut sessions: Vec<SessionId> = self.lines().held.values().map(|line| line.session).collect();
        sessions.sort_unstable();
        sessions.dedup();
        sessions
    }

    /// Cuts the lines whose session does not stand any more as it stood when they were opened. `asked` are the
    /// sessions that were asked about, `standing` is what was found; a line that was opened meanwhile is left alone.
    pub(super) fn cut_fallen(&self, asked: &[SessionId], standing: &HashMap<SessionId, Footing>) {
        let is_fallen = |line: &Held| {
            asked.binary_search(&line.session).is_ok() && standing.get(&line.session) != Some(&line.footing)
        };
        self.cut(End::Session, is_fallen);
    }

    /// Cuts all lines; whoever wants one may come again.
    pub(super) fn cut_all(&self, why: End) {
        self.cut(why, |_| true);
    }

    /// Cuts all lines and gives out no more: the server stops.
    pub fn stop(&self) {
        self.lines().stopping = true;
        self.cut(End::Stopping, |_| true);
    }

    fn cut(&self, why: End, which: impl Fn(&Held) -> bool) {
        for line in self.lines().held.values().filter(|line| which(line)) {
            // One that is being cut already has room for no second reason.
            line.cut.try_send(why).ok();
        }
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.0.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// Waits until the line is to be cut.
    pub(super) async fn is_cut(&mut self) -> End {
        self.cut.recv().await.unwrap_or(End::Stopping)
    }

    /// What the line is held to.
    pub(super) fn bounds(&self) -> &Bounds {
        self.hub.bounds()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.hub.lines().held.remove(&self.number);
    }
}
