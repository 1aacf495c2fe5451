//! What went out, and what did not: for admins.

use actix_web::HttpRequest;
use jiff::Timestamp;

use super::super::model::{Channel, DeliveryId, Shown};
use super::super::store::{self, Filter, Listed};
use super::super::views::{Figure, Line, MessagePage, OutboxPage, Try};
use super::super::{PATH, actions};
use super::calls;
use crate::gate::access::permissions::perm;
use crate::gate::desk::{Desk, May};
use crate::kit::error::{Error, Result};
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::kit::web::reply::Reply;
use crate::kit::when;
use crate::say;

/// Lines of a page.
const LINES: i64 = 50;

type Keeper = May<perm::OutboxView>;

/// The list, newest first, beside whom to call.
pub async fn list(_: Keeper, desk: Desk, request: HttpRequest) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    let here = desk.here();
    let (now, zone) = (here.timestamp(), here.time_zone().clone());
    let midnight = desk.day_began()?;
    let filter = Filter {
        shown: Shown::of_word(query.get("state")),
        midnight,
        channel: Channel::of_word(query.get("channel")),
        after: after(query.get("after")),
    };
    let narrowed = filter.clone();
    let (mut found, standing, (to_call, more_calls)) = desk
        .read(move |conn| {
            Ok((
                store::list(conn, &narrowed, LINES + 1)?,
                store::standing(conn, midnight)?,
                calls::load(conn, now, None)?,
            ))
        })
        .await?;
    let more = found.len() > LINES as usize;
    found.truncate(LINES as usize);
    let older = found.last().filter(|_| more).map(|last| older_than(&filter, last));
    // Each counts all channels, whatever the list below is narrowed to.
    let figure = |shown: Shown, count: i64, word: &str| Figure {
        href: format!("{PATH}?state={}", shown.word()),
        count,
        word: say!(word, count = count),
    };
    let post = &desk.house().post;
    let missing = [(post.mailer.is_set_up(), "outbox-no-mail"), (post.texter.is_set_up(), "outbox-no-text")];
    Page::ok(&OutboxPage {
        figures: vec![
            figure(Shown::Untried, standing.queued, "outbox-count-queued"),
            figure(Shown::Trying, standing.trying, "outbox-count-again"),
            figure(Shown::Failed, standing.failed, "outbox-count-failed"),
            figure(Shown::GivenUp, standing.given_up, "outbox-count-given-up"),
            figure(Shown::SentToday, standing.sent, "outbox-count-sent"),
        ],
        missing: missing.iter().filter(|(is_set_up, _)| !is_set_up).map(|(_, key)| say!(key)).collect(),
        state: filter.shown.map(Shown::word).unwrap_or_default().to_owned(),
        channel: filter.channel.map(Channel::word).unwrap_or_default().to_owned(),
        states: std::iter::once(("", say!("outbox-any-state")))
            .chain(Shown::ALL.map(|one| (one.word(), say!(&format!("outbox-shown-{}", one.word())))))
            .collect(),
        channels: std::iter::once(("", say!("outbox-any-channel")))
            .chain(Channel::ALL.map(|one| (one.word(), say!(&format!("outbox-channel-{}", one.word())))))
            .collect(),
        is_narrowed: filter.shown.is_some() || filter.channel.is_some() || filter.after.is_some(),
        lines: found.iter().map(|one| Line::of(one, now, &zone)).collect(),
        older,
        calls: to_call,
        more_calls,
        can_retry_all: standing.failed + standing.given_up > 0,
        back: PATH.into(),
        frame: desk.frame(),
    })
}

/// Where the list goes on after a line.
fn older_than(filter: &Filter, last: &Listed) -> String {
    let words = [
        ("state", filter.shown.map(|shown| shown.word().to_owned())),
        ("channel", filter.channel.map(|channel| channel.word().to_owned())),
        ("after", Some(format!("{}_{}", last.created_at, last.id))),
    ];
    let words: Vec<(&str, String)> =
        words.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    format!("{PATH}?{}", serde_urlencoded::to_string(&words).unwrap_or_default())
}

/// Where a page goes on, as the address of the one before it says.
fn after(word: &str) -> Option<(Timestamp, DeliveryId)> {
    let (at, id) = word.split_once('_')?;
    let at: Timestamp = at.parse().ok().filter(|at| crate::kit::db::types::is_kept(*at))?;
    Some((at, id.parse().ok()?))
}

/// One message with all its tries; never its words.
pub async fn show(_: Keeper, desk: Desk, request: HttpRequest) -> Result<Page> {
    let id = named_in(&request)?;
    let (one, tries) =
        desk.read(move |conn| Ok((store::find(conn, id)?, store::attempts(conn, id)?))).await?;
    let here = desk.here();
    let (now, zone) = (here.timestamp(), here.time_zone());
    Page::ok(&MessagePage {
        frame: desk.frame(),
        line: Line::of(&one, now, zone),
        until: one.not_after.map(|end| when::full(end, zone)).unwrap_or_default(),
        tries: tries.iter().map(|one| Try::of(one, now, zone)).collect(),
    })
}

/// Has one tried again.
pub async fn retry(may: Keeper, desk: Desk, request: HttpRequest, _: Form) -> Result<Reply> {
    let id = named_in(&request)?;
    desk.read(move |conn| store::find(conn, id)).await?;
    let put_back = desk.write(&may, move |tx| actions::retry(tx, id)).await?;
    let sentence = if put_back { "outbox-retried" } else { "outbox-not-retried" };
    Ok(Reply::to(format!("{PATH}/{id}")).toast(say!(sentence)))
}

/// Has all tried again that failed or were given up.
pub async fn retry_all(may: Keeper, desk: Desk, _: Form) -> Result<Reply> {
    let count = desk.write(&may, actions::retry_all).await?;
    Ok(Reply::to(PATH).toast(say!("outbox-all-retried", count = count)))
}

/// The message in an address.
pub(super) fn named_in(request: &HttpRequest) -> Result<DeliveryId> {
    request.match_info().get("delivery").unwrap_or_default().parse().map_err(|_| Error::NotFound)
}

#[cfg(test)]
mod tests {
    use super::after;

    #[test]
    fn a_page_goes_on_where_an_address_of_ours_says() {
        let id = crate::gate::notifications::outbox::DeliveryId::new();
        let at: jiff::Timestamp = "2026-11-20T07:05:00.000001Z".parse().unwrap();
        assert_eq!(after(&format!("{at}_{id}")), Some((at, id)));
        for rubbish in ["", "_", "yesterday_1", &format!("-009000-01-01T00:00:00Z_{id}")] {
            assert_eq!(after(rubbish), None, "{rubbish}");
        }
    }
}
