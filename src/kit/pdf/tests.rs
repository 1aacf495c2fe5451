//! Documents read back by another program: poppler's `pdftotext`, `pdfinfo` and `pdftoppm`.
//!
//! `scripts/test` installs them; where they are missing these tests say so and check nothing.

use std::{
    fs,
    path::PathBuf,
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
};

use super::*;

/// A finished file on disk, removed with the test.
struct Printed(PathBuf);

impl Printed {
    fn new(file: &[u8]) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("paper-{}-{number}.pdf", std::process::id()));
        fs::write(&path, file).unwrap();
        Self(path)
    }

    fn ask(&self, program: &str, arguments: &[&str]) -> Option<Vec<u8>> {
        let out = Command::new(program).args(arguments).arg(&self.0).arg("-").output();
        match out {
            Ok(out) if out.status.success() => Some(out.stdout),
            Ok(out) => panic!("{program}: {}", String::from_utf8_lossy(&out.stderr)),
            Err(_) => {
                eprintln!("{program} is not installed: nothing checked");
                None
            }
        }
    }

    /// The text of each page, without marks of direction.
    fn pages(&self) -> Option<Vec<String>> {
        let text = String::from_utf8(self.ask("pdftotext", &["-layout"])?).unwrap();
        let text: String = text
            .chars()
            .filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'))
            .collect();
        let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
        pages.pop();
        Some(pages)
    }

    fn info(&self) -> Option<String> {
        let out = Command::new("pdfinfo").arg(&self.0).output().ok()?;
        Some(String::from_utf8(out.stdout).unwrap())
    }

    /// A grey picture of the first page: width, height, and its points.
    fn picture(&self, dpi: u32) -> Option<(usize, usize, Vec<u8>)> {
        let out = Command::new("pdftoppm")
            .args(["-gray", "-singlefile", "-aa", "no", "-r", &dpi.to_string()])
            .arg(&self.0)
            .output()
            .ok()?;
        let mut parts = out.stdout.splitn(4, |byte| byte.is_ascii_whitespace());
        assert_eq!(parts.next(), Some(&b"P5"[..]));
        let mut number = || -> usize { std::str::from_utf8(parts.next().unwrap()).unwrap().parse().unwrap() };
        let (width, height) = (number(), number());
        let points = parts.next().unwrap().strip_prefix(b"255\n").unwrap().to_vec();
        Some((width, height, points))
    }
}

impl Drop for Printed {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_file(&self.0) {
            eprintln!("{}: {error}", self.0.display());
        }
    }
}

struct Plain;

impl Frame for Plain {
    fn head(&self, _: PageNumber) -> Vec<Block> {
        vec![Block::Text(Text::new("Running head", Style::of(9.0)), Align::Left), Block::Gap(6.0)]
    }

    fn foot(&self, at: PageNumber) -> Vec<Block> {
        let number = Text::new(format!("Page {} of {}", at.number, at.of), Style::of(8.0));
        vec![Block::Gap(6.0), Block::Sides(Text::new("Foot", Style::of(8.0)), number)]
    }
}

fn setter() -> Setter {
    Setter::new(Fonts::vendored(), Notes { cjk: "[CJK: no font]".into(), other: "[no font]".into() })
}

fn flow() -> Flow<Plain> {
    Flow::new(setter(), Sheet::A4, Plain)
}

fn about() -> About {
    About {
        title: "Title żó".into(),
        author: "Ana Kovač".into(),
        creator: "Program".into(),
        at: "2026-11-21T10:15:00Z".parse().unwrap(),
    }
}

fn body(text: impl Into<String>) -> Text {
    Text::new(text, Style::of(9.0))
}

fn table() -> Table {
    let column = |head: &str, width, align| Column { head: body(head), width, align };
    Table {
        columns: vec![
            column("Name of it", Width::Share(1.0), Align::Left),
            column("Value", Width::Mm(25.0), Align::Right),
        ],
    }
}

#[test]
fn every_script_is_read_back_in_logical_order() {
    let texts = [
        "Łódź Đặng Thị Ngọc Ánh Þór x̂ office",
        "Ελευθέριος Ἀχιλλεύς",
        "Святослав Ђорђевић",
        "محمد عبد الله السلام عليكم لا إله",
        "مُحَمَّد",
        "דוד בן־גוריון",
        "בְּרֵאשִׁית",
        "श्रीकृष्ण क्षत्रिय हिन्दी विद्यार्थी कि र्क",
        "dose ≤ 5 µg → ok",
        "<script>alert(1)</script>",
    ];
    let mut flow = flow();
    for text in texts {
        flow.text(&body(text), Align::Natural);
    }
    let printed = Printed::new(&flow.finish(about()).0);
    let Some(pages) = printed.pages() else { return };
    for text in texts {
        assert!(pages[0].contains(text), "{text} is not in:\n{}", pages[0]);
    }
}

#[test]
fn names_of_the_other_direction_keep_their_place_in_a_line() {
    let mut flow = flow();
    let line = format!("{}, {} (born 14-Mar-1984)", isolate("العلي"), isolate("محمد"));
    flow.text(&body(line), Align::Left);
    let printed = Printed::new(&flow.finish(about()).0);
    let Some(pages) = printed.pages() else { return };
    assert!(pages[0].contains("العلي, محمد (born 14-Mar-1984)"), "{}", pages[0]);
}

