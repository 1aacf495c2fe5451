//! `wardbook setup`, `wardbook admin create`, `wardbook admin reset-password`.

use std::io::Read as _;

use jiff::SignedDuration;

use super::{open_installation, operator, say};
use crate::app;
use crate::gate::access::links;
use crate::gate::access::model::{Role, email_key};
use crate::gate::access::password::{self, Password, Refusal};
use crate::gate::access::store::{self, NewAccount};
use crate::gate::access::{NewInstallation, found, one_time};
use crate::gate::desk::House;
use crate::gate::hospital::{self, NewHospital};
use crate::kit::config::Settings;
use crate::kit::db::Deed;
use crate::kit::error::{Error, Result};
use crate::kit::text;

/// How long a one-time password is good for.
const ONE_TIME: SignedDuration = SignedDuration::from_hours(72);

#[derive(Debug, clap::Args)]
pub(super) struct SetUp {
    /// Name of the hospital.
    #[arg(long)]
    hospital: String,
    /// IANA time zone, such as Europe/Berlin.
    #[arg(long)]
    time_zone: String,
    /// ISO 4217 code, such as EUR.
    #[arg(long)]
    currency: String,
    /// E-mail address of the first admin.
    #[arg(long)]
    email: String,
    /// Name of the first admin.
    #[arg(long)]
    name: String,
    /// Read the first admin's password from standard input.
    #[arg(long, required = true)]
    password_stdin: bool,
}

#[derive(Debug, clap::Subcommand)]
pub(super) enum Admin {
    /// Make an account for an administrator; prints a one-time password, or reads one from standard input.
    Create {
        /// E-mail address.
        #[arg(long)]
        email: String,
        /// Name.
        #[arg(long)]
        name: String,
        /// Read the password from standard input instead of printing a one-time password.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Start the reset of somebody's password: prints a one-time password and ends their sessions.
    ResetPassword {
        /// E-mail address.
        #[arg(long)]
        email: String,
    },
}

pub(super) fn set_up(settings: Settings, new: SetUp) -> Result<()> {
    app::migrate(&settings)?;
    let house = open_installation(settings)?;
    let time_zone = hospital::check_time_zone(&new.time_zone)
        .ok_or_else(|| invalid("There is no such time zone. Use a name such as Europe/Berlin."))?;
    let currency = hospital::check_currency(&new.currency)
        .ok_or_else(|| invalid("There is no such currency. Use its three letters, such as EUR."))?;
    let hospital_name = named(&new.hospital, "The hospital needs a name of at most 120 characters.")?;
    let admin = new_admin(&house, &hospital_name, &new.email, &new.name, Some(read_password()?))?.0;
    let installation = NewInstallation {
        site: hospital_name.clone(),
        hospital: NewHospital {
            name: hospital_name,
            address: String::new(),
            time_zone,
            currency,
            demonstration: None,
        },
        admin,
    };
    house.db.write_now(&operator(&house), move |tx| found(tx, &installation))?;
    say("The hospital is set up.\n");
    Ok(())
}

pub(super) fn admin(settings: Settings, command: Admin) -> Result<()> {
    let house = open_installation(settings)?;
    let Some(hospital) = house.db.read_now(hospital::find)? else {
        return Err(Error::Conflict(
            "There is no hospital in this database yet. Run wardbook setup first.".into(),
        ));
    };
    match command {
        Admin::Create { email, name, password_stdin } => {
            let typed = if password_stdin { Some(read_password()?) } else { None };
            let (account, one_time) = new_admin(&house, &hospital.name, &email, &name, typed)?;
            house
                .db
                .write_now(&operator(&house), move |tx| {
                    let id = store::insert_account(tx, &account)?;
                    let detail = serde_json::json!({ "role": "admin" });
                    tx.record(Deed::new("account.created").on("account", id).with(detail));
                    Ok(())
                })
                .map_err(taken)?;
            say(&one_time.map_or_else(
                || "The account is made.\n".into(),
                |password| {
                    format!("One-time password, to be replaced at first use within 72 hours: {password}\n")
                },
            ));
        }
        Admin::ResetPassword { email } => {
            let key = email_key(&email).ok_or_else(|| invalid("That is no e-mail address."))?;
            let password = one_time::password();
            let hash = hash(&house, &password)?;
            let until = house.clock.now().saturating_add(ONE_TIME).map_err(Error::bug)?;
            house
                .db
                .write_now(&operator(&house), move |tx| {
                    let account = store::by_email(tx.conn(), &key)?.ok_or(Error::NotFound)?;
                    store::set_password(tx, account.id, &hash, Some(until))?;
                    links::end(tx, account.id, None)?;
                    store::end_sessions(tx, account.id, None)?;
                    tx.record(Deed::new("password.reset-started").on("account", account.id));
                    Ok(())
                })
                .map_err(|error| match error {
                    Error::NotFound => {
                        Error::Conflict("There is no account with this e-mail address.".into())
                    }
                    other => other,
                })?;
            say(&format!("One-time password, to be replaced at first use within 72 hours: {password}\n"));
        }
    }
    Ok(())
}

/// The account, and the one-time password when none was given.
fn new_admin(
    house: &House,
    hospital: &str,
    email: &str,
    name: &str,
    typed: Option<String>,
) -> Result<(NewAccount, Option<String>)> {
    let name = named(name, "The admin needs a name of at most 120 characters.")?;
    let email_key = email_key(email).ok_or_else(|| invalid("That is no e-mail address."))?;
    let (password, one_time_until) = match &typed {
        Some(typed) => {
            judge(typed, hospital, email, &name)?;
            (typed.clone(), None)
        }
        None => (one_time::password(), Some(house.clock.now().saturating_add(ONE_TIME).map_err(Error::bug)?)),
    };
    let account = NewAccount {
        role: Role::Admin,
        name,
        email: email.trim().to_owned(),
        email_key,
        password_hash: Some(hash(house, &password)?),
        one_time_until,
        patient: None,
    };
    Ok((account, typed.is_none().then_some(password)))
}

fn judge(typed: &str, hospital: &str, email: &str, name: &str) -> Result<()> {
    let context = password::Context { hospital, email, name };
    password::judge(&Password::new(typed), false, &context).map_err(|refusal| match refusal {
        Refusal::TooShort { min } => Error::Invalid(crate::say!("password-too-short", min = min)),
        Refusal::TooLong => Error::Invalid(crate::say!("password-too-long")),
        Refusal::Common => Error::Invalid(crate::say!("password-common")),
        Refusal::Context => Error::Invalid(crate::say!("password-context")),
    })
}

fn hash(house: &House, password: &str) -> Result<String> {
    house.hasher.hash_now(&Password::new(password)).map_err(Error::bug)
}

fn read_password() -> Result<String> {
    let mut typed = String::new();
    std::io::stdin()
        .take(4096)
        .read_to_string(&mut typed)
        .map_err(|_| invalid("The password on standard input is not text."))?;
    Ok(typed.trim_end_matches(['\r', '\n']).to_owned())
}

fn named(text: &str, sentence: &str) -> Result<String> {
    let text = text.trim();
    let good = !text.is_empty() && text.chars().count() <= 120 && text::is_seen(text);
    if good { Ok(text.to_owned()) } else { Err(invalid(sentence)) }
}

fn taken(error: Error) -> Error {
    if error.breaks("accounts_email_key_key") {
        Error::Conflict("There is an account with this e-mail address already.".into())
    } else {
        error
    }
}

fn invalid(sentence: &str) -> Error {
    Error::Invalid(sentence.to_owned())
}
