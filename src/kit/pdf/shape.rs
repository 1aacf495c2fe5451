//! Letters into glyphs: one word in one face and direction at a time, remembered.
//!
//! Words repeat all through a document, so each is shaped once; this is what makes hundreds of
//! pages a matter of milliseconds. Shaping by word loses nothing: no script joins across a space.

use std::{collections::HashMap, ops::Range, rc::Rc};

use harfrust::{
    Buffer, BufferFlags, ClusterLevel, Direction, Script, ShapeOptions, ShapePlan, ShaperFont, shape,
};

use super::fonts::{FaceId, Faces};

/// How many words are remembered before the memory is emptied.
const MOST_WORDS: usize = 30_000;

/// A glyph and where it stands, in thousandths of an em.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub id: u16,
    pub advance: f32,
    /// The width the PDF's font table gives the glyph, by which a viewer moves on.
    pub width: f32,
    pub dx: f32,
    pub dy: f32,
}

/// Glyphs that together stand for some characters.
#[derive(Clone, Debug)]
pub(super) struct Cluster {
    pub glyphs: Range<usize>,
    pub text: Range<usize>,
    /// One character, its own glyph, nothing shifted: can be written as plain text.
    pub plain: bool,
}

/// A shaped word; clusters and glyphs in the order they stand on paper, left to right.
#[derive(Debug)]
pub(super) struct Shaped {
    pub face: FaceId,
    pub text: Box<str>,
    pub glyphs: Vec<Glyph>,
    pub clusters: Vec<Cluster>,
    /// In thousandths of an em.
    pub width: f32,
    pub script: Script,
    pub rtl: bool,
    /// No face has these characters: boxes stand for them.
    pub missing: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Manner {
    face: FaceId,
    script: Script,
    rtl: bool,
    missing: bool,
}

#[derive(Default)]
struct Known {
    plan: Option<ShapePlan>,
    words: HashMap<Box<str>, Rc<Shaped>>,
}

/// Shapes and remembers.
#[derive(Default)]
pub(super) struct Shaper {
    known: HashMap<Manner, Known>,
    words: usize,
}

impl Shaper {
    /// The glyphs of `text`, which is of one script, face and direction.
    pub fn shape(
        &mut self,
        faces: &Faces,
        text: &str,
        (face, script, rtl): (FaceId, Script, bool),
        missing: bool,
    ) -> Rc<Shaped> {
        if self.words > MOST_WORDS {
            self.words = 0;
            self.known.values_mut().for_each(|known| known.words.clear());
        }
        let manner = Manner { face, script, rtl, missing };
        let known = self.known.entry(manner).or_default();
        if let Some(word) = known.words.get(text) {
            return Rc::clone(word);
        }
        let word = Rc::new(if missing {
            boxes(faces, text, manner)
        } else {
            glyphs(faces, text, manner, &mut known.plan)
        });
        known.words.insert(text.into(), Rc::clone(&word));
        self.words += 1;
        word
    }
}

#[cfg(test)]
impl Shaper {
    /// How many bytes of text were shaped, while fewer than [`MOST_WORDS`] words were.
    pub fn shaped_bytes(&self) -> usize {
        self.known.values().flat_map(|known| known.words.keys()).map(|word| word.len()).sum()
    }
}

/// Thousandths of an em, as the PDF counts.
fn scale(faces: &Faces, face: FaceId) -> f32 {
    1000.0 / f32::from(faces.get(face).font.units_per_em().max(1))
}

fn glyphs(faces: &Faces, text: &str, manner: Manner, plan: &mut Option<ShapePlan>) -> Shaped {
    let Manner { face, script, rtl, .. } = manner;
    let font = &faces.get(face).font;
    let direction = if rtl { Direction::RightToLeft } else { Direction::LeftToRight };
    let plan = plan.get_or_insert_with(|| ShapePlan::new(font, direction, Some(script), None, &[]));
    let mut buffer = Buffer::new();
    buffer.push_str(text);
    buffer.set_direction(direction);
    buffer.set_script(Some(script));
    buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
    buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
    let shaper = ShaperFont::new(font);
    if shape(&shaper, &mut buffer, ShapeOptions::new().plan(Some(plan))).is_err() {
        return boxes(faces, text, manner);
    }
    let scale = scale(faces, face);
    let metrics = font.glyph_metrics();
    let mut starts: Vec<usize> = buffer.glyph_infos().iter().map(|glyph| glyph.cluster as usize).collect();
    starts.sort_unstable();
    starts.dedup();
    let end_of = |start: usize| {
        let next = starts.partition_point(|&other| other <= start);
        starts.get(next).copied().unwrap_or(text.len())
    };
    let mut shaped = Shaped {
        face,
        text: text.into(),
        glyphs: Vec::with_capacity(buffer.len()),
        clusters: Vec::with_capacity(starts.len()),
        width: 0.0,
        script,
        rtl,
        missing: false,
    };
    let mut current = None;
    for (info, place) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
        let at = shaped.glyphs.len();
        // The writer cuts to whole thousandths; reckon with what it will write.
        let width = metrics.h_advance(info.glyph_id.into());
        let glyph = Glyph {
            id: u16::try_from(info.glyph_id).unwrap_or(0),
            advance: place.x_advance as f32 * scale,
            width: (width * scale).trunc(),
            dx: place.x_offset as f32 * scale,
            dy: place.y_offset as f32 * scale,
        };
        shaped.width += glyph.advance;
        shaped.glyphs.push(glyph);
        let start = info.cluster as usize;
        match shaped.clusters.last_mut() {
            Some(cluster) if current == Some(start) => {
                cluster.glyphs.end = at + 1;
                cluster.plain = false;
            }
            _ => {
                let range = start..end_of(start);
                let plain = is_plain(font, &text[range.clone()], glyph);
                shaped.clusters.push(Cluster { glyphs: at..at + 1, text: range, plain });
                current = Some(start);
            }
        }
    }
    shaped
}

