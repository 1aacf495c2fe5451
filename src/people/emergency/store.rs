//! How a merge hands emergency accesses over; all other statements on `emergency_accesses` are the gate's.

use crate::held_rows;

held_rows!(HeldEmergencyAccesses, emergency_accesses, history);
