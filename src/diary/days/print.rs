//! A day on paper: one table a doctor.

use std::sync::Arc;

use jiff::Timestamp;

use super::grid::joined;
use super::sheet::Sheet;
use crate::diary::appointments::Status;
use crate::diary::hours::clock;
use crate::kit::pdf::{
    About, Align, Block, Column, Flow, Fonts, Frame, Ink, Notes, PageNumber, Row, Setter, Sheet as Paper,
    Style, Table, Text, Width, isolate,
};
use crate::kit::when;
use crate::people::patients::shown_mrn;
use crate::say;

/// What is printed of a day, in words.
#[derive(Clone, Debug)]
pub struct Printed {
    /// The hospital.
    pub house: String,
    /// `Friday 20 November 2026`
    pub day: String,
    /// Where.
    pub site: String,
    /// Set for a demonstration's paper.
    pub demonstration: Option<String>,
    /// Each doctor's list.
    pub doctors: Vec<Doctor>,
    /// Who prints it.
    pub by: String,
    /// When, in words.
    pub when: String,
    /// When.
    pub at: Timestamp,
}

/// One doctor's list.
#[derive(Clone, Debug)]
pub struct Doctor {
    /// As they write it.
    pub name: String,
    /// `Cardiology`
    pub about: String,
    /// By time.
    pub lines: Vec<Line>,
}

/// One appointment.
#[derive(Clone, Debug)]
pub struct Line {
    /// `09:15`
    pub time: String,
    /// `Marković, Ana`
    pub name: String,
    /// `14-Mar-1984 (42y)`
    pub born: String,
    /// `417-229-58`
    pub mrn: String,
    /// Why they come.
    pub reason: String,
    /// Where it is held, if a room is.
    pub room: String,
    /// Where it stands, and how it came to be there: `Booked · Overbooked`.
    pub status: String,
}

/// A day in words. What was called off is left out.
pub fn gather(sheet: &Sheet, house: String, demonstration: Option<String>, by: String) -> Printed {
    let today = sheet.today;
    let doctors = sheet
        .columns(sheet.first)
        .into_iter()
        .map(|id| {
            let lines = sheet
                .on(sheet.first)
                .map(|(_, listed)| listed)
                .filter(|listed| listed.appointment.doctor_id == id)
                .filter(|listed| !matches!(listed.appointment.status, Status::Cancelled | Status::Requested))
                .map(|listed| {
                    let one = &listed.appointment;
                    let about =
                        if one.reason.is_empty() { say!(one.kind.label_key()) } else { one.reason.clone() };
                    Line {
                        time: clock(one.starts_at, &sheet.zone),
                        name: listed.name(),
                        born: listed.birth.with_age(today).unwrap_or_else(|| say!("diary-print-unknown")),
                        mrn: shown_mrn(&listed.mrn),
                        reason: about,
                        room: one
                            .room_id
                            .and_then(|room| sheet.rooms.get(&room).cloned())
                            .unwrap_or_default(),
                        status: joined([
                            say!(one.status.label_key()),
                            if one.walk_in { say!("diary-walk-in") } else { String::new() },
                            match one.overbook_reason {
                                Some(_) => say!("diary-overbooked"),
                                None => String::new(),
                            },
                        ]),
                    }
                })
                .collect();
            let about = sheet.doctors.get(&id).map(|doctor| doctor.specialties.join(", "));
            Doctor { name: sheet.name(id).to_owned(), about: about.unwrap_or_default(), lines }
        })
        .filter(|doctor: &Doctor| !doctor.lines.is_empty())
        .collect();
    Printed {
        house,
        day: when::named_in_full(sheet.first),
        site: sheet.site.name.clone(),
        demonstration,
        doctors,
        by,
        when: when::full(sheet.now, &sheet.zone),
        at: sheet.now,
    }
}

const BODY: Style = Style::of(8.5);
const SMALL: Style = Style::of(7.5).ink(Ink::MUTED);

/// Sets a day on A4.
pub fn set(day: &Printed, fonts: Arc<Fonts>) -> Vec<u8> {
    let lacking = say!("diary-print-no-font");
    let setter = Setter::new(fonts, Notes { cjk: lacking.clone(), other: lacking });
    let mut flow = Flow::new(setter, Paper::A4, Running(day));
    let column = |key: &str, width| Column {
        head: Text::new(say!(key), Style::of(7.5).bold()),
        width,
        align: Align::Left,
    };
    let table = Table {
        columns: vec![
            column("diary-print-time", Width::Mm(13.0)),
            column("diary-print-patient", Width::Share(3.0)),
            column("diary-print-born", Width::Mm(30.0)),
            column("diary-print-mrn", Width::Mm(20.0)),
            column("diary-print-reason", Width::Share(2.5)),
            column("diary-print-room", Width::Mm(17.0)),
            column("diary-print-status", Width::Mm(23.0)),
        ],
    };
    for doctor in &day.doctors {
        let title = Text::new(isolate(&doctor.name), Style::of(11.5).bold())
            .and(format!("  {}", doctor.about), Style::of(9.0).ink(Ink::MUTED))
            .and(format!("  {}", doctor.lines.len()), Style::of(9.0).ink(Ink::MUTED));
        flow.heading(&title, 12.0, None);
        let rows = doctor.lines.iter().map(|line| Row {
            cells: vec![
                Text::new(&*line.time, BODY.bold()),
                Text::new(isolate(&line.name), BODY.bold()),
                Text::new(&*line.born, BODY),
                Text::new(&*line.mrn, BODY),
                Text::new(isolate(&line.reason), BODY),
                Text::new(isolate(&line.room), BODY),
                Text::new(&*line.status, BODY),
            ],
            ground: None,
        });
        flow.table(&table, rows);
    }
    if day.doctors.is_empty() {
        flow.text(&Text::new(say!("diary-print-nobody"), BODY), Align::Left);
    }
    let (file, _) = flow.finish(About {
        title: say!("diary-print-title", day = day.day.clone(), site = day.site.clone()),
        author: day.by.clone(),
        creator: format!("Wardbook {}", env!("CARGO_PKG_VERSION")),
        at: day.at,
    });
    file
}

/// What stands on every page.
struct Running<'a>(&'a Printed);

impl Frame for Running<'_> {
    fn head(&self, _: PageNumber) -> Vec<Block> {
        let day = self.0;
        let mut blocks = vec![
            Block::Sides(
                Text::new(
                    say!("diary-print-title", day = day.day.clone(), site = day.site.clone()),
                    Style::of(13.0).bold(),
                ),
                Text::new(isolate(&day.house), SMALL),
            ),
            Block::Gap(2.0),
            Block::Rule(Ink::BLACK, 0.8),
        ];
        if let Some(words) = &day.demonstration {
            blocks.push(Block::Gap(1.5));
            blocks.push(Block::Text(Text::new(&**words, SMALL.bold()), Align::Left));
        }
        blocks.push(Block::Gap(4.0));
        blocks
    }

    fn foot(&self, at: PageNumber) -> Vec<Block> {
        let words = say!("diary-print-by", by = isolate(&self.0.by), when = self.0.when.clone());
        let number = say!("diary-print-page", number = at.number, of = at.of);
        vec![
            Block::Gap(8.0),
            Block::Rule(Ink::LINE, 0.5),
            Block::Gap(2.0),
            Block::Sides(Text::new(words, SMALL), Text::new(number, Style::of(7.5))),
        ]
    }
}
