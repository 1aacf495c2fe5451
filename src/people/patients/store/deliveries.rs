//! How a merge hands messages over; all other statements on `deliveries` are the gate's.

use crate::held_rows;

held_rows!(HeldDeliveries, deliveries, passing);
