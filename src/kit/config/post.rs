//! Settings of what leaves the house: mail and text messages.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use super::{from_environment, secret_or_file};
use crate::kit::error::{Error, Result};
use crate::kit::mail::{self, Security};
use crate::kit::sms;

/// How mail and text messages are sent.
#[derive(Clone, Debug, clap::Args)]
pub struct PostSettings {
    /// How mail is sent: off (each message counts as failed), smtp, or file (into the folder mail of the installation,
    /// for trials).
    #[arg(long, env = "WARDBOOK_MAIL", default_value = "off", value_parser = ["off", "smtp", "file"], global = true)]
    pub mail: String,

    /// Sender of all mail, such as "Hospital <office@hospital.example>".
    #[arg(long, env = "WARDBOOK_MAIL_FROM", global = true)]
    pub mail_from: Option<String>,

    /// Name of the mail server.
    #[arg(long, env = "WARDBOOK_SMTP_HOST", global = true)]
    pub smtp_host: Option<String>,

    /// Port of the mail server [default: 587 with starttls, 465 with tls, 25 with none].
    #[arg(long, env = "WARDBOOK_SMTP_PORT", value_parser = clap::value_parser!(u16).range(1..), global = true)]
    pub smtp_port: Option<u16>,

    /// How the way to the mail server is protected: starttls, tls (from the first byte), or none, which is for a server
    /// on this machine only.
    #[arg(long, env = "WARDBOOK_SMTP_TLS", default_value = "starttls", value_parser = ["starttls", "tls", "none"], global = true)]
    pub smtp_tls: String,

    /// Name to sign in to the mail server with; unset: without signing in.
    #[arg(long, env = "WARDBOOK_SMTP_USER", global = true)]
    pub smtp_user: Option<String>,

    /// The password, from the environment alone.
    #[arg(skip = from_environment("WARDBOOK_SMTP_PASSWORD"))]
    pub smtp_password: Option<String>,

    /// File that holds the password for the mail server; WARDBOOK_SMTP_PASSWORD holds the password itself.
    #[arg(long, env = "WARDBOOK_SMTP_PASSWORD_FILE", global = true)]
    pub smtp_password_file: Option<PathBuf>,

    /// Seconds that one try to send a message may take, mail or text.
    #[arg(long, env = "WARDBOOK_SEND_SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=60), global = true)]
    pub send_seconds: u16,

    /// How text messages are sent: off (each message counts as failed), http (to the gateway at WARDBOOK_SMS_URL), or
    /// file (into the folder mail of the installation, for trials).
    #[arg(long, env = "WARDBOOK_SMS", default_value = "off", value_parser = ["off", "http", "file"], global = true)]
    pub sms: String,

    /// Address of the SMS gateway, https unless it is on this machine.
    #[arg(long, env = "WARDBOOK_SMS_URL", global = true)]
    pub sms_url: Option<String>,

    /// Body of a request to the gateway, in which {to}, {text} and {id} stand for number, words and the message's own id.
    #[arg(
        long,
        env = "WARDBOOK_SMS_BODY",
        default_value = r#"{"to":"{to}","text":"{text}","id":"{id}"}"#,
        global = true
    )]
    pub sms_body: String,

    /// Format of that body, which decides how the words are escaped in it.
    #[arg(long, env = "WARDBOOK_SMS_FORMAT", default_value = "json", value_parser = ["json", "form"], global = true)]
    pub sms_format: String,

    /// The key that signs requests to the gateway, from the environment alone.
    #[arg(skip = from_environment("WARDBOOK_SMS_KEY"))]
    pub sms_key: Option<String>,

    /// File that holds the key which signs requests to the gateway; WARDBOOK_SMS_KEY holds the key itself.
    #[arg(long, env = "WARDBOOK_SMS_KEY_FILE", global = true)]
    pub sms_key_file: Option<PathBuf>,

    /// What is sent in the header Authorization, from the environment alone.
    #[arg(skip = from_environment("WARDBOOK_SMS_AUTHORIZATION"))]
    pub sms_authorization: Option<String>,

    /// File that holds what is sent to the gateway in the header Authorization, such as "Bearer …";
    /// WARDBOOK_SMS_AUTHORIZATION holds it itself.
    #[arg(long, env = "WARDBOOK_SMS_AUTHORIZATION_FILE", global = true)]
    pub sms_authorization_file: Option<PathBuf>,
}

impl PostSettings {
    /// How mail is sent.
    ///
    /// # Errors
    /// [`Error::Conflict`] in words when the settings do not make one way.
    pub fn mail(&self) -> Result<mail::Settings> {
        let how = match self.mail.as_str() {
            "smtp" => mail::How::Smtp(self.smtp()?),
            "file" => mail::How::Folder,
            _ => mail::How::Off,
        };
        let from = self.mail_from.clone().unwrap_or_default();
        if from.is_empty() && matches!(how, mail::How::Smtp(_)) {
            return Err(missing("WARDBOOK_MAIL", "smtp", "WARDBOOK_MAIL_FROM"));
        }
        let from = if from.is_empty() { "Wardbook <wardbook@localhost>".to_owned() } else { from };
        let from = mail::sender(&from).ok_or_else(|| {
            Error::Conflict(
                "WARDBOOK_MAIL_FROM is no mail address. Write it as \"Hospital <office@hospital.example>\"."
                    .into(),
            )
        })?;
        Ok(mail::Settings { how, from })
    }

