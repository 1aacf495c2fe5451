//! Code 128 as filled rectangles, with the width of a module in exact millimetres.

use barcoders::sym::code128::Code128;

use super::{
    paper::{MM, Page},
    text::Ink,
};

/// White on both sides that a scanner needs, in modules.
const QUIET: usize = 10;

/// The text has characters that Code 128 cannot hold, or none at all.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("a barcode holds printable ASCII only")]
pub struct NotEncodable;

/// A barcode by its modules, dark and light.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Barcode {
    modules: Vec<bool>,
}

impl Barcode {
    /// Encodes printable ASCII; runs of digits are packed two to a symbol.
    pub fn code128(text: &str) -> Result<Self, NotEncodable> {
        if text.is_empty() || !text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return Err(NotEncodable);
        }
        let code = Code128::new(with_sets(text)).map_err(|_| NotEncodable)?;
        Ok(Self { modules: code.encode().into_iter().map(|module| module == 1).collect() })
    }

    /// Width with its quiet zones, in millimetres.
    pub fn width_mm(&self, module_mm: f32) -> f32 {
        (self.modules.len() + 2 * QUIET) as f32 * module_mm
    }

    /// The widest module, in whole hundredths of a millimetre, with which the code fits.
    pub fn module_for(&self, width_mm: f32) -> f32 {
        (width_mm / (self.modules.len() + 2 * QUIET) as f32 * 100.0).floor() / 100.0
    }

    /// Draws the code with its top left corner, quiet zone included, at `x`, `y` (points).
    pub fn draw(&self, page: &mut Page, (x, y): (f32, f32), module_mm: f32, height_mm: f32) {
        let module = module_mm * MM;
        let height = height_mm * MM;
        page.fill((x, y), (self.width_mm(module_mm) * MM, height), Ink::WHITE);
        let mut at = 0;
        let mut first = true;
        for run in self.modules.chunk_by(|one, next| one == next) {
            if run[0] {
                let place = (x + (QUIET + at) as f32 * module, y);
                let size = (run.len() as f32 * module, height);
                if first {
                    page.fill(place, size, Ink::BLACK);
                } else {
                    page.bar(place, size);
                }
                first = false;
            }
            at += run.len();
        }
    }
}

/// The text with the signs by which the encoder changes between its sets.
fn with_sets(text: &str) -> String {
    const LETTERS: char = 'Ɓ';
    const PAIRS: char = 'Ć';
    let bytes = text.as_bytes();
    let mut coded = String::new();
    let mut set = None;
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let at_edge = at == 0 || at + digits == bytes.len();
        let worth = digits >= if at_edge { 4 } else { 6 };
        // An odd digit goes first, in the letters' set.
        let take = match (worth, digits % 2) {
            (true, 0) => digits,
            _ => 1,
        };
        let wanted = if take > 1 { PAIRS } else { LETTERS };
        if set != Some(wanted) {
            coded.push(wanted);
            set = Some(wanted);
        }
        coded.push_str(&text[at..at + take]);
        at += take;
    }
    coded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_packed_and_an_odd_one_goes_first() {
        assert_eq!(with_sets("W12345678"), "ƁWĆ12345678");
        assert_eq!(with_sets("12345"), "Ɓ1Ć2345");
        assert_eq!(with_sets("A123B"), "ƁA123B");
    }

    #[test]
    fn the_code_begins_and_ends_as_the_norm_says() {
        let code = Barcode::code128("W12345678").unwrap();
        let start_b = [1, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0].map(|module| module == 1);
        let stop = [1, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0, 1, 1].map(|module| module == 1);
        assert_eq!(code.modules[..11], start_b);
        assert_eq!(code.modules[code.modules.len() - 13..], stop);
        // Start, W, change of set, four pairs, check sum at 11 modules each; stop at 13.
        assert_eq!(code.modules.len(), 8 * 11 + 13);
    }

    #[test]
    fn width_counts_the_quiet_zones() {
        let code = Barcode::code128("W12345678").unwrap();
        assert!((code.width_mm(0.25) - 121.0 * 0.25).abs() < 0.001);
        assert!(code.width_mm(code.module_for(46.0)) <= 46.0);
    }

    #[test]
    fn what_cannot_be_encoded_is_refused() {
        assert_eq!(Barcode::code128(""), Err(NotEncodable));
        assert_eq!(Barcode::code128("Ünï"), Err(NotEncodable));
    }
}
