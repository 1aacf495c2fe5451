//! Talk: what people of the house say to each other.

pub mod chat;
pub mod notices;
pub mod sendings;
