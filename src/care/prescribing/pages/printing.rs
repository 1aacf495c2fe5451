//! A prescription on paper.

use actix_web::HttpRequest;

use super::super::said::{facts, status};
use super::named;
use crate::care::prescribing::model::paper_code;
use crate::care::prescribing::print::{Paper, set};
use crate::care::prescribing::store;
use crate::care::prescribing::voiding::is_void;
use crate::care::record::{Precision, When};
use crate::care::safety::warning_words;
use crate::gate::access::permissions::perm;
use crate::gate::desk::Desk;
use crate::gate::hospital;
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};
use crate::kit::pdf::{LABELS, Pdf};
use crate::kit::when;
use crate::people::patients::Chart;
use crate::say;

/// The paper; from the second print on it says that it is a copy. One that came from elsewhere has none.
pub async fn paper(chart: Chart<perm::RecordPrint>, desk: Desk, request: HttpRequest) -> Result<Pdf> {
    let row = named(&desk, &chart, &request).await?;
    let id = row.id;
    let (issue, house, mut beside) = desk
        .read(move |conn| {
            Ok((store::find(conn, id)?, hospital::find(conn)?, store::beside(conn, &[id.uuid()])?))
        })
        .await?;
    let (Some(issue), Some(house)) = (issue, house) else { return Err(Error::NotFound) };
    let said = beside.remove(&id.uuid()).unwrap_or_default();
    let patient = chart.id;
    let is_first = desk
        .write(&chart, move |tx| {
            let is_first = store::note_print(tx, id)?;
            tx.record(Deed::new("prescription.printed").on("prescription", id).about(patient.uuid()));
            Ok(is_first)
        })
        .await?;
    let here = desk.here();
    let today = When::date(here.date(), Precision::Day).map_err(Error::bug)?;
    let (in_force, mut words) = status(&row, today.at);
    if is_void(&row) {
        words = say!("prescribing-paper-void");
    }
    let by = chart.may.who.name.clone();
    let mut facts = facts(&row, here.time_zone());
    facts.extend(said.replaces.into_iter().map(|(_, _, what)| (say!("prescribing-instead-of"), what)));
    if let Some(reason) = said.overridden {
        let known: Vec<String> = issue.found.warnings.iter().map(|one| warning_words(one).0).collect();
        facts.push((say!("prescribing-paper-known"), known.join(" ")));
        facts.push((say!("prescribing-paper-because"), reason));
    }
    let paper = Paper {
        house: house.name,
        address: house.address,
        demonstration: house.demonstration.is_some().then(|| say!("prescribing-paper-demonstration")),
        is_copy: !is_first,
        void: (!in_force).then_some(words),
        name: chart.patient.banner_name(),
        born: chart.patient.born(here.date()).unwrap_or_else(|| say!("prescribing-paper-unknown")),
        mrn: chart.patient.shown_mrn(),
        medicine: row.shown().to_owned(),
        facts,
        prescriber: row.author.clone().unwrap_or_default(),
        licence: issue.licence,
        written: when::day(row.at.0.to_zoned(here.time_zone().clone()).date()),
        code: paper_code(&desk.house().root, row.id.uuid()),
        printed: say!(
            "prescribing-paper-printed",
            by = by.clone(),
            when = when::full(here.timestamp(), here.time_zone())
        ),
        author: by,
        at: here.timestamp(),
    };
    let name = format!("prescription-{}", chart.patient.mrn);
    let fonts = desk.house().fonts.clone();
    let file = LABELS.work(move || set(paper, fonts)).await?;
    Ok(Pdf::new(file, &name))
}
