//! A directory of fonts beyond the vendored ones; the bytes stay on disk until they are needed.

use std::{
    fs,
    path::{Path, PathBuf},
};

use harfrust::{Font, font::Blob};

use super::fonts::Weight;

/// Files larger than this are not fonts anybody prints names with.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;
/// How many files of a font directory are looked at.
const MOST_FILES: usize = 256;

/// A font file of the directory, known by what it covers; its bytes stay on disk.
pub(super) struct Shelved {
    pub path: PathBuf,
    pub index: u32,
    pub weight: Weight,
    /// Covered code points as inclusive ranges in ascending order.
    covers: Vec<(u32, u32)>,
}

impl Shelved {
    /// Whether the font has a glyph for a code point.
    pub fn has(&self, code: u32) -> bool {
        let after = self.covers.partition_point(|&(from, _)| from <= code);
        after > 0 && self.covers[after - 1].1 >= code
    }
}

/// The fonts of a directory and the folders in it.
pub(super) fn shelve(directory: &Path) -> Vec<Shelved> {
    let mut files = Vec::new();
    collect_fonts(directory, 3, &mut files);
    files.sort();
    let mut shelf = Vec::new();
    for path in files {
        let Ok(bytes) = fs::read(&path) else { continue };
        let blob = Blob::from(bytes);
        for index in 0.. {
            let Some(font) = Font::new(blob.clone(), index) else { break };
            shelf.push(Shelved {
                path: path.clone(),
                index,
                weight: weight_of(&font),
                covers: ranges(font.charmap().unicodes().map(|(code, _)| code).collect()),
            });
        }
    }
    shelf
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

fn weight_of(font: &Font) -> Weight {
    if font.default_attributes().weight.value() >= 600.0 { Weight::Bold } else { Weight::Regular }
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
            weight: Weight::Regular,
            covers: ranges(vec![9, 3, 4, 5, 9]),
        };
        let held: Vec<u32> = (0..12).filter(|&code| shelved.has(code)).collect();
        assert_eq!(held, [3, 4, 5, 9]);
    }
}
