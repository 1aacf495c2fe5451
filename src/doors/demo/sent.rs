//! What the demonstration's hospital has written to people until yesterday, and what became of it. Nothing of it is sent:
//! what waits is past its time before it is due.

use jiff::civil::{Date, DateTime, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};

use super::sixty::SIXTY;
use super::staff::{LINDENHOF, MAIN, Post, STAFF, first_of};
use crate::gate::actor::AccountId;
use crate::gate::notifications::outbox::{Kind, Letter, Message, Past, Recipient, TextBody, Via, recall};
use crate::kit::db::Tx;
use crate::kit::error::{Error, Result};
use crate::kit::sending::{Accepted, Failure, Reason};
use crate::kit::when;
use crate::people::patients::{self, Consent, Contact, PatientId, Way};
use crate::say;
use crate::talk::sendings::{self, Recalled};

type Name = (&'static str, &'static str);

const ANA: Name = ("Marković", "Ana");
const BROWN: Name = ("Brown", "Thomas");
const GARCIA: Name = ("García", "Lucía");
const HORVAT: Name = ("Horvat", "Mia");
const MENSAH: Name = ("Mensah", "Kwame");
const OKONKWO: Name = ("Okonkwo", "Ngozi");
const VEGA: Name = ("Vega", "Carmen");

/// Who has agreed to messages, and by what.
const AGREED: [(Name, Consent); 6] = [
    (ANA, Consent::Mail),
    (BROWN, Consent::Mail),
    (GARCIA, Consent::Mail),
    (HORVAT, Consent::Text),
    (MENSAH, Consent::Text),
    (VEGA, Consent::Text),
];

/// Minutes after which a message was tried that nobody took, as the outbox does it.
const TRIED: [i64; 8] = [0, 1, 6, 21, 81, 261, 621, 1341];

struct Cast<'a> {
    patients: &'a [PatientId],
    staff: &'a [(AccountId, String)],
    zone: &'a TimeZone,
    today: Date,
}

impl Cast<'_> {
    /// An instant so many days ago.
    fn ago(&self, days: i64, hour: i8, minute: i8) -> Result<Timestamp> {
        let at: DateTime = (self.today - Span::new().days(days)).to_datetime(time(hour, minute, 0, 0));
        Ok(at.to_zoned(self.zone.clone()).map_err(Error::bug)?.timestamp())
    }

    fn day(&self, days: i64) -> String {
        when::named(self.today + Span::new().days(days), self.today)
    }

    /// None of those who are not in a demonstration of this size.
    fn patient(&self, name: Name) -> Option<PatientId> {
        let place = SIXTY.iter().position(|shape| (shape.family, shape.given) == name)?;
        self.patients.get(place).copied()
    }

    fn desk(&self) -> (AccountId, &str) {
        let (account, name) = &self.staff[first_of(Post::Receptionist)];
        (*account, name)
    }
}

/// Writes all of it down.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    patients: &[PatientId],
    staff: &[(AccountId, String)],
    zone: &TimeZone,
    today: Date,
) -> Result<()> {
    let cast = Cast { patients, staff, zone, today };
    for (name, answer) in AGREED {
        if let Some(patient) = cast.patient(name) {
            patients::agree(tx, patient, cast.desk().0, answer)?;
        }
    }
    about_appointments(tx, &cast)?;
    by_hand(tx, &cast)?;
    tx.nothing_to_record("what was sent until now is recalled as it is");
    waiting(tx, &cast)
}

fn taken(at: Timestamp, by: &str) -> Past {
    Past { tries: vec![(at, Ok(Accepted { by: by.to_owned() }))], ..Past::at(at) }
}

fn refused(at: Timestamp, reason: Reason, said: &str) -> Past {
    Past { tries: vec![(at, Err(Failure::said(reason, said)))], ..Past::at(at) }
}

const MAIL: &str = "mail.lindenhof.example";
const TEXTS: &str = "sms.lindenhof.example";

