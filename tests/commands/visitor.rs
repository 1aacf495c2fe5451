//! Somebody with a browser at a real server: cookies, forms, and no more of HTTP than that needs.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Somebody; their cookies are good at every server of their hospital.
#[derive(Default)]
pub struct Visitor {
    cookies: BTreeMap<String, String>,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    /// The value of the first input of this name.
    fn input(&self, name: &str) -> String {
        let (_, rest) = self.body.split_once(&format!("name=\"{name}\" value=\"")).unwrap_or_default();
        rest.split('"').next().unwrap_or_default().to_owned()
    }
}

impl Visitor {
    /// As a browser sends them.
    pub fn cookies(&self) -> String {
        let pairs: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    pub fn get(&mut self, at: SocketAddr, path: &str) -> Answer {
        self.ask(at, "GET", path, "")
    }

    /// Opens a form, fills it in and sends it to `path`.
    pub fn fill(&mut self, at: SocketAddr, form: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(at, form);
        let (csrf, key) = (page.input("csrf"), page.input("key"));
        let mut all: Vec<(&str, &str)> = vec![("csrf", &csrf), ("key", &key)];
        all.extend(fields);
        let body = serde_urlencoded::to_string(&all).expect("a body");
        self.ask(at, "POST", path, &body)
    }

    fn ask(&mut self, at: SocketAddr, method: &str, path: &str, body: &str) -> Answer {
        let mut stream = TcpStream::connect(at).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("patience");
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\nAccept-Encoding: identity\r\nCookie: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            self.cookies(),
            body.len()
        )
        .expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        for line in head.lines() {
            let Some((name, value)) = line.split_once(": ") else { continue };
            if name.eq_ignore_ascii_case("set-cookie")
                && let Some((name, value)) = value.split(';').next().and_then(|pair| pair.split_once('='))
            {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }
}
