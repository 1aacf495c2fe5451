//! `wardbook serve`.

use std::net::TcpListener;

use actix_web::web;

use crate::app::{self, Adjustments};
use crate::gate::access::store;
use crate::gate::desk::House;
use crate::kit::config::Settings;
use crate::kit::error::{Error, Result};
use crate::kit::private;

pub(super) fn serve(settings: Settings) -> Result<()> {
    let lock = app::lock(&settings)?;
    app::migrate(&settings)?;
    let listener = listen(&settings)?;
    let house = app::open(settings, Adjustments::default())?;
    if house.db.read_now(|conn| Ok(!store::is_anybody_here(conn)?))? {
        announce_setup(&house);
    }
    run(house, listener)?;
    drop(lock);
    Ok(())
}

/// Takes the address, or says in words why not.
pub(in crate::cli) fn listen(settings: &Settings) -> Result<TcpListener> {
    TcpListener::bind(settings.listen).map_err(|error| {
        Error::Conflict(format!(
            "{} cannot be listened on: {error}. Choose another with WARDBOOK_LISTEN.",
            settings.listen
        ))
    })
}

/// Serves until stopped.
pub(in crate::cli) fn run(house: House, listener: TcpListener) -> Result<()> {
    let settings = &house.settings;
    let address = listener.local_addr().unwrap_or(settings.listen);
    if !settings.is_https() && !address.ip().is_loopback() {
        tracing::warn!(
            "serving plain HTTP beyond this machine: put a TLS proxy in front and set WARDBOOK_BASE_URL to its https address"
        );
    }
    let open = private::open_to_others(&settings.data).unwrap_or_default();
    if let Some(words) = private::in_words(&settings.data, &open) {
        tracing::warn!("{words}");
    }
    eprintln!("Wardbook is at {}", settings.base_url.clone().unwrap_or_else(|| format!("http://{address}")));
    actix_web::rt::System::new().block_on(app::serve(web::Data::new(house), listener))
}

fn announce_setup(house: &House) {
    if let Some(code) = house.setup_code() {
        eprintln!(
            "There is no hospital in this database yet. Open the address below; its set-up page asks for this code: {code}"
        );
    }
}
