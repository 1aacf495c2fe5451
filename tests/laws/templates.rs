//! What templates may and may not say.

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn files(folder: &Path, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(here) = folders.pop() {
        for entry in std::fs::read_dir(&here).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|known| known == ending) {
                let name = path.strip_prefix(folder).expect("inside").to_string_lossy().into_owned();
                found.push((name, std::fs::read_to_string(&path).expect("a file")));
            }
        }
    }
    found.sort();
    found
}

/// htmx 2 habits, what the content security policy blocks, and what would let text become mark-up.
const FORBIDDEN: &[&str] = &[
    "hx-ext",
    "hx-on",
    "hx-vars",
    "hx-params",
    "hx-disabled-elt",
    "js:",
    "style=",
    "<style",
    "javascript:",
    "http://",
    "https://",
    "hx-boost",
];

#[test]
fn nothing_forbidden_stands_in_a_template() {
    let mut offences = Vec::new();
    for (name, text) in files(&root().join("templates"), "html") {
        for word in FORBIDDEN.iter().filter(|word| text.contains(**word)) {
            offences.push(format!("{name}: {word}"));
        }
        for (at, _) in text.match_indices("<script") {
            if !text[at..].starts_with("<script src=") {
                offences.push(format!("{name}: a script of its own"));
            }
        }
        if text.contains("|safe") && !name.starts_with("ui/") {
            offences.push(format!("{name}: |safe"));
        }
        for tag in text.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default()) {
            for attribute in tag.split_ascii_whitespace().skip(1) {
                let name_only = attribute.split('=').next().unwrap_or_default();
                if name_only.starts_with("on")
                    && name_only[2..].chars().all(|c| c.is_ascii_lowercase())
                    && name_only.len() > 3
                    && attribute.contains('=')
                {
                    offences.push(format!("{name}: {attribute}"));
                }
                if name_only == "hx-trigger" && attribute.contains('[') {
                    offences.push(format!("{name}: a filter in hx-trigger"));
                }
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

/// A feature's templates include from their own folder, `ui/` and `layouts/` only.
#[test]
fn templates_look_down_only() {
    let mut offences = Vec::new();
    for (name, text) in files(&root().join("templates"), "html") {
        let own = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        for word in ["{% extends \"", "{% import \"", "{% include \"", "{%- include \"", "{%- import \""] {
            for part in text.split(word).skip(1) {
                let target = part.split('"').next().unwrap_or_default();
                let from_feature = !name.starts_with("ui/") && !name.starts_with("layouts/");
                let ok = target.starts_with("ui/")
                    || target.starts_with("layouts/")
                    || (from_feature && target.rsplit_once('/').is_some_and(|(folder, _)| folder == own));
                if !ok {
                    offences.push(format!("{name} takes {target}"));
                }
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

/// All keys that have a sentence.
fn keys() -> std::collections::BTreeSet<String> {
    files(&root().join("locales/en"), "ftl")
        .into_iter()
        .flat_map(|(_, text)| text.lines().filter_map(key_of).map(ToOwned::to_owned).collect::<Vec<_>>())
        .collect()
}

fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(" =")?;
    (!key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')).then_some(key)
}

/// A key that is there twice keeps the whole catalogue from being read.
#[test]
fn no_key_has_two_sentences() {
    let mut seen = std::collections::BTreeSet::new();
    let mut twice = Vec::new();
    for (name, text) in files(&root().join("locales/en"), "ftl") {
        for key in text.lines().filter_map(key_of) {
            if !seen.insert(key.to_owned()) {
                twice.push(format!("{name}: {key}"));
            }
        }
    }
    assert!(seen.len() > 100 && twice.is_empty(), "{twice:?}");
}

/// Every key that a template or a line of Rust names has a sentence, and every sentence is used.
#[test]
fn the_catalogue_is_whole() {
    let (known, mut missing) = (keys(), Vec::new());
    for (name, text) in files(&root().join("templates"), "html") {
        for (at, _) in text.match_indices("\"|t") {
            let rest = &text[at + 3..];
            if !rest.starts_with('1') && rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
                continue;
            }
            let key = text[..at].rsplit('"').next().unwrap_or_default();
            if !known.contains(key) {
                missing.push(format!("{name}: {key}"));
            }
        }
        for (at, _) in text.match_indices("\"|icon") {
            let icon = text[..at].rsplit('"').next().unwrap_or_default();
            if wardbook::kit::web::icon::svg(icon).is_empty() {
                missing.push(format!("{name}: icon {icon}"));
            }
        }
    }
    for (name, text) in files(&root().join("src"), "rs") {
        let said = ["say!(", "Sentence::of(", "::because("].map(|word| text.split(word).skip(1));
        for part in said.into_iter().flatten() {
            if let Some(key) = part.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next())
                && !known.contains(key)
                && name != "kit/text.rs"
            {
                missing.push(format!("{name}: {key}"));
            }
        }
    }
    assert!(missing.is_empty(), "no sentence for:\n{}", missing.join("\n"));
}

#[test]
fn no_sentence_is_left_over() {
    let mut all = String::new();
    for (_, text) in files(&root().join("templates"), "html") {
        all.push_str(&text);
    }
    for (_, text) in files(&root().join("src"), "rs") {
        all.push_str(&text);
    }
    let mut unused = Vec::new();
    for (name, text) in files(&root().join("locales/en"), "ftl") {
        for line in text.lines() {
            let Some(key) = key_of(line) else { continue };
            if !all.contains(&format!("\"{key}\"")) && !is_built(key, &all) {
                unused.push(format!("{name}: {key}"));
            }
        }
    }
    assert!(unused.is_empty(), "sentences nobody says:\n{}", unused.join("\n"));
}

/// Keys that are put together from a prefix and a word, such as `format!("audit-verb-{}", …)`.
fn is_built(key: &str, all: &str) -> bool {
    key.match_indices('-').any(|(at, _)| all.contains(&format!("\"{}{{", &key[..=at])))
}
