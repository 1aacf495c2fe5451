//! Writing a prescription.

use actix_web::{HttpRequest, HttpResponse, Responder as _};
use serde_json::Value;
use uuid::Uuid;

use super::laying::Place;
use super::{Lent, headed};
use crate::care::consultation;
use crate::care::prescribing::actions::{self, Prescriber, UNSEEN};
use crate::care::prescribing::basket;
use crate::care::prescribing::forms;
use crate::care::prescribing::model::Order;
use crate::care::prescribing::views::{self, Begin, HitsFragment, NewPage};
use crate::care::prescribing::{new_path, path, store};
use crate::care::prescriptions::Prescription;
use crate::care::record::Stored as _;
use crate::care::safety::{CheckView, Checked, Verdict};
use crate::care::substances;
use crate::gate::access::permissions::perm;
use crate::gate::desk::{Desk, May};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::people::patients::{Chart, Heads, PatientId, record_path};
use crate::people::staff;
use crate::say;

/// Earlier prescriptions that are offered, and substances below the field.
const LAST: i64 = 8;
const FEW: usize = 8;

/// An empty form, or one that begins with a favourite or an earlier prescription.
pub async fn show(
    chart: Chart<perm::OrderWrite>,
    desk: Desk,
    heads: Lent,
    request: HttpRequest,
) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    let place = Place::of(&desk, &chart, query.get("visit"), query.get("item")).await?;
    let (patient, account) = (chart.id, chart.account());
    let (from, again) = (query.get("from").to_owned(), query.get("again").to_owned());
    let mut values = desk
        .read(move |conn| match place {
            Place::Basket { visit, item: Some(item) } => {
                Ok(forms::texts(&store::find_lying(conn, visit, item)?.fields))
            }
            _ => begun(conn, patient, account, &from, &again),
        })
        .await?;
    values.extend(place.fields());
    let form = desk.draft_form(values, &["drug", "strength"]).await?;
    // What was kept while one typed says itself where it was going; into the record when that visit is over meanwhile.
    let place = match Place::of(&desk, &chart, form.raw("visit"), form.raw("item")).await {
        Err(Error::NotFound) => Place::Record,
        found => found?,
    };
    Page::ok(&page(&desk, &chart, &heads, place, form, None).await?)
}

/// What the form begins with; nothing for what is not there, or is somebody else's.
fn begun(
    conn: &mut crate::kit::db::Conn,
    patient: PatientId,
    account: crate::gate::actor::AccountId,
    from: &str,
    again: &str,
) -> Result<Vec<(String, String)>> {
    if let Ok(id) = again.parse::<Id<Prescription>>() {
        let row = match Prescription::load(conn, id.uuid()) {
            Ok(row) if row.patient_id == patient => row,
            Ok(_) | Err(Error::NotFound) => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let issue = store::find(conn, id)?;
        return Ok(issue.map(|issue| forms::values(&row, &issue)).unwrap_or_default());
    }
    let favourites = store::favourites(conn, account)?;
    let chosen = favourites.into_iter().find(|(id, ..)| !from.is_empty() && id.to_string() == from);
    Ok(chosen.map(|(_, _, fields)| forms::texts(&fields)).unwrap_or_default())
}

/// Writes what was typed, once what speaks against it was shown.
pub async fn submit(
    chart: Chart<perm::OrderWrite>,
    desk: Desk,
    heads: Lent,
    mut form: Form,
) -> Result<Answer> {
    if let Some(answer) = desk.first_answer(&form).await? {
        return Ok(answer.into());
    }
    let place = Place::of(&desk, &chart, form.raw("visit"), form.raw("item")).await?;
    let picked = form.raw("pick-drug").to_owned();
    if !picked.is_empty() {
        form.set("drug", picked);
        form.set("pick-drug", "");
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::ok(&page(&desk, &chart, &heads, place, form, None).await?)?.into());
    }
    let order = forms::order_of(&mut form);
    let why = form.optional("override", 500);
    let Some(order) = order.filter(|_| form.is_valid()) else {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&page(&desk, &chart, &heads, place, form, None).await?)?.into());
    };
    let found = look_over(&desk, &chart, place, &order).await?;
    let verdict = found.verdict();
    let is_shown = verdict == Verdict::Clear || found.fingerprint() == form.raw("seen");
    if is_shown && verdict == Verdict::Warns && why.is_none() {
        form.refuse("override", say!("prescribing-override-missing"));
    }
    if !is_shown || !form.is_valid() {
        return again(&desk, &chart, &heads, place, form, &found).await;
    }
    let by = prescriber(&desk, &chart).await?;
    let (patient, account, today) = (chart.id, chart.account(), desk.here().date());
    let (key, seen) = (desk.house().root.clone(), form.raw("seen").to_owned());
    let fields = forms::fields_of(&form);
    let favourite = form.ticked("favourite").then(|| {
        // Why it was written is about one patient.
        let kept = fields.clone().into_iter().filter(|(name, _)| name != "reason");
        Value::Object(kept.collect())
    });
    let name = order.medicine();
    let written = desk
        .submit(&chart, &form, move |tx| {
            if let Some(fields) = &favourite {
                store::keep_favourite(tx, account, &name, fields.clone())?;
            }
            let decided = (seen.as_str(), why.as_deref());
            match place {
                Place::Record => {
                    let id = actions::issue(tx, patient, None, &order, decided, today, &by, &key)?;
                    Ok(Reply::to(path(patient, id)).toast(say!("prescribing-written")))
                }
                Place::Basket { visit, item } => {
                    let typed = Value::Object(fields.clone());
                    basket::put(tx, patient, (visit, item), typed, decided, today, account)?;
                    let back = consultation::desk_path(patient, visit);
                    Ok(Reply::to(back).toast(say!("prescribing-basket-put")))
                }
            }
        })
        .await;
    match written {
        Err(error) if error.breaks(UNSEEN) => {
            // Somebody has written something into the record between the two looks.
            let found = match forms::order_of(&mut form) {
                Some(order) => look_over(&desk, &chart, place, &order).await?,
                None => return Err(error),
            };
            again(&desk, &chart, &heads, place, form, &found).await
        }
        other => Ok(other?.into()),
    }
}

