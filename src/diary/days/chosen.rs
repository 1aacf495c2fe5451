//! Whom a list of the diary means: for whoever writes to all of them.

use std::collections::BTreeSet;

use jiff::Span;

use super::asked::Asked;
use super::sheet::{self, Reader, Sheet, midnight};
use super::sought::{Sought, Stands};
use crate::diary::appointments::{Status, Window, patients_between};
use crate::gate::access::reach::Reach;
use crate::kit::db::Conn;
use crate::kit::error::{Error, Result};
use crate::kit::when;
use crate::people::patients::{self, Archived, PatientId, Query as Search};
use crate::say;

/// How many patients a search by words looks at.
pub(super) const PATIENTS: usize = 100;

/// What is meant when no status of its own is asked for: whoever is still to come, or is there.
const EXPECTED: [Status; 4] = [Status::Requested, Status::Booked, Status::Arrived, Status::InConsultation];

/// The way from a list to where something is written to its patients: `wiring.rs` says where. It is handed the words
/// of an address that [`chosen`] reads.
#[derive(Clone, Copy)]
pub struct WriteTo(pub fn(&str) -> String);

/// The patients of a list.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// When, where, with whom, in words.
    pub words: String,
    /// The same in the words of an address; a day that was not said is today's.
    pub query: String,
    /// The list itself.
    pub list: String,
    /// Each once, in no order.
    pub patients: Vec<PatientId>,
    /// There are more than were wanted.
    pub is_more: bool,
    /// Those whose appointment was called off, missed or is over are left out, as no status was asked for.
    pub expected_only: bool,
}

/// The patients whom a list means to this reader, at most `most`; none when they can look at no site.
///
/// # Errors
/// As [`Sought::read`]; what the database says.
pub fn chosen(
    conn: &mut Conn,
    reader: &Reader,
    reach: &Reach,
    query: &str,
    most: usize,
) -> Result<Option<Chosen>> {
    let sought = Sought::read(query)?;
    let Some(sheet) = sheet::load(conn, reader, sought.asked, false)? else { return Ok(None) };
    let sought = fixed(&sheet, &sought);
    let (named, more_named) = of_words(conn, reach, &sought.words, &sheet)?;
    let mut window = window(&sheet, &sought, named)?;
    let expected_only = matches!(sought.status, None | Some(Stands::Given));
    if expected_only {
        let expected =
            EXPECTED.into_iter().filter(|one| sought.status.is_none_or(|wanted| wanted.holds(*one)));
        window.statuses = Some(expected.collect());
    }
    let limit = i64::try_from(most + 1).map_err(Error::bug)?;
    let patients = patients_between(conn, &reader.reach, &window, limit)?;
    Ok(Some(Chosen {
        words: in_words(&sheet, &sought),
        query: words_of(&sought.path()),
        list: sought.path(),
        is_more: more_named || patients.len() > most,
        patients,
        expected_only,
    }))
}

/// The appointments that are sought, of those patients whom the words mean.
pub(super) fn window(sheet: &Sheet, sought: &Sought, named: Option<BTreeSet<PatientId>>) -> Result<Window> {
    let last = sheet.first.saturating_add(Span::new().days(sought.days));
    Ok(Window {
        from: midnight(sheet.first, &sheet.zone)?,
        to: midnight(last, &sheet.zone)?,
        site: Some(sheet.site.id),
        doctors: sought.asked.doctor.map(|doctor| vec![doctor]),
        patients: named.map(|named| named.into_iter().collect()),
        statuses: sought.status.map(Stands::statuses),
        after: sought.after,
        ..Window::default()
    })
}

/// The list of a sheet in the words of an address.
pub(super) fn query(sheet: &Sheet, sought: &Sought) -> String {
    words_of(&fixed(sheet, sought).path())
}

fn words_of(path: &str) -> String {
    path.split_once('?').map(|(_, words)| words.to_owned()).unwrap_or_default()
}

/// The same list tomorrow: with its day and its site, from its beginning.
fn fixed(sheet: &Sheet, sought: &Sought) -> Sought {
    let asked = Asked { site: Some(sheet.site.id), date: Some(sheet.first), moving: None, ..sheet.asked };
    Sought { asked, after: None, earlier: false, ..sought.clone() }
}

fn in_words(sheet: &Sheet, sought: &Sought) -> String {
    let first = when::named_in_full(sheet.first);
    let last = sheet.first.saturating_add(Span::new().days(sought.days - 1));
    let mut words = vec![
        if sought.days == 1 {
            first
        } else {
            say!("diary-chosen-days", from = first, to = when::named_in_full(last))
        },
        sheet.site.name.clone(),
    ];
    words.extend(
        sought.asked.doctor.map(|doctor| sheet.name(doctor).to_owned()).filter(|name| !name.is_empty()),
    );
    words.extend(sought.status.map(|status| say!(status.label_key())));
    words
        .extend((!sought.words.is_empty()).then(|| say!("diary-chosen-words", words = sought.words.clone())));
    words.join(", ")
}

/// Whom the words mean; none when there are no words. Says whether there are more than are looked at.
pub(super) fn of_words(
    conn: &mut Conn,
    reach: &Reach,
    words: &str,
    sheet: &Sheet,
) -> Result<(Option<BTreeSet<PatientId>>, bool)> {
    if words.is_empty() {
        return Ok((None, false));
    }
    let search = Search::parse(words, sheet.today);
    let found = patients::search(conn, reach, Archived::Shown, &search, PATIENTS)?;
    Ok((Some(found.hits.into_iter().map(|hit| hit.id).collect()), found.more))
}
