//! A diary for one test: the hospital's doctor sees patients every day from eight to four, in slots of a quarter.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use wardbook::diary::appointments::{
    self, Appointment, AppointmentId, Booking, By, DiaryReach, Kind, Status, Window,
};
use wardbook::diary::hours::{self, WeeklyHours};
use wardbook::gate::access::model::Role;
use wardbook::gate::access::store;
use wardbook::gate::actor::AccountId;
use wardbook::gate::hospital::{self, SiteId};
use wardbook::kit::db::Deed;
use wardbook::kit::error::Result;
use wardbook::kit::id::Id;
use wardbook::people::patients::PatientId;
use wardbook::people::staff::{self, DoctorProfile};

use super::TestApp;

/// Who sees patients where.
pub struct Practice {
    pub doctor: AccountId,
    pub site: SiteId,
}

/// The first day on which the hours hold.
pub const SINCE: Date = Date::constant(2026, 1, 1);

impl Practice {
    /// Opens the hours of the test hospital's doctor at its first site.
    pub fn open(app: &TestApp) -> Self {
        let doctor = account(app, &format!("{}@test.example", Role::Doctor));
        Self::of(app, doctor)
    }

    /// Opens the hours of somebody at the first site.
    pub fn of(app: &TestApp, doctor: AccountId) -> Self {
        let site = app.house.db.read_now(hospital::sites).expect("sites")[0].id;
        app.house
            .db
            .write_now(&app.operator(), move |tx| {
                let profile =
                    DoctorProfile { sees_patients: true, overbookable: true, ..DoctorProfile::default() };
                staff::put_profile(tx, doctor, &profile)?;
                for weekday in 1..=7 {
                    hours::add_weekly(
                        tx,
                        &WeeklyHours {
                            id: Id::new(),
                            doctor_id: doctor,
                            site_id: site,
                            room_id: None,
                            weekday,
                            starts_minute: 480,
                            ends_minute: 960,
                            slot_minutes: 15,
                            valid_from: SINCE,
                            valid_to: None,
                        },
                    )?;
                }
                tx.record(Deed::new("test.prepared"));
                Ok(())
            })
            .expect("hours");
        Self { doctor, site }
    }

    /// The same, without opening hours.
    pub fn closed(app: &TestApp) -> Self {
        let site = app.house.db.read_now(hospital::sites).expect("sites")[0].id;
        Self { doctor: account(app, "doctor@test.example"), site }
    }

    /// Puts an appointment into the diary as it stands, whatever the hours say.
    pub fn stand(&self, app: &TestApp, booking: &Booking, status: Status) -> AppointmentId {
        let (made, now) = (booking.clone(), app.clock.now());
        app.house
            .db
            .write_now(&app.operator(), move |tx| {
                let appointment = made.made(status, None, now);
                appointments::insert(tx, &appointment)?;
                tx.record(Deed::new("test.booked"));
                Ok(appointment.id)
            })
            .expect("an appointment")
    }

    /// Whether the doctor has an appointment in the quarter of an hour from an instant on.
    pub fn is_taken(&self, app: &TestApp, at: Timestamp) -> bool {
        let doctor = self.doctor;
        let to = at + SignedDuration::from_mins(15);
        let taken =
            app.house.db.read_now(move |conn| appointments::taken(conn, &[doctor], at, to)).expect("a read");
        !taken.is_empty()
    }

    /// What is asked for when a patient is to come at an instant, for a quarter of an hour.
    pub fn booking(&self, patient: PatientId, at: Timestamp) -> Booking {
        Booking {
            patient,
            doctor: self.doctor,
            site: self.site,
            room: None,
            starts_at: at,
            ends_at: at + SignedDuration::from_mins(15),
            kind: Kind::FollowUp,
            reason: "Blood pressure".into(),
            notes: String::new(),
            walk_in: false,
            overbook_reason: None,
            series: None,
        }
    }

    /// Books for reception.
    pub fn book(&self, app: &TestApp, booking: Booking) -> Result<AppointmentId> {
        let by = By { account: account(app, "receptionist@test.example"), role: Role::Receptionist };
        app.house.db.write_now(&app.operator(), move |tx| appointments::book(tx, by, &booking))
    }
}

/// The account of an address.
pub fn account(app: &TestApp, email: &str) -> AccountId {
    let email = email.to_owned();
    app.house.db.read_now(|conn| Ok(store::by_email(conn, &email)?.expect("an account").id)).expect("a read")
}

/// An instant.
pub fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

/// Every appointment of a patient, by time.
pub fn appointments_of(app: &TestApp, patient: PatientId) -> Vec<Appointment> {
    app.house
        .db
        .read_now(move |conn| {
            let window = Window {
                from: at("2020-01-01T00:00:00Z"),
                to: at("2030-01-01T00:00:00Z"),
                patients: Some(vec![patient]),
                ..Window::default()
            };
            appointments::between(conn, &DiaryReach::Everything, &window)
        })
        .expect("appointments")
}
