//! The form of a template: rows of questions that are added, moved and taken away.

use super::actions::Wish;
use super::model::{Asks, Field, key, number};
use crate::kit::web::form::Form;
use crate::say;

/// More questions than this are no template but a questionnaire.
pub const MOST: usize = 40;
/// Rows that a new template begins with.
const FIRST: usize = 3;
const LONGEST_LABEL: usize = 80;
const LONGEST_UNIT: usize = 20;
const LONGEST_OPTION: usize = 80;
const MOST_OPTIONS: usize = 30;

/// What a row is made of.
pub const PARTS: [&str; 7] = ["key", "label", "kind", "unit", "low", "high", "options"];

/// The words of the kinds, as forms send them.
pub const KINDS: [&str; 4] = ["number", "choice", "text", "date"];

/// The field of a part of a row.
pub fn name(row: usize, part: &str) -> String {
    format!("f{row}-{part}")
}

/// How many rows the form has.
pub fn rows(form: &Form) -> usize {
    form.raw("rows").parse().unwrap_or(0).min(MOST)
}

/// The values of a form that begins with a template.
pub fn values(title: &str, specialty: Option<&str>, fields: &[Field]) -> Vec<(String, String)> {
    let count = if fields.is_empty() { FIRST } else { fields.len() };
    let mut values = vec![
        ("name".to_owned(), title.to_owned()),
        ("specialty".to_owned(), specialty.unwrap_or_default().to_owned()),
        ("rows".to_owned(), count.to_string()),
    ];
    for (row, field) in fields.iter().enumerate() {
        let mut put = |part: &str, value: String| values.push((name(row, part), value));
        put("key", field.key.clone());
        put("label", field.label.clone());
        let limit = |limit: &Option<f64>| limit.map(|limit| limit.to_string()).unwrap_or_default();
        match &field.asks {
            Asks::Number { unit, low, high } => {
                put("kind", "number".to_owned());
                put("unit", unit.clone());
                put("low", limit(low));
                put("high", limit(high));
            }
            Asks::Choice { options } => {
                put("kind", "choice".to_owned());
                put("options", options.join("\n"));
            }
            Asks::Text => put("kind", "text".to_owned()),
            Asks::Date => put("kind", "date".to_owned()),
        }
    }
    values
}

/// Does what a button of the rows asks for; answers whether one was pressed.
pub fn rearrange(form: &mut Form) -> bool {
    let pressed = form.raw("row").to_owned();
    let count = rows(form);
    if pressed == "add" {
        form.set("rows", (count + 1).min(MOST).to_string());
        return true;
    }
    let (what, row) = pressed.split_once('-').unwrap_or_default();
    let Some(row) = row.parse::<usize>().ok().filter(|row| *row < count) else { return false };
    match what {
        "up" if row > 0 => swap(form, row, row - 1),
        "up" => {}
        "remove" => {
            for below in row + 1..count {
                swap(form, below, below - 1);
            }
            PARTS.iter().for_each(|part| form.set(&name(count - 1, part), ""));
            form.set("rows", (count - 1).to_string());
        }
        _ => return false,
    }
    true
}

fn swap(form: &mut Form, one: usize, other: usize) {
    for part in PARTS {
        let (here, there) = (name(one, part), name(other, part));
        let (mine, theirs) = (form.raw(&here).to_owned(), form.raw(&there).to_owned());
        form.set(&here, theirs);
        form.set(&there, mine);
    }
}

/// What the form asks for; what is wrong stands at its field. Rows without a question are left out.
pub fn read(form: &mut Form) -> Option<Wish> {
    let title = form.required("name", LONGEST_LABEL, "templates-error-name");
    let specialty = form.optional("specialty", LONGEST_LABEL);
    let mut fields: Vec<Field> = Vec::new();
    let mut keys: Vec<String> = (0..rows(form)).map(|row| form.raw(&name(row, "key")).to_owned()).collect();
    keys.retain(|key| !key.is_empty());
    for row in 0..rows(form) {
        let is_blank = ["label", "unit", "low", "high", "options"]
            .iter()
            .all(|part| form.raw(&name(row, part)).trim().is_empty());
        if is_blank {
            continue;
        }
        let label = form.required(&name(row, "label"), LONGEST_LABEL, "templates-error-label");
        let asks = asks(form, row);
        let (Some(label), Some(asks)) = (label, asks) else { continue };
        if fields.iter().any(|field| field.label.to_lowercase() == label.to_lowercase()) {
            form.refuse(&name(row, "label"), say!("templates-error-twice"));
        }
        let known = form.raw(&name(row, "key")).trim().to_owned();
        let is_free = !fields.iter().any(|field| field.key == known);
        let kept = !known.is_empty() && is_free && key(&known, &[]) == known;
        let key = if kept { known } else { key(&label, &keys) };
        keys.push(key.clone());
        fields.push(Field { key, label, asks });
    }
    if fields.is_empty() && form.is_valid() {
        form.refuse(&name(0, "label"), say!("templates-error-nothing"));
    }
    let title = title.filter(|_| form.is_valid())?;
    Some(Wish { name: title, specialty, fields })
}

