//! Hours of single days besides the weekly ones.

use actix_web::web::Path;

use super::{Again, Editor, Setting, make, section};
use crate::diary::hours::{self, ExtraHours};
use crate::diary::timetable::actions;
use crate::diary::timetable::forms;
use crate::diary::timetable::model::edit::Edit;
use crate::diary::timetable::views::{EndPage, ExtraPage, Outside};
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::say;

pub async fn show_new(key: Editor, desk: Desk) -> Result<Page> {
    let setting = Setting::load(&desk, &key).await?;
    let mut values = vec![("slot", key.doctor.profile.slot_minutes.to_string())];
    values.extend(setting.offered.sites.first().map(|site| ("site", site.id.to_string())));
    Page::ok(&new_page(&desk, &key, &setting, desk.form_with(values)))
}

pub async fn add(key: Editor, desk: Desk, mut form: Form) -> Result<Answer> {
    let setting = Setting::load(&desk, &key).await?;
    let read = forms::read_extra(&mut form, &setting.offered, key.doctor.id, setting.today);
    if let Some(new) = read {
        let (today, back) = (setting.today, section(&key, "extra"));
        let done = desk
            .submit(&key, &form, move |tx| {
                actions::add_extra(tx, &new, today)?;
                Ok(Reply::to(back.clone()).toast(say!("timetable-extra-added")))
            })
            .await;
        match done {
            Err(Error::Conflict(words)) => form.refuse("from", words),
            done => return Ok(done?.into()),
        }
    }
    let form = form.rekeyed(desk.visit().keys.single_use());
    Ok(Page::invalid(&new_page(&desk, &key, &setting, form))?.into())
}

pub async fn show_removal(key: Editor, desk: Desk, at: Path<(String, String)>) -> Result<Page> {
    let extra = one(&desk, &key, &at.1).await?;
    Page::ok(&removal_page(&desk, &key, &extra, desk.form(), None))
}

pub async fn remove(key: Editor, desk: Desk, at: Path<(String, String)>, form: Form) -> Result<Answer> {
    let extra = one(&desk, &key, &at.1).await?;
    let setting = Setting::load(&desk, &key).await?;
    let done = (section(&key, "extra"), say!("timetable-extra-removed"));
    make(&desk, &key, form, Edit::RemoveExtra(extra.id), setting.today, done, |form, outside| {
        Again::End(Box::new(removal_page(&desk, &key, &extra, form, outside)))
    })
    .await
}

async fn one(desk: &Desk, key: &Editor, id: &str) -> Result<ExtraHours> {
    let id: Id<ExtraHours> = id.parse().map_err(|_| Error::NotFound)?;
    let doctor = key.doctor.id;
    desk.read(move |conn| hours::extra_hours(conn, doctor, id)).await
}

fn new_page(desk: &Desk, key: &Editor, setting: &Setting, form: Form) -> ExtraPage {
    ExtraPage {
        frame: desk.frame(),
        doctor: key.doctor.name.clone(),
        back: section(key, "extra"),
        action: format!("{}/extra", hours::path(key.doctor.id)),
        day_words: hours::day_in_words(&form, "day", setting.today),
        form,
        offered: setting.choices(),
    }
}

fn removal_page(
    desk: &Desk,
    key: &Editor,
    extra: &ExtraHours,
    form: Form,
    outside: Option<Outside>,
) -> EndPage {
    let count = outside.as_ref().map_or(0, |outside| outside.count);
    let time = hours::span(extra.starts_minute, extra.ends_minute);
    EndPage {
        frame: desk.frame(),
        doctor: key.doctor.name.clone(),
        back: section(key, "extra"),
        action: format!("{}/extra/{}/removal", hours::path(key.doctor.id), extra.id),
        title: say!("timetable-removal-title"),
        words: say!("timetable-removal-words", day = when::day(extra.day), time = time),
        form,
        asks_last: false,
        last_words: String::new(),
        save: if count > 0 {
            say!("timetable-remove-and-move", count = count)
        } else {
            say!("timetable-remove")
        },
        outside,
    }
}
