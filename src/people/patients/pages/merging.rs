//! Two records of one person: looking for the other one, the preview, the merge, and its undoing.

use actix_web::{HttpRequest, web};
use uuid::Uuid;

use super::super::actions::{self, Merging};
use super::super::entry::Chart;
use super::super::head::Heads;
use super::super::model::field::Field;
use super::super::model::merge::{Plan, Side};
use super::super::model::patient::{Hit, Patient, PatientId};
use super::super::model::query::Query as Search;
use super::super::store::{self, Archived};
use super::super::views::merging::{Change, MergePage, Moving, Past, Person, PreviewPage};
use super::super::{record_path, views};
use super::editing::{field_label, shown};
use super::searching::may_do;
use super::{Lent, headed};
use crate::gate::access::permissions::perm;
use crate::gate::desk::Desk;
use crate::gate::hospital;
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::{Form, Query};
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::say;

type Merger = Chart<perm::PatientMerge>;

/// With `with`, the preview; without, who else this may be.
pub async fn show(
    chart: Merger,
    desk: Desk,
    lent: Lent,
    heads: web::Data<Heads>,
    request: HttpRequest,
) -> Result<Page> {
    let words = Query::read(request.query_string())?;
    if words.get("with").is_empty() {
        return Page::ok(&choose(&desk, &chart, &heads, words.get("q").to_owned()).await?);
    }
    let id: PatientId = words.get("with").parse().map_err(|_| Error::NotFound)?;
    let other = other_record(&desk, &chart, id).await?;
    let (by, opened) = (chart.account(), other.id);
    desk.write(&chart, move |tx| {
        store::note_look(tx, by, opened)?;
        tx.record(Deed::new("patient.opened").on("patient", opened).about(opened.uuid()));
        Ok(())
    })
    .await?;
    Page::ok(&preview(&desk, &chart, &heads, lent, &other, desk.form()).await?)
}

/// Merges, as previewed.
pub async fn submit(
    chart: Merger,
    desk: Desk,
    lent: Lent,
    heads: web::Data<Heads>,
    mut form: Form,
) -> Result<Answer> {
    let id: PatientId = form.raw("absorbed").parse().map_err(|_| Error::NotFound)?;
    let reason = form.required("reason", 300, "patients-merge-reason-missing");
    let other = other_record(&desk, &chart, id).await?;
    let Some(reason) = reason.filter(|_| form.is_valid()) else {
        let form = form.rekeyed(desk.form().key);
        return Ok(Page::invalid(&preview(&desk, &chart, &heads, lent, &other, form).await?)?.into());
    };
    let picks: Vec<(Field, Side)> = Field::ALL
        .into_iter()
        .filter_map(|field| match form.raw(&format!("pick-{}", field.name())) {
            "survivor" => Some((field, Side::Survivor)),
            "absorbed" => Some((field, Side::Absorbed)),
            _ => None,
        })
        .collect();
    let seen = (form.raw("survivor-version").to_owned(), form.raw("absorbed-version").to_owned());
    let (survivor, by, held) = (chart.patient.clone(), chart.account(), lent.held);
    let (at, to) = (desk.clock().now(), record_path(chart.id));
    let reply = desk
        .submit(&chart, &form, move |tx| {
            if seen != (survivor.version.to_string(), other.version.to_string()) {
                return Err(Error::Conflict(say!("patients-changed-meanwhile")));
            }
            let today = hospital::local_now(tx.conn(), at)?.date();
            let picked = |field| picks.iter().find(|(known, _)| *known == field).map(|(_, side)| *side);
            let merging = Merging {
                survivor: &survivor,
                absorbed: &other,
                picked: &picked,
                reason: &reason,
                today,
                by: Some(by),
            };
            actions::merge(tx, &merging, held)?;
            Ok(Reply::to(to.clone()).toast(say!("patients-merged")))
        })
        .await?;
    Ok(reply.into())
}

/// Gives both records back.
pub async fn undo(
    chart: Chart<perm::PatientUnmerge>,
    desk: Desk,
    lent: Lent,
    path: web::Path<(String, String)>,
    form: Form,
) -> Result<Reply> {
    let id: Uuid = path.1.parse().map_err(|_| Error::NotFound)?;
    let (survivor, by, held, at) = (chart.id, chart.account(), lent.held, desk.clock().now());
    desk.submit(&chart, &form, move |tx| {
        let merges = store::merges_into(tx.conn(), survivor)?;
        let merge = merges.iter().find(|merge| merge.id == id).ok_or(Error::NotFound)?;
        let today = hospital::local_now(tx.conn(), at)?.date();
        actions::unmerge(tx, merge, held, today, Some(by))?;
        Ok(Reply::to(record_path(survivor)).toast(say!("patients-unmerged")))
    })
    .await
}

