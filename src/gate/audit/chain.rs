//! The chain over committed rows, and the proof that it is whole.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use diesel::prelude::*;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::sign::mac;
use super::store::Row;
use crate::gate::actor::Actor;
use crate::kit::db::types::{AnyId, Utc};
use crate::kit::db::{Conn, Db, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::seal::{Key, Mac};
use crate::schema::{audit_chain, audit_log};

/// Rows sealed in one transaction.
const BATCH: i64 = 500;
/// How far back the sealer looks for rows that were committed late; only `verify` and a start look further.
const LATE: SignedDuration = SignedDuration::from_mins(10);
/// A row that waits longer than this for its number is a finding.
const PATIENCE: SignedDuration = SignedDuration::from_secs(10);

/// Numbers and links committed rows.
pub struct Sealer {
    db: Db,
    key: Key,
    actor: Actor,
    anchor: PathBuf,
    looked_everywhere: bool,
}

impl Sealer {
    /// A sealer for the installation whose keys and anchor lie in `folder`.
    pub fn new(db: Db, root: &Key, folder: &Path) -> Self {
        Self {
            db,
            key: root.derive("audit"),
            actor: Actor::system("sealer", root),
            anchor: folder.join("audit.anchor"),
            looked_everywhere: false,
        }
    }

    /// Seals what is waiting and answers how many rows it was.
    ///
    /// # Errors
    /// What the database says; another process that seals at the same moment makes this one yield.
    pub async fn run(&mut self) -> Result<usize> {
        let (key, everywhere) = (self.key.clone(), !self.looked_everywhere);
        let result = self.db.write(&self.actor, move |tx| seal_batch(tx, &key, everywhere)).await;
        self.finish(result)
    }

    /// [`Sealer::run`] for the command line, until nothing is waiting.
    ///
    /// # Errors
    /// As [`Sealer::run`].
    pub fn run_now(&mut self) -> Result<usize> {
        let mut total = 0;
        loop {
            let key = self.key.clone();
            let result = self.db.write_now(&self.actor, move |tx| seal_batch(tx, &key, true));
            let sealed = self.finish(result)?;
            total += sealed;
            if sealed == 0 {
                return Ok(total);
            }
        }
    }

    fn finish(&mut self, result: Result<Sealed>) -> Result<usize> {
        let sealed = result?;
        if i64::try_from(sealed.rows).unwrap_or(BATCH) < BATCH {
            self.looked_everywhere = true;
        }
        if let Some((seq, link)) = sealed.head.filter(|_| sealed.rows > 0) {
            write_anchor(&self.anchor, seq, &link)?;
        }
        Ok(sealed.rows)
    }
}

struct Sealed {
    rows: usize,
    head: Option<(i64, Mac)>,
}

fn seal_batch(tx: &mut Tx<'_>, key: &Key, everywhere: bool) -> Result<Sealed> {
    tx.nothing_to_record("the chain is about the trail, not part of it");
    let now = tx.now();
    let mut head = last_link(tx.conn())?;
    let since = if everywhere { Timestamp::MIN } else { now.saturating_sub(LATE).map_err(Error::bug)? };
    let waiting: Vec<(Uuid, Vec<u8>)> = audit_log::table
        .left_join(audit_chain::table.on(audit_chain::entry_id.eq(audit_log::id)))
        .filter(audit_chain::seq.nullable().is_null())
        .filter(audit_log::at.ge(Utc(since.max(EARLIEST))))
        .order((audit_log::at, audit_log::id))
        .limit(BATCH)
        .select((audit_log::id, audit_log::mac))
        .load(tx.conn())?;
    for (id, row_mac) in &waiting {
        let (seq, before) = head.map_or((0, None), |(seq, link)| (seq, Some(link)));
        let link = link(key, seq + 1, before.as_ref(), *id, row_mac);
        diesel::insert_into(audit_chain::table)
            .values((
                audit_chain::seq.eq(seq + 1),
                audit_chain::entry_id.eq(AnyId(*id)),
                audit_chain::link.eq(link.as_bytes().to_vec()),
                audit_chain::sealed_at.eq(Utc(now)),
            ))
            .execute(tx.conn())?;
        head = Some((seq + 1, link));
    }
    Ok(Sealed { rows: waiting.len(), head })
}

/// Both databases can compare with it; `Timestamp::MIN` has a year that neither can write.
const EARLIEST: Timestamp = Timestamp::constant(0, 0);

fn link(key: &Key, seq: i64, before: Option<&Mac>, id: Uuid, row_mac: &[u8]) -> Mac {
    let before = before.map(|mac| mac.as_bytes().to_vec()).unwrap_or_default();
    key.mac(&[b"link", &seq.to_be_bytes(), &before, id.as_bytes(), row_mac])
}

fn last_link(conn: &mut Conn) -> Result<Option<(i64, Mac)>> {
    let last: Option<(i64, Vec<u8>)> = audit_chain::table
        .order(audit_chain::seq.desc())
        .select((audit_chain::seq, audit_chain::link))
        .first(conn)
        .optional()?;
    last.map(|(seq, link)| Ok((seq, as_mac(&link)?))).transpose()
}

fn as_mac(bytes: &[u8]) -> Result<Mac> {
    bytes.try_into().map(Mac::from_bytes).map_err(|_| Error::bug("a MAC of another length"))
}

/// Head and count, outside the database: a chain that was cut off at its end is still whole by itself.
fn write_anchor(path: &Path, seq: i64, link: &Mac) -> Result<()> {
    let new = path.with_extension("anchor.new");
    let write = || -> std::io::Result<()> {
        let mut file = OpenOptions::new().create(true).truncate(true).write(true).open(&new)?;
        writeln!(file, "{seq} {}", link.to_hex())?;
        file.sync_all()?;
        std::fs::rename(&new, path)
    };
    write().map_err(|_| Error::Unavailable("the audit anchor cannot be written"))
}

fn read_anchor(path: &Path) -> Option<(i64, Mac)> {
    let text = std::fs::read_to_string(path).ok()?;
    let (seq, link) = text.trim().split_once(' ')?;
    Some((seq.parse().ok()?, Mac::from_hex(link)?))
}

/// How far the chain has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many rows are sealed.
    pub sealed: i64,
    /// When the last of them was.
    pub last: Option<Timestamp>,
    /// How many rows of the last minutes have waited for their number longer than they should.
    pub late: i64,
}

