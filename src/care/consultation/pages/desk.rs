//! The desk: the note while it is a draft.

use actix_web::HttpRequest;
use jiff::SignedDuration;

use super::super::actions::{self, SIGNED, STALE, Shown, Signing};
use super::super::basket::{Adding, At, Line};
use super::super::forms;
use super::super::model::{Section, Sections, packed};
use super::super::said::label;
use super::super::views::{DeskPage, DiagnosisView, SectionView};
use super::super::{desk_path, lasting_path, note_path};
use super::{Lent, by, conflict, headed, may, named, reasons, said};
use super::{lasting, record, template};
use crate::care::codes::{self, List};
use crate::care::notes::{self, Note, Readers};
use crate::care::visits::{self, Visit, VisitId};
use crate::care::{templates, vitals};
use crate::diary::appointments::{self, DiaryReach, Status, Window, Wish};
use crate::gate::access::model::Role;
use crate::gate::access::permissions::{Permission as _, perm};
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::people::patients::{Chart, PatientId, record_path};
use crate::say;

pub(super) type Writer = Chart<perm::RecordWrite>;

/// The draft; a note that is signed is read on its own page.
pub async fn show(chart: Writer, desk: Desk, lent: Lent, request: HttpRequest) -> Result<Answer> {
    let visit = named(&request)?;
    let open = open(&desk, &chart, visit).await?;
    if !open.note.is_draft() || chart.asked != chart.id {
        return Ok(Reply::to(note_path(chart.id, visit)).into());
    }
    let form = desk.draft_form(forms::values(&Sections::of(&open.note)?, open.note.version), &[]).await?;
    Ok(Page::ok(&page(&desk, &chart, &lent, &open, form, Told::default()).await?)?.into())
}

/// Saves the draft, or signs it with all that lies beside it.
pub async fn submit(
    chart: Writer,
    desk: Desk,
    lent: Lent,
    request: HttpRequest,
    mut form: Form,
) -> Result<Answer> {
    let visit = named(&request)?;
    if let Some(answer) = desk.first_answer(&form).await? {
        return Ok(answer.into());
    }
    let open = open(&desk, &chart, visit).await?;
    look_up(&desk, &mut form).await?;
    let edition = template::of_form(&desk, &form).await?;
    let mine = forms::read(&mut form, edition.as_ref())?;
    if !open.note.is_draft() {
        return reasons::too_late(&desk, &chart, &lent, &open.note, &mine).await;
    }
    let sections = forms::picked(&form, mine.clone(), &Sections::of(&open.note)?);
    let sections = match form.raw("do") {
        "template" => template::changed(&desk, &form, sections).await?,
        "copy" => with_last(&desk, &chart, visit, sections).await?,
        _ => sections,
    };
    let signs = form.raw("do") == "sign";
    let known = vitals::known(&desk, &chart).await?.at_visit(open.visit.at.0);
    let measured = if signs { vitals::read(&mut form, &known) } else { vitals::Read::default() };
    let sections = if signs {
        let today = desk.here().date();
        Sections { answers: templates::refused(sections.answers, &mut form, today), ..sections }
    } else {
        sections
    };
    if signs && form.is_valid() && sections.is_empty() {
        form.refuse("complaint", say!("consultation-empty"));
    }
    if !form.is_valid() {
        let told = Told { unlikely: measured.unlikely, ..Told::default() };
        return again(&desk, &chart, &lent, &open, form, &sections, told).await;
    }
    let shown = Shown { visit, version: form.raw("version").parse().unwrap_or_default() };
    let (patient, by, basket) = (chart.id, by(&chart.may.who), lent.basket.clone());
    let to = whereto(&form, patient, visit);
    let (kept, round, body) = (sections.clone(), measured.round, known.body);
    let done = desk
        .submit(&chart, &form, move |tx| {
            if signs {
                let signing = Signing { sections: &kept, round: &round, body, basket: &basket };
                actions::sign(tx, patient, &shown, &signing, &by)?;
                return Ok(Reply::to(note_path(patient, visit)).toast(say!("consultation-signed-toast")));
            }
            actions::save(tx, patient, &shown, &kept, &by)?;
            Ok(Reply::to(to.clone()).toast(say!("consultation-saved")))
        })
        .await;
    match done {
        Ok(reply) => Ok(reply.into()),
        Err(error) if error.breaks(STALE) => conflict::both(&desk, &chart, &lent, visit, &form, &mine).await,
        Err(error) if error.breaks(SIGNED) => {
            let open = self::open(&desk, &chart, visit).await?;
            reasons::too_late(&desk, &chart, &lent, &open.note, &mine).await
        }
        Err(Error::Broken(rule)) if lent.blocks(&desk, &chart, visit).await? => {
            tracing::debug!(rule, "something in the basket cannot be signed as it is");
            let told = Told { notice: say!("consultation-blocked"), ..Told::default() };
            again(&desk, &chart, &lent, &open, form, &sections, told).await
        }
        Err(error) => Err(error),
    }
}

