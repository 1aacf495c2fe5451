//! `/appointments/first`: who of a specialty has time first.

use actix_web::HttpRequest;
use jiff::Timestamp;
use jiff::civil::Date;

use super::super::entry::{self, Booker, Booking};
use super::super::forms::LENGTHS;
use super::super::looking::{Choices, Next, Search, first_free};
use super::super::model::chosen::{With, is_thinkable_day};
use super::super::model::offered::DAYS_AHEAD;
use super::super::model::words;
use super::super::views::first::{FirstPage, Free, Line};
use super::super::views::new::Choice;
use super::{Lent, guest};
use crate::diary::appointments::{Slot, Wish, new_path};
use crate::diary::hours::clock;
use crate::gate::desk::Desk;
use crate::gate::hospital;
use crate::kit::error::Result;
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::kit::when;
use crate::people::patients::{self, Patient, PatientId};
use crate::say;

/// How many times of each doctor are shown.
const EACH: usize = 4;

/// The next free times across doctors, each of them a way into the form.
pub async fn show(may: Booking, desk: Desk, heads: Lent, request: HttpRequest) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    let patient = match query.get("patient") {
        "" => None,
        asked => {
            let patient = entry::guest(&may, &desk, asked).await?;
            patients::note_opened(&may, &desk, patient.id).await?;
            Some(patient)
        }
    };
    let (booker, who, heads) = (Booker::of(&may), may.who.clone(), *heads.get_ref());
    let (now, frame, form) = (desk.clock().now(), desk.frame(), desk.form().prefixed("ff-"));
    let page = desk
        .read(move |conn| {
            let choices = Choices::load(conn, &booker)?;
            let today = hospital::local_now(conn, now)?.date();
            let search = search_of(&query, &choices, patient.as_ref(), today);
            let found = first_free(conn, &choices, &search, now)?;
            let guest = match &patient {
                Some(patient) => Some(guest(conn, heads, &who, patient, now)?),
                None => None,
            };
            let lines: Vec<Line> =
                found.iter().map(|next| line(next, &choices, search.patient, now)).collect();
            Ok(FirstPage {
                frame,
                guest,
                form: filled(form, &search),
                with: with(&choices),
                sites: sites(&choices),
                lengths: lengths(),
                day_words: words::day_in_full(search.from, today),
                count: count(&lines),
                lines,
            })
        })
        .await?;
    Page::ok(&page)
}

/// What the address asks for; what cannot be read is as if it were not there.
fn search_of(query: &Query, choices: &Choices, patient: Option<&Patient>, today: Date) -> Search {
    let with = query.get("with").parse::<With>().ok().filter(|with| !choices.of(*with).is_empty());
    let site = query.get("site").parse().ok().filter(|site| choices.site(*site).is_some());
    let day = query.get("from").parse::<Date>().ok().filter(|day| is_thinkable_day(*day));
    Search {
        with: with.unwrap_or(With::First(None)),
        site,
        from: day.unwrap_or(today).max(today),
        minutes: query.get("minutes").parse().ok().filter(|minutes| (5..=480).contains(minutes)),
        patient: patient.map(|patient| patient.id),
        each: EACH,
    }
}

fn filled(mut form: Form, search: &Search) -> Form {
    form.set("with", search.with.to_string());
    form.set("site", search.site.map(|site| site.to_string()).unwrap_or_default());
    form.set("from", search.from.to_string());
    form.set("minutes", search.minutes.map(|minutes| minutes.to_string()).unwrap_or_default());
    form
}

fn line(next: &Next, choices: &Choices, patient: Option<PatientId>, now: Timestamp) -> Line {
    let mut sites: Vec<&str> =
        next.slots.iter().filter_map(|slot| choices.site(slot.site)).map(|site| site.name.as_str()).collect();
    sites.dedup();
    let name = choices.name(next.doctor).to_owned();
    Line {
        specialties: choices.specialties_of(next.doctor),
        sites: sites.join(", "),
        times: next.slots.iter().map(|slot| free(slot, &name, choices, patient, now)).collect(),
        name,
    }
}

fn free(slot: &Slot, doctor: &str, choices: &Choices, patient: Option<PatientId>, now: Timestamp) -> Free {
    let zone = when::zone(choices.site(slot.site).map_or("UTC", |site| &site.time_zone));
    let (day, today) = (slot.starts_at.to_zoned(zone.clone()).date(), now.to_zoned(zone.clone()).date());
    let wish = Wish {
        patient,
        doctor: Some(slot.doctor),
        site: Some(slot.site),
        at: Some(slot.starts_at),
        minutes: Some(slot.ends_at.duration_since(slot.starts_at).as_mins()),
    };
    Free {
        href: new_path(&wish),
        label: words::short(slot.starts_at, &zone, now),
        full: say!(
            "booking-slot-full",
            doctor = doctor.to_owned(),
            day = when::named(day, today),
            time = clock(slot.starts_at, &zone),
        ),
    }
}

fn with(choices: &Choices) -> Vec<Choice> {
    let any = (With::First(None).to_string(), say!("booking-any-doctor"));
    let each =
        choices.specialties.iter().map(|one| (With::First(Some(one.id)).to_string(), one.name.clone()));
    std::iter::once(any).chain(each).collect()
}

fn sites(choices: &Choices) -> Vec<Choice> {
    let any = (String::new(), say!("booking-any-site"));
    std::iter::once(any)
        .chain(choices.sites.iter().map(|site| (site.id.to_string(), site.name.clone())))
        .collect()
}

fn lengths() -> Vec<Choice> {
    let usual = (String::new(), say!("booking-length-usual"));
    std::iter::once(usual)
        .chain(LENGTHS.into_iter().map(|minutes| (minutes.to_string(), words::length(minutes))))
        .collect()
}

fn count(lines: &[Line]) -> String {
    let without = lines.iter().filter(|line| line.times.is_empty()).count();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    say!("booking-first-count", count = count(lines.len()), without = count(without), days = DAYS_AHEAD)
}
