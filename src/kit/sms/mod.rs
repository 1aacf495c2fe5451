//! Text messages: what one is, and the ways it can leave.

mod gateway;

use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;

use self::gateway::Gateway;
use super::mail::put_in_folder;
use super::sending::{Accepted, Failure, Reason};

/// The ways that text messages can take.
#[derive(Clone, Debug)]
pub enum How {
    /// None: each message fails, and that shows.
    Off,
    /// A gateway that takes HTTP requests.
    Http(GatewaySettings),
    /// A folder of the installation, for trials.
    Folder,
}

/// A gateway that takes HTTP requests.
#[derive(Clone)]
pub struct GatewaySettings {
    /// Where requests go.
    pub url: String,
    /// The body of a request, with places for `{to}`, `{text}` and `{id}`.
    pub body: String,
    /// What the body is.
    pub format: Format,
    /// Signs requests, where the gateway wants that.
    pub key: Option<String>,
    /// Sent in the header Authorization, where the gateway wants that.
    pub authorization: Option<String>,
    /// How long one request may take.
    pub timeout: Duration,
}

impl std::fmt::Debug for GatewaySettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "GatewaySettings({})", self.url)
    }
}

/// What the body of a request is, which decides how words are escaped in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    Json,
    /// A form.
    Form,
}

/// One text message to one person.
#[derive(Clone, Debug)]
pub struct TextMessage {
    /// The same in every try, so that a gateway can tell a repeat.
    pub id: String,
    /// The number as the person gave it.
    pub to: String,
    /// The words.
    pub text: String,
}

/// Sends text messages the way the installation is set up.
pub enum Texter {
    /// Sends nothing.
    Off,
    /// Asks a gateway.
    Http(Box<Gateway>),
    /// Writes them into this folder.
    Folder(PathBuf),
}

impl Texter {
    /// The texter of these settings; `folder` is where the one for trials writes.
    pub fn new(how: How, folder: PathBuf) -> Self {
        match how {
            How::Off => Self::Off,
            How::Http(settings) => Self::Http(Box::new(Gateway::new(settings))),
            How::Folder => Self::Folder(folder),
        }
    }

    /// Sends one message, and waits until it is taken or not.
    ///
    /// # Errors
    /// [`Failure`], with whether it is worth trying again.
    pub async fn send(&self, message: &TextMessage, now: Timestamp) -> Result<Accepted, Failure> {
        match self {
            Self::Off => Err(Failure::of(Reason::NotSetUp)),
            Self::Http(gateway) => gateway.send(message, now).await,
            Self::Folder(folder) => {
                let content = format!("To: {}\n\n{}\n", message.to, message.text);
                put_in_folder(folder.clone(), format!("{}.sms", message.id), content.into_bytes()).await
            }
        }
    }

    /// Whether anything is set up.
    pub fn is_set_up(&self) -> bool {
        !matches!(self, Self::Off)
    }

    /// How text messages leave, for an operator to read.
    pub fn described(&self) -> String {
        match self {
            Self::Off => "not set up: text messages count as failed (WARDBOOK_SMS)".into(),
            Self::Http(gateway) => gateway.described(),
            Self::Folder(folder) => format!("written into {}, sent to nobody", folder.display()),
        }
    }
}
