//! Writing a letter, at once or with a visit that is not signed yet.

use actix_web::HttpRequest;
use askama::Template;
use jiff::civil::Date;

use super::{Lent, Writer, headed};
use crate::care::consultation::{self, CHANGED, Found, Place, lying_named};
use crate::care::letters::known::known;
use crate::care::letters::model::{Content, Kind, Urgency};
use crate::care::letters::views::{ReferralPage, SickNotePage};
use crate::care::letters::{actions, basket, forms, path, said};
use crate::care::visits;
use crate::gate::desk::Desk;
use crate::kit::error::Result;
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::people::patients::Heads;
use crate::say;

/// A form as it is opened.
struct Begun {
    form: Form,
    place: Place,
    /// What lies in the basket and is changed with it, unless somebody goes on with what they typed before.
    lying: Option<Content>,
    /// Whether somebody else put that there.
    of_others: bool,
}

/// The form of a new letter, or of the one in a basket that the address names.
async fn begin(
    desk: &Desk,
    chart: &Writer,
    request: &HttpRequest,
    kind: Kind,
    about: &[&str],
) -> Result<Begun> {
    let query = Query::read(request.query_string())?;
    let place = Place::of(desk, chart, query.get("visit"), query.get("item")).await?;
    let found = match place {
        Place::Basket { visit, item: Some(item) } => {
            Some(desk.read(move |conn| basket::find(conn, visit, item, kind)).await?)
        }
        _ => None,
    };
    let mut values = match &found {
        Some((content, ..)) => forms::values(content),
        None => match kind {
            Kind::SickNote => {
                let seen_on = seen_on(desk, chart, place).await?;
                forms::new_sick_note(seen_on.unwrap_or_else(|| desk.here().date()))
            }
            Kind::Referral => forms::new_referral(),
        },
    };
    values.extend(place.fields(found.as_ref().map(|(_, _, laid)| laid)));
    let form = desk.draft_form(values, about).await?;
    let place = place.or_of_draft(desk, chart, &form).await?;
    let of_others = found.as_ref().is_some_and(|(_, by, _)| *by != chart.account());
    let lying = found.map(|(content, ..)| content).filter(|_| form.continued.is_none());
    Ok(Begun { form, place, lying, of_others })
}

/// The day of the visit that a letter is signed with, which may be written down later.
async fn seen_on(desk: &Desk, chart: &Writer, place: Place) -> Result<Option<Date>> {
    let Place::Basket { visit, .. } = place else { return Ok(None) };
    let patient = chart.id;
    let visit = desk.read(move |conn| visits::find(conn, patient, visit)).await?;
    Ok(Some(visit.when().civil_date(desk.here().time_zone())))
}

/// An empty sick note: seen today or on the day of the visit, and from that day on; or the one in the basket, with what is
/// wrong with its days by now.
pub async fn show_sick_note(chart: Writer, desk: Desk, heads: Lent, request: HttpRequest) -> Result<Page> {
    let today = desk.here().date();
    let mut begun = begin(&desk, &chart, &request, Kind::SickNote, &["from", "until"]).await?;
    if let Some(Content::SickNote(note)) = &begun.lying {
        forms::refuse_days(&mut begun.form, note, today);
    }
    Page::ok(&sick_note_page(&desk, &chart, &heads, begun.place, begun.of_others, begun.form).await?)
}

/// Writes it, or puts it into the basket.
pub async fn write_sick_note(chart: Writer, desk: Desk, heads: Lent, mut form: Form) -> Result<Answer> {
    if let Some(first) = desk.first_answer(&form).await? {
        return Ok(first.into());
    }
    let mut found = place_of(&desk, &chart, &mut form, Kind::SickNote).await?;
    if let Some(content) = forms::sick_note(&mut form, desk.here().date()) {
        match keep(&desk, &chart, &form, found.place, content).await {
            Err(error) if error.breaks(CHANGED) => {
                found = place_of(&desk, &chart, &mut form, Kind::SickNote).await?;
            }
            done => return done,
        }
    }
    let form = form.rekeyed(desk.form().key);
    shown_again(found, &sick_note_page(&desk, &chart, &heads, found.place, false, form).await?)
}

/// An empty referral, or the one in the basket.
pub async fn show_referral(chart: Writer, desk: Desk, heads: Lent, request: HttpRequest) -> Result<Page> {
    let begun = begin(&desk, &chart, &request, Kind::Referral, &["to"]).await?;
    Page::ok(&referral_page(&desk, &chart, &heads, begun.place, begun.of_others, begun.form).await?)
}

