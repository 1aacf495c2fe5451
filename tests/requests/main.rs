//! Requests through the real application, spoken as people. One binary, a file per feature.

#![expect(clippy::expect_used, reason = "a test says what it expects")]

#[path = "../support/mod.rs"]
mod support;

mod account;
mod appointment_pages;
mod audit;
mod basket;
mod booking;
mod canary;
mod census;
mod demo;
mod diary;
mod diary_merging;
mod drafts;
mod emergency;
mod emergency_races;
mod chart;
mod codes;
mod consultation;
mod costs;
mod crowd;
mod days;
mod gate;
mod feeds;
mod holidays;
mod home;
mod hours;
mod leave;
mod labels;
mod import;
mod moving;
mod held_back;
mod intruder;
mod letters;
mod lists;
mod live;
mod mailed_links;
mod merging;
mod odd_values;
mod notifications;
mod outage;
mod outbox;
mod own_record;
mod intake;
mod record_pdf;
mod patients;
mod prescribing;
mod patient_records;
mod purge;
mod reminders;
mod rooms;
mod photos;
mod series;
mod sites;
mod staff;
mod submissions;
mod templates;
mod timeline;
mod trail;
mod waiting;
mod walk_in;
mod written;
mod uploads;
mod vitals;
