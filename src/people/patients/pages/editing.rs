//! Changing what is known of a patient, and what happens when two people do so at once.

use actix_web::web;
use jiff::Zoned;

use super::super::actions;
use super::super::entry::Chart;
use super::super::forms::{refuse_all, sheet_of, values_of};
use super::super::head::{Head, Heads};
use super::super::model::details::Details;
use super::super::model::field::{Field, Sheet};
use super::super::model::patient::Patient;
use super::super::model::problem::Problems;
use super::super::store;
use super::super::views::editing::{ConflictPage, EditPage, shared_phone};
use super::super::views::moment;
use super::super::{messages_path, record_path};
use super::headed;
use super::registering::{born_in_words, choices};
use super::searching::may_do;
use crate::gate::access::permissions::{Grant, perm};
use crate::gate::desk::Desk;
use crate::gate::hospital;
use crate::kit::error::{Error, Result};
use crate::kit::web::compare::{Difference, Versions, is_theirs};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::say;

type Editor = Chart<perm::PatientEdit>;

/// Somebody saved since the form was opened.
const STALE: &str = "patients_changed_meanwhile";

/// The form with what is known.
pub async fn show(chart: Editor, desk: Desk, heads: web::Data<Heads>) -> Result<Page> {
    let mut values = values_of(&chart.details.sheet());
    values.push(("version".into(), chart.version.to_string()));
    let form = desk.draft_form(values, &[]).await?;
    Page::ok(&page(&desk, &chart, &heads, form).await?)
}

/// Saves; whoever was faster is shown beside what was typed.
pub async fn submit(chart: Editor, desk: Desk, heads: web::Data<Heads>, mut form: Form) -> Result<Answer> {
    let at = desk.clock().now();
    let now = desk.read(move |conn| hospital::local_now(conn, at)).await?;
    let fields = editable(&chart);
    let current = chart.details.sheet();
    let typed = merged(&form, &current, fields);
    let details = match parse(&typed, &chart.patient, &now) {
        Ok(details) => details,
        Err(problems) => {
            refuse_all(&mut form, &problems);
            let form = form.rekeyed(desk.form().key);
            return Ok(Page::invalid(&page(&desk, &chart, &heads, form).await?)?.into());
        }
    };
    let (before, by) = (chart.patient.clone(), chart.account());
    let version = version_of(&chart, &form);
    let saved = desk
        .submit(&chart, &form, move |tx| {
            if version != Some(before.version) {
                return Err(Error::Broken(STALE.to_owned()));
            }
            let saved = actions::change(tx, &before, &details, Some(by)).map_err(|error| match error {
                Error::Conflict(_) => Error::Broken(STALE.to_owned()),
                other => other,
            })?;
            let sentence =
                if saved == version.unwrap_or(0) { "patients-unchanged" } else { "patients-saved" };
            Ok(Reply::to(record_path(before.id)).toast(say!(sentence)))
        })
        .await;
    match saved {
        Ok(reply) => Ok(reply.into()),
        Err(error) if error.breaks("patients_national_id_key_key") => {
            form.refuse(Field::NationalId.name(), say!("patients-national-id-taken"));
            let form = form.rekeyed(desk.form().key);
            Ok(Page::invalid(&page(&desk, &chart, &heads, form).await?)?.into())
        }
        Err(error) if error.breaks(STALE) => {
            let (reach, id) = (chart.reach().clone(), chart.id);
            let patient = desk.read(move |conn| store::find(conn, &reach, id)).await?;
            let head = headed(&desk, &chart.may.who, &patient, **heads).await?;
            Ok(conflict(&desk, &head, &patient, (&form, version), &typed, fields, &now).await?.into())
        }
        Err(error) => Err(error),
    }
}

/// The version the form was opened at. One that was opened before the record was merged into another counts versions
/// of a record that this is not.
fn version_of(chart: &Editor, form: &Form) -> Option<i64> {
    form.raw("version").parse().ok().filter(|_| chart.asked == chart.id)
}

/// The contract gives some only what it takes to reach a patient.
fn editable(chart: &Editor) -> &'static [Field] {
    if chart.may.grant == Grant::All { &Field::ALL } else { &Field::CONTACT }
}

/// What was typed in the fields this person may change, and what is there in the others, and wherever that was picked
/// on the page of two versions.
fn merged(form: &Form, current: &Sheet, fields: &[Field]) -> Sheet {
    let typed = sheet_of(form);
    let mut sheet = current.clone();
    for &field in fields.iter().filter(|field| !is_theirs(form, field.name())) {
        sheet.set(field, typed.get(field));
    }
    sheet
}

