//! Statements on `procedures`.

use diesel::prelude::*;

use super::model::Procedure;
use crate::care::record::clinical_store;
use crate::held_rows;

clinical_store!(procedures, Procedure);
held_rows!(HeldProcedures, procedures, history);
