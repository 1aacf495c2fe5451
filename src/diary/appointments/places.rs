//! Where appointments are and were, in words.

use std::collections::HashMap;

use jiff::tz::TimeZone;

use super::model::{Appointment, Change};
use crate::diary::rooms::{self, RoomId};
use crate::gate::hospital::{self, Site, SiteId};
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::kit::when;
use crate::say;

/// The sites, and the names of the rooms that are spoken of.
pub(super) struct Places {
    sites: Vec<Site>,
    rooms: HashMap<RoomId, String>,
}

/// Where an appointment was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub site: SiteId,
    pub room: Option<RoomId>,
}

impl Places {
    /// Those of an appointment and its history.
    ///
    /// # Errors
    /// What the database says.
    pub fn of(conn: &mut Conn, one: &Appointment, changes: &[Change]) -> Result<Self> {
        let in_rooms = one.room_id.is_some() || changes.iter().any(|change| change.from_room_id.is_some());
        let rooms = if in_rooms { rooms::of_all_sites(conn)? } else { Vec::new() };
        let rooms = rooms.into_iter().map(|room| (room.id, room.name)).collect();
        Ok(Self { sites: hospital::sites(conn)?, rooms })
    }

    /// One of the sites.
    pub fn site(&self, id: SiteId) -> Option<&Site> {
        self.sites.iter().find(|site| site.id == id)
    }

    /// The zone of a site.
    pub fn zone(&self, id: SiteId) -> TimeZone {
        when::zone(self.site(id).map_or("UTC", |site| &site.time_zone))
    }

    /// `Harbour clinic, Room 12`
    pub fn full(&self, site: SiteId, room: Option<RoomId>) -> String {
        let site = self.site(site).map(|site| site.name.clone()).unwrap_or_default();
        match room.and_then(|room| self.rooms.get(&room)) {
            Some(room) => format!("{site}, {room}"),
            None => site,
        }
    }

    /// What is different about one of two places: the site with its room, the room alone, or nothing.
    pub fn beside(&self, one: Spot, other: Spot) -> Option<String> {
        if one.site != other.site {
            Some(self.full(one.site, one.room))
        } else if one.room != other.room {
            let room = one.room.and_then(|room| self.rooms.get(&room).cloned());
            Some(room.unwrap_or_else(|| say!("appointments-no-room")))
        } else {
            None
        }
    }
}
