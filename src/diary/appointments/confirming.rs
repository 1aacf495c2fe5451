//! Messages to patients about their appointments: confirmations, and reminders when they are due.
//!
//! They say when and where, never with whom and why. They go to patients who agreed, from sites that write them, in the
//! clock and words of the site. What an appointment is not any more is called off before anything else is said of it.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use super::model::{Appointment, AppointmentId};
use super::said::Here;
use super::store;
use crate::diary::messages::{self, Rules, Turn};
use crate::gate::actor::AccountId;
use crate::gate::hospital::{self, Site};
use crate::gate::notifications::outbox::{self, Kind, Letter, Message, Recipient, TextBody, Via};
use crate::kit::calendar::{Event, file};
use crate::kit::db::{Conn, Db, Deed, Permit, Tx};
use crate::kit::error::Result;
use crate::kit::when;
use crate::people::patients::{self, Way};
use crate::say;

/// Reminders written in one transaction: others wait for it on the embedded database.
const AT_ONCE: usize = 50;

/// What happened to an appointment, as far as its patient is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Confirmed {
    /// It is on.
    Booked,
    /// It is at another time or place.
    Moved,
    /// It is off.
    Cancelled,
    /// It is on again.
    Returned,
}

/// Confirms what was done to an appointment, which is now as it is given here.
pub(super) fn confirm(tx: &mut Tx<'_>, by: AccountId, one: &Appointment, told: Confirmed) -> Result<()> {
    outbox::call_off(tx, one.id.uuid())?;
    let rules = messages::rules(tx.conn(), one.site_id)?.unwrap_or_default();
    if !rules.confirms || one.walk_in || one.starts_at <= tx.now() {
        return Ok(());
    }
    let kind = match told {
        Confirmed::Booked | Confirmed::Returned => Kind::Booked,
        Confirmed::Moved => Kind::Moved,
        Confirmed::Cancelled => Kind::Cancelled,
    };
    // Whoever keeps it in a calendar has the version before.
    let one = Appointment { version: one.version + i64::from(told != Confirmed::Booked), ..one.clone() };
    write(tx, &one, kind, None, Some(by)).map(|_| ())
}

/// Confirms a move, if it changed anything that the patient was told.
pub(super) fn confirm_move(
    tx: &mut Tx<'_>,
    by: AccountId,
    before: &Appointment,
    after: &Appointment,
) -> Result<()> {
    if before.starts_at == after.starts_at && before.site_id == after.site_id {
        return Ok(());
    }
    confirm(tx, by, after, Confirmed::Moved)
}

/// Writes every reminder that is due, each once, and answers how many.
///
/// # Errors
/// What the database says; what was written before stays written.
pub fn remind(db: &Db, permit: &impl Permit) -> Result<usize> {
    let now = db.clock().now();
    let due = db.read_now(|conn| due(conn, now))?;
    let mut written = 0;
    for some in due.chunks(AT_ONCE) {
        let some = some.to_vec();
        written += db.write_now(permit, move |tx| {
            tx.nothing_to_record("what was due may have been written by another server");
            let mut written = 0;
            for (id, rules) in &some {
                written += usize::from(remind_one(tx, *id, rules)?);
            }
            Ok(written)
        })?;
    }
    Ok(written)
}

/// The appointments of which a reminder is due and not written yet.
fn due(conn: &mut Conn, now: Timestamp) -> Result<Vec<(AppointmentId, Rules)>> {
    let mut due: Vec<(AppointmentId, Rules, String)> = Vec::new();
    for (site, rules) in messages::all_rules(conn)? {
        if rules.longest() == SignedDuration::ZERO {
            continue;
        }
        let until = now.saturating_add(rules.longest()).unwrap_or(now);
        let some = store::to_remind(conn, site, now, until)?;
        let ids: Vec<AppointmentId> = some.iter().map(|one| one.id).collect();
        let moved = store::moved_at(conn, &ids)?;
        for one in some {
            if let Some(turn) = rules.due(one.starts_at, told_at(&one, &moved), now) {
                due.push((one.id, rules, key(turn, &one)));
            }
        }
    }
    let keys: Vec<String> = due.iter().map(|(_, _, key)| key.clone()).collect();
    let written = outbox::written(conn, &keys)?;
    Ok(due
        .into_iter()
        .filter(|(_, _, key)| !written.contains(key))
        .map(|(id, rules, _)| (id, rules))
        .collect())
}

