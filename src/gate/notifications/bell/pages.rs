//! The list, the bell by itself, and what is done with them.

use std::collections::HashMap;

use actix_web::{HttpRequest, web};
use jiff::civil::Time;

use super::model::{Channel, Group, NotificationId, Quiet};
use super::store::{self, Notification, Shown};
use super::telling::{Asking, Reader, Tellers, Told};
use super::views::{Bell, Choice, Filter, Line, ListPage, Texts};
use super::{PATH, actions};
use crate::gate::access::phones;
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, SignedIn};
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::say;

/// Lines of a page.
const SHOWN: i64 = 50;
const REFRESHED: &str = "/notifications/now";

/// One's own notifications.
pub async fn list(
    person: SignedIn,
    desk: Desk,
    tellers: web::Data<Tellers>,
    request: HttpRequest,
) -> Result<Page> {
    Page::ok(&page(&person, &desk, &tellers, &request, None).await?)
}

/// Its part that refreshes itself.
pub async fn refreshed(
    person: SignedIn,
    desk: Desk,
    tellers: web::Data<Tellers>,
    request: HttpRequest,
) -> Result<Page> {
    Page::ok(&page(&person, &desk, &tellers, &request, None).await?.as_refreshed())
}

/// The bell of the header.
pub async fn bell(person: SignedIn, desk: Desk, asking: web::Data<Asking>) -> Result<Page> {
    let (me, Asking { is_due, note }) = (person.who.account, **asking);
    if desk.read(move |conn| is_due(conn, me)).await? {
        desk.write(&person, move |tx| note(tx, me)).await?;
    }
    Page::ok(&Bell { frame: desk.frame() })
}

/// Marks one as read and leads to what it is about.
pub async fn open(
    person: SignedIn,
    desk: Desk,
    tellers: web::Data<Tellers>,
    request: HttpRequest,
    _: Form,
) -> Result<Reply> {
    let (id, me) = (named_in(&request)?, person.who.account);
    let (tellers, reader) = (tellers.get_ref().clone(), reader(&person, &desk));
    let href = desk
        .read(move |conn| {
            let one = store::find(conn, me, id)?;
            let told = tellers.tell(conn, &reader, std::slice::from_ref(&one))?;
            Ok(told.get(&id).and_then(|told| told.href.clone()))
        })
        .await?;
    desk.write(&person, move |tx| actions::mark(tx, me, id, true)).await?;
    Ok(Reply::to(href.unwrap_or_else(|| PATH.to_owned())))
}

/// Marks one as read, or as news again.
pub async fn mark(person: SignedIn, desk: Desk, request: HttpRequest, form: Form) -> Result<Reply> {
    let (id, me) = (named_in(&request)?, person.who.account);
    let read = match form.raw("to") {
        "read" => true,
        "unread" => false,
        _ => return Err(Error::Invalid(say!("form-broken"))),
    };
    desk.write(&person, move |tx| actions::mark(tx, me, id, read)).await?;
    Ok(Reply::to(back(&form)))
}

/// Marks all of the list as read that it was sent from, up to the newest that was shown: what came meanwhile, and what
/// the list does not show, is still news.
pub async fn read_all(person: SignedIn, desk: Desk, form: Form) -> Result<Reply> {
    let me = person.who.account;
    let until: NotificationId = form.raw("until").parse().map_err(|_| Error::Invalid(say!("form-broken")))?;
    let back = back(&form);
    let query = back.split_once('?').map_or("", |(_, query)| query);
    let group = shown(&Query::read(query)?).group;
    let count = desk.write(&person, move |tx| actions::mark_all(tx, me, group, until)).await?;
    Ok(Reply::to(back).toast(say!("bell-read-all", count = count)))
}

