//! The statements, against a database.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, PgConnection};
use jiff::civil::date;

use super::super::actions;
use super::super::model::details::Details;
use super::super::model::field::{Field, Sheet};
use super::super::model::merge::Side;
use super::super::model::query::Query;
use super::*;
use crate::gate::access::reach::Reach;
use crate::gate::actor::Actor;
use crate::kit::clock::Clock;
use crate::kit::db::{self, Db, Location};
use crate::kit::seal::Key;

const TODAY: jiff::civil::Date = date(2026, 11, 20);

fn house() -> Reach {
    Reach::whole_house("test")
}

/// The database of one test. A file of it goes with the test; a server is thrown away after the run.
struct Place {
    db: Db,
    folder: Option<PathBuf>,
}

impl Deref for Place {
    type Target = Db;
    fn deref(&self) -> &Db {
        &self.db
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            std::fs::remove_dir_all(folder).ok();
        }
    }
}

/// An empty database: a file, or, where a server is named, one of its databases.
fn open() -> (Place, Actor) {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("wardbook_patients_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
    let (location, folder) = match std::env::var("WARDBOOK_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
    {
        Some(server) => {
            let mut conn = PgConnection::establish(&server).unwrap();
            conn.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0")).unwrap();
            (Location::Postgres(format!("{}/{name}", server.rsplit_once('/').unwrap().0)), None)
        }
        None => {
            let folder = std::env::temp_dir().join(name);
            std::fs::create_dir_all(&folder).unwrap();
            (Location::Sqlite(folder.join("wardbook.db")), Some(folder))
        }
    };
    db::migrate(&location).unwrap();
    let clock = Clock::set("2026-11-20T09:00:00Z".parse().unwrap());
    let db = Db::open(db::Options { location, clock, readers: 2, counter: None }).unwrap();
    (Place { db, folder }, Actor::system("test", &Key::generate()))
}

fn person(family: &str, given: &str, born: &str, phone: &str) -> Details {
    let sheet = Sheet::default()
        .with(Field::Family, family)
        .with(Field::Given, given)
        .with(Field::Born, born)
        .with(Field::Phone, phone)
        .with(Field::Sex, "female");
    Details::parse(&sheet, TODAY).unwrap()
}

fn add(db: &Db, actor: &Actor, details: Details) -> super::super::Patient {
    db.write_now(actor, move |tx| actions::register(tx, &details, None, None)).unwrap()
}

fn names(db: &Db, text: &str) -> Vec<String> {
    let query = Query::parse(text, TODAY);
    db.read_now(|conn| search(conn, &house(), Archived::Hidden, &query, 50))
        .unwrap()
        .hits
        .iter()
        .map(super::super::Hit::list_name)
        .collect()
}

#[test]
fn found_by_whatever_one_has() {
    let (db, actor) = open();
    let ana = add(&db, &actor, person("Marković", "Ana", "14.3.1984", "+381 64 555 0182"));
    add(&db, &actor, person("Марковић", "Ана", "14.3.1948", "+381 11 555 2204"));
    add(&db, &actor, person("Anastasov", "Mark", "1.1.1950", ""));
    add(&db, &actor, person("王", "芳", "2.2.1990", ""));
    add(&db, &actor, person("العلي", "محمد", "1.1.1990", ""));
    add(&db, &actor, person("Müller", "Jörg", "3.3.1970", ""));
    add(&db, &actor, person("100%", "Per_Cent", "3.3.1971", ""));
    for (text, found) in [
        ("mark ana", vec!["Anastasov, Mark", "Марковић, Ана", "Marković, Ana"]),
        ("марк", vec!["Марковић, Ана", "Marković, Ana", "Anastasov, Mark"]),
        ("kovic", vec!["Марковић, Ана", "Marković, Ana"]),
        ("m", vec!["Марковић, Ана", "Marković, Ana", "Müller, Jörg", "Anastasov, Mark"]),
        ("14.3.84", vec!["Marković, Ana"]),
        ("ana 14 march 1984", vec!["Marković, Ana"]),
        ("0182", vec!["Marković, Ana"]),
        ("064 555 0182", vec!["Marković, Ana"]),
        ("mark 1984", vec!["Marković, Ana"]),
        ("王", vec!["王芳"]),
        ("王芳", vec!["王芳"]),
        ("芳", vec!["王芳"]),
        ("محمد", vec!["العلي، محمد"]),
        ("mueller", vec!["Müller, Jörg"]),
        ("%", vec![]),
        ("0%", vec![]),
        ("100%", vec!["100%, Per_Cent"]),
        ("r_c", vec!["100%, Per_Cent"]),
        ("_", vec![]),
        ("'", vec![]),
        ("\" OR 1", vec![]),
        ("nobody", vec![]),
    ] {
        assert_eq!(names(&db, text), found, "{text}");
    }
    for number in [ana.mrn.clone(), ana.shown_mrn(), ana.mrn[2..].to_owned()] {
        assert_eq!(names(&db, &number), ["Marković, Ana"], "{number}");
    }
}

#[test]
fn a_changed_name_is_found_and_the_old_one_is_not() {
    let (db, actor) = open();
    let ana = add(&db, &actor, person("Marković", "Ana", "14.3.1984", "112"));
    let married = person("Petrović", "Ana", "14.3.1984", "112");
    let before = ana.clone();
    let version = db.write_now(&actor, move |tx| actions::change(tx, &before, &married, None)).unwrap();
    assert_eq!(version, 2);
    assert_eq!(names(&db, "petrovic"), ["Petrović, Ana"]);
    assert_eq!(names(&db, "markovic"), Vec::<String>::new());
    let old = db.read_now(|conn| earlier(conn, &ana, 1)).unwrap().unwrap();
    assert_eq!(old.sheet.get(Field::Family), "Marković");
    // Whoever read the first version cannot overwrite the second.
    let late = person("Nikolić", "Ana", "14.3.1984", "112");
    let before = ana.clone();
    let refused = db.write_now(&actor, move |tx| actions::change(tx, &before, &late, None));
    assert!(matches!(refused, Err(crate::kit::error::Error::Conflict(_))));
}

#[test]
fn duplicates_are_seen_and_families_are_not_duplicates() {
    let (db, actor) = open();
    let ana = add(&db, &actor, person("Marković", "Ana", "14.3.1984", "+381 64 555 0182"));
    add(&db, &actor, person("Marković", "Luka", "17.5.2021", "+381 64 555 0182"));
    let again = person("Markovic", "Ana", "14.3.1948", "064 555 0182");
    let found = db.read_now(|conn| resembling(conn, &again, None, TODAY)).unwrap();
    assert_eq!(found.probable.iter().map(|a| a.hit.id).collect::<Vec<_>>(), [ana.id]);
    assert_eq!(found.same_phone.len(), 1);
    assert!(found.probable[0].likeness.phone && found.probable[0].likeness.family);
}

#[test]
fn merged_records_are_one_until_undone() {
    let (db, actor) = open();
    let ana = add(&db, &actor, person("Marković", "Ana", "14.3.1984", "+381 64 555 0182"));
    let mut twice = person("Markovic", "Ana", "14.3.1984", "021 555 440");
    twice.email = Some("ana@example.org".into());
    twice.national_id = Some("1403984".into());
    let twice = add(&db, &actor, twice);
    let (keep, drop) = (ana.clone(), twice.clone());
    db.write_now(&actor, move |tx| {
        let pick = |field| (field == Field::Family).then_some(Side::Absorbed);
        let merging = actions::Merging {
            survivor: &keep,
            absorbed: &drop,
            picked: &pick,
            reason: "same person",
            today: TODAY,
            by: None,
        };
        actions::merge(tx, &merging, &[])
    })
    .unwrap();
    let one = db.read_now(|conn| find(conn, &house(), ana.id)).unwrap();
    assert_eq!(one.details.family, "Markovic");
    assert_eq!(one.details.email.as_deref(), Some("ana@example.org"));
    assert_eq!(one.details.phones.len(), 2);
    assert_eq!(one.details.national_id.as_deref(), Some("1403984"));
    assert_eq!(names(&db, "markovic"), ["Markovic, Ana"]);
    assert_eq!(names(&db, &twice.mrn), ["Markovic, Ana"], "the old number leads to the survivor");
    let mrn = super::super::model::mrn::Mrn::parse(&twice.mrn).unwrap();
    assert_eq!(db.read_now(|conn| find_by_mrn(conn, &house(), mrn)).unwrap().id, ana.id);

    let merges = db.read_now(|conn| merges_into(conn, ana.id)).unwrap();
    assert_eq!(merges.len(), 1);
    let merge = merges[0].clone();
    let again = merge.clone();
    db.write_now(&actor, move |tx| actions::unmerge(tx, &merge, &[], TODAY, None)).unwrap();
    let first = db.read_now(|conn| find(conn, &house(), ana.id)).unwrap();
    let second = db.read_now(|conn| find(conn, &house(), twice.id)).unwrap();
    assert_eq!(first.details, ana.details);
    assert_eq!(second.details, twice.details);
    assert_eq!(names(&db, "markovic").len(), 2);
    assert_eq!(names(&db, &twice.mrn), ["Markovic, Ana"]);
    assert!(db.write_now(&actor, move |tx| actions::unmerge(tx, &again, &[], TODAY, None)).is_err());
}

#[test]
fn archived_records_are_hidden_and_come_back() {
    let (db, actor) = open();
    let ana = add(&db, &actor, person("Marković", "Ana", "14.3.1984", ""));
    let target = ana.clone();
    db.write_now(&actor, move |tx| actions::archive(tx, &target, "moved away", None)).unwrap();
    assert_eq!(names(&db, "markovic"), Vec::<String>::new());
    assert_eq!(names(&db, &ana.mrn), ["Marković, Ana"], "a wristband is always found");
    let list = |archived| db.read_now(|conn| list(conn, &house(), archived, None, 10)).unwrap().len();
    assert_eq!((list(Archived::Hidden), list(Archived::Shown)), (0, 1));
    let target = ana.clone();
    db.write_now(&actor, move |tx| actions::restore(tx, &target)).unwrap();
    assert_eq!(names(&db, "markovic"), ["Marković, Ana"]);
    let target = ana.clone();
    db.write_now(&actor, move |tx| actions::remove_for_good(tx, &target, &[])).unwrap();
    assert!(db.read_now(|conn| find(conn, &house(), ana.id)).is_err());
    assert_eq!(names(&db, "markovic"), Vec::<String>::new());
}

#[test]
fn pages_of_the_list_hold_everybody_once() {
    let (db, actor) = open();
    let people: Vec<Details> =
        (0..25).map(|n| person("Same", &format!("Name{}", n % 3), "1.1.1990", "")).collect();
    let ids = db.write_now(&actor, move |tx| actions::seed(tx, &people)).unwrap();
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = db.read_now(|conn| list(conn, &house(), Archived::Hidden, after.as_ref(), 4)).unwrap();
        let Some(last) = page.last() else { break };
        after = Some(After { sort_key: last.sort_key.clone(), id: last.id });
        seen.extend(page.iter().map(|hit| hit.id));
    }
    assert_eq!(seen.len(), 25);
    seen.sort();
    let mut ids = ids;
    ids.sort();
    assert_eq!(seen, ids);
}

#[test]
fn lists_of_others_are_read_line_by_line() {
    let (db, actor) = open();
    let csv = "\u{feff}Name;DOB;Sex;Phone;SSN\nMarković, Ana;14.3.1984;F;064 555 0182;1\nX;30.2.1984;F;;\n;;;;\nMarkovic, Ana;14.03.1984;f;;\nNowak, Zofia;1960;w;;1\n\"<script>\", x;1.1.2000;m;;2\n";
    let (mut source, headings) = actions::Source::look(csv.as_bytes(), "old register").unwrap();
    assert_eq!(headings.len(), 5);
    assert_eq!(source.missing(), []);
    let run = |source: &actions::Source| {
        let noting: actions::Noting = std::sync::Arc::new(|_, _| Ok(()));
        actions::import_lines(&db, &actor, source, csv.as_bytes(), TODAY, &noting, |_| ()).unwrap()
    };
    let dry = run(&source);
    assert_eq!((dry.seen, dry.taken, dry.refused, dry.duplicates), (6, 4, 2, 0));
    assert_eq!(names(&db, "nowak"), Vec::<String>::new());
    source.dry_run = false;
    let wet = run(&source);
    assert_eq!((wet.taken, wet.refused, wet.duplicates), (2, 2, 2));
    assert_eq!(wet.lines.iter().map(|l| l.line).collect::<Vec<_>>(), [3, 4, 5, 6]);
    let again = run(&source);
    assert_eq!((again.taken, again.refused, again.duplicates), (0, 2, 4));
}
