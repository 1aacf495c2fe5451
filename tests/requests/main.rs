//! Requests through the real application, spoken as people. One binary, a file per feature.

#![expect(clippy::expect_used, reason = "a test says what it expects")]

#[path = "../support/mod.rs"]
mod support;

mod account;
mod audit;
mod canary;
mod census;
mod demo;
mod drafts;
mod chart;
mod crowd;
mod gate;
mod held_back;
mod labels;
mod import;
mod intruder;
mod lists;
mod merging;
mod odd_values;
mod outage;
mod intake;
mod record_pdf;
mod patients;
mod patient_records;
mod photos;
mod sites;
mod staff;
mod submissions;
mod trail;
mod uploads;
