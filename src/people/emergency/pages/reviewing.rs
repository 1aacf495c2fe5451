//! The queue of emergency accesses, and the verdict on each.

use actix_web::HttpRequest;

use super::super::views::{Done, Line, ReviewPage, ReviewsPage};
use super::super::{REVIEWS_PATH, actions};
use crate::gate::access::emergency::{self, EmergencyId, Listed, Verdict};
use crate::gate::access::permissions::{Grant, Permission, perm};
use crate::gate::audit::{self, Filter};
use crate::gate::desk::{Desk, May};
use crate::gate::hospital;
use crate::kit::error::{Error, Result};
use crate::kit::text;
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::people::patients::{self, Hit, PatientId};
use crate::say;

/// Lines of each list, and deeds of one access.
const WAITING: i64 = 200;
const REVIEWED: i64 = 50;
const DEEDS: i64 = 100;
const LONGEST: usize = 1_000;

type Reviewer = May<perm::EmergencyReview>;

/// What waits, and what was reviewed lately.
pub async fn list(may: Reviewer, desk: Desk) -> Result<Page> {
    let (reach, here) = (may.reach.clone(), desk.here());
    let (waiting, reviewed, hits, is_on) = desk
        .read(move |conn| {
            let waiting = emergency::waiting(conn, WAITING)?;
            let reviewed = emergency::reviewed(conn, REVIEWED)?;
            let ids: Vec<PatientId> =
                waiting.iter().chain(&reviewed).map(|one| PatientId::from(one.patient)).collect();
            let hits = patients::of_ids(conn, &reach, &ids)?;
            let is_on = hospital::find(conn)?.is_some_and(|hospital| hospital.emergency_access);
            Ok((waiting, reviewed, hits, is_on))
        })
        .await?;
    let line = |one: &Listed| Line::of(one, named(&hits, one), here.timestamp(), here.time_zone());
    Page::ok(&ReviewsPage {
        frame: desk.frame(),
        waiting: waiting.iter().map(line).collect(),
        reviewed: reviewed.iter().map(line).collect(),
        is_on,
        may_switch: perm::SettingsManage::ROW.grant(may.who.role, may.who.duties) != Grant::No,
    })
}

fn named<'a>(hits: &'a [Hit], one: &Listed) -> Option<&'a Hit> {
    hits.iter().find(|hit| hit.id.uuid() == one.patient)
}

/// Switches emergency access on or off.
pub async fn switch(may: May<perm::SettingsManage>, desk: Desk, form: Form) -> Result<Reply> {
    let on = form.raw("to") == "on";
    desk.write(&may, move |tx| actions::switch(tx, on)).await?;
    let sentence = if on { "emergency-switched-on" } else { "emergency-switched-off" };
    Ok(Reply::to(REVIEWS_PATH).toast(say!(sentence)))
}

/// One of them.
pub async fn show(may: Reviewer, desk: Desk, request: HttpRequest) -> Result<Page> {
    let form = desk.form_with([("verdict", ""), ("remark", "")]);
    Page::ok(&page(&may, &desk, named_in(&request)?, form).await?)
}

/// Ends one before its time.
pub async fn end(may: Reviewer, desk: Desk, request: HttpRequest, _: Form) -> Result<Reply> {
    let id = named_in(&request)?;
    let listed = desk.read(move |conn| emergency::find(conn, id)).await?;
    let back = format!("{REVIEWS_PATH}/{id}");
    desk.write(&may, move |tx| actions::revoke(tx, &listed)).await?;
    Ok(Reply::to(back).toast(say!("emergency-ended")))
}

