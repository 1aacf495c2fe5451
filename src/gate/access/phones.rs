//! The telephones of people who sign in: the statements on `account_phones`, and the code that proves one.
//!
//! - A number counts only once its owner has typed the code that was sent there. Until then the one before it counts.
//! - The code is made from an id under a key outside the database, at the moment at which the message leaves. It is kept
//!   nowhere: whoever reads the database can prove no number.
//! - A code is good for [`MINUTES`], and for [`MOST_TRIES`] tries.

use std::collections::HashMap;

use diesel::prelude::*;
use jiff::{SignedDuration, Timestamp};
use subtle::ConstantTimeEq as _;

use super::links::LinkId;
use crate::gate::actor::AccountId;
use crate::kit::db::types::Utc;
use crate::kit::db::{Conn, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::seal::Key;
use crate::schema::account_phones;

/// Minutes for which a code can be used.
pub const MINUTES: i64 = 10;
/// How often a code may be typed.
const MOST_TRIES: i32 = 5;
/// Longer numbers do not exist, with all that people write between the digits.
pub const LONGEST: usize = 32;

/// What is known of somebody's telephone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Where they get text messages.
    pub number: Option<String>,
    /// The number that waits for its code.
    pub asked: Option<String>,
}

/// What became of a code that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The number counts from now on.
    Proved,
    /// It was another one; it may be typed again.
    Wrong,
    /// Nothing waits for a code any more.
    Over,
}

/// Whether this can be a number that somebody is sent a message at: digits as people write them.
pub fn is_number(typed: &str) -> bool {
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    let rest = typed.strip_prefix('+').unwrap_or(typed);
    (6..=15).contains(&digits)
        && typed.len() <= LONGEST
        && rest.starts_with(|c: char| c.is_ascii_digit() || c == '(')
        && rest.chars().all(|c| c.is_ascii_digit() || " -/().".contains(c))
}

/// The code of a proof: six digits.
pub fn code(root: &Key, proof: LinkId) -> String {
    let mac = root.derive("telephone code").mac(&[proof.uuid().as_bytes()]);
    let number = mac.as_bytes().iter().take(8).fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
    format!("{:06}", number % 1_000_000)
}

/// What is known of somebody's telephone now.
///
/// # Errors
/// What the database says.
pub fn standing(conn: &mut Conn, of: AccountId, now: Timestamp) -> Result<Standing> {
    let row: Option<(Option<String>, Option<String>, Option<Timestamp>)> = account_phones::table
        .find(of)
        .select((account_phones::number, account_phones::asked, account_phones::until))
        .first(conn)
        .optional()?;
    let (number, asked, until) = row.unwrap_or_default();
    Ok(Standing { number, asked: asked.filter(|_| until.is_some_and(|until| until > now)) })
}

/// Where these people get text messages, as far as they have proved it.
///
/// # Errors
/// What the database says.
pub fn numbers(conn: &mut Conn, of: &[AccountId]) -> Result<HashMap<AccountId, String>> {
    let rows: Vec<(AccountId, Option<String>)> = account_phones::table
        .filter(account_phones::account_id.eq_any(of.to_vec()))
        .select((account_phones::account_id, account_phones::number))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(account, number)| Some((account, number?))).collect())
}

/// Begins to prove a number, in place of one that waits; the caller sends the code and records the deed.
///
/// # Errors
/// What the database says.
pub fn ask(tx: &mut Tx<'_>, of: AccountId, number: &str) -> Result<(LinkId, Timestamp)> {
    let (proof, until) =
        (LinkId::new(), tx.now().checked_add(SignedDuration::from_mins(MINUTES)).map_err(Error::bug)?);
    let asked = (
        account_phones::asked.eq(Some(number)),
        account_phones::proof_id.eq(Some(proof)),
        account_phones::until.eq(Some(Utc(until))),
        account_phones::tries.eq(0),
    );
    if diesel::update(account_phones::table.find(of)).set(asked).execute(tx.conn())? == 0 {
        diesel::insert_into(account_phones::table)
            .values((account_phones::account_id.eq(of), asked))
            .execute(tx.conn())?;
    }
    Ok((proof, until))
}

/// Takes a code that somebody typed. Each one counts, also a wrong one.
///
/// # Errors
/// What the database says.
pub fn prove(tx: &mut Tx<'_>, root: &Key, of: AccountId, typed: &str) -> Result<Outcome> {
    type Row = (Option<String>, Option<LinkId>, Option<Timestamp>, i32);
    let row: Option<Row> = account_phones::table
        .find(of)
        .select((
            account_phones::asked,
            account_phones::proof_id,
            account_phones::until,
            account_phones::tries,
        ))
        .first(tx.conn())
        .optional()?;
    let Some((Some(asked), Some(proof), Some(until), tries)) = row else { return Ok(Outcome::Over) };
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let is_right = bool::from(code(root, proof).as_bytes().ct_eq(digits.as_bytes()));
    if until <= tx.now() || (!is_right && tries + 1 >= MOST_TRIES) {
        forget(tx, of, None)?;
        return Ok(Outcome::Over);
    }
    if is_right {
        forget(tx, of, Some(&asked))?;
        return Ok(Outcome::Proved);
    }
    diesel::update(account_phones::table.find(of))
        .set(account_phones::tries.eq(account_phones::tries + 1))
        .execute(tx.conn())?;
    Ok(Outcome::Wrong)
}

/// Forgets what waits for a code; with a number, that one counts from now on.
fn forget(tx: &mut Tx<'_>, of: AccountId, number: Option<&str>) -> Result<()> {
    diesel::update(account_phones::table.find(of))
        .set((
            account_phones::asked.eq(None::<&str>),
            account_phones::proof_id.eq(None::<LinkId>),
            account_phones::until.eq(None::<Utc>),
            account_phones::tries.eq(0),
        ))
        .execute(tx.conn())?;
    if let Some(number) = number {
        diesel::update(account_phones::table.find(of))
            .set(account_phones::number.eq(Some(number)))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Takes somebody's number away; answers whether there was one.
///
/// # Errors
/// What the database says.
pub fn remove(tx: &mut Tx<'_>, of: AccountId) -> Result<bool> {
    Ok(diesel::delete(account_phones::table.find(of)).execute(tx.conn())? == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_digits_as_people_write_them() {
        for right in ["+49 40 555 018", "040/555-018", "(040) 555018", "+385.1.555.018"] {
            assert!(is_number(right), "{right}");
        }
        let long = "1".repeat(16);
        for wrong in [
            "",
            "+",
            "12345",
            &long,
            "040 555 018 ext 2",
            "++49405550",
            "040\r\n555018",
            "०४०५५५०१८",
            "a@b.example",
        ] {
            assert!(!is_number(wrong), "{wrong:?}");
        }
    }

    #[test]
    fn a_code_is_six_digits_of_one_proof_under_one_key() {
        let (root, proof) = (Key::generate(), LinkId::new());
        let code = super::code(&root, proof);
        assert!(code.len() == 6 && code.bytes().all(|c| c.is_ascii_digit()), "{code}");
        assert_eq!(super::code(&root, proof), code);
        let others: Vec<String> = (0..50).map(|_| super::code(&root, LinkId::new())).collect();
        assert!(others.iter().filter(|other| **other == code).count() < 2);
    }
}