/// The form again, with what was found.
async fn again(
    desk: &Desk,
    chart: &Chart<perm::OrderWrite>,
    heads: &Heads,
    place: Place,
    mut form: Form,
    found: &Checked,
) -> Result<Answer> {
    let seen = found.fingerprint();
    if form.raw("seen") != seen && found.verdict() == Verdict::Warns {
        // A reason that was given for other findings is none for these.
        form.set("override", "");
    }
    form.set("seen", seen);
    let form = form.rekeyed(desk.form().key);
    Ok(Page::invalid(&page(desk, chart, heads, place, form, Some(found)).await?)?.into())
}

async fn look_over(
    desk: &Desk,
    chart: &Chart<perm::OrderWrite>,
    place: Place,
    order: &Order,
) -> Result<Checked> {
    let (patient, order, today) = (chart.id, order.clone(), desk.here().date());
    desk.read(move |conn| match place {
        Place::Record => actions::look_over(conn, patient, &order, today, Vec::new()),
        Place::Basket { visit, item } => basket::look_over_in(conn, patient, (visit, item), &order, today),
    })
    .await
}

async fn prescriber(desk: &Desk, chart: &Chart<perm::OrderWrite>) -> Result<Prescriber> {
    let (account, name) = (chart.account(), chart.may.who.name.clone());
    let profile = desk.read(move |conn| staff::profile(conn, account)).await?;
    Ok(Prescriber { account, name, licence: profile.map(|one| one.licence).unwrap_or_default() })
}

async fn page(
    desk: &Desk,
    chart: &Chart<perm::OrderWrite>,
    heads: &Heads,
    place: Place,
    form: Form,
    found: Option<&Checked>,
) -> Result<NewPage> {
    let head = headed(desk, chart, heads).await?;
    let (patient, account) = (chart.id, chart.account());
    let (favourites, last) = desk
        .read(move |conn| Ok((store::favourites(conn, account)?, store::last_of(conn, patient, LAST)?)))
        .await?;
    // What one begins with keeps where the prescription goes.
    let begin = |what: &str, id: String| match place {
        Place::Record => format!("{}?{what}={id}", new_path(patient)),
        Place::Basket { visit, .. } => format!("{}?visit={visit}&{what}={id}", new_path(patient)),
    };
    Ok(NewPage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        action: format!("{}/prescriptions", record_path(patient)),
        patient: patient.to_string(),
        back: match place {
            Place::Record => format!("{}/medication", record_path(patient)),
            Place::Basket { visit, .. } => consultation::desk_path(patient, visit),
        },
        place: place.view(patient, desk.form().key),
        routes: views::routes(),
        frequencies: views::frequencies(),
        favourites: favourites
            .into_iter()
            .map(|(id, name, _)| Begin {
                label: name,
                href: begin("from", id.to_string()),
                removal: Some((format!("/medicines/favourites/{id}/removal"), desk.form().key)),
            })
            .collect(),
        last: last
            .into_iter()
            .map(|row| Begin {
                label: row.shown().to_owned(),
                href: begin("again", row.id.to_string()),
                removal: None,
            })
            .collect(),
        medicine: [form.raw("drug"), form.raw("strength")].join(" ").trim().to_owned(),
        check: found.map(CheckView::of),
        seen: found.map(Checked::fingerprint).unwrap_or_default(),
        no_licence: prescriber(desk, chart).await?.licence.is_empty(),
        form,
    })
}

/// What drops down below the field of the medicine.
pub async fn hits(_: May<perm::OrderWrite>, _: Desk, request: HttpRequest) -> Result<HttpResponse> {
    let typed = Query::read(request.query_string())?.get("drug").chars().take(120).collect::<String>();
    let substances = substances::beginning_with(&typed, FEW)
        .into_iter()
        .map(|one| (one.name.clone(), one.atc.join(" ")))
        .collect();
    Ok(Page::ok(&HitsFragment { typed, substances })?.respond_to(&request))
}

/// Throws one's own favourite away.
pub async fn forget(
    may: May<perm::OrderWrite>,
    desk: Desk,
    request: HttpRequest,
    form: Form,
) -> Result<Reply> {
    let id: Uuid = request
        .match_info()
        .get("favourite")
        .and_then(|text| text.parse::<Id<()>>().ok())
        .map(Id::uuid)
        .ok_or(Error::NotFound)?;
    let account = may.who.account;
    let back = form.raw("back").parse::<PatientId>().map_or_else(|_| "/".to_owned(), new_path);
    desk.submit(&may, &form, move |tx| {
        if !store::drop_favourite(tx, account, id)? {
            return Err(Error::NotFound);
        }
        tx.nothing_to_record("what somebody begins prescriptions with is their own affair");
        Ok(Reply::to(back.clone()).toast(say!("prescribing-favourite-gone")))
    })
    .await
}