/// Says how far the chain has come, without proving anything: for a page that is looked at often.
///
/// # Errors
/// What the database says.
pub fn progress(conn: &mut Conn, now: Timestamp) -> Result<Progress> {
    let last: Option<(i64, Timestamp)> = audit_chain::table
        .order(audit_chain::seq.desc())
        .select((audit_chain::seq, audit_chain::sealed_at))
        .first(conn)
        .optional()?;
    let since = now.saturating_sub(LATE).map_err(Error::bug)?;
    let until = now.saturating_sub(PATIENCE).map_err(Error::bug)?;
    let late = audit_log::table
        .left_join(audit_chain::table.on(audit_chain::entry_id.eq(audit_log::id)))
        .filter(audit_chain::seq.nullable().is_null())
        .filter(audit_log::at.ge(Utc(since.max(EARLIEST))))
        .filter(audit_log::at.lt(Utc(until)))
        .count()
        .get_result(conn)?;
    Ok(Progress { sealed: last.map_or(0, |(seq, _)| seq), last: last.map(|(_, at)| at), late })
}

/// What [`verify`] found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// How many chained rows are what was written.
    pub whole: i64,
    /// What is wrong, in words, in the order of the trail; empty is good.
    pub wrong: Vec<String>,
}

/// Walks the whole trail. Seal first ([`Sealer::run_now`]).
///
/// # Errors
/// What the database says.
pub fn verify(conn: &mut Conn, root: &Key, folder: &Path, now: Timestamp) -> Result<Findings> {
    let key = root.derive("audit");
    let mut findings = Findings::default();
    let mut before: Option<(i64, Mac)> = None;
    let anchor = read_anchor(&folder.join("audit.anchor"));
    loop {
        let after = before.as_ref().map_or(0, |(seq, _)| *seq);
        let batch: Vec<(i64, Uuid, Vec<u8>, Option<Row>)> = audit_chain::table
            .left_join(audit_log::table.on(audit_chain::entry_id.eq(audit_log::id)))
            .filter(audit_chain::seq.gt(after))
            .order(audit_chain::seq)
            .limit(BATCH)
            .select((audit_chain::seq, audit_chain::entry_id, audit_chain::link, Option::<Row>::as_select()))
            .load(conn)?;
        if batch.is_empty() {
            break;
        }
        for (seq, id, kept, row) in batch {
            if seq != before.as_ref().map_or(0, |(seq, _)| *seq) + 1 {
                findings.wrong.push(format!("Numbers are missing before {seq}."));
            }
            match row {
                None => findings.wrong.push(format!("Row {id}, number {seq}, is gone.")),
                Some(row) if mac(&key, &row).as_bytes().as_slice() != row.mac => {
                    findings.wrong.push(format!("Row {id}, number {seq}, is not what was written."));
                }
                Some(row) => {
                    let should = link(&key, seq, before.as_ref().map(|(_, link)| link), id, &row.mac);
                    if should.as_bytes().as_slice() == kept {
                        findings.whole += 1;
                    } else {
                        findings.wrong.push(format!("Row {id}, number {seq}, does not fit into the chain."));
                    }
                }
            }
            let link = as_mac(&kept)?;
            if anchor.as_ref().is_some_and(|(at, head)| *at == seq && *head != link) {
                findings.wrong.push(format!("Number {seq} is not the one that was anchored."));
            }
            before = Some((seq, link));
        }
    }
    let last = before.map_or(0, |(seq, _)| seq);
    if let Some((at, _)) = anchor.filter(|(at, _)| *at > last) {
        findings.wrong.push(format!("The chain ends at {last}, but {at} was anchored: its end was cut off."));
    }
    let waiting: Option<Uuid> = audit_log::table
        .left_join(audit_chain::table.on(audit_chain::entry_id.eq(audit_log::id)))
        .filter(audit_chain::seq.nullable().is_null())
        .filter(audit_log::at.lt(Utc(now.saturating_sub(PATIENCE).map_err(Error::bug)?)))
        .order((audit_log::at, audit_log::id))
        .select(audit_log::id)
        .first(conn)
        .optional()?;
    if let Some(id) = waiting {
        findings.wrong.push(format!("Row {id} has waited for its number longer than ten seconds."));
    }
    Ok(findings)
}
