//! What can be done about what speaks against an order: it replaces what is taken already, something else is prescribed,
//! it is left out, or it is prescribed all the same.
//!
//! Nothing is recommended here: what else is offered is what the prescriber keeps among their favourites for the same kind
//! of trouble (the second level of ATC), or has prescribed against the same thing before, and nothing speaks against.

use jiff::ToSpan as _;
use jiff::civil::Date;
use uuid::Uuid;

use crate::care::consultation::Place;
use crate::care::prescribing::decision::{ids_of, ids_said};
use crate::care::prescribing::model::Order;
use crate::care::prescribing::{actions, basket, forms, replacing, store};
use crate::care::prescriptions::{Prescription, written_by};
use crate::care::record::{Precision, When};
use crate::care::safety::{Changing, Checked, OnRecord, Verdict, Warning};
use crate::care::substances::Medicine;
use crate::gate::actor::AccountId;
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::id::Id;
use crate::people::patients::PatientId;
use crate::say;

/// More of what is taken already is not offered to be replaced, nor more of what else could be given.
const MOST_REPLACED: usize = 4;
const MOST_OTHERS: usize = 3;
/// So many prescriptions of the last year against the same thing are looked at.
const EARLIER: i64 = 30;
/// So much of an ATC code names what kind of medicine it is.
const KIND: usize = 3;

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// Nothing yet.
    Nothing,
    /// It takes the place of these.
    Replace(Vec<Id<Prescription>>),
    /// A favourite is prescribed instead.
    Favourite(Uuid),
    /// What was prescribed before is prescribed instead.
    Earlier(Id<Prescription>),
    /// It is left out.
    Leave,
    /// It is prescribed all the same.
    Same,
}

const LEAVE: &str = "leave";
const SAME: &str = "same";

impl Choice {
    /// What a word of the form means.
    pub(super) fn of_word(word: &str) -> Self {
        let (kind, which) = word.split_once(':').unwrap_or((word, ""));
        match kind {
            "replace" => ids_of(which).map_or(Self::Nothing, Self::Replace),
            "favourite" => which.parse::<Id<()>>().map_or(Self::Nothing, |id| Self::Favourite(id.uuid())),
            "earlier" => which.parse().map_or(Self::Nothing, Self::Earlier),
            LEAVE => Self::Leave,
            SAME => Self::Same,
            _ => Self::Nothing,
        }
    }

    /// The word of the form for a decision that was kept.
    pub(super) fn word_of(replaces: &[Id<Prescription>], overridden: bool) -> String {
        match (replaces, overridden) {
            ([], false) => String::new(),
            ([], true) => SAME.to_owned(),
            (some, _) => format!("replace:{}", ids_said(some)),
        }
    }

    /// What it takes the place of.
    pub(super) fn replaces(&self) -> &[Id<Prescription>] {
        if let Self::Replace(some) = self { some } else { &[] }
    }
}

/// What was found, and what can be done about it.
#[derive(Clone, Debug)]
pub(super) struct Looked {
    /// What was found while nothing is replaced.
    pub(super) found: Checked,
    /// What was found with what was chosen.
    pub(super) chosen: Checked,
    /// The fingerprints of everything that is shown.
    pub(super) seen: String,
    /// What can be chosen: word, what, and how.
    pub(super) choices: Vec<(String, String, String)>,
    /// Whether a reason is asked for also when it replaces something.
    pub(super) asks_anyway: bool,
}

/// Whose prescription is looked over, where it goes, who writes it, and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct About {
    pub(super) patient: PatientId,
    pub(super) place: Place,
    pub(super) account: AccountId,
    pub(super) today: Date,
}

impl About {
    /// Looks an order over, with what was chosen.
    pub(super) fn look(&self, conn: &mut Conn, order: &Order, choice: &Choice) -> Result<Looked> {
        let (changing, taken) = match self.place {
            Place::Record => (Changing::default(), Vec::new()),
            Place::Basket { visit, item } => basket::around(conn, visit, item)?,
        };
        let record = actions::on_record(conn, self.patient, self.today)?;
        let proposed = Medicine::of(&order.concept());
        let found = record.check(conn, &proposed, &changing)?;
        let mut seen = vec![found.fingerprint()];
        let mut choices = Vec::new();
        let mut chosen = found.clone();
        if found.verdict() == Verdict::Warns {
            let mut doubled = replacing::doubled(conn, self.patient, order, self.today)?;
            doubled.retain(|row| !taken.contains(&row.id));
            doubled.truncate(MOST_REPLACED);
            for some in replaceable(&doubled) {
                let ids: Vec<Id<Prescription>> = some.iter().map(|row| row.id).collect();
                let mut changing = changing.clone();
                changing.leaving.extend_from_slice(&ids);
                let left = record.check(conn, &proposed, &changing)?;
                seen.push(left.fingerprint());
                if ids == choice.replaces() {
                    chosen = left;
                }
                choices.push(replacement(&some, &ids, self.place));
            }
            choices.extend(self.others(conn, order, &record, &changing)?);
            let medicine = order.medicine();
            choices.push((LEAVE.to_owned(), say!("prescribing-leave"), say!("prescribing-leave-what")));
            choices.push((
                SAME.to_owned(),
                say!("prescribing-same", what = medicine),
                say!("prescribing-same-what"),
            ));
        }
        let asks_anyway = found.warnings.iter().any(|warning| !matches!(warning, Warning::Duplicate { .. }));
        Ok(Looked { found, chosen, seen: seen.join(" "), choices, asks_anyway })
    }

