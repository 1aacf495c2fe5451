//! `wardbook mail`.

use std::process::ExitCode;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::say;
use crate::gate::desk::House;
use crate::gate::notifications::outbox;
use crate::kit::clock::Clock;
use crate::kit::config::Settings;
use crate::kit::error::{Error, Result};
use crate::kit::mail::{self, How};
use crate::kit::post::Post;
use crate::kit::sending::{Accepted, Failure, Reason};
use crate::kit::sms::TextMessage;

/// A message that has waited longer than this for its turn waits for a server that does not run.
const LATE: SignedDuration = SignedDuration::from_mins(15);
/// What a test may take, with all that a slow server does.
const LONGEST: Duration = Duration::from_secs(90);

#[derive(Debug, clap::Subcommand)]
pub(super) enum Mail {
    /// Send one message the way the installation is set up, and say what came of it.
    Test(Test),
}

#[derive(Debug, clap::Args)]
pub(super) struct Test {
    /// The mail address it goes to; with --text a telephone number.
    address: String,
    /// Send a text message instead of mail.
    #[arg(long)]
    text: bool,
}

/// Sends a message by itself: no hospital is asked, and nothing is put into the outbox.
pub(super) fn mail(settings: &Settings, what: Mail) -> Result<ExitCode> {
    let Mail::Test(test) = what;
    let post = Post::of(settings)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::bug)?;
    let sent = runtime.block_on(async {
        tokio::time::timeout(LONGEST, send(&post, &test))
            .await
            .unwrap_or_else(|_| Err(Failure::of(Reason::TimedOut)))
    });
    match sent {
        Ok(accepted) => {
            say(&format!("Taken by {}. Look whether it arrives.\n", accepted.by));
            Ok(ExitCode::SUCCESS)
        }
        Err(failure) => {
            say(&format!("{}\n", in_words(settings, &test, &failure)?));
            Ok(ExitCode::FAILURE)
        }
    }
}

async fn send(post: &Post, test: &Test) -> std::result::Result<Accepted, Failure> {
    let (id, now) = (Uuid::now_v7(), Clock::system().now());
    let text = "This is a test message of Wardbook. If you read it, messages can be sent.".to_owned();
    if test.text {
        let message = TextMessage { id: id.to_string(), to: test.address.clone(), text };
        return post.texter.send(&message, now).await;
    }
    let mail = mail::Mail {
        id: format!("{id}@outbox.wardbook"),
        written_at: now,
        to_name: String::new(),
        to: test.address.clone(),
        subject: "Test message of Wardbook".into(),
        html: format!("<p>{text}</p>"),
        text,
        calendar: None,
    };
    post.mailer.send(&mail).await
}

/// What went wrong, and what to do about it.
fn in_words(settings: &Settings, test: &Test, failure: &Failure) -> Result<String> {
    let (side, server) = if test.text {
        ("gateway", settings.post.sms_url.clone().unwrap_or_default())
    } else {
        (
            "mail server",
            match settings.post.mail()?.how {
                How::Smtp(server) => format!("{}:{}", server.host, server.port),
                How::Off | How::Folder => String::new(),
            },
        )
    };
    let sentence = match failure.reason {
        Reason::NotSetUp if test.text => {
            "Text messages are not set up: set WARDBOOK_SMS and what it needs, or look at docs/mail.md."
                .into()
        }
        Reason::NotSetUp => {
            "Mail is not set up: set WARDBOOK_MAIL and what it needs, or look at docs/mail.md.".into()
        }
        Reason::Address => format!("The {side} knows no such address as {}.", test.address),
        Reason::Refused => format!("The {side} at {server} refuses the message."),
        Reason::SignIn => format!(
            "The {side} at {server} does not accept our name and password. Check them, and whether it wants any."
        ),
        Reason::Tls => format!(
            "No protected connection to the {side} at {server}: its certificate is not for that name, nobody this \
             machine trusts has signed it, or it speaks another kind of TLS than is set."
        ),
        Reason::Busy => format!("The {side} at {server} asks to try later."),
        Reason::Unreachable => {
            format!("Nobody answers as a {side} at {server}. Check name, port and firewall.")
        }
        Reason::TimedOut => format!(
            "The {side} at {server} took longer than {} seconds. Check the port, and whether it wants another kind of \
             TLS.",
            settings.post.send_seconds
        ),
        Reason::Folder => "The message could not be written into the folder mail of the installation.".into(),
        Reason::Interrupted | Reason::TooLate | Reason::CalledOff | Reason::NoWay => {
            "The message was not sent.".into()
        }
    };
    Ok(if failure.said.is_empty() { sentence } else { format!("{sentence} It says: {}", failure.said) })
}

/// How the outbox stands, for `wardbook doctor`: wrong is only what nobody works on.
pub(super) fn standing(house: &House, now: Timestamp) -> Result<std::result::Result<String, String>> {
    let since = now.checked_sub(SignedDuration::from_hours(24)).map_err(Error::bug)?;
    let standing = house.db.read_now(|conn| outbox::standing(conn, since))?;
    let late = standing.waits_since.is_some_and(|due| now.duration_since(due) > LATE);
    let counts = format!(
        "{} sent in 24 hours, {} waiting, {} failed, {} given up",
        standing.sent,
        standing.queued + standing.trying,
        standing.failed,
        standing.given_up
    );
    Ok(if late {
        Err(format!("{counts}; messages wait that should have been tried by now: is the server running?"))
    } else {
        Ok(counts)
    })
}