/// Closes the review.
pub async fn submit(may: Reviewer, desk: Desk, request: HttpRequest, mut form: Form) -> Result<Answer> {
    let id = named_in(&request)?;
    let reviewed = desk.read(move |conn| emergency::find(conn, id)).await?;
    if is_about(&may, &reviewed) {
        return Err(Error::Conflict(say!("emergency-review-about-you")));
    }
    let verdict = Verdict::of_word(form.raw("verdict"));
    let remark = form.optional("remark", LONGEST);
    if verdict.is_none() {
        form.refuse("verdict", say!("emergency-verdict-missing"));
    }
    if verdict == Some(Verdict::Unjustified) && remark.is_none() {
        form.refuse("remark", say!("emergency-remark-missing"));
    }
    let Some(verdict) = verdict.filter(|_| form.is_valid()) else {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&page(&may, &desk, id, form).await?)?.into());
    };
    let (account, name) = (may.who.account, may.who.name.clone());
    let closed = desk
        .submit(&may, &form, move |tx| {
            actions::review(tx, &reviewed, (account, &name), verdict, remark.as_deref())?;
            Ok(Reply::to(REVIEWS_PATH).toast(say!("emergency-reviewed")))
        })
        .await;
    match closed {
        Err(error) if error.breaks(emergency::REVIEWED) => {
            Err(Error::Conflict(say!("emergency-reviewed-by-another")))
        }
        Err(error) if error.breaks(emergency::REVIEWED_BY_ONESELF) => {
            Err(Error::Conflict(say!("emergency-review-own")))
        }
        closed => Ok(closed?.into()),
    }
}

/// Staff rights never apply to one's own record, nor does a verdict on who opened it.
fn is_about(may: &Reviewer, one: &Listed) -> bool {
    may.who.patient == Some(one.patient)
}

fn named_in(request: &HttpRequest) -> Result<EmergencyId> {
    request.match_info().get("access").unwrap_or_default().parse().map_err(|_| Error::NotFound)
}

async fn page(may: &Reviewer, desk: &Desk, id: EmergencyId, form: Form) -> Result<ReviewPage> {
    let (reach, here) = (may.reach.clone(), desk.here());
    let (one, hits, mut deeds) = desk
        .read(move |conn| {
            let one = emergency::find(conn, id)?;
            let hits = patients::of_ids(conn, &reach, &[PatientId::from(one.patient)])?;
            let filter = Filter {
                account: Some(one.account),
                stretches: patients::trails_of(conn, PatientId::from(one.patient))?,
                from: Some(one.opened_at),
                // What was done in the last instant belongs to it.
                until: Some(one.over_at() + jiff::SignedDuration::from_millis(1)),
                ..Filter::default()
            };
            let deeds = audit::list(conn, &filter, DEEDS + 1)?;
            Ok((one, hits, deeds))
        })
        .await?;
    let more = deeds.len() > DEEDS as usize;
    deeds.truncate(DEEDS as usize);
    let (now, zone) = (here.timestamp(), here.time_zone());
    let barred = if !one.is_waiting() {
        None
    } else if one.account == may.who.account {
        Some(say!("emergency-review-own"))
    } else if is_about(may, &one) {
        Some(say!("emergency-review-about-you"))
    } else if one.over_at() > now {
        Some(say!("emergency-review-open"))
    } else {
        None
    };
    Ok(ReviewPage {
        frame: desk.frame(),
        line: Line::of(&one, named(&hits, &one), now, zone),
        entry: one.entry_at.map(|at| when::said(at, now, zone)).unwrap_or_default(),
        done: deeds
            .iter()
            .map(|deed| Done { when: when::said(deed.at, now, zone), what: said(&deed.verb, &deed.detail) })
            .collect(),
        more,
        form: (one.is_waiting() && barred.is_none()).then_some(form),
        end: (one.over_at() > now).then(|| format!("{REVIEWS_PATH}/{id}/end")),
        barred,
        verdicts: Verdict::ALL
            .iter()
            .map(|verdict| (verdict.word(), say!(&format!("emergency-verdict-{}", verdict.word()))))
            .collect(),
    })
}

/// A deed in words; of a look, what was looked at.
fn said(verb: &str, detail: &serde_json::Value) -> String {
    let verb = detail.get("page").and_then(|page| page.as_str()).unwrap_or(verb);
    let key = format!("deed-{}", verb.replace('.', "-"));
    if text::has(&key) { text::t(&key) } else { verb.to_owned() }
}
