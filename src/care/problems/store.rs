//! Statements on `problems`.

use diesel::prelude::*;

use super::model::Problem;
use crate::care::record::clinical_store;
use crate::held_rows;

clinical_store!(problems, Problem);
held_rows!(HeldProblems, problems, history);
