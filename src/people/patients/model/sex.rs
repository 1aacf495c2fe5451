//! Sex in FHIR's administrative-gender codes.

/// As recorded for care and administration; gender identity is its own free text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// `female`
    Female,
    /// `male`
    Male,
    /// `other`
    Other,
    /// `unknown`
    Unknown,
}

impl Sex {
    /// In the order in which forms offer them.
    pub const ALL: [Sex; 4] = [Sex::Female, Sex::Male, Sex::Other, Sex::Unknown];

    /// The code, as stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            Sex::Female => "female",
            Sex::Male => "male",
            Sex::Other => "other",
            Sex::Unknown => "unknown",
        }
    }

    /// From a code.
    pub fn of_code(code: &str) -> Option<Sex> {
        Sex::ALL.into_iter().find(|sex| sex.code() == code)
    }

    /// From a cell of somebody else's list: `F`, `female`, `w`, `ж`, `M`, `männlich` ...
    pub fn guess(text: &str) -> Option<Sex> {
        match super::fold::fold(text).as_str() {
            "f" | "female" | "w" | "weiblich" | "femme" | "feminin" | "z" | "zensko" | "zenski" | "woman"
            | "girl" | "mujer" | "femenino" => Some(Sex::Female),
            "m" | "male" | "mannlich" | "homme" | "masculin" | "musko" | "muski" | "man" | "boy"
            | "hombre" | "masculino" => Some(Sex::Male),
            "o" | "x" | "d" | "other" | "another" | "divers" | "diverse" => Some(Sex::Other),
            "u" | "unknown" | "not known" | "unbekannt" | "inconnu" | "nepoznato" => Some(Sex::Unknown),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_other_peoples_letters() {
        for sex in Sex::ALL {
            assert_eq!(Sex::of_code(sex.code()), Some(sex));
            assert_eq!(Sex::guess(sex.code()), Some(sex));
        }
        assert_eq!(Sex::guess("W"), Some(Sex::Female));
        assert_eq!(Sex::guess("Ж"), Some(Sex::Female));
        assert_eq!(Sex::guess("Männlich"), Some(Sex::Male));
        assert_eq!(Sex::guess("?"), None);
        assert_eq!(Sex::of_code("F"), None);
    }
}
