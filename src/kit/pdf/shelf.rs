//! Fonts beyond the vendored ones, in directories; their bytes stay on disk until they are needed.

use std::{
    fs,
    path::{Path, PathBuf},
};

use harfrust::{
    Font,
    font::{
        Blob,
        attribute::{Style, Width},
    },
};

use super::fonts::Weight;

/// Where systems keep their fonts.
const OF_THE_SYSTEM: [&str; 2] = ["/usr/share/fonts", "/usr/local/share/fonts"];
/// Files larger than this are not fonts anybody prints names with.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;
/// How many files are looked at.
const MOST_FILES: usize = 2_000;

/// A font in a directory, known by what it covers.
pub(super) struct Shelved {
    pub path: PathBuf,
    pub index: u32,
    /// 400 is regular, 700 bold.
    weight: f32,
    /// Serifs, slanted, condensed, or of one width: fits worse beside our own faces.
    odd: bool,
    /// Covered code points as inclusive ranges in ascending order.
    covers: Vec<(u32, u32)>,
}

impl Shelved {
    /// Whether the font has a glyph for a code point.
    pub fn has(&self, code: u32) -> bool {
        let after = self.covers.partition_point(|&(from, _)| from <= code);
        after > 0 && self.covers[after - 1].1 >= code
    }

    /// How far the font is from what is wanted; the least is best.
    pub fn distance(&self, wanted: Weight) -> (bool, u32) {
        let wanted = match wanted {
            Weight::Regular => 400.0,
            Weight::Bold => 700.0,
        };
        (self.odd, (self.weight - wanted).abs() as u32)
    }
}

/// The directories in which this system keeps its fonts.
pub(super) fn of_the_system() -> Vec<PathBuf> {
    OF_THE_SYSTEM.iter().map(PathBuf::from).collect()
}

/// The fonts in directories and the folders in them.
pub(super) fn shelve(directories: &[PathBuf]) -> Vec<Shelved> {
    let mut files = Vec::new();
    for directory in directories {
        collect_fonts(directory, 4, &mut files);
    }
    files.sort();
    let mut shelf = Vec::new();
    for path in files {
        let Ok(bytes) = fs::read(&path) else { continue };
        let blob = Blob::from(bytes);
        for index in 0.. {
            let Some(font) = Font::new(blob.clone(), index) else { break };
            if has_outlines(&blob, index) {
                shelf.push(shelved(&path, index, &font));
            }
        }
    }
    shelf
}

fn shelved(path: &Path, index: u32, font: &Font) -> Shelved {
    let about = font.default_attributes();
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Shelved {
        path: path.to_owned(),
        index,
        weight: about.weight.value(),
        odd: about.style != Style::Normal
            || about.width != Width::NORMAL
            || ["Serif", "Mono"].iter().any(|word| name.contains(word)),
        covers: ranges(font.charmap().unicodes().map(|(code, _)| code).collect()),
    }
}

fn collect_fonts(directory: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(directory) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let Ok(about) = fs::metadata(&path) else { continue };
        if about.is_dir() && depth > 0 {
            collect_fonts(&path, depth - 1, files);
        }
        let is_font = path
            .extension()
            .and_then(|ending| ending.to_str())
            .is_some_and(|ending| ["ttf", "otf", "ttc", "otc"].contains(&&*ending.to_lowercase()));
        if about.is_file() && is_font && about.len() <= LARGEST_FILE && files.len() < MOST_FILES {
            files.push(path);
        }
    }
}

/// Whether the font draws with outlines; pictures, as emoji fonts have them, would come out blank.
fn has_outlines(bytes: &[u8], index: u32) -> bool {
    outline_tables(bytes, index as usize).unwrap_or(false)
}

fn outline_tables(bytes: &[u8], index: usize) -> Option<bool> {
    let word = |at: usize| -> Option<usize> {
        let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_be_bytes(four)).ok()
    };
    let start = if bytes.starts_with(b"ttcf") { word(12 + 4 * index)? } else { 0 };
    let count = word(start + 4)? >> 16;
    let mut tags = (0..count).filter_map(|place| bytes.get(start + 12 + 16 * place..)?.get(..4));
    Some(tags.any(|tag| tag == b"glyf" || tag == b"CFF "))
}

fn ranges(mut codes: Vec<u32>) -> Vec<(u32, u32)> {
    codes.sort_unstable();
    codes.dedup();
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for code in codes {
        match ranges.last_mut() {
            Some((_, to)) if *to + 1 == code => *to = code,
            _ => ranges.push((code, code)),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_exactly_their_codes() {
        let shelved = Shelved {
            path: PathBuf::new(),
            index: 0,
            weight: 400.0,
            odd: false,
            covers: ranges(vec![9, 3, 4, 5, 9]),
        };
        let held: Vec<u32> = (0..12).filter(|&code| shelved.has(code)).collect();
        assert_eq!(held, [3, 4, 5, 9]);
    }

    #[test]
    fn plain_fonts_of_the_right_weight_come_first() {
        let font = |weight, odd| Shelved { path: PathBuf::new(), index: 0, weight, odd, covers: Vec::new() };
        assert!(font(400.0, false).distance(Weight::Regular) < font(900.0, false).distance(Weight::Regular));
        assert!(font(900.0, false).distance(Weight::Regular) < font(400.0, true).distance(Weight::Regular));
        assert!(font(700.0, false).distance(Weight::Bold) < font(400.0, false).distance(Weight::Bold));
    }

    #[test]
    fn a_font_of_pictures_is_not_printed_with() {
        let font = |tag: &[u8; 4]| {
            let mut bytes = b"\0\x01\0\0\0\x01\0\0\0\0\0\0".to_vec();
            bytes.extend_from_slice(tag);
            bytes.extend_from_slice(&[0; 12]);
            bytes
        };
        assert!(has_outlines(&font(b"glyf"), 0));
        assert!(!has_outlines(&font(b"CBDT"), 0));
        assert!(!has_outlines(b"ttcf", 3));
    }
}
