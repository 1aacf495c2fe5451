//! The handlers about leave.

use actix_web::web::Path;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::actions::{self, NewLeave, OVERLAPPING, UNACKNOWLEDGED};
use super::forms::{self, Around};
use super::model::said;
use super::standing::{Standing, ToMove};
use super::views::{LeavePage, NewPage, move_rows};
use super::{path, store};
use crate::diary::appointments::{self, Bookable, DiaryReach};
use crate::diary::hours::{self, Doctor, HoursOf, LeaveId};
use crate::gate::access::permissions::{Grant, Permission, perm};
use crate::gate::actor::AccountId;
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::say;

/// Appointments shown; the rest is counted.
const SHOWN: usize = 50;

type Editor = HoursOf<perm::HoursEdit>;

pub async fn show_new(key: Editor, desk: Desk) -> Result<Page> {
    let setting = Setting::load(&desk, &key.doctor).await?;
    Page::ok(&setting.page(&desk, &key, desk.form(), None))
}

/// Enters leave; with appointments inside, first shows them and asks.
pub async fn enter(key: Editor, desk: Desk, mut form: Form) -> Result<Answer> {
    let setting = Setting::load(&desk, &key.doctor).await?;
    let shown: i64 = form.raw("inside").parse().unwrap_or_default();
    let Some(new) = setting.read(&mut form, &desk, &key) else {
        let form = form.rekeyed(desk.visit().keys.single_use());
        return Ok(Page::invalid(&setting.page(&desk, &key, form, None))?.into());
    };
    let (by, entered) = (key.may.who.account, new.clone());
    let done = desk
        .submit(&key, &form, move |tx| {
            let id = actions::enter(tx, by, &entered, shown)?;
            Ok(Reply::to(path(entered.doctor, id)).toast(say!("leave-entered")))
        })
        .await;
    match done {
        Ok(reply) => Ok(reply.into()),
        Err(error) if error.breaks(OVERLAPPING) => {
            form.refuse("from", say!("leave-error-overlapping"));
            let form = form.rekeyed(desk.visit().keys.single_use());
            Ok(Page::invalid(&setting.page(&desk, &key, form, None))?.into())
        }
        Err(error) if error.breaks(UNACKNOWLEDGED) => {
            let inside = inside(&desk, &key, new).await?;
            let form = form.rekeyed(desk.visit().keys.single_use());
            Ok(Page::conflict(&setting.page(&desk, &key, form, Some(inside)))?.into())
        }
        Err(error) => Err(error),
    }
}

pub async fn show(key: HoursOf<perm::HoursView>, desk: Desk, at: Path<(String, String)>) -> Result<Page> {
    let id: LeaveId = at.1.parse().map_err(|_| Error::NotFound)?;
    let (doctor, now) = (key.doctor.id, desk.clock().now());
    let reach = DiaryReach::of(&key.may, now);
    let (told, found, zone) = desk
        .read(move |conn| {
            let leave = hours::leave(conn, doctor, id)?;
            let standing = Standing::load(conn, &reach, doctor, now)?;
            let mut found = standing.to_move();
            found.retain(|one| {
                let at = &one.listed.appointment;
                at.starts_at < leave.ends_at && leave.starts_at < at.ends_at
            });
            let zones = store::zones_of(conn, doctor, now)?;
            let told = store::told(conn, &[leave], now)?.pop().ok_or(Error::NotFound)?;
            Ok((told, found, first_zone(&zones)))
        })
        .await?;
    let own = perm::HoursEdit::ROW.grant(key.may.who.role, key.may.who.duties);
    let may_edit = own == Grant::All || (own == Grant::Own && key.is_own());
    let count = found.len();
    let (rows, more) = cut(found, now);
    Page::ok(&LeavePage {
        count,
        frame: desk.frame(),
        doctor: key.doctor.name.clone(),
        back: hours::path(doctor),
        title: said(told.leave.starts_at, told.leave.ends_at, &zone),
        note: told.leave.note.clone(),
        cover: told.cover.unwrap_or_else(|| say!("leave-nobody")),
        rows,
        more,
        removal: may_edit.then(|| format!("{}/removal", path(doctor, id))),
        form: desk.form(),
    })
}