    fn smtp(&self) -> Result<mail::SmtpSettings> {
        let host = filled(self.smtp_host.as_deref())
            .ok_or_else(|| missing("WARDBOOK_MAIL", "smtp", "WARDBOOK_SMTP_HOST"))?;
        let security = match self.smtp_tls.as_str() {
            "tls" => Security::Tls,
            "none" => Security::None,
            _ => Security::StartTls,
        };
        if security == Security::None && !is_loopback(host) {
            return Err(Error::Conflict(format!(
                "WARDBOOK_SMTP_TLS=none is for a mail server on this machine, and {host} is none: names and links \
                 would cross the network in the open. Use starttls or tls."
            )));
        }
        let password = secret_or_file(self.smtp_password.as_ref(), self.smtp_password_file.as_ref())?;
        let sign_in = match (filled(self.smtp_user.as_deref()), password) {
            (Some(user), Some(password)) => Some((user.to_owned(), password)),
            (Some(_), None) => {
                return Err(Error::Conflict(
                    "WARDBOOK_SMTP_USER is set without a password: set WARDBOOK_SMTP_PASSWORD_FILE or \
                     WARDBOOK_SMTP_PASSWORD."
                        .into(),
                ));
            }
            (None, Some(_)) => {
                return Err(Error::Conflict(
                    "A password for the mail server is set without a name: set WARDBOOK_SMTP_USER.".into(),
                ));
            }
            (None, None) => None,
        };
        let port = self.smtp_port.unwrap_or(match security {
            Security::StartTls => 587,
            Security::Tls => 465,
            Security::None => 25,
        });
        Ok(mail::SmtpSettings { host: host.to_owned(), port, security, sign_in, timeout: self.timeout() })
    }

    /// How text messages are sent.
    ///
    /// # Errors
    /// [`Error::Conflict`] in words when the settings do not make one way.
    pub fn sms(&self) -> Result<sms::How> {
        match self.sms.as_str() {
            "http" => self.gateway().map(sms::How::Http),
            "file" => Ok(sms::How::Folder),
            _ => Ok(sms::How::Off),
        }
    }

    fn gateway(&self) -> Result<sms::GatewaySettings> {
        let url = filled(self.sms_url.as_deref())
            .ok_or_else(|| missing("WARDBOOK_SMS", "http", "WARDBOOK_SMS_URL"))?;
        let host = url
            .strip_prefix("https://")
            .map(|_| None)
            .or_else(|| url.strip_prefix("http://").map(|rest| Some(host_in(rest))));
        match host {
            Some(None) => {}
            Some(Some(host)) if is_loopback(host) => {}
            _ => {
                return Err(Error::Conflict(
                    "WARDBOOK_SMS_URL must begin with https://, unless the gateway is on this machine."
                        .into(),
                ));
            }
        }
        for place in ["{to}", "{text}"] {
            if !self.sms_body.contains(place) {
                return Err(Error::Conflict(format!("WARDBOOK_SMS_BODY has no place for {place}.")));
            }
        }
        Ok(sms::GatewaySettings {
            url: url.to_owned(),
            body: self.sms_body.clone(),
            format: if self.sms_format == "form" { sms::Format::Form } else { sms::Format::Json },
            key: secret_or_file(self.sms_key.as_ref(), self.sms_key_file.as_ref())?,
            authorization: secret_or_file(
                self.sms_authorization.as_ref(),
                self.sms_authorization_file.as_ref(),
            )?,
            timeout: self.timeout(),
        })
    }

    fn timeout(&self) -> Duration {
        Duration::from_secs(u64::from(self.send_seconds))
    }

    /// Every setting with its value, secrets masked.
    pub(super) fn lines(&self) -> Vec<(&'static str, String)> {
        let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "(unset)".into());
        let secret = |value: &Option<String>, file: &Option<PathBuf>| {
            if value.is_some() || file.is_some() { "(hidden)" } else { "(unset)" }.to_owned()
        };
        vec![
            ("WARDBOOK_MAIL", self.mail.clone()),
            ("WARDBOOK_MAIL_FROM", text(&self.mail_from)),
            ("WARDBOOK_SMTP_HOST", text(&self.smtp_host)),
            ("WARDBOOK_SMTP_PORT", self.smtp_port.map_or("(by WARDBOOK_SMTP_TLS)".into(), |p| p.to_string())),
            ("WARDBOOK_SMTP_TLS", self.smtp_tls.clone()),
            ("WARDBOOK_SMTP_USER", text(&self.smtp_user)),
            ("WARDBOOK_SMTP_PASSWORD", secret(&self.smtp_password, &self.smtp_password_file)),
            ("WARDBOOK_SEND_SECONDS", self.send_seconds.to_string()),
            ("WARDBOOK_SMS", self.sms.clone()),
            ("WARDBOOK_SMS_URL", text(&self.sms_url)),
            ("WARDBOOK_SMS_BODY", self.sms_body.clone()),
            ("WARDBOOK_SMS_FORMAT", self.sms_format.clone()),
            ("WARDBOOK_SMS_KEY", secret(&self.sms_key, &self.sms_key_file)),
            ("WARDBOOK_SMS_AUTHORIZATION", secret(&self.sms_authorization, &self.sms_authorization_file)),
        ]
    }
}

