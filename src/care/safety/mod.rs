//! Whether a medicine may be given: compared with the patient's allergies, with what they take already, and with the
//! pairs that harm each other.
//!
//! - The answer is never silence. It *warns*, it is *clear* and says of what, or it *could not check* and says why: a
//!   medicine, an allergy or something taken that is not known by its substance, a question nobody has asked, a list that
//!   was not loaded. A warning does not hide what could not be checked beside it.
//! - Allergies are compared by substance, by class, and by classes that may cross-react.
//! - The check decides nothing: whoever prescribes does, and gives a reason for going on against a warning.
//!
//! Words: the medicine that is *proposed*, what the patient *takes*, a *gap* is what could not be checked.

mod model;
mod check;
mod words;

pub use check::{Changing, OnRecord};
pub use model::{Checked, Compared, Gap, How, Recorded, Verdict, Warning, judge};
pub use words::{CheckView, gap_words, warning_words};