/// Confirmations: taken, refused, given up, and one about which somebody has called.
fn about_appointments(tx: &mut Tx<'_>, cast: &Cast<'_>) -> Result<()> {
    let (desk, name) = cast.desk();
    let out_of_reach = {
        let begun = cast.ago(2, 9, 12)?;
        let tried = TRIED.map(|minutes| begun + SignedDuration::from_mins(minutes));
        let tries = tried.map(|at| (at, Err(Failure::of(Reason::Unreachable)))).to_vec();
        Past { tries, ..Past::at(begun) }
    };
    let called = {
        let refused = refused(cast.ago(2, 15, 4)?, Reason::Refused, "554 5.7.1 Message refused");
        Past { called: Some((desk, name.to_owned(), cast.ago(1, 11, 20)?)), ..refused }
    };
    let unknown = "550 5.1.1 No such user here";
    let told = [
        (BROWN, Kind::Moved, format!("Your appointment is now on {}, 10:15", cast.day(0)), called),
        (HORVAT, Kind::Moved, format!("Your appointment is now on {}, 09:45", cast.day(1)), out_of_reach),
        (
            GARCIA,
            Kind::Booked,
            format!("Your appointment on {}, 11:30", cast.day(2)),
            refused(cast.ago(1, 14, 31)?, Reason::Address, unknown),
        ),
        (
            VEGA,
            Kind::Moved,
            format!("Your appointment is now on {}, 14:00", cast.day(0)),
            taken(cast.ago(1, 15, 47)?, TEXTS),
        ),
        (
            ANA,
            Kind::Booked,
            format!("Your appointment on {}, 08:45", cast.day(7)),
            taken(cast.ago(1, 16, 12)?, MAIL),
        ),
    ];
    for (whose, kind, subject, past) in told {
        let Some(patient) = cast.patient(whose) else { continue };
        let Some(Contact::Message(to)) = patients::contacts(tx.conn(), &[patient])?.remove(&patient) else {
            continue;
        };
        let via = match to.way {
            Way::Mail(address) => Via::Mail { address, letter: letter(&subject) },
            Way::Text(number) => {
                let text = format!("{}: {subject}.", LINDENHOF.name);
                Via::Text { number, body: TextBody::new(subject, text) }
            }
        };
        let to = Recipient { name: to.name, patient: Some(patient.uuid()), account: None, phone: to.phone };
        recall(tx, &message(kind, to, via, Some(desk)), &past)?;
    }
    Ok(())
}

fn letter(subject: &str) -> Letter {
    Letter {
        subject: subject.to_owned(),
        closing: vec![format!("To change it, call {}.", LINDENHOF.contacts[MAIN].1)],
        ..Letter::default()
    }
}

fn message(kind: Kind, to: Recipient, via: Via, by: Option<AccountId>) -> Message {
    Message { kind, to, via, about: None, once: None, not_after: None, caused_by: by }
}

/// To one patient, and to those of a list.
fn by_hand(tx: &mut Tx<'_>, cast: &Cast<'_>) -> Result<()> {
    let (desk, at) = (cast.desk(), cast.ago(1, 7, 35)?);
    let to = |name: Name, past: Past| Some((cast.patient(name)?, past));
    let of_list = [to(BROWN, taken(at, MAIL)), to(MENSAH, taken(at, TEXTS)), to(OKONKWO, Past::at(at))];
    let list = [when::named_in_full(cast.today), LINDENHOF.sites[MAIN].to_owned()].join(", ");
    let glasses = cast.ago(1, 10, 5)?;
    let sent = [
        Recalled {
            subject: "The lift is being repaired",
            body: "The lift of the main house is out of order until tomorrow.\n\nIf you cannot climb stairs, ring the bell at the entrance: somebody helps you.",
            list: Some(&list),
            by: desk,
            at,
            to: of_list.into_iter().flatten().collect(),
        },
        Recalled {
            subject: "Your glasses",
            body: "You left your glasses at our desk. We keep them for you.",
            list: None,
            by: desk,
            at: glasses,
            to: to(ANA, taken(glasses, MAIL)).into_iter().collect(),
        },
    ];
    for one in sent.iter().filter(|one| !one.to.is_empty()) {
        sendings::recall(tx, one)?;
    }
    Ok(())
}

/// Mail to a nurse whose quiet hours are not over.
fn waiting(tx: &mut Tx<'_>, cast: &Cast<'_>) -> Result<()> {
    let nurse = first_of(Post::Nurse);
    let (account, name) = cast.staff[nurse].clone();
    let due = cast.ago(-1, 7, 0)?;
    let to = Recipient { name, patient: None, account: Some(account), phone: String::new() };
    let subject = say!("bell-mail-subject", what = say!("bell-group-notices"));
    let via = Via::Mail { address: STAFF[nurse].email.to_owned(), letter: letter(&subject) };
    let message = Message { not_after: Some(due), ..message(Kind::Notification, to, via, None) };
    recall(tx, &message, &Past { due, ..Past::at(cast.ago(1, 21, 50)?) })?;
    Ok(())
}
