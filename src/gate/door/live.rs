//! Where an open page takes up its line.

use std::time::Duration;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};

use crate::gate::desk::{Desk, SignedIn};
use crate::gate::live::{Full, Line, Watchers};
use crate::kit::error::{Error, Result};
use crate::say;

/// When whoever found no room may come again.
const LATER: Duration = Duration::from_secs(30);

/// Opens a line for a page of ours. The browser says in `Origin` where the page is from; one that says nothing is not
/// let in, since no other header protects this door.
pub async fn open(
    person: SignedIn,
    desk: Desk,
    watchers: web::Data<Watchers>,
    request: HttpRequest,
    body: web::Payload,
) -> Result<HttpResponse> {
    let origin = request.headers().get(header::ORIGIN).and_then(|value| value.to_str().ok());
    if !origin.is_some_and(|origin| origin.eq_ignore_ascii_case(&desk.visit().base)) {
        return Err(Error::Invalid(say!("error-foreign")));
    }
    let house = desk.house();
    let place = house.live.take(&person.who).map_err(|Full| Error::TooMany(LATER))?;
    let Ok((response, out, messages)) = actix_ws::handle(&request, body) else {
        return Err(Error::Invalid(say!("form-broken")));
    };
    let line = Line {
        place,
        who: person.who.clone(),
        actor: person.actor().clone(),
        db: house.db.clone(),
        watchers: watchers.get_ref().clone(),
    };
    actix_web::rt::spawn(line.hold(out, messages));
    Ok(response)
}