fn is_plain(font: &harfrust::Font, text: &str, glyph: Glyph) -> bool {
    let mut characters = text.chars();
    let (Some(character), None) = (characters.next(), characters.next()) else { return false };
    glyph.dx == 0.0
        && glyph.dy == 0.0
        && font.charmap().map_unicode(character).map(|id| id.to_u32()) == Some(glyph.id.into())
}

/// The box glyph once for every character that no face has.
fn boxes(faces: &Faces, text: &str, manner: Manner) -> Shaped {
    let font = &faces.get(manner.face).font;
    let advance = font.glyph_metrics().h_advance(0_u32.into()) * scale(faces, manner.face);
    let glyph = Glyph { id: 0, advance, width: advance.trunc(), dx: 0.0, dy: 0.0 };
    let mut clusters: Vec<Cluster> = text
        .char_indices()
        .enumerate()
        .map(|(index, (at, character))| Cluster {
            glyphs: index..index + 1,
            text: at..at + character.len_utf8(),
            plain: false,
        })
        .collect();
    if manner.rtl {
        let places: Vec<_> = clusters.iter().map(|cluster| cluster.glyphs.clone()).collect();
        clusters.reverse();
        for (cluster, place) in clusters.iter_mut().zip(places) {
            cluster.glyphs = place;
        }
    }
    Shaped {
        face: manner.face,
        text: text.into(),
        width: advance * clusters.len() as f32,
        glyphs: vec![glyph; clusters.len()],
        clusters,
        script: manner.script,
        rtl: manner.rtl,
        missing: true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Fonts, Weight};
    use super::*;

    fn shaped(text: &str, rtl: bool) -> Rc<Shaped> {
        let mut faces = Faces::new(Fonts::vendored());
        let first = text.chars().next().unwrap();
        let script = harfrust::unicode::script(first.into());
        let face = faces.choose(first, script, Weight::Regular, None).unwrap();
        Shaper::default().shape(&faces, text, (face, script, rtl), false)
    }

    #[test]
    fn latin_letters_are_plain_and_keep_their_order() {
        let word = shaped("Ward", false);
        let texts: Vec<_> = word.clusters.iter().map(|c| &word.text[c.text.clone()]).collect();
        assert_eq!(texts, ["W", "a", "r", "d"]);
        assert!(word.clusters.iter().all(|cluster| cluster.plain));
    }

    #[test]
    fn arabic_letters_join_and_stand_right_to_left() {
        let word = shaped("محمد", true);
        let texts: Vec<_> = word.clusters.iter().map(|c| &word.text[c.text.clone()]).collect();
        assert_eq!(texts, ["د", "م", "ح", "م"]);
        // The two meems have different shapes: in the middle and at the start of the word.
        assert_ne!(word.glyphs[1].id, word.glyphs[3].id);
        assert!(!word.clusters[1].plain);
    }

    #[test]
    fn a_devanagari_vowel_sign_moves_before_its_letter() {
        let word = shaped("कि", false);
        assert_eq!(word.clusters.len(), 1);
        assert_eq!(word.glyphs.len(), 2);
        let letter = shaped("क", false).glyphs[0].id;
        assert_eq!(word.glyphs[1].id, letter);
    }

    #[test]
    fn a_combining_mark_sits_on_its_letter() {
        // There is no precomposed x with acute, so the mark is placed by the font's anchors.
        let word = shaped("x\u{301}", false);
        assert_eq!(word.glyphs.len(), 2);
        assert_eq!(word.glyphs[1].advance, 0.0);
        assert_ne!(word.glyphs[1].dx, 0.0);
    }
}
