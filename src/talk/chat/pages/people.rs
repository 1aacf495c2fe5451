//! With whom: somebody who works here now.

use actix_web::HttpRequest;

use super::super::model::rules;
use super::super::views::{Colleague, PeoplePage};
use super::super::{actions, path};
use crate::gate::access::permissions::perm;
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, May};
use crate::kit::error::{Error, Result};
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::kit::web::reply::Reply;
use crate::people::staff;
use crate::say;

type Talker = May<perm::ChatStaff>;

/// People of a page.
const SHOWN: usize = 50;

/// Everybody who can be written to, or whom a search means.
pub async fn choose(may: Talker, desk: Desk, request: HttpRequest) -> Result<Page> {
    let q = Query::read(request.query_string())?.get("q").trim().to_owned();
    let (me, all) = (may.who.account, desk.read(staff::colleagues).await?);
    let mut people: Vec<Colleague> = all
        .into_iter()
        .filter(|one| one.id != me)
        .map(|one| (say!(one.role.label_key()), one))
        .filter(|(role, one)| {
            let mut texts = vec![one.name.as_str(), role.as_str(), one.sites.as_str()];
            texts.extend(one.specialties.iter().map(String::as_str));
            staff::matches(&q, &texts)
        })
        .map(|(role, one)| Colleague {
            id: one.id.to_string(),
            about: if one.specialties.is_empty() { one.sites } else { one.specialties.join(", ") },
            name: one.name,
            role,
        })
        .collect();
    let more = people.len() > SHOWN;
    people.truncate(SHOWN);
    Page::ok(&PeoplePage { frame: desk.frame(), q, people, more })
}

/// Leads to the conversation with somebody, which begins with that.
pub async fn begin(may: Talker, desk: Desk, form: Form) -> Result<Reply> {
    let other: AccountId = form.raw("to").parse().map_err(|_| Error::Invalid(say!("form-broken")))?;
    let me = may.who.account;
    let mut begun = desk.write(&may, move |tx| actions::start(tx, me, other)).await;
    if begun.as_ref().is_err_and(|error| error.breaks(rules::BEGUN)) {
        // The other one was faster by a moment: theirs is there now.
        begun = desk.write(&may, move |tx| actions::start(tx, me, other)).await;
    }
    match begun {
        Ok(address) => Ok(Reply::to(path(&address))),
        Err(error) if error.breaks(rules::GONE) => Err(Error::Conflict(say!("chat-gone"))),
        Err(error) if error.breaks(rules::ONESELF) => Err(Error::Invalid(say!("chat-oneself"))),
        Err(error) => Err(error),
    }
}
