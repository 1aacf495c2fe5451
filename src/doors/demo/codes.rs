//! The public codes the demonstration uses, with the names by which this hospital shows them.

/// Where a code comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    /// SNOMED CT.
    Snomed,
    /// ICD-10.
    Icd10,
    /// LOINC.
    Loinc,
    /// WHO's classification of medicines.
    Atc,
    /// Vaccines.
    Cvx,
}

impl System {
    /// The canonical address of the code system.
    #[must_use]
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Snomed => "http://snomed.info/sct",
            Self::Icd10 => "http://hl7.org/fhir/sid/icd-10",
            Self::Loinc => "http://loinc.org",
            Self::Atc => "http://www.whocc.no/atc",
            Self::Cvx => "http://hl7.org/fhir/sid/cvx",
        }
    }
}

/// A code with its display.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Code system.
    pub system: System,
    /// The code.
    pub code: &'static str,
    /// Its display.
    pub display: &'static str,
}

/// A SNOMED CT code.
pub(super) const fn sct(code: &'static str, display: &'static str) -> Code {
    Code { system: System::Snomed, code, display }
}

/// An ICD-10 code.
pub(super) const fn icd(code: &'static str, display: &'static str) -> Code {
    Code { system: System::Icd10, code, display }
}

/// A LOINC code.
pub(super) const fn loinc(code: &'static str, display: &'static str) -> Code {
    Code { system: System::Loinc, code, display }
}

/// An ATC code.
pub(super) const fn atc(code: &'static str, display: &'static str) -> Code {
    Code { system: System::Atc, code, display }
}

/// A CVX code.
pub(super) const fn cvx(code: &'static str, display: &'static str) -> Code {
    Code { system: System::Cvx, code, display }
}

/// A measurement: its code, its unit, and what is normal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Test {
    /// LOINC code.
    pub code: Code,
    /// UCUM code of the unit.
    pub ucum: &'static str,
    /// The unit as written.
    pub unit: &'static str,
    /// Lower end of the reference range.
    pub low: Option<f64>,
    /// Upper end of the reference range.
    pub high: Option<f64>,
    /// Digits after the point.
    pub digits: u8,
    /// A vital sign, not a laboratory result.
    pub vital: bool,
}

const fn vital(
    code: Code,
    ucum: &'static str,
    unit: &'static str,
    low: Option<f64>,
    high: Option<f64>,
    digits: u8,
) -> Test {
    Test { code, ucum, unit, low, high, digits, vital: true }
}

const fn lab(
    code: Code,
    ucum: &'static str,
    unit: &'static str,
    low: Option<f64>,
    high: Option<f64>,
    digits: u8,
) -> Test {
    Test { code, ucum, unit, low, high, digits, vital: false }
}

/// The panel that holds systolic and diastolic pressure.
pub const BLOOD_PRESSURE: Code = loinc("85354-9", "Blood pressure");
/// Systolic pressure.
pub const SYSTOLIC: Test =
    vital(loinc("8480-6", "Systolic blood pressure"), "mm[Hg]", "mmHg", None, Some(140.0), 0);
/// Diastolic pressure.
pub const DIASTOLIC: Test =
    vital(loinc("8462-4", "Diastolic blood pressure"), "mm[Hg]", "mmHg", None, Some(90.0), 0);
/// Pulse.
pub const PULSE: Test = vital(loinc("8867-4", "Pulse"), "/min", "/min", Some(50.0), Some(100.0), 0);
/// Breathing.
pub const BREATHS: Test = vital(loinc("9279-1", "Breathing rate"), "/min", "/min", Some(12.0), Some(20.0), 0);
/// Temperature.
pub const TEMPERATURE: Test =
    vital(loinc("8310-5", "Body temperature"), "Cel", "°C", Some(36.0), Some(37.8), 1);
/// Oxygen saturation.
pub const SATURATION: Test = vital(loinc("2708-6", "Oxygen saturation"), "%", "%", Some(94.0), None, 0);
/// Weight.
pub const WEIGHT: Test = vital(loinc("29463-7", "Body weight"), "kg", "kg", None, None, 1);
/// Height.
pub const HEIGHT: Test = vital(loinc("8302-2", "Body height"), "cm", "cm", None, None, 0);
/// Body mass index.
pub const BMI: Test = vital(loinc("39156-5", "Body mass index"), "kg/m2", "kg/m²", Some(18.5), Some(30.0), 1);
/// Head circumference.
pub const HEAD: Test = vital(loinc("9843-4", "Head circumference"), "cm", "cm", None, None, 1);

/// Glycated haemoglobin.
pub const HBA1C: Test = lab(loinc("4548-4", "HbA1c"), "%", "%", None, Some(6.0), 1);
/// Glucose.
pub const GLUCOSE: Test = lab(loinc("14749-6", "Glucose"), "mmol/L", "mmol/L", Some(3.9), Some(6.1), 1);
/// Potassium.
pub const POTASSIUM: Test = lab(loinc("2823-3", "Potassium"), "mmol/L", "mmol/L", Some(3.5), Some(5.1), 1);
/// Sodium.
pub const SODIUM: Test = lab(loinc("2951-2", "Sodium"), "mmol/L", "mmol/L", Some(135.0), Some(145.0), 0);
/// Creatinine.
pub const CREATININE: Test =
    lab(loinc("14682-9", "Creatinine"), "umol/L", "µmol/L", Some(45.0), Some(104.0), 0);
