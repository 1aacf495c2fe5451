//! All doctors: their hours at one glance, and who is free next.

use std::collections::{BTreeMap, HashMap};

use actix_web::HttpRequest;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::doctor::valid;
use crate::diary::appointments::{self, Bookable, LOOKED_AHEAD, Slot, Wish as NewAppointment};
use crate::diary::hours::{self, Leave, WeeklyHours};
use crate::diary::timetable::views::{
    Choice, FreeRow, Link, ListLine, ListPage, ListRow, Narrowing, Section, SpecialtiesPage,
};
use crate::gate::access::permissions::{Grant, Permission, perm};
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital::{self, Site, SiteId};
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::kit::web::form::Query;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::people::staff;
use crate::say;

type Viewer = May<perm::HoursView>;

/// All doctors with their hours; who sees only their own is led there.
pub async fn show(permit: Viewer, desk: Desk, request: HttpRequest) -> Result<Answer> {
    if permit.grant != Grant::All {
        return Ok(Reply::to(hours::path(permit.who.account)).into());
    }
    let wish = Wish::of(&Query::read(request.query_string())?);
    let house = load(&desk, &wish).await?;
    let manage = perm::SettingsManage::ROW.grant(permit.who.role, permit.who.duties);
    let page = ListPage {
        frame: desk.frame(),
        may_manage: manage != Grant::No,
        rows: house.shown.iter().map(|doctor| house.row(doctor)).collect(),
        narrowing: wish.narrowing("/hours", &house),
        looked_ahead: looked_ahead(),
    };
    Ok(Page::ok(&page)?.into())
}

/// Doctors by specialty and site, each with the next free time there.
pub async fn by_specialty(permit: Viewer, desk: Desk, request: HttpRequest) -> Result<Answer> {
    if permit.grant != Grant::All {
        return Ok(Reply::to(hours::path(permit.who.account)).into());
    }
    let wish = Wish::of(&Query::read(request.query_string())?);
    let house = load(&desk, &wish).await?;
    let mut sections: BTreeMap<String, Vec<&Bookable>> = BTreeMap::new();
    for doctor in &house.shown {
        let names = house.specialties_of(doctor.id);
        if names.is_empty() {
            sections.entry(String::new()).or_default().push(doctor);
        }
        for name in names.iter().filter(|name| wish.specialty.is_empty() || **name == wish.specialty) {
            sections.entry(name.clone()).or_default().push(doctor);
        }
    }
    // Those without a specialty stand last.
    let unnamed = sections.remove("");
    let sections =
        sections.into_iter().chain(unnamed.map(|doctors| (say!("timetable-no-specialty"), doctors)));
    let page = SpecialtiesPage {
        frame: desk.frame(),
        sections: sections
            .enumerate()
            .map(|(at, (name, doctors))| Section {
                id: format!("specialty-{at}"),
                note: say!("timetable-doctors", count = doctors.len()),
                rows: house.free_rows(&doctors),
                name,
            })
            .collect(),
        narrowing: wish.narrowing("/hours/specialties", &house),
        looked_ahead: looked_ahead(),
    };
    Ok(Page::ok(&page)?.into())
}

fn looked_ahead() -> String {
    say!("timetable-looked-ahead", weeks = LOOKED_AHEAD / 7)
}

async fn load(desk: &Desk, wish: &Wish) -> Result<House> {
    let (now, wish) = (desk.clock().now(), wish.clone());
    desk.read(move |conn| House::load(conn, &wish, now)).await
}

/// What the list is narrowed to, as it stands in the address.
#[derive(Clone, Debug)]
struct Wish {
    specialty: String,
    site: Option<SiteId>,
}

impl Wish {
    fn of(query: &Query) -> Self {
        Self { specialty: query.get("specialty").to_owned(), site: query.get("site").parse().ok() }
    }

    fn narrowing(&self, action: &'static str, house: &House) -> Narrowing {
        let all = |key: &str, choices: Vec<Choice>| -> Vec<Choice> {
            std::iter::once((String::new(), say!(key))).chain(choices).collect()
        };
        let site = self.site.map(|id| id.to_string()).unwrap_or_default();
        let mut words: Vec<(&str, &str)> = Vec::new();
        if !self.specialty.is_empty() {
            words.push(("specialty", &self.specialty));
        }
        if !site.is_empty() {
            words.push(("site", &site));
        }
        let query = match serde_urlencoded::to_string(&words) {
            Ok(text) if !text.is_empty() => format!("?{text}"),
            _ => String::new(),
        };
        let specialties = house.all_specialties.iter().map(|name| (name.clone(), name.clone())).collect();
        let sites = house.sites.iter().filter(|(site, _)| site.active);
        Narrowing {
            action,
            specialties: all("timetable-all-specialties", specialties),
            sites: all(
                "timetable-all-sites",
                sites.map(|(site, _)| (site.id.to_string(), site.name.clone())).collect(),
            ),
            query,
            specialty: self.specialty.clone(),
            site,
        }
    }
}

