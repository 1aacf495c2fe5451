//! The pages of letters.

use actix_web::{HttpRequest, web};

use super::model::{Content, Kind, Known, Letter, LetterId, Urgency};
use super::print::{Paper, set};
use super::views::{Line, ListPage, ReferralPage, SickNotePage, VoidPage};
use super::{actions, forms, path, store};
use crate::care::intake::{self, Question};
use crate::care::record::{Precision, When};
use crate::gate::access::model::Role;
use crate::gate::access::permissions::{Grant, Permission, Row, perm};
use crate::gate::desk::Desk;
use crate::gate::hospital;
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::pdf::{DOCUMENTS, Pdf};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::people::patients::{Chart, Head, Heads, PatientId, is_own};
use crate::say;

/// More letters has nobody.
const MOST: i64 = 200;
const REASON: usize = 300;

type Lent = web::Data<Heads>;
type Writer = Chart<perm::RecordWrite>;

/// All letters of a patient.
pub async fn list(chart: Chart<perm::RecordView>, desk: Desk, heads: Lent) -> Result<Page> {
    let (head, letters) =
        headed(&desk, &chart, &heads, |conn, patient| store::of_patient(conn, patient, MOST)).await?;
    let who = &chart.may.who;
    let is_own = is_own(who, &chart.patient);
    let may = |row: &Row| match is_own {
        true => row.grant(Role::Patient, who.duties) != Grant::No,
        false => who.may(row),
    };
    let may_write = may(perm::RecordWrite::ROW);
    let (here, path) = (desk.here(), path(chart.id));
    let line = |letter: &Letter| {
        let may_void = may_write && (who.role == Role::Admin || letter.written_by == who.account);
        Line::of(letter, &path, here.timestamp(), here.time_zone(), may_void)
    };
    Page::ok(&ListPage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        letters: letters.iter().map(line).collect(),
        may_write,
        may_print: may(perm::RecordPrint::ROW),
        path,
    })
}

/// An empty sick note: seen today, from today on.
pub async fn show_sick_note(chart: Writer, desk: Desk, heads: Lent) -> Result<Page> {
    let today = when::day(desk.here().date());
    let values = [("seen-on", today.clone()), ("from", today), ("course", "first".to_owned())];
    let values = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let form = desk.draft_form(values, &["from", "until"]).await?;
    Page::ok(&sick_note_page(&desk, &chart, &heads, form).await?)
}

/// Writes it.
pub async fn write_sick_note(chart: Writer, desk: Desk, heads: Lent, mut form: Form) -> Result<Answer> {
    match forms::sick_note(&mut form, desk.here().date()) {
        Some(content) => write(&desk, &chart, &form, content).await,
        None => {
            let form = form.rekeyed(desk.form().key);
            Ok(Page::invalid(&sick_note_page(&desk, &chart, &heads, form).await?)?.into())
        }
    }
}

/// An empty referral.
pub async fn show_referral(chart: Writer, desk: Desk, heads: Lent) -> Result<Page> {
    let values = [("urgency", "routine"), ("with-known", "on")];
    let values = values.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let form = desk.draft_form(values, &["to"]).await?;
    Page::ok(&referral_page(&desk, &chart, &heads, form).await?)
}

/// Writes it, with what is known at this moment.
pub async fn write_referral(chart: Writer, desk: Desk, heads: Lent, mut form: Form) -> Result<Answer> {
    let (id, today) = (chart.id, today(&desk)?);
    let known = desk.read(move |conn| known(conn, id, today)).await?;
    match forms::referral(&mut form, known) {
        Some(content) => write(&desk, &chart, &form, content).await,
        None => {
            let form = form.rekeyed(desk.form().key);
            Ok(Page::invalid(&referral_page(&desk, &chart, &heads, form).await?)?.into())
        }
    }
}

async fn write(desk: &Desk, chart: &Writer, form: &Form, content: Content) -> Result<Answer> {
    let (patient, by, name) = (chart.id, chart.account(), chart.may.who.name.clone());
    let sentence = match content.kind() {
        Kind::SickNote => "letters-sick-note-written",
        Kind::Referral => "letters-referral-written",
    };
    let reply = desk
        .submit(chart, form, move |tx| {
            actions::write(tx, patient, &content, (by, &name))?;
            Ok(Reply::to(path(patient)).toast(say!(sentence)))
        })
        .await?;
    Ok(reply.into())
}

/// The letter on paper. From the second one on it says that it is a copy.
pub async fn print(chart: Chart<perm::RecordPrint>, desk: Desk, request: HttpRequest) -> Result<Pdf> {
    let (patient, id) = (chart.id, named(&request)?);
    let letter = desk.read(move |conn| store::find(conn, patient, id)).await?;
    let printed = letter.clone();
    let is_first = desk.write(&chart, move |tx| actions::print(tx, patient, &printed)).await?;
    let house = desk.read(hospital::find).await?.ok_or_else(|| Error::bug("no hospital"))?;
    let who = &chart.may.who;
    let here = desk.here();
    let paper = Paper {
        is_copy: !is_first,
        born: chart.patient.born(here.date()).unwrap_or_else(|| say!("letters-unknown")),
        name: chart.patient.banner_name(),
        mrn: chart.patient.shown_mrn(),
        written: when::named_in_full(letter.written_at.to_zoned(here.time_zone().clone()).date()),
        printed_by: format!("{} ({})", who.name, say!(who.role.label_key())),
        printed_when: when::full(here.timestamp(), here.time_zone()),
        at: here.timestamp(),
        house,
        letter,
    };
    let fonts = desk.house().fonts.clone();
    let name = format!("{}-{}", paper.letter.content.kind().word().replace('_', "-"), chart.patient.mrn);
    let (file, _) = DOCUMENTS.work(move || set(&paper, fonts)).await?;
    Ok(Pdf::new(file, &name))
}