fn filled(value: Option<&str>) -> Option<&str> {
    value.map(str::trim).filter(|value| !value.is_empty())
}

fn missing(setting: &str, value: &str, other: &str) -> Error {
    Error::Conflict(format!("{setting}={value} needs {other}."))
}

/// The host in what follows the scheme of an address.
fn host_in(rest: &str) -> &str {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // Whatever stands before an @ is no host, however it looks.
    let authority = authority.rsplit('@').next().unwrap_or_default();
    match authority.strip_prefix('[') {
        Some(six) => six.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    }
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::config::Settings;
    use clap::{Args as _, FromArgMatches as _};

    fn settings(words: &[&str]) -> PostSettings {
        let command = PostSettings::augment_args(clap::Command::new("wardbook"));
        let matches = command.get_matches_from([&["wardbook"], words].concat());
        PostSettings::from_arg_matches(&matches).unwrap()
    }

    fn refused<T>(result: Result<T>) -> String {
        match result {
            Err(Error::Conflict(words)) => words,
            _ => String::new(),
        }
    }

    const FROM: [&str; 2] = ["--mail-from", "Hospital <office@hospital.example>"];

    #[test]
    fn nothing_is_sent_unless_somebody_says_how() {
        let off = settings(&[]);
        assert!(matches!(off.mail().unwrap().how, mail::How::Off));
        assert!(matches!(off.sms().unwrap(), sms::How::Off));
    }

    #[test]
    fn what_is_missing_is_named() {
        assert!(
            refused(settings(&["--mail", "smtp", "--smtp-host", "m"]).mail()).contains("WARDBOOK_MAIL_FROM")
        );
        let words = [&["--mail", "smtp"][..], &FROM].concat();
        assert!(refused(settings(&words).mail()).contains("WARDBOOK_SMTP_HOST"));
        let user = [&words[..], &["--smtp-host", "m", "--smtp-user", "u"]].concat();
        assert!(refused(settings(&user).mail()).contains("WARDBOOK_SMTP_PASSWORD_FILE"));
        assert!(refused(settings(&["--sms", "http"]).sms()).contains("WARDBOOK_SMS_URL"));
        let bad = ["--mail", "file", "--mail-from", "office"];
        assert!(refused(settings(&bad).mail()).contains("no mail address"));
    }

    #[test]
    fn in_the_open_only_to_this_machine() {
        let open =
            |host| [&["--mail", "smtp", "--smtp-tls", "none", "--smtp-host", host][..], &FROM].concat();
        for host in ["localhost", "127.0.0.1", "::1"] {
            assert!(settings(&open(host)).mail().is_ok(), "{host}");
        }
        for host in ["mail.hospital.example", "10.0.0.5", "localhost.evil.example"] {
            assert!(refused(settings(&open(host)).mail()).contains("on this machine"), "{host}");
        }
        let gateway = |url| settings(&["--sms", "http", "--sms-url", url]).sms();
        for url in ["https://sms.example/send", "http://127.0.0.1:8081/x", "http://[::1]:8081/x"] {
            assert!(gateway(url).is_ok(), "{url}");
        }
        for url in
            ["http://sms.example/send", "http://localhost@sms.example/", "ftp://localhost/", "sms.example"]
        {
            assert!(refused(gateway(url)).contains("https://"), "{url}");
        }
    }

    #[test]
    fn ports_follow_the_protection() {
        let port = |tls| {
            let words =
                [&["--mail", "smtp", "--smtp-host", "localhost", "--smtp-tls", tls][..], &FROM].concat();
            match settings(&words).mail().unwrap().how {
                mail::How::Smtp(smtp) => smtp.port,
                _ => 0,
            }
        };
        assert_eq!([port("starttls"), port("tls"), port("none")], [587, 465, 25]);
    }

    #[test]
    fn secrets_are_masked() {
        let printed =
            format!("{:?}", PostSettings { smtp_password: Some("hush".into()), ..settings(&[]) }.lines());
        assert!(!printed.contains("hush") && printed.contains("(hidden)"));
        let command = Settings::augment_args(clap::Command::new("wardbook"));
        assert!(
            !command.get_arguments().any(|one| one.get_id() == "smtp_password"),
            "never on a command line"
        );
    }
}
