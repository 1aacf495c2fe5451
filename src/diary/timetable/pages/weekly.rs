//! Weekly hours: adding, changing from a day on, ending.

use actix_web::web::Path;

use super::{Again, Editor, Setting, make, section};
use crate::diary::hours::{self, WeeklyHours};
use crate::diary::timetable::actions;
use crate::diary::timetable::forms;
use crate::diary::timetable::model::edit::Edit;
use crate::diary::timetable::views::{EndPage, Outside, WeeklyPage};
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
    let mut values =
        vec![("slot", key.doctor.profile.slot_minutes.to_string()), ("valid-from", when::day(setting.today))];
    values.extend(setting.offered.sites.first().map(|site| ("site", site.id.to_string())));
    Page::ok(&new_page(&desk, &key, &setting, desk.form_with(values)))
}

pub async fn add(key: Editor, desk: Desk, mut form: Form) -> Result<Answer> {
    let setting = Setting::load(&desk, &key).await?;
    let read = forms::read_new_weekly(&mut form, &setting.offered, key.doctor.id, setting.today);
    if let Some(new) = read {
        let (today, back) = (setting.today, section(&key, "weekly"));
        let done = desk
            .submit(&key, &form, move |tx| {
                actions::add_weekly(tx, &new, today)?;
                Ok(Reply::to(back.clone()).toast(say!("timetable-added")))
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

pub async fn show_change(key: Editor, desk: Desk, at: Path<(String, String)>) -> Result<Page> {
    let old = span(&desk, &key, &at.1).await?;
    let setting = Setting::load(&desk, &key).await?;
    let from = old.valid_from.max(setting.today);
    let form = desk.form_with(forms::values(&old, from));
    Page::ok(&change_page(&desk, &key, &setting, &old, form, None))
}

pub async fn change(key: Editor, desk: Desk, at: Path<(String, String)>, mut form: Form) -> Result<Answer> {
    let old = span(&desk, &key, &at.1).await?;
    let setting = Setting::load(&desk, &key).await?;
    let Some(new) = forms::read_changed_weekly(&mut form, &setting.offered, &old, setting.today) else {
        let form = form.rekeyed(desk.visit().keys.single_use());
        return Ok(Page::invalid(&change_page(&desk, &key, &setting, &old, form, None))?.into());
    };
    let edit = Edit::Replace(old.id, new.valid_from, new);
    let done = (section(&key, "weekly"), say!("timetable-changed"));
    make(&desk, &key, form, edit, setting.today, done, |form, outside| {
        Again::Weekly(Box::new(change_page(&desk, &key, &setting, &old, form, outside)))
    })
    .await
}

pub async fn show_end(key: Editor, desk: Desk, at: Path<(String, String)>) -> Result<Page> {
    let old = span(&desk, &key, &at.1).await?;
    let setting = Setting::load(&desk, &key).await?;
    let form = desk.form_with([("last", when::day(setting.today))]);
    Page::ok(&end_page(&desk, &key, &setting, &old, form, None))
}

pub async fn end(key: Editor, desk: Desk, at: Path<(String, String)>, mut form: Form) -> Result<Answer> {
    let old = span(&desk, &key, &at.1).await?;
    let setting = Setting::load(&desk, &key).await?;
    let Some(last) = forms::read_last_day(&mut form, &old, setting.today) else {
        let form = form.rekeyed(desk.visit().keys.single_use());
        return Ok(Page::invalid(&end_page(&desk, &key, &setting, &old, form, None))?.into());
    };
    let done = (section(&key, "weekly"), say!("timetable-ended"));
    make(&desk, &key, form, Edit::End(old.id, last), setting.today, done, |form, outside| {
        Again::End(Box::new(end_page(&desk, &key, &setting, &old, form, outside)))
    })
    .await
}

async fn span(desk: &Desk, key: &Editor, id: &str) -> Result<WeeklyHours> {
    let id: Id<WeeklyHours> = id.parse().map_err(|_| Error::NotFound)?;
    let doctor = key.doctor.id;
    desk.read(move |conn| hours::weekly(conn, doctor, id)).await
}

fn said(of: &WeeklyHours, setting: &Setting) -> String {
    let site = setting.offered.sites.iter().find(|site| site.id == of.site_id);
    let site = site.map(|site| site.name.clone()).unwrap_or_default();
    let time = hours::span(of.starts_minute, of.ends_minute);
    say!("timetable-span", day = hours::day_name(of.weekday), time = time, site = site)
}

fn new_page(desk: &Desk, key: &Editor, setting: &Setting, form: Form) -> WeeklyPage {
    WeeklyPage {
        title: say!("timetable-new-title"),
        words: say!("timetable-new-words"),
        action: format!("{}/weekly", hours::path(key.doctor.id)),
        is_new: true,
        days: (1..=7).map(|day| (forms::day_field(day), hours::day_name(day))).collect(),
        save: say!("timetable-add"),
        ..page(desk, key, setting, form, None)
    }
}

fn change_page(
    desk: &Desk,
    key: &Editor,
    setting: &Setting,
    old: &WeeklyHours,
    form: Form,
    outside: Option<Outside>,
) -> WeeklyPage {
    let count = outside.as_ref().map_or(0, |outside| outside.count);
    WeeklyPage {
        title: say!("timetable-change-title"),
        words: say!("timetable-change-words", span = said(old, setting)),
        action: format!("{}/weekly/{}", hours::path(key.doctor.id), old.id),
        save: if count > 0 {
            say!("timetable-change-and-move", count = count)
        } else {
            say!("timetable-change")
        },
        ..page(desk, key, setting, form, outside)
    }
}

fn page(desk: &Desk, key: &Editor, setting: &Setting, form: Form, outside: Option<Outside>) -> WeeklyPage {
    WeeklyPage {
        frame: desk.frame(),
        doctor: key.doctor.name.clone(),
        back: section(key, "weekly"),
        action: String::new(),
        title: String::new(),
        words: String::new(),
        is_new: false,
        days: (1..=7).map(|day| (day.to_string(), hours::day_name(day))).collect(),
        offered: setting.choices(),
        valid_from_words: hours::day_in_words(&form, "valid-from", setting.today),
        valid_to_words: hours::day_in_words(&form, "valid-to", setting.today),
        form,
        save: String::new(),
        outside,
    }
}

fn end_page(
    desk: &Desk,
    key: &Editor,
    setting: &Setting,
    old: &WeeklyHours,
    form: Form,
    outside: Option<Outside>,
) -> EndPage {
    let count = outside.as_ref().map_or(0, |outside| outside.count);
    EndPage {
        frame: desk.frame(),
        doctor: key.doctor.name.clone(),
        back: section(key, "weekly"),
        action: format!("{}/weekly/{}/ending", hours::path(key.doctor.id), old.id),
        title: say!("timetable-end-title"),
        words: say!("timetable-end-words", span = said(old, setting)),
        asks_last: true,
        last_words: hours::day_in_words(&form, "last", setting.today),
        form,
        save: if count > 0 { say!("timetable-end-and-move", count = count) } else { say!("timetable-end") },
        outside,
    }
}
