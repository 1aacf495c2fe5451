//! What pages of the chart are made of: rows, lines, choices.

use crate::care::observations::Flag;
use crate::kit::chart_svg::Svg;

/// When something was; `today` puts that word before the time.
#[derive(Clone, Debug, Default)]
pub struct Moment {
    pub today: bool,
    pub text: String,
}

/// One value of one test.
#[derive(Clone, Debug, Default)]
pub struct ResultRow {
    pub name: String,
    pub href: String,
    pub value: String,
    pub unit: String,
    /// The value is words and takes the room of number and unit.
    pub wordy: bool,
    pub flag: Option<Flag>,
    pub range: String,
    pub at: Moment,
    pub by: String,
}

/// A drawing with its readings beside it.
#[derive(Clone, Debug)]
pub struct Drawing {
    pub id: &'static str,
    /// Catalogue key of the name.
    pub name: &'static str,
    pub unit: String,
    /// Systolic and diastolic.
    pub pair: bool,
    pub shaded: String,
    pub svg: Svg,
    pub rows: Vec<Reading>,
    /// Where all readings are.
    pub href: String,
}

/// A row beside a drawing.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    pub at: Moment,
    pub values: Vec<String>,
}

/// A problem or diagnosis.
#[derive(Clone, Debug, Default)]
pub struct ProblemRow {
    pub name: String,
    pub code: String,
    pub active: bool,
    /// Catalogue key.
    pub status: &'static str,
    pub by: String,
    pub since: String,
    pub until: String,
    /// Imported, and nobody here has confirmed it.
    pub unconfirmed: bool,
}

/// An allergy.
#[derive(Clone, Debug, Default)]
pub struct AllergyRow {
    pub name: String,
    pub reaction: String,
    /// Catalogue key or nothing.
    pub severity: &'static str,
    /// Whether that must not be overlooked.
    pub grave: bool,
    pub category: String,
    pub since: String,
    /// Imported, and nobody here has confirmed it.
    pub unconfirmed: bool,
    /// Catalogue key; nothing while it is in force.
    pub state: &'static str,
}

/// A medicine.
#[derive(Clone, Debug, Default)]
pub struct MedicineRow {
    pub name: String,
    /// The page of the prescription.
    pub href: String,
    pub dosage: String,
    /// What it replaces, in a word or two each.
    pub tags: Vec<String>,
    /// What took its place.
    pub replaced_by: String,
    /// Why it was written against a warning.
    pub overridden: String,
    /// That it was voided and why, in words.
    pub voided: Option<String>,
    pub active: bool,
    /// Catalogue key.
    pub status: &'static str,
    pub by: String,
    pub reason: String,
    pub since: String,
    pub until: String,
    /// Imported, and nobody here has confirmed it.
    pub unconfirmed: bool,
}

/// A vaccine, or all doses of one on the summary.
#[derive(Clone, Debug, Default)]
pub struct VaccineRow {
    pub name: String,
    pub on: String,
    pub doses: usize,
    pub dose: String,
    pub lot: String,
    pub by: String,
    /// Imported, and nobody here has confirmed it.
    pub unconfirmed: bool,
    /// Catalogue key; nothing when it was given.
    pub state: &'static str,
}

/// A visit in the timeline.
#[derive(Clone, Debug, Default)]
pub struct VisitItem {
    pub href: String,
    pub title: String,
    /// Catalogue key of the setting, or nothing.
    pub class: &'static str,
    /// `is-key` now, `is-danger` emergency.
    pub family: &'static str,
    pub reason: String,
    /// What was found or done.
    pub found: Vec<String>,
    pub who: String,
    pub at: Moment,
    pub until: String,
    /// That it was voided and why, in words.
    pub voided: Option<String>,
}

/// Two lines.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pub name: String,
    pub more: String,
    /// That it was voided and why, in words.
    pub voided: Option<String>,
}

/// A section of the page of one visit.
#[derive(Clone, Debug, Default)]
pub struct VisitPart {
    pub id: &'static str,
    pub word: &'static str,
    pub lines: Vec<Line>,
}

/// A treatment plan.
#[derive(Clone, Debug, Default)]
pub struct PlanItem {
    pub name: String,
    pub status: &'static str,
    pub when: String,
    pub goals: Vec<String>,
    pub steps: Vec<Step>,
}

/// A step of a plan.
#[derive(Clone, Debug, Default)]
pub struct Step {
    pub name: String,
    pub status: &'static str,
}

/// A report.
#[derive(Clone, Debug, Default)]
pub struct ReportRow {
    pub name: String,
    pub more: String,
    pub count: i64,
    pub on: String,
}

/// A procedure.
#[derive(Clone, Debug, Default)]
pub struct ProcedureRow {
    pub name: String,
    pub reason: String,
    pub outcome: String,
    pub by: String,
    pub on: String,
    pub state: &'static str,
}

/// Somebody looked at, changed or printed the record.
#[derive(Clone, Debug, Default)]
pub struct AccessRow {
    pub at: Moment,
    pub who: String,
    pub role: String,
    /// Catalogue key.
    pub what: &'static str,
    pub glyph: &'static str,
    pub loud: bool,
    pub detail: String,
    pub place: String,
}

/// A line of what was reported.
#[derive(Clone, Debug)]
pub struct Reported {
    pub what: String,
    pub at: String,
}

/// One event of the timeline.
#[derive(Clone, Debug)]
pub struct EventItem {
    pub at: Moment,
    /// Catalogue key.
    pub kind: &'static str,
    pub is_visit: bool,
    pub name: String,
    pub who: String,
    pub detail: String,
    /// That it was voided and why, in words.
    pub voided: Option<String>,
    pub href: String,
}

/// What stood in the record on a day, by kind.
#[derive(Clone, Debug)]
pub struct ThenPart {
    pub id: &'static str,
    /// Catalogue key.
    pub word: &'static str,
    pub lines: Vec<ThenLine>,
    /// Why there are no lines.
    pub empty: String,
    /// How many more there are.
    pub more: usize,
    /// Where all of them are.
    pub all: String,
}

/// What stands around one part of a day.
#[derive(Clone, Debug)]
pub struct ThenAlone {
    pub whole_day: String,
    pub part: &'static str,
    pub shown: String,
    pub newer: Option<String>,
    pub older: Option<String>,
}

/// One entry of that day.
#[derive(Clone, Debug)]
pub struct ThenLine {
    pub name: String,
    pub detail: String,
    pub on: String,
    /// What became of it since, where that matters.
    pub later: String,
}

/// The addresses of the tabs.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    pub summary: String,
    pub visits: String,
    pub timeline: String,
    pub problems: String,
    pub medication: String,
    pub results: String,
    pub vitals: String,
    pub vaccines: String,
    pub intake: String,
    pub care: String,
    pub letters: String,
    pub details: String,
    pub access: String,
}

/// A button beside the banner.
#[derive(Clone, Debug, Default)]
pub struct Action {
    pub href: String,
    pub glyph: &'static str,
    pub label: String,
    /// Whether it is a task that opens over the page.
    pub is_task: bool,
}

/// A value and the catalogue key of its word, for a select.
pub type Choices = Vec<(&'static str, &'static str)>;
