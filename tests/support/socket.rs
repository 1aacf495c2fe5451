//! A server on a real port, in the process of the test.

use std::net::{SocketAddr, TcpListener};
use std::time::{Duration, Instant};

use actix_web::web;
use tokio::sync::oneshot;
use wardbook::app;
use wardbook::gate::desk::House;

use super::Person;
use super::line::PATIENCE;
pub use super::line::{Came, Line};

/// The application as `wardbook serve` runs it.
pub struct Server {
    address: SocketAddr,
    // Dropped with the server, which then ends.
    _running: oneshot::Sender<()>,
}

impl Server {
    /// Serves a house until it is dropped.
    pub fn of(house: &web::Data<House>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let (served, before) = (house.clone(), house.db.hints().mark());
        let (running, over) = oneshot::channel();
        let enough = async { drop(over.await) };
        std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(app::serve_until(served, listener, enough))
        });
        // A server that begins to listen to others tells that anything may have changed before.
        let until = Instant::now() + PATIENCE;
        while !house.db.location().is_sqlite() && house.db.hints().mark() == before {
            assert!(Instant::now() < until, "it listens to others");
            std::thread::sleep(Duration::from_millis(10));
        }
        Self { address, _running: running }
    }

    /// Where its pages come from.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Opens a line as a page of this person does.
    pub fn line(&self, person: &Person<'_>) -> Line {
        self.ask(person, Some(&self.origin())).unwrap_or_else(|status| panic!("no line: {status}"))
    }

    /// Asks for a line from a page of `origin`; answers the status when there is none to be had.
    pub fn ask(&self, person: &Person<'_>, origin: Option<&str>) -> Result<Line, u16> {
        let cookies = person.cookies.borrow();
        let cookies: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        Line::open(self.address, origin, &cookies.join("; "))
    }
}

impl Line {
    /// The number with which the line is cut, and how long that took.
    pub fn end(&mut self) -> (u16, Duration) {
        let began = Instant::now();
        loop {
            match self.within(PATIENCE) {
                Came::Cut(code) => return (code, began.elapsed()),
                Came::Said(_) => {}
                Came::Nothing => panic!("the line is still there"),
            }
        }
    }
}
