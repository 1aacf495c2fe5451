//! Which files an import reads, and in which order.

use std::path::{Path, PathBuf};

use super::bundle::read_file;

/// A file to import and the name by which it is reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportFile {
    /// Where it lies.
    pub path: PathBuf,
    /// How it is called in the report.
    pub name: String,
}

/// The files named, and all `*.json` in the folders named, in an order in which what is referred to comes first.
///
/// # Errors
/// A path that is not there.
pub fn collect(paths: &[PathBuf]) -> Result<Vec<ImportFile>, std::io::Error> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut inside = Vec::new();
            walk(path, &mut inside)?;
            inside.sort();
            found.extend(inside.into_iter().map(|file| ImportFile {
                name: file.strip_prefix(path).unwrap_or(&file).display().to_string(),
                path: file,
            }));
        } else {
            std::fs::metadata(path)?;
            let name =
                path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into());
            found.push(ImportFile { path: path.clone(), name });
        }
    }
    Ok(in_order(found))
}

/// The files in an order in which what is referred to comes first.
pub fn in_order(mut files: Vec<ImportFile>) -> Vec<ImportFile> {
    if files.len() > 1 {
        files.sort_by_cached_key(|file| rank(&file.path));
    }
    files
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), std::io::Error> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        // A link could lead round in a circle.
        if path.is_symlink() && path.is_dir() {
            continue;
        }
        if path.is_dir() {
            walk(&path, found)?;
        } else if path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("json")) {
            found.push(path);
        }
    }
    Ok(())
}

/// Directories first, then what holds patients, then visits, then the rest: exports that have one file for each
/// resource type refer across files.
fn rank(path: &Path) -> u8 {
    // What cannot be read is refused in its turn, with the reason.
    read_file(path).map_or(u8::MAX, |json| rank_of(&json))
}

fn rank_of(json: &str) -> u8 {
    let mut lowest = 0;
    let mut rest = json;
    while let Some(at) = rest.find("\"resourceType\"") {
        rest = &rest[at + "\"resourceType\"".len()..];
        let value =
            rest.trim_start().strip_prefix(':').map(str::trim_start).and_then(|v| v.strip_prefix('"'));
        let Some((kind, _)) = value.and_then(|value| value.split_once('"')) else { continue };
        let rank = match kind {
            "Bundle" | "Organization" | "Practitioner" | "PractitionerRole" | "Location" => continue,
            "Patient" => return 1,
            "Encounter" => 2,
            "Condition" => 3,
            "DiagnosticReport" | "CarePlan" => 5,
            _ => 4,
        };
        lowest = if lowest == 0 { rank } else { lowest.min(rank) };
    }
    lowest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle(kinds: &[&str]) -> u8 {
        let entries: Vec<String> =
            kinds.iter().map(|kind| format!(r#"{{"resourceType" : "{kind}"}}"#)).collect();
        rank_of(&format!(r#"{{"resourceType":"Bundle","entry":[{}]}}"#, entries.join(",")))
    }

    #[test]
    fn what_is_referred_to_comes_first() {
        assert_eq!(bundle(&["Practitioner", "Organization"]), 0);
        assert_eq!(bundle(&["Organization", "Observation", "Patient"]), 1);
        assert_eq!(bundle(&["Observation", "Encounter"]), 2);
        assert!(bundle(&["DiagnosticReport"]) > bundle(&["Observation"]));
        assert_eq!(bundle(&[]), 0);
    }

    #[test]
    fn folders_are_read_in_order_and_missing_paths_are_said() {
        let folder = std::env::temp_dir().join(format!("wardbook-files-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("inner")).unwrap();
        std::fs::write(folder.join("b.json"), r#"{"resourceType":"Patient"}"#).unwrap();
        std::fs::write(folder.join("z.json"), r#"{"resourceType":"Practitioner"}"#).unwrap();
        std::fs::write(folder.join("inner/a.json"), r#"{"resourceType":"Patient"}"#).unwrap();
        std::fs::write(folder.join("read.me"), "").unwrap();
        let names: Vec<String> =
            collect(std::slice::from_ref(&folder)).unwrap().into_iter().map(|f| f.name).collect();
        assert_eq!(names, ["z.json", "b.json", "inner/a.json"]);
        assert!(collect(&[folder.join("nowhere")]).is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
