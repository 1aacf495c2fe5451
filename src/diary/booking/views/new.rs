//! The form of a new appointment.

use askama::Template;
use jiff::Timestamp;
use jiff::civil::Date;

use super::super::entry::Booker;
use super::super::forms::{LENGTHS, WEEKS};
use super::super::looking::{Asked, Choices, Times};
use super::super::model::chosen::{Chosen, With};
use super::super::model::offered::Offered;
use super::super::model::words;
use crate::diary::appointments::{Appointment, Kind, Openings, Slot};
use crate::diary::hours::clock;
use crate::gate::hospital::SiteId;
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::kit::when;
use crate::people::patients::{AllergyZone, Banner};
use crate::say;

/// Who is to come.
pub struct Guest {
    pub id: String,
    pub banner: Banner,
    /// Their record, for who may see it.
    pub record: String,
}

/// Something to choose, as `(value, label)`.
pub type Choice = (String, String);

/// Choices under one heading; "" without one.
pub struct Group {
    pub label: String,
    pub choices: Vec<Choice>,
}

/// A free time in the list.
pub struct Time {
    pub value: String,
    pub label: String,
    /// What the button says when it is chosen.
    pub says: String,
    pub chosen: bool,
}

/// Times under one heading; "" without one.
pub struct TimeGroup {
    pub label: String,
    pub times: Vec<Time>,
}

/// The part of the form that follows doctor, day and length.
pub struct TimesView {
    pub groups: Vec<TimeGroup>,
    /// "4 free that day"
    pub note: String,
    /// For which doctor and day the times are.
    pub shown: String,
    /// "Friday 20 November 2026, today"
    pub day_words: String,
    pub lengths: Vec<Choice>,
    /// Whether a reason for overbooking can be given.
    pub over: bool,
}

impl TimesView {
    /// As the form shows them; sets what the form starts with: day, time.
    pub fn of(form: &mut Form, choices: &Choices, asked: &Asked, found: &Times, now: Timestamp) -> Self {
        let Times { day, offered, openings } = found;
        form.set("doctor", asked.with.to_string());
        form.set("day", day.to_string());
        let slot = asked.chosen.as_ref().and_then(|chosen| offered.slot(chosen));
        let over = asked.chosen.is_some_and(|chosen| chosen.over);
        let slot = slot.or_else(|| offered.first().filter(|_| asked.chosen.is_none()));
        let chosen = slot.map(|slot| Chosen { over, ..Chosen::free(slot) });
        form.set("slot", chosen.map(|chosen| chosen.to_string()).unwrap_or_default());
        let named = !matches!(asked.with, With::Doctor(_));
        let lines = Lines { choices, openings, chosen, named, moved: asked.moved.as_ref(), now };
        let today = openings.sites().first().map_or(*day, |(_, zone)| now.to_zoned(zone.clone()).date());
        Self {
            groups: lines.groups(offered, today),
            note: note(offered),
            shown: super::super::forms::shown(form),
            day_words: words::day_in_full(*day, today),
            lengths: lengths(form.raw("minutes"), openings.slot_minutes(*day).filter(|_| !named)),
            over: !offered.taken.is_empty(),
        }
    }
}

fn note(offered: &Offered) -> String {
    let count = |slots: &[Slot]| i64::try_from(slots.len()).unwrap_or(i64::MAX);
    match (offered.free.is_empty(), offered.later.is_empty()) {
        (false, _) => say!("booking-free-that-day", count = count(&offered.free)),
        (true, false) => say!("booking-none-that-day"),
        (true, true) => say!("booking-none-ahead", days = super::super::model::offered::DAYS_AHEAD),
    }
}

fn lengths(chosen: &str, usual: Option<i32>) -> Vec<Choice> {
    let usual = match usual {
        Some(minutes) => say!("booking-length-usual-of", length = words::length(minutes.into())),
        None => say!("booking-length-usual"),
    };
    // A length that came with the address, such as that of an appointment which is moved.
    let other = chosen.parse().ok().filter(|minutes| !LENGTHS.contains(minutes));
    let mut lengths: Vec<i64> = LENGTHS.into_iter().chain(other).collect();
    lengths.sort_unstable();
    let listed = lengths.into_iter().map(|minutes| (minutes.to_string(), words::length(minutes)));
    std::iter::once((String::new(), usual)).chain(listed).collect()
}

struct Lines<'a> {
    choices: &'a Choices,
    openings: &'a Openings,
    chosen: Option<Chosen>,
    named: bool,
    /// The appointment that is moved, when none is made.
    moved: Option<&'a Appointment>,
    now: Timestamp,
}

