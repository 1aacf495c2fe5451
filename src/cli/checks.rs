//! Commands that look and check.

use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::process::ExitCode;
use std::time::Duration;

use super::{open_installation, say};
use crate::app;
use crate::gate::audit::{self, Sealer};
use crate::gate::hospital;
use crate::kit::config::Settings;
use crate::kit::db;
use crate::kit::error::Result;
use crate::kit::private;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Audit {
    /// Prove the audit trail whole, or name the first row that is not.
    Verify,
}

#[derive(Debug, clap::Subcommand)]
pub(super) enum Config {
    /// Print the settings in effect, secrets masked.
    Print,
}

pub(super) fn migrate(settings: &Settings) -> Result<()> {
    let done = app::migrate(settings)?;
    say(&match done.len() {
        0 => "The tables are those of this version already.\n".into(),
        count => format!("{count} migrations were run.\n"),
    });
    Ok(())
}

pub(super) fn verify(settings: Settings) -> Result<ExitCode> {
    let house = open_installation(settings)?;
    Sealer::new(house.db.clone(), &house.root, house.folder()).run_now()?;
    let now = house.clock.now();
    let findings = house.db.read_now(|conn| audit::verify(conn, &house.root, house.folder(), now))?;
    if findings.wrong.is_empty() {
        say(&format!("The audit trail is whole: {} rows.\n", findings.whole));
        return Ok(ExitCode::SUCCESS);
    }
    for wrong in &findings.wrong {
        say(&format!("{wrong}\n"));
    }
    say(&format!(
        "The audit trail is NOT whole: {} findings, {} good rows.\n",
        findings.wrong.len(),
        findings.whole
    ));
    Ok(ExitCode::FAILURE)
}

pub(super) fn routes() {
    for route in crate::routes::list() {
        let demand = route.demand;
        let permission = demand.permission.unwrap_or("-");
        say(&format!("{:4} {:45} {:8} {permission}\n", route.method, route.path, demand.entry));
    }
}

/// Asks `/readyz` of the server that listens at the configured address.
pub(super) fn healthcheck(settings: &Settings) -> ExitCode {
    let mut address: SocketAddr = settings.listen;
    if address.ip().is_unspecified() {
        address.set_ip(match address.ip() {
            IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(3))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream.write_all(b"GET /readyz HTTP/1.0\r\nHost: localhost\r\n\r\n")?;
        let mut answer = String::new();
        stream.take(4096).read_to_string(&mut answer)?;
        Ok(answer.split(' ').nth(1) == Some("200"))
    };
    match ask() {
        Ok(true) => {
            say("ready\n");
            ExitCode::SUCCESS
        }
        Ok(false) => {
            say("not ready\n");
            ExitCode::FAILURE
        }
        Err(_) => {
            say(&format!("nobody answers at {address}\n"));
            ExitCode::FAILURE
        }
    }
}

/// Checks what an operator would look at first.
pub(super) fn doctor(settings: Settings) -> Result<ExitCode> {
    let mut good = true;
    let mut check = |what: &str, result: std::result::Result<String, String>| match result {
        Ok(detail) => say(&format!("good  {what}: {detail}\n")),
        Err(detail) => {
            good = false;
            say(&format!("BAD   {what}: {detail}\n"));
        }
    };
    let location = settings.location()?;
    let pending = db::pending(&location);
    check(
        "tables",
        match &pending {
            Ok(names) if names.is_empty() => Ok("those of this version".into()),
            Ok(names) => Err(format!("{} migrations are waiting; run wardbook migrate", names.len())),
            Err(error) => Err(super::in_words(error)),
        },
    );
    if !matches!(&pending, Ok(names) if names.is_empty()) {
        return Ok(ExitCode::FAILURE);
    }
    let probe = settings.data.join(".doctor");
    check(
        "data folder",
        std::fs::write(&probe, b"")
            .and_then(|()| std::fs::remove_file(&probe))
            .map(|()| settings.data.display().to_string())
            .map_err(|error| error.to_string()),
    );
    check(
        "files",
        match private::open_to_others(&settings.data) {
            Ok(open) => match private::in_words(&settings.data, &open) {
                None => Ok("closed to others on this machine".into()),
                Some(words) => Err(words),
            },
            Err(error) => Err(error.to_string()),
        },
    );
    check(
        "address for browsers",
        if settings.is_https() || settings.listen.ip().is_loopback() {
            Ok(settings.base_url.clone().unwrap_or_else(|| settings.listen.to_string()))
        } else {
            Err("plain HTTP beyond this machine; set WARDBOOK_BASE_URL to an https address".into())
        },
    );
    let house = open_installation(settings)?;
    check(
        "hospital",
        match house.db.read_now(hospital::find)? {
            Some(hospital) if hospital.demonstration.is_some() => Ok("a demonstration".into()),
            Some(_) => Ok("set up".into()),
            None => Err("not set up yet; run wardbook setup or open the set-up page".into()),
        },
    );
    check("database", house.db.read_now(db::dialect::check_whole).map_err(|error| super::in_words(&error)));
    let now = house.clock.now();
    check("mail", Ok(house.post.mailer.described()));
    check("text messages", Ok(house.post.texter.described()));
    check("outbox", super::mail::standing(&house, now)?);
    check("removal of cancelled appointments", super::purge::standing(&house, now)?);
    Sealer::new(house.db.clone(), &house.root, house.folder()).run_now()?;
    let findings = house.db.read_now(|conn| audit::verify(conn, &house.root, house.folder(), now))?;
    check(
        "audit trail",
        match findings.wrong.first() {
            None => Ok(format!("whole, {} rows", findings.whole)),
            Some(wrong) => Err(wrong.clone()),
        },
    );
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
