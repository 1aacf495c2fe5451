//! A note in words, section by section, for pages and paper.

use super::model::{Section, Sections, said as diagnosis_said};
use crate::care::notes::Note;
use crate::kit::error::Result;
use crate::say;

/// What a section is called.
pub fn label(section: Section) -> String {
    say!(&format!("consultation-{}", section.name()))
}

/// The sections of a note that say something, with its diagnoses, as label and text.
///
/// # Errors
/// [`crate::kit::error::Error::Bug`] when a column does not hold what we put there.
pub fn texts(note: &Note) -> Result<Vec<(String, String)>> {
    let sections = Sections::of(note)?;
    let written = Section::ALL.into_iter().filter(|section| !sections.text(*section).is_empty());
    let mut texts: Vec<_> =
        written.map(|section| (label(section), sections.text(section).to_owned())).collect();
    if let (Some((_, called)), false) = (&sections.template, sections.answers.is_empty()) {
        texts.push((called.clone(), sections.answers_said()));
    }
    if !sections.diagnoses.is_empty() {
        let said: Vec<String> = sections.diagnoses.iter().map(diagnosis_said).collect();
        texts.push((say!("consultation-diagnoses"), said.join("\n")));
    }
    Ok(texts)
}
