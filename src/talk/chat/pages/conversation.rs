//! One conversation.

use actix_web::HttpRequest;
use jiff::{SignedDuration, Zoned};

use super::super::entry::Talk;
use super::super::model::{Conversation, Message, Reached, goes_on, is_worth_noting, size_said};
use super::super::store::{self, Window};
use super::super::views::{ConversationPage, Entry, Hung, Log, Said};
use super::super::{PATH, actions, path, watch};
use super::list;
use crate::gate::access::employees;
use crate::gate::access::model::initials;
use crate::gate::desk::Desk;
use crate::kit::error::{Error, Result};
use crate::kit::marked;
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::kit::when;
use crate::say;

/// The number of no message.
const NOTHING: i64 = 0;
/// Messages of a page.
const SHOWN: i64 = 60;
/// Whoever did something so lately is here.
const HERE: SignedDuration = SignedDuration::from_mins(5);

/// The page, with the newest messages or those around or before one of them.
pub async fn show(talk: Talk, desk: Desk, request: HttpRequest) -> Result<Page> {
    let asked = asked(&request)?;
    let form = desk.form();
    Page::ok(&page(&talk, &desk, form, asked).await?)
}

/// What was said, by itself.
pub async fn refreshed(talk: Talk, desk: Desk, request: HttpRequest) -> Result<Page> {
    // What arrives while one looks is not marked as new above what one looks at.
    let asked = asked(&request)?;
    let asked = Asked { new: asked.new.or(Some(NOTHING)), ..asked };
    let form = desk.form();
    Page::ok(&page(&talk, &desk, form, asked).await?.as_log())
}

/// What the address asks for.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    window: Window,
    /// The first message that was new when the page was opened.
    new: Option<i64>,
}

impl Asked {
    /// The newest messages.
    pub(super) const NEWEST: Self = Self { window: Window::Newest, new: None };
}

fn asked(request: &HttpRequest) -> Result<Asked> {
    let query = Query::read(request.query_string())?;
    let number = |name: &str| query.get(name).parse::<i64>().ok().filter(|number| *number > 0);
    let window = match (number("before"), number("at")) {
        (Some(number), _) => Window::Before(number),
        (None, Some(number)) => Window::Around(number),
        (None, None) => Window::Newest,
    };
    Ok(Asked { window, new: number("new") })
}

/// The page of a conversation with a form. What is on it counts as read with this.
pub(super) async fn page(talk: &Talk, desk: &Desk, form: Form, asked: Asked) -> Result<ConversationPage> {
    let (conversation, here) = (talk.conversation.clone(), desk.here());
    let frame = desk.frame();
    let (page, last) = desk
        .read(move |conn| {
            let mut messages = store::messages(conn, conversation.id, asked.window, SHOWN + 1)?;
            let is_more = messages.len() as i64 > SHOWN;
            if is_more {
                messages.remove(0);
            }
            let reached = store::reached(conn, &conversation)?;
            let people = store::people(conn, &[conversation.other])?;
            let other = people.get(&conversation.other).ok_or(Error::NotFound)?;
            let seen = employees::seen_at(conn, conversation.other)?;
            let is_here = seen.is_some_and(|at| here.timestamp().duration_since(at) <= HERE);
            let role = say!(other.role.label_key());
            let last = messages.last().map_or(0, |message| message.number);
            let page = ConversationPage {
                list: list::of(conn, conversation.me, conversation.address.as_str(), None, &here)?,
                log: log(&conversation, &messages, is_more, reached, asked, &other.name, &here),
                initials: initials(&other.name),
                about: match (other.active, is_here) {
                    (false, _) => say!("chat-gone-short"),
                    (true, true) => say!("chat-here-now", role = role),
                    (true, false) => role,
                },
                gone: !other.active,
                name: other.name.clone(),
                action: path(&conversation.address),
                typing: watch::typing_topic(conversation.id, conversation.other).to_string(),
                search: format!("{PATH}/search?in={}", conversation.address),
                form,
                frame,
            };
            Ok((page, last))
        })
        .await?;
    let conversation = talk.conversation.clone();
    let now = desk.clock().now();
    if last > conversation.read || is_worth_noting(conversation.seen_at, now) {
        desk.write(talk, move |tx| actions::read(tx, &conversation, last)).await?;
    }
    Ok(page)
}

/// What was said, as it stands on the page. `reached` is how far the other one has got: delivered, read.
fn log(
    of: &Conversation,
    messages: &[Message],
    is_more: bool,
    reached: (i64, i64),
    asked: Asked,
    name: &str,
    here: &Zoned,
) -> Log {
    let address = path(&of.address);
    // The first that is new: as the page had it when it was opened, or as it is now.
    let new = asked.new.or_else(|| {
        let fresh = messages.iter().find(|one| one.number > of.read && one.sender != of.me);
        fresh.map(|one| one.number)
    });
    let (first, last) = (messages.first(), messages.last().map_or(0, |one| one.number));
    let is_newest = last >= of.last;
    Log {
        label: say!("chat-log", name = name.to_owned()),
        refresh: is_newest.then(|| match new {
            Some(new) if new != NOTHING => format!("{address}/now?new={new}"),
            _ => format!("{address}/now"),
        }),
        topics: watch::conversation_topic(of.id).to_string(),
        entries: entries(of, messages, reached, new, here),
        earlier: first.filter(|_| is_more).map(|one| format!("{address}?before={}", one.number)),
        newest: (!is_newest).then_some(address),
    }
}

fn entries(
    of: &Conversation,
    messages: &[Message],
    (delivered, read): (i64, i64),
    new: Option<i64>,
    here: &Zoned,
) -> Vec<Entry> {
    let (zone, today) = (here.time_zone(), here.date());
    let mut entries = Vec::new();
    let mut day = None;
    for (place, message) in messages.iter().enumerate() {
        let local = message.sent_at.to_zoned(zone.clone());
        if day != Some(local.date()) {
            day = Some(local.date());
            let is_today = local.date() == today;
            entries.push(Entry::Day(if is_today {
                say!("chat-today")
            } else {
                when::named(local.date(), today)
            }));
        }
        if new == Some(message.number) {
            entries.push(Entry::New);
        }
        let mine = message.sender == of.me;
        let next = messages.get(place + 1);
        let became = Reached::of(message.number, delivered, read);
        // What has become of it is said again where it is no more the same for what follows.
        let goes_on = next.is_some_and(|next| {
            let same = !mine || Reached::of(next.number, delivered, read) == became;
            goes_on(message, next, zone) && same && new != Some(next.number)
        });
        let time = local.strftime("%H:%M").to_string();
        entries.push(Entry::Message(Said {
            id: format!("m-{}", message.number),
            mine,
            spans: marked::addresses(&message.body),
            files: message.files.iter().map(|file| hung(of, file)).collect(),
            meta: match (goes_on, mine) {
                (true, _) => String::new(),
                (false, false) => time,
                (false, true) => say!(&format!("chat-{}", became.word()), time = time),
            },
        }));
    }
    entries
}

fn hung(of: &Conversation, file: &super::super::model::SentFile) -> Hung {
    Hung {
        href: format!("{}/files/{}", path(&of.address), file.id),
        name: file.name.clone(),
        size: size_said(file.size),
        glyph: if file.kind.is_picture() { "photo" } else { "file" },
    }
}
