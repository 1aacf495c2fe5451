//! Pasts that are more than a course: childhood, pregnancy, years of dialysis, and one chart told in full.

mod dialysis;

use jiff::Span;

use super::chronicle::{Chronicle, at, workday};
use super::codes::*;
use super::courses::{self, Course, Field};
use super::history::*;

/// What a person has been through, and since which year.
#[derive(Debug, Clone, Copy)]
pub enum Story {
    /// An illness that runs as its course says.
    Ill(&'static Course, i16),
    /// Growing up: well-child visits and the vaccines of childhood.
    Childhood,
    /// The vaccines of an adult: influenza every autumn, tetanus, the rest by age.
    Jabs,
    /// Expecting, in that week on the day the demonstration starts.
    Pregnant(u8),
    /// Dialysis three times a week since the first of January of that year.
    Dialysis(i16),
    /// The chart the design shows: pressure and diabetes that creep up, a potassium to worry about.
    Creeping,
}

impl Story {
    /// The year from which the blood pressure is raised.
    pub(super) fn pressure_since(&self) -> Option<i16> {
        match self {
            Self::Ill(course, year) if course.problem == courses::HYPERTENSION.problem => Some(*year),
            Self::Creeping => Some(2019),
            _ => None,
        }
    }
}

impl Chronicle<'_> {
    /// Tells one story.
    pub(super) fn tell(&mut self, story: Story) {
        match story {
            Story::Ill(course, year) => self.play(course, year),
            Story::Childhood => self.childhood(),
            Story::Jabs => self.jabs(),
            Story::Pregnant(week) => self.pregnancy(week),
            Story::Dialysis(year) => self.dialysis(year),
            Story::Creeping => self.creeping(),
        }
    }

    fn childhood(&mut self) {
        const SIX_IN_ONE: Code = cvx("146", "DTaP,IPV,Hib,HepB");
        const PNEUMO: Code = cvx("133", "Pneumococcal conjugate PCV 13");
        const ROTA: Code = cvx("119", "rotavirus, monovalent");
        const MMR: Code = cvx("03", "MMR");
        const VARICELLA: Code = cvx("21", "varicella");
        const MENINGO: Code = cvx("103", "meningococcal C conjugate");
        const BOOSTER: Code = cvx("115", "Tdap");
        const HPV: Code = cvx("165", "HPV9");
        for (code, days, dose) in [
            (ROTA, 45, 1),
            (ROTA, 75, 2),
            (SIX_IN_ONE, 61, 1),
            (SIX_IN_ONE, 122, 2),
            (SIX_IN_ONE, 340, 3),
            (PNEUMO, 61, 1),
            (PNEUMO, 122, 2),
            (PNEUMO, 340, 3),
            (MMR, 340, 1),
            (MMR, 470, 2),
            (VARICELLA, 340, 1),
            (VARICELLA, 470, 2),
            (MENINGO, 380, 1),
            (BOOSTER, 2_010, 1),
            (HPV, 3_700, 1),
            (HPV, 3_900, 2),
            (BOOSTER, 4_900, 2),
        ] {
            let day = workday(self.born + Span::new().days(days + self.dice.between(0, 12)));
            self.vaccine(code, day, dose);
        }
        let doctor = (self.doctors)(Field::Paediatrics);
        for days in [5, 32, 100, 190, 340, 700, 1_070, 1_440, 1_900] {
            let day = workday(self.born + Span::new().days(days));
            if day >= self.last {
                break;
            }
            let visit = self.visit(day, VisitKind::Ambulatory, "Well-child visit", doctor, 30);
            let from = self.history.visits[visit].from;
            self.vitals(from, Some(visit));
            if days < 1_100 {
                let round = 35.0 + 12.5 * (days as f64 / 700.0).min(1.2).sqrt();
                let round = self.dice.around(round, 0.8);
                let nurse = self.nurse;
                self.number(&HEAD, round, from, Some(visit), nurse);
            }
        }
    }

    fn jabs(&mut self) {
        const INFLUENZA: Code = cvx("140", "Influenza, seasonal, injectable, preservative free");
        const TETANUS: Code = cvx("113", "Td (adult) preservative free");
        const COVID: Code = cvx("208", "COVID-19, mRNA, LNP-S, PF, 30 mcg/0.3 mL dose");
        const PNEUMO: Code = cvx("33", "pneumococcal polysaccharide PPV23");
        const ZOSTER: Code = cvx("187", "zoster recombinant");
        const HEP_B: Code = cvx("43", "Hep B, adult");
        let year = self.last.year();
        let old = self.age(self.last) >= 60;
        for back in 1..=(if old { 6 } else { 2 }) {
            let autumn = jiff::civil::date(year - back, 10, 1) + Span::new().days(self.dice.between(0, 50));
            let autumn = workday(autumn);
            self.vaccine(INFLUENZA, autumn, 1);
        }
        let tetanus = jiff::civil::date(year - 10, 5, 19) + Span::new().days(self.dice.between(0, 2_000));
        let tetanus = workday(tetanus);
        self.vaccine(TETANUS, tetanus, 1);
        for (dose, month) in [(1, 5), (2, 7)] {
            let day = workday(jiff::civil::date(2021, month, 3) + Span::new().days(self.dice.between(0, 14)));
            self.vaccine(COVID, day, dose);
        }
        if old {
            let day = workday(jiff::civil::date(year - 3, 3, 4));
            self.vaccine(PNEUMO, day, 1);
            self.vaccine(ZOSTER, day, 1);
            let second = workday(day + Span::new().days(80));
            self.vaccine(ZOSTER, second, 2);
        } else if self.dice.chance(40) {
            for (dose, months) in [(1, 0), (2, 1), (3, 6)] {
                let day = workday(jiff::civil::date(2003, 2, 10) + Span::new().months(months));
                self.vaccine(HEP_B, day, dose);
            }
        }
    }

