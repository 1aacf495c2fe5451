//! The handlers of feeds.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::HttpRequest;
use actix_web::web::Path;
use jiff::Timestamp;

use super::model::{Secret, window};
use super::views::MadePage;
use super::{actions, store};
use crate::diary::appointments::{self, DiaryReach, Status, Window};
use crate::diary::hours::{self, HoursOf};
use crate::diary::rooms;
use crate::gate::access::permissions::perm;
use crate::gate::actor::AccountId;
use crate::gate::desk::{Anyone, Desk};
use crate::gate::hospital;
use crate::kit::calendar::{CalendarFile, Event, file};
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::seal::Key;
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::say;

type Editor = HoursOf<perm::HoursEdit>;

/// Makes or renews one's own feed, and shows its address this once.
pub async fn make(key: Editor, desk: Desk, request: HttpRequest, form: Form) -> Result<Answer> {
    let whose = own(&key)?;
    let secret = Secret::new();
    let is_first = Arc::new(AtomicBool::new(false));
    let (first, kept) = (is_first.clone(), secret.clone());
    let reply = desk
        .submit(&key, &form, move |tx| {
            actions::make(tx, whose, &kept)?;
            first.store(true, Ordering::Relaxed);
            Ok(Reply::to(section(whose)).toast(say!("feeds-address-gone")))
        })
        .await?;
    if !is_first.load(Ordering::Relaxed) {
        return Ok(reply.into());
    }
    let base = desk.house().settings.base_url.clone();
    let base = base.unwrap_or_else(|| format!("http://{}", request.connection_info().host()));
    let address = format!("{}/calendar/{}.ics", base.trim_end_matches('/'), secret.reveal());
    Ok(Page::ok(&MadePage { frame: desk.frame(), address, back: section(whose) })?.into())
}

/// Ends one's own feed.
pub async fn revoke(key: Editor, desk: Desk, form: Form) -> Result<Reply> {
    let whose = own(&key)?;
    desk.submit(&key, &form, move |tx| {
        actions::revoke(tx, whose)?;
        Ok(Reply::to(section(whose)).toast(say!("feeds-revoked")))
    })
    .await
}

/// The feed itself, for whoever knows its secret.
pub async fn show(_: Anyone, desk: Desk, secret: Path<String>) -> Result<CalendarFile> {
    let secret = Secret::read(&secret).ok_or(Error::NotFound)?;
    let (now, names) = (desk.clock().now(), desk.house().root.derive("calendar events"));
    let text = desk
        .read(move |conn| {
            let whose = store::whose(conn, &secret.hash())?;
            let house = hospital::find(conn)?.map(|house| house.name).unwrap_or_default();
            Ok(file(&house, &events(conn, whose, now, &names)?))
        })
        .await?;
    Ok(CalendarFile(text))
}

/// Nobody makes or ends the feed of somebody else, whatever else they may do with their hours.
fn own(key: &Editor) -> Result<AccountId> {
    if key.is_own() { Ok(key.doctor.id) } else { Err(Error::NotFound) }
}

fn section(whose: AccountId) -> String {
    format!("{}#feed", hours::path(whose))
}

/// When and where, never who or why. `names` makes the names of the events, which lead to nothing.
fn events(conn: &mut Conn, whose: AccountId, now: Timestamp, names: &Key) -> Result<Vec<Event>> {
    let (from, to) = window(now);
    let within = Window {
        from,
        to,
        statuses: Some(Status::LIVE.to_vec()),
        doctors: Some(vec![whose]),
        ..Window::default()
    };
    let found = appointments::between(conn, &DiaryReach::Doctor(whose), &within)?;
    let sites: HashMap<_, _> = hospital::sites(conn)?.into_iter().map(|site| (site.id, site.name)).collect();
    let rooms: HashMap<_, _> =
        rooms::of_all_sites(conn)?.into_iter().map(|room| (room.id, room.name)).collect();
    let uid = |id: uuid::Uuid| {
        let name = names.mac(&[id.as_bytes()]).to_hex();
        format!("{}@wardbook", name.get(..32).unwrap_or(&name))
    };
    let mut events: Vec<Event> = found
        .iter()
        .map(|one| {
            let site = sites.get(&one.site_id).map(String::as_str);
            let room = one.room_id.and_then(|id| rooms.get(&id)).map(String::as_str);
            Event {
                uid: uid(one.id.uuid()),
                said_at: now,
                sequence: one.version,
                from: one.starts_at,
                to: one.ends_at,
                summary: say!("feeds-appointment"),
                place: [site, room].into_iter().flatten().collect::<Vec<_>>().join(", "),
                about: String::new(),
                cancelled: false,
            }
        })
        .collect();
    let leaves = hours::leaves_of(conn, whose, from)?.into_iter().filter(|leave| leave.starts_at < to);
    events.extend(leaves.map(|leave| Event {
        uid: uid(leave.id.uuid()),
        said_at: now,
        sequence: 1,
        from: leave.starts_at,
        to: leave.ends_at,
        summary: say!("feeds-leave"),
        place: String::new(),
        about: String::new(),
        cancelled: false,
    }));
    Ok(events)
}
