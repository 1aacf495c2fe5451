//! Leave that somebody covers who leaves the house themselves.

use jiff::Timestamp;
use serde_json::json;

use super::model::said;
use super::store;
use crate::diary::hours;
use crate::gate::actor::AccountId;
use crate::gate::hospital;
use crate::kit::db::{Conn, Deed, Tx};
use crate::kit::error::Result;
use crate::kit::when;
use crate::people::staff::{HandedOver, OpenWork, Piece};
use crate::say;

/// The leave of colleagues that an employee covers.
pub struct CoveredLeaves;

impl OpenWork for CoveredLeaves {
    fn name(&self) -> &'static str {
        "covered leave"
    }

    fn count(&self, conn: &mut Conn, whose: AccountId, now: Timestamp) -> Result<i64> {
        Ok(i64::try_from(store::covered_by(conn, whose, now)?.len()).unwrap_or(i64::MAX))
    }

    fn sentence(&self, count: i64) -> String {
        say!("leave-covered", count = count)
    }

    fn list(&self, conn: &mut Conn, whose: AccountId, now: Timestamp, limit: i64) -> Result<Vec<Piece>> {
        let time_zone = hospital::find(conn)?.map(|house| house.time_zone).unwrap_or_default();
        let zone = when::zone(&time_zone);
        let limit = usize::try_from(limit).unwrap_or_default();
        Ok(store::covered_by(conn, whose, now)?
            .into_iter()
            .take(limit)
            .map(|(leave, away)| Piece {
                at: leave.starts_at,
                time_zone: time_zone.clone(),
                who: away,
                place: String::new(),
                about: say!("leave-covered-until", period = said(leave.starts_at, leave.ends_at, &zone)),
            })
            .collect())
    }

    fn left(&self) -> String {
        say!("leave-covered-stay")
    }

    /// Nobody covers their own leave: then nobody is named, and the page of the leave says so.
    fn hand_over(&self, tx: &mut Tx<'_>, _: AccountId, from: AccountId, to: AccountId) -> Result<HandedOver> {
        let now = tx.now();
        let mut done = HandedOver::default();
        for (leave, _) in store::covered_by(tx.conn(), from, now)? {
            let cover = (leave.doctor_id != to).then_some(to);
            hours::set_cover(tx, leave.id, cover)?;
            tx.record(
                Deed::new("leave.cover-changed")
                    .on("leave", leave.id)
                    .with(json!({ "doctor": leave.doctor_id, "cover": cover })),
            );
            if cover.is_some() { done.handed += 1 } else { done.left += 1 }
        }
        Ok(done)
    }
}
