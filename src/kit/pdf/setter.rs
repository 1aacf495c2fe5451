//! Text into lines: direction, faces, wrapping.
//!
//! A paragraph is cut into segments of one direction, face, script and style; the segments are
//! shaped, wrapped by their real widths, and each line is then put into visual order. Nothing is
//! ever cut off: a word wider than its column is broken between letters.

use std::{borrow::Cow, ops::Range, sync::Arc};

use harfrust::Script;
use unicode_bidi::ParagraphBidiInfo;

use super::{
    characters::{is_cjk, is_ignorable, is_mark, shown},
    fonts::{Faces, Fonts, Weight},
    line::{Building, Line},
    segment::Segment,
    shape::Shaper,
    text::{Align, Ink, Notes, Style, Text, isolate},
};

/// Sets text in lines; keeps the open faces and shaped words of one document.
pub struct Setter {
    pub(super) faces: Faces,
    pub(super) shaper: Shaper,
    notes: Notes,
}

impl Setter {
    /// A setter with these fonts, and these words for what they lack.
    pub fn new(fonts: Arc<Fonts>, notes: Notes) -> Self {
        Self { faces: Faces::new(fonts), shaper: Shaper::default(), notes }
    }

    /// The width of `text` on one line, in points.
    pub fn width(&mut self, text: &Text) -> f32 {
        self.lines(text, f32::INFINITY, Align::Left).iter().map(|line| line.width).fold(0.0, f32::max)
    }

    /// `text` in lines no wider than `width` points.
    pub fn lines(&mut self, text: &Text, width: f32, align: Align) -> Vec<Line> {
        let mut lines = Vec::new();
        for paragraph in self.paragraphs(text) {
            self.wrap(&paragraph, text.style(), width, align, &mut lines);
        }
        lines
    }

