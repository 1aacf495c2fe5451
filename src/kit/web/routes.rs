//! The only way to add a route: the handler must begin with an entry, or it does not compile.
//!
//! ```
//! use actix_web::HttpResponse;
//! use wardbook::gate::desk::{Anyone, Desk};
//! use wardbook::kit::web::routes::Routes;
//!
//! async fn page(_: Anyone, _: Desk) -> HttpResponse {
//!     HttpResponse::Ok().finish()
//! }
//! Routes::listing(|routes| {
//!     routes.get("/page", page);
//! });
//! ```
//!
//! Its twin, which differs in the first argument only, is refused:
//!
//! ```compile_fail,E0277
//! use actix_web::HttpResponse;
//! use wardbook::gate::desk::{Anyone, Desk};
//! use wardbook::kit::web::routes::Routes;
//!
//! async fn page(_: Desk) -> HttpResponse {
//!     HttpResponse::Ok().finish()
//! }
//! Routes::listing(|routes| {
//!     routes.get("/page", page);
//! });
//! ```

use actix_web::web::{self, ServiceConfig};
use actix_web::{Handler, Responder};

use super::entry::{Demand, Guarded};

/// One route of the real table.
#[derive(Clone, Copy, Debug)]
pub struct Listed {
    /// GET or POST.
    pub method: &'static str,
    /// The address, with `{…}` for what varies.
    pub path: &'static str,
    /// What its entry demands.
    pub demand: Demand,
}

/// Collects routes: for the server, or only to list them.
pub struct Routes<'a> {
    server: Option<&'a mut ServiceConfig>,
    listed: Vec<Listed>,
}

impl<'a> Routes<'a> {
    /// Registers with the server.
    pub fn onto(server: &'a mut ServiceConfig) -> Self {
        Self { server: Some(server), listed: Vec::new() }
    }

    /// Answers the list only.
    pub fn listing(fill: impl FnOnce(&mut Routes<'_>)) -> Vec<Listed> {
        let mut routes = Routes { server: None, listed: Vec::new() };
        fill(&mut routes);
        routes.listed
    }

    /// A page. It changes nothing but the record of looking.
    pub fn get<F, Args>(&mut self, path: &'static str, handler: F) -> &mut Self
    where
        F: Handler<Args>,
        Args: Guarded + 'static,
        F::Output: Responder + 'static,
    {
        self.add("GET", path, handler)
    }

    /// A change.
    pub fn post<F, Args>(&mut self, path: &'static str, handler: F) -> &mut Self
    where
        F: Handler<Args>,
        Args: Guarded + 'static,
        F::Output: Responder + 'static,
    {
        self.add("POST", path, handler)
    }

    fn add<F, Args>(&mut self, method: &'static str, path: &'static str, handler: F) -> &mut Self
    where
        F: Handler<Args>,
        Args: Guarded + 'static,
        F::Output: Responder + 'static,
    {
        self.listed.push(Listed { method, path, demand: Args::DEMAND });
        if let Some(server) = &mut self.server {
            let route = if method == "GET" { web::get() } else { web::post() };
            server.route(path, route.to(handler));
        }
        self
    }
}
