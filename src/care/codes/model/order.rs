//! ICD-10-CM as plain text: the order file in fixed columns, and the list of codes with their words.

use super::file::{CM, CodeFile, Entry, Unreadable, mark_leaves, words, written};

/// Where the long words begin in a line of the order file.
const LONG: usize = 77;

/// `00001 A00     0 Cholera…`: number, code, whether it is valid by itself, short words, long words.
pub(super) fn is_order_line(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.len() > 16
        && bytes[..5].iter().all(u8::is_ascii_digit)
        && bytes[5] == b' '
        && matches!(bytes[14], b'0' | b'1')
        && bytes[13] == b' '
        && bytes[15] == b' '
}

pub(super) fn read(text: &str) -> Result<CodeFile, Unreadable> {
    let entries = each_line(text, |line| {
        let code = line.get(6..13).filter(|_| is_order_line(line)).and_then(written)?;
        let text = words(line.get(LONG..)?)?;
        Some(Entry { code, text, leaf: line.as_bytes().get(14) == Some(&b'1') })
    })?;
    Ok(CodeFile { system: CM.to_owned(), edition: None, entries })
}

/// `A000    Cholera due to …`
pub(super) fn is_code_line(line: &str) -> bool {
    code_and_words(line).is_some()
}

pub(super) fn read_codes(text: &str) -> Result<CodeFile, Unreadable> {
    let mut entries = each_line(text, |line| {
        let (code, text) = code_and_words(line)?;
        Some(Entry { code, text, leaf: true })
    })?;
    mark_leaves(&mut entries);
    Ok(CodeFile { system: CM.to_owned(), edition: None, entries })
}

fn code_and_words(line: &str) -> Option<(String, String)> {
    let (code, text) = line.split_once([' ', '\t'])?;
    Some((written(code)?, words(text)?))
}

fn each_line(text: &str, read: impl Fn(&str) -> Option<Entry>) -> Result<Vec<Entry>, Unreadable> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| read(line).ok_or(Unreadable::Line(at + 1)))
        .collect()
}