/// Keeps what somebody wants to hear of, and when not.
pub async fn choose(
    person: SignedIn,
    desk: Desk,
    tellers: web::Data<Tellers>,
    request: HttpRequest,
    mut form: Form,
) -> Result<Answer> {
    let me = person.who.account;
    let number = desk.read(move |conn| number_of(conn, me)).await?;
    let texts = texts(&desk, number.as_ref());
    let groups = Group::ALL.into_iter().filter(|group| group.concerns(person.who.role));
    let chosen: Vec<(Group, Channel, bool)> = groups
        .flat_map(|group| Channel::ALL.map(|channel| (group, channel, form.ticked(&field(group, channel)))))
        .filter(|(_, channel, _)| *channel != Channel::Text || texts == Texts::On)
        .collect();
    let Some(quiet) = quiet(&mut form) else {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&page(&person, &desk, &tellers, &request, Some(form)).await?)?.into());
    };
    let done = desk.submit(&person, &form, move |tx| {
        actions::choose(tx, me, &chosen, quiet)?;
        Ok(Reply::to(PATH).toast(say!("bell-chosen")))
    });
    Ok(done.await?.into())
}

/// The hours that were typed: none where both are empty; nothing where they are wrong, which then stands in the form.
fn quiet(form: &mut Form) -> Option<Option<Quiet>> {
    let (from, to) = (form.raw("quiet-from").to_owned(), form.raw("quiet-to").to_owned());
    if from.is_empty() && to.is_empty() {
        return Some(None);
    }
    let mut read = |name: &'static str, text: &str| {
        let time = text.parse::<Time>().ok();
        if time.is_none() {
            form.refuse(name, say!("bell-quiet-missing"));
        }
        time
    };
    let (from, to) = (read("quiet-from", &from), read("quiet-to", &to));
    let quiet = Quiet::between(from?, to?);
    if quiet.is_none() {
        form.refuse("quiet-to", say!("bell-quiet-same"));
    }
    quiet.map(Some)
}

/// Where somebody gets text messages.
fn number_of(conn: &mut Conn, me: AccountId) -> Result<Option<String>> {
    Ok(phones::numbers(conn, &[me])?.remove(&me))
}

fn texts(desk: &Desk, number: Option<&String>) -> Texts {
    match number {
        _ if !desk.house().post.texter.is_set_up() => Texts::Off,
        None => Texts::NoNumber,
        Some(_) => Texts::On,
    }
}

fn field(group: Group, channel: Channel) -> String {
    format!("{}-{}", group.word(), channel.word())
}

fn named_in(request: &HttpRequest) -> Result<NotificationId> {
    request.match_info().get("notification").unwrap_or_default().parse().map_err(|_| Error::NotFound)
}

/// The list that a form was sent from.
fn back(form: &Form) -> String {
    let back = form.raw("back");
    let is_list = back == PATH || back.strip_prefix(PATH).is_some_and(|rest| rest.starts_with('?'));
    if is_list { back.to_owned() } else { PATH.to_owned() }
}

fn reader(person: &SignedIn, desk: &Desk) -> Reader {
    let here = desk.here();
    Reader { who: person.who.clone(), now: here.timestamp(), zone: here.time_zone().clone() }
}

/// What the address asks for.
fn shown(query: &Query) -> Shown {
    Shown {
        unread: query.get("show") == "unread",
        group: Group::of_word(query.get("show")),
        before: query.get("before").parse().ok(),
    }
}

fn address(path: &str, shown: Shown) -> String {
    let mut words: Vec<(&str, String)> = Vec::new();
    words.extend(shown.unread.then(|| ("show", "unread".to_owned())));
    words.extend(shown.group.map(|group| ("show", group.word().to_owned())));
    words.extend(shown.before.map(|before| ("before", before.to_string())));
    match serde_urlencoded::to_string(&words) {
        Ok(query) if !query.is_empty() => format!("{path}?{query}"),
        _ => path.to_owned(),
    }
}

