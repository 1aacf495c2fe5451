//! The registration of a patient.

use actix_web::HttpRequest;
use jiff::Zoned;
use uuid::Uuid;

use super::super::actions::{self, DuplicateReason};
use super::super::forms::{as_far_as_known, refuse_all, sheet_of, sheet_of_search, values_of};
use super::super::model::details::Details;
use super::super::model::field::Field;
use super::super::model::patient::PatientId;
use super::super::store::{self, Neighbours, Resembling};
use super::super::views::editing::{AlikeFragment, Choices, Duplicates, NewPage, shared_phone};
use super::super::views::sexes;
use super::super::{languages, record_path};
use super::Lent;
use crate::gate::access::permissions::perm;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital;
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::say;

/// An empty form, or one that begins with what was searched for.
pub async fn show(
    _: May<perm::PatientRegister>,
    desk: Desk,
    lent: Lent,
    request: HttpRequest,
) -> Result<Page> {
    let typed = Query::read(request.query_string())?.get("q").to_owned();
    let now = desk.clock().now();
    let now = desk.read(move |conn| hospital::local_now(conn, now)).await?;
    let values = values_of(&sheet_of_search(&typed, now.date()));
    let form = desk.draft_form(values, &[Field::Family.name(), Field::Given.name()]).await?;
    let compare = form.continued.is_some() || !typed.is_empty();
    Page::ok(&page(&desk, form, *lent.get_ref(), compare).await?)
}

/// Registers, unless something is wrong or somebody like that is here already and nobody said why this is another.
pub async fn submit(
    may: May<perm::PatientRegister>,
    desk: Desk,
    lent: Lent,
    mut form: Form,
) -> Result<Answer> {
    let at = desk.clock().now();
    let now = desk.read(move |conn| hospital::local_now(conn, at)).await?;
    let details = match Details::parse(&sheet_of(&form), now.date()) {
        Ok(details) => details,
        Err(problems) => {
            refuse_all(&mut form, &problems);
            let form = rekeyed(&desk, form);
            return Ok(Page::invalid(&page(&desk, form, *lent.get_ref(), true).await?)?.into());
        }
    };
    let (by, today) = (may.who.account, now.date());
    let answered = DuplicateReason::of_code(form.raw("other"));
    let shown: Vec<String> = form.raw("shown").split(' ').map(str::to_owned).collect();
    let registered = desk
        .submit(&may, &form, move |tx| {
            let patient = actions::register_decided(tx, &details, answered, &shown, today, by)?;
            Ok(Reply::to(record_path(patient.id)).toast(say!("patients-registered")))
        })
        .await;
    match registered {
        Ok(reply) => return Ok(reply.into()),
        Err(error) if error.breaks(actions::UNDECIDED) => {
            form.refuse("other", say!("patients-duplicates-decide"))
        }
        Err(error) if error.breaks("patients_national_id_key_key") => {
            form.refuse(Field::NationalId.name(), say!("patients-national-id-taken"));
        }
        Err(error) => return Err(error),
    }
    let form = rekeyed(&desk, form);
    Ok(Page::invalid(&page(&desk, form, *lent.get_ref(), true).await?)?.into())
}

/// Whom the new record resembles as far as it is typed: what stands in the page's own place for it.
pub async fn alike(_: May<perm::PatientRegister>, desk: Desk, lent: Lent, form: Form) -> Result<Page> {
    let NewPage { form, duplicates, phone_after, .. } = page(&desk, form, *lent.get_ref(), true).await?;
    Page::ok(&AlikeFragment { form, duplicates, phone_after })
}

fn rekeyed(desk: &Desk, form: Form) -> Form {
    form.rekeyed(desk.form().key)
}

async fn page(desk: &Desk, form: Form, lent: Neighbours, compare: bool) -> Result<NewPage> {
    let (sheet, at) = (sheet_of(&form), desk.clock().now());
    let (choices, duplicates, phone_after, born_words) = desk
        .read(move |conn| {
            let now = hospital::local_now(conn, at)?;
            let known = if compare { as_far_as_known(&sheet, now.date()) } else { None };
            let (duplicates, phone_after) = match known {
                Some(details) => alike_to(conn, &details, lent, &now)?,
                None => (None, String::new()),
            };
            let words = born_in_words(sheet.get(Field::Born), &now);
            Ok((choices(conn)?, duplicates, phone_after, words))
        })
        .await?;
    Ok(NewPage { frame: desk.frame(), form, choices, born_words, phone_after, duplicates })
}

/// Whom a new record resembles, and whose phone it shares, as the form shows it.
///
/// # Errors
/// What the database says.
pub fn alike_to(
    conn: &mut Conn,
    details: &Details,
    lent: Neighbours,
    now: &Zoned,
) -> Result<(Option<Duplicates>, String)> {
    let found: Resembling = store::resembling(conn, details, None, now.date())?;
    let ids: Vec<PatientId> = found.probable.iter().map(|alike| alike.hit.id).collect();
    let seen = (lent.last_seen)(conn, &ids)?;
    let duplicates =
        (!found.probable.is_empty()).then(|| Duplicates::of(details, &found.probable, &seen, now));
    Ok((duplicates, shared_phone(&found)))
}

/// What can be chosen in the form.
pub(super) fn choices(conn: &mut Conn) -> Result<Choices> {
    let not_said = (String::new(), say!("patients-not-said"));
    let doctors: Vec<(Uuid, String)> = store::doctors(conn)?;
    let doctors = doctors.into_iter().map(|(id, name)| (id.to_string(), name));
    Ok(Choices {
        sexes: sexes(),
        languages: std::iter::once(not_said.clone()).chain(languages()).collect(),
        doctors: std::iter::once(not_said).chain(doctors).collect(),
    })
}

/// "Wednesday 14 March 1984, 42 years old", or nothing when it is no day.
pub fn born_in_words(typed: &str, now: &Zoned) -> String {
    let Some(day) = super::super::model::dates::parse(typed, now.date()) else { return String::new() };
    let words = day.strftime("%A %-d %B %Y").to_string();
    match super::super::model::birth::Birth::Day(day).age(now.date()) {
        Some(age) => format!("{words} ({age})"),
        None => words,
    }
}
