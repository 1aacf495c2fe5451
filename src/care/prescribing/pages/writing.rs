//! Writing a prescription.

use actix_web::HttpRequest;
use serde_json::Value;

use super::deciding::{About, Choice, Looked};
use super::{Lent, beginning, headed};
use crate::care::consultation::{self, CHANGED, Found, Place};
use crate::care::prescribing::actions::{self, Prescriber, UNSEEN};
use crate::care::prescribing::basket;
use crate::care::prescribing::decision::Decision;
use crate::care::prescribing::forms;
use crate::care::prescribing::model::Order;
use crate::care::prescribing::replacing::GONE;
use crate::care::prescribing::views::{self, NewPage};
use crate::care::prescribing::{path, store};
use crate::care::safety::{CheckView, Verdict};
use crate::gate::access::permissions::perm;
use crate::gate::desk::Desk;
use crate::gate::door::{Own, Proof};
use crate::kit::error::Result;
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::people::patients::{Chart, Heads, record_path};
use crate::people::staff;
use crate::say;

type Writer = Chart<perm::OrderWrite>;

/// An empty form, one that begins with a favourite or an earlier prescription, or what lies in the basket, with what
/// was decided on it.
pub async fn show(chart: Writer, desk: Desk, heads: Lent, request: HttpRequest) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    let place = Place::of(&desk, &chart, query.get("visit"), query.get("item")).await?;
    let (patient, account) = (chart.id, chart.account());
    let (from, again) = (query.get("from").to_owned(), query.get("again").to_owned());
    let (mut values, laid) = desk
        .read(move |conn| match place {
            Place::Basket { visit, item: Some(item) } => {
                let lying = store::find_lying(conn, visit, item)?;
                let laid = basket::laid(&lying)?;
                let mut values = forms::texts(&lying.fields);
                let reason = lying.overridden.clone().unwrap_or_default();
                let choice = Choice::word_of(&lying.replaces(), lying.overridden.is_some());
                values.extend([("override".to_owned(), reason), ("decision".to_owned(), choice)]);
                Ok((values, Some(laid)))
            }
            _ => Ok((beginning::begun(conn, patient, account, &from, &again)?, None)),
        })
        .await?;
    values.extend(place.fields(laid.as_ref()));
    let form = desk.draft_form(values, &["drug", "strength"]).await?;
    let place = place.or_of_draft(&desk, &chart, &form).await?;
    let looked = match place {
        Place::Basket { item: Some(_), .. } => match forms::order_of(&mut form.clone()) {
            Some(order) => Some(look(&desk, &chart, place, &order, &choice(&form)).await?),
            None => None,
        },
        _ => None,
    };
    Page::ok(&page(&desk, &chart, &heads, place, form, looked).await?)
}

