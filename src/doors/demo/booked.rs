//! Writes the demonstration's diary down: rooms, hours, leave, holidays, and who comes when.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};
use serde_json::json;

use super::SHAPED;
use super::courses::Field;
use super::diary::{self as laid, HALVES, MINUTES};
use super::hiring::sites;
use super::staff::{LINDENHOF, Post, STAFF, first_of};
use crate::diary::appointments::{self, Appointment, Booking, DiaryReach, Kind, Status, Window, rules};
use crate::diary::hours::{self, ExtraHours, Leave, LeaveId, WeeklyHours};
use crate::diary::rooms::{self, RoomId};
use crate::gate::access::reach::Reach;
use crate::gate::access::store as accounts;
use crate::gate::actor::{AccountId, Actor};
use crate::gate::hospital::SiteId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Db, Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::kit::seal::Key;
use crate::people::patients::{self, Mrn, PatientId};

const SLOT: i32 = MINUTES as i32;

/// Where the demonstration's people are found in the database.
struct Cast<'a> {
    patients: &'a [PatientId],
    staff: &'a [AccountId],
    sites: Vec<SiteId>,
    zone: &'a TimeZone,
}

impl Cast<'_> {
    fn instant(&self, at: DateTime) -> Result<Timestamp> {
        Ok(at.to_zoned(self.zone.clone()).map_err(Error::bug)?.timestamp())
    }
}

/// Opens the diary of a new demonstration: hours and rooms, then the appointments.
pub(super) fn open(
    tx: &mut Tx<'_>,
    patients: &[PatientId],
    staff: &[AccountId],
    zone: &TimeZone,
    today: Date,
) -> Result<()> {
    let cast = Cast { patients, staff, sites: sites(tx.conn())?, zone };
    keep_holidays(tx, today)?;
    for (number, (place, employee)) in
        STAFF.iter().enumerate().filter(|(_, one)| one.is_bookable()).enumerate()
    {
        let doctor = cast.staff[place];
        for (half, (starts, ends)) in HALVES.into_iter().enumerate() {
            let site = cast.sites[employee.sites[half.min(employee.sites.len() - 1)]];
            let room = room(tx, site, &format!("Room {}", 3 + 3 * number))?;
            for weekday in 1..=5 {
                hours::add_weekly(
                    tx,
                    &WeeklyHours {
                        id: Id::new(),
                        doctor_id: doctor,
                        site_id: site,
                        room_id: Some(room),
                        weekday,
                        starts_minute: starts,
                        ends_minute: ends,
                        slot_minutes: SLOT,
                        valid_from: today - Span::new().years(1),
                        valid_to: None,
                    },
                )?;
            }
        }
    }
    work_today(tx, &cast, today)?;
    let count = fill(tx, &cast, today, today - Span::new().years(100))?;
    send_away(tx, &cast, today)?;
    tx.record(Deed::new("appointment.seeded").with(json!({ "count": count })));
    Ok(())
}

/// Lays out the days from today on for a demonstration that was made on an earlier day; does nothing when there are
/// appointments today. Who has left since, or was merged away, is not booked.
///
/// # Errors
/// What the database says.
pub fn freshen(db: &Db, root: &Key, today: Date) -> Result<()> {
    let zone = TimeZone::get(LINDENHOF.time_zone).map_err(Error::bug)?;
    let (from, to) =
        (today.to_zoned(zone.clone()), today.tomorrow().and_then(|next| next.to_zoned(zone.clone())));
    let window = Window {
        from: from.map_err(Error::bug)?.timestamp(),
        to: to.map_err(Error::bug)?.timestamp(),
        ..Window::default()
    };
    if db.read_now(move |conn| appointments::count(conn, &DiaryReach::Everything, &window))? > 0 {
        return Ok(());
    }
    db.write_now(&Actor::system("demonstration", root), move |tx| {
        let reach = Reach::whole_house("the demonstration books its own people again");
        let patients: Vec<PatientId> = (0..)
            .map_while(Mrn::of_serial)
            .take(SHAPED)
            .map(|mrn| Ok(patients::find_by_mrn(tx.conn(), &reach, mrn)?.id))
            .collect::<Result<_>>()?;
        let staff: Vec<AccountId> = STAFF
            .iter()
            .map(|one| Ok(accounts::by_email(tx.conn(), one.email)?.ok_or(Error::NotFound)?.id))
            .collect::<Result<_>>()?;
        let cast = Cast { patients: &patients, staff: &staff, sites: sites(tx.conn())?, zone: &zone };
        work_today(tx, &cast, today)?;
        let count = fill(tx, &cast, today, today)?;
        tx.record(Deed::new("appointment.seeded").with(json!({ "count": count })));
        Ok(())
    })
}

/// Has everybody work today, whatever day it is.
fn work_today(tx: &mut Tx<'_>, cast: &Cast<'_>, today: Date) -> Result<()> {
    if !is_closed(today) {
        return Ok(());
    }
    for (place, employee) in STAFF.iter().enumerate().filter(|(_, one)| one.is_bookable()) {
        for (half, (starts, ends)) in HALVES.into_iter().enumerate() {
            hours::add_extra(
                tx,
                &ExtraHours {
                    id: Id::new(),
                    doctor_id: cast.staff[place],
                    site_id: cast.sites[employee.sites[half.min(employee.sites.len() - 1)]],
                    room_id: None,
                    day: today,
                    starts_minute: starts,
                    ends_minute: ends,
                    slot_minutes: SLOT,
                },
            )?;
        }
    }
    Ok(())
}

