//! An appointment to take along: as a slip of paper, as a calendar file.

use actix_web::HttpRequest;

use super::super::entry::Held;
use super::super::model::Appointment;
use super::super::print::{Size, Slip, set};
use super::super::said::Here;
use super::super::store;
use super::page::site_of;
use crate::diary::rooms;
use crate::gate::access::permissions::perm;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital::{self, Hospital, Site};
use crate::kit::calendar::{CalendarFile, Event, file};
use crate::kit::db::{Conn, Deed};
use crate::kit::error::{Error, Result};
use crate::kit::pdf::{LABELS, Pdf};
use crate::kit::web::form::Query;
use crate::kit::when;
use crate::people::patients::{self, Patient, Sex};
use crate::say;

type Viewer = Held<perm::AppointmentView>;

/// The slip, for whoever may see who it is for. From the second one on it says that it is a copy.
pub async fn slip(held: Viewer, desk: Desk, request: HttpRequest) -> Result<Pdf> {
    let size = Size::of(Query::read(request.query_string())?.get("size"));
    let reach = May::<perm::PatientView>::enter(&desk).await?.reach;
    let one = held.appointment.clone();
    let patient = desk.read(move |conn| patients::find(conn, &reach, one.patient_id)).await?;
    let one = held.appointment.clone();
    let is_first = desk
        .write(&held, move |tx| {
            let is_first = store::note_slip(tx, one.id)?;
            let deed = Deed::new("appointment.slip-printed").on("appointment", one.id);
            tx.record(deed.about(one.patient_id.uuid()));
            Ok(is_first)
        })
        .await?;
    let (one, by, now) = (held.appointment.clone(), held.may.who.name.clone(), desk.clock().now());
    let name = format!("slip-{}", patient.mrn);
    let slip = desk
        .read(move |conn| {
            let place = Place::of(conn, &one)?;
            let here = Here { zone: &when::zone(&place.site.time_zone), now };
            Ok(filled(&one, &patient, place, &here, !is_first, by))
        })
        .await?;
    let fonts = desk.house().fonts.clone();
    let file = LABELS.work(move || set(&slip, size, fonts)).await?.map_err(Error::bug)?;
    Ok(Pdf::new(file, &name))
}

/// A calendar file with this one appointment. It says when and where, never why.
pub async fn calendar(held: Viewer, desk: Desk) -> Result<CalendarFile> {
    let one = held.appointment.clone();
    desk.write(&held, move |tx| {
        let deed = Deed::new("appointment.opened").on("appointment", one.id);
        tx.record(deed.about(one.patient_id.uuid()));
        Ok(())
    })
    .await?;
    let (one, now) = (held.appointment.clone(), desk.clock().now());
    let text = desk
        .read(move |conn| {
            let place = Place::of(conn, &one)?;
            let address = place.site.address.replace('\n', ", ");
            let event = Event {
                uid: format!("{}@wardbook", one.id),
                said_at: now,
                sequence: one.version,
                from: one.starts_at,
                to: one.ends_at,
                summary: say!("appointments-calendar", hospital = place.house.name.clone()),
                place: [place.name(), address]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(", "),
                about: place.doctor.clone(),
                cancelled: !one.status.is_live(),
            };
            Ok(file(&place.house.name, &[event]))
        })
        .await?;
    Ok(CalendarFile(text))
}

/// Where an appointment is, and with whom.
struct Place {
    house: Hospital,
    site: Site,
    room: Option<String>,
    doctor: String,
}

impl Place {
    fn of(conn: &mut Conn, one: &Appointment) -> Result<Self> {
        let room = match one.room_id {
            Some(room) => Some(rooms::find(conn, room)?.name),
            None => None,
        };
        let names = store::names(conn, [one.doctor_id])?;
        Ok(Self {
            house: hospital::find(conn)?.ok_or_else(|| Error::bug("no hospital"))?,
            site: site_of(conn, one)?,
            room,
            doctor: names.get(&one.doctor_id).cloned().unwrap_or_default(),
        })
    }

    /// `Main house, Room 12`
    fn name(&self) -> String {
        match &self.room {
            Some(room) => format!("{}, {room}", self.site.name),
            None => self.site.name.clone(),
        }
    }
}

fn filled(
    one: &Appointment,
    patient: &Patient,
    place: Place,
    here: &Here<'_>,
    is_copy: bool,
    by: String,
) -> Slip {
    let today = here.now.to_zoned(here.zone.clone()).date();
    let span = here.span(one.starts_at, one.ends_at);
    let zone = &place.site.time_zone;
    Slip {
        demonstration: place.house.demonstration.is_some().then(|| say!("slip-demonstration")),
        is_copy,
        name: patient.banner_name(),
        born: patient.born(today).unwrap_or_else(|| say!("slip-unknown")),
        sex: match patient.details.sex {
            Sex::Female => say!("slip-female"),
            Sex::Male => say!("slip-male"),
            Sex::Other => say!("slip-other"),
            Sex::Unknown => say!("slip-sex-unknown"),
        },
        mrn: patient.shown_mrn(),
        code: patient.mrn.clone(),
        day: when::named_in_full(one.starts_at.to_zoned(here.zone.clone()).date()),
        time: if *zone == place.house.time_zone {
            span
        } else {
            say!("appointments-in-zone", span = span, zone = zone.clone())
        },
        doctor: place.doctor.clone(),
        place: place.name(),
        address: if place.site.address.is_empty() {
            place.house.address.clone()
        } else {
            place.site.address.clone()
        },
        phone: place.site.phone.clone(),
        kind: say!(one.kind.label_key()),
        printed_by: by,
        printed_when: when::full(here.now, here.zone),
        at: here.now,
        house: place.house.name,
    }
}
