//! A record of 200 pages set on paper: `cargo bench --bench pdf`.

use criterion::{Criterion, criterion_group, criterion_main};
use wardbook::kit::pdf::{Align, Fonts, Width};
use wardbook::lenses::record_pdf::model::{
    AllergyState, Body, Cell, Column, Letterhead, Person, Printed, Record, Row, Section, Title,
};
use wardbook::lenses::record_pdf::set;

/// Entries that fill a little more than 200 pages.
const ENTRIES: usize = 4_880;

const TESTS: [&str; 6] = [
    "Hemoglobin A1c/Hemoglobin.total in Blood",
    "Systolic Blood Pressure",
    "Body mass index (BMI) [Ratio]",
    "Low Density Lipoprotein Cholesterol",
    "Creatinine [Mass/volume] in Serum or Plasma",
    "Ελάχιστη τιμή / минимальное значение",
];

fn column(head: &str, width: Width, align: Align) -> Column {
    Column { head: head.into(), width, align }
}

fn entry(number: usize) -> Row {
    let flag = if number.is_multiple_of(9) { "High" } else { "" };
    let name = Cell::of(TESTS[number % TESTS.len()]);
    let cells = vec![
        Cell::of(format!("{:02}-Mar-{} 10:{:02}", number % 28 + 1, 1980 + number % 46, number % 60)),
        if number.is_multiple_of(3) {
            name.below(Some(format!("as written by hand, number {number}")))
        } else {
            name
        },
        Cell::of(format!("{}.{}", number % 300, number % 10)),
        Cell::of("mmol/L"),
        Cell::of("3.9 – 5.6"),
        Cell::of(flag).strong(),
    ];
    Row { cells, past: false, marked: !flag.is_empty() }
}

fn record() -> Record {
    let columns = vec![
        column("When", Width::Mm(31.0), Align::Left),
        column("Test", Width::Share(3.0), Align::Left),
        column("Value", Width::Share(1.2), Align::Right),
        column("Unit", Width::Mm(21.0), Align::Left),
        column("Reference", Width::Mm(27.0), Align::Right),
        column("Flag", Width::Mm(19.0), Align::Left),
    ];
    Record {
        title: Title {
            words: "Medical record".into(),
            file: "record".into(),
            end: "End of the record".into(),
        },
        letterhead: Letterhead {
            name: "A hospital".into(),
            address: "Its street\nIts town".into(),
            demonstration: None,
        },
        person: Person {
            name: "ŽÁKOVÁ, Ана محمد".into(),
            preferred: None,
            born: "14-Mar-1984 (42y)".into(),
            sex: "Female".into(),
            mrn: "417-229-58".into(),
            remarks: Vec::new(),
        },
        allergies: AllergyState::Known(vec!["Penicillin".into(), "Latex".into()]),
        printed: Printed { by: "Somebody".into(), when: "now".into(), at: jiff::Timestamp::UNIX_EPOCH },
        in_error: 0,
        sections: vec![Section {
            title: "Results".into(),
            remark: None,
            body: Body::Table(columns, (0..ENTRIES).map(entry).collect()),
        }],
    }
}

fn two_hundred_pages(criterion: &mut Criterion) {
    let record = record();
    let fonts = Fonts::vendored();
    let (file, pages) = set(&record, fonts.clone());
    assert!((200..=215).contains(&pages), "{pages} pages");
    eprintln!("{pages} pages, {} kB", file.len() / 1000);
    let mut group = criterion.benchmark_group("pdf");
    group.sample_size(20);
    group.bench_function("record of 200 pages", |bencher| bencher.iter(|| set(&record, fonts.clone())));
    group.finish();
}

criterion_group!(benches, two_hundred_pages);
criterion_main!(benches);