/// What both lists are made of. The number of statements does not grow with the number of doctors.
struct House {
    sites: Vec<(Site, TimeZone)>,
    specialties: HashMap<AccountId, Vec<String>>,
    all_specialties: Vec<String>,
    shown: Vec<Bookable>,
    weekly: Vec<WeeklyHours>,
    leaves: Vec<Leave>,
    free: Vec<Slot>,
    now: Timestamp,
    today: Date,
}

impl House {
    fn load(conn: &mut Conn, wish: &Wish, now: Timestamp) -> Result<Self> {
        let sites: Vec<(Site, TimeZone)> = hospital::sites(conn)?
            .into_iter()
            .map(|site| {
                let zone = when::zone(&site.time_zone);
                (site, zone)
            })
            .collect();
        let today = hospital::local_now(conn, now)?.date();
        let specialties = staff::specialties_of_all(conn)?;
        let mut all_specialties: Vec<String> = specialties.values().flatten().cloned().collect();
        all_specialties.sort();
        all_specialties.dedup();
        let mut weekly = hours::weekly_of_all(conn, today)?;
        let mut shown = appointments::bookable_doctors(conn)?;
        if let Some(site) = wish.site {
            weekly.retain(|one| one.site_id == site);
            shown.retain(|doctor| weekly.iter().any(|one| one.doctor_id == doctor.id));
        }
        if !wish.specialty.is_empty() {
            let of = |id| specialties.get(&id).is_some_and(|names| names.contains(&wish.specialty));
            shown.retain(|doctor| of(doctor.id));
        }
        let ids: Vec<AccountId> = shown.iter().map(|doctor| doctor.id).collect();
        let mut free = appointments::next_free(conn, &ids, None, now)?;
        free.retain(|slot| wish.site.is_none_or(|site| slot.site == site));
        let leaves = hours::calendar(conn, None, Some(&ids), today, today)?.leaves;
        Ok(Self {
            leaves: leaves.into_iter().filter(|one| one.starts_at <= now && now < one.ends_at).collect(),
            sites,
            specialties,
            all_specialties,
            shown,
            weekly,
            free,
            now,
            today,
        })
    }

    fn specialties_of(&self, doctor: AccountId) -> &[String] {
        self.specialties.get(&doctor).map_or(&[], Vec::as_slice)
    }

    fn site(&self, id: SiteId) -> (String, TimeZone) {
        let found = self.sites.iter().find(|(site, _)| site.id == id);
        found.map_or_else(|| (String::new(), TimeZone::UTC), |(site, zone)| (site.name.clone(), zone.clone()))
    }

    fn link(&self, slot: Option<&Slot>) -> Link {
        match slot {
            Some(slot) => Link {
                text: hours::ahead(slot.starts_at, self.now, &self.site(slot.site).1),
                href: Some(appointments::new_path(&NewAppointment::slot(slot))),
            },
            None => Link { text: say!("timetable-nothing-free"), href: None },
        }
    }

    fn row(&self, doctor: &Bookable) -> ListRow {
        let weekly: Vec<WeeklyHours> =
            self.weekly.iter().filter(|one| one.doctor_id == doctor.id).cloned().collect();
        let away = self.leaves.iter().find(|one| one.doctor_id == doctor.id).map(|leave| {
            let zone = weekly.first().map_or(TimeZone::UTC, |one| self.site(one.site_id).1);
            say!("timetable-away", until = hours::ahead(leave.ends_at, self.now, &zone))
        });
        ListRow {
            name: doctor.name.clone(),
            href: hours::path(doctor.id),
            specialties: self.specialties_of(doctor.id).join(", "),
            lines: hours::glance(&weekly, self.today)
                .into_iter()
                .map(|line| ListLine {
                    site: self.site(line.site).0,
                    text: format!("{} {}", line.days, line.times),
                    valid: valid(line.from.unwrap_or(self.today), line.until, self.today),
                })
                .collect(),
            away,
            // The list is by time.
            next: self.link(self.free.iter().find(|slot| slot.doctor == doctor.id)),
        }
    }

    /// A line for each doctor and site, the soonest first; those who have nothing free last.
    fn free_rows(&self, doctors: &[&Bookable]) -> Vec<FreeRow> {
        let of = |slot: &Slot| doctors.iter().find(|doctor| doctor.id == slot.doctor);
        let free = self.free.iter().filter_map(|slot| {
            let doctor = of(slot)?;
            Some(FreeRow {
                name: doctor.name.clone(),
                href: hours::path(doctor.id),
                site: self.site(slot.site).0,
                next: self.link(Some(slot)),
            })
        });
        let none = doctors
            .iter()
            .filter(|doctor| !self.free.iter().any(|slot| slot.doctor == doctor.id))
            .map(|doctor| FreeRow {
                name: doctor.name.clone(),
                href: hours::path(doctor.id),
                site: String::new(),
                next: self.link(None),
            });
        free.chain(none).collect()
    }
}
