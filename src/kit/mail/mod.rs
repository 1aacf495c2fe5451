//! Mail: what one message is, and the ways it can leave.
//!
//! A [`Mailer`] hands one message to one server and says whether it was taken, or why not and whether that passes. When
//! to try again is somebody else's business. The same message has the same Message-ID in every try, so that whoever
//! gets it twice can tell.

mod folder;
mod message;
mod smtp;

use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use lettre::message::Mailbox;

use self::smtp::Smtp;
use super::sending::{Accepted, Failure, Reason};
pub(in crate::kit) use folder::put as put_in_folder;

/// How mail is sent, and who sends it.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The way.
    pub how: How,
    /// The sender of all mail.
    pub from: Mailbox,
}

/// The ways that mail can take.
#[derive(Clone, Debug)]
pub enum How {
    /// None: each message fails, and that shows.
    Off,
    /// A mail server.
    Smtp(SmtpSettings),
    /// A folder of the installation, for trials.
    Folder,
}

/// A mail server.
#[derive(Clone)]
pub struct SmtpSettings {
    /// Its name, which its certificate must bear.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way to it is protected.
    pub security: Security,
    /// Name and password, where it wants them.
    pub sign_in: Option<(String, String)>,
    /// How long one try may take, from the first byte to the last.
    pub timeout: Duration,
}

impl std::fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SmtpSettings({}:{})", self.host, self.port)
    }
}

/// How the way to a mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Begins in the open and must turn to TLS before anything is said.
    StartTls,
    /// TLS from the first byte.
    Tls,
    /// Not at all: for a server on this machine.
    None,
}

/// One message to one person.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Its own name for itself without brackets, such as `0193…@outbox.wardbook`.
    pub id: String,
    /// When it was written.
    pub written_at: Timestamp,
    /// The person's name.
    pub to_name: String,
    /// The person's address.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// The words.
    pub text: String,
    /// The same words for those who read HTML.
    pub html: String,
    /// A calendar file that goes with it.
    pub calendar: Option<String>,
}

/// Sends mail the way the installation is set up.
pub enum Mailer {
    /// Sends nothing.
    Off,
    /// Hands it to a server.
    Smtp(Box<Smtp>),
    /// Writes it into this folder.
    Folder {
        /// The folder.
        folder: PathBuf,
        /// The sender.
        from: Mailbox,
    },
}

impl Mailer {
    /// The mailer of these settings; `folder` is where the one for trials writes.
    ///
    /// # Errors
    /// [`Failure`] when the machine's own certificates cannot be read.
    pub fn new(settings: Settings, folder: PathBuf) -> Result<Self, Failure> {
        Ok(match settings.how {
            How::Off => Self::Off,
            How::Smtp(server) => Self::Smtp(Box::new(Smtp::new(server, settings.from)?)),
            How::Folder => Self::Folder { folder, from: settings.from },
        })
    }

    /// Sends one message, and waits until it is taken or not.
    ///
    /// # Errors
    /// [`Failure`], with whether it is worth trying again.
    pub async fn send(&self, mail: &Mail) -> Result<Accepted, Failure> {
        match self {
            Self::Off => Err(Failure::of(Reason::NotSetUp)),
            Self::Smtp(server) => server.send(mail).await,
            Self::Folder { folder, from } => {
                let message = message::build(mail, from)?;
                folder::put(folder.clone(), format!("{}.eml", mail.id), message.formatted()).await
            }
        }
    }

    /// Whether anything is set up.
    pub fn is_set_up(&self) -> bool {
        !matches!(self, Self::Off)
    }

    /// How mail leaves, for an operator to read.
    pub fn described(&self) -> String {
        match self {
            Self::Off => "not set up: mail counts as failed (WARDBOOK_MAIL)".into(),
            Self::Smtp(server) => server.described(),
            Self::Folder { folder, .. } => format!("written into {}, sent to nobody", folder.display()),
        }
    }
}

/// The sender in a setting such as `Hospital <office@hospital.example>`.
pub fn sender(text: &str) -> Option<Mailbox> {
    text.parse().ok()
}
