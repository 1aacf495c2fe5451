//! Opening a link from a mail.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use askama::Template;

use crate::gate::access::employees::{self, EMAIL_TAKEN};
use crate::gate::access::links::{self, Link, Purpose};
use crate::gate::access::model::email_key;
use crate::gate::access::password::{MIN_ALONE, MIN_WITH_SECOND_FACTOR, Password};
use crate::gate::access::store;
use crate::gate::desk::{Anyone, Desk};
use crate::gate::door::attempt::busy;
use crate::gate::door::session::judge;
use crate::gate::door::tries::Lift;
use crate::gate::hospital;
use crate::gate::notifications::security::{self, Change};
use crate::kit::db::{Deed, Tx};
use crate::kit::error::{Error, Result};
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::kit::web::page::Page;
use crate::kit::web::reply::{Answer, Reply};
use crate::say;

/// The page of the first hop: a button.
#[derive(Template)]
#[template(path = "gate/door/link.html")]
struct ArrivePage {
    frame: Frame,
    title: String,
    words: String,
    action: String,
    button: String,
}

/// A link that is over, or was none.
#[derive(Template)]
#[template(path = "gate/door/link_over.html")]
struct OverPage {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "gate/door/link_password.html")]
struct PasswordPage {
    frame: Frame,
    form: Form,
    title: String,
    action: String,
    email: String,
    words: String,
}

#[derive(Template)]
#[template(path = "gate/door/link_address.html")]
struct AddressPage {
    frame: Frame,
    form: Form,
    action: String,
    words: String,
}

/// What mail scanners see, and whoever comes from a mail: nothing but a way on.
pub async fn arrive(_: Anyone, desk: Desk, request: HttpRequest) -> Result<Page> {
    let Some(link) = find(&desk, &request).await? else { return over(&desk).await };
    let word = link.purpose.word();
    Page::ok(&ArrivePage {
        frame: desk.door_frame().await?,
        title: say!(&format!("link-{word}-title")),
        words: say!(&format!("link-{word}-words")),
        action: format!("{}/open", request.path()),
        button: say!(&format!("link-{word}-button")),
    })
}

/// The form that uses it up.
pub async fn show(_: Anyone, desk: Desk, request: HttpRequest) -> Result<Page> {
    let Some(link) = find(&desk, &request).await? else { return over(&desk).await };
    page(&desk, &request, &link, desk.form(), StatusCode::OK).await
}

/// Does what the link is for.
pub async fn submit(permit: Anyone, desk: Desk, request: HttpRequest, form: Form) -> Result<Answer> {
    let Some(link) = find(&desk, &request).await? else { return Ok(over(&desk).await?.into()) };
    let done = match link.purpose {
        Purpose::Password | Purpose::Invitation => set_password(&permit, &desk, &request, &link, form).await,
        Purpose::Address => set_address(&permit, &desk, &request, &link, form).await,
    };
    match done {
        // Used up, or disabled, since it was looked at.
        Err(Error::NotFound) => Ok(over(&desk).await?.into()),
        done => done,
    }
}

