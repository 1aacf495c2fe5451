//! What the page is asked for, and by whom.

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};

use crate::diary::appointments::DiaryReach;
use crate::diary::days::Reader;
use crate::gate::access::model::{Identity, Role};
use crate::gate::access::reach::Reach;
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;

/// What the page is asked for, and by whom.
pub(super) struct Asked {
    pub site: Option<SiteId>,
    pub account: AccountId,
    pub role: Role,
    /// Today, on the clock of the hospital.
    pub day: Date,
    pub now: Timestamp,
    /// Sees the diary.
    pub reader: Option<Reader>,
    /// Opens records.
    pub recent: Option<Reach>,
    /// Books: for whom, and with whom alone.
    pub books: Option<(Reach, Option<AccountId>)>,
    /// Decides on corrections to the four questions.
    pub decides: Option<Reach>,
    /// Decides on records that somebody wants removed.
    pub archives: bool,
    /// Registers patients.
    pub registers: bool,
    /// Measures vital signs.
    pub measures: bool,
    /// Writes notes, on the records within this reach.
    pub writes: Option<Reach>,
    /// Emergency accesses that wait for their review.
    pub emergencies: i64,
    /// Looks after the installation.
    pub installation: bool,
    /// Looks after accounts.
    pub accounts: bool,
}

impl Asked {
    /// Nothing yet, by somebody, at an instant.
    pub fn by(who: &Identity, here: &Zoned) -> Self {
        Self {
            site: None,
            account: who.account,
            role: who.role,
            day: here.date(),
            now: here.timestamp(),
            reader: None,
            recent: None,
            books: None,
            decides: None,
            archives: false,
            registers: false,
            measures: false,
            writes: None,
            emergencies: 0,
            installation: false,
            accounts: false,
        }
    }

    /// Whether the page is about the house rather than about its patients.
    pub fn is_upkeep(&self) -> bool {
        self.installation
    }

    /// Whether it is about the patients of one doctor.
    pub fn is_own(&self) -> bool {
        self.reader.as_ref().is_some_and(|reader| matches!(reader.reach, DiaryReach::Doctor(_)))
    }

    /// Whether they book for everybody, so that what came free and who did not come is theirs to look at.
    pub fn runs_the_diary(&self) -> bool {
        matches!(self.books, Some((_, None)))
    }
}
