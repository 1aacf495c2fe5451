//! Who waits for an earlier time, at both sites, and the times that were called off for them to have.

use jiff::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::courses::Field;
use super::hiring::sites;
use super::sixty::SIXTY;
use super::staff::{HARBOUR, MAIN, Post, doctor_of, first_of};
use crate::diary::appointments::{self, Appointment, DiaryReach, Status, Step, Window};
use crate::diary::waiting::{self, New};
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::people::patients::PatientId;

/// Somebody who waits.
struct Hope {
    whose: (&'static str, &'static str),
    /// For the doctor of this field; none for whoever has time.
    with: Option<Field>,
    /// At this site; none for either.
    site: Option<usize>,
    /// In how many days they can come, and until when.
    days: (i64, Option<i64>),
    minutes: i32,
    reason: &'static str,
}

const HOPES: [Hope; 6] = [
    Hope {
        whose: ("Markovitch", "Anna"),
        with: None,
        site: Some(MAIN),
        days: (0, None),
        minutes: 20,
        reason: "First visit, dizzy when rising",
    },
    Hope {
        whose: ("Marković", "Ana Marija"),
        with: Some(Field::General),
        site: None,
        days: (0, Some(3)),
        minutes: 20,
        reason: "Headache has become worse",
    },
    Hope {
        whose: ("Marčić", "Ana"),
        with: None,
        site: None,
        days: (0, Some(14)),
        minutes: 15,
        reason: "Result of the biopsy",
    },
    Hope {
        whose: ("Horvat", "Mia"),
        with: Some(Field::Paediatrics),
        site: Some(HARBOUR),
        days: (0, None),
        minutes: 15,
        reason: "Ear hurts again",
    },
    Hope {
        whose: ("Marković", "Anastasia"),
        with: Some(Field::Paediatrics),
        site: Some(HARBOUR),
        days: (1, None),
        minutes: 20,
        reason: "Well-child visit, sooner if possible",
    },
    Hope {
        whose: ("Okonkwo", "Ngozi"),
        with: Some(Field::Cardiology),
        site: Some(MAIN),
        days: (2, None),
        minutes: 40,
        reason: "Echo, needs two slots",
    },
];

/// How many days ahead a time is called off.
const AHEAD: i64 = 4;

/// Puts them on the list and calls off the last time of the next days at each site; nobody who is not among `patients`.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    patients: &[PatientId],
    staff: &[AccountId],
    zone: &TimeZone,
    today: Date,
) -> Result<()> {
    let places = sites(tx.conn())?;
    let reception = staff[first_of(Post::Receptionist)];
    for hope in &HOPES {
        let place = SIXTY.iter().position(|shape| (shape.family, shape.given) == hope.whose);
        let Some(patient) = place.and_then(|place| patients.get(place).copied()) else { continue };
        let day = |days: i64| today.saturating_add(Span::new().days(days));
        let new = New {
            patient,
            doctor: hope.with.map(|field| staff[doctor_of(field)]),
            specialty: None,
            site: hope.site.map(|site| places[site]),
            earliest: day(hope.days.0),
            latest: hope.days.1.map(day),
            minutes: hope.minutes,
            reason: hope.reason.to_owned(),
        };
        waiting::add(tx, &new, reception)?;
    }
    for site in places {
        if let Some(one) = last_booked(tx, site, zone, today)? {
            appointments::take(tx, reception, &one, Step::Cancel, "Cannot come, called")?;
        }
    }
    tx.record(Deed::new("demonstration.hopes-told"));
    Ok(())
}

/// The last appointment of the next days at a site that somebody is booked for.
fn last_booked(tx: &mut Tx<'_>, site: SiteId, zone: &TimeZone, today: Date) -> Result<Option<Appointment>> {
    let midnight = |day: Date| Ok::<_, Error>(day.to_zoned(zone.clone()).map_err(Error::bug)?.timestamp());
    let window = Window {
        from: midnight(today.saturating_add(Span::new().days(1)))?,
        to: midnight(today.saturating_add(Span::new().days(AHEAD)))?,
        site: Some(site),
        statuses: Some(vec![Status::Booked]),
        ..Window::default()
    };
    Ok(appointments::between(tx.conn(), &DiaryReach::Everything, &window)?.pop())
}