impl Lines<'_> {
    fn groups(&self, offered: &Offered, today: Date) -> Vec<TimeGroup> {
        let mut groups = self.by_site(&offered.free);
        if let Some(first) = offered.later.first() {
            let zone = self.openings.zone(first.site);
            let label = when::named(first.starts_at.to_zoned(zone).date(), today);
            let times = offered.later.iter().map(|slot| self.time(slot, false)).collect();
            groups.push(TimeGroup { label, times });
        }
        if !offered.taken.is_empty() {
            let times = offered.taken.iter().map(|slot| self.time(slot, true)).collect();
            groups.push(TimeGroup { label: say!("booking-taken-times"), times });
        }
        groups
    }

    /// One group without a heading when all are at one site.
    fn by_site(&self, slots: &[Slot]) -> Vec<TimeGroup> {
        let mut sites: Vec<SiteId> = slots.iter().map(|slot| slot.site).collect();
        sites.sort_unstable();
        sites.dedup();
        let label = |site: SiteId| {
            if sites.len() < 2 && self.choices.sites.len() < 2 {
                String::new()
            } else {
                self.choices.site(site).map(|site| site.name.clone()).unwrap_or_default()
            }
        };
        sites
            .iter()
            .map(|site| TimeGroup {
                label: label(*site),
                times: slots
                    .iter()
                    .filter(|slot| slot.site == *site)
                    .map(|slot| self.time(slot, false))
                    .collect(),
            })
            .collect()
    }

    fn time(&self, slot: &Slot, over: bool) -> Time {
        let at = Chosen { over, ..Chosen::free(slot) };
        let zone = self.openings.zone(at.site);
        let shown = clock(at.at, &zone);
        let label = if self.named {
            say!("booking-time-with", time = shown, doctor = self.choices.name(at.doctor).to_owned())
        } else {
            shown
        };
        let label = self.with_room(label, slot);
        let words = words::short(at.at, &zone, self.now);
        let says = match (at.over, self.moved.is_some()) {
            (true, _) => say!("booking-overbook", time = words),
            (false, true) => say!("moving-move-to", time = words),
            (false, false) => say!("booking-book-at", time = words),
        };
        Time { value: at.to_string(), label, says, chosen: self.chosen == Some(at) }
    }

    /// A time with the room in which a moved appointment would be then, where that is another one.
    fn with_room(&self, time: String, slot: &Slot) -> String {
        match (self.moved, slot.room) {
            (Some(moved), room) if moved.room_id == room => time,
            (Some(_), Some(room)) => {
                say!("moving-time-room", time = time, room = self.choices.room_name(room).to_owned())
            }
            (Some(_), None) => say!("moving-time-no-room", time = time),
            (None, _) => time,
        }
    }
}

/// The doctors to choose from, with "first available" on top.
pub fn doctors(choices: &Choices) -> Vec<Group> {
    let line = |id, name: &str| match choices.specialties_of(id) {
        specialties if specialties.is_empty() => name.to_owned(),
        specialties => format!("{name}, {specialties}"),
    };
    let doctors = choices
        .doctors
        .iter()
        .map(|one| (With::Doctor(one.id).to_string(), line(one.id, &one.name)))
        .collect();
    if choices.doctors.len() < 2 {
        return vec![Group { label: String::new(), choices: doctors }];
    }
    let anybody = (With::First(None).to_string(), say!("booking-first-of-all"));
    let of_each = choices.specialties.iter().map(|one| {
        let label = say!("booking-first-of", specialty = one.name.clone());
        (With::First(Some(one.id)).to_string(), label)
    });
    vec![
        Group { label: say!("booking-doctors"), choices: doctors },
        Group { label: say!("booking-first"), choices: std::iter::once(anybody).chain(of_each).collect() },
    ]
}

/// The rooms to choose from, that of the hours first.
pub fn rooms(choices: &Choices) -> Vec<Choice> {
    let site = |id| choices.site(id).map(|site| site.name.clone()).unwrap_or_default();
    let listed = choices.rooms.iter().map(|room| {
        let label = if choices.sites.len() > 1 {
            format!("{}, {}", room.name, site(room.site_id))
        } else {
            room.name.clone()
        };
        (room.id.to_string(), label)
    });
    std::iter::once((String::new(), say!("booking-room-usual"))).chain(listed).collect()
}

/// How often something can be repeated.
pub fn weeks() -> Vec<Choice> {
    let listed = WEEKS.into_iter().map(|weeks| (weeks.to_string(), say!("booking-every", weeks = weeks)));
    std::iter::once((String::new(), say!("booking-once"))).chain(listed).collect()
}

/// The kinds a booker can choose from.
pub fn kinds(booker: &Booker) -> Vec<Choice> {
    Kind::ALL
        .into_iter()
        .filter(|kind| booker.may_book_kind(*kind))
        .map(|kind| (kind.as_str().to_owned(), say!(kind.label_key())))
        .collect()
}

/// `/appointments/new` with a patient.
#[derive(Template)]
#[template(path = "diary/booking/new.html")]
pub struct NewPage {
    pub frame: Frame,
    pub form: Form,
    pub guest: Guest,
    pub doctors: Vec<Group>,
    pub kinds: Vec<Choice>,
    pub rooms: Vec<Choice>,
    /// How often it can be repeated.
    pub weeks: Vec<Choice>,
    pub times: TimesView,
    /// "First available" as a page of its own.
    pub first: String,
    /// Where they are put on the waiting list instead, unless they come from it.
    pub wait: Option<String>,
    /// Where another patient is chosen.
    pub other: String,
    /// Room and notes are shown open when something stands in them.
    pub more_open: bool,
}

/// The part of it that follows doctor, day and length.
#[derive(Template)]
#[template(path = "diary/booking/_when.html")]
pub struct TimesFragment {
    pub form: Form,
    pub times: TimesView,
}

/// What cannot be booked or moved: said before anything is filled in.
#[derive(Template)]
#[template(path = "diary/booking/closed.html")]
pub struct ClosedPage {
    pub frame: Frame,
    pub title: String,
    pub guest: Guest,
    pub why: String,
    /// Where Close leads.
    pub away: String,
    /// Where another patient is chosen, if that helps.
    pub other: Option<String>,
}
