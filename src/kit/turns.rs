//! Heavy work in turn: so much of it runs at once, however many ask and however many hang up.

use std::time::Duration;

use tokio::sync::Semaphore;

use super::error::{Error, Result};

/// The turns of one kind of work.
///
/// A turn belongs to the work, not to who waits for it: whoever hangs up early makes no room for others beside what is
/// still running.
#[derive(Debug)]
pub struct Turns {
    free: Semaphore,
    patience: Duration,
    busy: &'static str,
}

impl Turns {
    /// So many at once. Who has waited for `patience` is told to come again, because of `busy`.
    pub const fn new(at_once: usize, patience: Duration, busy: &'static str) -> Self {
        Self { free: Semaphore::const_new(at_once), patience, busy }
    }

    /// Works away from the threads that answer requests, when it is its turn.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when too many others are at it; [`Error::Bug`] when the work panicked.
    pub async fn work<T: Send + 'static>(
        &'static self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        let turn = tokio::time::timeout(self.patience, self.free.acquire())
            .await
            .map_err(|_| Error::Unavailable(self.busy))?
            .map_err(Error::bug)?;
        let working = move || {
            let done = work();
            drop(turn);
            done
        };
        tokio::task::spawn_blocking(working).await.map_err(Error::bug)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    use super::*;

    #[actix_web::test]
    async fn who_hangs_up_makes_no_room_beside_what_is_running() {
        static TURNS: Turns = Turns::new(1, Duration::from_millis(50), "busy");
        static RUNNING: AtomicUsize = AtomicUsize::new(0);
        let (go_on, waits) = mpsc::channel::<()>();
        let (says, begun) = mpsc::channel::<()>();
        let first = actix_web::rt::spawn(TURNS.work(move || {
            RUNNING.fetch_add(1, Ordering::SeqCst);
            says.send(()).expect("somebody listens");
            waits.recv().expect("told to go on");
            RUNNING.fetch_sub(1, Ordering::SeqCst);
        }));
        while begun.try_recv().is_err() {
            tokio::task::yield_now().await;
        }
        first.abort();
        assert!(first.await.is_err(), "who asked has gone");
        let second = TURNS.work(|| RUNNING.load(Ordering::SeqCst)).await;
        assert!(matches!(second, Err(Error::Unavailable("busy"))), "{second:?}");
        go_on.send(()).expect("the work goes on");
        let third = loop {
            match TURNS.work(|| RUNNING.load(Ordering::SeqCst)).await {
                Err(Error::Unavailable(_)) => {}
                answer => break answer,
            }
        };
        assert_eq!(third.expect("a turn"), 0, "and its turn ends with it");
    }

    #[actix_web::test]
    async fn work_that_panics_gives_its_turn_back() {
        static TURNS: Turns = Turns::new(1, Duration::from_secs(5), "busy");
        assert!(TURNS.work::<u8>(|| panic!("as it happens")).await.is_err());
        assert_eq!(TURNS.work(|| 7).await.expect("a turn"), 7);
    }
}
