//! A paragraph cut into what can be shaped at once.

use std::rc::Rc;

use harfrust::Script;
use unicode_bidi::Level;

use super::{
    characters::{is_directing, is_mark, is_space, may_break},
    fonts::FaceId,
    setter::Setter,
    shape::Shaped,
    text::Style,
};

/// Longer words are shaped in pieces of so many bytes: each line that a word runs over shapes what is left of its piece
/// anew, which would take minutes for pages of letters without a space. No word of any language is that long.
const LONGEST_PIECE: usize = 256;

/// A piece of a paragraph of one direction, face, script and style.
pub(super) struct Segment {
    pub shaped: Rc<Shaped>,
    pub style: Style,
    pub level: Level,
    pub space: bool,
    pub may_break_before: bool,
}

impl Segment {
    /// In points.
    pub fn width(&self) -> f32 {
        self.shaped.width * self.style.size / 1000.0
    }
}

impl Setter {
    /// The segments of a paragraph, shaped, in logical order.
    pub(super) fn segments(&mut self, spans: &[(String, Style)], levels: &[Level]) -> Vec<Segment> {
        let mut cutter = Cutter { setter: self, done: Vec::new(), open: None, before: None, earlier: None };
        let mut at = 0;
        for (text, style) in spans {
            for character in text.chars() {
                let level = levels.get(at).copied().unwrap_or_else(Level::ltr);
                at += character.len_utf8();
                cutter.take(character, level, *style);
            }
        }
        cutter.close();
        cutter.done
    }
}

/// What is known of the segment being gathered.
struct Open {
    text: String,
    face: FaceId,
    script: Script,
    level: Level,
    style: Style,
    space: bool,
    missing: bool,
    may_break_before: bool,
}

impl Open {
    /// Marks stay with their letter, unless there are more than any letter has.
    fn has_room_for(&self, character: char) -> bool {
        self.text.len() < LONGEST_PIECE || is_mark(character) && self.text.len() < 2 * LONGEST_PIECE
    }
}

struct Cutter<'a> {
    setter: &'a mut Setter,
    done: Vec<Segment>,
    open: Option<Open>,
    before: Option<char>,
    /// Stands before `before`.
    earlier: Option<char>,
}

impl Cutter<'_> {
    fn take(&mut self, character: char, level: Level, style: Style) {
        if is_directing(character) || matches!(character, '\u{ad}' | '\u{feff}') {
            return;
        }
        if character == '\u{200b}' {
            self.before = Some(character);
            return;
        }
        let script = harfrust::unicode::script(character.into());
        let previous = self.open.as_ref().filter(|open| !open.missing).map(|open| open.face);
        let faces = &mut self.setter.faces;
        let found = faces.choose(character, script, style.weight, previous);
        let Some(face) = found.or_else(|| faces.text(style.weight)) else { return };
        let missing = found.is_none();
        let space = is_space(character);
        let may_break = self.before.is_some_and(|before| may_break(self.earlier, before, character));
        self.earlier = self.before.replace(character);
        let general = script == Script::COMMON || script == Script::INHERITED;
        if let Some(open) = &mut self.open
            && (open.face, open.level, open.style) == (face, level, style)
            && (open.space, open.missing) == (space, missing)
            && open.has_room_for(character)
            && (general || missing || open.script == script || open.script == Script::COMMON)
            && !may_break
        {
            open.text.push(character);
            if !general {
                open.script = script;
            }
            return;
        }
        self.close();
        let script = if general { Script::COMMON } else { script };
        let text = String::from(character);
        let may_break_before = may_break;
        self.open = Some(Open { text, face, script, level, style, space, missing, may_break_before });
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let shaped = self.setter.shaper.shape(
            &self.setter.faces,
            &open.text,
            (open.face, open.script, open.level.is_rtl()),
            open.missing,
        );
        self.done.push(Segment {
            shaped,
            style: open.style,
            level: open.level,
            space: open.space,
            may_break_before: open.may_break_before,
        });
    }
}
