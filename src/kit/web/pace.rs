//! How long a body may take to arrive: whoever sends it drop by drop does not keep a request open for ever.

use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::web::Bytes;
use futures_util::StreamExt as _;
use futures_util::stream;
use tokio::time::Instant;

use crate::kit::error::Error;
use crate::say;

/// The time a body has.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// What every body has, and a form nothing beyond it.
    pub grace: Duration,
    /// The bytes a second at which a body with files must come once the grace is over.
    pub least: u32,
}

impl Pace {
    /// A minute; files at no less than a poor telephone line sends.
    pub const PROMISED: Self = Self { grace: Duration::from_secs(60), least: 8 * 1024 };

    fn allowed(&self, received: u64, files: bool) -> Duration {
        let earned = if files { received / u64::from(self.least.max(1)) } else { 0 };
        self.grace + Duration::from_secs(earned)
    }

    /// The same body, which breaks off with [`std::io::ErrorKind::TimedOut`] when it takes too long.
    pub fn keep(self, body: Payload, files: bool) -> Payload {
        let begun = Instant::now();
        let pieces = stream::try_unfold((body, 0_u64), move |(mut body, received)| async move {
            let until = begun + self.allowed(received, files);
            match tokio::time::timeout_at(until, body.next()).await {
                Ok(None) => Ok(None),
                Ok(Some(piece)) => {
                    let piece: Bytes = piece?;
                    let received = received + piece.len() as u64;
                    Ok(Some((piece, (body, received))))
                }
                Err(_) => Err(PayloadError::Io(std::io::ErrorKind::TimedOut.into())),
            }
        });
        Payload::Stream { payload: Box::pin(pieces) }
    }
}

/// What whoever sent a body that broke off is told.
pub fn refusal(error: &PayloadError) -> Error {
    let too_slow = matches!(error, PayloadError::Io(cause) if cause.kind() == std::io::ErrorKind::TimedOut);
    Error::Invalid(if too_slow { say!("form-too-slow") } else { say!("form-broken") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_has_a_minute_and_files_earn_more_as_they_come() {
        let pace = Pace::PROMISED;
        assert_eq!(pace.allowed(500_000, false), Duration::from_secs(60));
        assert_eq!(pace.allowed(0, true), Duration::from_secs(60));
        assert_eq!(pace.allowed(8 * 1024 * 600, true), Duration::from_secs(660));
    }

    #[actix_web::test]
    async fn what_comes_too_slowly_breaks_off_and_what_comes_in_time_is_whole() {
        let pace = Pace { grace: Duration::from_millis(20), least: 1 };
        let in_time = stream::iter([Ok(Bytes::from_static(b"a=")), Ok(Bytes::from_static(b"1"))]);
        let whole: Vec<_> = pace.keep(Payload::Stream { payload: Box::pin(in_time) }, false).collect().await;
        assert_eq!(whole.into_iter().map(Result::unwrap).collect::<Vec<_>>().concat(), b"a=1");
        let held = stream::once(async { Ok(Bytes::from_static(b"a=")) }).chain(stream::pending());
        let mut held = pace.keep(Payload::Stream { payload: Box::pin(held) }, false);
        assert!(held.next().await.is_some_and(|piece| piece.is_ok()));
        let error = held.next().await.expect("an end").expect_err("too slow");
        assert!(matches!(refusal(&error), Error::Invalid(said) if said == say!("form-too-slow")));
        assert!(held.next().await.is_none(), "nothing follows");
    }
}
