//! What the templates show, as plain values.

use std::collections::HashMap;

use askama::Template;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::model::{Channel, DeliveryId, State};
use super::store::{self, Attempt, Listed};
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::kit::text::filters;
use crate::kit::web::frame::Frame;
use crate::kit::when;
use crate::say;

/// A status in words, with its colour and icon.
#[derive(Clone, Debug)]
pub struct Badge {
    /// The class of its colour.
    pub family: &'static str,
    /// The icon.
    pub glyph: &'static str,
    /// The word.
    pub word: String,
}

/// What became of a message, for whoever caused it.
#[derive(Clone, Debug)]
pub struct Fate {
    /// The message.
    pub id: DeliveryId,
    /// How it stands.
    pub badge: Badge,
    /// Why it stands so, and what comes next.
    pub detail: String,
    /// By what it travels, in words.
    pub channel: String,
    /// Whether trying it again by hand is of any use.
    pub may_be_retried: bool,
}

/// What became of the messages about these things, by thing; nothing of what is forgotten already.
///
/// # Errors
/// What the database says.
pub fn fates(
    conn: &mut Conn,
    things: &[Uuid],
    now: Timestamp,
    zone: &TimeZone,
) -> Result<HashMap<Uuid, Fate>> {
    let found = store::about(conn, things)?;
    Ok(found.iter().rev().map(|(thing, one)| (*thing, Fate::of(one, now, zone))).collect())
}

/// What became of the messages to patients about one thing, by patient.
///
/// # Errors
/// What the database says.
pub fn fates_of(
    conn: &mut Conn,
    thing: Uuid,
    now: Timestamp,
    zone: &TimeZone,
) -> Result<HashMap<Uuid, Fate>> {
    let found = store::about(conn, &[thing])?;
    let of_patient = |one: &Listed| Some((one.patient?, Fate::of(one, now, zone)));
    Ok(found.iter().rev().filter_map(|(_, one)| of_patient(one)).collect())
}

impl Fate {
    fn of(one: &Listed, now: Timestamp, zone: &TimeZone) -> Self {
        Self {
            id: one.id,
            badge: badge(one),
            detail: detail(one, now, zone),
            channel: say!(&format!("outbox-channel-{}", one.channel)),
            may_be_retried: one.may_be_retried(now),
        }
    }
}

/// One message.
pub struct Line {
    pub href: String,
    pub when: String,
    pub kind: String,
    pub subject: String,
    pub to: String,
    pub address: String,
    pub channel: String,
    pub badge: Badge,
    pub detail: String,
    pub tries: i32,
    /// Where it is tried again, when that is of use.
    pub retry: Option<String>,
}

impl Line {
    pub fn of(one: &Listed, now: Timestamp, zone: &TimeZone) -> Self {
        let href = format!("{}/{}", super::PATH, one.id);
        Self {
            when: when::said(one.created_at, now, zone),
            kind: say!(&format!("outbox-kind-{}", one.kind)),
            subject: one.subject.clone(),
            to: one.to_name.clone(),
            address: one.to_address.clone(),
            channel: say!(&format!("outbox-channel-{}", one.channel)),
            badge: badge(one),
            detail: detail(one, now, zone),
            tries: one.tries,
            retry: one.may_be_retried(now).then(|| format!("{href}/retry")),
            href,
        }
    }
}

fn badge(one: &Listed) -> Badge {
    let state = one.state();
    if one.channel == Channel::Call.word() && !one.is_reached() {
        return Badge { family: "is-warn", glyph: "phone", word: say!("outbox-state-to-call") };
    }
    if state.may_be_retried() && one.is_reached() {
        return Badge { family: "is-ok", glyph: "phone", word: say!("outbox-state-called") };
    }
    let (family, glyph) = match state {
        State::Queued if one.tries > 0 => ("is-warn", "refresh"),
        State::Queued => ("is-info", "clock"),
        State::Sending => ("is-info", "send"),
        State::Sent => ("is-ok", "check"),
        State::Failed => ("is-danger", "error"),
        State::GivenUp => ("is-danger", "x"),
    };
    let word = match state {
        State::Queued if one.tries > 0 => say!("outbox-state-again"),
        state => say!(&format!("outbox-state-{}", state.word())),
    };
    Badge { family, glyph, word }
}

/// Why it stands so, and what comes next.
fn detail(one: &Listed, now: Timestamp, zone: &TimeZone) -> String {
    let reason = one.reason.as_deref().map(reason_in_words);
    match (one.state(), reason) {
        (State::Failed | State::GivenUp, Some(reason)) if one.is_reached() => say!(
            "outbox-called",
            reason = reason,
            at = one.called_at.map(|at| when::said(at, now, zone)).unwrap_or_default(),
            by = one.called_by_name.clone().unwrap_or_default()
        ),
        (State::Queued, Some(reason)) if one.tries > 0 => {
            say!("outbox-next", reason = reason, at = when::said(one.due_at, now, zone))
        }
        (State::Queued, _) => say!("outbox-waiting"),
        (State::Sent, _) => say!("outbox-taken-by", by = one.said.clone()),
        (State::Sending, _) => String::new(),
        (_, reason) => reason.unwrap_or_default(),
    }
}

