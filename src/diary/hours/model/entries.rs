//! What is entered about a doctor's time: weekly hours, extra hours, leave and public holidays.

use diesel::prelude::*;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::diary::rooms::RoomId;
use crate::gate::actor::AccountId;
use crate::gate::hospital::SiteId;
use crate::kit::id::Id;
use crate::schema::{extra_hours, holidays, leaves, working_hours};

/// One span of a doctor's week at a site.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = working_hours)]
pub struct WeeklyHours {
    /// Its identity.
    pub id: Id<WeeklyHours>,
    /// Whose.
    pub doctor_id: AccountId,
    /// Where.
    pub site_id: SiteId,
    /// In which room, when it is always the same.
    pub room_id: Option<RoomId>,
    /// 1 is Monday, 7 Sunday.
    pub weekday: i32,
    /// From, in minutes from midnight.
    pub starts_minute: i32,
    /// To, in minutes from midnight; 1440 is the end of the day.
    pub ends_minute: i32,
    /// Length of a slot in minutes.
    pub slot_minutes: i32,
    /// First day on which it holds.
    pub valid_from: Date,
    /// Last day on which it holds; none while it goes on.
    pub valid_to: Option<Date>,
}

/// Hours of one day besides the weekly ones.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = extra_hours)]
pub struct ExtraHours {
    /// Its identity.
    pub id: Id<ExtraHours>,
    /// Whose.
    pub doctor_id: AccountId,
    /// Where.
    pub site_id: SiteId,
    /// In which room, if any.
    pub room_id: Option<RoomId>,
    /// On which day.
    pub day: Date,
    /// From, in minutes from midnight.
    pub starts_minute: i32,
    /// To, in minutes from midnight.
    pub ends_minute: i32,
    /// Length of a slot in minutes.
    pub slot_minutes: i32,
}

/// The id of a leave.
pub type LeaveId = Id<Leave>;

/// Time in which a doctor sees nobody.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = leaves)]
pub struct Leave {
    /// Its identity.
    pub id: LeaveId,
    /// Whose.
    pub doctor_id: AccountId,
    /// From.
    pub starts_at: Timestamp,
    /// To.
    pub ends_at: Timestamp,
    /// What for, if said.
    pub note: String,
    /// Who covers, if anybody.
    pub cover_id: Option<AccountId>,
}

/// A day on which weekly hours do not hold.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = holidays)]
pub struct Holiday {
    /// Its identity.
    pub id: Id<Holiday>,
    /// Which day.
    pub day: Date,
    /// What it is called.
    pub name: String,
    /// At which site; none for all.
    pub site_id: Option<SiteId>,
}
