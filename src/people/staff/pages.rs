//! The handlers about employees.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::HttpRequest;
use actix_web::web::{Data, Path};

use super::leaving::Leaving;
use super::one_time_pages::{Invited, invitation, one_time_password};
use super::panel::{House, Saved, conflict, edit_panel, new_panel, page, page_with, pick};
use super::{actions, forms};
use crate::gate::access::employees::{CHANGED, EMAIL_TAKEN, LAST_ADMIN, OWN_ACCOUNT};
use crate::gate::access::permissions::perm;
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, May};
use crate::gate::door::invite;
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::say;

type Admin = May<perm::StaffManage>;

/// The address of an employee's page.
pub fn path(id: AccountId) -> String {
    format!("/staff/{id}")
}

pub async fn show_list(_: Admin, desk: Desk, request: HttpRequest) -> Result<Page> {
    page(&desk, &request, None, None).await
}

pub async fn show_new(_: Admin, desk: Desk, request: HttpRequest) -> Result<Page> {
    let form = desk.form_with([("role", "doctor"), ("slot", "15")]);
    page(&desk, &request, None, Some(new_panel(&desk, form).await?)).await
}

pub async fn create(permit: Admin, desk: Desk, request: HttpRequest, mut form: Form) -> Result<Answer> {
    let house = desk.read(House::load).await?;
    if let Some(sheet) = forms::read(&mut form, &house.sites, &house.hospital.currency) {
        let (password, hash, until) = one_time_password(&desk).await?;
        let is_first = Arc::new(AtomicBool::new(false));
        let (first, made, by) = (is_first.clone(), sheet.clone(), permit.who.account);
        // Without mail the one-time password on paper is the only way in, as it always was.
        let by_mail = desk.house().post.mailer.is_set_up();
        let created = desk
            .submit(&permit, &form, move |tx| {
                let id = actions::create(tx, &made, &hash, until)?;
                if by_mail {
                    invite(tx, id, by)?;
                }
                first.store(true, Ordering::Relaxed);
                Ok(Reply::to(path(id)).toast(say!("staff-invitation-gone")))
            })
            .await;
        match created {
            Err(error) if error.breaks(EMAIL_TAKEN) => form.refuse("email", say!("staff-error-email-taken")),
            Err(error) => return Err(error),
            Ok(reply) if !is_first.load(Ordering::Relaxed) => return Ok(reply.into()),
            Ok(reply) => {
                let to = Invited { name: &sheet.name, email: &sheet.email, by_mail };
                return invitation(&desk, &house, &to, password, until, reply.path());
            }
        }
    }
    let form = form.rekeyed(desk.visit().keys.single_use());
    let panel = new_panel(&desk, form).await?;
    Ok(Page::invalid(&page_with(&desk, &request, None, Some(panel)).await?)?.into())
}

pub async fn show(
    permit: Admin,
    desk: Desk,
    request: HttpRequest,
    id: Path<String>,
    work: Data<Leaving>,
) -> Result<Page> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let panel = edit_panel(&permit, &desk, id, None, &work).await?;
    page(&desk, &request, Some(id), Some(panel)).await
}

pub async fn save(
    permit: Admin,
    desk: Desk,
    request: HttpRequest,
    id: Path<String>,
    work: Data<Leaving>,
    mut form: Form,
) -> Result<Answer> {
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    let version: i64 = form.raw("version").parse().map_err(|_| Error::Invalid(say!("form-broken")))?;
    let house = desk.read(House::load).await?;
    let saved = desk.read(move |conn| Saved::load(conn, id)).await?;
    pick(&mut form, &saved, &house);
    if let Some(sheet) = forms::read(&mut form, &house.sites, &house.hospital.currency) {
        let by = permit.who.account;
        let done = desk
            .submit(&permit, &form, move |tx| {
                actions::edit(tx, by, id, version, &sheet)?;
                Ok(Reply::to(path(id)).toast(say!("staff-saved")))
            })
            .await;
        match done {
            Ok(reply) => return Ok(reply.into()),
            Err(error) if error.breaks(CHANGED) => {
                let saved = desk.read(move |conn| Saved::load(conn, id)).await?;
                return Ok(Page::conflict(&conflict(&desk, form, &saved, &house))?.into());
            }
            Err(error) => refuse(&mut form, error)?,
        }
    }
    let form = form.rekeyed(desk.visit().keys.single_use());
    let panel = edit_panel(&permit, &desk, id, Some(form), &work).await?;
    Ok(Page::invalid(&page_with(&desk, &request, Some(id), Some(panel)).await?)?.into())
}

pub async fn end_sessions(
    permit: May<perm::SessionsEnd>,
    desk: Desk,
    id: Path<String>,
    form: Form,
) -> Result<Reply> {
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    desk.submit(&permit, &form, move |tx| {
        let ended = actions::end_sessions(tx, id)?;
        Ok(Reply::to(path(id)).toast(say!("staff-sessions-ended", count = ended)))
    })
    .await
}

pub async fn enable(permit: Admin, desk: Desk, id: Path<String>, form: Form) -> Result<Reply> {
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    let by = permit.who.account;
    desk.submit(&permit, &form, move |tx| {
        actions::enable(tx, by, id)?;
        Ok(Reply::to(path(id)).toast(say!("staff-enabled")))
    })
    .await
}

/// Puts a rule's refusal beside the field it is about; any other error goes on.
fn refuse(form: &mut Form, error: Error) -> Result<()> {
    if error.breaks(EMAIL_TAKEN) {
        form.refuse("email", say!("staff-error-email-taken"));
    } else if error.breaks(OWN_ACCOUNT) {
        form.refuse("role", say!("staff-refused-self-role"));
    } else if error.breaks(LAST_ADMIN) {
        form.refuse("role", say!("staff-refused-last-admin"));
    } else {
        return Err(error);
    }
    Ok(())
}
