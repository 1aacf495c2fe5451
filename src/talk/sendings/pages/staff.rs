//! An admin writes to people who work here: first who gets it, then it is sent.

use super::super::model::Audience;
use super::super::views::{Group, Preview, StaffPage};
use super::super::{actions, forms, path, store};
use crate::gate::access::model::Role;
use crate::gate::access::permissions::perm;
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, May};
use crate::gate::hospital::{self, Site};
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::people::staff::{self, Colleague};
use crate::say;

type Sender = May<perm::SendToStaff>;

/// Whom one can write to.
struct Known {
    people: Vec<Colleague>,
    sites: Vec<Site>,
}

impl Known {
    fn load(conn: &mut Conn, me: AccountId) -> Result<Self> {
        let mut people = staff::colleagues(conn)?;
        people.retain(|one| one.id != me);
        let mut sites = hospital::sites(conn)?;
        sites.retain(|site| site.active);
        Ok(Self { people, sites })
    }

    /// What an audience is called; none of one that is not offered. A role has no name of its own.
    fn name(&self, audience: Audience) -> Option<String> {
        match audience {
            Audience::Person(id) => self.people.iter().find(|one| one.id == id).map(|one| one.name.clone()),
            Audience::Site(id) => self.sites.iter().find(|one| one.id == id).map(|one| one.name.clone()),
            Audience::Role(_) => Some(String::new()),
            Audience::Patient(_) | Audience::Patients => None,
        }
    }

    fn groups(&self) -> Vec<Group> {
        let role = |one: &Colleague| say!(one.role.label_key());
        vec![
            Group {
                label: say!("sendings-roles"),
                options: Role::STAFF
                    .map(|one| (Audience::Role(one).value(), say!(&format!("sendings-all-{one}"))))
                    .to_vec(),
            },
            Group {
                label: say!("sendings-sites"),
                options: (self.sites.iter())
                    .map(|one| {
                        (Audience::Site(one.id).value(), say!("sendings-at-site", site = one.name.clone()))
                    })
                    .collect(),
            },
            Group {
                label: say!("sendings-people"),
                options: (self.people.iter())
                    .map(|one| (Audience::Person(one.id).value(), format!("{} · {}", one.name, role(one))))
                    .collect(),
            },
        ]
    }
}

/// The form.
pub async fn new(may: Sender, desk: Desk) -> Result<Page> {
    let me = may.who.account;
    let known = desk.read(move |conn| Known::load(conn, me)).await?;
    Page::ok(&StaffPage::of(desk.frame(), desk.form(), known.groups()))
}

/// Shows who gets it; sends it to exactly those who were shown.
pub async fn send(may: Sender, desk: Desk, mut form: Form) -> Result<Answer> {
    let is_sent = form.raw("do") == "send";
    // Whoever clicks twice gets the first answer, whoever has come or gone meanwhile.
    if is_sent && let Some(answer) = desk.first_answer(&form).await? {
        return Ok(answer.into());
    }
    let (me, name) = (may.who.account, may.who.name.clone());
    let words = forms::words(&mut form);
    let audience = Audience::of_value(form.raw("to"));
    let (known, people) = desk
        .read(move |conn| {
            let people = match audience {
                Some(audience) => store::addressed(conn, audience, me)?,
                None => Vec::new(),
            };
            Ok((Known::load(conn, me)?, people))
        })
        .await?;
    let audience = audience.and_then(|audience| Some((audience, known.name(audience)?)));
    match &audience {
        None => form.refuse("to", say!("sendings-to-missing")),
        Some(_) if people.is_empty() => form.refuse("to", say!("sendings-nobody")),
        Some(_) => {}
    }
    let mark = forms::mark(&people);
    let was_seen = form.raw("seen") == mark;
    let ready = words.zip(audience).filter(|_| form.is_valid());
    let Some((words, (audience, to_name))) = ready else {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&StaffPage::of(desk.frame(), form, known.groups()))?.into());
    };
    if is_sent && was_seen {
        let done = desk.submit(&may, &form, move |tx| {
            let now = store::addressed(tx.conn(), audience, me)?;
            if forms::mark(&now) != mark {
                return Err(Error::Conflict(say!("sendings-others-now")));
            }
            let id = actions::send_to_staff(tx, &words, (audience, &to_name), &now, (me, &name))?;
            Ok(Reply::to(path(id)).toast(say!("sendings-sent", count = now.len())))
        });
        return Ok(done.await?.into());
    }
    let preview = Preview {
        title: say!("sendings-preview", count = people.len()),
        send: say!("sendings-send-to", count = people.len()),
        people: people.into_iter().map(|one| (one.name, say!(one.role.label_key()))).collect(),
        mark,
    };
    let problem = if is_sent { say!("sendings-others-now") } else { String::new() };
    let form = form.rekeyed(desk.form().key);
    let page =
        StaffPage { preview: Some(preview), problem, ..StaffPage::of(desk.frame(), form, known.groups()) };
    Ok(if is_sent { Page::conflict(&page)? } else { Page::ok(&page)? }.into())
}