async fn other_record(desk: &Desk, chart: &Merger, id: PatientId) -> Result<Patient> {
    let (reach, own) = (chart.reach().clone(), chart.id);
    let other = desk.read(move |conn| store::find(conn, &reach, id)).await?;
    if other.id == own { Err(Error::NotFound) } else { Ok(other) }
}

async fn choose(desk: &Desk, chart: &Merger, heads: &Heads, typed: String) -> Result<MergePage> {
    let head = headed(desk, &chart.may.who, &chart.patient, *heads).await?;
    let (patient, reach, at) = (chart.patient.clone(), chart.reach().clone(), desk.clock().now());
    let sought = typed.clone();
    let (alike, hits, past) = desk
        .read(move |conn| {
            let now = hospital::local_now(conn, at)?;
            let person = |hit: &Hit| Person::of(hit, patient.id, &now);
            let alike = store::resembling(conn, &patient.details, Some(patient.id), now.date())?.probable;
            let alike: Vec<Person> =
                alike.iter().filter(|one| !one.hit.archived).map(|one| person(&one.hit)).collect();
            let search = Search::parse(&sought, now.date());
            let found = store::search(conn, &reach, Archived::Hidden, &search, 20)?.hits;
            let hits: Vec<Person> = found.iter().filter(|hit| hit.id != patient.id).map(person).collect();
            let merges = store::merges_into(conn, patient.id)?;
            let ids: Vec<PatientId> = merges.iter().map(|merge| merge.absorbed).collect();
            let numbers = store::mrns_of(conn, &ids)?;
            let past: Vec<Past> = merges
                .iter()
                .map(|merge| Past {
                    mrn: numbers
                        .iter()
                        .find(|(id, _)| *id == merge.absorbed)
                        .map_or_else(String::new, |(_, n)| n.clone()),
                    at: views::moment(merge.at, &now),
                    by: merge.by.clone().unwrap_or_default(),
                    reason: merge.reason.clone(),
                    undo: format!("{}/merges/{}/undoing", record_path(patient.id), merge.id),
                })
                .collect();
            Ok((alike, hits, past))
        })
        .await?;
    Ok(MergePage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        href: record_path(chart.id),
        typed,
        alike,
        hits,
        keys: past.iter().map(|_| desk.form().key).collect(),
        past,
        may_undo: may_do::<perm::PatientUnmerge>(&chart.may.who),
    })
}

async fn preview(
    desk: &Desk,
    chart: &Merger,
    heads: &Heads,
    lent: Lent,
    other: &Patient,
    form: Form,
) -> Result<PreviewPage> {
    let head = headed(desk, &chart.may.who, &chart.patient, *heads).await?;
    let (own, other_id, held, at) = (chart.id, other.id, lent.held, desk.clock().now());
    let (moving, obstacles, now) = desk
        .read(move |conn| {
            let (mut moving, mut obstacles) = (Vec::new(), Vec::new());
            for rows in held {
                obstacles.extend(rows.obstacle(conn, other_id, own)?);
                let count = rows.count(conn, other_id)?;
                if count > 0 {
                    moving.push(Moving { table: rows.table().replace('_', " "), count });
                }
            }
            Ok((moving, obstacles, hospital::local_now(conn, at)?))
        })
        .await?;
    let plan = Plan::of(&chart.details.sheet(), &other.details.sheet());
    let changes = plan
        .rows
        .iter()
        .map(|row| Change {
            name: row.field.name(),
            label: field_label(row.field),
            survivor: shown(row.field, &row.survivor),
            absorbed: shown(row.field, &row.absorbed),
            take_absorbed: match form.raw(&format!("pick-{}", row.field.name())) {
                "absorbed" => true,
                "survivor" => false,
                _ => row.pick == Side::Absorbed,
            },
        })
        .collect();
    Ok(PreviewPage {
        frame: desk.frame(),
        banner: head.banner,
        tabs: head.tabs,
        href: record_path(chart.id),
        swap: format!("{}/merge?with={}", record_path(other.id), chart.id),
        survivor_mrn: chart.shown_mrn(),
        survivor_version: chart.version,
        absorbed_id: other.id.to_string(),
        absorbed_version: other.version,
        absorbed_mrn: other.shown_mrn(),
        absorbed_name: other.list_name(),
        absorbed_born: views::or_not_known(other.born(now.date())),
        form,
        changes,
        moving,
        obstacles,
    })
}
