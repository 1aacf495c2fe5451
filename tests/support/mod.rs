//! A hospital for one test: its own database, its own clock, and people who speak to it.
//!
//! SQLite unless `WARDBOOK_TEST_POSTGRES` names a server (an address of its maintenance database): each test copies a
//! template that was migrated and founded once per run.

pub mod database;
pub mod diary;
pub mod line;
pub mod mail_server;
pub mod paper;
pub mod person;
pub mod socket;

use std::rc::Rc;

use actix_http::Request;
use actix_web::body::BoxBody;
use actix_web::dev::{Service as _, ServiceResponse};
use actix_web::{test, web};
use futures_util::future::LocalBoxFuture;
use jiff::Timestamp;
use wardbook::app::{self, Adjustments};
use wardbook::doors::demo;
use wardbook::gate::access::hasher::Cost;
use wardbook::gate::access::model::Role;
use wardbook::gate::actor::Actor;
use wardbook::gate::desk::House;
use wardbook::gate::hospital;
use wardbook::gate::live::Hub;
use wardbook::kit::clock::Clock;
use wardbook::kit::config::Settings;
use wardbook::kit::db::StatementCounter;
use wardbook::kit::web::pace::Pace;
use wardbook::kit::web::socket::Bounds;

pub use self::person::{Answer, Person};

/// The password of everybody in the test hospital.
pub const PASSWORD: &str = "correct horse battery staple";
/// Hashing that costs next to nothing.
pub const CHEAP: Cost = Cost { memory: 64, passes: 1 };
/// A Friday morning, five past eight in Berlin.
pub const NOW: &str = "2026-11-20T07:05:00Z";

type Call = Rc<dyn Fn(Request) -> LocalBoxFuture<'static, ServiceResponse<BoxBody>>>;

/// The hospital of one test.
pub struct TestApp {
    pub house: web::Data<House>,
    pub clock: Clock,
    pub counter: StatementCounter,
    call: Call,
    email_of: fn(Role) -> String,
    _place: database::Place,
}

impl TestApp {
    /// A hospital with two sites and one person of each role.
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// The same, with other settings.
    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        Self::at(database::Place::bare(), |role| format!("{role}@test.example"), change, |_| {}).await
    }

    /// A hospital in which the body of a request may take only so long.
    pub async fn in_a_hurry(pace: Pace) -> Self {
        let email_of = |role| format!("{role}@test.example");
        Self::at(database::Place::bare(), email_of, |_| {}, |house| house.pace = pace).await
    }

    /// A hospital whose open pages hold their lines to other bounds.
    pub async fn with_lines(bounds: Bounds) -> Self {
        let email_of = |role| format!("{role}@test.example");
        Self::at(database::Place::bare(), email_of, |_| {}, |house| house.live = Hub::new(bounds)).await
    }

    /// The demonstration hospital, opened as `wardbook demo` opens it.
    pub async fn demo() -> Self {
        Self::demo_with(|_| {}).await
    }

    /// The same with other settings.
    pub async fn demo_with(change: impl FnOnce(&mut Settings)) -> Self {
        Self::at(database::Place::demo(), |role| demo::email_of(role).to_owned(), change, |_| {}).await
    }

    async fn at(
        place: database::Place,
        email_of: fn(Role) -> String,
        change: impl FnOnce(&mut Settings),
        furnish: impl FnOnce(&mut House),
    ) -> Self {
        let clock = Clock::set(NOW.parse::<Timestamp>().expect("a time"));
        let counter = StatementCounter::default();
        let mut settings = place.settings();
        change(&mut settings);
        let adjust =
            Adjustments { clock: Some(clock.clone()), cost: Some(CHEAP), counter: Some(counter.clone()) };
        let mut house = app::open(settings, adjust).expect("a house");
        furnish(&mut house);
        let hospital = house.db.read_now(hospital::find).expect("a hospital");
        if hospital.is_some_and(|hospital| hospital.demonstration.is_some()) {
            house.offered = house.db.read_now(demo::offered).expect("people to sign in as");
        }
        let house = web::Data::new(house);
        let service = Rc::new(test::init_service(app::application(house.clone())).await);
        let call: Call = Rc::new(move |request| {
            let service = service.clone();
            Box::pin(async move {
                match service.call(request).await {
                    Ok(response) => response.map_into_boxed_body(),
                    Err(error) => panic!("the application failed: {error}"),
                }
            })
        });
        Self { house, clock, counter, call, email_of, _place: place }
    }

    /// Somebody who has not signed in.
    pub fn visitor(&self) -> Person<'_> {
        Person::new(self)
    }
    pub async fn admin(&self) -> Person<'_> {
        self.person(Role::Admin).await
    }
    pub async fn doctor(&self) -> Person<'_> {
        self.person(Role::Doctor).await
    }
    pub async fn nurse(&self) -> Person<'_> {
        self.person(Role::Nurse).await
    }
    pub async fn receptionist(&self) -> Person<'_> {
        self.person(Role::Receptionist).await
    }
    pub async fn patient(&self) -> Person<'_> {
        self.person(Role::Patient).await
    }
    /// The person of a role, signed in.
    pub async fn person(&self, role: Role) -> Person<'_> {
        self.signed_in(&(self.email_of)(role), PASSWORD).await
    }
    /// Somebody signed in with an address and a password.
    pub async fn signed_in(&self, email: &str, password: &str) -> Person<'_> {
        let person = self.visitor();
        let answer = person.sign_in(email, password).await;
        assert_eq!(answer.status, 303, "{email} signs in: {}", answer.text());
        person
    }

    /// Who acts for a test that prepares rows by itself.
    pub fn operator(&self) -> Actor {
        Actor::system("test", &self.house.root)
    }

    /// Waits until nothing has been asked of the database for a while: whoever is at work waits for something else.
    pub async fn quiet(&self) {
        let mut seen = None;
        while seen != Some(self.counter.count()) {
            seen = Some(self.counter.count());
            tokio::time::sleep(std::time::Duration::from_millis(150)).await;
        }
    }

    /// How many statements a piece of work makes.
    pub async fn statements<T>(&self, work: impl Future<Output = T>) -> (T, u64) {
        let before = self.counter.count();
        let value = work.await;
        (value, self.counter.count() - before)
    }
}
