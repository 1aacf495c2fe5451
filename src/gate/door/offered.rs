//! Signing in to an account that a demonstration offers to everybody at this machine.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, Responder as _};

use super::opening::Opener;
use crate::gate::access::store;
use crate::gate::desk::{Anyone, Desk};
use crate::kit::error::{Error, Result};
use crate::kit::web::form::Form;
use crate::kit::web::reply::Reply;
use crate::say;

/// Nothing is offered by a real hospital, nor by `serve` on a demonstration's database.
pub async fn enter(
    _: Anyone,
    desk: Desk,
    form: Form,
    session: Session,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let role = form.raw("role");
    let offered = desk.house().offered.iter().find(|one| one.role.as_str() == role).ok_or(Error::NotFound)?;
    let account = offered.account;
    let credentials = desk.read(move |conn| store::credentials(conn, account)).await?;
    let role = credentials.role()?;
    let actor = desk.visit().actor(desk.house()).person(account, role.as_str(), &credentials.name, None);
    let opener = Opener::new(&desk, &request);
    let opened = desk
        .write_as(&actor, move |tx| {
            let credentials = store::credentials(tx.conn(), account)?;
            if !credentials.active {
                return Err(Error::Conflict(say!("sign-in-offer-disabled")));
            }
            opener.open(tx, &credentials)
        })
        .await?;
    opened.hand_over(&session)?;
    Ok(Reply::to("/").respond_to(&request))
}
