//! The pages of the list.

pub mod list;
pub mod new;
pub mod offers;

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::model::{For, Waiting};
use super::store::Seen;
use super::views::Line;
use super::{PATH, offered};
use crate::diary::appointments;
use crate::gate::access::permissions::{Grant, perm};
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital::{self, SiteId};
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::kit::when;
use crate::people::patients::{Hit, PatientId, record_path};
use crate::people::staff::{self, SpecialtyId};
use crate::say;

type Booker = May<perm::AppointmentBook>;

/// Whose entries somebody sees who books.
fn seen(may: &Booker) -> Seen {
    Seen { reach: may.reach.clone(), only: (may.grant != Grant::All).then_some(may.who.account) }
}

/// Names of what entries ask for.
struct Names {
    people: HashMap<PatientId, Hit>,
    doctors: HashMap<AccountId, String>,
    specialties: HashMap<SpecialtyId, String>,
    sites: HashMap<SiteId, String>,
    zone: TimeZone,
    now: Timestamp,
}

impl Names {
    fn load(conn: &mut Conn, seen: &Seen, of: &[Waiting], now: Timestamp) -> Result<Self> {
        let local = hospital::local_now(conn, now)?;
        Ok(Self {
            people: offered::people(conn, seen, of)?,
            doctors: appointments::names(conn, of.iter().filter_map(|one| one.doctor_id))?,
            specialties: staff::specialties(conn)?.into_iter().map(|one| (one.id, one.name)).collect(),
            sites: hospital::sites(conn)?.into_iter().map(|site| (site.id, site.name)).collect(),
            zone: local.time_zone().clone(),
            now,
        })
    }

    fn today(&self) -> Date {
        self.now.to_zoned(self.zone.clone()).date()
    }

    /// The line of an entry; `book` is where they are booked.
    fn line(&self, desk: &Desk, one: &Waiting, book: String) -> Option<Line> {
        let hit = self.people.get(&one.patient_id)?;
        let whom = match one.whom() {
            For::Anybody => say!("waiting-anybody"),
            For::Specialty(id) => self.specialties.get(&id).cloned().unwrap_or_default(),
            For::Doctor(id) => self.doctors.get(&id).cloned().unwrap_or_default(),
        };
        let site = one.site_id.and_then(|id| self.sites.get(&id).cloned());
        let length = say!("waiting-minutes", minutes = one.minutes);
        let wish: Vec<String> = [Some(whom), site, Some(length)].into_iter().flatten().collect();
        let from = when::named(one.earliest, self.today());
        Some(Line {
            href: record_path(hit.id),
            name: hit.list_name(),
            born: hit.born(self.today()).unwrap_or_else(|| say!("waiting-born-unknown")),
            phones: hit.phones.clone(),
            wish: wish.join(" · "),
            reason: one.reason.clone(),
            days: match one.latest {
                Some(latest) => {
                    say!("waiting-from-until", from = from, until = when::named(latest, self.today()))
                }
                None => say!("waiting-from", from = from),
            },
            since: when::said(one.made_at, self.now, &self.zone),
            book,
            withdrawal: format!("{PATH}/{}/withdrawal", one.id),
            key: desk.form().key,
        })
    }
}
