//! Signing in to an account that a demonstration offers to everybody at this machine.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, Responder as _};

use super::attempt::open_for;
use super::sign_in;
use crate::gate::access::session_store::TOKEN;
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
    let (account, before) =
        (offered.account, desk.visit().identity.as_ref().map(|identity| identity.session));
    let credentials = desk.read(move |conn| store::credentials(conn, account)).await?;
    if !credentials.active {
        return Err(Error::Conflict(say!("sign-in-offer-disabled")));
    }
    let actor = desk.visit().actor(desk.house()).person(account, credentials.role()?.as_str(), None);
    let (address, browser) = (desk.visit().address.to_string(), sign_in::browser(&request));
    let opener = desk.clone();
    let token = desk
        .write_as(&actor, move |tx| {
            if let Some(before) = before {
                store::end_session(tx, before)?;
            }
            open_for(tx, opener.house(), &credentials, &address, &browser)
        })
        .await?;
    session.renew();
    session.insert(TOKEN, token).map_err(Error::bug)?;
    Ok(Reply::to("/").respond_to(&request))
}
