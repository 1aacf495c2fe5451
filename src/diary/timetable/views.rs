//! What the pages about hours show, as plain values.

use askama::Template;

use crate::diary::leave::MoveRow;
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;

/// A choice of a select: value and text.
pub(super) type Choice = (String, String);

/// Words that lead somewhere, or nowhere.
pub(super) struct Link {
    pub text: String,
    pub href: Option<String>,
}

/// All doctors with their hours.
#[derive(Template)]
#[template(path = "diary/timetable/list.html")]
pub(super) struct ListPage {
    pub frame: Frame,
    pub may_manage: bool,
    pub narrowing: Narrowing,
    pub rows: Vec<ListRow>,
    pub looked_ahead: String,
}

/// What both lists can be narrowed to.
pub(super) struct Narrowing {
    pub action: &'static str,
    pub specialty: String,
    pub specialties: Vec<Choice>,
    pub site: String,
    pub sites: Vec<Choice>,
    /// The words of the address that keep it, `?` included; "" for everything.
    pub query: String,
}

pub(super) struct ListRow {
    pub name: String,
    pub href: String,
    pub specialties: String,
    pub lines: Vec<ListLine>,
    pub away: Option<String>,
    pub next: Link,
}

pub(super) struct ListLine {
    pub site: String,
    pub text: String,
    pub valid: String,
}

/// Who is free next, by specialty.
#[derive(Template)]
#[template(path = "diary/timetable/specialties.html")]
pub(super) struct SpecialtiesPage {
    pub frame: Frame,
    pub narrowing: Narrowing,
    pub sections: Vec<Section>,
    pub looked_ahead: String,
}

pub(super) struct Section {
    pub id: String,
    pub name: String,
    pub note: String,
    pub rows: Vec<FreeRow>,
}

pub(super) struct FreeRow {
    pub name: String,
    pub href: String,
    pub site: String,
    pub next: Link,
}

/// One doctor's hours.
#[derive(Template)]
#[template(path = "diary/timetable/doctor.html")]
pub(super) struct DoctorPage {
    pub frame: Frame,
    pub name: String,
    pub about: String,
    /// Where the list is; none for those who see only their own.
    pub list: Option<&'static str>,
    /// The address of this page, for those who may change what is on it.
    pub edit: Option<String>,
    pub not_bookable: Option<String>,
    pub weekly: Vec<WeeklyRow>,
    pub extra: Vec<ExtraRow>,
    pub leaves: Vec<LeaveRow>,
    pub holidays: Vec<(String, String)>,
    pub to_move: usize,
    pub moves: Vec<MoveRow>,
    pub more: Option<String>,
    /// One's own only.
    pub feed: Option<Feed>,
    pub form: Form,
}

pub(super) struct WeeklyRow {
    /// The day of the week; "" when the row above is of the same.
    pub day: String,
    pub said: String,
    pub time: String,
    pub site: String,
    pub room: String,
    pub slot: String,
    pub valid: String,
    pub href: String,
}

pub(super) struct ExtraRow {
    pub day: String,
    pub time: String,
    pub site: String,
    pub room: String,
    pub slot: String,
    pub href: String,
}

pub(super) struct LeaveRow {
    pub said: String,
    pub cover: String,
    pub note: String,
    pub to_move: usize,
    pub href: String,
}

pub(super) struct Feed {
    pub action: String,
    pub since: Option<String>,
}

/// New or changed hours of the week.
#[derive(Template)]
#[template(path = "diary/timetable/weekly.html")]
pub(super) struct WeeklyPage {
    pub frame: Frame,
    pub doctor: String,
    pub back: String,
    pub action: String,
    pub title: String,
    pub words: String,
    pub form: Form,
    /// New hours take several days at once; changed ones have one.
    pub is_new: bool,
    pub days: Vec<Choice>,
    pub offered: Choices,
    pub valid_from_words: String,
    pub valid_to_words: String,
    pub save: String,
    pub outside: Option<Outside>,
}

/// What the selects of a form about hours offer.
pub(super) struct Choices {
    pub sites: Vec<Choice>,
    pub rooms: Vec<Choice>,
    pub slots: Vec<Choice>,
}

/// Extra hours.
#[derive(Template)]
#[template(path = "diary/timetable/extra.html")]
pub(super) struct ExtraPage {
    pub frame: Frame,
    pub doctor: String,
    pub back: String,
    pub action: String,
    pub form: Form,
    pub offered: Choices,
    pub day_words: String,
}

/// Ending weekly hours, or taking extra hours back.
#[derive(Template)]
#[template(path = "diary/timetable/end.html")]
pub(super) struct EndPage {
    pub frame: Frame,
    pub doctor: String,
    pub back: String,
    pub action: String,
    pub title: String,
    pub words: String,
    pub form: Form,
    /// Weekly hours ask for their last day.
    pub asks_last: bool,
    pub last_words: String,
    pub save: String,
    pub outside: Option<Outside>,
}

/// Appointments that would lie outside, to be agreed to.
pub(super) struct Outside {
    pub count: usize,
    pub rows: Vec<MoveRow>,
    pub more: Option<String>,
}

/// Public holidays.
#[derive(Template)]
#[template(path = "diary/timetable/holidays.html")]
pub(super) struct HolidaysPage {
    pub frame: Frame,
    pub years: Vec<Year>,
    pub form: Form,
    pub sites: Vec<Choice>,
}

pub(super) struct Year {
    pub year: String,
    pub rows: Vec<HolidayRow>,
}

pub(super) struct HolidayRow {
    pub day: String,
    pub name: String,
    pub site: String,
    pub to_move: usize,
    pub removal: String,
    pub form: Form,
}
