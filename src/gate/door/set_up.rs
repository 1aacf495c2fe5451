//! The set-up page. It asks for the code that the console showed, so that a stranger cannot claim an exposed server.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, Responder as _};
use askama::Template;
use subtle::ConstantTimeEq as _;

use super::attempt::busy;
use super::opening::Opener;
use super::session::judge;
use crate::gate::access::model::{Role, email_key};
use crate::gate::access::password::Password;
use crate::gate::access::store::{self, NewAccount};
use crate::gate::access::{NewInstallation, found, one_time};
use crate::gate::desk::{Anyone, Desk};
use crate::gate::hospital::{self, NewHospital};
use crate::kit::error::Result;
use crate::kit::text::filters;
use crate::kit::web::form::Form;
use crate::kit::web::frame::Frame;
use crate::kit::web::page::Page;
use crate::kit::web::reply::Reply;
use crate::say;

#[derive(Template)]
#[template(path = "gate/door/setup.html")]
struct SetUpPage {
    frame: Frame,
    form: Form,
    zones: Vec<(String, String)>,
}

pub async fn show(_: Anyone, desk: Desk, request: HttpRequest) -> Result<HttpResponse> {
    if desk.read(store::is_anybody_here).await? {
        return Ok(Reply::to("/").respond_to(&request));
    }
    let zone = jiff::tz::TimeZone::system().iana_name().unwrap_or("UTC").to_owned();
    let form = desk.form_with([("time_zone", zone.as_str()), ("currency", "EUR")]);
    Ok(Page::ok(&page(&desk, form).await?)?.respond_to(&request))
}

pub async fn submit(
    permit: Anyone,
    desk: Desk,
    mut form: Form,
    session: Session,
    request: HttpRequest,
) -> Result<HttpResponse> {
    if desk.read(store::is_anybody_here).await? {
        return Ok(Reply::to("/").respond_to(&request));
    }
    check_code(&desk, &mut form);
    let name = form.required("hospital", 120, "setup-hospital-missing");
    let address = form.optional("address", 500).unwrap_or_default();
    let time_zone = hospital::check_time_zone(form.raw("time_zone"));
    let currency = hospital::check_currency(form.raw("currency"));
    let site = form.required("site", 80, "setup-site-missing");
    let person = form.name("name", 120, "setup-name-missing");
    let email = email_key(form.raw("email"));
    if time_zone.is_none() {
        form.refuse("time_zone", say!("setup-time-zone-unknown"));
    }
    if currency.is_none() {
        form.refuse("currency", say!("setup-currency-unknown"));
    }
    if email.is_none() {
        form.refuse("email", say!("form-email"));
    }
    let password = Password::new(form.raw("password"));
    let typed_email = form.raw("email").trim().to_owned();
    if let Err(sentence) = judge(
        &password,
        false,
        name.as_deref().unwrap_or_default(),
        &typed_email,
        person.as_deref().unwrap_or_default(),
    ) {
        form.refuse("password", sentence);
    }
    let all = (name, time_zone, currency, site, person, email);
    let (true, (Some(name), Some(time_zone), Some(currency), Some(site), Some(person), Some(email))) =
        (form.is_valid(), all)
    else {
        form.set("password", "");
        return Ok(Page::invalid(&page(&desk, form).await?)?.respond_to(&request));
    };
    let hash = desk.house().hasher.hash(password).await.map_err(busy)?;
    let new = NewInstallation {
        hospital: NewHospital { name, address, time_zone, currency, demonstration: None },
        site,
        admin: NewAccount {
            role: Role::Admin,
            name: person,
            email: typed_email,
            email_key: email,
            password_hash: Some(hash),
            one_time_until: None,
            patient: None,
        },
    };
    let opener = Opener::new(&desk, &request);
    let opened = desk
        .write(&permit, move |tx| {
            let admin = found(tx, &new)?;
            let credentials = store::credentials(tx.conn(), admin)?;
            opener.open(tx, &credentials)
        })
        .await?;
    desk.house().forget_setup_code();
    opened.hand_over(&session)?;
    Ok(Reply::to("/").toast(say!("setup-done")).respond_to(&request))
}

fn check_code(desk: &Desk, form: &mut Form) {
    let typed = one_time::normalised(form.raw("code"));
    let right = desk
        .house()
        .setup_code()
        .is_some_and(|code| bool::from(one_time::normalised(&code).as_bytes().ct_eq(typed.as_bytes())));
    if !right {
        form.refuse("code", say!("setup-code-wrong"));
    }
}

async fn page(desk: &Desk, form: Form) -> Result<SetUpPage> {
    Ok(SetUpPage {
        frame: desk.door_frame().await?,
        form,
        zones: hospital::time_zones().into_iter().map(|zone| (zone.clone(), zone)).collect(),
    })
}
