//! `/walk-in`: found or registered, given to a doctor and waiting, on one page and in one transaction.

use actix_web::HttpRequest;
use jiff::Timestamp;

use super::super::entry::{self, Booker};
use super::super::forms::WalkIn;
use super::super::looking::Choices;
use super::super::model::chosen::{Chosen, With};
use super::super::views::new::{Choice, Guest};
use super::super::views::walk_in::{
    Doctor, Doctors, DoctorsFragment, People, PeopleFragment, Person, WalkInPage, WalkedInPage,
};
use super::conflict::why_not;
use super::{Lent, guest};
use crate::diary::appointments::{self, Bookable, Held, Kind, Openings};
use crate::diary::hours::clock;
use crate::gate::access::employees;
use crate::gate::access::permissions::perm;
use crate::gate::access::reach::Reach;
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital::{self, SiteId};
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::people::patients::{self, Archived, PatientId, segments};
use crate::say;

/// Registering and booking are one right at the desk.
type Desking = May<perm::PatientRegister>;

/// How many hits are shown.
const SHOWN: usize = 6;

/// The page, empty or with the patient of the address.
pub async fn show(
    may: Desking,
    desk: Desk,
    heads: Lent,
    lent: Neighbourly,
    request: HttpRequest,
) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    let mut form = desk.form_with([("site", query.get("site"))]);
    form.set("patient", query.get("patient"));
    page(&may, &desk, &heads, &lent, form, Face::Ok).await
}

/// The hits alone.
pub async fn people(may: Desking, desk: Desk, request: HttpRequest) -> Result<Page> {
    let typed = Query::read(request.query_string())?.get("q").to_owned();
    let (reach, now) = (may.reach.clone(), desk.clock().now());
    let people = desk.read(move |conn| found(conn, &reach, typed, now)).await?;
    Page::ok(&PeopleFragment { people })
}

/// Who has time at another site.
pub async fn doctors(may: Desking, desk: Desk, request: HttpRequest) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    let mut form = desk.form_with([("site", query.get("site"))]);
    let (booker, now) = (Booker::of(&may), desk.clock().now());
    let fragment = desk
        .read(move |conn| {
            let choices = Choices::load(conn, &booker)?;
            let doctors = doctors_of(conn, &choices, &booker, &mut form, None, now)?;
            Ok(DoctorsFragment { form, doctors })
        })
        .await?;
    Page::ok(&fragment)
}

type Neighbourly = actix_web::web::Data<patients::Neighbours>;

/// Registers if need be, books and checks in: all of it, or nothing.
pub async fn submit(
    may: Desking,
    desk: Desk,
    heads: Lent,
    lent: Neighbourly,
    mut form: Form,
) -> Result<Answer> {
    // A hit was picked, or put back.
    if form.pairs().iter().any(|(name, _)| name == "use") {
        let picked = form.raw("use").to_owned();
        form.set("patient", picked);
        return Ok(page(&may, &desk, &heads, &lent, form, Face::Ok).await?.into());
    }
    if !form.raw("show").is_empty() {
        return Ok(page(&may, &desk, &heads, &lent, form, Face::Ok).await?.into());
    }
    let known = match form.raw("patient") {
        "" => None,
        asked => Some(entry::guest(&may, &desk, asked).await?.id),
    };
    let (booker, at) = (Booker::of(&may), desk.clock().now());
    let (choices, today) = desk
        .read(move |conn| Ok((Choices::load(conn, &booker)?, hospital::local_now(conn, at)?.date())))
        .await?;
    let wanted = WalkIn::read(&mut form, known, &choices, &booker, today, at);
    let Some(wanted) = wanted else {
        return Ok(page(&may, &desk, &heads, &lent, form, Face::Invalid).await?.into());
    };
    let (reach, order) = (may.reach.clone(), wanted.clone());
    let done = desk.submit(&may, &form, move |tx| check_in(tx, booker, &reach, &order, today)).await;
    let face = match done {
        Ok(reply) => return Ok(reply.into()),
        Err(error) if error.breaks(patients::UNDECIDED) => {
            form.refuse("other", say!("walk-in-duplicates-decide"));
            Face::Invalid
        }
        Err(Error::Broken(rule)) => match why_not(&rule, &choices, wanted.chosen) {
            Some(problem) => Face::Conflict(problem),
            None => return Err(Error::Broken(rule)),
        },
        Err(error) => return Err(error),
    };
    Ok(page(&may, &desk, &heads, &lent, form, face).await?.into())
}

