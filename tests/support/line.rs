//! The line that an open page holds to a server on a real port.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use actix_codec::{Decoder as _, Encoder as _};
use actix_http::ws::{Codec, Frame, Message};
use actix_web::web::BytesMut;
use serde_json::Value;

/// How long a test waits for what must come.
pub const PATIENCE: Duration = Duration::from_secs(8);

/// What came over a line.
#[derive(Debug, PartialEq)]
pub enum Came {
    Said(Value),
    /// The line was cut, with this number.
    Cut(u16),
    /// Nothing, for as long as was waited.
    Nothing,
}

/// A line.
pub struct Line {
    stream: TcpStream,
    codec: Codec,
    bytes: BytesMut,
}

impl Line {
    /// Asks for one as a page of `origin` does; answers the status when there is none to be had.
    pub fn open(address: SocketAddr, origin: Option<&str>, cookies: &str) -> Result<Self, u16> {
        let mut stream = TcpStream::connect(address).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        let origin = origin.map(|origin| format!("Origin: {origin}\r\n")).unwrap_or_default();
        let request = format!(
            "GET /live HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{origin}Cookie: {cookies}\r\n\r\n",
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).expect("an answer");
            head.push(byte[0]);
        }
        let head = String::from_utf8_lossy(&head).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        if status != 101 {
            return Err(status);
        }
        Ok(Self { stream, codec: Codec::new().client_mode(), bytes: BytesMut::new() })
    }

    pub fn send(&mut self, message: Message) {
        let mut bytes = BytesMut::new();
        self.codec.encode(message, &mut bytes).expect("a frame");
        // Whoever has been cut hears it when they listen.
        self.stream.write_all(&bytes).ok();
    }

    pub fn say(&mut self, text: impl Into<String>) {
        self.send(Message::Text(text.into().into()));
    }

    /// Says what the page shows, and hears what it may.
    pub fn watch(&mut self, topics: &[&str]) -> Value {
        self.say(serde_json::json!({ "watch": topics }).to_string());
        self.next()
    }

    /// The next thing that is said.
    pub fn next(&mut self) -> Value {
        match self.within(PATIENCE) {
            Came::Said(value) => value,
            other => panic!("{other:?}"),
        }
    }

    /// What comes within a while. Pings are answered.
    pub fn within(&mut self, wait: Duration) -> Came {
        let until = Instant::now() + wait;
        loop {
            while let Some(frame) = self.codec.decode(&mut self.bytes).expect("a frame") {
                match frame {
                    Frame::Text(text) => return Came::Said(serde_json::from_slice(&text).expect("JSON")),
                    Frame::Ping(bytes) => self.send(Message::Pong(bytes)),
                    Frame::Close(reason) => return Came::Cut(reason.map_or(0, |reason| reason.code.into())),
                    Frame::Pong(_) => {}
                    other => panic!("{other:?}"),
                }
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Came::Nothing;
            }
            self.stream.set_read_timeout(Some(left)).expect("a timeout");
            let mut some = [0; 4096];
            match self.stream.read(&mut some) {
                Ok(0) => return Came::Cut(0),
                Ok(count) => self.bytes.extend_from_slice(&some[..count]),
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    return Came::Nothing;
                }
                Err(_) => return Came::Cut(0),
            }
        }
    }
}
