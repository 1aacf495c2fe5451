//! One-time passwords: for a new account and for a reset, shown once on a sheet of paper.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::web::Path;
use jiff::{SignedDuration, Timestamp};

use super::actions;
use super::pages::path;
use super::panel::House;
use super::views::{InvitationPage, ResetPage};
use crate::gate::access::employees;
use crate::gate::access::hasher::HashError;
use crate::gate::access::one_time;
use crate::gate::access::password::Password;
use crate::gate::access::permissions::perm;
use crate::gate::access::store::credentials;
use crate::gate::actor::AccountId;
use crate::gate::desk::{Desk, May};
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::kit::when;
use crate::say;

/// How long a one-time password can be used.
const ONE_TIME: SignedDuration = SignedDuration::from_hours(72);

pub async fn ask_to_reset(_: May<perm::StaffReset>, desk: Desk, id: Path<String>) -> Result<Page> {
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    let (employee, has_factor) = desk
        .read(move |conn| Ok((employees::employee(conn, id)?, credentials(conn, id)?.totp_secret.is_some())))
        .await?;
    Page::ok(&ResetPage {
        frame: desk.frame(),
        title: say!("staff-reset-title", name = employee.name.clone()),
        name: employee.name,
        action: format!("{}/reset", path(id)),
        back: path(id),
        form: desk.form(),
        has_factor,
    })
}

pub async fn reset(
    permit: May<perm::StaffReset>,
    desk: Desk,
    id: Path<String>,
    form: Form,
) -> Result<Answer> {
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    let house = desk.read(House::load).await?;
    let employee = desk.read(move |conn| employees::employee(conn, id)).await?;
    let (password, hash, until) = one_time_password(&desk).await?;
    let factor_too = form.ticked("factor");
    let is_first = Arc::new(AtomicBool::new(false));
    let first = is_first.clone();
    let reply = desk
        .submit(&permit, &form, move |tx| {
            actions::reset(tx, id, &hash, until, factor_too)?;
            first.store(true, Ordering::Relaxed);
            Ok(Reply::to(path(id)).toast(say!("staff-invitation-gone")))
        })
        .await?;
    if is_first.load(Ordering::Relaxed) {
        let to = Invited { name: &employee.name, email: &employee.email, by_mail: false };
        invitation(&desk, &house, &to, password, until, reply.path())
    } else {
        Ok(reply.into())
    }
}

/// A one-time password, its hash, and until when it can be used.
pub(super) async fn one_time_password(desk: &Desk) -> Result<(String, String, Timestamp)> {
    let password = one_time::password();
    let hash = desk.house().hasher.hash(Password::new(&password)).await.map_err(|error| match error {
        HashError::Busy => Error::Unavailable("too many passwords are being checked"),
        HashError::Failed(cause) => Error::bug(cause),
    })?;
    let until = desk.clock().now().saturating_add(ONE_TIME).map_err(Error::bug)?;
    Ok((password, hash, until))
}

/// Who is to sign in with a one-time password.
pub(super) struct Invited<'a> {
    pub name: &'a str,
    pub email: &'a str,
    /// Whether a link for a password of their own goes to them by mail as well.
    pub by_mail: bool,
}

/// The sheet with the one-time password, for whoever is to sign in with it.
pub(super) fn invitation(
    desk: &Desk,
    house: &House,
    to: &Invited<'_>,
    password: String,
    until: Timestamp,
    back: &str,
) -> Result<Answer> {
    let page = InvitationPage {
        frame: desk.frame(),
        title: say!("staff-invitation-title", name = to.name.to_owned()),
        name: to.name.to_owned(),
        address: desk.visit().base.clone(),
        email: to.email.to_owned(),
        by_mail: to.by_mail,
        password,
        until: say!(
            "staff-invitation-until",
            until = when::full(until, &when::zone(&house.hospital.time_zone))
        ),
        back: back.to_owned(),
    };
    Ok(Page::ok(&page)?.into())
}
