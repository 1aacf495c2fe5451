//! The parts of a name that a search hit, marked in the name as it is written.

use super::fold::{Custom, letters};
use super::query::Needle;

/// A piece of text, marked or not. Joined they are the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// The piece.
    pub text: String,
    /// Whether the search hit it.
    pub marked: bool,
}

/// Cuts `text` where needles begin and end.
pub fn segments(text: &str, needles: &[Needle]) -> Vec<Segment> {
    let mut hit = vec![false; text.len()];
    for custom in [Custom::Plain, Custom::Spelled] {
        mark(text, needles, custom, &mut hit);
    }
    let mut out: Vec<Segment> = Vec::new();
    for (at, c) in text.char_indices() {
        let marked = hit.get(at).copied().unwrap_or(false);
        match out.last_mut() {
            Some(last) if last.marked == marked => last.text.push(c),
            _ => out.push(Segment { text: c.to_string(), marked }),
        }
    }
    out
}

fn mark(text: &str, needles: &[Needle], custom: Custom, hit: &mut [bool]) {
    let folded = letters(text, custom);
    for needle in needles {
        let looked_for: Vec<char> = needle.text.chars().collect();
        if looked_for.is_empty() {
            continue;
        }
        for at in 0..folded.len() {
            let Some(window) = folded.get(at..at + looked_for.len()) else { break };
            let word_start = at == 0 || folded.get(at - 1).is_some_and(|f| f.letter == ' ');
            let same = window.iter().zip(&looked_for).all(|(f, c)| f.letter == *c);
            if same && (word_start || !needle.starts_word) {
                for f in window {
                    hit.iter_mut().take(f.end).skip(f.start).for_each(|h| *h = true);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::query::Query;
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn show(text: &str, query: &str) -> String {
        let needles = Query::parse(query, date(2026, 11, 20)).needles();
        segments(text, &needles)
            .into_iter()
            .map(|s| if s.marked { format!("[{}]", s.text) } else { s.text })
            .collect()
    }

    #[test]
    fn marks_what_was_meant_in_what_is_written() {
        assert_eq!(show("Marković, Ana", "mark ana"), "[Mark]ović, [Ana]");
        assert_eq!(show("Марковић, Ана", "mark ana"), "[Марк]овић, [Ана]");
        assert_eq!(show("Marković, Ana", "ković"), "Mar[ković], Ana");
        assert_eq!(show("Marković, Ana", "a"), "Marković, [A]na");
        assert_eq!(show("Müller, Jörg", "mueller"), "[Müller], Jörg");
        assert_eq!(show("محمَّد", "محمد"), "[محمَّد]");
        assert_eq!(show("王, 小芳", "小芳"), "王, [小芳]");
        assert_eq!(show("<script>", "script"), "<[script]>");
        assert_eq!(show("Ana", "1984"), "Ana");
    }

    proptest! {
        #[test]
        fn no_letter_is_lost(text in any::<String>(), query in any::<String>()) {
            let needles = Query::parse(&query, date(2026, 11, 20)).needles();
            let joined: String = segments(&text, &needles).into_iter().map(|s| s.text).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