/// Asks why it counts no longer.
pub async fn ask_to_void(chart: Writer, desk: Desk, heads: Lent, request: HttpRequest) -> Result<Page> {
    let letter = own_letter(&desk, &chart, &request).await?;
    Page::ok(&void_page(&desk, &chart, &heads, &letter, desk.form()).await?)
}

/// Voids it: by its author, or by an admin.
pub async fn void(
    chart: Writer,
    desk: Desk,
    heads: Lent,
    request: HttpRequest,
    mut form: Form,
) -> Result<Answer> {
    if let Some(first) = desk.first_answer(&form).await? {
        return Ok(first.into());
    }
    let letter = own_letter(&desk, &chart, &request).await?;
    let Some(reason) = form.required("reason", REASON, "letters-reason-missing") else {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&void_page(&desk, &chart, &heads, &letter, form).await?)?.into());
    };
    let (patient, by, name) = (chart.id, chart.account(), chart.may.who.name.clone());
    let reply = desk
        .submit(&chart, &form, move |tx| {
            actions::void(tx, patient, letter.id, (by, &name), &reason)?;
            Ok(Reply::to(path(patient)).toast(say!("letters-is-voided")))
        })
        .await?;
    Ok(reply.into())
}

/// A letter in force that this person may void.
async fn own_letter(desk: &Desk, chart: &Writer, request: &HttpRequest) -> Result<Letter> {
    let (patient, id) = (chart.id, named(request)?);
    let letter = desk.read(move |conn| store::find(conn, patient, id)).await?;
    let who = &chart.may.who;
    let may = who.role == Role::Admin || letter.written_by == who.account;
    if !may {
        return Err(Error::NotFound);
    }
    if letter.voided.is_some() { Err(Error::Conflict(say!("letters-voided-before"))) } else { Ok(letter) }
}

fn named(request: &HttpRequest) -> Result<LetterId> {
    request.match_info().get("letter").unwrap_or_default().parse().map_err(|_| Error::NotFound)
}

fn today(desk: &Desk) -> Result<When> {
    When::date(desk.here().date(), Precision::Day).map_err(Error::bug)
}

/// What is known of a patient, in words.
fn known(conn: &mut Conn, patient: PatientId, today: When) -> Result<Known> {
    let mut known = Known::default();
    for standing in intake::standing(conn, patient, today.at)? {
        let said: Vec<String> = standing
            .entries
            .iter()
            .map(|entry| {
                let said = entry.said();
                let more = [said.dosage, said.reaction].into_iter().flatten().collect::<Vec<_>>().join(", ");
                if more.is_empty() { said.what } else { format!("{} ({more})", said.what) }
            })
            .collect();
        match standing.question {
            Question::Problems => known.problems = said,
            Question::Medication => known.medication = said,
            Question::Allergies if standing.answer.is_some() || !said.is_empty() => {
                known.allergies = Some(said);
            }
            Question::Allergies | Question::Vaccines => {}
        }
    }
    Ok(known)
}

async fn headed<P, T, F>(desk: &Desk, chart: &Chart<P>, heads: &Heads, read: F) -> Result<(Head, T)>
where
    P: Permission,
    T: Send + 'static,
    F: FnOnce(&mut Conn, PatientId) -> Result<T> + Send + 'static,
{
    let (who, patient, heads) = (chart.may.who.clone(), chart.patient.clone(), *heads);
    let (address, now) = (path(chart.id), desk.clock().now());
    desk.read(move |conn| Ok(((heads.0)(conn, &who, &patient, &address, now)?, read(conn, patient.id)?)))
        .await
}

async fn sick_note_page(desk: &Desk, chart: &Writer, heads: &Heads, form: Form) -> Result<SickNotePage> {
    let (head, ()) = headed(desk, chart, heads, |_, _| Ok(())).await?;
    let today = desk.here().date();
    Ok(SickNotePage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        path: path(chart.id),
        courses: vec![
            ("first", say!("letters-course-first")),
            ("continued", say!("letters-course-continued")),
        ],
        seen_words: forms::in_words(&form, "seen-on", today),
        from_words: forms::in_words(&form, "from", today),
        until_words: forms::in_words(&form, "until", today),
        form,
    })
}

async fn referral_page(desk: &Desk, chart: &Writer, heads: &Heads, form: Form) -> Result<ReferralPage> {
    let today = today(desk)?;
    let (head, known) = headed(desk, chart, heads, move |conn, id| known(conn, id, today)).await?;
    let list = |entries: &[String]| {
        if entries.is_empty() { say!("letters-none") } else { entries.join(" · ") }
    };
    let allergies = known.allergies.as_deref().map_or_else(|| say!("letters-allergies-unknown"), list);
    Ok(ReferralPage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        path: path(chart.id),
        form,
        urgencies: Urgency::ALL
            .iter()
            .map(|one| (one.word(), say!(&format!("letters-urgency-{}", one.word()))))
            .collect(),
        known: vec![
            ("letters-allergies", allergies),
            ("letters-problems", list(&known.problems)),
            ("letters-medication", list(&known.medication)),
        ],
    })
}

async fn void_page(
    desk: &Desk,
    chart: &Writer,
    heads: &Heads,
    letter: &Letter,
    form: Form,
) -> Result<VoidPage> {
    let (head, ()) = headed(desk, chart, heads, |_, _| Ok(())).await?;
    let (here, path) = (desk.here(), path(chart.id));
    Ok(VoidPage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        letter: letter.id.to_string(),
        line: Line::of(letter, &path, here.timestamp(), here.time_zone(), true),
        path,
        form,
    })
}
