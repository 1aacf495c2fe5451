//! Settings: from flags, from the environment, and, for secrets, from files named by `*_FILE`.

mod post;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

pub use self::post::PostSettings;
use super::db::Location;
use super::error::{Error, Result};

/// All settings of an installation. `wardbook config print` shows them with secrets masked.
#[derive(Clone, Debug, clap::Args)]
pub struct Settings {
    /// Address and port to listen on.
    #[arg(long, env = "WARDBOOK_LISTEN", default_value = "127.0.0.1:8080", global = true)]
    pub listen: SocketAddr,

    /// Folder of the installation: the embedded database, its keys, uploaded files.
    #[arg(long, env = "WARDBOOK_DATA", default_value = "./data", global = true)]
    pub data: PathBuf,

    /// A postgres:// address, from the environment alone: what stands on a command line, everybody on the machine can
    /// read.
    #[arg(skip = from_environment("DATABASE_URL"))]
    pub database_url: Option<String>,

    /// File that holds a postgres:// address; DATABASE_URL holds the address itself. Without either the embedded SQLite
    /// database in the data folder is used.
    #[arg(long, env = "DATABASE_URL_FILE", global = true)]
    pub database_url_file: Option<PathBuf>,

    /// Address under which browsers reach this server. https turns on Secure cookies and HSTS.
    #[arg(long, env = "WARDBOOK_BASE_URL", global = true)]
    pub base_url: Option<String>,

    /// The secret, from the environment alone.
    #[arg(skip = from_environment("WARDBOOK_SECRET"))]
    pub secret: Option<String>,

    /// File that holds a secret of at least 32 characters that several servers on one database must share;
    /// WARDBOOK_SECRET holds the secret itself. Without either: a key file in the data folder, made at first start.
    #[arg(long, env = "WARDBOOK_SECRET_FILE", global = true)]
    pub secret_file: Option<PathBuf>,

    /// Addresses of reverse proxies whose X-Forwarded-For is believed, separated by commas.
    #[arg(long, env = "WARDBOOK_TRUSTED_PROXIES", value_delimiter = ',', global = true)]
    pub trusted_proxies: Vec<IpAddr>,

    /// Minutes without activity after which a staff session ends.
    #[arg(long, env = "WARDBOOK_IDLE_MINUTES", default_value_t = 15, value_parser = clap::value_parser!(u16).range(2..=720), global = true)]
    pub idle_minutes: u16,

    /// Minutes without activity after which a patient's session ends.
    #[arg(long, env = "WARDBOOK_PATIENT_IDLE_MINUTES", default_value_t = 30, value_parser = clap::value_parser!(u16).range(2..=720), global = true)]
    pub patient_idle_minutes: u16,

    /// Hours after which every session ends.
    #[arg(long, env = "WARDBOOK_SESSION_HOURS", default_value_t = 12, value_parser = clap::value_parser!(u16).range(1..=72), global = true)]
    pub session_hours: u16,

    /// Days for which a cancelled appointment can be brought back; then it is removed for good.
    #[arg(long, env = "WARDBOOK_CANCELLED_KEPT_DAYS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=3650), global = true)]
    pub cancelled_kept_days: u16,

    /// Folder with further fonts (TTF or OTF) for printing, such as a CJK face. Unset: the fonts of the system.
    #[arg(long, env = "WARDBOOK_FONTS", global = true)]
    pub fonts: Option<PathBuf>,

    /// Folder for the files that people attach to messages, sealed. Several servers on one database need the same.
    /// Unset: files in the data folder.
    #[arg(long, env = "WARDBOOK_FILES", global = true)]
    pub files: Option<PathBuf>,

    /// Mail and text messages.
    #[command(flatten)]
    pub post: PostSettings,

    /// How many database reads may run at once.
    #[arg(long, env = "WARDBOOK_READERS", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=256), global = true)]
    pub readers: u32,

    /// What is logged: error, warn, info, debug, or a tracing filter.
    #[arg(long, env = "WARDBOOK_LOG", default_value = "info", global = true)]
    pub log: String,

    /// How logs are written: text or json.
    #[arg(long, env = "WARDBOOK_LOG_FORMAT", default_value = "text", value_parser = ["text", "json"], global = true)]
    pub log_format: String,
}

impl Settings {
    /// Where the files lie that people attach.
    pub fn files(&self) -> PathBuf {
        self.files.clone().unwrap_or_else(|| self.data.join("files"))
    }