/// Filtration rate.
pub const EGFR: Test = lab(loinc("98979-8", "eGFR"), "mL/min/{1.73_m2}", "mL/min", Some(60.0), None, 0);
/// Urea.
pub const UREA: Test = lab(loinc("22664-7", "Urea"), "mmol/L", "mmol/L", Some(2.5), Some(7.8), 1);
/// Phosphate.
pub const PHOSPHATE: Test = lab(loinc("14879-1", "Phosphate"), "mmol/L", "mmol/L", Some(0.8), Some(1.5), 2);
/// Calcium.
pub const CALCIUM: Test = lab(loinc("2000-8", "Calcium"), "mmol/L", "mmol/L", Some(2.2), Some(2.6), 2);
/// LDL cholesterol.
pub const LDL: Test = lab(loinc("22748-8", "LDL cholesterol"), "mmol/L", "mmol/L", None, Some(3.0), 1);
/// Cholesterol.
pub const CHOLESTEROL: Test = lab(loinc("14647-2", "Cholesterol"), "mmol/L", "mmol/L", None, Some(5.2), 1);
/// Haemoglobin.
pub const HAEMOGLOBIN: Test = lab(loinc("718-7", "Haemoglobin"), "g/L", "g/L", Some(120.0), Some(165.0), 0);
/// Leukocytes.
pub const LEUKOCYTES: Test = lab(loinc("6690-2", "Leukocytes"), "10*9/L", "10⁹/L", Some(4.0), Some(10.0), 1);
/// Platelets.
pub const PLATELETS: Test = lab(loinc("777-3", "Platelets"), "10*9/L", "10⁹/L", Some(150.0), Some(400.0), 0);
/// Ferritin.
pub const FERRITIN: Test = lab(loinc("2276-4", "Ferritin"), "ug/L", "µg/L", Some(15.0), Some(150.0), 0);
/// Thyroid stimulating hormone.
pub const TSH: Test = lab(loinc("3016-3", "TSH"), "m[IU]/L", "mU/L", Some(0.4), Some(4.0), 1);
/// C-reactive protein.
pub const CRP: Test = lab(loinc("1988-5", "CRP"), "mg/L", "mg/L", None, Some(5.0), 0);
/// Alanine aminotransferase.
pub const ALT: Test = lab(loinc("1742-6", "ALT"), "U/L", "U/L", None, Some(45.0), 0);
/// Clotting time ratio.
pub const INR: Test = lab(loinc("6301-6", "INR"), "{INR}", "", Some(0.9), Some(1.2), 1);
/// Natriuretic peptide.
pub const BNP: Test = lab(loinc("33762-6", "NT-proBNP"), "ng/L", "ng/L", None, Some(300.0), 0);
/// Urate.
pub const URATE: Test = lab(loinc("14933-6", "Urate"), "umol/L", "µmol/L", Some(140.0), Some(420.0), 0);
/// Vitamin D.
pub const VITAMIN_D: Test = lab(loinc("62292-8", "Vitamin D"), "ng/mL", "ng/mL", Some(20.0), Some(60.0), 0);
/// Forced expiratory volume.
pub const FEV1: Test = lab(loinc("20150-9", "FEV1"), "L", "L", Some(2.5), None, 1);
/// Parathyroid hormone.
pub const PTH: Test = lab(loinc("2731-8", "Parathyroid hormone"), "pg/mL", "ng/L", Some(15.0), Some(65.0), 0);

/// Complete blood count.
pub const BLOOD_COUNT: Code = loinc("58410-2", "Blood count");
/// Basic metabolic panel.
pub const METABOLIC: Code = loinc("24320-4", "Basic metabolic panel");
/// Lipids.
pub const LIPIDS: Code = loinc("24331-1", "Lipids");
/// Laboratory report of any kind.
pub const LABORATORY: Code = loinc("11502-2", "Laboratory report");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loinc_codes_carry_their_check_digit() {
        for test in [
            SYSTOLIC,
            DIASTOLIC,
            PULSE,
            BREATHS,
            TEMPERATURE,
            SATURATION,
            WEIGHT,
            HEIGHT,
            BMI,
            HEAD,
            HBA1C,
            GLUCOSE,
            POTASSIUM,
            SODIUM,
            CREATININE,
            EGFR,
            UREA,
            PHOSPHATE,
            CALCIUM,
            LDL,
            CHOLESTEROL,
            HAEMOGLOBIN,
            LEUKOCYTES,
            PLATELETS,
            FERRITIN,
            TSH,
            CRP,
            ALT,
            INR,
            BNP,
            URATE,
            VITAMIN_D,
            FEV1,
            PTH,
        ] {
            assert!(luhn_holds(test.code.code), "{} is not a LOINC code", test.code.code);
        }
        for panel in [BLOOD_PRESSURE, BLOOD_COUNT, METABOLIC, LIPIDS, LABORATORY] {
            assert!(luhn_holds(panel.code), "{} is not a LOINC code", panel.code);
        }
    }

    /// LOINC's last digit is a Luhn check digit over those before the hyphen.
    fn luhn_holds(code: &str) -> bool {
        let digits: Vec<u32> = code.chars().filter_map(|letter| letter.to_digit(10)).collect();
        let sum: u32 = digits
            .iter()
            .rev()
            .enumerate()
            .map(
                |(place, digit)| {
                    if place.is_multiple_of(2) { *digit } else { (digit * 2) / 10 + (digit * 2) % 10 }
                },
            )
            .sum();
        sum.is_multiple_of(10)
    }
}
