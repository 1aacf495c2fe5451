//! Putting somebody on the list.

use actix_web::{HttpRequest, web};
use jiff::civil::Date;

use super::super::PATH;
use super::super::actions;
use super::super::forms::{Choices, LENGTHS, read};
use super::super::model::For;
use super::super::views::NewPage;
use super::{Booker, seen};
use crate::diary::{appointments, hours};
use crate::gate::desk::Desk;
use crate::gate::hospital;
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::people::patients::{self, Heads, Patient, record_path};
use crate::people::staff;
use crate::say;

type Lent = web::Data<Heads>;

/// The form, for the patient of the address.
pub async fn show(may: Booker, desk: Desk, heads: Lent, request: HttpRequest) -> Result<Answer> {
    let query = Query::read(request.query_string())?;
    if query.get("patient").is_empty() {
        return Ok(Reply::to("/appointments/new?for=waiting").into());
    }
    let patient = patients::named(&may, &desk, query.get("patient")).await?;
    patients::note_opened(&may, &desk, patient.id).await?;
    let only = seen(&may).only;
    let whom = match (only, For::read(query.get("for"))) {
        (Some(me), _) => For::Doctor(me),
        (None, whom) => whom.unwrap_or(For::Anybody),
    };
    let today = desk.here().date();
    let form = desk.form_with([
        ("for", whom.word()),
        ("earliest", patients::clinical(today)),
        ("minutes", "15".to_owned()),
    ]);
    Ok(Page::ok(&page(&may, &desk, &heads, patient, form).await?)?.into())
}

/// Puts them on the list.
pub async fn submit(may: Booker, desk: Desk, heads: Lent, mut form: Form) -> Result<Answer> {
    if form.raw("patient").is_empty() {
        return Err(Error::Invalid(say!("waiting-nobody")));
    }
    let patient = patients::named(&may, &desk, form.raw("patient")).await?;
    let only = seen(&may).only;
    let choices = desk.read(move |conn| choices(conn, only)).await?;
    let Some(new) = read(&mut form, patient.id, &choices, desk.here().date()) else {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&page(&may, &desk, &heads, patient, form).await?)?.into());
    };
    let (by, reach) = (may.who.account, may.reach.clone());
    let reply = desk
        .submit(&may, &form, move |tx| {
            // Whoever was within reach when the form was shown may have left it since.
            patients::find(tx.conn(), &reach, new.patient)?;
            actions::add(tx, &new, by)?;
            Ok(Reply::to(PATH).toast(say!("waiting-added")))
        })
        .await?;
    Ok(reply.into())
}

async fn page(may: &Booker, desk: &Desk, heads: &Lent, patient: Patient, form: Form) -> Result<NewPage> {
    let (who, fill, at) = (may.who.clone(), *heads.get_ref(), desk.clock().now());
    let (only, today) = (seen(may).only, desk.here().date());
    let id = patient.id;
    let (banner, choices) = desk
        .read(move |conn| {
            let record = record_path(patient.id);
            let head = (fill.0)(conn, &who, &patient, &record, at)?;
            Ok((head.banner, choices(conn, only)?))
        })
        .await?;
    Ok(NewPage {
        frame: desk.frame(),
        patient: id.to_string(),
        banner,
        back: record_path(id),
        whom: whom(&choices),
        sites: sites(&choices),
        lengths: LENGTHS
            .into_iter()
            .map(|minutes| (minutes.to_string(), say!("waiting-minutes", minutes = minutes)))
            .collect(),
        earliest_words: words(&form, "earliest", today),
        latest_words: words(&form, "latest", today),
        form,
    })
}

fn words(form: &Form, field: &str, today: Date) -> String {
    hours::day_in_words(form, field, today)
}

fn choices(conn: &mut Conn, only: Option<crate::gate::actor::AccountId>) -> Result<Choices> {
    let mut doctors = appointments::bookable_doctors(conn)?;
    doctors.retain(|doctor| only.is_none_or(|only| only == doctor.id));
    let specialties = if only.is_some() { Vec::new() } else { staff::specialties(conn)? };
    let mut sites = hospital::sites(conn)?;
    sites.retain(|site| site.active);
    Ok(Choices { doctors, specialties, sites, only })
}

fn whom(choices: &Choices) -> Vec<(String, String)> {
    let anybody = (For::Anybody.word(), say!("waiting-anybody"));
    let specialties = choices
        .specialties
        .iter()
        .map(|one| (For::Specialty(one.id).word(), say!("waiting-any-of", specialty = one.name.clone())));
    let doctors = choices.doctors.iter().map(|one| (For::Doctor(one.id).word(), one.name.clone()));
    choices.only.is_none().then_some(anybody).into_iter().chain(specialties).chain(doctors).collect()
}

fn sites(choices: &Choices) -> Vec<(String, String)> {
    let any = (String::new(), say!("waiting-any-site"));
    let named = choices.sites.iter().map(|site| (site.id.to_string(), site.name.clone()));
    std::iter::once(any).chain(named).collect()
}
