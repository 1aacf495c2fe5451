//! From what is kept to what is shown: values, units, flags, ranges, dates. Pure rules, tested at the foot of each file.

mod reader;
mod rows;
mod values;

pub use reader::Reader;
pub use rows::result_rows;
pub use values::{flag, number, range, short_number, unit};

/// LOINC's code of systolic pressure, as a test key.
pub const SYSTOLIC: &str = "http://loinc.org|8480-6";
/// LOINC's code of diastolic pressure.
pub const DIASTOLIC: &str = "http://loinc.org|8462-4";
/// The panels that hold both.
pub const PRESSURE: [&str; 2] = ["http://loinc.org|85354-9", "http://loinc.org|55284-4"];
/// Heart rate.
pub const PULSE: [&str; 2] = ["http://loinc.org|8867-4", "http://loinc.org|8893-0"];
/// Body weight.
pub const WEIGHT: [&str; 2] = ["http://loinc.org|29463-7", "http://loinc.org|3141-9"];
/// Body temperature, however it was taken.
pub const TEMPERATURE: [&str; 5] = [
    "http://loinc.org|8310-5",
    "http://loinc.org|8331-1",
    "http://loinc.org|8328-7",
    "http://loinc.org|8332-9",
    "http://loinc.org|8333-7",
];
