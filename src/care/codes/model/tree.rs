//! Codes in XML: ClaML as WHO and national institutes give it out, and the tabular list of ICD-10-CM.

use std::collections::HashMap;

use roxmltree::{Document, Node, ParsingOptions};

use super::file::{CM, CodeFile, Entry, Unreadable, WHO, mark_leaves, words, written};

/// The German modification, which its publisher names in the title.
const GM: &str = "http://fhir.de/CodeSystem/bfarm/icd-10-gm";

pub(super) fn read(text: &str) -> Result<CodeFile, Unreadable> {
    // ClaML names its grammar; nothing is fetched for it.
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document =
        Document::parse_with_options(text, options).map_err(|error| Unreadable::Broken(error.to_string()))?;
    let root = document.root_element();
    match root.tag_name().name() {
        "ClaML" => claml(root),
        "ICD10CM.tabular" => tabular(root),
        _ => Err(Unreadable::Unknown),
    }
}

/// A subdivision that many codes share, such as the fourth character of all kinds of diabetes.
struct Subdivision<'a> {
    code: &'a str,
    text: String,
}

fn claml(root: Node<'_, '_>) -> Result<CodeFile, Unreadable> {
    let mut subdivisions: HashMap<&str, Vec<Subdivision<'_>>> = HashMap::new();
    for class in children(root, "ModifierClass") {
        if let (Some(modifier), Some(code), Some(text)) =
            (class.attribute("modifier"), class.attribute("code"), preferred(class))
        {
            subdivisions.entry(modifier).or_default().push(Subdivision { code, text });
        }
    }
    let mut entries = Vec::new();
    for class in children(root, "Class").filter(|class| class.attribute("kind") == Some("category")) {
        let (Some(code), Some(text)) = (class.attribute("code").and_then(written), preferred(class)) else {
            continue;
        };
        entries.push(Entry { code: code.clone(), text: text.clone(), leaf: true });
        let has_own = children(class, "SubClass").next().is_some();
        for modifier in children(class, "ModifiedBy").filter(|_| !has_own) {
            // With `all="false"` only the subdivisions that are named are valid there.
            let named: Vec<&str> =
                children(modifier, "ValidModifierClass").filter_map(|one| one.attribute("code")).collect();
            let known = modifier.attribute("code").and_then(|name| subdivisions.get(name));
            for one in known.into_iter().flatten().filter(|one| named.is_empty() || named.contains(&one.code))
            {
                if let Some(finer) = written(&format!("{code}{}", one.code)) {
                    entries.push(Entry { code: finer, text: format!("{text}: {}", one.text), leaf: true });
                }
            }
        }
    }
    mark_leaves(&mut entries);
    let title = children(root, "Title").next();
    let name = title.and_then(|title| title.attribute("name")).unwrap_or_default();
    let system = if name.to_ascii_lowercase().contains("icd-10-gm") { GM } else { WHO };
    let edition = title.and_then(|title| title.attribute("version")).and_then(words);
    Ok(CodeFile { system: system.to_owned(), edition, entries })
}

/// The words a class is known by, without the codes they refer to.
fn preferred(class: Node<'_, '_>) -> Option<String> {
    let rubrics = || children(class, "Rubric");
    let of_kind = |kind: &str| rubrics().find(|rubric| rubric.attribute("kind") == Some(kind));
    let label = of_kind("preferredLong").or_else(|| of_kind("preferred"))?;
    let label = children(label, "Label").next()?;
    let text: String = label
        .descendants()
        .filter(|node| node.is_text() && !node.ancestors().any(|above| above.has_tag_name("Reference")))
        .filter_map(|node| node.text())
        .collect();
    words(&text)
}

fn tabular(root: Node<'_, '_>) -> Result<CodeFile, Unreadable> {
    let text_of = |node: Node<'_, '_>, name: &str| {
        children(node, name).next().and_then(|child| child.text()).and_then(words)
    };
    let mut entries = Vec::new();
    for diagnosis in root.descendants().filter(|node| node.has_tag_name("diag")) {
        let (name, text) = (text_of(diagnosis, "name"), text_of(diagnosis, "desc"));
        let (Some(code), Some(text)) = (name.as_deref().and_then(written), text) else {
            return Err(Unreadable::Broken("a diagnosis has no code or no words".to_owned()));
        };
        entries.push(Entry { code, text, leaf: true });
    }
    mark_leaves(&mut entries);
    Ok(CodeFile { system: CM.to_owned(), edition: text_of(root, "version"), entries })
}

fn children<'a, 'i: 'a>(node: Node<'a, 'i>, name: &'a str) -> impl Iterator<Item = Node<'a, 'i>> + 'a {
    node.children().filter(move |child| child.has_tag_name(name))
}