async fn page(
    person: &SignedIn,
    desk: &Desk,
    tellers: &Tellers,
    request: &HttpRequest,
    refused: Option<Form>,
) -> Result<ListPage> {
    let shown = shown(&Query::read(request.query_string())?);
    let (me, role) = (person.who.account, person.who.role);
    let (tellers, who) = (tellers.clone(), reader(person, desk));
    let (mut found, told, chosen, quiet, number) = desk
        .read(move |conn| {
            let found = store::list(conn, me, shown, SHOWN + 1)?;
            let told = tellers.tell(conn, &who, &found)?;
            Ok((found, told, store::choices_of(conn, me)?, store::quiet_of(conn, me)?, number_of(conn, me)?))
        })
        .await?;
    let older = (found.len() as i64 > SHOWN).then(|| {
        found.truncate(SHOWN as usize);
        let before = found.last().map(|one| one.id);
        address(PATH, Shown { before, ..shown })
    });
    let quiet = quiet.map(|quiet| (Quiet::said(quiet.from), Quiet::said(quiet.to))).unwrap_or_default();
    let form = refused.unwrap_or_else(|| desk.form_with([("quiet-from", quiet.0), ("quiet-to", quiet.1)]));
    let groups: Vec<Group> = Group::ALL.into_iter().filter(|group| group.concerns(role)).collect();
    let here = desk.here();
    Ok(ListPage {
        frame: desk.frame(),
        refresh: address(REFRESHED, shown),
        here: address(PATH, shown),
        filters: filters(shown, &groups),
        newest: found.first().map(|one| one.id.to_string()).unwrap_or_default(),
        lines: found.iter().map(|one| line(one, told.get(&one.id), &here)).collect(),
        empty: match shown {
            Shown { unread: false, group: None, .. } => (say!("bell-none"), say!("bell-none-why")),
            _ => (say!("bell-none-such"), say!("bell-none-such-why")),
        },
        newer: shown.before.is_some().then(|| address(PATH, Shown { before: None, ..shown })),
        older,
        choices: groups.iter().map(|group| choice(*group, &chosen)).collect(),
        form,
        mail: desk.house().post.mailer.is_set_up(),
        texts: texts(desk, number.as_ref()),
    })
}

fn filters(shown: Shown, groups: &[Group]) -> Vec<Filter> {
    let filter = |to: Shown, word: String| Filter {
        href: address(PATH, to),
        word,
        current: to.unread == shown.unread && to.group == shown.group,
    };
    let mut all = vec![
        filter(Shown::default(), say!("bell-all")),
        filter(Shown { unread: true, ..Shown::default() }, say!("bell-unread")),
    ];
    all.extend(groups.iter().map(|group| {
        let to = Shown { group: Some(*group), ..Shown::default() };
        filter(to, say!(&format!("bell-group-{}", group.word())))
    }));
    all
}

fn choice(group: Group, chosen: &HashMap<(String, String), bool>) -> Choice {
    let wanted = |channel: Channel| {
        let key = (group.word().to_owned(), channel.word().to_owned());
        chosen.get(&key).copied().unwrap_or(channel.is_usual())
    };
    Choice {
        word: group.word(),
        label: say!(&format!("bell-group-{}", group.word())),
        bell: wanted(Channel::Bell) || group.always_rings(),
        mail: wanted(Channel::Mail),
        text: wanted(Channel::Text),
        fixed: group.always_rings(),
    }
}

/// Of a thing that is gone, or that the reader does not reach any more, no more is said than that something was.
fn line(one: &Notification, told: Option<&Told>, here: &jiff::Zoned) -> Line {
    let unknown = Told { title: say!("bell-unknown"), glyph: "bell", ..Told::default() };
    let told = told.unwrap_or(&unknown);
    Line {
        id: format!("n-{}", one.id),
        path: format!("{PATH}/{}", one.id),
        title: told.title.clone(),
        sub: told.sub.clone(),
        at: when::said(one.at, here.timestamp(), here.time_zone()),
        glyph: told.glyph,
        family: told.family,
        is_new: one.read_at.is_none(),
        can_open: told.href.is_some(),
    }
}
