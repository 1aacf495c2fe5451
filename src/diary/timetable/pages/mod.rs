//! The handlers about hours.

pub mod doctor;
pub mod extra;
pub mod holidays;
pub mod list;
pub mod weekly;

use jiff::Timestamp;
use jiff::civil::Date;

use super::actions;
use super::forms::Offered;
use super::model::edit::Edit;
use super::views::{Choice, Choices, Outside};
use crate::diary::appointments::DiaryReach;
use crate::diary::hours::{self, HoursOf};
use crate::diary::leave::{Standing, ToMove, move_rows, zones_of};
use crate::diary::rooms;
use crate::gate::access::permissions::perm;
use crate::gate::desk::Desk;
use crate::gate::hospital;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::people::staff::SLOTS;
use crate::say;

/// Whoever may change a doctor's hours.
type Editor = HoursOf<perm::HoursEdit>;

/// Appointments shown; the rest is counted.
const SHOWN: usize = 50;

/// What a form about hours is shown and read with.
struct Setting {
    offered: Offered,
    /// Today on the doctor's clock.
    today: Date,
}

impl Setting {
    async fn load(desk: &Desk, key: &Editor) -> Result<Self> {
        let (doctor, now) = (key.doctor.id, desk.clock().now());
        desk.read(move |conn| {
            let sites: Vec<_> = hospital::sites(conn)?.into_iter().filter(|site| site.active).collect();
            let mut rooms = rooms::of_all_sites(conn)?;
            rooms.retain(|room| room.active && sites.iter().any(|site| site.id == room.site_id));
            let zones = zones_of(conn, doctor, now)?;
            let zone = when::zone(zones.first().map_or("UTC", String::as_str));
            Ok(Self { offered: Offered { sites, rooms }, today: now.to_zoned(zone).date() })
        })
        .await
    }

    fn choices(&self) -> Choices {
        let Offered { sites, rooms } = &self.offered;
        let site = |id| sites.iter().find(|site| site.id == id).map_or("", |site| site.name.as_str());
        let mut named: Vec<Choice> = rooms
            .iter()
            .map(|room| {
                let name = if sites.len() > 1 {
                    format!("{} · {}", site(room.site_id), room.name)
                } else {
                    room.name.clone()
                };
                (room.id.to_string(), name)
            })
            .collect();
        named.sort_by(|a, b| a.1.cmp(&b.1));
        Choices {
            sites: sites.iter().map(|site| (site.id.to_string(), site.name.clone())).collect(),
            rooms: std::iter::once((String::new(), say!("timetable-no-room"))).chain(named).collect(),
            slots: SLOTS
                .map(|minutes| (minutes.to_string(), say!("timetable-slot", minutes = minutes)))
                .to_vec(),
        }
    }
}

/// Makes a change that takes hours away; with appointments that would lie outside, first shows them and asks. `again`
/// makes the page with the form once more.
async fn make(
    desk: &Desk,
    key: &Editor,
    mut form: Form,
    edit: Edit,
    today: Date,
    done: (String, String),
    again: impl FnOnce(Form, Option<Outside>) -> Again,
) -> Result<Answer> {
    let shown: usize = form.raw("outside").parse().unwrap_or_default();
    let (doctor, wanted) = (key.doctor.id, edit.clone());
    let time_field = if matches!(edit, Edit::Replace(..)) { "from" } else { "" };
    let result = desk
        .submit(key, &form, move |tx| {
            actions::make(tx, doctor, &wanted, shown, today)?;
            Ok(Reply::to(done.0.clone()).toast(done.1.clone()))
        })
        .await;
    let form = match &result {
        Err(_) => {
            if let Err(Error::Conflict(words)) = &result {
                form.refuse(time_field, words.clone());
            }
            form.rekeyed(desk.visit().keys.single_use())
        }
        Ok(_) => form,
    };
    match result {
        Ok(reply) => Ok(reply.into()),
        Err(Error::Conflict(_)) => Ok(again(form, None).page(false)?.into()),
        Err(error) if error.breaks(actions::UNACKNOWLEDGED) => {
            let outside = outside(desk, key, edit).await?;
            Ok(again(form, Some(outside)).page(true)?.into())
        }
        Err(error) => Err(error),
    }
}

/// A page with its form once more.
enum Again {
    Weekly(Box<super::views::WeeklyPage>),
    End(Box<super::views::EndPage>),
}

impl Again {
    fn page(self, is_conflict: bool) -> Result<Page> {
        match (self, is_conflict) {
            (Self::Weekly(page), true) => Page::conflict(&*page),
            (Self::Weekly(page), false) => Page::invalid(&*page),
            (Self::End(page), true) => Page::conflict(&*page),
            (Self::End(page), false) => Page::invalid(&*page),
        }
    }
}

async fn outside(desk: &Desk, key: &Editor, edit: Edit) -> Result<Outside> {
    let (doctor, now) = (key.doctor.id, desk.clock().now());
    let reach = DiaryReach::of(&key.may, now);
    let found = desk
        .read(move |conn| {
            let standing = Standing::load(conn, &reach, doctor, now)?;
            Ok(standing.newly_to_move(&edit.applied(&standing.calendar)))
        })
        .await?;
    Ok(listed(found, now))
}

fn listed(mut found: Vec<ToMove>, now: Timestamp) -> Outside {
    let count = found.len();
    found.truncate(SHOWN);
    let more = (count > SHOWN).then(|| say!("leave-shown", shown = SHOWN, total = count));
    Outside { count, rows: move_rows(found, now), more }
}

/// The section of a doctor's page that a change leads back to.
fn section(key: &Editor, name: &str) -> String {
    format!("{}#{name}", hours::path(key.doctor.id))
}
