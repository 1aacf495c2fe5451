//! What the templates of the chart get: plain values, already in the reader's time zone.

mod parts;

use askama::Template;

pub use self::parts::*;
use crate::kit::chart_svg::Svg;
use crate::kit::text::filters;
use crate::kit::web::frame::Frame;
use crate::people::patients::{AllergyZone, Banner, Tab};

#[derive(Template)]
#[template(path = "lenses/chart/summary.html")]
pub struct Summary {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub actions: Vec<Action>,
    pub paths: Paths,
    pub results: Vec<ResultRow>,
    pub tests: i64,
    pub pressure: Option<Drawing>,
    /// Corrections that wait for a decision.
    pub requests: i64,
    pub problems: Vec<ProblemRow>,
    pub problems_note: String,
    pub problems_empty: String,
    /// Active ones that are not shown here.
    pub problems_more: i64,
    pub resolved: i64,
    pub medication: Vec<MedicineRow>,
    pub medication_note: String,
    pub medication_empty: String,
    /// Current ones that are not shown here.
    pub medication_more: i64,
    pub past: i64,
    pub vaccines: Vec<VaccineRow>,
    pub vaccines_note: String,
    pub vaccines_empty: String,
    pub vaccinations: i64,
    pub visits: Vec<VisitItem>,
    /// What the reader's emergency access has put on file; nothing without one.
    pub reported: Vec<Reported>,
}

/// What the timeline was narrowed to, as typed.
#[derive(Clone, Debug, Default)]
pub struct VisitFilterView {
    pub kind: String,
    pub from: String,
    pub until: String,
    pub text: String,
    pub on: bool,
}

#[derive(Template)]
#[template(path = "lenses/chart/timeline.html")]
pub struct Timeline {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub actions: Vec<Action>,
    pub paths: Paths,
    pub kinds: Choices,
    pub filter: VisitFilterView,
    pub events: Vec<EventItem>,
    /// Where the record of a day is.
    pub as_of: String,
    pub shown: String,
    pub newer: Option<String>,
    pub older: Option<String>,
}

#[derive(Template)]
#[template(path = "lenses/chart/as_of.html")]
pub struct AsOf {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub actions: Vec<Action>,
    pub paths: Paths,
    pub as_of: String,
    pub title: String,
    pub day: String,
    /// The day before, and the day after unless that is still to come.
    pub before: String,
    pub next: String,
    /// What is true of the patient, and what happened to them; a page of one part stands alone.
    pub sides: Vec<Vec<ThenPart>>,
    /// Of a page of one part: the whole day, what is shown, and the pages beside it.
    pub alone: Option<ThenAlone>,
}

#[derive(Template)]
#[template(path = "lenses/chart/visits.html")]
pub struct Visits {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub actions: Vec<Action>,
    pub paths: Paths,
    pub count: i64,
    pub kinds: Choices,
    pub filter: VisitFilterView,
    pub visits: Vec<VisitItem>,
    pub shown: String,
    pub newer: Option<String>,
    pub older: Option<String>,
}

#[derive(Template)]
#[template(path = "lenses/chart/visit.html")]
pub struct Visit {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub actions: Vec<Action>,
    pub paths: Paths,
    pub visit: VisitItem,
    pub facts: Vec<(&'static str, String)>,
    pub results: Vec<ResultRow>,
    pub parts_found: Vec<VisitPart>,
    /// Where its note is, for who may read it.
    pub note: Option<String>,
    /// Where it is printed, for who may.
    pub print: Option<String>,
    /// Where it is voided: an emergency entry, for who may.
    pub void: Option<String>,
}

#[derive(Template)]
#[template(path = "lenses/chart/problems.html")]
pub struct Problems {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub actions: Vec<Action>,
    pub first_page: bool,
    pub answered: String,
    pub asked_none: bool,
    pub allergies: Vec<AllergyRow>,
    pub counted: String,
    pub problems: Vec<ProblemRow>,
    pub problems_empty: String,
    pub shown: String,
    pub newer: Option<String>,
    pub older: Option<String>,
}

#[derive(Template)]
#[template(path = "lenses/chart/medication.html")]
pub struct Medication {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub actions: Vec<Action>,
    /// Where one is written, for who may.
    pub prescribe: Option<String>,
    pub counted: String,
    pub rows: Vec<MedicineRow>,
    pub empty: String,
    pub shown: String,
    pub newer: Option<String>,
    pub older: Option<String>,
}

#[derive(Template)]
#[template(path = "lenses/chart/results.html")]
pub struct Results {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub actions: Vec<Action>,
    pub paths: Paths,
    pub kinds: Choices,
    pub kind: String,
    pub text: String,
    pub filtered: bool,
    pub results: Vec<ResultRow>,
    pub shown: String,
}

#[derive(Template)]
#[template(path = "lenses/chart/test.html")]
pub struct Test {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub actions: Vec<Action>,
    pub paths: Paths,
    pub name: String,
    /// Where its rule comes from, of a value that is computed; "" otherwise.
    pub source: String,
    pub svg: Option<Svg>,
    pub rows: Vec<ResultRow>,
    pub shown: String,
    pub newer: Option<String>,
    pub older: Option<String>,
}

#[derive(Template)]
#[template(path = "lenses/chart/vitals.html")]
pub struct Vitals {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub actions: Vec<Action>,
    pub charts: Vec<Drawing>,
    /// The rounds as they were written down.
    pub rounds: String,
}

#[derive(Template)]
#[template(path = "lenses/chart/vaccines.html")]
pub struct Vaccines {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub actions: Vec<Action>,
    pub counted: String,
    pub rows: Vec<VaccineRow>,
    pub empty: String,
    pub shown: String,
    pub newer: Option<String>,
    pub older: Option<String>,
}

#[derive(Template)]
#[template(path = "lenses/chart/care.html")]
pub struct Care {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub actions: Vec<Action>,
    pub first_page: bool,
    pub plans: Vec<PlanItem>,
    pub reports: Vec<ReportRow>,
    pub counted: String,
    pub procedures: Vec<ProcedureRow>,
    pub shown: String,
    pub newer: Option<String>,
    pub older: Option<String>,
}

#[derive(Template)]
#[template(path = "lenses/chart/access.html")]
pub struct Access {
    pub frame: Frame,
    pub banner: Banner,
    pub tabs: Vec<Tab>,
    pub actions: Vec<Action>,
    pub paths: Paths,
    pub whats: Choices,
    pub what: String,
    pub whos: Choices,
    pub who: String,
    pub from: String,
    pub until: String,
    /// The reader sees only what they did themselves.
    pub own: bool,
    /// How many emergency accesses wait for a review, in words; address and words of each.
    pub unreviewed: String,
    pub waiting: Vec<(String, String)>,
    pub rows: Vec<AccessRow>,
    pub shown: String,
    pub newer: Option<String>,
    pub older: Option<String>,
}