    /// Where the data lies.
    ///
    /// # Errors
    /// [`Error::Conflict`] in words when the database address cannot be used.
    pub fn location(&self) -> Result<Location> {
        let Some(url) = secret_or_file(self.database_url.as_ref(), self.database_url_file.as_ref())? else {
            return Ok(Location::Sqlite(self.data.join("wardbook.db")));
        };
        if !(url.starts_with("postgres://") || url.starts_with("postgresql://")) {
            return Err(Error::Conflict(
                "DATABASE_URL must begin with postgres://. For the embedded database leave it unset and choose a \
                 folder with WARDBOOK_DATA."
                    .into(),
            ));
        }
        if !cfg!(feature = "postgres-tls")
            && ["sslmode=require", "sslmode=verify-ca", "sslmode=verify-full"]
                .iter()
                .any(|mode| url.contains(mode))
        {
            return Err(Error::Conflict(
                "This build of Wardbook cannot speak TLS to PostgreSQL. Use a build with the feature postgres-tls, or \
                 a connection that does not leave this machine."
                    .into(),
            ));
        }
        Ok(Location::Postgres(url))
    }

    /// The secret set by hand, if any.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it is too short or its file cannot be read.
    pub fn secret(&self) -> Result<Option<String>> {
        let secret = secret_or_file(self.secret.as_ref(), self.secret_file.as_ref())?;
        match secret {
            Some(secret) if secret.len() < 32 => {
                Err(Error::Conflict("WARDBOOK_SECRET must have at least 32 characters.".into()))
            }
            secret => Ok(secret),
        }
    }

    /// Whether browsers reach this server over https.
    pub fn is_https(&self) -> bool {
        self.base_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }

    /// How long a session may be idle.
    pub fn idle(&self, is_patient: bool) -> Duration {
        let minutes = if is_patient { self.patient_idle_minutes } else { self.idle_minutes };
        Duration::from_secs(u64::from(minutes) * 60)
    }

    /// How long a session may last.
    pub fn session_length(&self) -> Duration {
        Duration::from_secs(u64::from(self.session_hours) * 3600)
    }

    /// Every setting with its value, secrets masked, one per line.
    ///
    /// # Errors
    /// As [`Settings::location`] and [`Settings::secret`].
    pub fn print(&self) -> Result<String> {
        let database = match self.location()? {
            Location::Sqlite(file) => file.display().to_string(),
            Location::Postgres(_) => "postgres://(hidden)".into(),
        };
        let secret = match self.secret()? {
            Some(_) => "(hidden)",
            None => "(file in the data folder)",
        };
        let proxies: Vec<String> = self.trusted_proxies.iter().map(ToString::to_string).collect();
        let mut lines = vec![
            ("WARDBOOK_LISTEN", self.listen.to_string()),
            ("WARDBOOK_DATA", self.data.display().to_string()),
            ("DATABASE_URL", database),
            ("WARDBOOK_BASE_URL", self.base_url.clone().unwrap_or_else(|| "(unset)".into())),
            ("WARDBOOK_SECRET", secret.into()),
            ("WARDBOOK_TRUSTED_PROXIES", proxies.join(",")),
            ("WARDBOOK_IDLE_MINUTES", self.idle_minutes.to_string()),
            ("WARDBOOK_PATIENT_IDLE_MINUTES", self.patient_idle_minutes.to_string()),
            ("WARDBOOK_SESSION_HOURS", self.session_hours.to_string()),
            ("WARDBOOK_CANCELLED_KEPT_DAYS", self.cancelled_kept_days.to_string()),
            ("WARDBOOK_FONTS", self.fonts.as_ref().map_or("(unset)".into(), |f| f.display().to_string())),
            ("WARDBOOK_FILES", self.files().display().to_string()),
            ("WARDBOOK_READERS", self.readers.to_string()),
            ("WARDBOOK_LOG", self.log.clone()),
            ("WARDBOOK_LOG_FORMAT", self.log_format.clone()),
        ];
        lines.extend(self.post.lines());
        Ok(lines.iter().map(|(name, value)| format!("{name}={value}\n")).collect())
    }
}

/// A setting that is never given on the command line; none when it is not set. What is no text is taken as far as it
/// is.
pub fn from_environment(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}

/// A secret, from its own setting or from the file that another setting names.
///
/// # Errors
/// [`Error::Conflict`] when the file cannot be read.
pub fn secret_or_file(value: Option<&String>, file: Option<&PathBuf>) -> Result<Option<String>> {
    match (value, file) {
        (Some(value), _) => Ok(Some(value.clone())),
        (None, Some(path)) => std::fs::read_to_string(path)
            .map(|text| Some(text.trim_end_matches(['\r', '\n']).to_owned()))
            .map_err(|error| Error::Conflict(format!("{} cannot be read: {error}.", path.display()))),
        (None, None) => Ok(None),
    }
}
