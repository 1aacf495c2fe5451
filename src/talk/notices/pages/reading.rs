//! The board, and one notice of it.

use std::collections::HashMap;

use actix_web::HttpRequest;

use super::super::model::{Notice, NoticeId};
use super::super::store::{self, CHANGED, Posted, Wanted};
use super::super::views::{Board, NoticePage, Person};
use super::super::{PATH, actions, path};
use super::{line, named_in, names};
use crate::gate::access::model::Role;
use crate::gate::access::permissions::{Grant, Permission as _, perm};
use crate::gate::desk::{Desk, SignedIn};
use crate::gate::hospital;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::say;

fn may_write(person: &SignedIn) -> bool {
    perm::NoticeWrite::ROW.grant(person.who.role, person.who.duties) != Grant::No
}

/// What is up today for the reader; who writes notices sees all.
pub async fn board(person: SignedIn, desk: Desk) -> Result<Page> {
    let (who, writes, here) = (person.who.clone(), may_write(&person), desk.here());
    let today = here.date();
    let (up, others, counts, sites) = desk
        .read(move |conn| {
            let (up, others) = if writes {
                let mut all = |wanted| store::posted(conn, who.account, who.role, wanted);
                (all(Wanted::Up(today))?, all(Wanted::Others(today))?)
            } else {
                (store::for_reader(conn, who.account, who.role, today)?, Vec::new())
            };
            let counts = if writes { store::counts(conn, &up)? } else { HashMap::new() };
            Ok((up, others, counts, hospital::sites(conn)?))
        })
        .await?;
    let sites = names(sites);
    let said = |one: &Posted| line(one, &sites, counts.get(&one.notice.id).copied(), &desk, &here);
    Page::ok(&Board {
        frame: desk.frame(),
        lines: up.iter().map(said).collect(),
        others: others.iter().map(said).collect(),
        may_write: writes,
    })
}

/// One notice that the reader may see: addressed to them and up, or theirs to write, also when it was taken down.
async fn found(person: &SignedIn, desk: &Desk, id: NoticeId) -> Result<Posted> {
    let (who, writes, today) = (person.who.clone(), may_write(person), desk.here().date());
    desk.read(move |conn| {
        let known = store::one(conn, who.account, who.role, id)?;
        let is_mine = known.is_for_me && known.notice.is_up(today);
        if is_mine || writes { Ok(known) } else { Err(Error::NotFound) }
    })
    .await
}

/// One notice, with who has read it for who writes them.
pub async fn show(person: SignedIn, desk: Desk, request: HttpRequest) -> Result<Page> {
    Page::ok(&page(&person, &desk, named_in(&request)?, String::new()).await?)
}

/// The page of a notice; `problem` is what came between.
async fn page(person: &SignedIn, desk: &Desk, id: NoticeId, problem: String) -> Result<NoticePage> {
    if person.who.role == Role::Patient {
        return Err(Error::NotFound);
    }
    let one = found(person, desk, id).await?;
    let (writes, notice, here) = (may_write(person), one.notice.clone(), desk.here());
    let (people, sites) = desk
        .read(move |conn| {
            let people = if writes { Some(store::addressed(conn, &notice)?) } else { None };
            Ok((people, hospital::sites(conn)?))
        })
        .await?;
    let said = |at| when::said(at, here.timestamp(), here.time_zone());
    let is_there = one.notice.withdrawn_at.is_none();
    let count = people
        .as_ref()
        .map(|people| (people.iter().filter(|one| one.read_at.is_some()).count(), people.len()));
    Ok(NoticePage {
        problem,
        frame: desk.frame(),
        people: people.map(|people| {
            let person = |one: store::Addressed| Person {
                role: say!(one.role.label_key()),
                read: one.read_at.map(said).unwrap_or_default(),
                name: one.name,
            };
            people.into_iter().map(person).collect()
        }),
        edit: (writes && is_there).then(|| format!("{}/edit", path(one.notice.id))),
        withdraw: (writes && is_there).then(|| format!("{}/withdrawal", path(one.notice.id))),
        down: one
            .notice
            .withdrawn_at
            .map(|at| say!("notices-withdrawn-at", at = said(at)))
            .unwrap_or_default(),
        line: line(&one, &names(sites), count, desk, &here),
        key: desk.form().key,
    })
}

/// The reader says that they have read it, as it was before them: of what was changed meanwhile they have read nothing.
pub async fn confirm(person: SignedIn, desk: Desk, request: HttpRequest, form: Form) -> Result<Answer> {
    let one = found(&person, &desk, named_in(&request)?).await?;
    if !one.is_for_me || !one.notice.is_up(desk.here().date()) {
        return Err(Error::NotFound);
    }
    let version: i64 = form.raw("version").parse().map_err(|_| Error::Invalid(say!("form-broken")))?;
    let (id, me) = (one.notice.id, person.who.account);
    let notice = Notice { version, ..one.notice };
    let back = if form.raw("back") == "/" { "/" } else { PATH };
    let done = desk
        .submit(&person, &form, move |tx| {
            actions::confirm(tx, &notice, me)?;
            Ok(Reply::to(back).toast(say!("notices-confirmed")))
        })
        .await;
    match done {
        Err(error) if error.breaks(CHANGED) => {
            Ok(Page::conflict(&page(&person, &desk, id, say!("notices-read-before")).await?)?.into())
        }
        done => Ok(done?.into()),
    }
}