fn reason_in_words(word: &str) -> String {
    say!(&format!("outbox-reason-{word}"))
}

/// A number that leads to what it counts.
pub struct Figure {
    pub href: String,
    pub count: i64,
    pub word: String,
}

/// Somebody to call.
pub struct Call {
    pub id: String,
    pub name: String,
    pub phone: String,
    /// What a telephone dials; "" without a number.
    pub dial: String,
    pub what: String,
    pub why: String,
    /// What came of an earlier call.
    pub note: String,
    pub action: String,
    /// Where the message is tried again, by whoever may.
    pub retry: Option<String>,
}

impl Call {
    pub fn of(one: &Listed, may_retry: bool, now: Timestamp, zone: &TimeZone) -> Self {
        let action = format!("{}/{}", super::CALLS_PATH, one.id);
        let failed = one.ended_at.map(|at| when::said(at, now, zone)).unwrap_or_default();
        let reason = one.reason.as_deref().map(reason_in_words).unwrap_or_default();
        Self {
            id: one.id.to_string(),
            name: one.to_name.clone(),
            phone: one.phone.clone(),
            dial: one.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect(),
            what: one.subject.clone(),
            why: say!(
                "calls-why",
                channel = say!(&format!("outbox-channel-{}", one.channel)),
                reason = reason,
                at = failed
            ),
            note: match (one.call_outcome.as_deref(), one.called_at) {
                (Some("no-answer"), Some(at)) => say!(
                    "calls-no-answer-at",
                    at = when::said(at, now, zone),
                    by = one.called_by_name.clone().unwrap_or_default()
                ),
                _ => String::new(),
            },
            retry: (may_retry && one.may_be_retried(now)).then(|| format!("{action}/retry")),
            action,
        }
    }
}

/// The outbox.
#[derive(Template)]
#[template(path = "gate/notifications/outbox.html")]
pub struct OutboxPage {
    pub frame: Frame,
    pub figures: Vec<Figure>,
    /// What is not set up, in sentences.
    pub missing: Vec<String>,
    pub state: String,
    pub channel: String,
    pub states: Vec<(&'static str, String)>,
    pub channels: Vec<(&'static str, String)>,
    pub is_narrowed: bool,
    pub lines: Vec<Line>,
    pub older: Option<String>,
    pub calls: Vec<Call>,
    /// There are more to call than are listed.
    pub more_calls: bool,
    pub can_retry_all: bool,
    /// Where the steps on the call list lead back to.
    pub back: String,
}

/// One try.
pub struct Try {
    pub number: i32,
    pub began: String,
    pub took: String,
    pub badge: Badge,
    pub reason: String,
    pub said: String,
}

impl Try {
    pub fn of(one: &Attempt, now: Timestamp, zone: &TimeZone) -> Self {
        let (family, glyph, word) = match one.outcome.as_deref() {
            Some("sent") => ("is-ok", "check", "outbox-try-sent"),
            Some("later") => ("is-warn", "refresh", "outbox-try-later"),
            Some("lost") => ("is-warn", "error", "outbox-try-lost"),
            Some(_) => ("is-danger", "error", "outbox-try-failed"),
            None => ("is-info", "send", "outbox-try-now"),
        };
        let took = one.ended_at.filter(|_| one.outcome.as_deref() != Some("lost")).map(|end| {
            let seconds = end.duration_since(one.began_at).as_millis().max(0) as f64 / 1000.0;
            say!("outbox-took", seconds = format!("{seconds:.1}"))
        });
        Self {
            number: one.number,
            began: when::said(one.began_at, now, zone),
            took: took.unwrap_or_default(),
            badge: Badge { family, glyph, word: say!(word) },
            reason: one.reason.as_deref().map(reason_in_words).unwrap_or_default(),
            said: one.said.clone(),
        }
    }
}

/// One message with its tries.
#[derive(Template)]
#[template(path = "gate/notifications/message.html")]
pub struct MessagePage {
    pub frame: Frame,
    pub line: Line,
    pub until: String,
    pub tries: Vec<Try>,
}

/// Whom to call.
#[derive(Template)]
#[template(path = "gate/notifications/calls.html")]
pub struct CallsPage {
    pub frame: Frame,
    pub calls: Vec<Call>,
    /// There are more to call than are listed.
    pub more_calls: bool,
    pub back: String,
}