pub async fn take_back(key: Editor, desk: Desk, at: Path<(String, String)>, form: Form) -> Result<Reply> {
    let id: LeaveId = at.1.parse().map_err(|_| Error::NotFound)?;
    let doctor = key.doctor.id;
    desk.submit(&key, &form, move |tx| {
        actions::take_back(tx, doctor, id)?;
        Ok(Reply::to(format!("{}#leave", hours::path(doctor))).toast(say!("leave-taken-back")))
    })
    .await
}

/// What would be to be moved, as it is now.
async fn inside(desk: &Desk, key: &Editor, new: NewLeave) -> Result<Vec<ToMove>> {
    let (now, reach) = (desk.clock().now(), DiaryReach::of(&key.may, desk.clock().now()));
    desk.read(move |conn| {
        Ok(Standing::load(conn, &reach, new.doctor, now)?.within(new.starts_at, new.ends_at))
    })
    .await
}

fn cut(mut found: Vec<ToMove>, now: jiff::Timestamp) -> (Vec<super::MoveRow>, Option<String>) {
    let total = found.len();
    found.truncate(SHOWN);
    let more = (total > SHOWN).then(|| say!("leave-shown", shown = SHOWN, total = total));
    (move_rows(found, now), more)
}

fn first_zone(zones: &[String]) -> TimeZone {
    when::zone(zones.first().map_or("UTC", String::as_str))
}

/// What the form offers and is read against.
struct Setting {
    zones: Vec<String>,
    covers: Vec<Bookable>,
}

impl Setting {
    async fn load(desk: &Desk, doctor: &Doctor) -> Result<Self> {
        let (id, now) = (doctor.id, desk.clock().now());
        desk.read(move |conn| {
            let mut covers = appointments::bookable_doctors(conn)?;
            covers.retain(|one| one.id != id);
            Ok(Self { zones: store::zones_of(conn, id, now)?, covers })
        })
        .await
    }

    fn today(&self, desk: &Desk) -> Date {
        desk.clock().now().to_zoned(first_zone(&self.zones)).date()
    }

    fn read(&self, form: &mut Form, desk: &Desk, key: &Editor) -> Option<NewLeave> {
        let covers: Vec<AccountId> = self.covers.iter().map(|one| one.id).collect();
        let around = Around {
            doctor: key.doctor.id,
            today: self.today(desk),
            now: desk.clock().now(),
            zones: &self.zones,
            covers: &covers,
        };
        forms::read(form, &around)
    }

    fn page(&self, desk: &Desk, key: &Editor, form: Form, inside: Option<Vec<ToMove>>) -> NewPage {
        let today = self.today(desk);
        let nobody = (String::new(), say!("leave-nobody"));
        let asked = inside.is_some();
        let count = inside.as_ref().map_or(0, Vec::len);
        let (rows, more) = cut(inside.unwrap_or_default(), desk.clock().now());
        NewPage {
            frame: desk.frame(),
            doctor: key.doctor.name.clone(),
            back: hours::path(key.doctor.id),
            action: format!("{}/leave", hours::path(key.doctor.id)),
            from_words: hours::day_in_words(&form, "from", today),
            to_words: hours::day_in_words(&form, "to", today),
            form,
            zones: self.zones.iter().map(|zone| (zone.clone(), zone.replace('_', " "))).collect(),
            covers: std::iter::once(nobody)
                .chain(self.covers.iter().map(|one| (one.id.to_string(), one.name.clone())))
                .collect(),
            asked,
            inside: i64::try_from(count).unwrap_or(i64::MAX),
            rows,
            more,
        }
    }
}