/// Writes what was typed, once what speaks against it was shown and something was decided.
pub async fn submit(chart: Writer, desk: Desk, heads: Lent, mut form: Form) -> Result<Answer> {
    if let Some(answer) = desk.first_answer(&form).await? {
        return Ok(answer.into());
    }
    let Found { place, changed } = place_of(&desk, &chart, &mut form).await?;
    let picked = form.raw("pick-drug").to_owned();
    if !picked.is_empty() {
        form.set("drug", picked);
        form.set("pick-drug", "");
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::ok(&page(&desk, &chart, &heads, place, form, None).await?)?.into());
    }
    let choice = choice(&form);
    match choice {
        Choice::Leave => return left_out(&chart, &desk, &form, place).await,
        Choice::Favourite(_) | Choice::Earlier(_) => {
            return instead(&chart, &desk, &heads, form, place, choice).await;
        }
        Choice::Nothing | Choice::Replace(_) | Choice::Same => {}
    }
    let order = forms::order_of(&mut form);
    let why = form.optional("override", 500);
    let Some(order) = order.filter(|_| form.is_valid()) else {
        let form = form.rekeyed(desk.form().key);
        let page = page(&desk, &chart, &heads, place, form, None).await?;
        return Ok(if changed { Page::conflict(&page)? } else { Page::invalid(&page)? }.into());
    };
    let looked = look(&desk, &chart, place, &order, &choice).await?;
    let seen = form.raw("seen").to_owned();
    let replaces = choice.replaces().to_vec();
    let decision = Decision { seen: &seen, reason: why.as_deref(), replaces: &replaces };
    if !decision.has_seen(&looked.chosen) {
        return again(&chart, &desk, &heads, form, place, (looked, Refused::Form)).await;
    }
    let proof = if looked.chosen.verdict() == Verdict::Warns {
        match prove(&chart, &desk, &mut form, &choice, why.is_some()).await? {
            Ok(proof) => Some(proof),
            Err(Own::SentBefore(first)) => return Ok(first.into()),
            Err(Own::Refused { wait: Some(seconds) }) => {
                return again(&chart, &desk, &heads, form, place, (looked, Refused::TooEarly(seconds))).await;
            }
            Err(_) => return again(&chart, &desk, &heads, form, place, (looked, Refused::Form)).await,
        }
    } else {
        None
    };
    let by = prescriber(&desk, &chart).await?;
    let (patient, account, today) = (chart.id, chart.account(), desk.here().date());
    let key = desk.house().root.clone();
    let fields = forms::fields_of(&form);
    let favourite = form.ticked("favourite").then(|| {
        // Why it was written is about one patient.
        let kept = fields.clone().into_iter().filter(|(name, _)| name != "reason");
        Value::Object(kept.collect())
    });
    let (name, ordered, in_basket) = (order.medicine(), order.clone(), place.in_basket(&form));
    let written = desk
        .submit(&chart, &form, move |tx| {
            if let Some(proof) = &proof {
                proof.holds(tx)?;
            }
            if let Some(fields) = &favourite {
                store::keep_favourite(tx, account, &name, fields.clone())?;
            }
            let decision = Decision { seen: &seen, reason: why.as_deref(), replaces: &replaces };
            match in_basket {
                None => {
                    let id = actions::issue(tx, patient, None, &ordered, decision, today, &by, &key)?;
                    Ok(Reply::to(path(patient, id)).toast(say!("prescribing-written")))
                }
                Some(at) => {
                    let typed = Value::Object(fields.clone());
                    basket::put(tx, patient, at, typed, decision, today, account)?;
                    let back = consultation::desk_path(patient, at.0);
                    Ok(Reply::to(back).toast(say!("prescribing-basket-put")))
                }
            }
        })
        .await;
    match written {
        // Somebody has written something into the record between the two looks.
        Err(error) if error.breaks(UNSEEN) || error.breaks(GONE) => {
            let looked = look(&desk, &chart, place, &order, &choice).await?;
            again(&chart, &desk, &heads, form, place, (looked, Refused::Form)).await
        }
        Err(error) if error.breaks(CHANGED) => {
            let Found { place, .. } = place_of(&desk, &chart, &mut form).await?;
            let form = form.rekeyed(desk.form().key);
            Ok(Page::conflict(&page(&desk, &chart, &heads, place, form, None).await?)?.into())
        }
        other => Ok(other?.into()),
    }
}

/// Where it goes, as far as that is still there as it was.
async fn place_of(desk: &Desk, chart: &Writer, form: &mut Form) -> Result<Found> {
    Place::of_form(desk, chart, form, |conn, visit, item| {
        basket::laid(&store::find_lying(conn, visit, item)?)
    })
    .await
}

fn choice(form: &Form) -> Choice {
    Choice::of_word(form.raw("decision"))
}

/// Asks for a reason and the password of whoever prescribes against a warning; what is missing stands in the form.
async fn prove(
    chart: &Writer,
    desk: &Desk,
    form: &mut Form,
    choice: &Choice,
    has_reason: bool,
) -> Result<std::result::Result<Proof, Own>> {
    if *choice == Choice::Nothing && !has_reason {
        form.refuse("decision", say!("prescribing-decision-missing"));
    } else if !has_reason {
        form.refuse("override", say!("prescribing-override-missing"));
    } else if form.raw("password").is_empty() {
        form.refuse("password", say!("prescribing-password-missing"));
    }
    // Asked last, so that a missing reason costs no try.
    if !form.is_valid() {
        return Ok(Err(Own::Refused { wait: None }));
    }
    Ok(match Own::ask(desk, chart.account(), form, "password").await? {
        Own::Proved(proof) => Ok(proof),
        refused => Err(refused),
    })
}

/// Nothing is prescribed; what lies in the basket is taken out of it.
async fn left_out(chart: &Writer, desk: &Desk, form: &Form, place: Place) -> Result<Answer> {
    let (patient, back) = (chart.id, back(chart, place));
    let reply = desk
        .submit(chart, form, move |tx| {
            match place {
                Place::Basket { visit, item: Some(item) } => basket::take_out(tx, patient, visit, item)?,
                _ => tx.nothing_to_record("nothing was prescribed"),
            }
            Ok(Reply::to(back.clone()).toast(say!("prescribing-left-out")))
        })
        .await?;
    Ok(reply.into())
}

