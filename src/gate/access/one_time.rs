//! Secrets that a person reads from paper or hears on the telephone, and uses once.
//!
//! Small letters and digits without those that are taken for one another (0 and o, 1 and l and i),
//! in groups of four. Drawn from the system's generator.

use rand::RngExt;

/// Thirty-one characters: no 0, 1, i, l, o.
const ALPHABET: &[u8; 31] = b"23456789abcdefghjkmnpqrstuvwxyz";

const GROUP: usize = 4;

/// A password to be replaced at first use: 79 bits, long enough for the rule about passwords.
pub fn password() -> String {
    draw(4, GROUP)
}

/// The code that the console prints for the first set-up: 59 bits, for one running of the server.
pub fn setup_code() -> String {
    draw(3, GROUP)
}

/// One recovery code: 49 bits, kept only as a keyed hash.
pub fn recovery_code() -> String {
    draw(2, GROUP + 1)
}

/// A code as typed, freed of what people add: capitals, spaces, hyphens of any kind.
pub fn normalised(typed: &str) -> String {
    typed.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn draw(groups: usize, size: usize) -> String {
    let mut random = rand::rng();
    let mut code = String::with_capacity(groups * (size + 1));
    for place in 0..groups * size {
        if place > 0 && place.is_multiple_of(size) {
            code.push('-');
        }
        code.push(char::from(ALPHABET[random.random_range(0..ALPHABET.len())]));
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn nothing_that_is_taken_for_something_else() {
        for _ in 0..200 {
            for code in [password(), setup_code(), recovery_code()] {
                assert!(code.bytes().all(|b| b == b'-' || ALPHABET.contains(&b)), "{code}");
                assert!(!code.contains(['0', '1', 'i', 'l', 'o']), "{code}");
            }
        }
    }

    #[test]
    fn shapes_are_as_printed() {
        let lengths = |code: String| code.split('-').map(str::len).collect::<Vec<_>>();
        assert_eq!(lengths(password()), [4, 4, 4, 4]);
        assert_eq!(lengths(setup_code()), [4, 4, 4]);
        assert_eq!(lengths(recovery_code()), [5, 5]);
    }

    #[test]
    fn no_two_are_alike_and_every_character_turns_up() {
        let drawn: HashSet<String> = (0..500).map(|_| password()).collect();
        assert_eq!(drawn.len(), 500);
        let seen: HashSet<u8> = drawn.iter().flat_map(|code| code.bytes()).filter(|&b| b != b'-').collect();
        assert_eq!(seen.len(), ALPHABET.len());
    }

    #[test]
    fn typed_codes_forgive_case_spaces_and_hyphens() {
        assert_eq!(normalised(" ABCD efgh–2345 "), "abcdefgh2345");
        let code = setup_code();
        assert_eq!(normalised(&code.to_uppercase().replace('-', " ")), normalised(&code));
    }
}
