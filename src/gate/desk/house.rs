//! The things of the house that every request may need.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use uuid::Uuid;

use super::crowd::Crowd;
use crate::gate::access::hasher::Hasher;
use crate::gate::access::model::{Identity, Role};
use crate::gate::actor::AccountId;
use crate::gate::live::Hub;
use crate::kit::clock::Clock;
use crate::kit::config::Settings;
use crate::kit::db::{Conn, Db};
use crate::kit::error::Result;
use crate::kit::files::Files;
use crate::kit::pdf::Fonts;
use crate::kit::post::Post;
use crate::kit::seal::Key;
use crate::kit::sending::WayTo;
use crate::kit::web::frame::NavItem;
use crate::kit::web::pace::Pace;
use crate::kit::web::socket::Bounds;

/// Builds the main navigation for a person on a path; the features behind it live higher up.
pub type Navigation = fn(&Identity, &str) -> Vec<NavItem>;

/// Asks how a patient may be written to now; patients are known higher up.
pub type AskWay = fn(&mut Conn, Uuid) -> Result<WayTo>;

/// What the house asks of features that live higher up.
#[derive(Clone, Copy)]
pub struct Above {
    /// Where people can go.
    pub navigation: Navigation,
    /// How patients may be written to.
    pub way_to_patient: AskWay,
}

/// Built once at start.
pub struct House {
    /// The database.
    pub db: Db,
    /// What tells the time.
    pub clock: Clock,
    /// All settings.
    pub settings: Settings,
    /// Files that people attach.
    pub files: Files,
    /// The key that all others are derived from.
    pub root: Key,
    /// Checks and makes password hashes.
    pub hasher: Hasher,
    /// What features higher up answer.
    pub above: Above,
    /// What paper is set in.
    pub fonts: Arc<Fonts>,
    /// Accounts the sign-in page offers to anybody: only ever those of a demonstration on this machine.
    pub offered: Vec<Offered>,
    /// How mail and text messages leave.
    pub post: Post,
    /// How long the body of a request may take.
    pub pace: Pace,
    /// Who holds a line for a live page.
    pub live: Hub,
    pub(super) crowd: Crowd,
    setup_code: Mutex<Option<String>>,
}

/// An account that anybody may sign in to.
#[derive(Clone, Debug)]
pub struct Offered {
    /// Its role; there is one of each.
    pub role: Role,
    /// The account.
    pub account: AccountId,
    /// The person's name.
    pub name: String,
    /// The address it signs in with.
    pub email: String,
}

impl House {
    /// A house with its things.
    pub fn new(
        db: Db,
        settings: Settings,
        root: Key,
        hasher: Hasher,
        post: Post,
        above: Above,
        setup_code: Option<String>,
    ) -> Self {
        let clock = db.clock().clone();
        let fonts = Fonts::with_directory(settings.fonts.as_deref());
        let files = Files::new(settings.files(), &root);
        let crowd = Crowd::new(clock.clone());
        Self {
            db,
            clock,
            settings,
            files,
            root,
            hasher,
            above,
            fonts,
            post,
            offered: Vec::new(),
            pace: Pace::PROMISED,
            live: Hub::new(Bounds::PROMISED),
            crowd,
            setup_code: Mutex::new(setup_code),
        }
    }

    /// The code that the console showed, while there is nobody in the database.
    pub fn setup_code(&self) -> Option<String> {
        self.setup_code.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Set-up is done: the code is worth nothing any more.
    pub fn forget_setup_code(&self) {
        *self.setup_code.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Where people reach this house: as it is set, never as a request says, since it stands in mails.
    pub fn address(&self) -> String {
        match &self.settings.base_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://{}", self.settings.listen),
        }
    }

    /// The folder of the installation.
    pub fn folder(&self) -> &Path {
        &self.settings.data
    }
}
