//! Body mass index: weight in kilograms by the square of the height in metres.
//!
//! Source: World Health Organization, "Obesity: preventing and managing the global epidemic", Technical Report Series
//! 894, Geneva 2000: in adults 18.5 to 24.9 kg/m² is the normal range. In children the index is read against tables
//! by age and sex, so that of theirs nothing is called high or low here.

/// Its code in LOINC.
pub const LOINC: &str = "39156-5";

/// What is usual in adults, in kg/m².
pub const USUAL: (f64, f64) = (18.5, 24.9);

/// The index in kg/m², to one digit.
pub fn bmi(kilograms: f64, centimetres: f64) -> f64 {
    let metres = centimetres / 100.0;
    (kilograms / (metres * metres) * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_what_the_tables_say() {
        for (kilograms, centimetres, index) in
            [(71.5, 168.0, 25.3), (54.0, 171.0, 18.5), (100.0, 200.0, 25.0)]
        {
            assert!((bmi(kilograms, centimetres) - index).abs() < 1e-9);
        }
    }
}
