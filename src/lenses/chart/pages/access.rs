//! `/patients/{id}/access`: who opened this record, in plain words.

use actix_web::HttpRequest;

use crate::care::record::When;
use crate::gate::access::emergency;
use crate::gate::access::model::{Identity, Role};
use crate::gate::access::permissions::{Grant, Permission, perm};
use crate::gate::audit::{self, Entry, Filter};
use crate::gate::desk::Desk;
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Query;
use crate::kit::web::page::Page;
use crate::kit::when;
use crate::lenses::chart::model::Reader;
use crate::lenses::chart::store::Place;
use crate::lenses::chart::views::{self, AccessRow};
use crate::people;
use crate::people::patients::{self, Chart};
use crate::say;

const PAGE: i64 = 50;

const WHATS: [(&str, &str); 5] = [
    ("", "chart-access-everything"),
    ("opened", "chart-access-opened-kind"),
    ("changed", "chart-access-changed-kind"),
    ("printed", "chart-access-printed-kind"),
    ("emergency", "chart-access-emergency-kind"),
];
const WHOS: [(&str, &str); 6] = [
    ("", "chart-access-everybody"),
    ("doctor", "chart-access-doctors"),
    ("nurse", "chart-access-nurses"),
    ("receptionist", "chart-access-reception"),
    ("admin", "chart-access-admins"),
    ("patient", "chart-access-patient"),
];

/// Deeds in plain words: verb, catalogue key, icon.
const DEEDS: &[(&str, &str, &str)] = &[
    ("record.opened", "chart-access-viewed", "eye"),
    ("record.access-listed", "chart-access-listed", "eye"),
    ("record.own-words-read", "chart-access-own-words", "eye"),
    ("patient.opened", "chart-access-details", "user"),
    ("record.printed", "chart-access-printed", "print"),
    ("visit.printed", "chart-access-visit-printed", "print"),
    ("record.imported", "chart-access-imported", "download"),
    ("patient.registered", "chart-access-registered", "user-plus"),
    ("patient.seeded", "chart-access-registered", "user-plus"),
    ("patient.changed", "chart-access-changed", "edit"),
    ("patient.archived", "chart-access-archived", "package"),
    ("patient.restored", "chart-access-restored", "undo"),
    ("patient.merged", "chart-access-merged", "users"),
    ("patient.merged-away", "chart-access-merged", "users"),
    ("patient.unmerged", "chart-access-unmerged", "users"),
    ("patient.given-back", "chart-access-unmerged", "users"),
    ("record.written", "chart-access-written", "edit"),
    ("patient.photo-changed", "chart-access-photo", "photo"),
    ("patient.photo-removed", "chart-access-photo", "photo"),
    ("patient.removal-asked", "chart-access-removal-asked", "package"),
    ("patient.removal-declined", "chart-access-removal-declined", "package"),
    ("intake.answered", "chart-access-intake-answered", "check"),
    ("intake.confirmed", "chart-access-intake-confirmed", "check"),
    ("intake.added", "chart-access-intake-changed", "edit"),
    ("intake.changed", "chart-access-intake-changed", "edit"),
    ("intake.removed", "chart-access-intake-changed", "edit"),
    ("intake.asked", "chart-access-intake-asked", "message"),
    ("intake.accepted", "chart-access-intake-decided", "check"),
    ("intake.declined", "chart-access-intake-decided", "x"),
    ("vitals.recorded", "chart-access-vitals-recorded", "heart"),
    ("vitals.voided", "chart-access-voided", "x"),
    ("note.written", "chart-access-note-written", "edit"),
    ("note.voided", "chart-access-voided", "x"),
    ("note.saved", "chart-access-note-written", "edit"),
    ("note.amended", "chart-access-note-amended", "edit"),
    ("note.handed-over", "chart-access-note-handed-over", "users"),
    ("visit.started", "chart-access-visit-started", "calendar"),
    ("visit.signed", "chart-access-visit-signed", "check"),
    ("visit.voided", "chart-access-voided", "x"),
    ("emergency.asked", "chart-access-emergency-asked", "unlock"),
    ("emergency.opened", "chart-access-emergency-opened", "unlock"),
    ("emergency.read", "chart-access-viewed", "unlock"),
    ("emergency.written", "chart-access-written", "unlock"),
    ("emergency.ended", "chart-access-emergency-ended", "lock"),
    ("emergency.reviewed", "chart-access-emergency-reviewed", "check"),
    ("prescription.prepared", "chart-access-basket", "edit"),
    ("prescription.taken-out", "chart-access-basket", "edit"),
    ("prescription.written", "chart-access-prescription-written", "pill"),
    ("prescription.replaced", "chart-access-prescription-ended", "pill"),
    ("prescription.stopped", "chart-access-prescription-ended", "stop"),
    ("prescription.reinstated", "chart-access-prescription-reinstated", "undo"),
    ("prescription.voided", "chart-access-prescription-voided", "x"),
    ("prescription.printed", "chart-access-prescription-printed", "print"),
    ("record.letter-prepared", "chart-access-basket", "edit"),
    ("record.letter-taken-out", "chart-access-basket", "edit"),
    ("record.letter-written", "chart-access-letter-written", "edit"),
    ("record.letter-printed", "chart-access-letter-printed", "print"),
    ("record.letter-voided", "chart-access-letter-voided", "x"),
    ("patient.label-printed", "chart-access-label", "barcode"),
    ("patient.wristband-printed", "chart-access-label", "barcode"),
];
const LOOKS: &[&str] =
    &["record.opened", "record.access-listed", "record.own-words-read", "patient.opened", "emergency.read"];
