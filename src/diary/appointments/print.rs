//! The slip a patient takes home: when, where, with whom. Why they come is nobody's business who finds it.

use std::sync::Arc;

use jiff::Timestamp;

use crate::kit::pdf::{
    About, Align, Barcode, Fonts, Ink, MM, NotEncodable, Notes, Page, Paper, Setter, Sheet, Style, Text,
    isolate,
};
use crate::say;

/// On what it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// ISO A5.
    A5,
    /// A piece of an 80 mm roll, as long as it has to be.
    Roll,
}

impl Size {
    /// The paper of a word in an address; A5 when it says nothing that is known.
    pub fn of(word: &str) -> Self {
        if word == "80mm" { Self::Roll } else { Self::A5 }
    }
}

/// What stands on it.
#[derive(Clone, Debug)]
pub struct Slip {
    /// The hospital.
    pub house: String,
    /// Set for a demonstration's paper.
    pub demonstration: Option<String>,
    /// Printed before for this very time.
    pub is_copy: bool,
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
    /// `Friday 20 November 2026`
    pub day: String,
    /// `09:15 to 09:30`, with the zone where it is another one than the hospital's.
    pub time: String,
    /// With whom.
    pub doctor: String,
    /// Site and room.
    pub place: String,
    /// Where that is.
    pub address: String,
    /// How the site is called.
    pub phone: String,
    /// `New patient`, `Follow-up`, `Video`
    pub kind: String,
    /// Who prints it.
    pub printed_by: String,
    /// When, in words.
    pub printed_when: String,
    /// When.
    pub at: Timestamp,
}

/// Something on the slip, from top to bottom.
enum Part {
    Text(Text, Align),
    Rule,
    Gap(f32),
    Bars,
}

/// Height of the barcode in millimetres.
const BARS: f32 = 9.0;
/// A scanner reads modules from a quarter of a millimetre; wider ones only cost paper.
const WIDEST_MODULE: f32 = 0.4;

/// Sets a slip.
///
/// # Errors
/// When the number cannot be a barcode.
pub fn set(slip: &Slip, size: Size, fonts: Arc<Fonts>) -> Result<Vec<u8>, NotEncodable> {
    let barcode = Barcode::code128(&slip.code)?;
    let lacking = say!("slip-no-font");
    let mut paper = Paper::new(Setter::new(fonts, Notes { cjk: lacking.clone(), other: lacking }));
    let (scale, width, margin) = match size {
        Size::A5 => (1.3, Sheet::A5.width_mm, Sheet::A5.margin_mm),
        Size::Roll => (1.0, 80.0, 4.0),
    };
    let parts = parts(slip, scale);
    let measure = (width - 2.0 * margin) * MM;
    let height: f32 = parts.iter().map(|part| height_of(&mut paper, part, measure)).sum();
    let sheet = match size {
        Size::A5 => Sheet::A5,
        // A cutter takes a little; a strip shorter than it is wide would come out turned.
        Size::Roll => Sheet::mm(width, (height / MM + 2.0 * margin + 4.0).max(width), margin),
    };
    let mut page = Page::new(sheet);
    let mut y = margin * MM;
    for part in &parts {
        let at = (margin * MM, y);
        match part {
            Part::Text(text, align) => {
                paper.write(&mut page, at, measure, text, *align);
            }
            Part::Rule => page.fill(at, (measure, 0.6), Ink::LINE),
            Part::Gap(_) => {}
            Part::Bars => {
                let module = barcode.module_for(measure / MM).min(WIDEST_MODULE);
                barcode.draw(&mut page, at, module, BARS);
            }
        }
        y += height_of(&mut paper, part, measure);
    }
    paper.add(page);
    Ok(paper.save(About {
        title: say!("slip-file-title", mrn = slip.mrn.clone()),
        author: slip.printed_by.clone(),
        creator: format!("Wardbook {}", env!("CARGO_PKG_VERSION")),
        at: slip.at,
    }))
}

fn height_of(paper: &mut Paper, part: &Part, measure: f32) -> f32 {
    match part {
        Part::Text(text, align) => {
            paper.setter().lines(text, measure, *align).iter().map(|line| line.height).sum()
        }
        Part::Rule => 0.6,
        Part::Gap(height) => *height,
        Part::Bars => BARS * MM,
    }
}

fn parts(slip: &Slip, scale: f32) -> Vec<Part> {
    let body = Style::of(9.0 * scale);
    let small = Style::of(7.5 * scale).ink(Ink::MUTED);
    let gap = || Part::Gap(5.0 * scale);
    let left = |text: Text| Part::Text(text, Align::Left);
    let mut parts = vec![left(Text::new(isolate(&slip.house), Style::of(12.0 * scale).bold()))];
    parts.extend(slip.demonstration.iter().map(|words| left(Text::new(&**words, small.bold()))));
    if slip.is_copy {
        parts.push(left(Text::new(say!("slip-copy"), Style::of(11.0 * scale).bold())));
    }
    parts.extend([
        gap(),
        Part::Rule,
        gap(),
        left(Text::new(isolate(&slip.name), Style::of(11.0 * scale).bold())),
        left(Text::new(say!("slip-person", born = isolate(&slip.born), sex = slip.sex.clone()), body)),
        gap(),
        left(Text::new(&*slip.day, Style::of(12.0 * scale).bold())),
        left(Text::new(&*slip.time, Style::of(16.0 * scale).bold())),
        gap(),
    ]);
    let facts = [
        ("slip-doctor", &slip.doctor),
        ("slip-place", &slip.place),
        ("slip-address", &slip.address),
        ("slip-phone", &slip.phone),
        ("slip-kind", &slip.kind),
    ];
    for (key, value) in facts.into_iter().filter(|(_, value)| !value.is_empty()) {
        parts.push(left(Text::new(format!("{}  ", say!(key)), small).and(isolate(value), body)));
    }
    parts.extend([
        gap(),
        left(Text::new(say!("slip-cannot-come"), body)),
        gap(),
        Part::Rule,
        gap(),
        Part::Bars,
        left(Text::new(say!("slip-mrn", mrn = slip.mrn.clone()), body)),
        gap(),
        left(Text::new(
            say!("slip-printed", by = isolate(&slip.printed_by), when = slip.printed_when.clone()),
            small,
        )),
    ]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(name: &str) -> Slip {
        Slip {
            house: "Clinic".into(),
            demonstration: None,
            is_copy: true,
            name: name.into(),
            born: "14-Mar-1984 (42y)".into(),
            sex: "Female".into(),
            mrn: "417-229-58".into(),
            code: "41722958".into(),
            day: "Friday 20 November 2026".into(),
            time: "09:15 to 09:30".into(),
            doctor: "Somebody".into(),
            place: "Main house, Room 12".into(),
            address: "A street\nA town".into(),
            phone: String::new(),
            kind: "Follow-up".into(),
            printed_by: "Somebody".into(),
            printed_when: "20-Nov-2026 08:05".into(),
            at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn names_of_any_length_make_a_slip_on_either_paper() {
        for name in ["A", &"Wolfeschlegelsteinhausenbergerdorff ".repeat(8), &"محمد ".repeat(40)] {
            for size in [Size::A5, Size::Roll] {
                assert!(set(&slip(name), size, Fonts::vendored()).unwrap().starts_with(b"%PDF"));
            }
        }
        let nameless = Slip { code: String::new(), ..slip("A") };
        assert!(set(&nameless, Size::A5, Fonts::vendored()).is_err());
    }
}
