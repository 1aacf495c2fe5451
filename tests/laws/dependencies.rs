//! What is built in: the licences and the floors of `deny.toml`, held without a further tool.

use std::process::Command;

use serde_json::Value;

struct Package {
    name: String,
    version: Vec<u64>,
    licence: String,
}

#[test]
fn every_dependency_has_a_licence_that_deny_toml_allows() {
    let rules = rules();
    let allowed: Vec<&str> =
        rules["licenses"]["allow"].as_array().expect("a list").iter().filter_map(|id| id.as_str()).collect();
    let refused: Vec<String> = packages()
        .into_iter()
        .filter(|package| !holds(&package.licence, &allowed))
        .map(|package| format!("{} ({})", package.name, package.licence))
        .collect();
    assert!(refused.is_empty(), "not allowed: {}", refused.join(", "));
}

#[test]
fn nothing_that_deny_toml_bans_is_built_in() {
    let rules = rules();
    let packages = packages();
    for ban in rules["bans"]["deny"].as_array().expect("a list") {
        let ban = ban["crate"].as_str().expect("a crate");
        let (name, below) =
            ban.split_once("@<").map_or((ban, None), |(name, below)| (name, Some(version(below))));
        for package in packages.iter().filter(|package| package.name == name) {
            let banned = below.as_ref().is_none_or(|below| package.version < *below);
            assert!(!banned, "{} {:?} is banned by {ban}", package.name, package.version);
        }
    }
}

#[test]
fn the_reading_of_licence_expressions_is_right() {
    let allowed = ["MIT", "Zlib", "Apache-2.0 WITH LLVM-exception"];
    for (expression, right) in [
        ("MIT", true),
        ("GPL-3.0-only", false),
        ("MIT OR GPL-3.0-only", true),
        ("MIT/Apache-2.0", true),
        ("MIT AND GPL-3.0-only", false),
        ("(MIT OR GPL-3.0-only) AND Zlib", true),
        ("(GPL-3.0-only OR AGPL-3.0-only) AND Zlib", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("Apache-2.0", false),
        ("", false),
    ] {
        assert_eq!(holds(expression, &allowed), right, "{expression}");
    }
}

fn rules() -> toml::Value {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/deny.toml")).expect("deny.toml");
    toml::from_str(&text).expect("deny.toml is TOML")
}

fn packages() -> Vec<Package> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--all-features"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo metadata");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages: Vec<Package> = found["packages"]
        .as_array()
        .expect("packages")
        .iter()
        .map(|package| Package {
            name: package["name"].as_str().expect("a name").to_owned(),
            version: version(package["version"].as_str().expect("a version")),
            licence: package["license"].as_str().unwrap_or_default().to_owned(),
        })
        .collect();
    assert!(packages.len() > 100, "cargo metadata named {} packages only", packages.len());
    packages
}

fn version(text: &str) -> Vec<u64> {
    text.split(['.', '-', '+']).map_while(|part| part.parse().ok()).collect()
}

/// Whether an SPDX expression can be met with the allowed licences. OR binds weaker than AND; `/` is an old OR.
fn holds(expression: &str, allowed: &[&str]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    either(&mut words, allowed)
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn either(words: &mut Words<'_>, allowed: &[&str]) -> bool {
    let mut holds = both(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        holds |= both(words, allowed);
    }
    holds
}

fn both(words: &mut Words<'_>, allowed: &[&str]) -> bool {
    let mut holds = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        holds &= one(words, allowed);
    }
    holds
}

fn one(words: &mut Words<'_>, allowed: &[&str]) -> bool {
    match words.next() {
        Some("(") => {
            let holds = either(words, allowed);
            words.next_if_eq(&")").is_some() && holds
        }
        Some(id) if words.next_if_eq(&"WITH").is_some() => {
            let with = format!("{id} WITH {}", words.next().unwrap_or_default());
            allowed.contains(&with.as_str())
        }
        Some(id) => allowed.contains(&id),
        None => false,
    }
}
