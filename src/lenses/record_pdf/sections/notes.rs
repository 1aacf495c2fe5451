//! What was written: the notes of visits with what amends them, and nursing notes; the newest visit first.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::care::consultation;
use crate::care::notes::{Kind, Note};
use crate::kit::error::Result;
use crate::kit::when;
use crate::lenses::record_pdf::model::{Body, Section, Written};
use crate::lenses::record_pdf::store::Kept;
use crate::say;

/// The section, unless there is nothing that whoever prints may read.
pub(super) fn notes(kept: &Kept, zone: &TimeZone) -> Result<Option<Section>> {
    let mut written = Vec::new();
    for note in kept.notes.iter().filter(|note| note.amends_id.is_none()) {
        written.push(if note.kind == Kind::Nursing.as_str() {
            nursing(note, zone)
        } else {
            of_visit(kept, note, zone)?
        });
        let amends = |one: &&Note| one.amends_id == Some(note.id);
        // Newest first is how they are kept; on paper they follow each other as they were written.
        written.extend(kept.notes.iter().rev().filter(amends).map(|one| amendment(one, zone)));
    }
    let section = Section { title: say!("record-pdf-notes"), remark: None, body: Body::Written(written) };
    Ok(match &section.body {
        Body::Written(written) if written.is_empty() => None,
        _ => Some(section),
    })
}

fn of_visit(kept: &Kept, note: &Note, zone: &TimeZone) -> Result<Written> {
    let visit = kept.visits.iter().find(|visit| Some(visit.id) == note.visit_id);
    let kind = visit.map(|visit| visit.shown().to_owned()).unwrap_or_default();
    let signed = note.signed_at.map(|at| {
        let by = note.signed_by_name.clone().unwrap_or_default();
        say!("record-pdf-signed", by = by, at = at_full(at.0, zone))
    });
    Ok(Written {
        title: [at_full(note.at.0, zone), kind]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        remarks: signed.into_iter().chain(restricted(note)).collect(),
        texts: consultation::texts(note)?,
    })
}

fn nursing(note: &Note, zone: &TimeZone) -> Written {
    Written {
        title: format!("{} · {}", at_full(note.at.0, zone), say!("record-pdf-nursing-note")),
        remarks: note.author.clone().into_iter().chain(restricted(note)).collect(),
        texts: vec![(String::new(), note.body.clone().unwrap_or_default())],
    }
}

fn amendment(note: &Note, zone: &TimeZone) -> Written {
    let by = note.signed_by_name.clone().or(note.author.clone()).unwrap_or_default();
    let signed = say!("record-pdf-signed", by = by, at = at_full(note.at.0, zone));
    let reason = note.note.clone().map(|reason| say!("record-pdf-amended-why", reason = reason));
    Written {
        title: say!("record-pdf-amendment"),
        remarks: std::iter::once(signed).chain(reason).collect(),
        texts: vec![(String::new(), note.body.clone().unwrap_or_default())],
    }
}

fn restricted(note: &Note) -> Option<String> {
    note.restricted.then(|| say!("record-pdf-restricted"))
}

fn at_full(at: Timestamp, zone: &TimeZone) -> String {
    when::full(at, zone)
}