/// What was typed, and the last note's words where nothing was.
async fn with_last(desk: &Desk, chart: &Writer, visit: VisitId, typed: Sections) -> Result<Sections> {
    let (patient, readers) = (chart.id, Readers::of(&chart.may.who, chart));
    let last = desk.read(move |conn| record::last(conn, patient, visit, readers)).await?;
    Ok(match last {
        Some(note) => typed.filled_up_from(&Sections::of(&note)?),
        None => typed,
    })
}

/// Where one goes once the draft is saved: on with it, to what lies in the basket or goes into it, to the diary, or away.
fn whereto(form: &Form, patient: PatientId, visit: VisitId) -> String {
    let wish = form.raw("go");
    if wish.starts_with(&format!("{}/", record_path(patient))) || wish.starts_with("/appointments/") {
        wish.to_owned()
    } else if form.raw("do") == "leave" {
        record_path(patient)
    } else {
        desk_path(patient, visit)
    }
}

/// Puts the code that was picked from the list, or typed as it is written there, in the place of what was typed.
async fn look_up(desk: &Desk, form: &mut Form) -> Result<()> {
    let picked = form.raw(PICKED).trim();
    let wanted = if picked.is_empty() { form.raw("dx-new").trim() } else { picked }.to_owned();
    if wanted.is_empty() || wanted.chars().count() > LONGEST_CODE {
        return Ok(());
    }
    let found = desk.read(move |conn| codes::find(conn, List::Icd10, &wanted)).await?;
    if let Some(hit) = found {
        form.set("pick", packed(&hit.concept()));
    }
    Ok(())
}

/// What the list below the field of diagnoses calls its buttons.
const PICKED: &str = "pick-dx-new";
/// No list has longer codes.
const LONGEST_CODE: usize = 20;

impl Lent {
    /// Whether something in the basket cannot be signed as it is.
    async fn blocks(&self, desk: &Desk, chart: &Writer, visit: VisitId) -> Result<bool> {
        let (basket, patient) = (self.basket.clone(), chart.id);
        let by = At { account: chart.account(), now: desk.clock().now() };
        let lines = desk.read(move |conn| basket.lines(conn, patient, visit, by)).await?;
        Ok(lines.iter().any(|line| line.blocks))
    }
}

/// A visit with its note, as somebody may read it.
pub(super) struct Open {
    pub(super) visit: Visit,
    pub(super) note: Note,
}

pub(super) async fn open<P>(desk: &Desk, chart: &Chart<P>, visit: VisitId) -> Result<Open> {
    let (patient, readers) = (chart.id, Readers::of(&chart.may.who, chart));
    desk.read(move |conn| {
        let visit = visits::find(conn, patient, visit)?;
        let main = notes::main_of_visit(conn, patient, visit.id)?;
        Ok(Open { note: notes::find(conn, patient, main.id, readers)?, visit })
    })
    .await
}

/// `Follow-up, today 09:30`
pub(super) fn title(desk: &Desk, visit: &Visit) -> String {
    say!("consultation-title", kind = visit.shown().to_owned(), at = said(desk, visit.at.0))
}

/// What the page says besides the note.
#[derive(Default)]
struct Told {
    unlikely: String,
    notice: String,
}

/// The desk as it was sent: the diagnoses are those that were read, the field for a new one is empty again.
async fn again(
    desk: &Desk,
    chart: &Writer,
    lent: &Lent,
    open: &Open,
    form: Form,
    sections: &Sections,
    told: Told,
) -> Result<Answer> {
    let mut form = form.rekeyed(desk.form().key);
    form.set("dx-new", "");
    form.set_all("dx", sections.diagnoses.iter().map(packed));
    let is_conflict = !told.notice.is_empty();
    let page = page(desk, chart, lent, open, form, told).await?;
    Ok(if is_conflict { Page::conflict(&page)? } else { Page::invalid(&page)? }.into())
}