async fn set_password(
    permit: &Anyone,
    desk: &Desk,
    request: &HttpRequest,
    link: &Link,
    mut form: Form,
) -> Result<Answer> {
    let account = link.account;
    let (credentials, (name, email), house) = desk
        .read(move |conn| {
            let house = hospital::find(conn)?.map(|hospital| hospital.name).unwrap_or_default();
            Ok((store::credentials(conn, account)?, store::mailbox(conn, account)?, house))
        })
        .await?;
    let has_factor = credentials.totp_secret.is_some();
    let typed = Password::new(form.raw("password"));
    if let Err(sentence) = judge(&typed, has_factor, &house, &email, &name) {
        form.refuse("password", sentence);
        form.set("password", "");
        return Ok(page(desk, request, link, form, StatusCode::UNPROCESSABLE_ENTITY).await?.into());
    }
    let hash = desk.house().hasher.hash(typed).await.map_err(busy)?;
    let key = email_key(&email).unwrap_or_default();
    let (id, tally) = (link.id, Lift::of(desk.house(), account, &key));
    desk.write(permit, move |tx| {
        let link = links::use_up(tx, id)?;
        // How long a password has to be hangs on the second factor.
        if store::credentials(tx.conn(), account)?.totp_secret.is_some() != has_factor {
            return Err(Error::Conflict(say!("account-meanwhile")));
        }
        store::set_password(tx, account, &hash, None)?;
        links::end(tx, account, None)?;
        let ended = store::end_sessions(tx, account, None)?;
        tally.lift(tx)?;
        tx.record(
            Deed::new("password.set-by-link")
                .on("account", account)
                .with(serde_json::json!({ "link": link.purpose.word(), "sessions": ended })),
        );
        security::tell(tx, account, Change::Password, &[])
    })
    .await?;
    Ok(Reply::to("/sign-in").toast(say!("link-password-done")).into())
}

async fn set_address(
    permit: &Anyone,
    desk: &Desk,
    request: &HttpRequest,
    link: &Link,
    mut form: Form,
) -> Result<Answer> {
    let id = link.id;
    let done = desk.write(permit, move |tx| take_address(tx, id)).await;
    match done {
        Err(error) if error.breaks(EMAIL_TAKEN) => {
            form.refuse("", say!("staff-error-email-taken"));
            Ok(page(desk, request, link, form, StatusCode::UNPROCESSABLE_ENTITY).await?.into())
        }
        done => done.map(|()| Reply::to("/").toast(say!("link-address-done")).into()),
    }
}

fn take_address(tx: &mut Tx<'_>, id: links::LinkId) -> Result<()> {
    let link = links::use_up(tx, id)?;
    let new = link.email.unwrap_or_default();
    let key = email_key(&new).ok_or(Error::NotFound)?;
    // The old address hears of it, while it is the account's.
    security::tell(tx, link.account, Change::Address, &[(say!("mail-new-address"), new.clone())])?;
    employees::set_address(tx, link.account, &new, &key)?;
    // A link that went to the old address is worth nothing any more.
    links::end(tx, link.account, None)?;
    tx.record(Deed::new("account.address-changed").on("account", link.account));
    Ok(())
}

async fn find(desk: &Desk, request: &HttpRequest) -> Result<Option<Link>> {
    let token = request.match_info().get("token").unwrap_or_default();
    let Some(id) = links::read(&desk.house().root, token) else { return Ok(None) };
    let now = desk.clock().now();
    desk.read(move |conn| links::find(conn, id, now)).await
}

async fn over(desk: &Desk) -> Result<Page> {
    Page::with(StatusCode::NOT_FOUND, &OverPage { frame: desk.door_frame().await? })
}

/// The form of a link, for the first time or with what is wrong with it.
async fn page(
    desk: &Desk,
    request: &HttpRequest,
    link: &Link,
    form: Form,
    status: StatusCode,
) -> Result<Page> {
    let (account, word) = (link.account, link.purpose.word());
    let ((_, email), has_factor) = desk
        .read(move |conn| {
            let has_factor = store::credentials(conn, account)?.totp_secret.is_some();
            Ok((store::mailbox(conn, account)?, has_factor))
        })
        .await?;
    let (frame, action) = (desk.door_frame().await?, request.path().to_owned());
    match &link.email {
        Some(new) => {
            let words = say!("link-address-sure", old = email, new = new.clone());
            Page::with(status, &AddressPage { frame, form, action, words })
        }
        None => {
            let min = if has_factor { MIN_WITH_SECOND_FACTOR } else { MIN_ALONE };
            let words = say!("account-password-words", min = min);
            let title = say!(&format!("link-{word}-title"));
            Page::with(status, &PasswordPage { frame, form, title, action, email, words })
        }
    }
}
