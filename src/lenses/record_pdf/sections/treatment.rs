//! Medication, vaccines, procedures.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::conditions::{answered, unconfirmed};
use super::{narrow, table, wide};
use crate::care::intake::Question;
use crate::care::prescriptions::Prescription;
use crate::lenses::record_pdf::model::{Cell, Row, Section};
use crate::lenses::record_pdf::store::Kept;
use crate::lenses::record_pdf::words::{date, joined, not_blank, when, word};
use crate::say;

pub(super) fn medication(kept: &Kept, zone: &TimeZone, today: Timestamp) -> Section {
    let rows = kept.prescriptions.iter().map(|prescription| {
        let over = !matches!(prescription.status.as_str(), "active" | "on_hold" | "draft");
        let beside = kept.beside.get(&prescription.id.uuid());
        let replaces: Vec<&str> =
            beside.iter().flat_map(|said| &said.replaces).map(|(_, what, _)| what.as_str()).collect();
        let replaces =
            not_blank(Some(&replaces.join(", "))).map(|what| say!("prescribing-replaces", what = what));
        let name = Cell::of(prescription.shown())
            .below(Some(&prescription.code_text))
            .below(replaces)
            .below(
                beside
                    .and_then(|said| said.overridden.as_ref())
                    .map(|why| say!("record-pdf-all-the-same", reason = why.clone())),
            )
            .below(not_blank(prescription.reason.as_deref()).map(|why| say!("record-pdf-for", reason = why)))
            .below(prescription.note.as_deref())
            .below(unconfirmed(
                prescription.source_id.is_some(),
                prescription.edited_here,
                prescription.confirmed_at,
            ));
        let from = when(prescription.starts_at, prescription.starts_precision.as_deref())
            .unwrap_or_else(|| prescription.when());
        let until = when(prescription.ends_at, prescription.ends_precision.as_deref());
        Row {
            cells: vec![
                if over { name } else { name.strong() },
                how(prescription),
                Cell::maybe(date(Some(from), zone)),
                Cell::maybe(date(until, zone)),
                Cell::of(prescription.author.clone().unwrap_or_default()),
                Cell::of(word(&prescription.status))
                    .below(
                        beside
                            .and_then(|said| said.replaced_by.as_ref())
                            .map(|(_, what)| say!("record-pdf-replaced-by", what = what.clone())),
                    )
                    .below((prescription.intent == "statement").then(|| say!("record-pdf-as-stated"))),
            ],
            past: over,
            marked: false,
        }
    });
    let columns = vec![
        wide("record-pdf-medicine", 3.0),
        wide("record-pdf-how", 2.4),
        narrow("record-pdf-since", 21.0),
        narrow("record-pdf-until", 21.0),
        wide("record-pdf-author", 1.4),
        narrow("record-pdf-status", 20.0),
    ];
    let any = kept.prescriptions.iter().any(|prescription| prescription.is_current(today));
    let remark = answered(kept, Question::Medication, any, zone);
    table("record-pdf-medication", Some(remark), columns, rows.collect())
}

fn how(prescription: &Prescription) -> Cell {
    let parts = joined([
        prescription.dose.clone(),
        prescription.route.clone(),
        prescription.frequency.clone(),
        prescription.as_needed.then(|| say!("record-pdf-as-needed")),
        prescription.duration.clone(),
    ]);
    let main = not_blank(prescription.dosage.as_deref()).unwrap_or_else(|| parts.clone());
    let repeats = prescription.repeats.filter(|repeats| *repeats > 0);
    Cell::of(main)
        .below(Some(parts))
        .below(prescription.quantity.clone().map(|quantity| say!("record-pdf-quantity", quantity = quantity)))
        .below(repeats.map(|count| say!("record-pdf-repeats", count = i64::from(count))))
}

pub(super) fn vaccines(kept: &Kept, zone: &TimeZone) -> Section {
    let rows = kept.vaccines.iter().map(|vaccine| {
        let given = vaccine.status == "completed";
        let name = Cell::of(vaccine.shown())
            .below(Some(&vaccine.code_text))
            .below(vaccine.note.as_deref())
            .below(unconfirmed(vaccine.source_id.is_some(), vaccine.edited_here, vaccine.confirmed_at));
        Row {
            cells: vec![
                if given { name.strong() } else { name },
                Cell::maybe(date(Some(vaccine.when()), zone)).below(vaccine.given_text.as_deref()),
                Cell::of(joined([vaccine.dose_number.clone(), vaccine.dose.clone()])),
                Cell::of(vaccine.lot.clone().unwrap_or_default()),
                Cell::of(joined([vaccine.site.clone(), vaccine.route.clone()])),
                Cell::of(if given { say!("record-pdf-word-given") } else { word(&vaccine.status) })
                    .below(vaccine.status_reason.as_deref()),
            ],
            past: !given,
            marked: false,
        }
    });
    let columns = vec![
        wide("record-pdf-vaccine", 3.0),
        narrow("record-pdf-on", 24.0),
        narrow("record-pdf-dose", 22.0),
        narrow("record-pdf-lot", 24.0),
        narrow("record-pdf-site", 28.0),
        narrow("record-pdf-status", 22.0),
    ];
    let any = kept.vaccines.iter().any(|vaccine| vaccine.status == "completed");
    let remark = answered(kept, Question::Vaccines, any, zone);
    table("record-pdf-vaccines", Some(remark), columns, rows.collect())
}

pub(super) fn procedures(kept: &Kept, zone: &TimeZone) -> Section {
    let rows = kept.procedures.iter().map(|procedure| {
        let over = matches!(procedure.status.as_str(), "not_done" | "stopped");
        let until = date(when(procedure.ended_at, procedure.ended_precision.as_deref()), zone);
        let began = date(Some(procedure.when()), zone);
        let until = until.filter(|until| Some(until) != began.as_ref());
        Row {
            cells: vec![
                Cell::maybe(began)
                    .below(until.map(|until| say!("record-pdf-until-date", date = until)))
                    .below(procedure.performed_text.as_deref()),
                Cell::of(procedure.shown())
                    .strong()
                    .below(Some(&procedure.code_text))
                    .below(procedure.body_site.as_deref())
                    .below(procedure.note.as_deref()),
                Cell::of(procedure.reason.clone().unwrap_or_default()),
                Cell::of(procedure.author.clone().unwrap_or_default()),
                Cell::of(word(&procedure.status))
                    .below(procedure.status_reason.as_deref())
                    .below(procedure.outcome.as_deref()),
            ],
            past: over,
            marked: false,
        }
    });
    let columns = vec![
        narrow("record-pdf-on", 26.0),
        wide("record-pdf-procedure", 3.0),
        wide("record-pdf-reason", 2.0),
        wide("record-pdf-author", 1.4),
        narrow("record-pdf-status", 28.0),
    ];
    table("record-pdf-procedures", None, columns, rows.collect())
}
