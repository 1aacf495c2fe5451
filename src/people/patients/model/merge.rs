//! What becomes of the fields when two records of one person become one.
//!
//! The survivor keeps what it has; what it does not have comes from the other record. Whoever
//! merges may pick otherwise, field by field. Phones are kept from both while there is room.

use super::field::{Field, Sheet};
use super::phone::{digits, tail};

/// Whose value a field gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Of the record that stays.
    Survivor,
    /// Of the record that is merged into it.
    Absorbed,
}

/// One field of the preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The field.
    pub field: Field,
    /// What the survivor has.
    pub survivor: String,
    /// What the other record offers.
    pub absorbed: String,
    /// What is taken unless somebody picks otherwise.
    pub pick: Side,
}

/// The preview: fields in which the two differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    survivor: Sheet,
    /// Rows in the order of the form.
    pub rows: Vec<Row>,
}

const PHONES: [Field; 3] = [Field::Phone, Field::Phone2, Field::Phone3];

impl Plan {
    /// Lays two records beside each other.
    pub fn of(survivor: &Sheet, absorbed: &Sheet) -> Plan {
        let offered = with_phones_lined_up(survivor, absorbed);
        let rows = survivor
            .differences(&offered)
            .filter(|&field| !offered.get(field).is_empty())
            .map(|field| Row {
                field,
                survivor: survivor.get(field).to_owned(),
                absorbed: offered.get(field).to_owned(),
                pick: if survivor.get(field).is_empty() { Side::Absorbed } else { Side::Survivor },
            })
            .collect();
        Plan { survivor: survivor.clone(), rows }
    }

    /// The survivor's sheet after the merge; `picked` overrules the plan's own choice.
    pub fn outcome(&self, picked: impl Fn(Field) -> Option<Side>) -> Sheet {
        let mut sheet = self.survivor.clone();
        for row in &self.rows {
            if picked(row.field).unwrap_or(row.pick) == Side::Absorbed {
                sheet.set(row.field, row.absorbed.clone());
            }
        }
        sheet
    }
}

/// The other record's phones that the survivor lacks, put where the survivor has room.
fn with_phones_lined_up(survivor: &Sheet, absorbed: &Sheet) -> Sheet {
    let line = |number: &str| tail(&digits(number));
    let has = |number: &str| PHONES.iter().any(|&f| line(survivor.get(f)) == line(number));
    let new = PHONES.iter().map(|&f| absorbed.get(f)).filter(|n| !n.is_empty() && !has(n));
    let mut new: std::collections::VecDeque<&str> = new.collect();
    let mut offered = absorbed.clone();
    for field in PHONES {
        let kept = survivor.get(field);
        let text = if kept.is_empty() { new.pop_front().unwrap_or_default() } else { kept };
        offered.set(field, text);
    }
    // No room: offered instead of the survivor's last one, so that nothing is dropped unseen.
    if let Some(number) = new.pop_front() {
        offered.set(Field::Phone3, number);
    }
    offered
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_survivor_keeps_and_is_completed() {
        let survivor = Sheet::default()
            .with(Field::Family, "Marković")
            .with(Field::Phone, "+381 64 555 0182")
            .with(Field::Town, "Beograd");
        let absorbed = Sheet::default()
            .with(Field::Family, "Markovic")
            .with(Field::Phone, "064 555 0182")
            .with(Field::Phone2, "021 555 440")
            .with(Field::Email, "ana@example.org");
        let plan = Plan::of(&survivor, &absorbed);
        let fields: Vec<_> = plan.rows.iter().map(|r| (r.field, r.pick)).collect();
        assert_eq!(
            fields,
            [
                (Field::Family, Side::Survivor),
                (Field::Phone2, Side::Absorbed),
                (Field::Email, Side::Absorbed),
            ]
        );
        let sheet = plan.outcome(|_| None);
        assert_eq!(sheet.get(Field::Family), "Marković");
        assert_eq!(sheet.get(Field::Phone2), "021 555 440");
        assert_eq!(sheet.get(Field::Town), "Beograd");
        let other = plan.outcome(|field| (field == Field::Family).then_some(Side::Absorbed));
        assert_eq!(other.get(Field::Family), "Markovic");
    }

    proptest! {
        #[test]
        fn a_merge_never_loses_what_the_survivor_had(texts in proptest::collection::vec("[0-9]{0,4}", 54)) {
            let mut survivor = Sheet::default();
            let mut absorbed = Sheet::default();
            for (at, field) in Field::ALL.into_iter().enumerate() {
                survivor.set(field, texts[at].clone());
                absorbed.set(field, texts[at + 27].clone());
            }
            let sheet = Plan::of(&survivor, &absorbed).outcome(|_| None);
            for field in Field::ALL {
                if !survivor.get(field).is_empty() {
                    prop_assert_eq!(sheet.get(field), survivor.get(field));
                }
            }
        }

        #[test]
        fn merging_with_oneself_changes_nothing(texts in proptest::collection::vec("[0-9]{3,4}", 27)) {
            let mut sheet = Sheet::default();
            for (field, text) in Field::ALL.into_iter().zip(texts) {
                sheet.set(field, text);
            }
            prop_assert_eq!(Plan::of(&sheet, &sheet).rows, []);
        }
    }
}
