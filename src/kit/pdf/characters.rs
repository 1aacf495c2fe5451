//! What single characters mean for setting text.

use harfrust::Script;

/// Characters that shape or direct their neighbours and have no look of their own.
pub(super) fn is_ignorable(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// What stands on paper for a character: control characters would be invisible.
pub(super) fn shown(character: char) -> char {
    match character {
        '\t' => ' ',
        control if control.is_control() => '\u{fffd}',
        other => other,
    }
}

pub(super) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{205f}' | '\u{3000}')
}

/// Characters that only steer the direction of others.
pub(super) fn is_directing(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

pub(super) fn is_mark(character: char) -> bool {
    harfrust::unicode::combining_class(character.into()) != 0
        || harfrust::unicode::script(character.into()) == Script::INHERITED
        || is_ignorable(character)
}

pub(super) fn is_cjk(character: char) -> bool {
    matches!(u32::from(character),
        0x1100..=0x11ff | 0x2e80..=0x31ff | 0x3200..=0x9fff | 0xa960..=0xa97f | 0xac00..=0xd7ff
        | 0xf900..=0xfaff | 0xfe30..=0xfe4f | 0xff00..=0xffef | 0x20000..=0x3ffff)
}

/// Whether a line may end between two characters; `earlier` stands before both.
pub(super) fn may_break(earlier: Option<char>, before: char, after: char) -> bool {
    if is_space(before) || is_space(after) {
        return is_space(before) && !is_space(after);
    }
    match before {
        '\u{200b}' | '—' => true,
        // Not within dates, ranges and fractions.
        '-' | '–' | '/' => earlier.is_some_and(char::is_alphabetic) && after.is_alphabetic(),
        ',' | ';' | '|' => after.is_alphabetic(),
        _ if is_cjk(before) || is_cjk(after) => {
            !"、。，．：；！？」』）】〉》〕｝ー々,.:;!?)]}\u{a0}".contains(after)
                && !"「『（【〈《〔｛([{\u{a0}".contains(before)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_blood_pressures_are_not_broken() {
        assert!(
            !may_break(Some('1'), '4', '-')
                && !may_break(Some('4'), '-', 'M')
                && !may_break(Some('0'), '/', '8')
        );
        assert!(may_break(Some('l'), '/', 'm') && may_break(Some('b'), '-', 'a'));
    }
}
