//! The faces a document can be set in: a vendored set inside the binary, and directories of more.
//!
//! A character's face is found by what the font's own character map covers, never by guessing
//! from a file name. Faces from directories are read from disk only when a text needs them and
//! are let go with the document, so that a font of many megabytes costs nothing at rest.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use harfrust::{Font, Script, font::Blob};

use super::{
    characters::is_ignorable,
    shelf::{Shelved, of_the_system, shelve},
};

/// Regular or bold; nothing on our paper is set in italics, which many scripts do not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// The face for reading.
    Regular,
    /// The face for names, headings and flags.
    Bold,
}

/// What a vendored face is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Latin, Greek, Cyrillic, and whatever else it covers.
    Text,
    /// One script with rules of its own; preferred for it.
    Script([u8; 4]),
    /// Signs that the text face lacks (≤, →, −).
    Signs,
}

struct Vendored {
    role: Role,
    weight: Weight,
    bytes: &'static [u8],
    /// Height of a line for this face, in ems: scripts that stack marks need more.
    leading: f32,
}

macro_rules! face {
    ($role:expr, $weight:ident, $leading:literal, $file:literal) => {
        Vendored {
            role: $role,
            weight: Weight::$weight,
            bytes: include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/", $file)),
            leading: $leading,
        }
    };
}

const ARABIC: Role = Role::Script(*b"Arab");
const HEBREW: Role = Role::Script(*b"Hebr");
const DEVANAGARI: Role = Role::Script(*b"Deva");

/// Line height in ems of ordinary text.
pub(super) const LEADING: f32 = 1.32;
const TALL: f32 = 1.62;

static VENDORED: [Vendored; 9] = [
    face!(Role::Text, Regular, 1.32, "NotoSans-Regular.ttf"),
    face!(Role::Text, Bold, 1.32, "NotoSans-Bold.ttf"),
    face!(ARABIC, Regular, 1.62, "NotoSansArabic-Regular.ttf"),
    face!(ARABIC, Bold, 1.62, "NotoSansArabic-Bold.ttf"),
    face!(HEBREW, Regular, 1.42, "NotoSansHebrew-Regular.ttf"),
    face!(HEBREW, Bold, 1.42, "NotoSansHebrew-Bold.ttf"),
    face!(DEVANAGARI, Regular, 1.62, "NotoSansDevanagari-Regular.ttf"),
    face!(DEVANAGARI, Bold, 1.62, "NotoSansDevanagari-Bold.ttf"),
    face!(Role::Signs, Regular, 1.32, "NotoSansMath-Regular.ttf"),
];

/// All faces known to the process; share one behind an `Arc`.
pub struct Fonts {
    fonts: Vec<Option<Font>>,
    directories: Vec<PathBuf>,
    shelf: OnceLock<Vec<Shelved>>,
}

impl Fonts {
    /// The vendored faces alone.
    pub fn vendored() -> Arc<Self> {
        Self::with_directories(Vec::new())
    }

    /// The vendored faces, and those in `directory` for what the vendored ones do not cover; without a directory,
    /// those of the system.
    ///
    /// Directories are first looked at when a text needs it; what cannot be read is passed over.
    pub fn with_directory(directory: Option<&Path>) -> Arc<Self> {
        Self::with_directories(directory.map_or_else(of_the_system, |directory| vec![directory.to_owned()]))
    }

    fn with_directories(directories: Vec<PathBuf>) -> Arc<Self> {
        Arc::new(Self {
            fonts: VENDORED.iter().map(|face| Font::new(face.bytes, 0)).collect(),
            directories,
            shelf: OnceLock::new(),
        })
    }

    fn shelf(&self) -> &[Shelved] {
        self.shelf.get_or_init(|| shelve(&self.directories))
    }

    /// Whether some face has a glyph for `character`.
    pub fn covers(&self, character: char) -> bool {
        self.vendored_face(character, harfrust::unicode::script(character.into()), Weight::Regular).is_some()
            || self.shelf().iter().any(|font| font.has(character.into()))
    }

    /// The vendored face for a character: the face made for its script, then any that has it.
    fn vendored_face(&self, character: char, script: Script, weight: Weight) -> Option<usize> {
        let code = u32::from(character);
        let has = |index: usize| {
            self.fonts[index].as_ref().is_some_and(|font| font.charmap().map_unicode(code).is_some())
        };
        let tag = script.tag().to_be_bytes();
        let mine = VENDORED.iter().position(|face| face.role == Role::Script(tag));
        mine.into_iter()
            .chain(0..VENDORED.len())
            .map(|index| in_weight(index, weight))
            .find(|&index| has(index))
    }
}

/// The face of the same role in the wanted weight, or the face itself when there is none.
fn in_weight(index: usize, weight: Weight) -> usize {
    let role = VENDORED[index].role;
    VENDORED.iter().position(|face| face.role == role && face.weight == weight).unwrap_or(index)
}

/// Names a face within one [`Faces`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct FaceId(u16);

/// One open face.
pub(super) struct Face {
    pub font: Font,
    pub leading: f32,
    bytes: Blob,
    index: u32,
}

