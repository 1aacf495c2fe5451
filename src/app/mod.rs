//! Builds everything from the settings; used by the command line and by the tests.

mod upkeep;

pub use upkeep::tidy;

use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

use actix_session::SessionMiddleware;
use actix_session::config::{CookieContentSecurity, PersistentSession, SessionLifecycle, TtlExtensionPolicy};
use actix_web::body::MessageBody;
use actix_web::cookie::{Key as CookieKey, SameSite};
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, HttpResponse, HttpServer, web};
use sha2::{Digest as _, Sha256};

use crate::gate::access::hasher::{Cost, Hasher};
use crate::gate::access::one_time;
use crate::gate::access::session_store::Sessions;
use crate::gate::desk::{House, enter, headers};
use crate::gate::live;
use crate::kit::clock::Clock;
use crate::kit::config::Settings;
use crate::kit::db::{self, Db, Location, Options, StatementCounter};
use crate::kit::error::{Error, Result};
use crate::kit::lock::{self, Lock};
use crate::kit::post::Post;
use crate::kit::seal::{Key, KeyFile};
use crate::kit::web::routes::Routes;
use crate::kit::web::{assets, names};
use crate::{routes, wiring};
use upkeep::Upkeep;

/// How the tests differ from the real thing.
#[derive(Default)]
pub struct Adjustments {
    /// Another clock than the system's.
    pub clock: Option<Clock>,
    /// Another cost of password hashing.
    pub cost: Option<Cost>,
    /// Counts the statements of all connections.
    pub counter: Option<StatementCounter>,
}

/// Opens the installation: folder, key, database, without migrating it.
///
/// # Errors
/// In words when the folder, the key or the database cannot be used.
pub fn open(settings: Settings, adjust: Adjustments) -> Result<House> {
    let root = root_key(&settings)?;
    let post = Post::of(&settings)?;
    let db = Db::open(Options {
        location: settings.location()?,
        clock: adjust.clock.unwrap_or_else(Clock::system),
        readers: settings.readers,
        counter: adjust.counter,
    })?;
    let hasher = Hasher::new(adjust.cost.unwrap_or(Cost::PROMISED)).map_err(Error::bug)?;
    Ok(House::new(db, settings, root, hasher, post, wiring::ABOVE, Some(one_time::setup_code())))
}

/// Makes the folder of the installation, readable by nobody else.
///
/// # Errors
/// In words when it cannot be made.
pub fn make_folder(folder: &Path) -> Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .map_err(|error| Error::Conflict(format!("{} cannot be made: {error}.", folder.display())))
}

fn root_key(settings: &Settings) -> Result<Key> {
    make_folder(&settings.data)?;
    if let Some(secret) = settings.secret()? {
        return Ok(Key::from_bytes(Sha256::digest(secret.as_bytes()).into()));
    }
    let path = settings.data.join("wardbook.key");
    let file = KeyFile::load_or_create(&path).map_err(|error| Error::Conflict(error.to_string()))?;
    if file.open_to_others {
        tracing::warn!("{} can be read by others on this machine; run chmod 600 on it", path.display());
    }
    Ok(file.key)
}

/// Brings the database to this version's tables.
///
/// # Errors
/// In words when it was made by a newer version.
pub fn migrate(settings: &Settings) -> Result<Vec<String>> {
    make_folder(&settings.data)?;
    db::migrate(&settings.location()?)
}

/// The lock of an embedded installation; none on PostgreSQL, where several servers are one hospital.
///
/// # Errors
/// In words when another server has it.
pub fn lock(settings: &Settings) -> Result<Option<Lock>> {
    make_folder(&settings.data)?;
    match settings.location()? {
        Location::Sqlite(_) => lock::take(&settings.data).map(Some),
        Location::Postgres(_) => Ok(None),
    }
}