    /// What the prescriber could give instead, by their own practice: nothing speaks against any of it.
    fn others(
        &self,
        conn: &mut Conn,
        order: &Order,
        record: &OnRecord,
        changing: &Changing,
    ) -> Result<Vec<(String, String, String)>> {
        let proposed = Medicine::of(&order.concept());
        let kinds: Vec<&str> = proposed.atc.iter().filter_map(|code| code.get(..KIND)).collect();
        let mut candidates = Vec::new();
        for (id, _, fields) in store::favourites(conn, self.account)? {
            let favourite = forms::order_in(&fields)?;
            let medicine = Medicine::of(&favourite.concept());
            if medicine.atc.iter().filter_map(|code| code.get(..KIND)).any(|kind| kinds.contains(&kind)) {
                candidates.push((format!("favourite:{id}"), favourite, say!("prescribing-other-favourite")));
            }
        }
        if let Some(reason) = &order.reason {
            let since = self.today.saturating_sub(1.year());
            let since = When::date(since, Precision::Day).map_err(Error::bug)?.at;
            for (row, issue) in store::written_against(conn, self.account, reason, since, EARLIER)? {
                let mut form = crate::kit::web::form::Form::with(String::new(), forms::values(&row, &issue));
                if let Some(earlier) = forms::order_of(&mut form) {
                    let how = say!("prescribing-other-earlier", reason = reason.clone());
                    candidates.push((format!("earlier:{}", row.id), earlier, how));
                }
            }
        }
        let mut offered: Vec<(String, String, String)> = Vec::new();
        for (word, other, how) in candidates {
            let medicine = Medicine::of(&other.concept());
            let label = say!("prescribing-other", what = other.medicine(), dosage = short_dosage(&other));
            if proposed.doubles(&medicine).is_some() || offered.iter().any(|(_, known, _)| *known == label) {
                continue;
            }
            let sub = match record.check(conn, &medicine, changing)?.verdict() {
                Verdict::Warns => continue,
                Verdict::Clear => format!("{how} {}", say!("prescribing-other-clear")),
                Verdict::CouldNotCheck => format!("{how} {}", say!("prescribing-other-unchecked")),
            };
            offered.push((word, label, sub));
            if offered.len() == MOST_OTHERS {
                break;
            }
        }
        Ok(offered)
    }

    /// What the form says once something else is prescribed instead; none when that is not there any more.
    pub(super) fn instead(&self, conn: &mut Conn, choice: &Choice) -> Result<Option<Vec<(String, String)>>> {
        let found = match choice {
            Choice::Favourite(id) => store::favourites(conn, self.account)?
                .into_iter()
                .find(|(known, ..)| known == id)
                .map(|(_, _, fields)| forms::texts(&fields)),
            Choice::Earlier(id) => match written_by(conn, self.account, *id) {
                Ok(row) => store::find(conn, *id)?.map(|issue| forms::values(&row, &issue)),
                Err(Error::NotFound) => None,
                Err(error) => return Err(error),
            },
            _ => None,
        };
        // What was said to somebody else, and against what, is theirs.
        let is_kept = |name: &str| !matches!(name, "reason" | "instructions" | "repeats");
        let is_favourite = matches!(choice, Choice::Favourite(_));
        Ok(found.map(|mut values| {
            values.retain(|(name, _)| is_favourite || is_kept(name));
            values
        }))
    }
}

/// Each of what is taken already, and all of it together.
fn replaceable(doubled: &[Prescription]) -> Vec<Vec<Prescription>> {
    let mut ways: Vec<Vec<Prescription>> = doubled.iter().map(|row| vec![row.clone()]).collect();
    if doubled.len() > 1 {
        ways.push(doubled.to_vec());
    }
    ways
}

fn replacement(some: &[Prescription], ids: &[Id<Prescription>], place: Place) -> (String, String, String) {
    let ends = match place {
        Place::Record => say!("prescribing-replace-now"),
        Place::Basket { .. } => say!("prescribing-replace-signed"),
    };
    let (what, sub) = match some {
        [one] => {
            let dosage = one.dosage.clone().filter(|text| !text.is_empty()).map(|text| format!("{text}. "));
            let what = say!("prescribing-replace", what = one.shown().to_owned());
            (what, format!("{}{ends}", dosage.unwrap_or_default()))
        }
        all => (say!("prescribing-replace-all", count = all.len()), ends),
    };
    (format!("replace:{}", ids_said(ids)), what, sub)
}

/// How something else would be taken, without what was said to anybody.
fn short_dosage(order: &Order) -> String {
    Order { instructions: None, ..order.clone() }.dosage()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_read_as_it_was_kept_and_nonsense_is_none() {
        let (one, other) = (Id::new(), Id::new());
        let word = Choice::word_of(&[one, other], true);
        assert_eq!(Choice::of_word(&word), Choice::Replace(vec![one, other]));
        assert_eq!(Choice::of_word(&Choice::word_of(&[], true)), Choice::Same);
        assert_eq!(Choice::of_word(&Choice::word_of(&[], false)), Choice::Nothing);
        for nonsense in ["", "replace:x", "favourite:", "earlier:1", "all", "replace"] {
            let read = Choice::of_word(nonsense);
            assert!(read == Choice::Nothing || read == Choice::Replace(Vec::new()), "{nonsense}: {read:?}");
        }
    }
}
