//! The demonstration hospital: Lindenhof, which does not exist, its staff, sixty-two people with a past, and as many more
//! as asked for. The tests use the same hospital, so it cannot rot.
//!
//! Rules:
//! - everything comes from the seed and the day it starts; nothing from the clock or the machine;
//! - names, numbers and addresses are invented, e-mail goes to reserved domains, the codes are real;
//! - `build` and what it calls alone talk to the house; the rest is pure data.

mod booked;
mod build;
mod charts;
mod chronicle;
pub mod codes;
mod consultations;
pub mod courses;
mod diagnoses;
mod dice;
pub mod diary;
mod emergencies;
mod hiring;
pub mod history;
mod hopes;
mod letters;
mod names;
mod notices;
pub mod people;
mod prescribed;
mod questions;
mod rounds;
mod sent;
mod shape;
#[rustfmt::skip]
mod sixty;
pub mod staff;
mod stories;
mod talked;
mod throng;

pub use booked::freshen;
pub use build::{Demonstration, build, email_of, offered, set_passwords};

use jiff::Span;
use jiff::civil::Date;

use chronicle::Chronicle;
use diary::Appointment;
use dice::Dice;
use history::{Allergies, History};
use people::{Insurance, Kin, Person};
use shape::{Said, Shape};
use sixty::SIXTY;
use stories::Story;

/// How many patients are shaped by hand; the crowd begins in the lane after them.
pub const SHAPED: usize = SIXTY.len();

/// The hand-shaped patients as they are on `today`, in the order they were registered.
pub fn shaped(seed: u64, today: Date) -> impl Iterator<Item = (Person, History)> {
    SIXTY.iter().enumerate().map(move |(place, shape)| {
        let lane = place as u64 + 1;
        (person(shape, seed, lane, today), past(shape, seed, lane, today))
    })
}

/// The appointments of the first `patients` of them.
#[must_use]
pub fn appointments(patients: usize, today: Date) -> Vec<Appointment> {
    diary::lay_out(&SIXTY[..patients.min(SHAPED)], today)
}

fn person(shape: &Shape, seed: u64, lane: u64, today: Date) -> Person {
    let mut dice = Dice::new(seed, lane);
    let filler = people::person(seed, lane);
    let known = !shape.bare;
    Person {
        family: shape.family.to_owned(),
        given: shape.given.to_owned(),
        preferred: shape.called.map(str::to_owned),
        title: shape.title,
        sex: shape.sex,
        born: shape.birth.seen_from(today),
        phones: shape.phones.iter().map(|phone| (*phone).to_owned()).collect(),
        email: shape.email.map(str::to_owned),
        street: if known { filler.street } else { String::new() },
        town: if known { filler.town } else { String::new() },
        language: shape.language,
        national_id: known.then(|| people::national_id(lane)),
        kin: shape.kin.map(|(name, relation, phone)| Kin {
            name: name.to_owned(),
            relation,
            phone: phone.to_owned(),
        }),
        insurance: known.then(|| Insurance {
            payer: dice.pick(&people::PAYERS),
            policy: format!("{}{:09}", (b'A' + dice.below(26) as u8) as char, dice.below(1_000_000_000)),
            until: jiff::civil::date(today.year() + 1, 12, 31),
        }),
        notes: shape.notes,
        died: shape.died_days_ago.map(|days| today - Span::new().days(days)),
        archived: shape.archived,
    }
}

fn past(shape: &Shape, seed: u64, lane: u64, today: Date) -> History {
    let doctors = staff::doctor_of;
    let last = shape.died_days_ago.map_or(today, |days| today - Span::new().days(days));
    let mut chronicle = Chronicle {
        dice: Dice::new(seed ^ 0x0c4a_1e5d, lane),
        born: shape.birth.seen_from(today).probably(),
        sex: shape.sex,
        last,
        pressure: shape.past.iter().filter_map(Story::pressure_since).min(),
        doctors: &doctors,
        nurse: staff::first_of(staff::Post::Nurse),
        history: History::empty(),
    };
    for story in shape.past {
        chronicle.tell(*story);
    }
    let mut history = chronicle.history;
    let asked = history.visits.iter().map(|visit| visit.from.date()).max().unwrap_or(last);
    history.allergies = match shape.said {
        Said::NotAsked => Allergies::NotRecorded,
        Said::None => Allergies::NoneKnown(asked),
        Said::These(list) => Allergies::Known(
            list.iter().map(|(allergen, since)| allergen.entry(*since, false)).collect(),
            asked,
        ),
        Said::TheseLastOutgrown(list) => Allergies::Known(
            list.iter()
                .enumerate()
                .map(|(place, (allergen, since))| allergen.entry(*since, place + 1 == list.len()))
                .collect(),
            asked,
        ),
    };
    history
}

#[cfg(test)]
mod tests;