/// The form with another medicine in it, looked over.
async fn instead(
    chart: &Writer,
    desk: &Desk,
    heads: &Heads,
    mut form: Form,
    place: Place,
    choice: Choice,
) -> Result<Answer> {
    let about = about(desk, chart, place);
    form.set("decision", "");
    form.set("override", "");
    let found = desk.read(move |conn| about.instead(conn, &choice)).await?;
    let Some(values) = found else {
        form.refuse("decision", say!("prescribing-other-gone"));
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&page(desk, chart, heads, place, form, None).await?)?.into());
    };
    for name in forms::FIELDS.into_iter().filter(|name| *name != "reason") {
        form.set(name, "");
    }
    for (name, value) in values {
        form.set(&name, value);
    }
    let looked = match forms::order_of(&mut form.clone()) {
        Some(order) => Some(look(desk, chart, place, &order, &Choice::Nothing).await?),
        None => None,
    };
    let form = form.rekeyed(desk.form().key);
    Ok(Page::ok(&page(desk, chart, heads, place, form, looked).await?)?.into())
}

/// Why the form is shown again.
enum Refused {
    /// Something in it, or something that was not shown yet.
    Form,
    /// The password cannot be looked at for so many seconds.
    TooEarly(u32),
}

/// The form again, with what was found; what was decided on other findings is decided anew.
async fn again(
    chart: &Writer,
    desk: &Desk,
    heads: &Heads,
    mut form: Form,
    place: Place,
    (looked, refused): (Looked, Refused),
) -> Result<Answer> {
    let is_offered = looked.choices.iter().any(|(word, ..)| *word == form.raw("decision"));
    if form.raw("seen") != looked.seen || !is_offered {
        if !choice(&form).replaces().is_empty() && !is_offered {
            form.refuse("", say!("prescribing-replaced-meanwhile"));
        }
        form.set("decision", "");
    }
    if form.raw("seen") != looked.seen && looked.found.verdict() == Verdict::Warns {
        // A reason that was given for other findings is none for these.
        form.set("override", "");
    }
    let form = form.rekeyed(desk.form().key);
    let page = page(desk, chart, heads, place, form, Some(looked)).await?;
    Ok(match refused {
        Refused::Form => Page::invalid(&page)?,
        Refused::TooEarly(seconds) => Page::too_early(&page, seconds)?,
    }
    .into())
}

fn about(desk: &Desk, chart: &Writer, place: Place) -> About {
    About { patient: chart.id, place, account: chart.account(), today: desk.here().date() }
}

async fn look(desk: &Desk, chart: &Writer, place: Place, order: &Order, choice: &Choice) -> Result<Looked> {
    let (about, order, choice) = (about(desk, chart, place), order.clone(), choice.clone());
    desk.read(move |conn| about.look(conn, &order, &choice)).await
}

async fn prescriber(desk: &Desk, chart: &Writer) -> Result<Prescriber> {
    let (account, name) = (chart.account(), chart.may.who.name.clone());
    let profile = desk.read(move |conn| staff::profile(conn, account)).await?;
    Ok(Prescriber { account, name, licence: profile.map(|one| one.licence).unwrap_or_default() })
}

fn back(chart: &Writer, place: Place) -> String {
    place.back(chart.id, format!("{}/medication", record_path(chart.id)))
}

async fn page(
    desk: &Desk,
    chart: &Writer,
    heads: &Heads,
    place: Place,
    mut form: Form,
    looked: Option<Looked>,
) -> Result<NewPage> {
    let head = headed(desk, chart, heads).await?;
    let patient = chart.id;
    form.set("password", "");
    let (favourites, last) = beginning::offered(desk, patient, chart.account(), place).await?;
    Ok(NewPage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        action: format!("{}/prescriptions", record_path(patient)),
        patient: patient.to_string(),
        back: back(chart, place),
        place: place.view(patient, "prescriptions", desk.form().key, &form),
        routes: views::routes(),
        frequencies: views::frequencies(),
        favourites,
        last,
        email: chart.may.who.email.clone(),
        medicine: [form.raw("drug"), form.raw("strength")].join(" ").trim().to_owned(),
        check: looked.as_ref().map(|one| CheckView::of(&one.found)),
        asks_anyway: looked.as_ref().is_some_and(|one| one.asks_anyway),
        seen: looked.as_ref().map(|one| one.seen.clone()).unwrap_or_default(),
        choices: looked.map(|one| one.choices).unwrap_or_default(),
        no_licence: prescriber(desk, chart).await?.licence.is_empty(),
        form,
    })
}