/// Looks again inside the transaction: it may have been moved or called off since.
fn remind_one(tx: &mut Tx<'_>, id: AppointmentId, rules: &Rules) -> Result<bool> {
    let now = tx.now();
    let Some(one) = store::booked(tx.conn(), id)? else { return Ok(false) };
    let moved = store::moved_at(tx.conn(), &[id])?;
    let Some(turn) = rules.due(one.starts_at, told_at(&one, &moved), now) else { return Ok(false) };
    let is_written = write(tx, &one, Kind::Reminder, Some(key(turn, &one)), None)?;
    if is_written {
        tx.record(Deed::new("appointment.reminded").on("appointment", id).about(one.patient_id.uuid()));
    }
    Ok(is_written)
}

/// When its patient was told when it is: as it was booked, or moved there.
fn told_at(one: &Appointment, moved: &HashMap<AppointmentId, Timestamp>) -> Timestamp {
    moved.get(&one.id).copied().map_or(one.booked_at, |at| at.max(one.booked_at))
}

/// One reminder of one appointment at one time.
fn key(turn: Turn, one: &Appointment) -> String {
    format!("reminder {} {} {}", turn.word(), one.id, one.starts_at)
}

fn write(
    tx: &mut Tx<'_>,
    one: &Appointment,
    kind: Kind,
    once: Option<String>,
    by: Option<AccountId>,
) -> Result<bool> {
    let Some(to) = patients::reachable(tx.conn(), one.patient_id)? else { return Ok(false) };
    let site = hospital::site(tx.conn(), one.site_id)?;
    let house = hospital::find(tx.conn())?.map_or_else(|| say!("product"), |hospital| hospital.name);
    let words = Words { one, site: &site, house: &house, kind, now: tx.now() };
    let message = Message {
        kind,
        via: words.via(&to.way),
        to: Recipient { name: to.name, patient: Some(one.patient_id.uuid()), account: None, phone: to.phone },
        about: Some(one.id.uuid()),
        once,
        not_after: Some(one.starts_at),
        caused_by: by,
    };
    Ok(outbox::queue(tx, &message)?.is_some())
}

/// What a message about an appointment says.
struct Words<'a> {
    one: &'a Appointment,
    site: &'a Site,
    house: &'a str,
    kind: Kind,
    now: Timestamp,
}

impl Words<'_> {
    fn via(&self, way: &Way) -> Via {
        let subject = say!(&format!("telling-{}-subject", self.kind.word()), at = self.moment());
        match way {
            Way::Text(number) => {
                let text = say!(
                    &format!("telling-{}-text", self.kind.word()),
                    at = self.moment(),
                    site = self.site.name.clone(),
                    hospital = self.house.to_owned()
                );
                let text = [text, self.to_change()].into_iter().filter(|part| !part.is_empty());
                let text = text.collect::<Vec<_>>().join(" ");
                Via::Text { number: number.clone(), body: TextBody::new(subject, text) }
            }
            Way::Mail(address) => Via::Mail { address: address.clone(), letter: self.letter(subject) },
        }
    }

    fn letter(&self, subject: String) -> Letter {
        let place = [self.site.name.clone(), self.address()].into_iter().filter(|part| !part.is_empty());
        Letter {
            subject,
            paragraphs: vec![say!(&format!("telling-{}-words", self.kind.word()))],
            facts: vec![
                (say!("telling-when"), self.moment()),
                (say!("telling-where"), place.collect::<Vec<_>>().join(", ")),
            ],
            closing: Some(self.to_change()).into_iter().filter(|words| !words.is_empty()).collect(),
            calendar: Some(self.calendar()),
            link: None,
        }
    }

    /// `Monday 23 November 2026, 09:15`, on the clock of the site.
    fn moment(&self) -> String {
        let zone = when::zone(&self.site.time_zone);
        Here { zone: &zone, now: self.now }.moment(self.one.starts_at)
    }

    fn address(&self) -> String {
        self.site.address.replace('\n', ", ")
    }

    /// Whom to call; "" when the site has no number, or there is nothing to change.
    fn to_change(&self) -> String {
        if self.site.phone.is_empty() {
            return String::new();
        }
        say!("telling-to-change", phone = self.site.phone.clone())
    }

    /// The same file as reception hands out, without the doctor.
    fn calendar(&self) -> String {
        let place = [self.site.name.clone(), self.address()].into_iter().filter(|part| !part.is_empty());
        let event = Event {
            uid: format!("{}@wardbook", self.one.id),
            said_at: self.now,
            sequence: self.one.version,
            from: self.one.starts_at,
            to: self.one.ends_at,
            summary: say!("appointments-calendar", hospital = self.house.to_owned()),
            place: place.collect::<Vec<_>>().join(", "),
            about: String::new(),
            cancelled: self.kind == Kind::Cancelled,
        };
        file(self.house, &[event])
    }
}
