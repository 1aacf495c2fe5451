//! One request: from where, in which session, by whom.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use actix_session::{Session, SessionExt as _};
use actix_web::dev::ServiceRequest;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};

use super::crowd::network;
use super::house::House;
use crate::gate::access::model::{Identity, SessionState};
use crate::gate::access::session_store::{UNKNOWN, WHO};
use crate::gate::actor::Actor;
use crate::kit::db::hints::Mark;
use crate::kit::error::{Error, Result};
use crate::kit::web::frame::{Flash, FormKeys};
use crate::kit::web::names;

/// What is known of a request before any handler sees it.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Who is behind it, if anybody, in whatever state the session is.
    pub identity: Option<Arc<Identity>>,
    /// Where it comes from.
    pub address: IpAddr,
    /// Where the browser reached us, such as `https://book.hospital.example`, without a slash at its end.
    pub base: String,
    /// What its log lines and audit rows are found by.
    pub request: String,
    /// The path that was asked for.
    pub path: String,
    /// The path with its query.
    pub full_path: String,
    /// Whether htmx asks.
    pub is_htmx: bool,
    /// Whether an open page asks by itself, which is no activity.
    pub is_background: bool,
    /// Up to where everything was told when the request came: what changes later, an open page hears.
    pub mark: Mark,
    /// Binds forms to whoever this is.
    pub keys: FormKeys,
    /// A sentence from the last page.
    pub flash: Option<Flash>,
}

impl Visit {
    /// Reads a request. `visitor` is the value of the cookie that binds forms of those who have not signed in. An
    /// error says that nobody knows who it is; the visit beside it is good for painting that.
    pub(super) fn read(
        request: &ServiceRequest,
        house: &House,
        id: String,
        visitor: &str,
    ) -> (Self, Result<()>) {
        let (identity, known) = match who(&request.get_session()) {
            Ok(identity) => (identity, Ok(())),
            Err(error) => (None, Err(error)),
        };
        let bearer = match &identity {
            Some(identity) => identity.session.to_string(),
            None => format!("visitor {visitor}"),
        };
        let visit = Self {
            identity: identity.map(Arc::new),
            address: address_of(request, house),
            base: match &house.settings.base_url {
                Some(url) => url.trim_end_matches('/').to_owned(),
                None => format!("http://{}", host_of(request, house)),
            },
            request: id,
            path: request.path().to_owned(),
            full_path: request
                .uri()
                .path_and_query()
                .map_or_else(|| request.path().to_owned(), ToString::to_string),
            is_htmx: request.headers().contains_key(names::HX_REQUEST),
            is_background: request.headers().contains_key(names::BACKGROUND) || request.path() == names::LIVE,
            mark: house.db.hints().mark(),
            keys: FormKeys::new(&house.root, bearer),
            flash: None,
        };
        (visit, known)
    }

    /// Whose line the request came over; failures of all its addresses are counted together.
    pub fn network(&self) -> IpAddr {
        network(self.address)
    }

    /// The person, when the session is live.
    ///
    /// # Errors
    /// [`Error::SignIn`] otherwise.
    pub fn live(&self) -> Result<&Arc<Identity>> {
        self.identity.as_ref().filter(|identity| identity.state == SessionState::Live).ok_or(Error::SignIn)
    }

    /// Who acts in this request, for the audit trail.
    pub fn actor(&self, house: &House) -> Actor {
        let visitor = Actor::visitor(self.address.to_string(), self.request.clone(), &house.root);
        match &self.identity {
            Some(who) => visitor.person(who.account, who.role.as_str(), &who.name, Some(who.session)),
            None => visitor,
        }
    }

    /// The visit of a request that went through the gate.
    ///
    /// # Errors
    /// [`Error::Bug`] when it did not.
    pub fn of(request: &HttpRequest) -> Result<Self> {
        request.extensions().get::<Self>().cloned().ok_or_else(|| Error::bug("a request past the gate"))
    }
}

impl FromRequest for Visit {
    type Error = Error;
    type Future = std::future::Ready<Result<Self>>;
    fn from_request(request: &HttpRequest, _: &mut actix_web::dev::Payload) -> Self::Future {
        std::future::ready(Self::of(request))
    }
}

/// Who is behind the cookie, if anybody.
fn who(session: &Session) -> Result<Option<Identity>> {
    match session.get::<Option<String>>(UNKNOWN).map_err(Error::bug)? {
        Some(None) => Err(Error::Unavailable("the database is away")),
        Some(Some(cause)) => Err(Error::bug(cause)),
        None => session.get(WHO).map_err(Error::bug),
    }
}

fn peer_of(request: &ServiceRequest) -> IpAddr {
    request.peer_addr().map_or(IpAddr::from([127, 0, 0, 1]), |peer| peer.ip().to_canonical())
}

fn is_trusted(house: &House, address: IpAddr) -> bool {
    house.settings.trusted_proxies.iter().any(|proxy| proxy.to_canonical() == address)
}

/// The peer, or, behind a trusted proxy, whom the nearest of them that we do not trust came to it as.
///
/// Each proxy adds whom it heard from at the right end; what stands further left than the first that is no proxy of
/// ours was written by whoever sent the request, and is worth nothing.
fn address_of(request: &ServiceRequest, house: &House) -> IpAddr {
    let peer = peer_of(request);
    if !is_trusted(house, peer) {
        return peer;
    }
    let values: Vec<_> = request
        .headers()
        .get_all("X-Forwarded-For")
        .map(|value| String::from_utf8_lossy(value.as_bytes()))
        .collect();
    for part in values.iter().rev().flat_map(|value| value.rsplit(',')) {
        match forwarded(part.trim()) {
            Some(address) if is_trusted(house, address) => {}
            Some(address) => return address,
            // Not an address, such as "unknown": then nobody can say more than who brought it.
            None => break,
        }
    }
    peer
}

/// An address as proxies write it, with a port or without.
fn forwarded(text: &str) -> Option<IpAddr> {
    let address = text.parse().or_else(|_| text.parse::<SocketAddr>().map(|socket| socket.ip()));
    let bare = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    address.ok().or_else(bare).map(|address| address.to_canonical())
}

/// Under which name the browser reached us: as it says itself, or, behind a trusted proxy, as that says it did.
fn host_of(request: &ServiceRequest, house: &House) -> String {
    if is_trusted(house, peer_of(request)) {
        return request.connection_info().host().to_owned();
    }
    let said = request.headers().get(header::HOST).and_then(|value| value.to_str().ok());
    let authority = request.uri().authority().map(|authority| authority.as_str());
    said.or(authority).unwrap_or_else(|| request.app_config().host()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::forwarded;

    #[test]
    fn proxies_write_addresses_in_several_ways() {
        for (text, address) in [
            ("203.0.113.7", "203.0.113.7"),
            ("203.0.113.7:41234", "203.0.113.7"),
            ("2001:db8::1", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("[2001:db8::1]:443", "2001:db8::1"),
            ("::ffff:203.0.113.7", "203.0.113.7"),
        ] {
            assert_eq!(forwarded(text), address.parse().ok(), "{text}");
        }
        for rubbish in ["", "unknown", "garbage", "203.0.113", "[203.0.113.7", "_hidden", "\u{fffd}"] {
            assert_eq!(forwarded(rubbish), None, "{rubbish}");
        }
    }
}
