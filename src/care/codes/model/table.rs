//! Codes in tables: WHO's own, and any with headings.

use super::file::{CodeFile, Entry, Unreadable, WHO, mark_leaves, words, written};

/// `4;T;X;01;A00;A00.0;A00.0;A000;Cholera …`: level, place, then codes in three spellings, then words.
pub(super) fn is_who_line(line: &str) -> bool {
    who_entry(line).is_some()
}

pub(super) fn read_who(text: &str) -> Result<CodeFile, Unreadable> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let entries: Result<Vec<Entry>, Unreadable> =
        lines.map(|(at, line)| who_entry(line).ok_or(Unreadable::Line(at + 1))).collect();
    Ok(CodeFile { system: WHO.to_owned(), edition: None, entries: entries? })
}

/// Editions differ by a column before the codes; the one without a dot is the last before the words.
fn who_entry(line: &str) -> Option<Entry> {
    let cells: Vec<&str> = line.split(';').map(str::trim).collect();
    let ([level, place, ..], true) = (cells.as_slice(), cells.len() >= 9) else { return None };
    if !matches!(*level, "3" | "4" | "5") || !matches!(*place, "T" | "N") {
        return None;
    }
    let title = (8..cells.len().min(11)).find(|&at| {
        let bare = |back: usize| cells.get(at - back).and_then(|cell| written(cell));
        bare(1).is_some() && bare(1) == bare(2) && cells.get(at).is_some_and(|cell| written(cell).is_none())
    })?;
    let code = written(cells.get(title - 1)?)?;
    Some(Entry { code, text: words(cells.get(title)?)?, leaf: *place == "T" })
}

const CODE: [&str; 4] = ["code", "icd", "icd10", "icd10code"];
const TEXT: [&str; 6] = ["text", "title", "description", "longdescription", "display", "name"];

pub(super) fn read_csv(text: &str) -> Result<CodeFile, Unreadable> {
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [b';', b'\t', b',']
        .into_iter()
        .max_by_key(|&sign| first.bytes().filter(|&byte| byte == sign).count())
        .unwrap_or(b',');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let headings = reader.headers().map_err(|_| Unreadable::Unknown)?.clone();
    let plain = |heading: &str| -> String {
        heading.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    let find = |names: &[&str]| headings.iter().position(|heading| names.contains(&plain(heading).as_str()));
    let (Some(code_at), Some(text_at)) = (find(&CODE), find(&TEXT)) else { return Err(Unreadable::Unknown) };
    let mut entries = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| Unreadable::Broken(error.to_string()))?;
        let line = record.position().map_or(0, |place| usize::try_from(place.line()).unwrap_or(0));
        let read = || {
            let (code, text) = (record.get(code_at)?, record.get(text_at)?);
            Some(Entry { code: written(code)?, text: words(text)?, leaf: true })
        };
        entries.push(read().ok_or(Unreadable::Line(line))?);
    }
    mark_leaves(&mut entries);
    Ok(CodeFile { system: WHO.to_owned(), edition: None, entries })
}