/// What happens in the one transaction.
fn check_in(
    tx: &mut Tx<'_>,
    booker: Booker,
    reach: &Reach,
    wanted: &WalkIn,
    today: jiff::civil::Date,
) -> Result<Reply> {
    let (patient, kind): (PatientId, Kind) = match (&wanted.known, &wanted.new) {
        (Some(id), _) => {
            let patient = patients::find(tx.conn(), reach, *id)?.id;
            let seen = appointments::last_doctor(tx.conn(), patient)?.is_some();
            (patient, if seen { Kind::FollowUp } else { Kind::New })
        }
        (None, Some(new)) => {
            let by = booker.by.account;
            let made = patients::register_decided(tx, &new.details, new.answered, &new.shown, today, by)?;
            (made.id, Kind::New)
        }
        (None, None) => return Err(Error::NotFound),
    };
    let made = appointments::book(tx, booker.by, &wanted.of(patient, kind))?;
    Ok(Reply::to(format!("/walk-in/{made}")).toast(say!("walk-in-done")))
}

/// They are here: what to print, and where to go on.
pub async fn done(held: Held<perm::AppointmentBook>, desk: Desk, heads: Lent) -> Result<Page> {
    let (one, who, heads) = (held.appointment.clone(), held.may.who.clone(), *heads.get_ref());
    let patient = entry::guest(&held.may, &desk, &one.patient_id.to_string()).await?;
    patients::note_opened(&held.may, &desk, patient.id).await?;
    let (frame, now) = (desk.frame(), desk.clock().now());
    let page = desk
        .read(move |conn| {
            let guest = guest(conn, heads, &who, &patient, now)?;
            let site = hospital::site(conn, one.site_id)?;
            let zone = when::zone(&site.time_zone);
            let names = appointments::names(conn, [one.doctor_id])?;
            let mut facts = vec![
                (say!("booking-doctor"), names.get(&one.doctor_id).cloned().unwrap_or_default()),
                (say!("booking-time"), clock(one.starts_at, &zone)),
                (say!("booking-site"), site.name.clone()),
            ];
            if let Some(arrived) = one.arrived_at {
                facts.push((say!("walk-in-since"), when::said(arrived.0, now, &zone)));
            }
            if let Some(why) = &one.overbook_reason {
                facts.push((say!("walk-in-now-because"), why.clone()));
            }
            let appointment = appointments::path(one.id);
            Ok(WalkedInPage {
                frame,
                slip: format!("{appointment}/slip.pdf?size=80mm"),
                label: format!("{}/label.pdf", guest.record),
                record: guest.record,
                banner: guest.banner,
                facts,
                appointment,
            })
        })
        .await?;
    Page::ok(&page)
}

/// How the page is answered.
enum Face {
    Ok,
    Invalid,
    Conflict((String, String)),
}

async fn page(
    may: &Desking,
    desk: &Desk,
    heads: &Lent,
    lent: &Neighbourly,
    form: Form,
    face: Face,
) -> Result<Page> {
    let patient = match form.raw("patient") {
        "" => None,
        asked => {
            let patient = entry::guest(may, desk, asked).await?;
            patients::note_opened(may, desk, patient.id).await?;
            Some(patient)
        }
    };
    let mut form = if form.sent().is_some() { form.rekeyed(desk.form().key) } else { form };
    let (booker, who, heads, lent) = (Booker::of(may), may.who.clone(), *heads.get_ref(), *lent.get_ref());
    let (frame, at, reach) = (desk.frame(), desk.clock().now(), may.reach.clone());
    let compare = matches!(face, Face::Invalid) && patient.is_none();
    let problem = if let Face::Conflict(problem) = &face { Some(problem.clone()) } else { None };
    let view = desk
        .read(move |conn| {
            let now = hospital::local_now(conn, at)?;
            let choices = Choices::load(conn, &booker)?;
            let own = employees::sites_of(conn, who.account)?;
            let first = choices.sites.iter().find(|site| own.contains(&site.id)).or(choices.sites.first());
            let doctors = doctors_of(conn, &choices, &booker, &mut form, first.map(|site| site.id), at)?;
            let sheet = patients::sheet_of(&form);
            let known = if compare { patients::as_far_as_known(&sheet, now.date()) } else { None };
            let (duplicates, phone_after) = match &known {
                Some(details) => patients::alike_to(conn, details, lent, &now)?,
                None => (None, String::new()),
            };
            let guest: Option<Guest> = match &patient {
                Some(patient) => Some(guest(conn, heads, &who, patient, at)?),
                None => None,
            };
            let typed = form.raw("q").trim().to_owned();
            let people = if guest.is_some() {
                People { typed, found: Vec::new(), more: false }
            } else {
                found(conn, &reach, typed, at)?
            };
            Ok(WalkInPage {
                frame,
                born_words: patients::born_in_words(form.raw("born"), &now),
                sexes: patients::sexes(),
                sites: choices.sites.iter().map(|site| (site.id.to_string(), site.name.clone())).collect(),
                form,
                guest,
                people,
                phone_after,
                duplicates,
                doctors,
                problem,
            })
        })
        .await?;
    match face {
        Face::Ok => Page::ok(&view),
        Face::Invalid => Page::invalid(&view),
        Face::Conflict(_) => Page::conflict(&view),
    }
}

