//! Three sessions a week for years: the longest chart there is.

use jiff::Span;

use super::super::chronicle::Chronicle;
use super::super::codes::*;
use super::super::courses::Field;
use super::super::history::*;

impl Chronicle<'_> {
    /// Dialysis since `year`.
    pub(super) fn dialysis(&mut self, year: i16) {
        let doctor = (self.doctors)(Field::Nephrology);
        let nurse = self.nurse;
        let first = jiff::civil::date(year, 1, 3).max(self.born + Span::new().years(18));
        for (code, since) in [
            (icd("N18.5", "Chronic kidney disease, stage 5"), first - Span::new().years(1)),
            (icd("Z99.2", "Dependence on renal dialysis"), first),
            (icd("D63.8", "Anaemia in other chronic diseases classified elsewhere"), first),
        ] {
            self.history.problems.push(Problem { code, since, resolved: None, visit: None, doctor });
        }
        for (code, text, dose) in [
            (
                atc("B03XA01", "erythropoietin"),
                "Epoetin alfa 4,000 units syringe",
                "Three times a week, at dialysis",
            ),
            (atc("V03AE02", "sevelamer"), "Sevelamer 800 mg tablet", "2 with each meal"),
            (atc("C08CA01", "amlodipine"), "Amlodipine 5 mg tablet", "1 in the evening"),
        ] {
            self.history.medications.push(Medication {
                code,
                text,
                dose,
                from: first,
                until: None,
                visit: None,
                doctor,
            });
        }
        let mut day = first;
        let mut session = 0u32;
        while day < self.last {
            let visit = self.visit(day, VisitKind::Ambulatory, "Haemodialysis", doctor, 270);
            let from = self.history.visits[visit].from;
            let dry = 71.5 + f64::from(session % 90) / 60.0;
            for (at, heavy, systolic) in
                [(from, dry + 2.4, 152.0), (from + Span::new().minutes(260), dry, 134.0)]
            {
                let (high, low) =
                    (self.dice.around(systolic, 14.0).round(), self.dice.around(82.0, 8.0).round());
                self.history.observations.push(Observation {
                    at,
                    value: Value::Pressure(high, low),
                    visit: Some(visit),
                    by: nurse,
                });
                let heavy = self.dice.around(heavy, 0.5);
                self.number(&WEIGHT, heavy, at, Some(visit), nurse);
                let pulse = self.dice.around(76.0, 9.0);
                self.number(&PULSE, pulse, at, Some(visit), nurse);
            }
            if session.is_multiple_of(13) {
                self.dialysis_blood(visit, doctor);
            }
            if session.is_multiple_of(39) {
                let code = sct("302497006", "Hemodialysis");
                self.history.procedures.push(Procedure {
                    code,
                    at: from,
                    outcome: "Fistula in use, flow good",
                    visit: Some(visit),
                    doctor,
                });
            }
            session += 1;
            day += Span::new().days(if session.is_multiple_of(3) { 3 } else { 2 });
        }
    }

    fn dialysis_blood(&mut self, visit: usize, doctor: usize) {
        let at = self.history.visits[visit].from + Span::new().minutes(5);
        let mut results = Vec::new();
        for (test, middle, spread) in [
            (&POTASSIUM, 5.3, 0.7),
            (&PHOSPHATE, 1.8, 0.5),
            (&CALCIUM, 2.25, 0.2),
            (&UREA, 22.0, 6.0),
            (&CREATININE, 720.0, 140.0),
            (&HAEMOGLOBIN, 109.0, 11.0),
            (&FERRITIN, 310.0, 160.0),
            (&PTH, 280.0, 130.0),
            (&CRP, 6.0, 6.0),
            (&SODIUM, 138.0, 4.0),
        ] {
            let value = self.dice.around(middle, spread);
            results.push(self.number(test, value, at, Some(visit), doctor));
        }
        self.history.reports.push(Report { code: METABOLIC, at, results, visit: Some(visit), doctor });
    }
}
