//! From what is kept to what is shown: values, units, flags, ranges, dates. Pure rules, tested at the foot of each file.

mod reader;
mod rows;

pub use reader::Reader;
pub use rows::result_rows;
