//! Unsigned notes of somebody who leaves: listed, and handed to a colleague who finishes them.

use jiff::Timestamp;

use crate::care::notes;
use crate::gate::access::employees;
use crate::gate::access::permissions::{Permission as _, perm};
use crate::gate::actor::AccountId;
use crate::gate::hospital;
use crate::kit::db::{Conn, Deed, Tx};
use crate::kit::error::Result;
use crate::people::staff::{HandedOver, OpenWork, Piece};
use crate::say;

/// The drafts of an employee.
pub struct UnsignedNotes;

impl OpenWork for UnsignedNotes {
    fn name(&self) -> &'static str {
        "notes"
    }

    fn count(&self, conn: &mut Conn, whose: AccountId, _now: Timestamp) -> Result<i64> {
        notes::count_unsigned(conn, whose)
    }

    fn sentence(&self, count: i64) -> String {
        say!("consultation-unsigned", count = count)
    }

    fn list(&self, conn: &mut Conn, whose: AccountId, _now: Timestamp, limit: i64) -> Result<Vec<Piece>> {
        let zone = hospital::find(conn)?.map_or_else(|| "UTC".to_owned(), |hospital| hospital.time_zone);
        let rows = notes::unsigned(conn, whose, limit)?;
        Ok(rows
            .into_iter()
            .map(|one| Piece {
                at: one.at,
                time_zone: zone.clone(),
                who: one.patient,
                place: String::new(),
                about: one.visit,
            })
            .collect())
    }

    fn left(&self) -> String {
        say!("consultation-unsigned-stay")
    }

    /// Whoever takes them over signs them, and must be allowed to: notes of patients they do not see stay. Who began them
    /// stays in their history.
    fn hand_over(
        &self,
        tx: &mut Tx<'_>,
        by: AccountId,
        from: AccountId,
        to: AccountId,
    ) -> Result<HandedOver> {
        let now = tx.now();
        let reach = employees::reach_of(tx.conn(), to, perm::RecordWrite::ROW, now)?;
        let (handed, left) = notes::hand_over(tx, by, from, (to, &reach))?;
        for note in &handed {
            let detail = serde_json::json!({ "from": from, "to": to });
            let deed = Deed::new("note.handed-over").on("note", note.id).about(note.patient_id.uuid());
            tx.record(deed.with(detail));
        }
        Ok(HandedOver { handed: handed.len(), left })
    }
}
