//! The import law: you may only look down.
//!
//! A wing uses only wings declared above it in `lib.rs`; a feature only features declared above it in its wing's
//! `mod.rs`. Read from the syntax tree, every path of it, not only `use` lines. The one sanctioned upward read is
//! `gate/access/reach.rs`, which names two tables and no module, so the law needs no exception for it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Item, UseTree};

/// A module's place, such as `["gate", "access", "store"]`.
type Place = Vec<String>;

#[test]
fn everybody_looks_down_only() {
    let wings = declared(&source().join("lib.rs"));
    let mut features = BTreeMap::new();
    for wing in &wings {
        let inner = source().join(wing).join("mod.rs");
        if inner.is_file() {
            features.insert(wing.clone(), declared(&inner));
        }
    }
    let mut offences = Vec::new();
    for (place, uses) in all_uses() {
        for target in uses {
            if let Some(offence) = judge(&place, &target, &wings, &features) {
                offences.push(offence);
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn the_law_can_be_broken() {
    let wings = vec!["kit".to_owned(), "gate".to_owned()];
    let features = BTreeMap::from([("gate".to_owned(), vec!["actor".to_owned(), "desk".to_owned()])]);
    let place = |text: &str| text.split('/').map(ToOwned::to_owned).collect::<Place>();
    let law = |from: &str, to: &str| judge(&place(from), &place(to), &wings, &features).is_none();
    assert!(
        law("gate/desk", "kit/db") && law("gate/desk", "gate/actor") && law("gate/desk/x", "gate/desk/y")
    );
    assert!(!law("kit/db", "gate/actor") && !law("gate/actor", "gate/desk/Desk"));
}

fn judge(
    place: &[String],
    target: &[String],
    wings: &[String],
    features: &BTreeMap<String, Vec<String>>,
) -> Option<String> {
    let (own, other) = (place.first()?, target.first()?);
    let at = |wing: &String| wings.iter().position(|known| known == wing);
    let (own_at, other_at) = (at(own)?, at(other)?);
    let offence = || Some(format!("{} uses {}", place.join("/"), target.join("::")));
    if other_at > own_at {
        return offence();
    }
    if own != other || own == "kit" {
        return None;
    }
    let inside = features.get(own)?;
    let at = |place: &[String]| inside.iter().position(|known| Some(known) == place.get(1));
    match (at(place), at(target)) {
        (Some(here), Some(there)) if there > here => offence(),
        _ => None,
    }
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The modules a file declares, in order.
fn declared(file: &Path) -> Vec<String> {
    syn::parse_file(&std::fs::read_to_string(file).expect("a file"))
        .expect("Rust")
        .items
        .into_iter()
        .filter_map(|item| match item {
            Item::Mod(module) => Some(module.ident.to_string()),
            _ => None,
        })
        .collect()
}

fn all_uses() -> Vec<(Place, Vec<Place>)> {
    let mut found = Vec::new();
    let mut folders = vec![source()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let relative = path.strip_prefix(source()).expect("inside").with_extension("");
                let mut place: Place =
                    relative.iter().map(|part| part.to_string_lossy().into_owned()).collect();
                if matches!(place.last().map(String::as_str), Some("mod")) {
                    place.pop();
                }
                if matches!(place.first().map(String::as_str), Some("lib" | "main")) {
                    continue;
                }
                let file = syn::parse_file(&std::fs::read_to_string(&path).expect("a file")).expect("Rust");
                let mut walk = Walk { place: place.clone(), uses: Vec::new() };
                walk.visit_file(&file);
                found.push((place, walk.uses));
            }
        }
    }
    assert!(found.len() > 40, "the source was found");
    found
}

struct Walk {
    place: Place,
    uses: Vec<Place>,
}

impl Walk {
    /// Notes a path that begins with `crate` or `super`.
    fn note(&mut self, path: Vec<String>) {
        let mut parts = path.into_iter().peekable();
        let mut base = match parts.peek().map(String::as_str) {
            Some("crate") => {
                parts.next();
                Vec::new()
            }
            Some("super") => self.place.clone(),
            _ => return,
        };
        while parts.peek().is_some_and(|part| part == "super") {
            parts.next();
            base.pop();
        }
        base.extend(parts);
        self.uses.push(base);
    }

    fn tree(&mut self, tree: &UseTree, before: &mut Vec<String>) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.tree(&path.tree, before);
                before.pop();
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.tree(tree, before);
                }
            }
            UseTree::Name(name) => self.note([before.clone(), vec![name.ident.to_string()]].concat()),
            UseTree::Rename(name) => self.note([before.clone(), vec![name.ident.to_string()]].concat()),
            UseTree::Glob(_) => self.note(before.clone()),
        }
    }
}

impl<'ast> Visit<'ast> for Walk {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&item.tree, &mut Vec::new());
    }
    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.note(path.segments.iter().map(|part| part.ident.to_string()).collect());
        visit::visit_path(self, path);
    }
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        // An inline module is one storey deeper for `super`.
        self.place.push(module.ident.to_string());
        visit::visit_item_mod(self, module);
        self.place.pop();
    }
}
