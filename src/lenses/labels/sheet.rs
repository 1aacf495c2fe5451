//! A label or a band set on its paper: who it is, and the number as a barcode.

use std::sync::Arc;

use jiff::Timestamp;

use super::size::{Job, Kind, Size};
use crate::kit::pdf::{
    About, Align, Barcode, Fonts, Ink, MM, NotEncodable, Notes, Page, Paper, Setter, Sheet, Style, Text,
    isolate,
};
use crate::say;

/// White at every edge, in millimetres.
const EDGE: f32 = 2.0;
/// A scanner reads modules from a quarter of a millimetre; wider ones only cost paper.
const WIDEST_MODULE: f32 = 0.4;

/// Who is named on it.
#[derive(Clone, Debug)]
pub struct Named {
    /// `MARKOVIĆ, Ana`
    pub name: String,
    /// `14-Mar-1984 (42y)`
    pub born: String,
    /// In words.
    pub sex: String,
    /// `417-229-58`
    pub mrn: String,
    /// What the barcode says.
    pub code: String,
    /// The hospital; on bands, where there is room.
    pub hospital: String,
    /// Set for a demonstration's paper.
    pub demonstration: Option<String>,
    /// Who prints it.
    pub printed_by: String,
    /// When.
    pub at: Timestamp,
}

/// Sets labels or bands, one page a copy.
///
/// # Errors
/// When the number cannot be a barcode.
pub fn set(kind: Kind, named: &Named, job: Job, fonts: Arc<Fonts>) -> Result<Vec<u8>, NotEncodable> {
    let barcode = Barcode::code128(&named.code)?;
    let lacking = say!("labels-no-font");
    let notes = Notes { cjk: lacking.clone(), other: lacking };
    let mut paper = Paper::new(Setter::new(fonts, notes));
    let size = job.size;
    for _ in 0..job.copies {
        let mut page = Page::new(Sheet::mm(size.width, size.height, EDGE));
        match kind {
            Kind::Label => label(&mut paper, &mut page, named, size, &barcode),
            Kind::Wristband => wristband(&mut paper, &mut page, named, size, &barcode),
        }
        paper.add(page);
    }
    let title = match kind {
        Kind::Label => say!("labels-label-title", mrn = named.mrn.clone()),
        Kind::Wristband => say!("labels-wristband-title", mrn = named.mrn.clone()),
    };
    Ok(paper.save(About {
        title,
        author: named.printed_by.clone(),
        creator: format!("Wardbook {}", env!("CARGO_PKG_VERSION")),
        at: named.at,
    }))
}

/// Text above, the barcode with its number below.
fn label(paper: &mut Paper, page: &mut Page, named: &Named, size: Size, barcode: &Barcode) {
    let width = size.width - 2.0 * EDGE;
    let bars = (size.height * 0.32).clamp(6.0, 20.0);
    let number = 3.2;
    let text = size.height - 2.0 * EDGE - bars - number - 0.5;
    fill(paper, page, (EDGE, EDGE), (width, text), |scale| {
        let small = Style::of(7.5 * scale);
        Text::new(isolate(&named.name), Style::of(9.5 * scale).bold())
            .and("\n", small)
            .and(facts(named), small)
            .and(demonstration(named), small)
    });
    let module = barcode.module_for(width).min(WIDEST_MODULE);
    let left = EDGE + (width - barcode.width_mm(module)) / 2.0;
    let top = size.height - EDGE - number - bars;
    barcode.draw(page, (left * MM, top * MM), module, bars);
    let words = Text::new(say!("labels-mrn", mrn = named.mrn.clone()), Style::of(7.5));
    paper.write(page, (EDGE * MM, (top + bars + 0.2) * MM), width * MM, &words, Align::Center);
}

/// The barcode at one end, clear of the name: a code bent around the wrist's edge cannot be scanned.
fn wristband(paper: &mut Paper, page: &mut Page, named: &Named, size: Size, barcode: &Barcode) {
    let height = size.height - 2.0 * EDGE;
    let number = 3.4;
    let module = barcode.module_for(size.width * 0.3).min(WIDEST_MODULE);
    let wide = barcode.width_mm(module);
    // The ends are for the clasp and the tail that is pulled through it.
    let tail = size.width * 0.12;
    let left = tail + 2.0;
    let text = size.width - 2.0 * tail - wide - 8.0;
    fill(paper, page, (left, EDGE), (text, height), |scale| {
        let small = Style::of(10.0 * scale);
        Text::new(isolate(&named.name), Style::of(14.0 * scale).bold())
            .and("\n", small)
            .and(facts(named), small)
            .and("\n", small)
            .and(isolate(&named.hospital), Style::of(7.5 * scale).ink(Ink::MUTED))
            .and(demonstration(named), Style::of(7.5 * scale).bold())
    });
    let code_left = left + text + 4.0;
    barcode.draw(page, (code_left * MM, EDGE * MM), module, height - number);
    let words = Text::new(say!("labels-mrn", mrn = named.mrn.clone()), Style::of(8.0));
    let top = EDGE + height - number + 0.2;
    paper.write(page, (code_left * MM, top * MM), wide * MM, &words, Align::Center);
}

fn facts(named: &Named) -> String {
    format!("{}  {}", say!("labels-born", born = named.born.clone()), named.sex)
}

fn demonstration(named: &Named) -> String {
    named.demonstration.as_ref().map(|words| format!("  {words}")).unwrap_or_default()
}

/// Writes a text as large as fits into its place: a name is made smaller, never cut.
fn fill(
    paper: &mut Paper,
    page: &mut Page,
    (x, y): (f32, f32),
    (width, height): (f32, f32),
    text: impl Fn(f32) -> Text,
) {
    let mut scale = 1.0;
    let mut fitting = text(scale);
    while scale > 0.3 {
        fitting = text(scale);
        let lines = paper.setter().lines(&fitting, width * MM, Align::Left);
        if lines.iter().map(|line| line.height).sum::<f32>() <= height * MM {
            break;
        }
        scale -= 0.05;
    }
    paper.write(page, (x * MM, y * MM), width * MM, &fitting, Align::Left);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Named {
        Named {
            name: name.into(),
            born: "14-Mar-1984 (42y)".into(),
            sex: "Female".into(),
            mrn: "417-229-58".into(),
            code: "41722958".into(),
            hospital: "Clinic".into(),
            demonstration: None,
            printed_by: "Somebody".into(),
            at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn names_of_any_length_make_a_label() {
        for name in ["A", &"Wolfeschlegelsteinhausenbergerdorff ".repeat(8), &"محمد ".repeat(40)] {
            for (kind, width) in [(Kind::Label, 40.0), (Kind::Wristband, 120.0)] {
                let job = Job { size: Size { width, height: 20.0 }, copies: 2 };
                let file = set(kind, &named(name), job, Fonts::vendored()).unwrap();
                assert!(file.starts_with(b"%PDF"));
            }
        }
    }

    #[test]
    fn a_number_that_cannot_be_a_barcode_is_said() {
        let named = Named { code: String::new(), ..named("A") };
        let job = Job { size: Size { width: 50.0, height: 25.0 }, copies: 1 };
        assert!(set(Kind::Label, &named, job, Fonts::vendored()).is_err());
    }
}
