//! Measurements, results and answers (FHIR: Observation): vital signs, laboratory, surveys.
//!
//! - A number is kept twice: as written, since `7.0` says more than `7`, and as a number to compare and draw.
//! - Blood pressure and its like have their values in parts.
//! - What is out of range is judged in one place, and drawn in one: see [`flag`] and [`line_chart`].

mod model;
mod drawing;
mod store;

pub use drawing::{
    DIASTOLIC, PRESSURE, PULSE, SYSTOLIC, Sample, TEMPERATURE, WEIGHT, band, high_in_a_row, line_chart,
    pressure_keys, pressure_samples,
};
pub use model::{
    Flag, Measured, Observation, ObservationPart, ObservationRow, PartRow, Value, flag, loudness, number,
    range, short_number, test_key, unit, words,
};
pub use store::{
    HeldObservationParts, HeldObservations, belong_to, free_of, last_vital, parts_of, parts_of_rows,
    parts_with, results_since, set_parts, vital_readings, vitals_measured_since, vitals_written_at,
    vitals_written_here,
};
pub(crate) use store::{measured_columns, observation_columns};
