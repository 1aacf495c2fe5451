//! What medicines are made of: a small shipped list of substances with their ATC codes, of classes that allergies are
//! known by, and of allergens that are no medicine.
//!
//! - Names and codes are facts of WHO's ATC classification (whocc.no); older codes stay beside newer ones, since records
//!   name either. That penicillins, cephalosporins and carbapenems may cross-react: Romano et al., Journal of Asthma and
//!   Allergy 2021;14:31–46, <https://doi.org/10.2147/JAA.S242061>. `docs/medicines.md` says what the lists are for.
//! - A text names a substance when all words of one of its names stand in it one after the other. Nothing is guessed: a
//!   brand or a misspelled name is not known, and whoever asks is told so. Of a mixture each part must be known.
//!
//! Words: a *key* is what two sides are compared by, `name:` and a folded name or `atc:` and the beginning of a code.

mod lists;
mod medicine;
mod text;

pub use lists::{Class, Substance, classes};
pub use medicine::{ATC, Medicine, is_atc};
pub use text::{beginning_with, classes_in, is_added_to_medicines, named_in, names_another_thing, parts};