/// The application, as the server and the tests run it.
pub fn application(
    house: web::Data<House>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    let secure = house.settings.is_https();
    let cookie = CookieKey::derive_from(house.root.derive("session cookie").mac(&[b"cookie"]).as_bytes());
    let prefix = if secure { "__Host-" } else { "" };
    let sessions = SessionMiddleware::builder(Sessions::new(house.db.clone()), cookie)
        .cookie_name(format!("{prefix}{}", names::SESSION_COOKIE))
        .cookie_secure(secure)
        .cookie_http_only(true)
        .cookie_same_site(SameSite::Strict)
        .cookie_path("/".into())
        .cookie_content_security(CookieContentSecurity::Signed)
        .session_lifecycle(SessionLifecycle::from(
            PersistentSession::default()
                .session_ttl(actix_web::cookie::time::Duration::hours(
                    i64::from(house.settings.session_hours) + 12,
                ))
                .session_ttl_extension_policy(TtlExtensionPolicy::OnStateChanges),
        ))
        .build();
    let root = house.root.clone();
    App::new()
        .app_data(house)
        .app_data(web::Data::new(wiring::HEADS))
        .app_data(web::Data::new(wiring::NEIGHBOURS))
        .app_data(web::Data::new(wiring::WRITE_TO))
        .app_data(web::Data::new(wiring::dependants()))
        .app_data(web::Data::new(wiring::leaving()))
        .app_data(web::Data::new(wiring::basket(&root)))
        .app_data(web::Data::new(wiring::beside()))
        .app_data(web::Data::new(wiring::watchers()))
        .app_data(web::Data::new(wiring::tellers()))
        .app_data(web::Data::new(wiring::ASKING))
        .wrap(from_fn(headers))
        .configure(assets::serve)
        .route("/healthz", web::get().to(healthz))
        .route("/readyz", web::get().to(readyz))
        .service(
            web::scope("")
                .wrap(from_fn(enter))
                .wrap(sessions)
                .wrap(Compress::default())
                .configure(|server| routes::all(&mut Routes::onto(server))),
        )
}

async fn healthz() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok\n")
}

async fn readyz(house: web::Data<House>) -> HttpResponse {
    let answered = house.db.read(|conn| crate::gate::hospital::find(conn).map(|_| ())).await;
    // It stays where it is: of two who ask at once, neither takes it from the other.
    let probe = house.folder().join(".ready");
    let writable = web::block(move || std::fs::write(&probe, b"ready\n").is_ok()).await.unwrap_or(false);
    match (answered, writable) {
        // A house without mail is ready all the same: what it cannot send is kept and shows.
        (Ok(()), true) if house.post.mailer.is_set_up() => {
            HttpResponse::Ok().content_type("text/plain").body("ready\n")
        }
        (Ok(()), true) => HttpResponse::Ok().content_type("text/plain").body("ready\nmail not set up\n"),
        (Err(_), _) => HttpResponse::ServiceUnavailable().content_type("text/plain").body("database away\n"),
        (_, false) => {
            HttpResponse::ServiceUnavailable().content_type("text/plain").body("disk not writable\n")
        }
    }
}

/// Serves until the process is told to stop, and finishes what is under way.
///
/// # Errors
/// When the server cannot run at all.
pub async fn serve(house: web::Data<House>, listener: TcpListener) -> Result<()> {
    serve_until(house, listener, std::future::pending()).await
}

/// [`serve`] that ends with `enough` as well.
///
/// # Errors
/// As [`serve`].
pub async fn serve_until(
    house: web::Data<House>,
    listener: TcpListener,
    enough: impl Future<Output = ()>,
) -> Result<()> {
    let upkeep = Upkeep::start(&house).await?;
    let stopper = tokio::spawn(let_lines_go(house.live.clone()));
    let shared = house.clone();
    let mut server = HttpServer::new(move || application(shared.clone()))
        .listen(listener)
        .map_err(Error::bug)?
        .shutdown_timeout(20)
        .client_request_timeout(Duration::from_secs(10))
        .run();
    let handle = server.handle();
    let served = tokio::select! {
        served = &mut server => served,
        () = enough => {
            house.live.stop();
            tokio::join!(handle.stop(true), server).1
        }
    };
    stopper.abort();
    upkeep.stop().await?;
    served.map_err(Error::bug)
}

/// A server that is asked to stop waits for what is under way; lines of open pages would keep it waiting.
async fn let_lines_go(hub: live::Hub) {
    #[cfg(unix)]
    if let Ok(mut asked) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        asked.recv().await;
        hub.stop();
    }
    #[cfg(not(unix))]
    if tokio::signal::ctrl_c().await.is_ok() {
        hub.stop();
    }
}
