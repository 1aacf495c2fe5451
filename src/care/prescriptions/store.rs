//! Statements on `prescriptions`.

use diesel::prelude::*;

use super::model::Prescription;
use crate::care::record::clinical_store;
use crate::held_rows;

clinical_store!(prescriptions, Prescription);
held_rows!(HeldPrescriptions, prescriptions, history);
