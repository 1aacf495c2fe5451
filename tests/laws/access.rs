//! `docs/access.md` is the table of permissions, printed. `WARDBOOK_WRITE_DOCS=1` writes it anew.

use std::fmt::Write as _;

use wardbook::gate::access::permissions::{Duty, Grant, Row, TABLE};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/access.md");

const HEAD: &str = "# Who may do what

Printed from `src/gate/access/permissions.rs`, which every route is registered with.

**A** all · **R** only patients in relation · **W** only patients of the nurse's own sites and wards · **O** only one's
own · **P** only as participant · **–** refused. Lines in *italics* have no pages yet. A duty that an admin gives grants
the line to any employee.

| # | what | Admin | Doctor | Nurse | Reception | Patient | Anybody | duty |
|---|---|---|---|---|---|---|---|---|
";

#[test]
fn the_printed_contract_is_the_one_in_force() {
    let printed = printed();
    if std::env::var_os("WARDBOOK_WRITE_DOCS").is_some() {
        std::fs::write(PATH, &printed).expect("docs/access.md");
    }
    let kept = std::fs::read_to_string(PATH).expect("docs/access.md");
    assert!(
        kept == printed,
        "docs/access.md is not the table: WARDBOOK_WRITE_DOCS=1 cargo test --test laws access"
    );
}

fn printed() -> String {
    let mut rows: Vec<&Row> = TABLE.iter().collect();
    // Those that a rule beneath the table gives stand last.
    rows.sort_by_key(|row| if row.number == 0 { u8::MAX } else { row.number });
    let mut text = HEAD.to_owned();
    for row in rows {
        let number = if row.number == 0 { String::new() } else { row.number.to_string() };
        let what = if row.built { row.text.to_owned() } else { format!("*{}*", row.text) };
        write!(text, "| {number} | {what} |").expect("text");
        for cell in row.cells {
            write!(text, " {} |", letter(cell)).expect("text");
        }
        let duties: Vec<&str> = row.duties.iter().map(|duty| name(*duty)).collect();
        writeln!(text, " {} |", duties.join(", ")).expect("text");
    }
    let read: Vec<&str> = TABLE.iter().filter(|row| row.is_for_emergencies()).map(|row| row.text).collect();
    writeln!(
        text,
        "\n**Emergency access** opens these lines for one patient, to doctors and nurses who have them: {}; and one new\nentry. Nothing else.",
        read.join(" · ")
    )
    .expect("text");
    text
}

fn letter(cell: Grant) -> &'static str {
    match cell {
        Grant::All => "A",
        Grant::Relation => "R",
        Grant::Wards => "W",
        Grant::Own => "O",
        Grant::Participant => "P",
        Grant::No => "–",
    }
}

fn name(duty: Duty) -> &'static str {
    match duty {
        Duty::Till => "till",
        Duty::Pharmacy => "pharmacy",
        Duty::Laboratory => "laboratory",
    }
}
