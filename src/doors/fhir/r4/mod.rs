//! The part of FHIR R4 that we read: small structs of our own that pass over what they do not know.

mod clinical;
mod datatypes;
mod medication;
mod observation;
mod people;
mod plan;
mod value;

pub use clinical::*;
pub use datatypes::*;
pub use medication::*;
pub use observation::*;
pub use people::*;
pub use plan::*;
pub use value::{Decimal, Moment, Text};
