//! Whether a printed prescription is genuine, for anybody who holds it: a pharmacy elsewhere has no account here.
//!
//! The code says which prescription it is; it is sent in a form and never stands in an address. The answer repeats what the
//! paper says, and of the patient only as much as tells whether the paper is theirs.

use super::super::said::{facts, status};
use crate::care::prescribing::model::code_hash;
use crate::care::prescribing::store;
use crate::care::prescribing::views::{GenuineView, VerifyPage};
use crate::care::prescribing::voiding::is_void;
use crate::care::prescriptions::Prescription;
use crate::care::record::{Precision, Stored as _, When};
use crate::gate::desk::{Anyone, Desk};
use crate::gate::hospital;
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::when;
use crate::say;

/// Where a code is entered.
pub async fn show(_: Anyone, desk: Desk) -> Result<Page> {
    let frame = desk.door_frame().await?;
    Page::ok(&VerifyPage { frame, form: desk.form(), found: None, unknown: false })
}

/// What the code says.
pub async fn submit(anyone: Anyone, desk: Desk, mut form: Form) -> Result<Page> {
    let frame = desk.door_frame().await?;
    let typed = form.required("code", 60, "prescribing-verify-missing");
    let hash = typed.as_deref().and_then(code_hash);
    let found = match hash {
        Some(hash) => desk.read(move |conn| store::by_code(conn, &hash)).await?,
        None => None,
    };
    form.set("code", "");
    let Some(found) = found else {
        let unknown = form.is_valid();
        let form = form.rekeyed(desk.form().key);
        return Page::invalid(&VerifyPage { frame, form, found: None, unknown });
    };
    let (id, patient) = (found.prescription, found.patient);
    desk.write(&anyone, move |tx| {
        tx.record(Deed::new("prescription.verified").on("prescription", id).about(patient.uuid()));
        Ok(())
    })
    .await?;
    let now = desk.clock().now();
    let (row, here) = desk
        .read(move |conn| Ok((Prescription::load(conn, id.uuid())?, hospital::local_now(conn, now)?)))
        .await?;
    let today = When::date(here.date(), Precision::Day).map_err(Error::bug)?;
    let (in_force, mut status) = status(&row, today.at);
    if is_void(&row) {
        status = say!("prescribing-verify-void");
    }
    let initial = |name: &str| name.chars().next().map(|c| format!("{c}.")).unwrap_or_default();
    let person = [initial(&found.given_names), initial(&found.family_name)].join(" ");
    let person = match found.birth_date {
        Some(born) => {
            say!("prescribing-verify-person", who = person, year = i64::from(born.year()).to_string())
        }
        None => person,
    };
    let mut lines = vec![
        (say!("prescribing-drug"), row.shown().to_owned()),
        (say!("prescribing-verify-patient"), person),
        (say!("prescribing-verify-prescriber"), row.author.clone().unwrap_or_default()),
        (say!("prescribing-verify-licence"), found.licence),
        (say!("prescribing-verify-written"), when::day(row.at.0.to_zoned(here.time_zone().clone()).date())),
    ];
    lines.extend(facts(&row, here.time_zone()));
    lines.retain(|(_, words)| !words.is_empty());
    let found = Some(GenuineView { in_force, status, facts: lines });
    let form = form.rekeyed(desk.form().key);
    Page::ok(&VerifyPage { frame, form, found, unknown: false })
}
