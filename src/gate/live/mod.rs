//! Live pages: each open page holds one line (a WebSocket), over which it hears that something it shows has changed.
//!
//! - A hint says a topic and nothing else. The page fetches what it shows by its own address, so rights, reach and the
//!   record of looking stay where they are.
//! - Whoever opens a line is signed in and comes from a page of ours. At each message, before each hint, and every
//!   second for all lines together it is asked whether the session still stands as it stood: whoever has signed out,
//!   was disabled, locked the screen, fell asleep or was given another role is cut within two seconds.
//! - What a topic is about, and so who may hear of it, the feature knows that made it ([`Watch`]); `wiring` brings
//!   them together. A kind that nobody answers for is refused, and a refusal is on file.
//! - A line is no activity: a page left open does not keep a session alive.

mod hub;
mod keep;
mod line;
mod watch;

pub use hub::{Full, Hub, Place};
pub use keep::keep;
pub use line::Line;
pub use watch::{BellWatch, Matter, Watch, Watchers, bell_topic};
