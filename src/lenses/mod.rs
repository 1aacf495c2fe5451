//! Pages that look at many features. Nobody imports them but the routes.

pub mod audit;
pub mod written;
pub mod home;
pub mod record_pdf;
pub mod labels;
pub mod chart;