/// Deeds about an emergency access that neither look nor change.
const AROUND: &[&str] = &["emergency.asked", "emergency.opened", "emergency.ended", "emergency.reviewed"];
const PRINTS: &[&str] = &[
    "record.printed",
    "record.letter-printed",
    "prescription.printed",
    "visit.printed",
    "patient.label-printed",
    "patient.wristband-printed",
];

/// Shows who looked, changed and printed; to employees other than admins, what they did themselves.
pub async fn show(chart: Chart<perm::AccessReport>, desk: Desk, request: HttpRequest) -> Result<Page> {
    let query = Query::read(request.query_string())?;
    let id = chart.id;
    desk.write(&chart, move |tx| {
        tx.record(Deed::new("record.access-listed").on("patient", id).about(id.uuid()));
        Ok(())
    })
    .await?;
    let word = |name: &str, known: &[(&'static str, &str)]| {
        known.iter().find(|(word, _)| *word == query.get(name)).map_or("", |(word, _)| *word)
    };
    let (what, who) = (word("what", &WHATS), word("who", &WHOS));
    let (from, until) = (query.get("from").to_owned(), query.get("until").to_owned());
    let after: Option<Place> = query.get("older").parse().ok();
    let own = sees_own_only(&chart.may.who.role, chart.may.grant);
    let account = own.then_some(chart.may.who.account);
    let asked = (from.clone(), until.clone());
    let reviews = perm::EmergencyReview::ROW.grant(chart.may.who.role, chart.may.who.duties) != Grant::No;
    let (opened, reader, (mut rows, waiting)) = super::open(&chart, &desk, move |conn, reader, patient| {
        use super::visits::{after as after_day, first_instant, period};
        let filter = Filter {
            stretches: patients::trails_of(conn, patient)?,
            account,
            verb: (what == "emergency").then(|| "emergency.".to_owned()),
            actor: (!who.is_empty()).then(|| who.to_owned()),
            only: match what {
                "opened" => LOOKS.to_vec(),
                "printed" => PRINTS.to_vec(),
                _ => Vec::new(),
            },
            without: if what == "changed" { [LOOKS, PRINTS, AROUND].concat() } else { Vec::new() },
            from: period(reader, &asked.0)?.map(|day| first_instant(reader, day)).transpose()?,
            until: period(reader, &asked.1)?.map(|day| after_day(reader, day)).transpose()?,
            after: after.map(|place| (place.at, place.id)),
            ..Filter::default()
        };
        let waiting =
            if reviews { emergency::unreviewed_of(conn, patient.uuid(), PAGE)? } else { Vec::new() };
        Ok((audit::list(conn, &filter, PAGE + 1)?, waiting))
    })
    .await?;
    let more = i64::try_from(rows.len()).unwrap_or(i64::MAX) > PAGE;
    rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let narrowed = [("what", what), ("who", who), ("from", from.as_str()), ("until", until.as_str())];
    let narrowed: Vec<_> = narrowed.into_iter().filter(|(_, text)| !text.is_empty()).collect();
    let narrowed = serde_urlencoded::to_string(&narrowed).map_err(Error::bug)?;
    let older = rows.last().filter(|_| more).map(|row| Place { at: row.at, id: row.id });
    let first = after.map(|_| format!("{}?{narrowed}", opened.paths.access));
    let (_, older) = crate::lenses::chart::rows::pages(&opened.paths.access, &narrowed, None, older);
    Page::ok(&views::Access {
        frame: opened.frame,
        banner: opened.banner,
        tabs: opened.tabs,
        actions: opened.actions,
        paths: opened.paths,
        whats: WHATS.to_vec(),
        what: what.to_owned(),
        whos: WHOS.to_vec(),
        who: who.to_owned(),
        from,
        until,
        own,
        unreviewed: say!("chart-access-unreviewed", count = waiting.len()),
        waiting: waiting
            .iter()
            .map(|one| {
                let when = when::said(one.opened_at, reader.now, &reader.zone);
                (format!("{}/{}", people::emergency::REVIEWS_PATH, one.id), format!("{}, {when}", one.name))
            })
            .collect(),
        shown: super::shown(rows.len(), None),
        rows: rows.iter().map(|entry| row(&reader, entry, knows_place(&chart.may.who, entry))).collect(),
        newer: first,
        older,
    })
}

/// Employees see their own accesses; admins everything, patients everything about themselves.
fn sees_own_only(role: &Role, grant: Grant) -> bool {
    let trail = perm::AuditView::ROW.grant(*role, crate::gate::access::model::Duties::default());
    *role != Role::Patient && (grant == Grant::Own || trail != Grant::All)
}

/// Where from the others work is for admins; everybody knows where they were themselves.
fn knows_place(who: &Identity, entry: &Entry) -> bool {
    who.role == Role::Admin || entry.account_id == Some(who.account)
}

/// What a deed was, as a key of the catalogue; of a look under an emergency access, what was looked at.
pub(super) fn words(entry: &Entry) -> &'static str {
    let verb = entry.detail.get("page").and_then(|page| page.as_str()).unwrap_or(&entry.verb);
    known(verb).map_or("chart-access-other", |(_, key, _)| key)
}

