//! What an emergency access has put on file so far, for the one who is under it.

use super::access;
use crate::gate::access::model::Identity;
use crate::gate::audit::{self, Filter};
use crate::kit::db::Conn;
use crate::kit::error::Result;
use crate::lenses::chart::model::Reader;
use crate::lenses::chart::views::Reported;
use crate::people::emergency;
use crate::people::patients::{self, PatientId};
use crate::say;

/// How many lines, the newest of them; the rest is on the page of accesses.
const MOST: i64 = 8;

/// Newest first, and last that it was opened and which admins were told; nothing for who is not under one.
pub fn so_far(conn: &mut Conn, reader: &Reader, who: &Identity, patient: PatientId) -> Result<Vec<Reported>> {
    let Some(under) = &who.emergency else { return Ok(Vec::new()) };
    let opened = under.open.opened_at();
    let time = |at: jiff::Timestamp| at.to_zoned(reader.zone.clone()).strftime("%H:%M").to_string();
    let filter = Filter {
        stretches: patients::trails_of(conn, patient)?,
        account: Some(who.account),
        from: Some(opened),
        without: vec!["emergency.opened", "emergency.asked"],
        ..Filter::default()
    };
    let deeds = audit::list(conn, &filter, MOST)?;
    let deeds = deeds.iter().map(|deed| Reported { what: say!(access::words(deed)), at: time(deed.at) });
    let names = emergency::told(conn, &under.open)?;
    let told = (!names.is_empty()).then(|| say!("chart-reported-told", names = names.join(", ")));
    let first = told.into_iter().chain([say!("chart-reported-opened")]);
    Ok(deeds.chain(first.map(|what| Reported { what, at: time(opened) })).collect())
}