fn asks(form: &mut Form, row: usize) -> Option<Asks> {
    match form.raw(&name(row, "kind")) {
        "number" => {
            let unit = form.optional(&name(row, "unit"), LONGEST_UNIT).unwrap_or_default();
            let (low, high) = (limit(form, row, "low")?, limit(form, row, "high")?);
            if low.zip(high).is_some_and(|(low, high)| low > high) {
                form.refuse(&name(row, "high"), say!("templates-error-range"));
                return None;
            }
            Some(Asks::Number { unit, low, high })
        }
        "choice" => {
            let mut options: Vec<String> = Vec::new();
            for line in form.raw(&name(row, "options")).lines().map(str::trim).filter(|line| !line.is_empty())
            {
                if !options.iter().any(|known| known == line) {
                    options.push(line.to_owned());
                }
            }
            let is_long = options.iter().any(|option| option.chars().count() > LONGEST_OPTION);
            if options.len() < 2 || options.len() > MOST_OPTIONS || is_long {
                let words = say!("templates-error-options", most = MOST_OPTIONS, longest = LONGEST_OPTION);
                form.refuse(&name(row, "options"), words);
                return None;
            }
            Some(Asks::Choice { options })
        }
        "date" => Some(Asks::Date),
        _ => Some(Asks::Text),
    }
}

/// One end of a range: none for nothing typed; nothing at all for what is no number.
fn limit(form: &mut Form, row: usize, part: &str) -> Option<Option<f64>> {
    let name = name(row, part);
    let typed = form.raw(&name).trim().to_owned();
    if typed.is_empty() {
        return Some(None);
    }
    let read = number(&typed).and_then(|written| written.parse().ok());
    if read.is_none() {
        form.refuse(&name, say!("templates-error-number"));
    }
    read.map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(rows: &[[&str; 6]]) -> Form {
        let mut values =
            vec![("name".to_owned(), "Children".to_owned()), ("rows".to_owned(), rows.len().to_string())];
        for (row, parts) in rows.iter().enumerate() {
            for (part, value) in PARTS[1..].iter().zip(parts) {
                values.push((name(row, part), (*value).to_owned()));
            }
        }
        Form::with(String::new(), values)
    }

    fn labels(form: &Form) -> Vec<&str> {
        (0..rows(form)).map(|row| form.raw(&name(row, "label"))).collect::<Vec<_>>()
    }

    #[test]
    fn rows_are_read_and_come_back_as_they_were() {
        let mut typed = form(&[
            ["Head", "number", "cm", "30", "60,5", ""],
            ["", "text", "", "", "", ""],
            ["Feeding", "choice", "", "", "", "Breast milk\n\nFormula\nFormula"],
            ["Next check-up", "date", "", "", "", ""],
        ]);
        let wish = read(&mut typed).unwrap();
        let keys: Vec<&str> = wish.fields.iter().map(|field| &*field.key).collect();
        assert_eq!(keys, ["head", "feeding", "next-check-up"]);
        assert_eq!(
            wish.fields[0].asks,
            Asks::Number { unit: "cm".into(), low: Some(30.0), high: Some(60.5) }
        );
        let mut again = Form::with(String::new(), values(&wish.name, None, &wish.fields));
        assert_eq!(read(&mut again), Some(wish));
    }

    #[test]
    fn a_question_that_changes_its_words_keeps_its_key() {
        let mut typed = form(&[["Head girth", "number", "cm", "", "", ""], ["Head", "text", "", "", "", ""]]);
        typed.set(&name(0, "key"), "head");
        let keys: Vec<String> = read(&mut typed).unwrap().fields.into_iter().map(|field| field.key).collect();
        assert_eq!(keys, ["head", "head-2"]);
    }

    #[test]
    fn what_is_wrong_stands_at_its_field() {
        for (row, part) in [
            (["", "number", "cm", "", "", ""], "label"),
            (["Head", "number", "cm", "sixty", "", ""], "low"),
            (["Head", "number", "cm", "60", "30", ""], "high"),
            (["Feeding", "choice", "", "", "", "Only one"], "options"),
        ] {
            let mut typed = form(&[row]);
            assert_eq!(read(&mut typed), None);
            assert!(typed.field(&name(0, part)).error.is_some(), "{part}");
        }
        assert_eq!(read(&mut form(&[["", "text", "", "", "", ""]])), None, "a template asks something");
    }

    #[test]
    fn rows_are_added_moved_and_taken_away() {
        let row = |label| [label, "text", "", "", "", ""];
        let mut typed = form(&[row("a"), row("b"), row("c")]);
        let mut press = |what: &str| {
            typed.set("row", what);
            assert!(rearrange(&mut typed), "{what}");
            labels(&typed).join("")
        };
        assert_eq!(press("up-2"), "acb");
        assert_eq!(press("up-0"), "acb");
        assert_eq!(press("remove-0"), "cb");
        assert_eq!(press("add"), "cb");
        assert_eq!(labels(&typed).len(), 3);
        for nothing in ["", "up-9", "down-1", "remove-x"] {
            typed.set("row", nothing);
            assert!(!rearrange(&mut typed), "{nothing}");
        }
    }
}
