//! The pages of the chart.

pub mod access;
pub mod as_of;
pub mod lists;
mod reported;
pub mod results;
pub mod summary;
pub mod timeline;
pub mod visits;

use super::head;
use super::model::Reader;
use super::paths;
use super::views::{Action, Paths};
use crate::diary::appointments::{self, Wish};
use crate::gate::access::model::Identity;
use crate::gate::access::permissions::{Permission, perm};
use crate::gate::desk::Desk;
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::kit::web::frame::Frame;
use crate::people::patients::{Banner, Chart, Death, PatientId, Tab};
use crate::say;

/// How many rows a list shows at once.
const PAGE: usize = 50;

/// What every page of the chart has.
struct Opened {
    frame: Frame,
    banner: Banner,
    tabs: Vec<Tab>,
    actions: Vec<Action>,
    paths: Paths,
}

/// Reads the head and, with the same connection, what the page itself shows.
async fn open<P, T, F>(chart: &Chart<P>, desk: &Desk, read: F) -> Result<(Opened, Reader, T)>
where
    P: Permission,
    T: Send + 'static,
    F: FnOnce(&mut Conn, &Reader, PatientId) -> Result<T> + Send + 'static,
{
    let who = chart.may.who.clone();
    let patient = (**chart).clone();
    let id = patient.id;
    let takes_appointments = patient.archived_at.is_none() && patient.details.death == Death::No;
    let path = desk.visit().path.clone();
    let now = desk.clock().now();
    let (head, reader, found) = desk
        .read(move |conn| {
            let reader = head::reader(conn, now)?;
            let head = head::for_reader(conn, &reader, &who, &patient, &path)?;
            let found = read(conn, &reader, id)?;
            Ok((head, reader, found))
        })
        .await?;
    let opened = Opened {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        actions: actions(&chart.may.who, id, takes_appointments),
        paths: paths::tabs(&id.to_string()),
    };
    Ok((opened, reader, found))
}

/// What the reader may do with the record, the most used last.
fn actions(who: &Identity, patient: PatientId, takes_appointments: bool) -> Vec<Action> {
    let may = |row: &crate::gate::access::permissions::Row| who.may(row);
    let mut actions = Vec::new();
    if may(perm::RecordWrite::ROW) {
        actions.push(Action {
            href: crate::care::consultation::new_path(patient),
            glyph: "edit",
            label: say!("chart-start-visit"),
            is_task: false,
        });
    }
    if may(perm::RecordNursing::ROW) {
        actions.push(Action {
            href: crate::care::vitals::new_path(patient),
            glyph: "heart",
            label: say!("chart-record-vitals"),
            is_task: false,
        });
    }
    if may(perm::PatientEdit::ROW) {
        actions.push(Action {
            href: format!("/patients/{patient}/edit"),
            glyph: "edit",
            label: say!("chart-edit"),
            is_task: false,
        });
    }
    if may(perm::RecordPrint::ROW) {
        for (paper, glyph, label) in
            [("labels", "barcode", "chart-labels"), ("record.pdf", "print", "chart-print")]
        {
            let href = format!("/patients/{patient}/{paper}");
            actions.push(Action { href, glyph, label: say!(label), is_task: false });
        }
    }
    if may(perm::AppointmentBook::ROW) && takes_appointments {
        let href = appointments::new_path(&Wish { patient: Some(patient), ..Wish::default() });
        actions.push(Action { href, glyph: "calendar-plus", label: say!("chart-book"), is_task: true });
    }
    actions
}

/// "3 shown", or "3 of 14" where the whole is known.
fn shown(rows: usize, of: Option<i64>) -> String {
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    match of {
        Some(count) => say!("chart-shown", shown = rows, count = count),
        None => say!("chart-rows-shown", count = rows),
    }
}
