//! Text messages through a gateway that takes HTTP requests.
//!
//! A request is a POST with the configured body. `Idempotency-Key` is the message's own id, the same in every try. With
//! a key, `X-Wardbook-Timestamp` holds the seconds since 1970 and `X-Wardbook-Signature` is `sha256=` and, in
//! hexadecimal digits, HMAC-SHA-256 over that number, a full stop, the `Idempotency-Key`, a full stop and the body.

use std::sync::{Arc, OnceLock};

use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sha2::Sha256;
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use super::{Format, GatewaySettings, TextMessage};
use crate::kit::sending::{Accepted, Failure, Reason};

/// How many bytes of an answer are read; more would only be shown.
const ANSWER: u64 = 4096;

/// One gateway.
pub struct Gateway {
    settings: GatewaySettings,
    agent: OnceLock<Agent>,
}

impl Gateway {
    pub(super) fn new(settings: GatewaySettings) -> Self {
        Self { settings, agent: OnceLock::new() }
    }

    pub(super) fn described(&self) -> String {
        let signed = if self.settings.key.is_some() { "signed" } else { "not signed" };
        format!("{}, requests {signed}", host_of(&self.settings.url))
    }

    pub(super) async fn send(&self, message: &TextMessage, now: Timestamp) -> Result<Accepted, Failure> {
        let agent = self.agent.get_or_init(|| agent(&self.settings)).clone();
        let (settings, message) = (self.settings.clone(), message.clone());
        tokio::task::spawn_blocking(move || ask(&agent, &settings, &message, now))
            .await
            .map_err(|error| Failure::said(Reason::Interrupted, error))?
    }
}

fn agent(settings: &GatewaySettings) -> Agent {
    // The machine's own certificates, as for mail. None at all: every https request then fails and says so.
    let roots: Vec<Certificate<'static>> = rustls_native_certs::load_native_certs()
        .certs
        .iter()
        .map(|one| Certificate::from_der(one.as_ref()).to_owned())
        .collect();
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::Specific(Arc::new(roots)))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build();
    Agent::config_builder()
        .tls_config(tls)
        .timeout_global(Some(settings.timeout))
        .http_status_as_error(false)
        // Words for one gateway are not for whomever it points to.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .user_agent(concat!("wardbook/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent()
}

fn ask(
    agent: &Agent,
    settings: &GatewaySettings,
    message: &TextMessage,
    now: Timestamp,
) -> Result<Accepted, Failure> {
    let body = filled(settings, message);
    let kind = match settings.format {
        Format::Json => "application/json",
        Format::Form => "application/x-www-form-urlencoded",
    };
    let mut request =
        agent.post(&settings.url).header("Content-Type", kind).header("Idempotency-Key", &message.id);
    if let Some(authorization) = &settings.authorization {
        request = request.header("Authorization", authorization);
    }
    if let Some(key) = &settings.key {
        let seconds = now.as_second().to_string();
        let signature = signature(key, &seconds, &message.id, &body)?;
        request = request.header("X-Wardbook-Timestamp", &seconds).header("X-Wardbook-Signature", &signature);
    }
    match request.send(&body) {
        Ok(mut answer) => {
            let status = answer.status().as_u16();
            if (200..300).contains(&status) {
                return Ok(Accepted { by: host_of(&settings.url).to_owned() });
            }
            let words = answer
                .body_mut()
                .with_config()
                .limit(ANSWER)
                .lossy_utf8(true)
                .read_to_string()
                .unwrap_or_default();
            Err(Failure::said(of_status(status), format!("{status} {words}")))
        }
        Err(error) => Err(Failure::said(of_error(&error), error)),
    }
}

/// What an answer of the gateway means.
fn of_status(status: u16) -> Reason {
    match status {
        401 | 403 => Reason::SignIn,
        404 | 405 => Reason::Refused,
        408 | 425 | 429 => Reason::Busy,
        400 | 422 => Reason::Address,
        500.. => Reason::Busy,
        _ => Reason::Refused,
    }
}

