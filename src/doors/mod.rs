//! Other ways in than the pages.

pub mod demo;