/// A record from elsewhere may lack a birth date; that does not keep its phone from being changed.
fn parse(sheet: &Sheet, before: &Patient, now: &Zoned) -> Result<Details, Problems> {
    use super::super::model::birth::Birth;
    let unknown = before.details.birth == Birth::NotKnown;
    let blank = sheet.get(Field::Born).is_empty() && sheet.get(Field::Age).is_empty();
    if unknown && blank {
        let known = sheet.clone().with(Field::Born, "1900");
        return Details::parse(&known, now.date())
            .map(|details| Details { birth: Birth::NotKnown, ..details });
    }
    Details::parse(sheet, now.date())
}

async fn page(desk: &Desk, chart: &Editor, heads: &Heads, form: Form) -> Result<EditPage> {
    let head = headed(desk, &chart.may.who, &chart.patient, *heads).await?;
    let (patient, at) = (chart.patient.clone(), desk.clock().now());
    let born = form.raw(Field::Born.name()).to_owned();
    // Who else has a number is for those who reach everybody: others could ask for any number, by saving it here.
    let everybody = chart.may.grant == Grant::All;
    let (choices, phone_after, born_words) = desk
        .read(move |conn| {
            let now = hospital::local_now(conn, at)?;
            let phone_after = if everybody {
                let alike = store::resembling(conn, &patient.details, Some(patient.id), now.date())?;
                shared_phone(&alike)
            } else {
                String::new()
            };
            Ok((choices(conn)?, phone_after, born_in_words(&born, &now)))
        })
        .await?;
    let role = &chart.may.who;
    Ok(EditPage {
        frame: desk.frame(),
        form,
        choices,
        banner: head.banner,
        tabs: head.tabs,
        href: record_path(chart.id),
        messages: messages_path(chart.id),
        photo_key: desk.form().key,
        has_photo: chart.has_photo,
        born_words,
        phone_after,
        contact_only: chart.may.grant != Grant::All,
        may_merge: may_do::<perm::PatientMerge>(role),
        may_remove: may_do::<perm::PatientAskArchive>(role),
    })
}

async fn conflict(
    desk: &Desk,
    head: &Head,
    theirs: &Patient,
    (form, base): (&Form, Option<i64>),
    typed: &Sheet,
    fields: &'static [Field],
    now: &Zoned,
) -> Result<Page> {
    let patient = theirs.clone();
    let (before, saved) = desk
        .read(move |conn| {
            let before = match base {
                Some(version) => store::earlier(conn, &patient, version)?,
                None => None,
            };
            Ok((before, store::last_saved(conn, &patient)?))
        })
        .await?;
    let their_sheet = theirs.details.sheet();
    let before_sheet = before.map(|replaced| replaced.sheet);
    // What was typed is compared as it would be saved: "0640" in other digits is no difference.
    let mine = Details::parse(typed, now.date()).map_or_else(|_| typed.clone(), |details| details.sheet());
    let rows: Vec<Difference> = fields
        .iter()
        .map(|&field| Difference {
            field: field.name(),
            label: field_label(field),
            before: before_sheet.as_ref().map(|before| shown(field, before.get(field))),
            mine: shown(field, mine.get(field)),
            theirs: shown(field, their_sheet.get(field)),
        })
        .collect();
    let agrees = |field: &&Field| {
        !their_sheet.get(**field).is_empty() && mine.get(**field) == their_sheet.get(**field)
    };
    let (who_saved, saved_at) =
        (saved.unwrap_or_else(|| say!("patients-somebody")), moment(theirs.changed_at, now));
    let action = format!("{}/edit", record_path(theirs.id));
    Page::conflict(&ConflictPage {
        frame: desk.frame(),
        form: desk.form(),
        banner: head.banner.clone(),
        tabs: head.tabs.clone(),
        agreeing: Field::ALL.iter().filter(agrees).count(),
        versions: Versions::of(form, action, theirs.version, rows)
            .leaving_to(record_path(theirs.id))
            .saved_by(format!("{who_saved}, {saved_at}")),
        who_saved,
        saved_at,
    })
}

/// The label of a field.
pub(super) fn field_label(field: Field) -> String {
    say!(&format!("patients-field-{}", field.name()))
}

/// A field's value as people read it; codes in words.
pub(super) fn shown(field: Field, value: &str) -> String {
    match field {
        _ if value.is_empty() => say!("patients-blank"),
        Field::Sex => say!(&format!("patients-sex-{value}")),
        _ => value.to_owned(),
    }
}
