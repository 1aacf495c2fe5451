//! Measurements, results and the reports they belong to.

use super::clinical::from_origin;
use super::ledger::Ledger;
use super::rows::{at, instant, value};
use super::{Writing, Written};
use crate::care::observations::{Observation, ObservationPart, set_parts, test_key};
use crate::care::record::Concept;
use crate::care::reports::{Report, ReportResult, set_results};
use crate::doors::fhir::imported::{self as from, Item};
use crate::kit::error::Result;
use crate::kit::id::Id;

impl Writing<'_> {
    pub(super) fn observations(
        &mut self,
        to: &mut Ledger<'_, '_>,
        items: &[Item<from::Observation>],
    ) -> Result<()> {
        for item in items {
            let seen = &item.value;
            let Some(patient) = self.whose(to, item, &seen.patient)? else { continue };
            let when = at(seen.effective.or(seen.issued), None, to.now());
            let row = Observation::new(patient, when, seen.status, seen.code.clone());
            let mut row = row.holding(value(&seen.value));
            row.test_key = test_key(&seen.code);
            row.visit_id = self.visit(to, seen.visit.as_ref())?;
            (row.author_id, row.author) = self.finder.somebody(to, seen.performer.as_ref())?;
            row.category = seen.category.to_owned();
            row.issued_at = instant(seen.issued);
            row.recorded_at = instant(seen.issued);
            row.note = seen.note.clone();
            let origin = self.finder.origin(to, item)?;
            from_origin!(row, origin);
            let (written, row) = self.put(to, item, &origin, Some(patient), row)?;
            if written == Written::Fresh
                && !(seen.parts.is_empty() && row.version == 1)
                && let Some(tx) = to.tx()
            {
                set_parts(tx, row.id, &parts(&row, &seen.parts))?;
            }
            self.finder.keep_row(&item.original, &row);
        }
        Ok(())
    }

    pub(super) fn reports(&mut self, to: &mut Ledger<'_, '_>, items: &[Item<from::Report>]) -> Result<()> {
        for item in items {
            let report = &item.value;
            let Some(patient) = self.whose(to, item, &report.patient)? else { continue };
            let when = at(report.effective.or(report.issued), None, to.now());
            let mut row = Report::new(patient, when, report.status, report.code.clone());
            row.visit_id = self.visit(to, report.visit.as_ref())?;
            (row.author_id, row.author) = self.finder.somebody(to, report.performer.as_ref())?;
            row.category = report.category.clone();
            row.issued_at = instant(report.issued);
            row.recorded_at = instant(report.issued);
            row.conclusion = report.conclusion.clone();
            let mut results = Vec::with_capacity(report.results.len());
            for (link, position) in report.results.iter().zip(0..) {
                let observation = self.finder.row::<Observation>(to, Some(link))?;
                results.push((position, observation.map(Id::from), link.display.clone()));
            }
            let origin = self.finder.origin(to, item)?;
            from_origin!(row, origin);
            let (written, row) = self.put(to, item, &origin, Some(patient), row)?;
            if written == Written::Fresh
                && let Some(tx) = to.tx()
            {
                let results: Vec<ReportResult> = results
                    .into_iter()
                    .map(|(position, observation_id, display)| ReportResult {
                        report_id: row.id,
                        position,
                        observation_id,
                        display,
                    })
                    .collect();
                set_results(tx, row.id, &results)?;
            }
        }
        Ok(())
    }
}

fn parts(row: &Observation, parts: &[(Concept, from::Measured)]) -> Vec<ObservationPart> {
    parts
        .iter()
        .zip(0..)
        .map(|((code, measured), position)| {
            ObservationPart::new(row, position, code.clone(), value(measured))
        })
        .collect()
}
