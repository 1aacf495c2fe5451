//! A patient's sign-in follows the record it was made for.

use super::super::model::patient::PatientId;
use super::held::HeldRows;
use crate::gate::access::store::{accounts_of_patient, set_patient};
use crate::gate::actor::AccountId;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::Result;

/// The accounts that belong to a patient.
#[derive(Debug)]
pub struct HeldAccounts;

impl HeldRows for HeldAccounts {
    fn table(&self) -> &'static str {
        "accounts"
    }

    fn is_history(&self) -> bool {
        true
    }

    fn count(&self, conn: &mut Conn, of: PatientId) -> Result<i64> {
        Ok(i64::try_from(accounts_of_patient(conn, of.uuid())?.len()).unwrap_or(i64::MAX))
    }

    fn hand_over(&self, tx: &mut Tx<'_>, from: PatientId, to: PatientId) -> Result<Vec<String>> {
        let accounts = accounts_of_patient(tx.conn(), from.uuid())?;
        for account in &accounts {
            set_patient(tx, *account, to.uuid())?;
        }
        Ok(accounts.iter().map(ToString::to_string).collect())
    }

    fn hand_back(&self, tx: &mut Tx<'_>, ids: &[String], to: PatientId) -> Result<()> {
        for account in ids.iter().filter_map(|id| id.parse::<AccountId>().ok()) {
            set_patient(tx, account, to.uuid())?;
        }
        Ok(())
    }

    /// A record with a sign-in is not removed, so there is nothing to clear.
    fn clear(&self, _: &mut Tx<'_>, _: PatientId) -> Result<()> {
        Ok(())
    }
}