impl Face {
    /// The glyph of a character.
    pub fn glyph_of(&self, character: char) -> Option<u16> {
        let id = self.font.charmap().map_unicode(character)?;
        u16::try_from(id.to_u32()).ok()
    }

    /// The face as the PDF writer wants it.
    pub fn parsed(&self) -> Option<printpdf::ParsedFont> {
        printpdf::ParsedFont::from_bytes(&self.bytes, self.index as usize, &mut Vec::new())
    }
}

/// The faces open for one document.
pub(super) struct Faces {
    known: Arc<Fonts>,
    open: Vec<(Origin, Face)>,
    /// What `choose` found, because a document asks for the same few hundred characters.
    chosen: HashMap<(char, Weight), Option<FaceId>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Vendored(usize),
    Shelf(usize),
}

impl Faces {
    pub fn new(known: Arc<Fonts>) -> Self {
        Self { known, open: Vec::new(), chosen: HashMap::new() }
    }

    pub fn get(&self, id: FaceId) -> &Face {
        &self.open[usize::from(id.0)].1
    }

    /// The text face, which is always there: its `.notdef` box stands for what no face has.
    pub fn text(&mut self, weight: Weight) -> Option<FaceId> {
        self.open_face(Origin::Vendored(in_weight(0, weight)))
    }

    /// The face for a character in a script, if any face has it.
    ///
    /// `previous` is kept for combining marks and joiners, so that they stay with their letter.
    pub fn choose(
        &mut self,
        character: char,
        script: Script,
        weight: Weight,
        previous: Option<FaceId>,
    ) -> Option<FaceId> {
        if let Some(id) = previous
            && script == Script::INHERITED
            && (is_ignorable(character) || self.get(id).font.charmap().map_unicode(character).is_some())
        {
            return Some(id);
        }
        if is_ignorable(character) {
            return previous.or_else(|| self.text(weight));
        }
        if let Some(&known) = self.chosen.get(&(character, weight)) {
            return known;
        }
        let found = self.search(character, script, weight);
        self.chosen.insert((character, weight), found);
        found
    }

    fn search(&mut self, character: char, script: Script, weight: Weight) -> Option<FaceId> {
        if let Some(index) = self.known.vendored_face(character, script, weight) {
            return self.open_face(Origin::Vendored(index));
        }
        let shelf = self.known.shelf();
        let code = u32::from(character);
        let (index, _) = shelf
            .iter()
            .enumerate()
            .filter(|(_, font)| font.has(code))
            .min_by_key(|(_, font)| font.distance(weight))?;
        self.open_face(Origin::Shelf(index))
    }

    fn open_face(&mut self, origin: Origin) -> Option<FaceId> {
        let place = match self.open.iter().position(|(known, _)| *known == origin) {
            Some(place) => place,
            None => {
                let face = self.load(origin)?;
                self.open.push((origin, face));
                self.open.len() - 1
            }
        };
        u16::try_from(place).ok().map(FaceId)
    }

    fn load(&self, origin: Origin) -> Option<Face> {
        match origin {
            Origin::Vendored(index) => Some(Face {
                font: self.known.fonts[index].clone()?,
                leading: VENDORED[index].leading,
                bytes: Blob::from(VENDORED[index].bytes),
                index: 0,
            }),
            Origin::Shelf(place) => {
                let shelved = self.known.shelf().get(place)?;
                let bytes = Blob::from(fs::read(&shelved.path).ok()?);
                let font = Font::new(bytes.clone(), shelved.index)?;
                let face = Face { font, leading: TALL, bytes, index: shelved.index };
                // What the writer cannot embed would come out blank; then it is as if we had not got it.
                face.parsed().is_some().then_some(face)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face_of(character: char) -> Option<usize> {
        Fonts::vendored().vendored_face(
            character,
            harfrust::unicode::script(character.into()),
            Weight::Regular,
        )
    }

    #[test]
    fn each_script_gets_the_face_made_for_it() {
        assert_eq!(face_of('a'), Some(0));
        assert_eq!(face_of('Ω'), Some(0));
        assert_eq!(face_of('Ж'), Some(0));
        assert_eq!(face_of('م'), Some(2));
        assert_eq!(face_of('ש'), Some(4));
        assert_eq!(face_of('क'), Some(6));
        assert_eq!(face_of('≤'), Some(8));
    }

    #[test]
    fn what_no_face_has_is_known_to_be_missing() {
        let fonts = Fonts::vendored();
        assert!(!fonts.covers('王'));
        assert!(!fonts.covers('🙂'));
        assert!(fonts.covers('Ż'));
    }

    #[test]
    fn the_directory_fills_what_the_vendored_faces_lack() {
        let folder = Path::new("/usr/share/fonts/truetype/noto");
        if !folder.join("NotoSansThai-Regular.ttf").exists() {
            return;
        }
        let fonts = Fonts::with_directory(Some(folder));
        assert!(fonts.covers('ก'));
        let mut faces = Faces::new(fonts);
        let thai = faces.choose('ก', harfrust::unicode::script('ก'.into()), Weight::Regular, None);
        assert!(thai.is_some_and(|id| faces.get(id).parsed().is_some()));
    }
}