/// Public holidays: month, day, name.
const HOLIDAYS: [(i8, i8, &str); 3] =
    [(1, 1, "New Year's Day"), (12, 25, "Christmas Day"), (12, 26, "Second day of Christmas")];

/// Whether nobody would work on a day; today they all do, whatever day it is.
fn is_closed(day: Date) -> bool {
    day.weekday().to_monday_one_offset() > 5
        || HOLIDAYS.iter().any(|(month, date, _)| day.month() == *month && day.day() == *date)
}

fn keep_holidays(tx: &mut Tx<'_>, today: Date) -> Result<()> {
    for year in [today.year(), today.year() + 1] {
        for (month, day, name) in HOLIDAYS {
            hours::add_holiday(tx, Date::new(year, month, day).map_err(Error::bug)?, name, None)?;
        }
    }
    Ok(())
}

/// The room of a name at a site, made when it is not there.
fn room(tx: &mut Tx<'_>, site: SiteId, name: &str) -> Result<RoomId> {
    let known = rooms::of_all_sites(tx.conn())?;
    match known.into_iter().find(|room| room.site_id == site && room.name == name) {
        Some(room) => Ok(room.id),
        None => rooms::insert(tx, site, name),
    }
}

/// Writes down who comes from `since` on, and answers how many. What lies over something that is there is left out.
fn fill(tx: &mut Tx<'_>, cast: &Cast<'_>, today: Date, since: Date) -> Result<usize> {
    let mut count = 0;
    for one in super::appointments(cast.patients.len(), today) {
        if one.from.date() < since {
            continue;
        }
        let appointment = lived(cast, &one, today, tx.now())?;
        match tx.savepoint(|tx| appointments::insert(tx, &appointment)) {
            Ok(()) => count += 1,
            Err(error) if rules::TAKEN.into_iter().any(|rule| error.breaks(rule)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(count)
}

/// An appointment as it stands when it has been lived through here so far.
fn lived(cast: &Cast<'_>, one: &laid::Appointment, today: Date, now: Timestamp) -> Result<Appointment> {
    let (starts_at, ends_at) = (cast.instant(one.from)?, cast.instant(one.to)?);
    let this_morning = cast.instant(today.at(7, 40, 0, 0))?;
    let status = Status::from(one.status.word().to_owned());
    // A demonstration may start before its own morning: nobody has come, begun or ended later than now. Nor may it
    // start at noon with people who wait since eight: whoever is in the house has come lately.
    let here = matches!(status, Status::Arrived | Status::InConsultation);
    let at = |after: i64, ago: i64| {
        let lately = now - SignedDuration::from_mins(ago);
        let then = starts_at + SignedDuration::from_mins(after);
        Some(Utc(if here { lately } else { then.min(lately) }))
    };
    let waited = 8 + 9 * (one.patient as i64 % 5);
    let came = matches!(status, Status::Arrived | Status::InConsultation | Status::Completed);
    let began = matches!(status, Status::InConsultation | Status::Completed);
    let booking = Booking {
        patient: cast.patients[one.patient],
        doctor: cast.staff[one.doctor],
        site: cast.sites[one.site],
        room: None,
        starts_at,
        ends_at,
        kind: if one.reason.starts_with("First") { Kind::New } else { Kind::FollowUp },
        reason: one.reason.to_owned(),
        notes: String::new(),
        walk_in: false,
        overbook_reason: None,
        series: None,
    };
    let reception = cast.staff[first_of(Post::Receptionist)];
    let booked = starts_at.min(this_morning) - SignedDuration::from_hours(10 * 24);
    let made = booking.made(status, Some(reception), booked);
    Ok(Appointment {
        arrived_at: came.then(|| at(-11, if began { 50 } else { waited })).flatten(),
        started_at: began.then(|| at(2, if status == Status::Completed { 35 } else { 6 })).flatten(),
        ended_at: (status == Status::Completed).then(|| at(17, 12)).flatten(),
        // Lately: what was called off is removed some weeks later.
        cancelled_at: (status == Status::Cancelled)
            .then_some(Utc(this_morning - SignedDuration::from_hours(20))),
        ..made
    })
}

/// Sends one doctor on leave next week, with a colleague to cover; what was booked then is left to be moved.
fn send_away(tx: &mut Tx<'_>, cast: &Cast<'_>, today: Date) -> Result<()> {
    let place = |field| super::staff::doctor_of(field);
    let monday = today + Span::new().days(8 - i64::from(today.weekday().to_monday_one_offset()));
    let leave = Leave {
        id: LeaveId::new(),
        doctor_id: cast.staff[place(Field::Orthopaedics)],
        starts_at: cast.instant((monday + Span::new().days(2)).at(0, 0, 0, 0))?,
        ends_at: cast.instant((monday + Span::new().days(7)).at(0, 0, 0, 0))?,
        note: "Congress".to_owned(),
        cover_id: Some(cast.staff[place(Field::General)]),
    };
    hours::add_leave(tx, &leave, cast.staff[first_of(Post::Admin)])
}