/// Writes it with what is known at this moment, or puts it into the basket.
pub async fn write_referral(chart: Writer, desk: Desk, heads: Lent, mut form: Form) -> Result<Answer> {
    if let Some(first) = desk.first_answer(&form).await? {
        return Ok(first.into());
    }
    let mut found = place_of(&desk, &chart, &mut form, Kind::Referral).await?;
    let (id, here) = (chart.id, desk.here());
    let known = desk.read(move |conn| known(conn, id, &here)).await?;
    if let Some(content) = forms::referral(&mut form, known) {
        match keep(&desk, &chart, &form, found.place, content).await {
            Err(error) if error.breaks(CHANGED) => {
                found = place_of(&desk, &chart, &mut form, Kind::Referral).await?;
            }
            done => return done,
        }
    }
    let form = form.rekeyed(desk.form().key);
    shown_again(found, &referral_page(&desk, &chart, &heads, found.place, false, form).await?)
}

/// The form as it was sent, with what is wrong with it or was changed meanwhile.
fn shown_again(found: Found, page: &impl Template) -> Result<Answer> {
    Ok(if found.changed { Page::conflict(page)? } else { Page::invalid(page)? }.into())
}

/// Where it goes, as far as that is still there.
async fn place_of(desk: &Desk, chart: &Writer, form: &mut Form, kind: Kind) -> Result<Found> {
    Place::of_form(desk, chart, form, move |conn, visit, item| {
        basket::find(conn, visit, item, kind).map(|(_, _, laid)| laid)
    })
    .await
}

async fn keep(desk: &Desk, chart: &Writer, form: &Form, place: Place, content: Content) -> Result<Answer> {
    let (patient, by, name) = (chart.id, chart.account(), chart.may.who.name.clone());
    let sentence = match (place, content.kind()) {
        (Place::Basket { .. }, _) => "letters-basket-put",
        (Place::Record, Kind::SickNote) => "letters-sick-note-written",
        (Place::Record, Kind::Referral) => "letters-referral-written",
    };
    let in_basket = place.in_basket(form);
    let reply = desk
        .submit(chart, form, move |tx| {
            match in_basket {
                None => {
                    actions::write(tx, patient, None, &content, (by, &name))?;
                }
                Some(at) => basket::put(tx, patient, at, &content, by)?,
            }
            Ok(Reply::to(place.back(patient, path(patient))).toast(say!(sentence)))
        })
        .await?;
    Ok(reply.into())
}

/// Takes a letter out of the basket.
pub async fn take_out(chart: Writer, desk: Desk, request: HttpRequest, form: Form) -> Result<Reply> {
    let ((visit, item), patient) = (lying_named(&request)?, chart.id);
    desk.submit(&chart, &form, move |tx| {
        basket::take_out(tx, patient, visit, item)?;
        Ok(Reply::to(consultation::desk_path(patient, visit)).toast(say!("letters-basket-gone")))
    })
    .await
}

async fn sick_note_page(
    desk: &Desk,
    chart: &Writer,
    heads: &Heads,
    place: Place,
    of_others: bool,
    form: Form,
) -> Result<SickNotePage> {
    let (head, ()) = headed(desk, chart, heads, |_, _| Ok(())).await?;
    let today = desk.here().date();
    Ok(SickNotePage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        path: path(chart.id),
        back: place.back(chart.id, path(chart.id)),
        place: place.view(chart.id, "letters", desk.form().key, &form),
        of_others,
        courses: vec![
            (forms::FIRST, say!("letters-course-first")),
            (forms::CONTINUED, say!("letters-course-continued")),
        ],
        seen_words: forms::in_words(&form, "seen-on", today),
        from_words: forms::in_words(&form, "from", today),
        until_words: forms::in_words(&form, "until", today),
        form,
    })
}

async fn referral_page(
    desk: &Desk,
    chart: &Writer,
    heads: &Heads,
    place: Place,
    of_others: bool,
    form: Form,
) -> Result<ReferralPage> {
    let here = desk.here();
    let (head, known) = headed(desk, chart, heads, move |conn, id| known(conn, id, &here)).await?;
    Ok(ReferralPage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        path: path(chart.id),
        back: place.back(chart.id, path(chart.id)),
        place: place.view(chart.id, "letters", desk.form().key, &form),
        of_others,
        form,
        urgencies: Urgency::ALL.iter().map(|one| (one.word(), said::urgency(*one))).collect(),
        known: said::known(&known).into_iter().map(|one| (one.label, one.lines.join(" · "))).collect(),
    })
}