    /// The paragraphs of a text, cleaned, with a note behind each stretch no face has.
    fn paragraphs(&mut self, text: &Text) -> Vec<Vec<(String, Style)>> {
        let mut paragraphs = vec![Vec::new()];
        for (words, style) in &text.spans {
            let words = if words.contains('\r') {
                Cow::Owned(words.replace("\r\n", "\n").replace('\r', "\n"))
            } else {
                Cow::Borrowed(words.as_str())
            };
            let parts = words.split(['\n', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']);
            for (index, part) in parts.enumerate() {
                if index > 0 {
                    paragraphs.push(Vec::new());
                }
                if let Some(spans) = paragraphs.last_mut()
                    && !part.is_empty()
                {
                    self.with_notes(part, *style, spans);
                }
            }
        }
        paragraphs
    }

    fn with_notes(&mut self, part: &str, style: Style, spans: &mut Vec<(String, Style)>) {
        let part: String = part.chars().map(shown).collect();
        let mut from = 0;
        let mut missing: Option<Range<usize>> = None;
        for (at, character) in part.char_indices() {
            let script = harfrust::unicode::script(character.into());
            let ours =
                is_ignorable(character) || self.faces.choose(character, script, style.weight, None).is_some();
            if !ours {
                let end = at + character.len_utf8();
                missing.get_or_insert(at..end).end = end;
            } else if script != Script::COMMON
                && script != Script::INHERITED
                && let Some(stretch) = missing.take()
            {
                self.note(&part[from..stretch.end], &part[stretch.clone()], style, spans);
                from = stretch.end;
            }
        }
        match missing {
            Some(stretch) => {
                self.note(&part[from..stretch.end], &part[stretch.clone()], style, spans);
                spans.push((part[stretch.end..].to_owned(), style));
            }
            None => spans.push((part[from..].to_owned(), style)),
        }
    }

    fn note(&self, text: &str, lacking: &str, style: Style, spans: &mut Vec<(String, Style)>) {
        let note = if lacking.chars().any(is_cjk) { &self.notes.cjk } else { &self.notes.other };
        spans.push((text.to_owned(), style));
        let small = Style { size: style.size * 0.8, ..style }.ink(Ink::MUTED);
        let small = Style { weight: Weight::Regular, ..small };
        spans.push((format!("\u{a0}{}", isolate(note)), small));
    }

    fn wrap(
        &mut self,
        spans: &[(String, Style)],
        first: Style,
        width: f32,
        align: Align,
        lines: &mut Vec<Line>,
    ) {
        let whole: String = spans.iter().map(|(text, _)| text.as_str()).collect();
        let bidi = ParagraphBidiInfo::new(&whole, None);
        let align = match align {
            Align::Natural if bidi.paragraph_level.is_rtl() => Align::Right,
            Align::Natural => Align::Left,
            other => other,
        };
        let mut segments = self.segments(spans, &bidi.levels).into_iter().peekable();
        let mut line = Building { used: 0.0, segments: Vec::new() };
        let mut any = false;
        while let Some(segment) = segments.next() {
            if segment.space {
                if !line.segments.is_empty() {
                    line.push(segment);
                }
                continue;
            }
            let mut word = vec![segment];
            while let Some(next) = segments.next_if(|next| !next.space && !next.may_break_before) {
                word.push(next);
            }
            let wide: f32 = word.iter().map(Segment::width).sum();
            if line.used + wide > width && !line.segments.is_empty() {
                lines.push(line.finish(&self.faces, width, align));
                any = true;
            }
            for segment in word {
                self.place(segment, width, align, &mut line, lines, &mut any);
            }
        }
        if !line.segments.is_empty() {
            lines.push(line.finish(&self.faces, width, align));
        } else if !any {
            lines.push(Line::blank(first));
        }
    }

    /// Puts a segment on the line, broken over as many lines as it takes.
    fn place(
        &mut self,
        mut segment: Segment,
        width: f32,
        align: Align,
        line: &mut Building,
        lines: &mut Vec<Line>,
        any: &mut bool,
    ) {
        // Sums of many widths may miss a column by a hair that nobody sees.
        while line.used + segment.width() > width + 0.01 {
            let room = (width - line.used).max(0.0);
            match self.split(&segment, room, line.segments.is_empty()) {
                Some((head, tail)) => {
                    line.push(head);
                    segment = tail;
                }
                None if line.segments.is_empty() => break,
                None => {}
            }
            lines.push(line.finish(&self.faces, width, align));
            *any = true;
        }
        line.push(segment);
    }

    /// The part of a segment that fits into `room` and the rest; at least one letter if `must`.
    fn split(&mut self, segment: &Segment, room: f32, must: bool) -> Option<(Segment, Segment)> {
        let shaped = &segment.shaped;
        let mut clusters: Vec<_> = shaped.clusters.iter().collect();
        clusters.sort_by_key(|cluster| cluster.text.start);
        let mut used = 0.0;
        let mut cuts = Vec::new();
        for cluster in clusters {
            let begins = shaped.text[cluster.text.clone()].chars().next();
            if cluster.text.start > 0 && !begins.is_some_and(is_mark) {
                let fits = used * segment.style.size / 1000.0 <= room;
                if fits || cuts.is_empty() && must {
                    cuts.push(cluster.text.start);
                }
                if !fits {
                    break;
                }
            }
            let glyphs = &shaped.glyphs[cluster.glyphs.clone()];
            used += glyphs.iter().map(|glyph| glyph.advance).sum::<f32>();
        }
        let mut part = |text: &str| Segment {
            shaped: self.shaper.shape(
                &self.faces,
                text,
                (shaped.face, shaped.script, shaped.rtl),
                shaped.missing,
            ),
            style: segment.style,
            level: segment.level,
            space: false,
            may_break_before: false,
        };
        // A letter at an end may be wider than the same letter inside a word.
        while let Some(cut) = cuts.pop() {
            let (head, tail) = shaped.text.split_at(cut);
            let head = part(head);
            if head.width() <= room + 0.01 || cuts.is_empty() && must {
                return Some((head, part(tail)));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setter() -> Setter {
        let notes = Notes { cjk: "[CJK: no font]".into(), other: "[no font]".into() };
        Setter::new(Fonts::vendored(), notes)
    }

    fn written(line: &Line) -> String {
        line.pieces.iter().map(|piece| &*piece.shaped.text).collect()
    }

    fn set(text: &str, width: f32) -> Vec<String> {
        let text = Text::new(text, Style::of(10.0));
        setter().lines(&text, width, Align::Left).iter().map(written).collect()
    }

    #[test]
    fn words_wrap_between_spaces_and_lose_none() {
        let lines = set("one two three four five", 60.0);
        assert!(lines.len() > 1);
        assert_eq!(lines.join(" "), "one two three four five");
    }

    #[test]
    fn no_line_is_wider_than_its_column() {
        let text =
            Text::new(format!("{} ordinary words {}", "x".repeat(200), "شششش".repeat(40)), Style::of(10.0));
        for width in [3.0, 25.0, 60.0, 200.0] {
            for line in setter().lines(&text, width, Align::Left) {
                let one_letter = line.pieces.len() == 1 && written(&line).chars().count() == 1;
                assert!(line.width <= width + 0.02 || one_letter, "{} > {width}", line.width);
            }
        }
    }

    #[test]
    fn a_long_word_is_broken_and_nothing_of_it_is_cut() {
        let word = "Pneumonoultramicroscopicsilicovolcanoconiosis";
        let lines = set(word, 50.0);
        assert!(lines.len() > 3);
        assert_eq!(lines.concat(), word);
    }

    #[test]
    fn a_word_of_many_pages_takes_time_in_proportion_to_its_length() {
        for letter in ["x", "x\u{301}", "ش", "म"] {
            let word = letter.repeat(20_000);
            let text = Text::new(word.as_str(), Style::of(10.0));
            let mut setter = setter();
            let lines = setter.lines(&text, 60.0, Align::Left);
            assert_eq!(lines.iter().map(|line| written(line).len()).sum::<usize>(), word.len());
            let shaped = setter.shaper.shaped_bytes();
            assert!(shaped < 100 * word.len(), "{shaped} bytes for {}", word.len());
        }
    }

    #[test]
    fn a_broken_word_keeps_marks_with_their_letters() {
        let word = "x\u{301}".repeat(30);
        for line in set(&word, 30.0) {
            assert!(!line.starts_with('\u{301}'));
        }
    }

    #[test]
    fn an_isolated_name_does_not_turn_what_stands_around_it() {
        let text = format!("{}, born 14-Mar-1984", isolate("محمد"));
        let lines = set(&text, 500.0);
        assert_eq!(lines, ["محمد, born 14-Mar-1984"]);
    }

    #[test]
    fn mixed_directions_stand_in_visual_order() {
        let lines = set("Dr שלום 12 ok", 500.0);
        assert_eq!(lines, ["Dr 12 שלום ok"]);
    }

    #[test]
    fn numbers_end_on_the_right_edge() {
        let text = Text::new("12.5", Style::of(10.0));
        let line = setter().lines(&text, 100.0, Align::Right).remove(0);
        assert!((line.pieces[0].x + line.width - 100.0).abs() < 0.01);
    }

    #[test]
    fn what_no_font_has_is_boxed_and_noted() {
        let lines = set("王小明 (Wang)", 500.0);
        assert_eq!(lines, ["王小明\u{a0}[CJK: no font] (Wang)"]);
        assert!(set("ok 🙂", 500.0).concat().contains("[no font]"));
    }

    #[test]
    fn control_characters_are_shown_not_obeyed() {
        assert_eq!(set("a\u{0}b\tc", 500.0), ["a\u{fffd}b c"]);
    }

    #[test]
    fn line_feeds_begin_paragraphs_and_empty_text_keeps_its_line() {
        assert_eq!(set("a\r\nb\n\nc", 500.0), ["a", "b", "", "c"]);
        assert_eq!(set("", 500.0), [""]);
    }
}
