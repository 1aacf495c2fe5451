//! The waiting list: who waits for an earlier time.

mod held;

pub use held::{HeldWaitingEntries, WaitingOnAppointments};