#[test]
fn what_no_font_has_is_noted_and_still_read_back() {
    let mut flow = flow();
    flow.text(&body("王小明 (Wang)"), Align::Left);
    let printed = Printed::new(&flow.finish(about()).0);
    let Some(pages) = printed.pages() else { return };
    assert!(pages[0].contains("王小明 [CJK: no font] (Wang)"), "{}", pages[0]);
}

#[test]
fn a_table_repeats_its_head_and_loses_no_row() {
    let mut flow = flow();
    let row = |number: usize| Row {
        cells: vec![body(format!("row-{number:04}")), body(format!("{number}.5"))],
        ground: number.is_multiple_of(7).then_some(Ink::SHADE),
    };
    flow.table(&table(), (0..300).map(row));
    let (file, count) = flow.finish(about());
    let printed = Printed::new(&file);
    let Some(pages) = printed.pages() else { return };
    assert!(count > 5);
    assert_eq!(pages.len(), count);
    for (index, page) in pages.iter().enumerate() {
        assert_eq!(page.matches("Name of it").count(), 1);
        assert_eq!(page.matches("Running head").count(), 1);
        assert!(page.contains(&format!("Page {} of {count}", index + 1)));
    }
    let all = pages.concat();
    for number in 0..300 {
        assert_eq!(all.matches(&format!("row-{number:04}")).count(), 1, "row {number}");
    }
}

#[test]
fn a_row_taller_than_a_page_is_split_and_complete() {
    let mut flow = flow();
    let words: Vec<String> = (0..3000).map(|number| format!("w{number}")).collect();
    flow.table(&table(), [Row { cells: vec![body(words.join(" ")), body("1")], ground: None }]);
    let printed = Printed::new(&flow.finish(about()).0);
    let Some(pages) = printed.pages() else { return };
    assert!(pages.len() > 2);
    let found: Vec<String> = pages
        .concat()
        .split_whitespace()
        .filter(|word| word.starts_with('w') && word[1..].parse::<u32>().is_ok())
        .map(str::to_owned)
        .collect();
    assert_eq!(found, words);
}

#[test]
fn a_heading_is_never_alone_at_the_end_of_a_page() {
    for filler in 40..60 {
        let mut flow = flow();
        for _ in 0..filler {
            flow.text(&body("filler"), Align::Left);
        }
        flow.heading(&body("The heading"), 6.0, Some(Ink::LINE));
        flow.table(&table(), [Row { cells: vec![body("first row")], ground: None }]);
        let printed = Printed::new(&flow.finish(about()).0);
        let Some(pages) = printed.pages() else { return };
        let page = pages.iter().find(|page| page.contains("The heading")).unwrap();
        assert!(page.contains("first row"), "with {filler} lines before");
    }
}

#[test]
fn nothing_is_printed_outside_the_margins() {
    let mut flow = flow();
    let long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten".repeat(3);
    flow.facts(&[(body(long.clone()), body(long.clone())), (body("b"), body("c"))], 2, 25.0);
    flow.table(&table(), [Row { cells: vec![body(long.clone()), body(long)], ground: None }]);
    let printed = Printed::new(&flow.finish(about()).0);
    let Some(boxes) = printed.ask("pdftotext", &["-bbox"]) else { return };
    let boxes = String::from_utf8(boxes).unwrap();
    let numbers = |name: &str| -> Vec<f32> {
        let name = format!(" {name}=\"");
        let parts = boxes.split(&name).skip(1);
        parts.map(|part| part.split('"').next().unwrap().parse().unwrap()).collect()
    };
    let margin = Sheet::A4.margin() - 0.5;
    assert!(!numbers("xMin").is_empty());
    assert!(numbers("xMin").iter().all(|x| *x >= margin));
    assert!(numbers("xMax").iter().all(|x| *x <= Sheet::A4.width() - margin));
}

#[test]
fn the_file_says_what_it_is_and_when_it_was_made() {
    let mut flow = flow();
    flow.text(&body("text"), Align::Left);
    let printed = Printed::new(&flow.finish(about()).0);
    let Some(info) = printed.info() else { return };
    for fact in ["Title:           Title żó", "Author:          Ana Kovač", "Nov 21 10:15:00 2026"] {
        assert!(info.contains(fact), "{fact} is not in:\n{info}");
    }
}

#[test]
fn sheets_and_modules_are_exact_to_the_millimetre() {
    let mut paper = Paper::new(setter());
    let mut page = Page::new(Sheet::mm(50.0, 25.0, 2.0));
    let code = Barcode::code128("W12345678").unwrap();
    code.draw(&mut page, (2.0 * MM, 5.0 * MM), 0.25, 10.0);
    paper.add(page);
    let printed = Printed::new(&paper.save(about()));
    // 0.025 mm a point: a module is ten points wide.
    let Some((width, height, points)) = printed.picture(1016) else { return };
    assert!(width.abs_diff(2000) <= 1 && height.abs_diff(1000) <= 1, "{width} x {height}");
    let row = &points[400 * width..401 * width];
    let begins = row.iter().position(|point| *point < 128).unwrap();
    assert!(begins.abs_diff(80 + 100) <= 1, "first bar at {begins}");
    let mut seen = String::new();
    for module in 0..101 {
        seen.push(if row[180 + module * 10 + 5] < 128 { '1' } else { '0' });
    }
    assert!(seen.starts_with("11010010000") && seen.ends_with("1100011101011"), "{seen}");
    assert!(row[180 + 1010..].iter().all(|point| *point > 128));
}