fn known(verb: &str) -> Option<(&'static str, &'static str, &'static str)> {
    DEEDS.iter().copied().find(|(known, ..)| *known == verb)
}

fn row(reader: &Reader, entry: &Entry, knows_place: bool) -> AccessRow {
    let known = known(&entry.verb);
    let (what, glyph) = (words(entry), known.map_or("info", |(_, _, glyph)| glyph));
    let mut detail =
        entry.detail.get("source").and_then(|source| source.as_str()).unwrap_or_default().to_owned();
    if known.is_none() {
        detail.clone_from(&entry.verb);
    }
    if let Some(fields) = entry.detail.get("fields").and_then(|fields| fields.as_array()) {
        let names: Vec<&str> = fields.iter().filter_map(|name| name.as_str()).collect();
        detail = names.join(", ");
    }
    let is_emergency = entry.verb.starts_with("emergency.");
    if let Some(reason) = entry.detail.get("reason").and_then(|reason| reason.as_str()) {
        detail = format!("“{reason}”");
    } else if matches!(entry.verb.as_str(), "emergency.read" | "emergency.written") {
        detail = say!("chart-access-under-emergency");
    }
    let role = entry.actor.parse::<Role>().ok();
    AccessRow {
        at: reader.exact_moment(When::instant(entry.at)),
        who: entry.named().unwrap_or_else(|| say!("chart-access-program", name = entry.actor.clone())),
        role: role.map(|role| say!(role.label_key())).unwrap_or_default(),
        what,
        glyph,
        loud: !entry.done || (is_emergency && entry.verb != "emergency.reviewed"),
        detail,
        place: if knows_place { entry.address.clone() } else { String::new() },
    }
}
