//! Statements on `visits`.

use diesel::prelude::*;

use super::model::Visit;
use crate::care::record::clinical_store;
use crate::held_rows;

clinical_store!(visits, Visit);
held_rows!(HeldVisits, visits, history);
