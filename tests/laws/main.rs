//! What holds for the whole tree, whoever writes in it. One binary, a file per law.

#![expect(clippy::expect_used, reason = "a test says what it expects")]

mod access;
mod dependencies;
mod imports;
mod tables;
mod templates;
