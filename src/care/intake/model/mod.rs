//! What the four questions are about. Pure rules, tested at the foot of each file.

pub mod ask;
mod changes;
pub mod history;
pub mod kept;
pub mod rows;
pub mod said;
pub mod standing;
