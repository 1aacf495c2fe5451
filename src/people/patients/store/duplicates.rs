//! Who somebody may already be here.

use diesel::prelude::*;
use jiff::civil::Date;

use super::super::model::details::Details;
use super::super::model::duplicate::{Likeness, Traits};
use super::super::model::key::{national_id_key, sort_key};
use super::super::model::patient::{Hit, PatientId};
use super::super::model::query::Query;
use super::search::{Archived, of_ids, search};
use crate::gate::access::reach::Reach;
use crate::kit::db::Conn;
use crate::kit::db::types::Day;
use crate::kit::error::Result;
use crate::schema::{patient_phones, patients};

/// How many records one way of looking may bring.
const MOST: i64 = 100;
/// How many are shown.
const SHOWN: usize = 8;

/// A record that may be the same person.
#[derive(Debug, Clone)]
pub struct Alike {
    /// The record.
    pub hit: Hit,
    /// What agrees.
    pub likeness: Likeness,
}

/// Records that may be this person, likeliest first, and those that only share a phone.
#[derive(Debug, Clone, Default)]
pub struct Resembling {
    /// Enough to stop and ask.
    pub probable: Vec<Alike>,
    /// Names on a shared phone: families.
    pub same_phone: Vec<Hit>,
}

/// Looks for somebody by national id, birth date, phone and name, among all records: whoever may register must see
/// whom they would register twice.
///
/// # Errors
/// What the database says.
pub fn resembling(
    conn: &mut Conn,
    details: &Details,
    except: Option<PatientId>,
    today: Date,
) -> Result<Resembling> {
    let house = Reach::whole_house("a duplicate is one wherever it is kept");
    let traits = Traits::of(details);
    let mut ids: Vec<PatientId> = Vec::new();
    if let Some(id) = &details.national_id {
        ids.extend(with_national_id(conn, id)?);
    }
    ids.extend(with_phones(conn, traits.phone_tails())?);
    if let Some(day) = details.birth.date() {
        ids.extend(born_on(conn, day)?);
    }
    // A registration in the making may have numbers before it has a name.
    if !details.family.is_empty() {
        ids.extend(with_name(conn, &details.family, &details.given)?);
        let by_name = Query::parse(&format!("{} {}", details.family, details.given), today);
        ids.extend(search(conn, &house, Archived::Shown, &by_name, 40)?.hits.into_iter().map(|hit| hit.id));
    }
    ids.sort_unstable();
    ids.dedup();
    ids.retain(|id| Some(*id) != except);
    let mut result = Resembling::default();
    for hit in of_ids(conn, &house, &ids)? {
        let likeness = traits.likeness(&hit.traits());
        if likeness.is_probable() {
            result.probable.push(Alike { hit, likeness });
        } else if likeness.phone {
            result.same_phone.push(hit);
        }
    }
    result.probable.sort_by(|a, b| {
        b.likeness.points.cmp(&a.likeness.points).then_with(|| a.hit.sort_key.cmp(&b.hit.sort_key))
    });
    result.probable.truncate(SHOWN);
    result.same_phone.sort_by(|a, b| a.sort_key.cmp(&b.sort_key));
    result.same_phone.truncate(SHOWN);
    Ok(result)
}

/// Who has this national id, however it is punctuated.
///
/// # Errors
/// What the database says.
pub fn national_id_holder(conn: &mut Conn, id: &str) -> Result<Option<PatientId>> {
    Ok(with_national_id(conn, id)?.into_iter().next())
}

fn with_national_id(conn: &mut Conn, id: &str) -> Result<Vec<PatientId>> {
    Ok(patients::table
        .filter(patients::national_id_key.eq(national_id_key(id)))
        .filter(patients::merged_into.is_null())
        .select(patients::id)
        .load(conn)?)
}

fn with_phones(conn: &mut Conn, tails: &[String]) -> Result<Vec<PatientId>> {
    let tails: Vec<String> = tails.iter().filter(|tail| tail.len() >= 5).cloned().collect();
    if tails.is_empty() {
        return Ok(Vec::new());
    }
    Ok(patient_phones::table
        .filter(patient_phones::tail.eq_any(tails))
        .select(patient_phones::patient_id)
        .limit(MOST)
        .load(conn)?)
}

/// Born on that day, or on the one that swapping day and month makes of it.
fn born_on(conn: &mut Conn, day: Date) -> Result<Vec<PatientId>> {
    let swapped = Date::new(day.year(), day.day(), day.month()).ok();
    let days: Vec<Day> = [Some(day), swapped].into_iter().flatten().map(Day).collect();
    Ok(patients::table
        .filter(patients::birth_date.eq_any(days))
        .filter(patients::merged_into.is_null())
        .select(patients::id)
        .limit(2 * MOST)
        .load(conn)?)
}

fn with_name(conn: &mut Conn, family: &str, given: &str) -> Result<Vec<PatientId>> {
    let keys = vec![sort_key(family, given), sort_key(given, family)];
    Ok(patients::table
        .filter(patients::sort_key.eq_any(keys))
        .filter(patients::merged_into.is_null())
        .select(patients::id)
        .limit(MOST)
        .load(conn)?)
}
