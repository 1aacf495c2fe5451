//! Asking for a record in an emergency, opening it, ending it.

use actix_web::HttpRequest;

use super::super::actions;
use super::super::views::{FindPage, OpenPage, Subject};
use crate::gate::access::emergency::MINUTES;
use crate::gate::access::model::Role;
use crate::gate::access::permissions::perm;
use crate::gate::desk::{Desk, May};
use crate::gate::door::Own;
use crate::gate::hospital;
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::people::patients::{self, Mrn, Patient, PatientId, is_own, record_path};
use crate::say;

/// How many letters a reason has at least, and characters at most.
const LETTERS: usize = 10;
const LONGEST: usize = 500;
/// The most characters of a number that are kept as they were typed.
const LONGEST_NUMBER: usize = 40;

type Opener = May<perm::EmergencyOpen>;

/// Asks for a number, or, with one, for the reason.
pub async fn show(may: Opener, desk: Desk, request: HttpRequest) -> Result<Page> {
    let typed = Query::read(request.query_string())?.get("mrn").to_owned();
    let form = desk.form_with([("mrn", typed)]);
    if form.raw("mrn").is_empty() {
        return find_page(&desk, form, Page::ok).await;
    }
    match find(&may, &desk, form.raw("mrn")).await? {
        Some(patient) => {
            note_asked(&may, &desk, &form, Some(&patient)).await?;
            Page::ok(&open_page(&may, &desk, &patient, form).await?)
        }
        None => unknown(&may, &desk, form).await,
    }
}

/// Opens the record.
pub async fn submit(may: Opener, desk: Desk, mut form: Form) -> Result<Answer> {
    if let Some(first) = desk.first_answer(&form).await? {
        return Ok(first.into());
    }
    let Some(patient) = find(&may, &desk, form.raw("mrn")).await? else {
        let form = form.rekeyed(desk.form().key);
        return Ok(unknown(&may, &desk, form).await?.into());
    };
    if barred(&may, &desk, &patient).await?.is_some() {
        return again(&may, &desk, &patient, form, None).await;
    }
    let reason = form.required("reason", LONGEST, "emergency-reason-missing");
    if reason.as_deref().is_some_and(|reason| !is_said(reason)) {
        form.refuse("reason", say!("emergency-reason-missing"));
    }
    // Asked last, so that a missing reason costs no try.
    let own = if form.is_valid() {
        Own::ask(&desk, may.who.account, &mut form, "password").await?
    } else {
        Own::Refused { wait: None }
    };
    let (proof, reason) = match (own, reason) {
        (Own::Proved(proof), Some(reason)) => (proof, reason),
        (Own::SentBefore(first), _) => return Ok(first.into()),
        (Own::Refused { wait }, _) => return again(&may, &desk, &patient, form, wait).await,
        (Own::Proved(_), None) => return again(&may, &desk, &patient, form, None).await,
    };
    let account = may.who.account;
    let reply = desk
        .submit(&may, &form, move |tx| {
            proof.holds(tx)?;
            actions::open(tx, account, &patient, &reason)?;
            Ok(Reply::to(record_path(patient.id)))
        })
        .await?;
    Ok(reply.into())
}

/// Ends before its time what this person has open on a record. Whatever the record: clicked twice, or when the hour is
/// over meanwhile, it is ended all the same.
pub async fn end(may: Opener, desk: Desk, request: HttpRequest, _: Form) -> Result<Reply> {
    let asked = request.match_info().get("id").unwrap_or_default();
    let id: PatientId = asked.parse().map_err(|_| Error::NotFound)?;
    let account = may.who.account;
    desk.write(&may, move |tx| {
        let survivor = patients::survivor_of(tx.conn(), id)?;
        actions::end(tx, account, survivor)
    })
    .await?;
    Ok(Reply::to("/patients").toast(say!("emergency-ended")))
}

/// A reason is words, not dots.
fn is_said(reason: &str) -> bool {
    reason.chars().filter(|c| c.is_alphabetic()).count() >= LETTERS
}

async fn find(may: &Opener, desk: &Desk, typed: &str) -> Result<Option<Patient>> {
    let Some(mrn) = Mrn::parse(typed) else { return Ok(None) };
    let reach = may.reach.clone();
    match desk.read(move |conn| patients::find_by_mrn(conn, &reach, mrn)).await {
        Ok(patient) => Ok(Some(patient)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Puts on file that a number was asked for, before anything is said about it.
async fn note_asked(may: &Opener, desk: &Desk, form: &Form, found: Option<&Patient>) -> Result<()> {
    let deed = match found {
        Some(patient) => Deed::new("emergency.asked").on("patient", patient.id).about(patient.id.uuid()),
        None => {
            let typed: String = form.raw("mrn").chars().take(LONGEST_NUMBER).collect();
            Deed::new("emergency.asked").on("mrn", typed).refused()
        }
    };
    desk.record(may, deed).await
}

/// Why this person cannot open this record here, in a sentence.
async fn barred(may: &Opener, desk: &Desk, patient: &Patient) -> Result<Option<String>> {
    if is_own(&may.who, patient) {
        return Ok(Some(say!("emergency-own-record")));
    }
    if may.who.role == Role::Admin {
        return Ok(Some(say!("emergency-not-needed")));
    }
    Ok(if is_off(desk).await? { Some(say!("emergency-off")) } else { None })
}

async fn is_off(desk: &Desk) -> Result<bool> {
    let hospital = desk.read(hospital::find).await?;
    Ok(!hospital.is_some_and(|hospital| hospital.emergency_access))
}

async fn find_page(desk: &Desk, form: Form, answer: impl FnOnce(&FindPage) -> Result<Page>) -> Result<Page> {
    answer(&FindPage { frame: desk.frame(), form, is_off: is_off(desk).await? })
}

async fn unknown(may: &Opener, desk: &Desk, mut form: Form) -> Result<Page> {
    note_asked(may, desk, &form, None).await?;
    form.refuse("mrn", say!("emergency-mrn-unknown"));
    find_page(desk, form, Page::invalid).await
}

/// The form once more, without the password that was typed into it.
async fn again(
    may: &Opener,
    desk: &Desk,
    patient: &Patient,
    mut form: Form,
    wait: Option<u32>,
) -> Result<Answer> {
    note_asked(may, desk, &form, Some(patient)).await?;
    form.set("password", "");
    let form = form.rekeyed(desk.form().key);
    let page = open_page(may, desk, patient, form).await?;
    Ok(match wait {
        Some(seconds) => Page::too_early(&page, seconds)?.into(),
        None => Page::invalid(&page)?.into(),
    })
}

async fn open_page(may: &Opener, desk: &Desk, patient: &Patient, form: Form) -> Result<OpenPage> {
    let reach = May::<perm::RecordView>::enter(desk).await?.reach;
    let id = patient.id;
    let is_reached = desk.read(move |conn| patients::is_reached(conn, &reach, id)).await?;
    Ok(OpenPage {
        frame: desk.frame(),
        form,
        subject: Subject::of(patient, desk.here().date()),
        email: may.who.email.clone(),
        minutes: MINUTES,
        reached: is_reached.then(|| record_path(id)),
        barred: barred(may, desk, patient).await?,
    })
}

#[cfg(test)]
mod tests {
    use super::is_said;

    #[test]
    fn a_reason_is_words_in_any_script() {
        assert!(is_said("Collapsed in the waiting room"));
        assert!(is_said("انهار في غرفة الانتظار"));
        for short in ["", "urgent", "..........", "1234567890", "a b c d e"] {
            assert!(!is_said(short), "{short}");
        }
    }
}
