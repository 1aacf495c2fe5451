//! A real mail server on loopback, in a process of its own: `tests/mail/server.py`.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

static NEXT: AtomicU32 = AtomicU32::new(0);

/// The server; it ends with the test.
pub struct MailServer {
    child: Child,
    log: PathBuf,
    pub port: u16,
}

impl MailServer {
    /// Starts one; with a name and a password it asks for them.
    pub fn start(words: &[&str]) -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let python = std::env::var_os("WARDBOOK_TEST_MAIL_PYTHON")
            .map_or_else(|| here.join("target/mail-venv/bin/python"), PathBuf::from);
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let log = std::env::temp_dir().join(format!("wardbook_mail_{}_{number}", std::process::id()));
        std::fs::remove_file(&log).ok();
        let mut child = Command::new(&python)
            .arg(here.join("tests/mail/server.py"))
            .arg(&log)
            .args(words)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!("{}: {error}. `scripts/test unit` installs it, see there.", python.display())
            });
        let mut line = String::new();
        let output = child.stdout.take().expect("its output");
        BufReader::new(output).read_line(&mut line).expect("its port");
        let port = line.trim().parse().unwrap_or_else(|_| panic!("the mail server starts: {line}"));
        Self { child, log, port }
    }

    /// What it has taken, in order.
    pub fn taken(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        text.lines().map(|line| serde_json::from_str(line).expect("a line of the log")).collect()
    }

    /// Ends it: from here on nobody answers at its port.
    pub fn stop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.stop();
        std::fs::remove_file(&self.log).ok();
    }
}
