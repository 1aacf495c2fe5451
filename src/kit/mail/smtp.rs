//! Mail through a server that speaks SMTP.

use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{AsyncSmtpTransport, Error};
use lettre::{AsyncTransport as _, Tokio1Executor};

use super::{Mail, Security, SmtpSettings, message};
use crate::kit::sending::{Accepted, Failure, Reason};

/// One mail server. A connection carries one message, so that what goes wrong with one touches no other.
pub struct Smtp {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    host: String,
    timeout: Duration,
    described: String,
}

impl Smtp {
    pub(super) fn new(settings: SmtpSettings, from: Mailbox) -> Result<Self, Failure> {
        let SmtpSettings { host, port, security, sign_in, timeout } = settings;
        let parameters =
            || TlsParameters::new(host.clone()).map_err(|error| Failure::said(Reason::Tls, error));
        let (tls, protected) = match security {
            Security::StartTls => (Tls::Required(parameters()?), "STARTTLS"),
            Security::Tls => (Tls::Wrapper(parameters()?), "TLS"),
            Security::None => (Tls::None, "no TLS, on this machine"),
        };
        let mut server = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host.as_str())
            .port(port)
            .tls(tls)
            .timeout(Some(timeout))
            .hello_name(ClientId::Domain(from.email.domain().to_owned()));
        let signed_in = if sign_in.is_some() { "signs in" } else { "without signing in" };
        let described = format!("{host}:{port}, {protected}, {signed_in}, as {}", from.email);
        if let Some((user, password)) = sign_in {
            server = server.credentials(Credentials::new(user, password));
        }
        Ok(Self { server: server.build(), from, host, timeout, described })
    }

    pub(super) fn described(&self) -> String {
        self.described.clone()
    }

    pub(super) async fn send(&self, mail: &Mail) -> Result<Accepted, Failure> {
        let message = message::build(mail, &self.from)?;
        // The transport's own limit is one for each step, and a slow server has many.
        match tokio::time::timeout(self.timeout, self.server.send(message)).await {
            Err(_) => Err(Failure::of(Reason::TimedOut)),
            Ok(Ok(_)) => Ok(Accepted { by: self.host.clone() }),
            Ok(Err(error)) => Err(Failure::said(reason(&error), words(&error))),
        }
    }
}

fn reason(error: &Error) -> Reason {
    if error.is_timeout() {
        return Reason::TimedOut;
    }
    match error.status().map(u16::from) {
        Some(code) => of_code(code),
        None if error.is_tls() || is_handshake(error) => Reason::Tls,
        None if error.is_client() && says(error, NO_STARTTLS) => Reason::Tls,
        None if error.is_client() && says(error, NO_MECHANISM) => Reason::SignIn,
        // Of our own making, such as an address that this server has no way to write.
        None if error.is_client() => Reason::Address,
        None => Reason::Unreachable,
    }
}

/// What lettre says of a server that does not offer what is demanded of it; it has no other name for that.
const NO_STARTTLS: &str = "STARTTLS is not supported";
const NO_MECHANISM: &str = "No compatible authentication mechanism";

fn says(error: &Error, what: &str) -> bool {
    words(error).contains(what)
}

/// Whether it was TLS that failed: a handshake that is refused comes as a connection that broke.
fn is_handshake(error: &Error) -> bool {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(one) = next {
        let inner = one.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        if one.is::<rustls::Error>() || inner.is_some_and(|inner| inner.is::<rustls::Error>()) {
            return true;
        }
        next = one.source();
    }
    false
}

/// What a reply of the server means (RFC 5321 4.2.3, RFC 4954 6).
fn of_code(code: u16) -> Reason {
    match code {
        530 | 534 | 535 | 538 => Reason::SignIn,
        550 | 551 | 553 => Reason::Address,
        500.. => Reason::Refused,
        _ => Reason::Busy,
    }
}

/// The innermost words: those of the server, or of what is between it and us.
fn words(error: &Error) -> String {
    let mut innermost: &dyn std::error::Error = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    match error.status() {
        Some(code) => format!("{code} {innermost}"),
        None => innermost.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_are_told_apart() {
        for (code, reason) in [
            (421, Reason::Busy),
            (450, Reason::Busy),
            (452, Reason::Busy),
            (454, Reason::Busy),
            (500, Reason::Refused),
            (530, Reason::SignIn),
            (535, Reason::SignIn),
            (550, Reason::Address),
            (552, Reason::Refused),
            (554, Reason::Refused),
        ] {
            assert_eq!(of_code(code), reason, "{code}");
            assert_eq!(of_code(code).passes(), code < 500 || reason == Reason::SignIn, "{code}");
        }
    }
}
