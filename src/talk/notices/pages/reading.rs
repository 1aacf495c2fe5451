//! The board, and one notice of it.

use std::collections::HashMap;

use actix_web::HttpRequest;

use super::super::model::{Notice, NoticeId};
use super::super::store::{self, Posted};
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
use crate::kit::web::reply::Reply;
use crate::kit::when;
use crate::say;

fn may_write(person: &SignedIn) -> bool {
    perm::NoticeWrite::ROW.grant(person.who.role, person.who.duties) != Grant::No
}

/// What is up today for the reader; who writes notices sees all.
pub async fn board(person: SignedIn, desk: Desk) -> Result<Page> {
    let (who, writes, here) = (person.who.clone(), may_write(&person), desk.here());
    let today = here.date();
    let (posted, counts, sites) = desk
        .read(move |conn| {
            let posted = if writes {
                store::posted(conn, who.account, who.role, None)?
            } else {
                store::for_reader(conn, who.account, who.role, today)?
            };
            let counts = if writes { store::counts(conn, &posted)? } else { HashMap::new() };
            Ok((posted, counts, hospital::sites(conn)?))
        })
        .await?;
    let sites = names(sites);
    let (up, others): (Vec<Posted>, Vec<Posted>) =
        posted.into_iter().partition(|one| one.notice.is_up(today));
    let said = |one: &Posted| line(one, &sites, counts.get(&one.notice.id).copied(), &here);
    Page::ok(&Board {
        frame: desk.frame(),
        lines: up.iter().map(said).collect(),
        others: others.iter().map(said).collect(),
        may_write: writes,
        key: desk.form().key,
    })
}

/// One notice that the reader may see: addressed to them and up, or theirs to write.
async fn found(person: &SignedIn, desk: &Desk, id: NoticeId) -> Result<Posted> {
    let (who, writes, today) = (person.who.clone(), may_write(person), desk.here().date());
    desk.read(move |conn| {
        let up = store::posted(conn, who.account, who.role, None)?;
        let known = up.into_iter().find(|one| one.notice.id == id);
        let known = match known {
            Some(known) => known,
            // One that was taken down is there for who writes them.
            None => Posted { notice: store::find(conn, id)?, is_for_me: false, read_at: None },
        };
        let is_mine = known.is_for_me && known.notice.is_up(today);
        if is_mine || writes { Ok(known) } else { Err(Error::NotFound) }
    })
    .await
}

/// One notice, with who has read it for who writes them.
pub async fn show(person: SignedIn, desk: Desk, request: HttpRequest) -> Result<Page> {
    if person.who.role == Role::Patient {
        return Err(Error::NotFound);
    }
    let one = found(&person, &desk, named_in(&request)?).await?;
    let (writes, notice, here) = (may_write(&person), one.notice.clone(), desk.here());
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
    Page::ok(&NoticePage {
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
        line: line(&one, &names(sites), count, &here),
        key: desk.form().key,
    })
}

/// The reader says that they have read it.
pub async fn confirm(person: SignedIn, desk: Desk, request: HttpRequest, form: Form) -> Result<Reply> {
    let one = found(&person, &desk, named_in(&request)?).await?;
    if !one.is_for_me {
        return Err(Error::NotFound);
    }
    let (notice, me): (Notice, _) = (one.notice, person.who.account);
    let back = if form.raw("back") == "/" { "/" } else { PATH };
    desk.submit(&person, &form, move |tx| {
        actions::confirm(tx, &notice, me)?;
        Ok(Reply::to(back).toast(say!("notices-confirmed")))
    })
    .await
}
