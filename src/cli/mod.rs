//! The command line.

mod accounts;
mod purge;
mod mail;
mod checks;
mod import_codes;
mod import_interactions;
mod import_patients;
mod import;
mod serve;
mod demo;

use clap::{Parser, Subcommand};

use crate::gate::actor::Actor;
use crate::gate::desk::House;
use crate::kit::config::Settings;
use crate::kit::error::{Error, Result};
use crate::kit::private;

/// The program a hospital or clinic runs itself, in a browser.
#[derive(Debug, Parser)]
#[command(name = "wardbook", version, about, disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server.
    Serve,
    /// Run a demonstration hospital with invented people, on this machine only.
    Demo(demo::Demo),
    /// Set up a new installation without the browser; the admin's password is read from standard input.
    Setup(accounts::SetUp),
    /// Bring the database to this version's tables.
    Migrate,
    /// Accounts of administrators.
    #[command(subcommand)]
    Admin(accounts::Admin),
    /// The audit trail.
    #[command(subcommand)]
    Audit(checks::Audit),
    /// Bring in records of another system.
    #[command(subcommand)]
    Import(import::Import),
    /// Give out the content of the database.
    #[command(subcommand)]
    Export(import::Export),
    /// Mail and text messages.
    #[command(subcommand)]
    Mail(mail::Mail),
    /// Remove for good what was cancelled long ago, as the server does every hour.
    Purge(purge::Purge),
    /// Print every route with what it demands.
    Routes,
    /// The settings in effect.
    #[command(subcommand)]
    Config(checks::Config),
    /// Ask the running server whether it is ready; for containers and supervisors.
    Healthcheck,
    /// Check the installation and say what is wrong with it.
    Doctor,
}

/// Runs the command line and answers the exit code.
pub fn main() -> std::process::ExitCode {
    private::keep_to_oneself();
    let cli = Cli::parse();
    start_log(&cli.settings);
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{}", in_words(&error));
            std::process::ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<std::process::ExitCode> {
    let Cli { settings, command } = cli;
    match command {
        Command::Serve => serve::serve(settings)?,
        Command::Demo(wish) => demo::demo(settings, &wish)?,
        Command::Setup(set_up) => accounts::set_up(settings, set_up)?,
        Command::Migrate => checks::migrate(&settings)?,
        Command::Admin(admin) => accounts::admin(settings, admin)?,
        Command::Audit(checks::Audit::Verify) => return checks::verify(settings),
        Command::Import(what) => return import::import(settings, what),
        Command::Export(what) => import::export(settings, what)?,
        Command::Mail(what) => return mail::mail(&settings, what),
        Command::Purge(wish) => return purge::purge(settings, &wish),
        Command::Routes => checks::routes(),
        Command::Config(checks::Config::Print) => say(&settings.print()?),
        Command::Healthcheck => return Ok(checks::healthcheck(&settings)),
        Command::Doctor => return checks::doctor(settings),
    }
    Ok(std::process::ExitCode::SUCCESS)
}

/// What a person at a terminal reads for an error.
fn in_words(error: &Error) -> String {
    match error {
        Error::Conflict(sentence) | Error::Invalid(sentence) => sentence.clone(),
        Error::Unavailable(why) => format!("Not possible at this moment: {why}."),
        Error::NotFound => "There is no such thing.".into(),
        other => format!("That did not work: {other}."),
    }
}

/// Opens an installation whose tables are those of this version.
///
/// # Errors
/// In words when there is none, or its tables are older.
pub(super) fn open_installation(settings: Settings) -> Result<House> {
    let waiting = crate::kit::db::pending(&settings.location()?)?;
    if !waiting.is_empty() {
        return Err(Error::Conflict(
            "The database's tables are not those of this version. Run wardbook migrate first.".into(),
        ));
    }
    crate::app::open(settings, crate::app::Adjustments::default())
}

/// Who acts on the command line, for the audit trail.
pub(super) fn operator(house: &House) -> Actor {
    Actor::system("command line", &house.root)
}

/// The one place where the command line answers.
pub(super) fn say(text: &str) {
    use std::io::Write as _;
    let mut out = std::io::stdout().lock();
    // Whoever closed the pipe has read enough.
    if out.write_all(text.as_bytes()).and_then(|()| out.flush()).is_err() {
        std::process::exit(0);
    }
}

/// What no browser sends never reaches us: the server library answers it, and would write an error for each. Anybody
/// could fill the log so; whoever wants to see it names `actix_http` in the setting.
fn filter_of(asked: &str) -> String {
    if asked.contains("actix_http") { asked.to_owned() } else { format!("{asked},actix_http=off") }
}

/// Logs go to standard error, so that standard output holds only what was asked for.
fn start_log(settings: &Settings) {
    use tracing_subscriber::{EnvFilter, fmt};
    let filter =
        EnvFilter::try_new(filter_of(&settings.log)).unwrap_or_else(|_| EnvFilter::new(filter_of("info")));
    let logs = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = if settings.log_format == "json" { logs.json().try_init() } else { logs.try_init() };
    if started.is_err() {
        eprintln!("Logging could not be started.");
    }
}
