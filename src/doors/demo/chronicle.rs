//! Plays courses into a chart: visits in opening hours, what was measured and written there, and how it ended.

use jiff::Span;
use jiff::civil::{Date, DateTime, Weekday};

use super::codes::*;
use super::courses::{Course, Field};
use super::dice::Dice;
use super::history::*;
use super::people::Sex;

/// A chart in the making.
pub(super) struct Chronicle<'a> {
    pub(super) dice: Dice,
    pub(super) born: Date,
    pub(super) sex: Sex,
    /// Nothing happens after this day.
    pub(super) last: Date,
    /// The year from which the blood pressure is raised.
    pub(super) pressure: Option<i16>,
    /// Who looks after which field, by place in the staff list.
    pub(super) doctors: &'a dyn Fn(Field) -> usize,
    pub(super) nurse: usize,
    pub(super) history: History,
}

impl Chronicle<'_> {
    /// A course that began in the given year, or some weeks after birth for those born later.
    pub(super) fn play(&mut self, course: &Course, year: i16) {
        let january = jiff::civil::date(year, 1, 1).max(self.born + Span::new().weeks(6));
        let start = workday(january + Span::new().days(self.dice.between(5, 330))).min(self.last);
        let start = if start < self.born { self.last } else { start };
        let end = course.days.map(|days| (start + Span::new().days(i64::from(days))).min(self.last));
        let doctor = (self.doctors)(course.field);

        let first = self.first_visit(course, start, doctor);
        let well = course.days == Some(0);
        if !well {
            self.history.problems.push(Problem {
                code: course.problem,
                since: start,
                resolved: end.filter(|end| *end < self.last),
                visit: Some(first),
                doctor,
            });
        }
        for (code, text, dose) in course.drugs {
            let until = end.filter(|end| *end < self.last);
            self.history.medications.push(Medication {
                code: *code,
                text,
                dose,
                from: start,
                until,
                visit: Some(first),
                doctor,
            });
        }
        if let Some((code, outcome)) = course.procedure {
            let at = self.history.visits[first].from + Span::new().minutes(40);
            self.history.procedures.push(Procedure { code, at, outcome, visit: Some(first), doctor });
        }
        if let Some((title, goal, steps)) = course.plan {
            let until = end.filter(|end| *end < self.last);
            self.history.plans.push(Plan { title, goal, steps, from: start, until, doctor });
        }
        self.measure(course, first, doctor);

        let end = if well { self.last } else { end.unwrap_or(self.last) };
        let apart = 365 / i64::from(course.visits.max(1));
        let mut day = start + Span::new().days(apart + self.dice.between(-9, 9));
        while day <= end && day < self.last {
            let visit = self.visit(workday(day), VisitKind::Ambulatory, course.reason, doctor, 20);
            self.measure(course, visit, doctor);
            day += Span::new().days((apart + self.dice.between(-9, 9)).max(3));
        }
    }

    fn first_visit(&mut self, course: &Course, start: Date, doctor: usize) -> usize {
        match course.stay {
            None => self.visit(start, VisitKind::Ambulatory, course.reason, doctor, 30),
            Some(0) => self.visit(start, VisitKind::Emergency, course.reason, doctor, 150),
            Some(days) => {
                let place = self.visit(start, VisitKind::Inpatient, course.reason, doctor, 60);
                let out = (start + Span::new().days(i64::from(days))).min(self.last).at(11, 0, 0, 0);
                let visit = &mut self.history.visits[place];
                visit.to = out.max(visit.to);
                place
            }
        }
    }

    /// A visit on that day, at a time of the dice's choosing.
    pub(super) fn visit(
        &mut self,
        day: Date,
        kind: VisitKind,
        reason: &str,
        doctor: usize,
        minutes: i64,
    ) -> usize {
        let hour =
            if kind == VisitKind::Emergency { self.dice.between(17, 21) } else { self.dice.between(8, 15) };
        let from = at(day, hour, self.dice.between(0, 3) * 15);
        let to = from + Span::new().minutes(minutes);
        self.history.visits.push(Visit { from, to, kind, reason: reason.to_owned(), doctor });
        self.history.visits.len() - 1
    }

    fn measure(&mut self, course: &Course, visit: usize, doctor: usize) {
        let from = self.history.visits[visit].from;
        self.vitals(from + Span::new().minutes(3), Some(visit));
        if course.results.is_empty() {
            return;
        }
        let at = from + Span::new().minutes(15);
        let mut results = Vec::new();
        for (test, middle, spread) in course.results {
            let value = self.dice.around(*middle, *spread);
            results.push(self.number(test, value, at, Some(visit), doctor));
        }
        self.history.reports.push(Report { code: course.panel, at, results, visit: Some(visit), doctor });
    }

    /// Pressure, pulse, weight and temperature as they suit the age of that day.
    pub(super) fn vitals(&mut self, at: DateTime, visit: Option<usize>) {
        let raised = self.pressure.is_some_and(|year| at.date().year() >= year);
        let years = f64::from(self.age(at.date()));
        let nurse = self.nurse;
        if years >= 6.0 {
            let systolic =
                self.dice.around(if raised { 138.0 } else { 104.0 + years.min(80.0) * 0.35 }, 11.0).round();
            let diastolic =
                self.dice.around(if raised { 88.0 } else { 66.0 + years.min(50.0) * 0.2 }, 8.0).round();
            self.history.observations.push(Observation {
                at,
                value: Value::Pressure(systolic, diastolic),
                visit,
                by: nurse,
            });
        }
        let pulse = self.dice.around(
            if years < 1.0 {
                128.0
            } else if years < 10.0 {
                96.0
            } else {
                74.0
            },
            11.0,
        );
        self.number(&PULSE, pulse, at, visit, nurse);
        let temperature = self.dice.around(36.7, 0.5);
        self.number(&TEMPERATURE, temperature, at, visit, nurse);
        let (tall, heavy) = self.size(at.date());
        self.number(&WEIGHT, heavy, at, visit, nurse);
        if years < 18.0 {
            self.number(&HEIGHT, tall, at, visit, nurse);
        } else {
            self.number(&BMI, heavy / (tall / 100.0).powi(2), at, visit, nurse);
        }
    }

    /// Height in centimetres and weight in kilograms on that day; children grow, adults stay about as they are.
    pub(super) fn size(&mut self, day: Date) -> (f64, f64) {
        const GROWTH: [(f64, f64, f64); 11] = [
            (0.0, 51.0, 3.4),
            (0.25, 61.0, 6.1),
            (0.5, 67.0, 7.7),
            (1.0, 76.0, 9.8),
            (2.0, 87.0, 12.4),
            (4.0, 103.0, 16.6),
            (6.0, 116.0, 21.0),
            (9.0, 134.0, 29.5),
            (12.0, 150.0, 42.0),
            (15.0, 166.0, 56.0),
            (18.0, 172.0, 66.0),
        ];
        let months = self.born.until((jiff::Unit::Month, day)).map_or(0, |span| span.get_months());
        let years = f64::from(months) / 12.0;
        let (mut tall, mut heavy) = (GROWTH[10].1, GROWTH[10].2);
        for pair in GROWTH.windows(2) {
            if (pair[0].0..pair[1].0).contains(&years) {
                let part = (years - pair[0].0) / (pair[1].0 - pair[0].0);
                tall = pair[0].1 + part * (pair[1].1 - pair[0].1);
                heavy = pair[0].2 + part * (pair[1].2 - pair[0].2);
            }
        }
        // One's own build: the same all one's life, since it comes from the birth date.
        let build = f64::from(self.born.day_of_year() % 23) / 22.0 - 0.5;
        if years >= 18.0 {
            heavy += 10.0;
            if self.sex == Sex::Female {
                tall -= 7.0;
                heavy -= 9.0;
            }
            heavy *= 1.0 + build * 0.4;
        }
        (tall * (1.0 + build * 0.06), self.dice.around(heavy * (1.0 + build * 0.1), heavy * 0.012))
    }

    /// One number, rounded as its test is written; returns its place.
    pub(super) fn number(
        &mut self,
        test: &Test,
        value: f64,
        at: DateTime,
        visit: Option<usize>,
        by: usize,
    ) -> usize {
        let scale = 10f64.powi(i32::from(test.digits));
        let value = (value.max(0.0) * scale).round() / scale;
        self.history.observations.push(Observation { at, value: Value::Number(*test, value), visit, by });
        self.history.observations.len() - 1
    }

    /// A vaccine on that day, unless the day is not yet or was before birth.
    pub(super) fn vaccine(&mut self, code: Code, on: Date, dose: u8) {
        if on <= self.last && on >= self.born {
            let lot = format!(
                "L{:05}{}",
                self.dice.below(100_000),
                ['A', 'B', 'C', 'D'][self.dice.below(4) as usize]
            );
            self.history.vaccines.push(Vaccine { code, on, dose, lot });
        }
    }

    /// Full years on that day.
    pub(super) fn age(&self, day: Date) -> i16 {
        self.born.until((jiff::Unit::Year, day)).map_or(0, |span| span.get_years())
    }
}

/// That day, or the Monday after it.
pub(super) fn workday(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => day + Span::new().days(2),
        Weekday::Sunday => day + Span::new().days(1),
        _ => day,
    }
}

/// A time of that day.
pub(super) fn at(day: Date, hour: i64, minute: i64) -> DateTime {
    day.to_datetime(jiff::civil::Time::midnight()) + Span::new().hours(hour).minutes(minute)
}
