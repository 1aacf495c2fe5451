//! What leaves the house, and by which ways the installation is set up to send it.

use super::config::Settings;
use super::error::{Error, Result};
use super::mail::Mailer;
use super::sms::Texter;

/// Where messages are written that are sent to nobody, below the folder of the installation.
const FOLDER: &str = "mail";

/// The ways out.
pub struct Post {
    /// For mail.
    pub mailer: Mailer,
    /// For text messages.
    pub texter: Texter,
}

impl Post {
    /// The ways of these settings.
    ///
    /// # Errors
    /// [`Error::Conflict`] in words when the settings do not make ways.
    pub fn of(settings: &Settings) -> Result<Self> {
        let folder = settings.data.join(FOLDER);
        let mailer = Mailer::new(settings.post.mail()?, folder.clone()).map_err(|failure| {
            Error::Conflict(format!("The mail server cannot be spoken to safely: {}.", failure.said))
        })?;
        Ok(Self { mailer, texter: Texter::new(settings.post.sms()?, folder) })
    }
}
