//! Leaving the house: what is still open is shown, handed over, and the account disabled.

use actix_web::web::{Data, Path};

use super::leaving::Leaving;
use super::pages::path;
use super::views::{DisablePage, PieceRow};
use super::{actions, list};
use crate::gate::access::employees::{self, LAST_ADMIN, OWN_ACCOUNT};
use crate::gate::access::permissions::perm;
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, May};
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::say;

/// Pieces shown; the rest is counted.
const SHOWN: i64 = 25;

type Admin = May<perm::StaffManage>;

pub async fn ask(_: Admin, desk: Desk, id: Path<String>, work: Data<Leaving>) -> Result<Page> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let form = desk.form();
    Page::ok(&page(&desk, id, form, &work).await?)
}

/// Disables the account and hands its work over.
pub async fn disable(
    permit: Admin,
    desk: Desk,
    id: Path<String>,
    work: Data<Leaving>,
    mut form: Form,
) -> Result<Answer> {
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    let chosen = form.raw("to").to_owned();
    let to = match chosen.as_str() {
        "" => None,
        typed => {
            let known: Option<AccountId> = typed.parse().ok();
            let colleagues = desk.read(list::colleagues).await?;
            let to = known.filter(|to| {
                *to != id && colleagues.iter().any(|colleague| colleague.id == *to && colleague.sees_patients)
            });
            if to.is_none() {
                form.refuse("to", say!("staff-error-handover"));
            }
            to
        }
    };
    if form.is_valid() {
        let (by, handed) = (permit.who.account, work.clone());
        let done = desk
            .submit(&permit, &form, move |tx| {
                if !actions::disable(tx, by, id, to, &handed.0)?.is_empty() {
                    // What stays is listed there, with what can be done about it.
                    let to = format!("{}/disable", path(id));
                    return Ok(Reply::to(to).toast(say!("staff-handed-over-some")));
                }
                let said = if to.is_some() { say!("staff-handed-over") } else { say!("staff-disabled") };
                Ok(Reply::to(path(id)).toast(said))
            })
            .await;
        match done {
            Ok(reply) => return Ok(reply.into()),
            Err(error) if error.breaks(OWN_ACCOUNT) => form.refuse("", say!("staff-refused-self-disable")),
            Err(error) if error.breaks(LAST_ADMIN) => form.refuse("", say!("staff-refused-last-admin")),
            Err(error) => return Err(error),
        }
    }
    let form = form.rekeyed(desk.visit().keys.single_use());
    Ok(Page::invalid(&page(&desk, id, form, &work).await?)?.into())
}

async fn page(desk: &Desk, id: AccountId, form: Form, work: &Data<Leaving>) -> Result<DisablePage> {
    let (now, work) = (desk.clock().now(), work.clone());
    let (employee, open, (pieces, bounds), total, colleagues) = desk
        .read(move |conn| {
            let employee = employees::employee(conn, id)?;
            let open = work.sentences(conn, id, now)?;
            let (mut pieces, mut total) = (Vec::new(), 0);
            let mut bounds = Vec::new();
            for kind in &work.0 {
                let count = kind.count(conn, id, now)?;
                total += count;
                if count > 0 {
                    bounds.push(kind.left());
                }
                pieces.extend(kind.list(conn, id, now, SHOWN)?);
            }
            Ok((employee, open, (pieces, bounds), total, list::colleagues(conn)?))
        })
        .await?;
    let shown = i64::try_from(pieces.len()).unwrap_or(i64::MAX);
    let keep = (String::new(), say!("staff-leaving-keep", name = employee.name.clone()));
    let takers = colleagues
        .into_iter()
        .filter(|colleague| colleague.id != id && colleague.sees_patients)
        .map(|colleague| {
            let specialties = colleague.specialties.join(", ");
            let label = if specialties.is_empty() {
                colleague.name
            } else {
                format!("{} · {specialties}", colleague.name)
            };
            (colleague.id.to_string(), label)
        });
    Ok(DisablePage {
        frame: desk.frame(),
        title: say!("staff-leaving-title", name = employee.name.clone()),
        action: format!("{}/disable", path(id)),
        back: path(id),
        form,
        open: open.join(", "),
        bounds,
        pieces: pieces
            .into_iter()
            .map(|piece| PieceRow {
                when: when::said(piece.at, now, &when::zone(&piece.time_zone)),
                who: piece.who,
                place: piece.place,
                about: piece.about,
            })
            .collect(),
        more: (total > shown).then(|| say!("staff-shown", shown = shown, total = total)),
        colleagues: std::iter::once(keep).chain(takers).collect(),
        confirm: say!("staff-leaving-confirm", name = employee.name),
    })
}