    fn pregnancy(&mut self, week: u8) {
        let doctor = (self.doctors)(Field::General);
        let conceived = self.last - Span::new().weeks(i64::from(week));
        self.history.problems.push(Problem {
            code: icd("Z34.9", "Supervision of normal pregnancy, unspecified"),
            since: workday(conceived + Span::new().weeks(8)),
            resolved: None,
            visit: None,
            doctor,
        });
        let from = conceived + Span::new().weeks(8);
        self.history.medications.push(Medication {
            code: atc("B03BB01", "folic acid"),
            text: "Folic acid 0.4 mg tablet",
            dose: "1 a day",
            from,
            until: (week > 13).then(|| conceived + Span::new().weeks(13)),
            visit: None,
            doctor,
        });
        self.history.plans.push(Plan {
            title: "Antenatal care",
            goal: "A healthy mother and child",
            steps: &[
                "Visit every four weeks, from week 32 every two",
                "Three ultrasound scans",
                "Glucose tolerance test in week 24 to 28",
                "Place of birth chosen",
            ],
            from,
            until: None,
            doctor,
        });
        for at_week in (8..week).step_by(4) {
            let day = workday(conceived + Span::new().weeks(i64::from(at_week)));
            if day >= self.last {
                break;
            }
            let visit = self.visit(
                day,
                VisitKind::Ambulatory,
                &format!("Antenatal visit, week {at_week}"),
                doctor,
                30,
            );
            let from = self.history.visits[visit].from;
            self.vitals(from, Some(visit));
            let blood = self.dice.around(118.0, 8.0);
            let place = self.number(&HAEMOGLOBIN, blood, from, Some(visit), doctor);
            self.history.reports.push(Report {
                code: BLOOD_COUNT,
                at: from,
                results: vec![place],
                visit: Some(visit),
                doctor,
            });
            if [8, 20, 28].contains(&at_week) {
                let at = from + Span::new().minutes(20);
                let code = sct("16310003", "Diagnostic ultrasonography");
                self.history.procedures.push(Procedure {
                    code,
                    at,
                    outcome: "One child, growing as expected",
                    visit: Some(visit),
                    doctor,
                });
            }
        }
    }

    fn creeping(&mut self) {
        self.play(&courses::HYPERTENSION, 2019);
        self.play(&courses::DIABETES, 2023);
        let heart = (self.doctors)(Field::Cardiology);
        let general = (self.doctors)(Field::General);
        for (ago, systolic, diastolic) in
            [(163, 142.0, 88.0), (95, 145.0, 90.0), (50, 141.0, 87.0), (8, 148.0, 92.0)]
        {
            let day = workday(self.last - Span::new().days(ago));
            if day >= self.last {
                continue;
            }
            let visit = self.visit(day, VisitKind::Ambulatory, "Blood pressure follow-up", heart, 15);
            let from = self.history.visits[visit].from;
            let nurse = self.nurse;
            self.history.observations.push(Observation {
                at: from,
                value: Value::Pressure(systolic, diastolic),
                visit: Some(visit),
                by: nurse,
            });
        }
        let found = workday(self.last - Span::new().days(49));
        self.history.problems.push(Problem {
            code: courses::IRON.problem,
            since: found,
            resolved: None,
            visit: None,
            doctor: general,
        });
        let (code, text, dose) = courses::IRON.drugs[0];
        self.history.medications.push(Medication {
            code,
            text,
            dose,
            from: found,
            until: None,
            visit: None,
            doctor: general,
        });
        self.history.medications.push(Medication {
            code: atc("J01CA04", "amoxicillin"),
            text: "Amoxicillin 750 mg tablet",
            dose: "Stopped on the first day: anaphylaxis",
            from: jiff::civil::date(2019, 2, 11),
            until: Some(jiff::civil::date(2019, 2, 11)),
            visit: None,
            doctor: general,
        });
        for (ago, panel, values) in [
            (310, LABORATORY, &[(&TSH, 1.9)][..]),
            (49, BLOOD_COUNT, &[(&LDL, 3.6), (&HAEMOGLOBIN, 112.0), (&FERRITIN, 14.0)]),
            (8, METABOLIC, &[(&HBA1C, 6.9), (&POTASSIUM, 5.9), (&CREATININE, 78.0), (&EGFR, 82.0)]),
        ] {
            let at =
                at(workday(self.last - Span::new().days(ago)).min(self.last - Span::new().days(1)), 16, 2);
            let results =
                values.iter().map(|(test, value)| self.number(test, *value, at, None, general)).collect();
            self.history.reports.push(Report { code: panel, at, results, visit: None, doctor: general });
        }
    }
}