fn of_error(error: &ureq::Error) -> Reason {
    match error {
        ureq::Error::Timeout(_) => Reason::TimedOut,
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) | ureq::Error::Pem(_) => Reason::Tls,
        ureq::Error::Io(io) if io.get_ref().is_some_and(|inner| inner.is::<rustls::Error>()) => Reason::Tls,
        _ => Reason::Unreachable,
    }
}

fn filled(settings: &GatewaySettings, message: &TextMessage) -> String {
    let escape = |words: &str| match settings.format {
        Format::Json => {
            let quoted = serde_json::Value::from(words).to_string();
            quoted[1..quoted.len() - 1].to_owned()
        }
        Format::Form => {
            let pair = serde_urlencoded::to_string([("", words)]).unwrap_or_default();
            pair.trim_start_matches('=').to_owned()
        }
    };
    // One place after the other, so that words which look like a place stay words.
    let mut body = String::new();
    let mut rest = settings.body.as_str();
    while let Some(at) = rest.find('{') {
        body.push_str(&rest[..at]);
        rest = &rest[at..];
        let places = [("{to}", &message.to), ("{text}", &message.text), ("{id}", &message.id)];
        match places.into_iter().find(|(place, _)| rest.starts_with(place)) {
            Some((place, words)) => {
                body.push_str(&escape(words));
                rest = &rest[place.len()..];
            }
            None => {
                body.push('{');
                rest = &rest[1..];
            }
        }
    }
    body + rest
}

fn signature(key: &str, seconds: &str, id: &str, body: &str) -> Result<String, Failure> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes())
        .map_err(|error| Failure::said(Reason::Refused, error))?;
    for part in [seconds, id] {
        mac.update(part.as_bytes());
        mac.update(b".");
    }
    mac.update(body.as_bytes());
    Ok(format!("sha256={}", hex::encode(mac.finalize().into_bytes())))
}

/// The host of an address, without what may be secret in the rest of it.
fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    authority.rsplit('@').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn settings(body: &str, format: Format) -> GatewaySettings {
        GatewaySettings {
            url: "https://user:pass@sms.example/send?key=1".into(),
            body: body.into(),
            format,
            key: None,
            authorization: None,
            timeout: Duration::from_secs(1),
        }
    }

    fn message(text: &str) -> TextMessage {
        TextMessage { id: "0193".into(), to: "+49 40 555".into(), text: text.into() }
    }

    #[test]
    fn words_stay_words_in_a_body() {
        let json = settings(r#"{"to":"{to}","text":"{text}","id":"{id}","n":{"x":1}}"#, Format::Json);
        let evil = "\"},{to}\n{id}\\";
        let body: serde_json::Value = serde_json::from_str(&filled(&json, &message(evil))).unwrap();
        assert_eq!(body["text"], evil);
        assert_eq!((body["to"].as_str(), body["n"]["x"].as_i64()), (Some("+49 40 555"), Some(1)));
        let form = settings("to={to}&text={text}", Format::Form);
        let body = filled(&form, &message("a&b=c {to}"));
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(&body).unwrap();
        assert_eq!(pairs, [("to".into(), "+49 40 555".into()), ("text".into(), "a&b=c {to}".into())]);
    }

    #[test]
    fn a_signature_is_over_time_message_and_body() {
        // HMAC-SHA-256 with key "key" over "1.id.body".
        let known = signature("key", "1", "id", "body").unwrap();
        assert_eq!(known.len(), "sha256=".len() + 64);
        assert_ne!(known, signature("key", "2", "id", "body").unwrap());
        assert_ne!(known, signature("kez", "1", "id", "body").unwrap());
        assert_ne!(known, signature("key", "1", "id", "bodz").unwrap());
        // A request that somebody has listened to is worth nothing as another message.
        assert_ne!(known, signature("key", "1", "ie", "body").unwrap());
    }

    #[test]
    fn answers_are_told_apart_and_secrets_are_not_described() {
        for (status, passes) in [
            (400, false),
            (401, true),
            (403, true),
            (404, false),
            (408, true),
            (429, true),
            (500, true),
            (503, true),
            (302, false),
        ] {
            assert_eq!(of_status(status).passes(), passes, "{status}");
        }
        let gateway = Gateway::new(settings("{to}{text}", Format::Form));
        assert_eq!(gateway.described(), "sms.example, requests not signed");
    }
}