/// Who was found; nobody when nothing was typed.
fn found(conn: &mut Conn, reach: &Reach, typed: String, now: Timestamp) -> Result<People> {
    if typed.is_empty() {
        return Ok(People { typed, found: Vec::new(), more: false });
    }
    let today = hospital::local_now(conn, now)?.date();
    let search = patients::Query::parse(&typed, today);
    let hits = patients::search(conn, reach, Archived::Hidden, &search, SHOWN)?;
    let needles = search.needles();
    let found = hits
        .hits
        .iter()
        .map(|hit| Person {
            id: hit.id.to_string(),
            name: segments(&hit.list_name(), &needles),
            born: hit.born(today).unwrap_or_else(|| say!("booking-born-unknown")),
            mrn: hit.shown_mrn(),
            phone: hit.phones.first().cloned().unwrap_or_default(),
        })
        .collect();
    Ok(People { typed, found, more: hits.more })
}

/// Who has time today at the site that the form names, whoever is free first on top. Whoever sees fewest at this moment
/// leads those who can be asked to see somebody now: a doctor who was asked twice cannot be asked again.
fn doctors_of(
    conn: &mut Conn,
    choices: &Choices,
    booker: &Booker,
    form: &mut Form,
    otherwise: Option<SiteId>,
    now: Timestamp,
) -> Result<Doctors> {
    let asked = form.raw("site").parse::<SiteId>().ok().filter(|site| choices.site(*site).is_some());
    let Some(site) = asked.or(otherwise) else {
        return Ok(Doctors { site: String::new(), free: Vec::new(), now: Vec::new(), chosen: String::new() });
    };
    form.set("site", site.to_string());
    let zone = when::zone(choices.site(site).map_or("UTC", |site| &site.time_zone));
    let today = now.to_zoned(zone.clone()).date();
    let everybody: Vec<AccountId> = choices.of(With::First(None));
    let openings = Openings::load(conn, &everybody, Some(site), today, today, now)?;
    let mut slots = openings.free_on(today, None);
    slots.sort_by_key(|slot| (slot.starts_at, slot.doctor));
    let mut free: Vec<Doctor> = Vec::new();
    let mut seen: Vec<AccountId> = Vec::new();
    for slot in slots {
        if seen.contains(&slot.doctor) {
            continue;
        }
        seen.push(slot.doctor);
        free.push(Doctor {
            value: Chosen::free(&slot).to_string(),
            name: choices.name(slot.doctor).to_owned(),
            time: clock(slot.starts_at, &zone),
            specialties: choices.specialties_of(slot.doctor),
        });
    }
    let mut asked: Vec<&Bookable> =
        choices.doctors.iter().filter(|doctor| booker.may_overbook(doctor)).collect();
    asked.sort_by_key(|doctor| openings.seen_at(doctor.id, now));
    let now: Vec<Choice> = asked.iter().map(|doctor| (doctor.id.to_string(), doctor.name.clone())).collect();
    let sent = form.raw("slot").to_owned();
    let still = sent == "now" || free.iter().any(|doctor| doctor.value == sent);
    let chosen =
        if still { sent } else { free.first().map_or("now".to_owned(), |doctor| doctor.value.clone()) };
    Ok(Doctors { site: site.to_string(), free, now, chosen })
}
