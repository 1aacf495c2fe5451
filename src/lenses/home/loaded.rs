//! What is read for the page.

use jiff::Timestamp;

use super::asked::Asked;
use super::health;
use super::views::Health;
use crate::care::{intake, notes, vitals};
use crate::diary::days::Today;
use crate::diary::waiting;
use crate::gate::access::model::Role;
use crate::gate::access::store::last_here;
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::people::patients::{self, Hit, PatientId};
use crate::people::staff::{self, Headcount};
use crate::talk::notices;

/// Records opened lately.
const RECENT: usize = 8;
/// Who signed in lately.
const LAST_HERE: i64 = 8;
/// Notes that wait to be signed.
const UNSIGNED: i64 = 50;
/// Times that became free.
const CHANCES: usize = 3;
/// Notices that are pinned or unread.
const NOTICES: usize = 5;
/// More decisions of a kind than anybody counts.
pub(super) const MOST: i64 = 200;

/// What was read for the page, in a number of statements that does not grow with what there is.
#[derive(Default)]
pub(super) struct Loaded {
    pub today: Option<Today>,
    pub measured: Vec<(PatientId, Timestamp)>,
    pub recent: Option<Vec<(Hit, Timestamp)>>,
    pub waiting: i64,
    pub chances: Vec<waiting::Chance>,
    pub missed: Vec<Hit>,
    pub unsigned: Vec<notes::Unsigned>,
    /// Of whom those notes are, as far as they are within reach still.
    pub writable: Vec<Hit>,
    pub corrections: Option<i64>,
    pub notices: Vec<notices::Posted>,
    pub removals: Option<usize>,
    pub health: Vec<Health>,
    pub headcounts: Vec<Headcount>,
    pub last_here: Vec<(String, Role, Timestamp)>,
}

impl Loaded {
    /// Reads it.
    ///
    /// # Errors
    /// What the database says.
    pub fn read(conn: &mut Conn, asked: &Asked, house: Option<&health::Place>) -> Result<Self> {
        let mut loaded = Self::default();
        if let Some(reader) = &asked.reader {
            loaded.today = Today::load(conn, reader, asked.site)?;
            if let Some(today) = &loaded.today {
                if asked.measures && !asked.is_upkeep() {
                    let there = today.in_the_house_since(reader);
                    let since = there.iter().filter_map(|(_, came)| *came).min().unwrap_or(asked.now);
                    let whose: Vec<PatientId> = there.into_iter().map(|(patient, _)| patient).collect();
                    loaded.measured = vitals::measured_since(conn, &whose, since)?;
                }
                if let (true, Some((reach, _))) = (asked.runs_the_diary(), &asked.books) {
                    let (site, now) = (&today.site, asked.now);
                    loaded.chances = waiting::came_free(conn, reach, &reader.reach, site, now, CHANCES)?;
                    loaded.missed = patients::of_ids(conn, reach, &today.who_missed())?;
                }
            }
        }
        if let Some((reach, only)) = &asked.books {
            loaded.waiting = waiting::count_open(conn, reach, *only)?;
        }
        if let Some(reach) = &asked.writes {
            loaded.unsigned = notes::unsigned(conn, asked.account, UNSIGNED)?;
            let whose: Vec<PatientId> = loaded.unsigned.iter().map(|one| one.patient_id).collect();
            loaded.writable = patients::of_ids(conn, reach, &whose)?;
        }
        if let Some(reach) = &asked.recent {
            loaded.recent = Some(patients::recent(conn, reach, asked.account, RECENT)?);
        }
        if let Some(reach) = &asked.decides {
            loaded.corrections = Some(intake::open_requests(conn, reach)?);
        }
        if asked.archives {
            loaded.removals = Some(patients::open_requests(conn, None, MOST)?.len());
        }
        if let Some(house) = house {
            loaded.health = house.look(conn, asked.now)?;
        }
        if asked.accounts {
            loaded.headcounts = staff::headcounts(conn)?;
            loaded.last_here = last_here(conn, LAST_HERE)?;
        }
        loaded.notices = notices::for_reader(conn, asked.account, asked.role, asked.day)?;
        loaded.notices.retain(|one| one.notice.sheet.pinned || one.read_at.is_none());
        loaded.notices.truncate(NOTICES);
        Ok(loaded)
    }
}