/// Booking the next appointment, for whoever may.
fn follow_up(chart: &Writer) -> Option<Adding> {
    may(chart, perm::AppointmentBook::ROW).then(|| Adding {
        glyph: "calendar-plus",
        label: say!("consultation-book"),
        href: appointments::new_path(&Wish { patient: Some(chart.id), ..Wish::default() }),
    })
}

async fn page(
    desk: &Desk,
    chart: &Writer,
    lent: &Lent,
    open: &Open,
    form: Form,
    told: Told,
) -> Result<DeskPage> {
    let head = headed(desk, chart, lent).await?;
    let (patient, visit) = (chart.id, open.visit.id);
    let template = template::shown(desk, &form).await?;
    let basket = lent.basket.clone();
    let by = At { account: chart.account(), now: desk.clock().now() };
    let lines = desk.read(move |conn| basket.lines(conn, patient, visit, by)).await?;
    let readers = Readers::of(&chart.may.who, chart);
    let diagnoses = form.all("dx").filter_map(super::super::model::unpacked).enumerate();
    let is_mine = open.note.is_by(chart.account());
    let may_discard = may(chart, perm::RecordVoid::ROW) && (is_mine || chart.may.who.role == Role::Admin);
    Ok(DeskPage {
        frame: desk.frame(),
        banner: head.banner,
        path: desk_path(patient, visit),
        record_href: record_path(patient),
        vitals_href: vitals::path(patient),
        discard: may_discard.then(|| format!("{}/void", note_path(patient, visit))),
        lasting: lasting::lasting(desk, &open.visit).await?,
        lasting_href: lasting_path(patient, visit),
        title: title(desk, &open.visit),
        author: if is_mine { String::new() } else { open.note.author.clone().unwrap_or_default() },
        since: say!("consultation-version", count = open.note.version),
        sections: Section::ALL
            .map(|section| SectionView {
                name: section.name(),
                label: label(section),
                rows: if section == Section::FollowUp { 1 } else { 3 },
            })
            .into_iter()
            .collect(),
        diagnoses: diagnoses
            .map(|(place, diagnosis)| DiagnosisView {
                place,
                packed: packed(&diagnosis),
                code: diagnosis.code.clone().unwrap_or_default(),
                words: diagnosis.shown().to_owned(),
            })
            .collect(),
        fields: vitals::fields(),
        oxygens: vitals::oxygens(),
        minds: vitals::minds(),
        measuring: vitals::FIELDS.iter().any(|name| !form.raw(name).is_empty()),
        unlikely: told.unlikely,
        lines,
        adding: lent
            .basket
            .adding(&chart.may.who, patient, visit)
            .into_iter()
            .chain(follow_up(chart))
            .collect(),
        template,
        record: record::beside(desk, patient, visit, readers).await?,
        booked: booked(desk, chart, &open.visit).await?,
        notice: told.notice,
        form,
    })
}

/// What was booked for the patient since the visit began, as far as the reader sees the diary: it stands already.
async fn booked(desk: &Desk, chart: &Writer, visit: &Visit) -> Result<Vec<Line>> {
    let (patient, since, now) = (chart.id, visit.at.0, desk.clock().now());
    let reach = DiaryReach::of(&chart.may, now);
    let window = Window {
        from: now,
        to: now.saturating_add(AHEAD).map_err(Error::bug)?,
        patients: Some(vec![patient]),
        statuses: Some(vec![Status::Booked]),
        ..Window::default()
    };
    let (mut found, names) = desk
        .read(move |conn| {
            let found = appointments::between(conn, &reach, &window)?;
            let names = appointments::names(conn, found.iter().map(|one| one.doctor_id))?;
            Ok((found, names))
        })
        .await?;
    found.retain(|one| one.booked_at >= since);
    Ok(found
        .iter()
        .map(|one| Line {
            glyph: "calendar",
            title: say!(one.kind.label_key()),
            sub: [said(desk, one.starts_at), names.get(&one.doctor_id).cloned().unwrap_or_default()]
                .join(" · "),
            href: appointments::path(one.id),
            ..Line::default()
        })
        .collect())
}

/// Nothing is booked further ahead.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 800);
