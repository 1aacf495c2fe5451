//! What the pages of the diary show, as plain values.

use askama::Template;

use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;

/// A link with its words.
pub(super) struct Link {
    pub href: String,
    pub text: String,
    pub current: bool,
}

/// What stands above every page of the diary: the day, where else one can go, the figures.
pub(super) struct Top {
    /// `Friday 20 November`
    pub title: String,
    /// What stands muted beside it: the zone, when it is not the hospital's.
    pub note: String,
    /// The day before, or what it is called when it is no day.
    pub before: Link,
    /// Today; current when it is shown.
    pub now: Link,
    pub after: Link,
    /// What the three are together: days, weeks.
    pub span_label: String,
    /// Where another day is picked: the address of the page, and what it keeps.
    pub pick_action: String,
    pub pick_kept: Vec<(&'static str, String)>,
    pub pick_date: String,
    pub sites: Vec<Link>,
    pub site: String,
    pub views: Vec<Link>,
    /// Where a new appointment is booked, for who may.
    pub new: Option<String>,
    /// Where somebody is checked in who was not booked, for who may.
    pub walk_in: Option<String>,
    /// Further addresses: print, end of the day.
    pub more: Vec<Link>,
}

/// One figure with the address of what it counts.
pub(super) struct Figure {
    pub href: String,
    pub count: usize,
    pub word: String,
}

/// The grid.
pub(super) struct Grid {
    /// `n5 h9`, and how tall a row is.
    pub class: String,
    pub label: String,
    pub columns: Vec<ColumnView>,
    pub ticks: Vec<TickView>,
    pub now: Option<NowView>,
}

/// A label in the gutter.
pub(super) struct TickView {
    pub row: i32,
    pub text: String,
    pub hour: bool,
}

/// The line of the present.
pub(super) struct NowView {
    pub row: i32,
    pub time: String,
}

/// One column.
pub(super) struct ColumnView {
    pub number: usize,
    pub name: String,
    /// Where the name leads, if anywhere.
    pub href: Option<String>,
    /// `Cardiology · Room 12`
    pub about: String,
    /// `7 free`, with the first of them.
    pub free: Option<Link>,
    /// `Until 10:30`, `Full`.
    pub note: String,
    pub slots: Vec<SlotView>,
}

/// One thing in a column.
pub(super) enum SlotView {
    Seen(SeenView),
    Free(FreeView),
    Closed(ClosedView),
}

/// An appointment.
pub(super) struct SeenView {
    pub id: String,
    pub class: String,
    pub href: String,
    /// Where another time is picked for it, for who may.
    pub pick: String,
    pub time: String,
    pub name: String,
    /// `ECG · Arrived 09:28`
    pub what: String,
    /// Said, not shown, before `what`.
    pub said: String,
    /// `Dr A. Kovač, Friday 20 November`
    pub whose: String,
    pub glyph: &'static str,
    /// Whether the time stands in the second line: there is no room for it in a half.
    pub time_below: bool,
}

/// A time that can be booked.
pub(super) struct FreeView {
    pub id: String,
    pub class: String,
    /// None for who may not book it.
    pub href: Option<String>,
    pub time: String,
    /// `Book Dr A. Kovač, Friday 20 November, 09:15: `
    pub said: String,
}

/// Hatched.
pub(super) struct ClosedView {
    pub class: String,
    pub text: String,
    pub more: String,
    pub link: Option<Link>,
}

/// Somebody in the house.
pub(super) struct WaitingView {
    pub href: String,
    pub name: String,
    pub doctor: String,
    pub due: String,
    /// `13 min`
    pub since: String,
    pub family: &'static str,
    pub glyph: &'static str,
    pub status: String,
    /// Flagged when they have waited long: family and words.
    pub long: Option<(&'static str, String)>,
    /// Where vital signs are written down, for who may.
    pub measure: Option<String>,
    /// The note of the consultation that is going on, for who writes it.
    pub note: Option<String>,
    /// The step that is next, for who may take it.
    pub step: Option<StepView>,
}

/// A step that one click takes.
pub struct StepView {
    /// Where it is sent.
    pub action: String,
    /// What the button says.
    pub word: String,
    /// Single use.
    pub key: String,
}

impl StepView {
    /// Names its button on a page, so that the focus stays on it when the page refreshes itself.
    pub fn id(&self) -> String {
        self.action.trim_start_matches('/').replace('/', "-")
    }
}

/// One line of the list.
pub(super) enum LineView {
    /// A heading, where more than one day is shown.
    Day(String),
    /// What is over, left out: how much, and where all of it is shown.
    Earlier(String, String),
    /// The present.
    Now(String),
    /// Free times of an hour: since when, how many, the first of them, what the link says besides.
    Free(String, String, String, String),
    /// An appointment.
    One(RowView),
}

/// An appointment in the list.
pub(super) struct RowView {
    pub id: String,
    pub href: String,
    pub time: String,
    pub name: String,
    /// Whether it is off.
    pub off: bool,
    /// `Dr A. Kovač · ECG · Overbooked`
    pub about: String,
    pub family: &'static str,
    pub glyph: &'static str,
    pub status: String,
    pub step: Option<StepView>,
}

/// `/diary/list`, and its lines that refresh themselves.
#[derive(Template)]
#[template(path = "diary/days/list.html", blocks = ["refreshed"])]
pub(super) struct ListPage {
    pub frame: Frame,
    pub top: Top,
    /// The address its lines refresh themselves by.
    pub refresh: String,
    /// What they have to hear of.
    pub topics: String,
    pub figures: Vec<Figure>,
    pub form: Form,
    pub doctors: Vec<(String, String)>,
    pub statuses: Vec<(String, String)>,
    pub spans: Vec<(String, String)>,
    /// What the filters keep: name, value.
    pub kept: Vec<(&'static str, String)>,
    /// Where everything is shown again, when it is narrowed.
    pub all: Option<String>,
    /// Where something is written to all of these patients, for who may.
    pub write: Option<String>,
    pub here: String,
    pub lines: Vec<LineView>,
    /// "62 appointments"
    pub count: String,
    /// Where the list goes on.
    pub next: Option<String>,
    /// Said of the search, when it found more people than are looked at.
    pub note: String,
    /// What stands in place of the lines.
    pub empty: (String, String),
}

/// What is being moved.
pub(super) struct MovingView {
    pub words: String,
    pub stop: String,
}

/// `/diary`, and its part that refreshes itself.
#[derive(Template)]
#[template(path = "diary/days/day.html", blocks = ["refreshed"])]
pub(super) struct DayPage {
    pub frame: Frame,
    pub top: Top,
    pub figures: Vec<Figure>,
    /// How many wait.
    pub waits: usize,
    pub waiting: Vec<WaitingView>,
    /// What is asked for on this day and can be given by the reader.
    pub to_confirm: Vec<RowView>,
    /// The address the page refreshes itself by.
    pub refresh: String,
    /// What it has to hear of.
    pub topics: String,
    pub here: String,
    pub moving: Option<MovingView>,
    /// Which doctors are shown of how many, with the pages before and after.
    pub pages: Option<(String, Option<String>, Option<String>)>,
    pub grid: Option<Grid>,
    /// What stands in place of the grid.
    pub empty: (String, String),
}

/// An appointment that nobody closed.
pub(super) struct OpenView {
    pub day: String,
    pub time: String,
    pub href: String,
    pub name: String,
    pub doctor: String,
    /// Where, when it is not the site the page is about; "" otherwise.
    pub elsewhere: String,
    pub family: &'static str,
    pub glyph: &'static str,
    pub status: String,
    pub steps: Vec<StepView>,
}

/// `/diary/open`
#[derive(Template)]
#[template(path = "diary/days/open.html")]
pub(super) struct OpenPage {
    pub frame: Frame,
    pub top: Top,
    pub here: String,
    /// Where what is over today is shown too, when it is left out.
    pub all: Option<String>,
    pub lines: Vec<OpenView>,
    /// There may be more than are shown.
    pub is_full: bool,
}

/// `/diary/print`
#[derive(Template)]
#[template(path = "diary/days/print.html")]
pub(super) struct PrintPage {
    pub frame: Frame,
    pub title: String,
    pub by: String,
    pub pdf: String,
    pub back: String,
    pub doctors: Vec<super::print::Doctor>,
}

/// `/diary/week`, and its part that refreshes itself.
#[derive(Template)]
#[template(path = "diary/days/week.html", blocks = ["refreshed"])]
pub(super) struct WeekPage {
    pub frame: Frame,
    pub top: Top,
    /// The address the page refreshes itself by.
    pub refresh: String,
    /// What it has to hear of.
    pub topics: String,
    pub moving: Option<MovingView>,
    pub form: Form,
    /// Whose week can be shown; empty for who sees their own only.
    pub doctors: Vec<(String, String)>,
    /// What choosing a doctor keeps: name, value.
    pub kept: Vec<(&'static str, String)>,
    pub grid: Option<Grid>,
    /// What stands in place of the grid.
    pub empty: (String, String),
}
