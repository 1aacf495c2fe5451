//! More appointments than anybody shaped by hand: for measuring a diary of a size that takes years to grow.
//!
//! They belong to doctors and sites of their own, ten doctors a site, so that the shaped days stay as they are. The
//! doctor whom the demonstration offers has some in the evenings of the past, and with them a reach of thousands.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};

use super::diary::{HALVES, MINUTES};
use super::staff::LINDENHOF;
use crate::diary::appointments::{self, Booking, Kind, Status};
use crate::diary::hours::{self, WeeklyHours};
use crate::gate::access::employees;
use crate::gate::access::model::{Duties, Role};
use crate::gate::access::store::{self as accounts, NewAccount};
use crate::gate::actor::{AccountId, Actor};
use crate::gate::hospital::{self, SiteId, SiteSheet};
use crate::kit::db::{Db, Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::people::patients::PatientId;
use crate::people::staff::{DoctorProfile, put_profile};

/// Working days of the diary, the last of them so many days ahead of today.
const DAYS: i64 = 2_000;
const AHEAD: i64 = 60;
/// Appointments of one doctor on one day; the rest of the slots is free.
const A_DAY: u64 = 18;
/// Doctors at one site.
const AT_A_SITE: u64 = 10;
/// Appointments in one transaction.
const AT_ONCE: usize = 20_000;
/// Every so many-th appointment of the past is one that nobody came to.
const MISSED: u64 = 20;

/// Slots of an evening of the offered doctor: from five on.
const EVENING: std::ops::Range<i64> = 27..36;

/// A doctor of the throng: who, where, and which slots of the day, counted from eight.
#[derive(Clone)]
struct Chair {
    doctor: AccountId,
    site: SiteId,
    slots: Vec<i64>,
    past_only: bool,
}

/// Books `wanted` appointments of `patients`, day by day. `progress` hears how many there are.
///
/// # Errors
/// What the database says.
pub(super) fn book(
    db: &Db,
    actor: &Actor,
    patients: &[PatientId],
    offered: AccountId,
    wanted: u64,
    today: Date,
    progress: &dyn Fn(u64),
) -> Result<()> {
    let zone = TimeZone::get(LINDENHOF.time_zone).map_err(Error::bug)?;
    let doctors = wanted.div_ceil(DAYS.unsigned_abs() * A_DAY).max(1);
    let mut chairs = db.write_now(actor, move |tx| hire(tx, doctors, today))?;
    let site = db.read_now(hospital::sites)?.first().map(|site| site.id).ok_or(Error::NotFound)?;
    chairs.push(Chair { doctor: offered, site, slots: EVENING.collect(), past_only: true });
    let mut made = 0;
    let mut turn = 0_usize;
    let mut waiting = Vec::with_capacity(AT_ONCE);
    let mut day = today + Span::new().days(AHEAD - DAYS * 7 / 5);
    while made < wanted {
        day = next_working_day(day)?;
        for slot in 0..EVENING.end {
            for chair in chairs.iter().filter(|chair| chair.slots.contains(&slot)) {
                if made == wanted || (chair.past_only && day >= today) {
                    continue;
                }
                // One after the other, so that nobody is asked to two doctors at once.
                let patient = patients[turn % patients.len()];
                turn += 1;
                let minute = i64::from(HALVES[0].0) + slot * MINUTES;
                let starts_at = instant(day, minute, &zone)?;
                waiting.push((chair.doctor, chair.site, patient, starts_at, day));
                made += 1;
                if waiting.len() == AT_ONCE {
                    write(db, actor, std::mem::take(&mut waiting), today)?;
                    progress(made);
                }
            }
        }
    }
    write(db, actor, waiting, today)?;
    progress(made);
    Ok(())
}

fn write(
    db: &Db,
    actor: &Actor,
    waiting: Vec<(AccountId, SiteId, PatientId, Timestamp, Date)>,
    today: Date,
) -> Result<()> {
    db.write_now(actor, move |tx| {
        for (place, (doctor, site, patient, starts_at, day)) in (0_u64..).zip(&waiting) {
            let booking = Booking {
                patient: *patient,
                doctor: *doctor,
                site: *site,
                room: None,
                starts_at: *starts_at,
                ends_at: *starts_at + SignedDuration::from_mins(MINUTES),
                kind: Kind::FollowUp,
                reason: "Follow-up".to_owned(),
                notes: String::new(),
                walk_in: false,
                overbook_reason: None,
                series: None,
            };
            let status = match *day < today {
                true if place % MISSED == 0 => Status::NoShow,
                true => Status::Completed,
                false => Status::Booked,
            };
            let booked = *starts_at - SignedDuration::from_hours(24 * 14);
            appointments::insert(tx, &booking.made(status, None, booked))?;
        }
        tx.record(Deed::new("appointment.seeded").with(serde_json::json!({ "count": waiting.len() })));
        Ok(())
    })
}

/// Doctors with hours on every working day, and their sites.
fn hire(tx: &mut Tx<'_>, doctors: u64, today: Date) -> Result<Vec<Chair>> {
    let mut chairs = Vec::new();
    let mut site = None;
    for number in 1..=doctors {
        if number % AT_A_SITE == 1 {
            let name = format!("Practice {}", number.div_ceil(AT_A_SITE));
            site = Some(hospital::insert_site(tx, &SiteSheet::new(name, LINDENHOF.time_zone))?);
        }
        let site = site.ok_or_else(|| Error::bug("a doctor before a site"))?;
        let email = format!("practice.{number}@lindenhof.example");
        let doctor = accounts::insert_account(
            tx,
            &NewAccount {
                role: Role::Doctor,
                name: format!("Dr Practice {number}"),
                email: email.clone(),
                email_key: email,
                password_hash: None,
                one_time_until: None,
                patient: None,
            },
        )?;
        employees::equip(tx, doctor, Duties::default(), &[site])?;
        let profile = DoctorProfile {
            sees_patients: true,
            specialties: vec!["General medicine".to_owned()],
            slot_minutes: MINUTES as i32,
            overbookable: true,
            ..DoctorProfile::default()
        };
        put_profile(tx, doctor, &profile)?;
        for weekday in 1..=5 {
            for (starts_minute, ends_minute) in HALVES {
                hours::add_weekly(
                    tx,
                    &WeeklyHours {
                        id: Id::new(),
                        doctor_id: doctor,
                        site_id: site,
                        room_id: None,
                        weekday,
                        starts_minute,
                        ends_minute,
                        slot_minutes: MINUTES as i32,
                        valid_from: today - Span::new().years(9),
                        valid_to: None,
                    },
                )?;
            }
        }
        // Three of four slots, the noon hour left out.
        let slots = (0..27).filter(|slot| !(12..15).contains(slot) && slot % 4 != 3).collect();
        chairs.push(Chair { doctor, site, slots, past_only: false });
    }
    tx.record(Deed::new("demonstration.enlarged"));
    Ok(chairs)
}

fn next_working_day(day: Date) -> Result<Date> {
    let mut next = day;
    loop {
        next = next.tomorrow().map_err(Error::bug)?;
        if next.weekday().to_monday_one_offset() <= 5 {
            return Ok(next);
        }
    }
}

fn instant(day: Date, minute: i64, zone: &TimeZone) -> Result<Timestamp> {
    let local = day.at(0, 0, 0, 0) + Span::new().minutes(minute);
    Ok(local.to_zoned(zone.clone()).map_err(Error::bug)?.timestamp())
}
